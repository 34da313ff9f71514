"""Commands of publishers: build, verify, doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from handbookpub.cli.common import findings_as, guarded, languages_option, report, root_of


@click.command()
@languages_option
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
def verify(out: Path, output: str, strict: bool) -> None:
    """Read back what was built in OUT, as a reader's programs will.

    PDF: words in poppler and PDFium, order of each line, fonts, direction, links, structure. EPUB: epubcheck,
    direction, navigation. Pages: links, requests to other hosts, weight. Checksums of everything.
    """
    from handbookpub.verify import verify as read_back

    raise SystemExit(report(read_back(out, strict=strict), output))


@click.command()
def doctor() -> None:
    """Say what is missing on this machine or differs from the tested versions, and the command that mends it."""
    from handbookpub import doctor as doctors

    rows = doctors.report()
    for row in rows:
        line = f"{row.name:<16}{row.found or 'missing':<14}{row.state}"
        click.echo(f"{line}  {row.mend}" if row.mend else line)
    raise SystemExit(0 if doctors.healthy(rows) else 1)
