"""The command about terms.csv: terms."""

from __future__ import annotations

import click

from handbookpub.cli.common import Refused, guarded, languages_option, report, root_of


@click.command()
@languages_option
@click.option("--output", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="A table, or JSON.")  # fmt: skip
@click.pass_context
def terms(context: click.Context, languages: tuple[str, ...], output: str) -> None:
    """Count the terms of each language and their uses in its chapters.

    Words are counted as check finds them, inflected or not. Whether the right ones stand there says check.

    Example: handbookpub terms -l ar
    """
    from handbookpub import read, readings
    from handbookpub.checks import terms_counted

    handbook, found = guarded(lambda: read.read_handbook(root_of(context), readings.Readings()))
    if any(finding.stops for finding in found):
        raise SystemExit(report(found))
    known = {edition.language.code: edition for edition in handbook.editions}
    for code in languages:
        if code not in known:
            raise Refused(f"there is no language {code!r} here; choose from {', '.join(known)}")
    counts = [terms_counted.counted(known[code], handbook) for code in known if code in (languages or known)]
    click.echo(terms_counted.as_json(counts) if output == "json" else terms_counted.as_text(counts), nl=False)
