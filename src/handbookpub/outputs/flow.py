"""A printed book as lines and paragraphs, read from the PDF alone: its glyphs, its structure tree, what it paints.

Running heads, folios and repeated table heads are artifacts and no part of it. Lengths are in points, from the page's
lower left; pages count from 0.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handbookpub.pdfread.content import Glyph, Page
from handbookpub.pdfread.lines import is_invisible, is_mark, page_lines
from handbookpub.pdfread.structure import Element, Structure

from .compare import INLINE

SHOWN = 6
"""Words of a line that a finding names."""
RAISED, SMALL = 0.15, 0.85
"""A call stands higher than this share of its line's size, and is smaller than that share of it."""
BLANK = 0.15
"""Empty width that parts two words, as a share of the size: a marker stands apart from its item without a space."""
MARKED = 10
"""Hexadecimal digits of a fingerprint."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: its baseline, the ends of its ink, its glyphs from left to right."""

    page: int
    y: float
    left: float
    right: float
    size: float
    glyphs: tuple[Glyph, ...]


@dataclass(eq=False)
class Block:
    """A paragraph, heading, item or cell with its lines in order. `above` are the elements it stands in, from the
    innermost; `order` is its place in reading order; `number` maps each of its pages to its place on that page, from 1.
    """

    element: Element
    rtl: bool
    order: int
    lines: list[Line] = field(default_factory=list)
    number: dict[int, int] = field(default_factory=dict)

    @cached_property
    def above(self) -> tuple[Element, ...]:
        found, outer = [], self.element.parent
        while outer is not None:
            found.append(outer)
            outer = outer.parent
        return tuple(found)

    def within(self, *kinds: str) -> bool:
        """Whether it is, or stands in, an element of one of these types."""
        return self.element.kind in kinds or any(outer.kind in kinds for outer in self.above)

    @property
    def part(self) -> Element:
        """The part of the book it belongs to: a chapter."""
        return self.above[-3] if len(self.above) > 2 else self.element

    @cached_property
    def is_note(self) -> bool:
        """True for a note at the foot of a page."""
        return self.within("Note")

    @cached_property
    def is_cell(self) -> bool:
        """True for what stands in a table, its caption left out."""
        return self.within("TR")

    @cached_property
    def is_label(self) -> bool:
        """True for words over a drawing."""
        beside = self.above[0].kids if self.above else ()
        return any(isinstance(kid, Element) and kid.kind == "Figure" for kid in beside)

    @property
    def pages(self) -> list[int]:
        """Its pages, in order."""
        return sorted(self.number)

    def on(self, page: int) -> list[Line]:
        """Its lines on a page."""
        return [line for line in self.lines if line.page == page]

    @cached_property
    def text(self) -> str:
        """Its words in reading order."""
        return " ".join(logical(line, self.rtl) for line in self.lines)

    @cached_property
    def fingerprint(self) -> str:
        """What an exception hangs on: the letters of the text. Digits are left out, since page numbers move, and so is
        what depends on where lines end.
        """
        said = "".join(char for char in self.text if char.isalpha())
        return hashlib.sha256(said.encode()).hexdigest()[:MARKED]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of the structure, with its page and its place in reading order."""

    element: Element
    page: int
    order: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The book: its paragraphs in reading order, those of each page, and its drawings."""

    blocks: tuple[Block, ...]
    by_page: tuple[tuple[Block, ...], ...]
    drawings: tuple[Drawing, ...]
    rtl: bool

    def running(self, page: int) -> list[Block]:
        """What stands on a page besides notes and words over drawings, in reading order."""
        return [block for block in self.by_page[page] if not block.is_note and not block.is_label]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that looks wrong: what kind of fault, on which page, at which paragraph, the words there, what was
    measured and what it may be. `said` is one sentence without the words.
    """

    kind: str
    page: int
    block: Block
    words: str
    said: str

    @property
    def number(self) -> int:
        """The place of the paragraph on the page, from 1."""
        return self.block.number.get(self.page, 1)


def read(pages: Sequence[Page], structure: Structure, rtl: bool) -> Flow:
    """Gather the lines of every paragraph."""
    elements = list(structure.elements())
    places = {id(element): place for place, element in enumerate(elements)}
    homes = {marked: _home(owner) for marked, owner in structure.owners.items()}
    blocks: dict[int, Block] = {}

    def home(glyph: Glyph) -> Element | None:
        return homes.get((glyph.page, -1 if glyph.mcid is None else glyph.mcid))

    def key(glyph: Glyph) -> Hashable:
        return id(home(glyph))

    for page in pages:
        glyphs = [glyph for glyph in page.glyphs if not glyph.artifact and home(glyph) is not None]
        for found in page_lines(glyphs, key):
            line, element = _line(found.page, found.y, found.glyphs), home(found.glyphs[0])
            if line is not None and element is not None:
                blocks.setdefault(id(element), Block(element, rtl, places[id(element)])).lines.append(line)
    order = sorted(blocks.values(), key=lambda block: block.order)
    return Flow(tuple(order), tuple(_numbered(order, len(pages))), tuple(_drawings(elements)), rtl)


def _drawings(elements: Sequence[Element]) -> Iterator[Drawing]:
    for place, element in enumerate(elements):
        page = next((page for page, _ in element.marked()), -1) if element.kind == "Figure" else -1
        if page >= 0:
            yield Drawing(element, page, place)


def _home(element: Element) -> Element:
    while element.kind in INLINE and element.parent is not None:
        element = element.parent
    return element


def _numbered(order: Sequence[Block], pages: int) -> list[tuple[Block, ...]]:
    """Number the paragraphs of each page; what goes on from the page before comes first."""
    found: defaultdict[int, list[Block]] = defaultdict(list)
    for block in sorted(order, key=lambda block: block.lines[0].page):
        for page in dict.fromkeys(line.page for line in block.lines):
            found[page].append(block)
            block.number[page] = len(found[page])
    return [tuple(found[page]) for page in range(pages)]


def inked(glyph: Glyph) -> bool:
    """True for a glyph that can be seen: spaces and marks of direction cannot."""
    return any(not char.isspace() and not is_invisible(char) for char in glyph.text)


def is_raised(glyph: Glyph, line: Line) -> bool:
    """True for a small glyph above the baseline, such as the call of a note."""
    return glyph.size < SMALL * line.size and glyph.y > line.y + RAISED * line.size


def _line(page: int, y: float, glyphs: tuple[Glyph, ...]) -> Line | None:
    seen = [glyph for glyph in glyphs if inked(glyph)]
    if not seen:
        return None
    left = min(min(glyph.x, glyph.x + glyph.advance) for glyph in seen)
    right = max(max(glyph.x, glyph.x + glyph.advance) for glyph in seen)
    sizes = Counter(round(glyph.size, 2) for glyph in seen)
    return Line(page, y, left, right, max(sizes, key=lambda size: (sizes[size], size)), glyphs)


def logical(line: Line, rtl: bool) -> str:
    """The words of a line in reading order, without marks: the rules of UAX#9 turn what is seen back into what was
    typed, but for rare mixtures of scripts.
    """
    from bidi import get_display

    seen, end = "", 0.0
    for glyph in line.glyphs:
        left, right = sorted((glyph.x, glyph.x + glyph.advance))
        seen += " " if seen and inked(glyph) and left - end > BLANK * line.size else ""
        seen += "".join(char for char in glyph.text if not is_invisible(char) and not is_mark(char))
        end = max(right, end) if seen else right
    turned = get_display(" ".join(seen.split()), base_dir="R" if rtl else "L")
    return turned if isinstance(turned, str) else turned.decode()


def words(line: Line, rtl: bool) -> str:
    """The first words of a line."""
    said = logical(line, rtl).split()
    return " ".join(said[:SHOWN]) + (" …" if len(said) > SHOWN else "")
