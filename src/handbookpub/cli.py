"""The command line. Each command is a few lines: it reads its options, calls the part that does the work, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from handbookpub import __version__, findings

_TEXT = ("text", "json", "sarif", "github")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Refused(click.ClickException):
    """Wrong usage: exit 2, one sentence."""

    exit_code = 2


_languages = click.option(
    "-l", "--language", "languages", multiple=True, metavar="LANG", help="Only this language; may be repeated."
)
_findings_as = click.option(
    "--output", type=click.Choice(_TEXT), default="text", show_default=True, help="How findings are printed."
)


@click.group(context_settings=CONTEXT)
@click.option("-C", "--handbook", "folder", type=click.Path(path_type=Path), help="Where the handbook is.")
@click.version_option(__version__, prog_name="handbookpub")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Publish a handbook in several languages: PDF, EPUB and pages for the web, with Arabic as it should be.

    \b
    A publisher's first five minutes:
      handbookpub doctor               what is missing on this machine
      handbookpub check                what should be mended in the chapters
      handbookpub build -o dist        every language, every format, into dist/
      handbookpub verify dist          read it all back, as a reader's programs will

    \b
    The handbook is the folder with handbook.toml: handbook/ or the current folder, or what -C names.
    Exit codes: 0 done, 1 findings that are errors, 2 wrong usage.
    """
    context.obj = folder


def _root(context: click.Context) -> Path:
    """Return the folder that holds handbook.toml. Raises Refused."""
    folder: Path | None = context.find_root().obj
    for place in [folder] if folder else [Path("handbook"), Path()]:
        if (place / "handbook.toml").is_file():
            return place
    where = f"in {folder}" if folder else "in handbook/ or in the current folder"
    raise Refused(
        f"there is no handbook.toml {where}; name the folder with -C DIR, or make one: handbookpub new DIR"
    )


def _report(found: Iterable[findings.Finding], output: str = "text") -> int:
    """Print findings and return the exit code."""
    ordered = findings.in_order(found)
    click.echo(findings.FORMATS[output](ordered), nl=False)
    return int(any(finding.severity == "error" for finding in ordered))


@main.command()
@_languages
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(["pdf", "epub", "html", "single"]),
              help="Only this format; may be repeated.")  # fmt: skip
@click.option(
    "--variant", "variants", multiple=True, metavar="NAME", help="Another page of handbook.toml, such as a4."
)
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"),
              show_default=True, help="Where the files go.")  # fmt: skip
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Processes that lay out pages; all cores if not given."
)
@click.option("--executor", metavar="URL", default="", help="A Dask scheduler that lays out pages instead.")
@click.pass_context
def build(context: click.Context, languages: tuple[str, ...], formats: tuple[str, ...], variants: tuple[str, ...],
          out: Path, jobs: int | None, executor: str) -> None:  # fmt: skip
    """Render the book: all languages and formats, or those that are named.

    A build stops only for what makes an output impossible or unsafe; every other finding is printed and the output is
    written. What was built before stays until the new file is whole.

    \b
    Examples:
      handbookpub build
      handbookpub build -l ar -f pdf --variant a4 -o dist
    """
    from handbookpub import build as builder

    request = builder.Request(_root(context), out, languages, formats, variants, jobs or 0, executor=executor)
    with _progress() as progress:
        result = _guarded(lambda: builder.build(request, progress))
    _report(result.findings)
    if not result.built:
        raise SystemExit(1)
    click.echo(f"{result.jobs} outputs in {out}, checksums in {out / builder.SUMS}")


def _guarded(action: Callable[[], Any]) -> Any:
    """Run an action; what a user can cause or mend becomes one sentence."""
    from handbookpub.build import UnknownChoice
    from handbookpub.languages import UnknownLanguage
    from handbookpub.resources import Unfit
    from handbookpub.scaffold import Occupied

    try:
        return action()
    except (UnknownChoice, UnknownLanguage) as error:
        raise Refused(str(error)) from error
    except Occupied as error:
        raise Refused(f"{error} is there already, with something in it") from error
    except Unfit as error:
        raise Refused(f"{error}; handbookpub doctor says how to mend it") from error
    except OSError as error:
        if error.filename is None:  # a system library that could not be loaded
            raise Refused(f"{str(error).splitlines()[0]}; handbookpub doctor says what is missing") from error
        raise Refused(f"{error.filename}: {error.strerror}") from error


class _progress:
    """A bar on a terminal, plain lines elsewhere."""

    def __enter__(self) -> Callable[[str, int, int], None]:
        if not sys.stderr.isatty():
            return lambda name, done, total: click.echo(f"{name}: done ({done} of {total})", err=True)
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.bar.start()
        task = self.bar.add_task("", total=None)
        return lambda name, done, total: self.bar.update(task, description=name, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "bar"):
            self.bar.stop()


@main.command()
@_languages
@_findings_as
@click.pass_context
def check(context: click.Context, languages: tuple[str, ...], output: str) -> None:
    """Check the chapters and the handbook's data. Exit 1 if a finding is an error.

    \b
    Each finding says where, what, and the text to type:
      ar/20-first-contact.md:14:1: HB103 `::: danger {#d2}` opens or closes no block and stays visible
      hint: type ::: {.danger #d2}
    handbookpub explain HB103 tells why it matters.
    """
    from handbookpub import build as builder

    handbook, _, found = builder.load(_root(context))
    if languages:
        known = [edition.language.code for edition in handbook.editions]
        if unknown := set(languages) - set(known):
            raise Refused(f"there is no language {sorted(unknown)[0]!r} here; choose from {', '.join(known)}")
        others = tuple(f"{code}/" for code in known if code not in languages)
        found = [finding for finding in found if not finding.place.path.startswith(others or ("//",))]
    raise SystemExit(_report(found, output))


@main.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_findings_as
@click.option("--strict", is_flag=True, help="A check whose tool is missing is an error.")
def verify(out: Path, output: str, strict: bool) -> None:
    """Read back what was built in OUT, as a reader's programs will.

    PDF: words in poppler and PDFium, order of each line, fonts, direction, links, structure. EPUB: epubcheck,
    direction, navigation. Pages: links, requests to other hosts, weight. Checksums of everything.
    """
    from handbookpub.verify import verify as read_back

    raise SystemExit(_report(read_back(out, strict=strict), output))


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page of a finding: what it does, who is harmed, what to write instead.

    Example: handbookpub explain HB103
    """
    from handbookpub import build, checks, read, resolve, verify  # noqa: F401 - they enter their codes

    checks.load_all()
    rule = findings.RULES.get(code.upper())
    if rule is None:
        raise Refused(
            f"there is no finding {code}; codes run from {min(findings.RULES)} to {max(findings.RULES)}"
        )
    click.echo(f"{rule.code}: {rule.page}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-l", "--language", default="", metavar="LANG", help="The source language; English if not given."
)
def new(folder: Path, language: str) -> None:
    """Make a new handbook that builds: one chapter, one language.

    Example: handbookpub new my-handbook && handbookpub -C my-handbook build
    """
    import datetime

    from handbookpub import scaffold

    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for path in _guarded(lambda: scaffold.new(folder, language, today)):
        click.echo(path)


@main.group()
def language() -> None:
    """Languages of the handbook."""


@language.command("add")
@click.argument("code", metavar="LANG")
@click.pass_context
def language_add(context: click.Context, code: str) -> None:
    """Add a language: its table in handbook.toml and its folder. Chapters that it lacks stand in the source language.

    Example: handbookpub language add ur
    """
    from handbookpub import scaffold
    from handbookpub.data import config

    root = _root(context)
    _, found = config.load(root)
    if any(finding.stops for finding in found):
        raise SystemExit(_report(found))
    for path in _guarded(lambda: scaffold.add_language(root, code)):
        click.echo(path)


@main.command()
def doctor() -> None:
    """Say what is missing on this machine or differs from the tested versions, and the command that mends it."""
    from handbookpub import doctor as doctors

    rows = doctors.report()
    for row in rows:
        line = f"{row.name:<16}{row.found or 'missing':<14}{row.state}"
        click.echo(f"{line}  {row.mend}" if row.mend else line)
    raise SystemExit(0 if doctors.healthy(rows) else 1)
