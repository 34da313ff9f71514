"""The addresses of the preview, and what each answers."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from handbookpub import fonts, resources
from handbookpub.reading.files import is_inside
from handbookpub.serve import actions, live, pages, safety
from handbookpub.serve.feed import Feed, State
from handbookpub.serve.library import Library, PageKey
from handbookpub.serve.live import Live
from handbookpub.serve.prints import Prints
from handbookpub.serve.worker import Worker
from handbookpub.translate.baseline import Refused

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
            ".webp": "image/webp", ".gif": "image/gif"}  # fmt: skip
STREAM = {"content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no"}


class Site:
    """The answers. `live` holds what they show."""

    def __init__(self, library: Library, host: str, token: str = "") -> None:
        self.library, self.token = library, token or secrets.token_urlsafe(24)
        self.feed = Feed()
        self.guard = safety.Guard(host, self.token)
        self.printer = Worker()
        self.prints = Prints(library, self.printer)
        self.live: Live | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def app(self) -> safety.Guarded:
        """The application, behind its guard."""
        routes = [
            Route("/", self.team),
            Route("/events", self.team_events),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
            Route("/explain/{code}", self.explain),
            Route("/static/fonts/{name}", self.font),
            Route("/static/{name}", self.static),
            Route("/files/{path:path}", self.picture),
            Route("/{code}/{stem}.pdf", self.pdf),
            Route("/{code}/{stem}", self.chapter),
            Route("/{code}/{stem}/events", self.events),
            Route("/{code}/{stem}/{action}", self.act, methods=["POST"]),
        ]
        failures: Any = {HTTPException: _failed, Exception: _broken}
        return safety.Guarded(Starlette(routes=routes, lifespan=self._life, exception_handlers=failures), self.guard)

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self.live = Live(self.library, self.feed, Worker())
        self.live.start()
        try:
            yield
        finally:
            self.prints.stop()
            self.printer.stop()
            await self.live.stop()

    def close_streams(self) -> None:
        """End the open streams soon. For signal handlers, which may interrupt the event loop anywhere."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.feed.close)

    @property
    def running(self) -> Live:
        """The running preview."""
        assert self.live is not None  # requests come after the start
        return self.live

    # --- pages ---

    async def team(self, _: Request) -> Response:
        """How far everybody is."""
        body = await asyncio.to_thread(self.running.team)
        return self._page("team.html.j2", live.team_state(body), body=body)

    async def team_events(self, request: Request) -> Response:
        """What of it changes."""
        body = await asyncio.to_thread(self.running.team)
        name = request.query_params.get("page", "")
        stream = self.feed.listen(live.TEAM, name, lambda state: live.team_answer(body, state))
        return StreamingResponse(stream, headers=STREAM)

    async def chapter(self, request: Request) -> Response:
        """A chapter beside its source."""
        key = self._key(request)

        def made() -> tuple[str, State, str]:
            with self.library.lock:
                view, name = self.running.views.view(key), secrets.token_urlsafe(8)
                return pages.chapter(view, self.library, self.token, name), live.page_state(view), name

        text, state, name = await asyncio.to_thread(made)
        self.feed.remember(name, state)
        return HTMLResponse(text)

    async def events(self, request: Request) -> Response:
        """What of it changes."""
        key, name = self._key(request), request.query_params.get("page", "")
        stream = self.feed.listen(live.topic(key), name, lambda state: self.running.answer(key, state))
        return StreamingResponse(stream, headers=STREAM)

    async def explain(self, request: Request) -> Response:
        """The page of a finding."""
        text = await asyncio.to_thread(pages.explained, request.path_params["code"])
        if text is None:
            raise HTTPException(404, "there is no finding with this code")
        return HTMLResponse(text)

    def _page(self, template: str, state: State, **values: Any) -> Response:
        name = secrets.token_urlsafe(8)
        self.feed.remember(name, state)
        return HTMLResponse(pages.fill(template, name=name, token=self.token, **values))

    def _key(self, request: Request) -> PageKey:
        key = request.path_params["code"], request.path_params["stem"]
        if key not in self.library.pages:
            raise HTTPException(404, "there is no such chapter")
        return key

    # --- clicks ---

    async def act(self, request: Request) -> Response:
        """Do what a click asks for."""
        key, name = self._key(request), request.path_params["action"]
        if name not in actions.ACTIONS:
            raise HTTPException(404, "there is nothing of this name to do")
        data = await _json(request)
        work: Callable[[], Any] = lambda: actions.act(self.library, self.running.views, key, name, data)  # noqa: E731
        try:
            return JSONResponse({"said": await asyncio.to_thread(work)})
        except Refused as refused:
            return JSONResponse({"refused": str(refused)}, 409)
        except OSError as error:
            return JSONResponse({"refused": f"{error.filename}: {error.strerror}"}, 409)
        finally:
            await self.running.tell()

    # --- paper ---

    async def pdf(self, request: Request) -> Response:
        """The printed chapter: a page that waits for it, then the way to the page of the line, then the file."""
        key, asked = self._key(request), request.query_params
        if name := asked.get("print"):
            printed = self.prints.known(key, name)
            if printed:
                return Response(printed.data, media_type="application/pdf",
                                headers={"content-security-policy": safety.FILE_POLICY})  # fmt: skip
        line = int(asked.get("line", "")) if asked.get("line", "").isdecimal() else 0
        job = self.prints.job(key)
        if job.printed:
            page = job.printed.page(line)
            return RedirectResponse(f"/{key[0]}/{key[1]}.pdf?print={job.name}#page={page}", 303)
        values = {"key": key, "line": line, "failure": job.failure}
        headers = {} if job.failure else {"refresh": "1"}
        return HTMLResponse(pages.fill("printing.html.j2", **values), 500 if job.failure else 202, headers)

    # --- files ---

    async def static(self, request: Request) -> Response:
        """The style sheets and the script of the preview."""
        name = request.path_params["name"]
        if name == "serve.css":
            return _text((resources.styles_dir() / name).read_text(encoding="utf-8"), "text/css")
        if name == "texts.css":
            config = self.library.handbook.config if self.library.handbook else None
            return _text(pages.text_style(tuple(config.languages) if config else ()), "text/css")
        if name in pages.STATIC:
            return _text((resources.templates_dir() / "serve" / name).read_text(encoding="utf-8"), "text/javascript")
        raise HTTPException(404, "there is no such file")

    async def font(self, request: Request) -> Response:
        """A font of the book."""
        files = {face.path.name: face.path for family in fonts.families() for face in family.faces}
        path = files.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404, "there is no such font")
        return Response(await asyncio.to_thread(path.read_bytes), media_type="font/ttf")

    async def picture(self, request: Request) -> Response:
        """A picture of the handbook, and nothing outside its folder."""
        path = self.library.root / request.path_params["path"]
        hidden = any(part.startswith(".") for part in request.path_params["path"].split("/"))
        kind = PICTURES.get(path.suffix.lower())
        if kind is None or hidden or not is_inside(self.library.root, path) or not path.is_file():
            raise HTTPException(404, "there is no such picture")
        data = await asyncio.to_thread(path.read_bytes)
        return Response(data, media_type=kind, headers={"content-security-policy": safety.PICTURE_POLICY})


async def _json(request: Request) -> dict[str, Any]:
    try:
        data = await request.json()
    except ValueError:
        raise HTTPException(400, "this is no JSON") from None
    if not isinstance(data, dict):
        raise HTTPException(400, "this is no JSON object")
    return data


def _text(content: str, kind: str) -> Response:
    return Response(content, media_type=kind)


async def _failed(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else "this went wrong"
    return HTMLResponse(pages.fill("refused.html.j2", status=status, words=words), status)


async def _broken(_: Request, error: Exception) -> Response:
    """A fault of ours: a sentence for the reader, the rest in the terminal."""
    return HTMLResponse(pages.fill("refused.html.j2", status=500, words=f"{type(error).__name__}: {error}"), 500)
