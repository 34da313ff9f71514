"""Commands of translators and their teams: status, export, import, mark, pair, comment, freeze."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbookpub.cli.common import Refused, guarded, languages_option, report, root_of, signed
from handbookpub.findings import visible

if TYPE_CHECKING:
    from handbookpub.model import Handbook
    from handbookpub.read import Reader
    from handbookpub.translate.desk import Arrival
    from handbookpub.translate.people import Outcome

FORMS = ("po", "xliff", "xliff12", "tmx", "docx", "omegat")


def _read(context: click.Context, *languages: str) -> Handbook:
    """Read the source and some translations, all if none is named; a finding that stops a build stops here too.

    What is wrong in another translation is no matter of those who work on these. Raises Refused for an unknown
    language.
    """
    from handbookpub import read

    root = root_of(context)
    handbook, found = guarded(lambda: read.read_handbook(root, _reader(root, languages)))
    if any(finding.stops for finding in found):
        raise SystemExit(report(found))
    known = [code for code in handbook.config.languages if code != handbook.config.source]
    for code in languages:
        if code not in known:
            raise Refused(f"there is no translation {code!r} here; choose from {', '.join(known) or 'none'}")
    result: Handbook = handbook
    return result


def _reader(root: Path, languages: tuple[str, ...]) -> Reader:
    """What reads a chapter, and passes over those of languages that nobody asked for."""
    from handbookpub.data import config
    from handbookpub.readings import Readings

    known = Readings()
    wanted = {*languages, config.load(root)[0].source}
    return lambda folder, path, language: (
        known(folder, path, language) if not languages or language.code in wanted else (None, [])
    )


@click.command()
@languages_option
@click.option("--output", type=click.Choice(["text", "json", "page"]), default="text", show_default=True,
              help="A table, JSON, or a page for the team.")  # fmt: skip
@click.option("--since", metavar="NAME", help="What changed in the source since a baseline.")
@click.option("--terms", is_flag=True, help="Which segments a term touches that changed since the baseline.")
@click.option("--head", is_flag=True, help="Measure by today's source, whatever was frozen.")
@click.option("--brief", is_flag=True, help="The table alone.")
@click.option("--dry-run", is_flag=True, help="Look, and record nothing.")
@click.pass_context
def status(context: click.Context, languages: tuple[str, ...], output: str, since: str | None, terms: bool,
           head: bool, brief: bool, dry_run: bool) -> None:  # fmt: skip
    """Say how far each translation is: current, stale and why, untranslated, copied, reviewed.

    What was saved since the last time is recorded in records/: a stale paragraph that was changed counts as
    translated from now on.

    \b
    Examples:
      handbookpub status -l ar
      handbookpub status --since 2026-11      the translator's sheet: what changed in the source
      handbookpub status --terms              what to revisit after a change of terms.csv
    """
    from handbookpub.translate import revisit
    from handbookpub.translate import status as states

    handbook = _read(context, *languages)
    surveyed, frames, found = states.survey(handbook, languages, head)
    if not dry_run and guarded(lambda: states.record(handbook, surveyed, frames)):
        surveyed, frames, found = states.survey(handbook, languages, head)
    if terms:
        baseline = guarded(lambda: revisit.named(handbook, since or ""))
        for each in revisit.revisits(handbook, surveyed, baseline):
            click.echo(visible(f"{each.place}: {each.reason}\n  now: {' '.join(each.text.split())}"))
    elif since is not None:
        baseline = guarded(lambda: revisit.named(handbook, since))
        click.echo(revisit.as_text(revisit.moved(handbook, surveyed, baseline), baseline), nl=False)
    elif output == "page":
        from handbookpub.serve import status_page

        click.echo(status_page(surveyed, frames), nl=False)
    else:
        text = states.as_json(surveyed, frames) if output == "json" else states.as_text(surveyed, frames, not brief)
        click.echo(text, nl=False)
    if found:
        raise SystemExit(report(found))


@click.command()
@click.argument("language", metavar="LANG")
@click.option("--format", "form", type=click.Choice(FORMS), required=True,
              help="xliff is 2.1; omegat is a project folder, ready to open.")  # fmt: skip
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="The folder for the files.")  # fmt: skip
@click.option("--work", is_flag=True, help="Only what is stale or untranslated.")
@click.option("--terms", is_flag=True, help="Only what a term touches that changed since the baseline.")
@click.pass_context
def export(context: click.Context, language: str, form: str, out: Path, work: bool, terms: bool) -> None:
    """Write the chapters of a language for a translator's tool, one file each, with memory, terms and rules beside.

    Example: handbookpub export ar --format po -o for-amal
    """
    from handbookpub.render.files import publish
    from handbookpub.translate import desk, revisit
    from handbookpub.translate import status as states

    handbook = _read(context, language)
    touched = None
    if terms:
        baseline = guarded(lambda: revisit.named(handbook))
        touched = revisit.revisits(handbook, states.survey(handbook, (language,))[0], baseline)
    files = desk.outgoing(handbook, language, form, work, touched)
    guarded(lambda: publish(out, files))
    click.echo(f"{len(files)} files in {out}")


@click.command("import")
@click.argument("language", metavar="LANG")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--by", metavar="NAME", default="", help="Who signs what came back as reviewed.")
@click.pass_context
def import_(context: click.Context, language: str, files: tuple[Path, ...], dry_run: bool, by: str) -> None:
    """Take back files that translators worked on: PO, XLIFF, DOCX, an OmegaT project, or a folder of them.

    Every change is shown. A paragraph that somebody edited here in the meantime is not touched, and named. Files
    that export wrote for tools only (memory, terms, rules) are skipped.

    Example: handbookpub import ar for-amal --dry-run
    """
    from handbookpub.translate import arrive, desk

    handbook = _read(context, language)
    arrival = guarded(lambda: desk.incoming(handbook, language, files))
    _show(arrival)
    for place, reason in arrive.unsigned(arrival.plans, by):
        click.echo(f"{place}: came back as reviewed, and is not: {reason}")
    if not dry_run:
        guarded(lambda: arrive.carry_out(handbook, language, arrival.plans, by))
    code = report(arrival.findings)
    changed = sum(len(each.texts) for each in arrival.plans)
    click.echo(f"{changed} texts {'would change' if dry_run else 'changed'}, {len(arrival.skipped)} files skipped")
    raise SystemExit(code)


def _show(arrival: Arrival) -> None:
    from handbookpub.translate.status import difference, in_line

    for each in arrival.plans:
        for change in each.changes:
            if change.new != change.old:
                click.echo(f"{change.item.place(each.progress.translation.path)}:")
                click.echo(visible(f"  {in_line(difference(change.old, change.new))}"))


@click.command()
@click.argument("language", metavar="LANG")
@click.argument("place")
@click.argument("state", type=click.Choice(["translated", "reviewed", "no-effect"]))
@signed
@click.pass_context
def mark(context: click.Context, language: str, place: str, state: str, by: str) -> None:
    """Say that a translation is done, or reviewed by a second person; or that a source edit changes no translation.

    PLACE is CHAPTER.md:LINE, CHAPTER#SECTION, or a whole CHAPTER. A name that begins with anonymous is never printed.

    \b
    Examples:
      handbookpub mark ar ar/20-first-contact.md:34 translated --by Amal
      handbookpub mark ar 20-first-contact reviewed --by anonymous-2
      handbookpub mark en en/20-first-contact.md:34 no-effect --by Sam
    """
    from handbookpub.translate import people

    if state == "no-effect":
        handbook = _read(context)
        if language != handbook.config.source:
            raise Refused(f"no-effect is said of the source: type {handbook.config.source} for LANG")
        _told(guarded(lambda: people.without_effect(handbook, place, by)), state)
    else:
        handbook = _read(context, language)
        _told(guarded(lambda: people.mark(handbook, language, place, state == "reviewed", by)), state)


def _told(outcome: Outcome, what: str) -> None:
    """Print what was done and what was refused; exit 1 if something was refused."""
    for place in outcome.done:
        click.echo(f"{place}: {what}")
    for place, reason in outcome.refused:
        click.echo(f"{place}: not {what}: {reason}")
    if outcome.refused:
        raise SystemExit(1)


@click.command()
@click.argument("language", metavar="LANG")
@click.argument("places", nargs=-1, required=True)
@click.pass_context
def pair(context: click.Context, language: str, places: tuple[str, ...]) -> None:
    """Say that segments belong together, where the tool paired others or none. Two may belong to one.

    Places of the source are those that begin with the source's folder.

    \b
    Examples:
      handbookpub pair ar ar/20-first-contact.md:34 en/20-first-contact.md:33
      handbookpub pair ar ar/20-first-contact.md:34 en/20-first-contact.md:33 en/20-first-contact.md:35
    """
    from handbookpub.translate import people

    handbook = _read(context, language)
    source = [each for each in places if each.startswith(f"{handbook.config.source}/")]
    target = [each for each in places if each not in source]
    if not source or not target:
        example = f"{language}/CHAPTER.md:LINE {handbook.config.source}/CHAPTER.md:LINE"
        raise Refused(f"name a place of the translation and one of the source: {example}")
    _told(guarded(lambda: people.pair(handbook, language, target, source)), "paired")


@click.command()
@click.argument("language", metavar="LANG")
@click.argument("place")
@click.argument("text", required=False, default="")
@click.option("--by", metavar="NAME", default="", help="Who says so.")
@click.option("--close", is_flag=True, help="Close the comments at this place.")
@click.pass_context
def comment(context: click.Context, language: str, place: str, text: str, by: str, close: bool) -> None:
    """Leave a comment at a segment, or close those that stand there. An open one keeps it from being reviewed.

    Example: handbookpub comment ar ar/20-first-contact.md:34 "Is this the word of the law?" --by Rana
    """
    from handbookpub.translate import people

    handbook = _read(context, language)
    if close == bool(text):
        raise Refused("type a comment in quotation marks, or --close")
    if close:
        _told(guarded(lambda: people.close_comments(handbook, language, place)), "closed")
    else:
        _told(guarded(lambda: people.comment(handbook, language, place, by, text)), "commented")


@click.command()
@click.argument("name")
@click.pass_context
def freeze(context: click.Context, name: str) -> None:
    """Keep today's source under a name. Status, imprint and coverage refer to the newest baseline from now on.

    Example: handbookpub freeze 2026-11
    """
    import datetime

    from handbookpub.translate import baseline

    handbook = _read(context)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    files = guarded(lambda: baseline.freeze(handbook, name, today))
    click.echo(f"{len(files)} files in {handbook.root / baseline.FROZEN / name}")
