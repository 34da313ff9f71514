"""The live preview: serve."""

from __future__ import annotations

import click

from handbookpub.cli.common import guarded, languages_option, root_of


@click.command()
@languages_option
@click.option("--host", default="127.0.0.1", show_default=True,
              help="The address to listen at. Whoever reaches it can change the handbook.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, help="0 takes any free one.")
@click.pass_context
def serve(context: click.Context, languages: tuple[str, ...], host: str, port: int) -> None:
    """Show source and translation side by side while you work; every save shows at once. Ctrl-C ends it.

    Stale paragraphs stand with what changed in their source; findings and comments beside the line; mark and pair by
    click; the printed page on request. Only this machine can reach it unless --host says otherwise.

    Example: handbookpub serve -l ar
    """
    from handbookpub import serve as preview

    guarded(lambda: preview.run(root_of(context), languages, host, port, click.echo))
