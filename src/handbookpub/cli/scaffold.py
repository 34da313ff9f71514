"""Commands that begin something: new, language add."""

from __future__ import annotations

from pathlib import Path

import click

from handbookpub.cli.common import guarded, report, root_of


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-l", "--language", default="", metavar="LANG", help="The source language; English if not given.")
def new(folder: Path, language: str) -> None:
    """Make a new handbook that builds: one chapter, one language.

    Example: handbookpub new my-handbook && handbookpub -C my-handbook build
    """
    import datetime

    from handbookpub import scaffold

    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for path in guarded(lambda: scaffold.new(folder, language, today)):
        click.echo(path)


@click.group()
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

    root = root_of(context)
    _, found = config.load(root)
    if any(finding.stops for finding in found):
        raise SystemExit(report(found))
    for path in guarded(lambda: scaffold.add_language(root, code)):
        click.echo(path)
