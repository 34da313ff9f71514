"""The handbook as it stands on disk, chapter beside chapter, kept up to date.

`refresh` reads again only what changed: a page (a chapter in a language) is laid out anew where the text of the
source or of the translation, its record, the signed edits or the baseline is another than before. A chapter that
cannot be read keeps the state in which it last could, with the findings that say why.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handbookpub.findings import Finding
from handbookpub.model import Handbook
from handbookpub.read import read_handbook
from handbookpub.readings import Readings
from handbookpub.serve.chapters import Reader, digest, file_digest, only
from handbookpub.translate import baseline, records, status
from handbookpub.translate.baseline import Frames, Refused
from handbookpub.translate.book import translations
from handbookpub.translate.status import Progress, progress

PageKey = tuple[str, str]
"""A language and the stem of a chapter's file."""
TRIES = 5
"""A file that is saved while it is read is read again."""
DATA = ("handbook.toml", "terms.csv", "exceptions.toml")


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter in a language beside its source. `faults` are findings that stop a build: where there are some,
    `progress` may be older than the files, and nothing is recorded. `findings` were met while reading.
    """

    code: str
    stem: str
    progress: Progress
    digest: str
    faults: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


class Library:
    """All pages of a handbook. Its methods may be called from any thread; one at a time does its work."""

    def __init__(self, root: Path, codes: Iterable[str] = ()) -> None:
        self.root, self._only = root, tuple(codes)
        self.lock = threading.RLock()
        self.reader = Reader(Readings().parse)
        self.handbook: Handbook | None = None
        self.frames: Frames | None = None
        self.pages: dict[PageKey, Page] = {}
        self.findings: list[Finding] = []
        self.data = ""
        self._baseline = ""
        self._saved: set[PageKey] = set()
        self._recorded: set[PageKey] = set()

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages that are shown beside the source."""
        config = self.handbook.config if self.handbook else None
        every = [code for code in config.languages if code != config.source] if config else []
        return tuple(code for code in every if not self._only or code in self._only)

    def refresh(self) -> set[PageKey]:
        """Read what changed on disk. Gives the pages that are new, other than before, or gone; `news` keeps them."""
        with self.lock:
            found = self._read()
            self._saved |= found
            return found

    def news(self) -> tuple[set[PageKey], set[PageKey]]:
        """The pages that changed since this was asked last, whoever met the change: those that were saved, and those
        where only the record is new.
        """
        with self.lock:
            saved, recorded = self._saved, self._recorded - self._saved
            self._saved, self._recorded = set(), set()
            return saved, recorded

    def _read(self) -> set[PageKey]:
        for _ in range(TRIES):
            try:
                return self._refresh()
            except (_Moved, IndexError, ValueError):
                continue
        return self._refresh()

    def _refresh(self) -> set[PageKey]:
        self.reader.now.clear()  # a file that is gone has no text
        handbook, findings = read_handbook(self.root, self.reader)
        self.findings = findings
        if not handbook.editions:
            return set(self.pages)
        self.handbook = handbook
        data, self.data = self.data, self._data()
        frozen = file_digest(self.root / baseline.LIST)
        if self.frames is None or frozen != self._baseline:
            self.frames, self._baseline = Frames(handbook), frozen
        self.frames.handbook = handbook
        before = self.pages
        keys = [(code, stem) for code in self.codes for stem in self._stems(handbook)]
        pages = {key: page for key in keys if (page := self._page(*key, handbook, self.frames))}
        self.pages = pages
        self.reader.forget()
        if data != self.data:  # every page may look different, and every finding may
            return before.keys() | pages.keys()
        return {key for key in before.keys() | pages.keys() if before.get(key) != pages.get(key)}

    def _data(self) -> str:
        """Changes with what all chapters share: data by their content, pictures by when they were saved."""
        files = [*(self.root / name for name in DATA), *sorted((self.root / "countries").glob("*.toml"))]
        pictures = [path for path in sorted((self.root / "figures").rglob("*")) if path.is_file()]
        return digest("".join([*map(file_digest, files), *(f"{path} {path.stat().st_mtime_ns}" for path in pictures)]))

    def _stems(self, handbook: Handbook) -> list[str]:
        """The chapters of the source, also one that cannot be read at the moment."""
        folder = f"{handbook.config.source}/"
        unread = {Path(path).stem for path, seen in self.reader.now.items()
                  if not seen and path.startswith(folder) and (self.root / path).exists()}  # fmt: skip
        return sorted({chapter.stem for chapter in handbook.source.chapters} | unread)

    def _page(self, code: str, stem: str, handbook: Handbook, frames: Frames) -> Page | None:
        source, own = f"{handbook.config.source}/{stem}.md", f"{code}/{stem}.md"
        here = [finding for finding in self.findings if finding.place.path in (source, own)]
        faults = tuple(finding for finding in here if finding.stops)
        names = [self.root / records.path(each, stem) for each in (code, handbook.config.source)]
        parts = [*(self.reader.now.get(path, "") for path in (source, own)), *map(file_digest, names), self._baseline]
        print_ = digest("\n".join([*parts, *map(str, here)]))
        old = self.pages.get((code, stem))
        if old and old.digest == print_:
            return old
        if old and faults and not all(self.reader.now.get(path, "-") for path in (source, own)):
            return Page(code, stem, old.progress, print_, faults, tuple(here))
        found, more = translations(only(handbook, stem), (code,))
        if not found:
            return old
        for path, text in ((source, found[0].source_text), (own, found[0].text)):
            if text and digest(text) != self.reader.now[path]:
                raise _Moved(path)
        told = (*here, *more, *frames.damage((stem,)))
        faults = tuple(finding for finding in told if finding.stops)
        return Page(code, stem, progress(found[0], frames), print_, faults, told)

    def record(self, keys: Iterable[PageKey]) -> set[PageKey]:
        """Write down what was saved in some pages since the last time. Gives the pages that look different now."""
        with self.lock:
            self.refresh()
            chosen = [self.pages[key] for key in keys if key in self.pages and not self.pages[key].faults]
            if self.handbook is None or self.frames is None:
                return set()
            for page in chosen:
                with contextlib.suppress(Refused):  # a damaged record: a finding of its page says so
                    status.record(self.handbook, [page.progress], self.frames)
            found = self._read()
            self._recorded |= found
            return found


class _Moved(Exception):
    """A file was saved between two looks at it."""
