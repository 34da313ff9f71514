"""Subjects of checks: a PDF, an EPUB, a page, the folder. Everything is read once, when a check first asks
for it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from handbookpub.model import Place
from handbookpub.pdfread import engines, links, structure
from handbookpub.pdfread.content import Page, read_pages
from handbookpub.pdfread.fonts import Font

from . import typeset
from .manifest import Built, Row
from .paragraphs import Paragraph, paragraphs


@dataclass(frozen=True)
class _Listed:
    """An output with a row in the manifest. `strict` makes a check that cannot run an error."""

    built: Built
    row: Row
    strict: bool = False

    @property
    def file(self) -> Path:
        """Where the output is."""
        return self.built.folder / self.row.path


@dataclass(frozen=True)
class Printed(_Listed):
    """A PDF."""

    def place(self, page: int = 1, paragraph: int = 1) -> Place:
        """Return a place in this PDF: the page stands where other findings have a line, the paragraph of the page
        where they have a column.
        """
        return Place(self.row.path, max(page, 1), max(paragraph, 1))

    @cached_property
    def pdf(self) -> Any:
        """The open document, None if it cannot be opened."""
        import pikepdf

        try:
            return pikepdf.open(self.file)
        except pikepdf.PdfError:
            return None

    @cached_property
    def pages(self) -> Sequence[Page]:
        """The pages with their glyphs; empty if the document cannot be opened."""
        return list(read_pages(self.pdf)) if self.pdf is not None else []

    @cached_property
    def structure(self) -> structure.Structure:
        """The structure tree."""
        return structure.read(self.pdf, self.pages)

    @cached_property
    def links(self) -> links.Links:
        """Destinations, links and bookmarks."""
        return links.read(self.pdf)

    @cached_property
    def fonts(self) -> Mapping[str, Font]:
        """The fonts that draw something, by key."""
        return {glyph.font.key: glyph.font for page in self.pages for glyph in page.glyphs}

    @cached_property
    def typeset(self) -> typeset.Report | None:
        """The typographic report; None if the document cannot be opened or has no structure."""
        if self.pdf is None or not self.pages:
            return None
        return typeset.report(self.pdf, self.pages, self.structure, self.row.rtl)

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.file.read_bytes()

    def text(self, engine: str) -> list[str]:
        """Return the text of each page by an engine. Raises EngineMissing."""
        return engines.ENGINES[engine](self.data)

    @cached_property
    def meant(self) -> Sequence[Paragraph]:
        """What the book says, from the single page of the same language; empty if that was not built."""
        row = self.built.companion(self.row, "single")
        return chapter_paragraphs(self.built.folder / row.path, row.direction) if row else []


def chapter_paragraphs(file: Path, direction: str) -> list[Paragraph]:
    """Return the paragraphs of the chapters (`article`) of an HTML file, without what only a screen needs."""
    from lxml import html

    root = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for part in root.xpath(_SCREEN_ONLY):
        part.drop_tree()
    return [found for article in root.iter("article") for found in paragraphs(article, article.get("dir", direction))]


_SCREEN_ONLY = "//*[@role='doc-backlink'] | //*[@role='doc-endnotes']/*[self::h2 or self::h3]"


@dataclass(frozen=True)
class Packaged(_Listed):
    """An EPUB."""

    def place(self, name: str = "", line: int = 1, column: int = 1) -> Place:
        """Return a place in a file of the book."""
        return Place(f"{self.row.path}/{name}" if name else self.row.path, max(line, 1), max(column, 1))

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files in the zip; empty if it is none."""
        try:
            with zipfile.ZipFile(self.file) as book:
                return {name: book.read(name) for name in book.namelist() if not name.endswith("/")}
        except (zipfile.BadZipFile, OSError):
            return {}

    @cached_property
    def trees(self) -> Mapping[str, Any]:
        """The XHTML documents and the package document as lxml trees; what is no XML is left out."""
        names = [name for name in self.files if name.endswith((".xhtml", ".opf"))]
        found = {name: _xml(self.files[name]) for name in names}
        return {name: tree for name, tree in found.items() if tree is not None}


def _xml(data: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


@dataclass(frozen=True)
class WebPage:
    """One HTML file of the folder. `row` is its row in the manifest, if it has one."""

    built: Built
    path: str
    row: Row | None = None

    @property
    def file(self) -> Path:
        """Where the page is."""
        return self.built.folder / self.path

    def place(self, line: int = 1) -> Place:
        """Return a place in the page."""
        return Place(self.path, max(line, 1), 1)

    @cached_property
    def root(self) -> Any:
        """The page as an lxml tree."""
        from lxml import html

        return html.document_fromstring(self.file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def subjects(built: Built, strict: bool) -> Iterator[Built | Printed | Packaged | WebPage]:
    """Yield everything in a folder that checks look at, in a fixed order."""
    yield built
    yield from (Printed(built, row, strict) for row in built.of("pdf"))
    yield from (Packaged(built, row, strict) for row in built.of("epub"))
    rows = {row.path: row for row in built.rows}
    for file in sorted(built.folder.rglob("*.html")):
        path = file.relative_to(built.folder).as_posix()
        yield WebPage(built, path, rows.get(path))
