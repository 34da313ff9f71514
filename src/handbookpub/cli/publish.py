"""Commands of publishers: build, verify, release, doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from handbookpub.cli.common import findings_as, guarded, languages_option, report, root_of, standing_root
from handbookpub.findings import as_json


@click.command()
@languages_option
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(["pdf", "epub", "html", "single"]),
              help="Only this format; may be repeated.")  # fmt: skip
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Another page of handbook.toml, such as a4.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"),
              show_default=True, help="Where the files go.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), help="Processes that lay out pages; all cores if not given.")
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
    from handbookpub.stamps import SUMS

    request = builder.Request(root_of(context), out, languages, formats, variants, jobs or 0, executor=executor)
    with _progress() as progress:
        result = guarded(lambda: builder.build(request, progress))
    report(result.findings)
    if not result.built:
        raise SystemExit(1)
    click.echo(f"{result.jobs} outputs in {out}, checksums in {out / SUMS}")


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


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@findings_as
@click.option("--strict", is_flag=True, help="A check whose tool is missing is an error.")
@click.pass_context
def verify(context: click.Context, out: Path, output: str, strict: bool) -> None:
    """Read back what was built in OUT, as a reader's programs will.

    PDF: words in poppler and PDFium, order of each line, fonts, direction, links, structure, and the typographic
    report: lines that reach too far, widows, orphans, headings without their text, wide gaps, notes on a wrong page.
    EPUB: epubcheck, direction, navigation. Pages: links, requests to other hosts, weight. Checksums of everything.

    A place in a PDF is PATH:PAGE:PARAGRAPH. What the handbook's exceptions.toml signs is left out.
    """
    import json
    from dataclasses import asdict

    from handbookpub.verify import as_table, read_back

    root = root_of(context) if context.find_root().obj else standing_root()
    result = guarded(lambda: read_back(out, strict, root))
    if output == "json":
        rows = [asdict(row) for row in result.typography]
        said = {"findings": json.loads(as_json(result.findings)), "typography": rows}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        raise SystemExit(int(any(finding.severity == "error" for finding in result.findings)))
    code = report(result.findings, output)
    click.echo(as_table(result.typography) if output == "text" else "", nl=False)
    raise SystemExit(code)


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def release(context: click.Context, out: Path) -> None:
    """Check, build and verify everything, strictly, and put it into the new folder OUT; or refuse, and say why.

    Refused are: an error of check or verify, a check whose tool is missing, sample text that nobody has vetted, a
    draft, and paragraphs of a translation that are not current or that no second person has reviewed by name. A
    release is never written over.

    \b
    Example:
      handbookpub release releases/2026-11
    """
    from handbookpub import release as releases
    from handbookpub.stamps import SUMS

    root = root_of(context)
    with _progress() as progress:
        result = guarded(lambda: releases.release(root, out, progress))
    report(result.findings)
    if not result.outputs:
        click.echo(f"refused: {out} is not written", err=True)
        raise SystemExit(1)
    click.echo(f"{result.outputs} outputs in {out}; readers check them with sha256sum -c {SUMS}")


@click.command()
def doctor() -> None:
    """Say what is missing on this machine or differs from the tested versions, and the command that mends it."""
    from handbookpub import doctor as doctors

    rows = doctors.report()
    for row in rows:
        line = f"{row.name:<16}{row.found or 'missing':<14}{row.state}"
        click.echo(f"{line}  {row.mend}" if row.mend else line)
    raise SystemExit(0 if doctors.healthy(rows) else 1)
