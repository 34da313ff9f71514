"""A book as it was printed, taken apart for tests: what went in, the bytes, and everything that can be read back."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lxml import html

from handbookpub import build
from handbookpub.cache import PartCache
from handbookpub.languages import load
from handbookpub.model import Edition, Handbook
from handbookpub.pdfread import links, structure
from handbookpub.pdfread.content import Glyph, Page, read_pages
from handbookpub.pdfread.lines import opened, visual_lines
from handbookpub.pdfread.structure import Element
from handbookpub.render import pdf, sheet
from handbookpub.render.arrangement import Layout, arrange
from handbookpub.render.join import join
from handbookpub.render.part import Part, Source
from support import book

OWN = Path(__file__).parents[2] / "handbook"
"""The handbook of this repository."""
CODES = tuple(path.name for path in sorted(OWN.iterdir()) if list(path.glob("*.md")))
VARIANTS = tuple(tomllib.loads((OWN / "handbook.toml").read_text(encoding="utf-8"))["variants"])
EDITIONS = (
    *((code, "") for code in CODES),
    *((next(c for c in CODES if load(c).rtl == rtl), name) for name in VARIANTS for rtl in (True, False)),
)
"""Languages and variants of our own book: every language as it is, each variant in one language of either direction."""


@dataclass
class Printed:
    """One edition's PDF. Pages are counted from 1, as the folios are."""

    edition: Edition
    handbook: Handbook
    sources: Sequence[Source]
    parts: Sequence[Part]
    layout: Layout
    data: bytes
    variant: str = ""

    @property
    def format(self) -> sheet.Format:
        """The size of its pages."""
        return sheet.page_format(self.handbook, self.variant)

    @cached_property
    def pdf(self) -> Any:
        return opened(self.data)

    @cached_property
    def pages(self) -> list[Page]:
        return list(read_pages(self.pdf))

    @cached_property
    def structure(self) -> structure.Structure:
        return structure.read(self.pdf, self.pages)

    @cached_property
    def links(self) -> links.Links:
        return links.read(self.pdf)

    @cached_property
    def marked(self) -> Mapping[tuple[int, int], list[Glyph]]:
        """The glyphs of each marked content, as they are drawn."""
        found: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for page in self.pages:
            for glyph in page.glyphs:
                if glyph.mcid is not None and not glyph.artifact:
                    found[page.number, glyph.mcid].append(glyph)
        return found

    def glyphs(self, element: Element) -> list[Glyph]:
        """What an element of the structure draws, in reading order."""
        return [glyph for key in element.marked() for glyph in self.marked[key]]

    def section(self, key: str) -> Element:
        """The structure of one part."""
        number = [source.key for source in self.sources].index(key)
        document = next(kid for kid in self.structure.root.kids if isinstance(kid, Element))
        sections = [kid for kid in document.kids if isinstance(kid, Element)]
        assert len(sections) == len(self.sources)
        return sections[number]

    def tree(self, key: str) -> Any:
        """The HTML that one part was laid out from."""
        return html.document_fromstring(next(source.html for source in self.sources if source.key == key))

    def elements(self, kind: str) -> Iterator[Element]:
        """All elements of a type, in reading order."""
        return (element for element in self.structure.elements() if element.kind == kind)

    def target(self, link: Element) -> int:
        """The page that a link element leads to, 0 where it leaves the book."""
        refs = [ref for ref, element in self.structure.annotations.items() if element is link]
        raw = self.pdf.get_object(refs[0])
        name = raw.get("/Dest", raw.get("/A", {}).get("/D"))
        return 0 if name is None else self.links.names[str(name)]

    def furniture(self) -> Iterator[tuple[Page, list[Glyph]]]:
        """Each page with the glyphs of its running head and folio."""
        return ((page, [glyph for glyph in page.glyphs if glyph.artifact]) for page in self.pages)

    def lines(self) -> list[str]:
        """All lines, from left to right."""
        return [line.text for line in visual_lines(self.pdf)]


def printed(edition: Edition, handbook: Handbook, variant: str = "") -> Printed:
    """Print an edition as a build does, through the user's cache: its keys hold everything that a part depends on."""
    about, printer = pdf._about(edition, handbook.config), pdf.Printer(PartCache())
    made: list[Source] = []

    def sources(room: Mapping[str, int]) -> Sequence[Source]:
        made[:] = pdf.sources(edition, handbook, variant, room)
        return made

    parts = pdf.settled(sources, about, printer)
    layout = arrange(parts, about)
    return Printed(edition, handbook, made, parts, layout, join(parts, about, pdf.face), variant)


@cache
def own(code: str, variant: str = "") -> Printed:
    """Our own book in a language and a variant."""
    handbook, editions, findings = build.load(OWN)
    assert not [finding for finding in findings if finding.stops], findings
    return printed(editions[code], handbook, variant)


def small(root: Path, files: Mapping[str, str], code: str) -> Printed:
    """A handbook of one language from a few files."""
    config = {"handbook.toml": book.CONFIG.format(source=code, title="-")}
    return printed(*book.edition(book.write(root, {**config, **files}), code))
