"""The command line. Each command is a few lines: it reads its options, calls the part that does the work, prints.

Commands stand in modules by who uses them; here they become one program.
"""

from __future__ import annotations

from pathlib import Path

import click

from handbookpub import __version__, collector
from handbookpub.cli import check, preview, publish, scaffold, terms, translate

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


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
      handbookpub release 2026-11      all of it, strictly, once everybody has signed

    \b
    A translator's:
      handbookpub serve -l ar          source and translation side by side, every save shown at once
      handbookpub status -l ar         what is stale, and what changed in its source
      handbookpub export ar --format po -o out, and handbookpub import ar out

    \b
    The handbook is the folder with handbook.toml: handbook/ or the current folder, or what -C names.
    Exit codes: 0 done, 1 findings that are errors, 2 wrong usage.
    """
    collector.rest()
    context.obj = folder


for _command in (
    publish.build, check.check, publish.verify, publish.release, translate.status, translate.export,
    translate.import_, translate.mark, translate.pair, translate.comment, translate.freeze, preview.serve,
    check.except_, check.explain, terms.terms, scaffold.new, scaffold.language, publish.doctor,
):  # fmt: skip
    main.add_command(_command)
