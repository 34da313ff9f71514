"""The printed page on request: made once for each text of a chapter, and only when somebody wants to see it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from handbookpub.serve.library import Library, PageKey
from handbookpub.serve.printing import Printed, print_chapter
from handbookpub.serve.worker import Failed, Worker


@dataclass(slots=True)
class Job:
    """A chapter that is being printed, or was."""

    name: str
    task: asyncio.Task[Printed]

    @property
    def printed(self) -> Printed | None:
        """The pages, once they are there."""
        return self.task.result() if self.task.done() and not self.failure else None

    @property
    def failure(self) -> str:
        """Why there are none, or ""."""
        if not self.task.done():
            return ""
        if self.task.cancelled():
            return "the program is stopping"
        error = self.task.exception()
        return str(error) if error else ""


class Prints:
    """The printed chapters. Belongs to the event loop."""

    def __init__(self, library: Library, worker: Worker) -> None:
        self._library, self._worker = library, worker
        self._jobs: dict[PageKey, Job] = {}

    def job(self, key: PageKey) -> Job:
        """The print of a page as it stands; begins it if need be. Raises KeyError for a page that is not there."""
        page = self._library.pages[key]
        name = f"{page.digest}-{self._library.data}"
        job = self._jobs.get(key)
        if job is None or (job.name != name and job.task.done()):
            job = self._jobs[key] = Job(name, asyncio.create_task(self._make(key)))
        return job

    def known(self, key: PageKey, name: str) -> Printed | None:
        """The pages of a print that was made under a name."""
        job = self._jobs.get(key)
        return job.printed if job and job.name == name else None

    async def _make(self, key: PageKey) -> Printed:
        faults = self._library.pages[key].faults
        if faults:
            raise Failed(f"{faults[0].place}: {faults[0].message}")
        return await asyncio.to_thread(self._print, key)

    def _print(self, key: PageKey) -> Printed:
        news = self._worker.news(self._library.reader)
        return self._worker.call(print_chapter, self._library.root, news, *key)

    def stop(self) -> None:
        """Leave what is being made."""
        for job in self._jobs.values():
            job.task.cancel()
