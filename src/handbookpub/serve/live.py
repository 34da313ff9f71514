"""From a save to the page: look, show, and only then record and check.

The order is what keeps a save under a second. The text is shown as soon as it is read; when the folder has been quiet
for a moment the records are written (an editor may save in pieces); then the checks run in a process of their own,
the chapter's first.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from handbookpub.findings import Finding
from handbookpub.serve import checking, pages
from handbookpub.serve.checking import Checked
from handbookpub.serve.feed import Feed, State
from handbookpub.serve.library import Library, PageKey
from handbookpub.serve.views import View, Views
from handbookpub.serve.worker import Worker

TEAM = "/"
QUIET = 0.5
"""Seconds without a save after which what was saved is recorded."""
SUFFIXES = (".md", ".toml", ".csv", ".svg", ".png", ".jpg", ".jpeg", ".webp")


class Live:
    """The running preview: one for each server."""

    def __init__(self, library: Library, feed: Feed, worker: Worker) -> None:
        self.library, self.feed, self.worker = library, feed, worker
        self.views = Views(library)
        self.others: list[Finding] = []
        self._saved, self._asked = asyncio.Event(), asyncio.Event()
        self._unrecorded: set[PageKey] = set()
        self._unchecked: dict[str, None] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._troubles: dict[str, str] = {}

    # --- life ---

    def start(self) -> None:
        """Watch, record and check from now on."""
        self.library.news()
        self._noticed(self.library.pages)
        for work in (self._watch, self._record, self._check):
            self._tasks.append(asyncio.create_task(work()))

    async def stop(self) -> None:
        """End all of it."""
        self.feed.close()
        self.worker.stop()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    # --- what pages are told ---

    async def tell(self) -> None:
        """Show what is other than before, and see to the rest later."""
        saved, recorded = self.library.news()
        await self.show(saved | recorded)
        if saved:
            self._noticed(saved)

    async def show(self, keys: Iterable[PageKey]) -> None:
        """Tell the open pages what changed for them."""
        keys = set(keys)
        topics = self.feed.topics() if keys else set()
        for key in keys:
            if topic(key) in topics:
                await asyncio.to_thread(self.prepare, key)
                self.feed.publish(topic(key), lambda state, key=key: self.answer(key, state))  # type: ignore[misc]
        if TEAM in topics:
            body = await asyncio.to_thread(self.team)
            self.feed.publish(TEAM, lambda state: team_answer(body, state))

    def prepare(self, key: PageKey) -> None:
        """Make the rows of a page, so that the event loop does not wait for them."""
        if key in self.library.pages and self.library.handbook:
            pages.rows(self.views.view(key), self.library.handbook.config.source)

    def team(self) -> str:
        """What the team's page shows now."""
        with self.library.lock:
            return pages.team_body(self.library, self.others)

    def answer(self, key: PageKey, state: State) -> tuple[State, Mapping[str, object]] | None:
        """The rows of a page that are new for somebody who has `state`."""
        if key not in self.library.pages or self.library.handbook is None:
            return None
        view = self.views.view(key)
        now = page_state(view)
        if now == state:
            return None
        made = pages.rows(view, self.library.handbook.config.source)
        new = {name: made[name] for name, digest, *_ in view.order if state.get(name) != digest}
        return now, {"order": view.order, "rows": new, "summary": pages.summary(view)}

    # --- from the folder ---

    async def _watch(self) -> None:
        from watchfiles import Change, awatch

        def is_ours(_: Change, path: str) -> bool:
            name = Path(path).name
            return name.endswith(SUFFIXES) and not name.startswith(".")

        async for changes in awatch(self.library.root, watch_filter=is_ours, debounce=200, step=30):
            if any(path.endswith(".md") and _is_empty(path) for _, path in changes):
                await asyncio.sleep(0.15)  # an editor that empties a file before it writes it
            with self._trouble("reading"):
                await asyncio.to_thread(self.library.refresh)
            await self.tell()

    @contextlib.contextmanager
    def _trouble(self, work: str) -> Iterator[None]:
        """Whatever goes wrong, the page stays, goes on and says what it was, until the same work goes well."""
        self._troubles.pop(work, None)
        try:
            yield
        except Exception as error:
            self._troubles[work] = f"{work}: {error}"
        self.views.trouble = "; ".join(self._troubles.values())

    def _noticed(self, keys: Iterable[PageKey]) -> None:
        keys = set(keys)
        self._unrecorded |= keys
        self._unchecked.update(dict.fromkeys(stem for _, stem in sorted(keys)))
        self._saved.set()

    async def _record(self) -> None:
        while True:
            await self._saved.wait()
            while self._saved.is_set():
                self._saved.clear()
                await asyncio.sleep(QUIET)
            keys, self._unrecorded = self._unrecorded, set()
            with self._trouble("recording"):  # a folder that cannot be written to is still shown
                await asyncio.to_thread(self.library.record, keys)
            await self.tell()
            self._asked.set()

    async def _check(self) -> None:
        while True:
            await self._asked.wait()
            self._asked.clear()
            stems, self._unchecked = list(self._unchecked), {}
            with self._trouble("checking"):
                for stem in stems:
                    checked = await asyncio.to_thread(self._call, checking.chapter, stem)
                    await self.show(self.views.take("chapter", checked.findings, checked.texts))
                await self._check_book()
            if self.views.trouble:
                await self.show(self.library.pages)

    async def _check_book(self) -> None:
        """The checks of the whole book, until somebody saves."""
        found: list[Finding] = []
        texts: dict[str, str] = {}
        for what in await asyncio.to_thread(self._steps):
            if self._asked.is_set():
                return
            checked = await asyncio.to_thread(self._call, checking.step, what)
            found += checked.findings
            texts = {path: seen if texts.get(path, seen) == seen else "" for path, seen in checked.texts.items()}
        self.others = self.views.unsigned(found)
        await self.show(self.views.take("book", found, texts))

    def _steps(self) -> list[checking.Step]:
        return self.worker.call(checking.steps, self.library.root, self.worker.news(self.library.reader))

    def _call(self, function: checking.Work, what: object) -> Checked:
        return self.worker.call(function, self.library.root, self.worker.news(self.library.reader), what)


def topic(key: PageKey) -> str:
    """What a page's stream is about."""
    return "/".join(key)


def page_state(view: View) -> State:
    """What somebody has who was given this view."""
    above = sha256(pages.summary(view).encode()).hexdigest()[:12]
    order = sha256(repr(view.order).encode()).hexdigest()[:12]
    return {**{key: digest for key, digest, *_ in view.order}, "": f"{above} {order}"}


def team_answer(body: str, state: State) -> tuple[State, Mapping[str, object]] | None:
    """The team's page for somebody who has `state`."""
    now = team_state(body)
    return None if now == state else (now, {"body": body})


def team_state(body: str) -> State:
    """What somebody has who was given this page."""
    return {"": sha256(body.encode()).hexdigest()[:12]}


def _is_empty(path: str) -> bool:
    try:
        return not Path(path).stat().st_size
    except OSError:
        return True
