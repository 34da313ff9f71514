"""Commands about findings: check, except, explain."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbookpub import findings
from handbookpub.cli.common import Refused, findings_as, guarded, languages_option, report, root_of, signed

if TYPE_CHECKING:
    from handbookpub.translate.signing import Wish
    from handbookpub.verify import Verified


@click.command()
@languages_option
@findings_as
@click.option("--fix", is_flag=True, help="Mend what is mechanical and safe; every change is shown first.")
@click.pass_context
def check(context: click.Context, languages: tuple[str, ...], output: str, fix: bool) -> None:
    """Check the chapters and the handbook's data. Exit 1 if a finding is an error.

    \b
    Each finding says where, what, and the text to type:
      ar/20-first-contact.md:14:1: HB103 `::: danger {#d2}` opens or closes no block and stays visible
      hint: type ::: {.danger #d2}
    handbookpub explain HB103 tells why it matters.
    """
    root = root_of(context)
    if fix:
        _mend(root, languages)
    found = _found(root, languages)
    code = report(found, output)
    if not found and output == "text":
        click.echo("nothing to mend", err=True)  # silence could mean that nothing was looked at
    raise SystemExit(code)


def _found(root: Path, languages: tuple[str, ...]) -> list[findings.Finding]:
    """The findings of a handbook, of some languages if they are named. Raises Refused."""
    from handbookpub import build as builder

    handbook, _, found = builder.load(root)
    known = [edition.language.code for edition in handbook.editions]
    if unknown := set(languages) - set(known):
        raise Refused(f"there is no language {sorted(unknown)[0]!r} here; choose from {', '.join(known)}")
    others = tuple(f"{code}/" for code in known if languages and code not in languages)
    return [finding for finding in found if not finding.place.path.startswith(others or ("//",))]


def _mend(root: Path, languages: tuple[str, ...]) -> None:
    """Show the edits that findings carry, and make them. Records go on: such an edit is no new translation."""
    from handbookpub import fix
    from handbookpub.translate import mended

    for change in guarded(lambda: fix.mend(root, lambda: _found(root, languages))):
        guarded(partial(mended.keep, root, change.path, change.before, change.after))
        click.echo(f"{change.path}: not mended: {change.refused}" if change.refused else change.diff, err=True)


@click.command("except")
@click.argument("code")
@click.argument("place")
@signed
@click.option("--why", metavar="TEXT", required=True, help="Why it is right as it stands, in a sentence.")
@click.option("--until", metavar="DATE", required=True, help="The last day on which this holds: 2027-06-30.")
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="For a place in a PDF: the folder that verify has read.")  # fmt: skip
@click.pass_context
def except_(context: click.Context, code: str, place: str, by: str, why: str, until: str, out: Path | None) -> None:
    """Sign an exception to a finding. It moves with the text it was signed for, and ends when that text changes.

    PLACE is what check prints before the code: PATH:LINE or PATH:LINE:COLUMN, or a whole PATH. In a PDF it is what
    verify prints: PATH:PAGE:PARAGRAPH. The exception stands in exceptions.toml; what stops a build cannot be signed
    away.

    \b
    Examples:
      handbookpub except HB546 ar/30-security.md:12 --by Amal --why "Quoted from the law" --until 2027-06-30
      handbookpub except HB822 ar/sample-ar.pdf:31:1 --out dist --by Amal --why "A name" --until 2027-06-30
    """
    import datetime

    from handbookpub import build as builder
    from handbookpub.translate import signing

    rule = _rule(code)
    if rule.stops:
        raise Refused(f"{rule.code} stops a build and cannot be signed away: mend it; handbookpub explain {rule.code}")
    wish = signing.Wish(rule.code, place, by, why, until)
    today = datetime.datetime.now().date()
    printed = _printed(wish, out)
    reading = guarded(lambda: builder.take_in(root_of(context)))
    if printed:
        made = guarded(lambda: signing.sign(reading.handbook, printed.every, wish, today, printed.pieces))
    else:
        made = guarded(lambda: signing.sign(reading.handbook, reading.findings, wish, today))
    ends = " or when the text there changes" if made.segment else ""
    click.echo(f"exceptions.toml: {made.code} at {made.place} is signed by {made.who}, until {made.until}{ends}")


def _printed(wish: Wish, out: Path | None) -> Verified | None:
    """What verify says of the PDF of a wish; None where it is about no PDF. Raises Refused."""
    from handbookpub.data.exceptions import PDF
    from handbookpub.verify import TYPOGRAPHY, read_back

    if not wish.path.endswith(PDF):
        return None
    if not wish.code.startswith(TYPOGRAPHY):
        raise Refused(f"{wish.code} of a PDF cannot be signed away; codes that begin with {TYPOGRAPHY} can")
    if out is None:
        raise Refused("name the folder where the PDF stands: --out OUT")
    return read_back(out, only=wish.path)


@click.command()
@click.argument("code", required=False, default="")
def explain(code: str) -> None:
    """Print the page of a finding: what it does, who is harmed, what to write instead. Without a code, all of them.

    Example: handbookpub explain HB103
    """
    from handbookpub import findings_page

    if not code:
        click.echo(findings_page.as_list(), nl=False)
        return
    rule = _rule(code)
    click.echo(f"{rule.code}: {rule.page}")


def _rule(code: str) -> findings.Rule:
    """The rule of a code. Raises Refused with the nearest one."""
    from handbookpub import findings_page

    rules = findings_page.rules()
    rule = rules.get(code.upper())
    if rule is None:
        near = findings_page.nearest_to(code)
        raise Refused(f"there is no finding {code}; the nearest is {near}. All of them: handbookpub explain")
    return rule
