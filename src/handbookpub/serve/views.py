"""What a page shows now: its rows, the findings beside them, and what of it changed since a reader got it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from handbookpub.data import exceptions
from handbookpub.findings import Finding, in_order
from handbookpub.model import Chapter, Handbook
from handbookpub.serve.chapters import only
from handbookpub.serve.inline import Preview
from handbookpub.serve.keys import Keys
from handbookpub.serve.library import Library, Page, PageKey
from handbookpub.serve.rows import Raw, Remark, Row, Shelf, place, raw
from handbookpub.translate import signing

Prints = tuple[str, str]


@dataclass(frozen=True)
class View:
    """A page as it is shown. `loose` are findings that stand on no row; `checked` says whether the checks have seen
    this text, `trouble` why they could not.
    """

    page: Page
    rows: tuple[Row, ...]
    raw: Mapping[str, Raw]
    loose: tuple[Finding, ...]
    checked: bool
    trouble: str = ""

    @cached_property
    def order(self) -> list[tuple[str, str, int, int]]:
        """Key, digest, line of the source and line of the translation of each row."""
        return [(row.key, row.digest, *row.lines) for row in self.rows]


@dataclass(slots=True)
class _Seen:
    """What the checks have found on a page: by tier, for which text, and beside which texts of the rows."""

    digests: dict[str, str] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    beside: dict[str, dict[str, tuple[Prints, tuple[Remark, ...]]]] = field(default_factory=dict)


TIERS = ("chapter", "book")
"""`chapter`: checks that look at one chapter and its translation; `book`: those that need the whole book."""


class Views:
    """The views of all pages. Not for several threads at once: the library's lock guards it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.trouble = ""
        self._keys: dict[PageKey, Keys] = {}
        self._seen: dict[PageKey, _Seen] = {}
        self._previews: dict[str, tuple[str, Preview]] = {}
        self._made: dict[PageKey, tuple[tuple[str, str, int], View]] = {}
        self._takes = 0

    def view(self, key: PageKey) -> View:
        """The page as it is now. Raises KeyError for a page that is not there."""
        with self.library.lock:
            page = self.library.pages[key]
            now = (self.library.data, self.trouble, self._takes)
            then, known = self._made.get(key, (None, None))
            if known is None or known.page is not page or then != now:
                known = self._view(key, page)
                self._made[key] = now, known
            return known

    def _view(self, key: PageKey, page: Page) -> View:
        rows = raw(page.progress)
        keys = self._keys.setdefault(key, Keys()).follow([row.print_ for row in rows])
        seen = self._seen.setdefault(key, _Seen())
        placed, loose = place(self.unsigned(page.findings, page.stem), rows, page.progress)
        shelf = self._shelf(page)
        shown = [shelf.row(name, row, [*placed.get(i, ()), *_kept(seen, name, row)])
                 for i, (name, row) in enumerate(zip(keys, rows, strict=True))]  # fmt: skip
        checked = all(seen.digests.get(tier) == page.digest for tier in TIERS)
        late = [finding for tier in TIERS if seen.digests.get(tier) == page.digest
                for finding in place(seen.findings[tier], rows, page.progress)[1]]  # fmt: skip
        return View(page, tuple(shown), dict(zip(keys, rows, strict=True)), tuple(in_order([*loose, *late])),
                    checked, self.trouble)  # fmt: skip

    def take(self, tier: str, found: Iterable[Finding], texts: Mapping[str, str]) -> set[PageKey]:
        """Enter what the checks of a tier found; `texts` are the digests of the chapters that they looked at. Gives
        the pages that they are about; what they say of a text that is another now is left out.
        """
        with self.library.lock:
            every = self.unsigned(list(found))
            fitting = {key for key, page in self.library.pages.items() if self._fits(page, texts)}
            for key in fitting:
                self._take(tier, key, every)
            self._takes += 1
            return fitting

    def _take(self, tier: str, key: PageKey, every: Iterable[Finding]) -> None:
        page = self.library.pages[key]
        translation = page.progress.translation
        own = [finding for finding in every if finding.place.path in (translation.path, translation.source_path)
               and finding not in page.findings]  # fmt: skip
        rows = raw(page.progress)
        names = self._keys.setdefault(key, Keys()).follow([row.print_ for row in rows])
        placed, _ = place(own, rows, page.progress)
        seen = self._seen.setdefault(key, _Seen())
        seen.digests[tier], seen.findings[tier] = page.digest, own
        seen.beside[tier] = {names[i]: (_prints(rows[i]), tuple(remarks)) for i, remarks in placed.items()}

    def _fits(self, page: Page, texts: Mapping[str, str]) -> bool:
        translation = page.progress.translation
        now = self.library.reader.now
        return all(texts.get(path) == now.get(path) for path in (translation.source_path, translation.path))

    def unsigned(self, findings: Iterable[Finding], stem: str = "") -> list[Finding]:
        """Findings that nobody has signed; with `stem` those of one chapter. What is wrong with the exceptions
        themselves is told by `check`: here only some of the findings are known.
        """
        handbook, given = self.library.handbook, list(findings)
        signed, _ = exceptions.load(self.library.root)
        if not signed or not given or handbook is None:
            return given
        pieces = signing.pieces(only(handbook, stem) if stem else handbook, signed)
        return [finding for finding in given if not any(each.covers(finding, pieces) for each in signed
                                                        if each.until >= date.today().isoformat())]  # fmt: skip

    def _shelf(self, page: Page) -> Shelf:
        handbook = self.library.handbook
        assert handbook is not None  # there are pages
        codes = (handbook.config.source, page.code)
        previews = [self._preview(code, handbook) for code in codes]
        chapters = [_chapter(handbook, code, page.stem) for code in codes]
        return Shelf((previews[0], previews[1]), (chapters[0], chapters[1]))

    def _preview(self, code: str, handbook: Handbook) -> Preview:
        edition = handbook.edition(code)
        assert edition is not None  # its page is there
        data, preview = self._previews.get(code, ("", None))
        if preview is None or data != self.library.data:
            preview = Preview(handbook, edition)
        else:
            preview.renew(handbook, edition)
        self._previews[code] = (self.library.data, preview)
        return preview


def _chapter(handbook: Handbook, code: str, stem: str) -> Chapter | None:
    edition = handbook.edition(code)
    chapters = edition.chapters if edition else ()
    return next((each for each in chapters if each.stem == stem and each.language == code), None)


def _prints(row: Raw) -> Prints:
    return " ".join(s.fingerprint for s in row.sources), " ".join(s.fingerprint for s in row.targets)


def _kept(seen: _Seen, key: str, row: Raw) -> list[Remark]:
    """What was found beside a row while it had the texts that it has now."""
    found = [seen.beside[tier][key] for tier in TIERS if key in seen.beside.get(tier, {})]
    return [remark for prints, remarks in found if prints == _prints(row) for remark in remarks]
