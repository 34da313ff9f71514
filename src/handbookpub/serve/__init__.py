"""Live preview for translators: source beside translation, findings and comments beside the line, the printed page on
request. A save shows in under a second.

`run` is the command; `status_page` is the team's page as one file. Nothing heavy is loaded before they are called.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handbookpub.translate.baseline import Frames, Refused
from handbookpub.translate.status import Progress

if TYPE_CHECKING:
    from handbookpub.serve.app import Site
    from handbookpub.serve.library import Library

HOST, PORT = "127.0.0.1", 8377
"""Where the preview is, unless it is told otherwise."""
PATIENCE = 1
"""Seconds that answers under way get when the program is stopped."""


def run(
    root: Path,
    languages: Sequence[str] = (),
    host: str = HOST,
    port: int = PORT,
    say: Callable[[str], None] = print,
) -> None:
    """Show the handbook in `root` until Ctrl-C. `languages` are shown beside the source, all if none is named; port 0
    takes any free one. Raises Refused for a language that is not there and an address that cannot be had.
    """
    from handbookpub import collector
    from handbookpub.serve import safety
    from handbookpub.serve.app import Site
    from handbookpub.serve.library import Library

    bound = listening(host, port)
    with bound:
        library = Library(root.resolve(), languages)
        say("reading the handbook")
        library.refresh()
        collector.rest(freeze=True)
        _known(library, languages)
        site = Site(library, host)
        shown = f"[{host}]" if ":" in host else host
        say(f"http://{shown}:{bound.getsockname()[1]}/ shows the handbook, and every save at once; Ctrl-C ends it")
        if not safety.is_loopback(host):
            say(f"{host} can be reached from other machines: whoever reaches it can read and change this handbook")
        _serve(site, bound)


def status_page(surveyed: Sequence[Progress], frames: Frames) -> str:
    """How far the team is, as one HTML file without scripts: languages, chapters, states, what wants work."""
    from handbookpub.serve import team

    return team.status_page(surveyed, frames)


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises Refused with what to type."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
    except socket.gaierror as error:
        raise Refused(f"{host!r} is no address of this machine: type --host {HOST}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused(f"port {port} is in use, perhaps by another preview: type --port {port + 1}") from error
        raise Refused(f"{host} port {port} cannot be had: {(error.strerror or str(error)).lower()}") from error
    return bound


def _known(library: Library, wanted: Sequence[str]) -> None:
    config = library.handbook.config if library.handbook else None
    codes = [code for code in config.languages if code != config.source] if config else list(wanted)
    unknown = [code for code in wanted if code not in codes]
    if unknown:
        others = ", ".join(codes) or "none"
        raise Refused(f"{unknown[0]!r} is no translation of this handbook: type one of {others}")


def _serve(site: Site, bound: socket.socket) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """Ends the open streams first: they would keep it waiting."""

        def handle_exit(self, sig: int, frame: object) -> None:
            super().handle_exit(sig, frame)  # type: ignore[arg-type]
            site.close_streams()

    config = uvicorn.Config(site.app(), log_level="warning", access_log=False, server_header=False, ws="none",
                            proxy_headers=False, timeout_graceful_shutdown=PATIENCE)  # fmt: skip
    try:
        Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        return


__all__ = ["HOST", "PORT", "run", "status_page"]
