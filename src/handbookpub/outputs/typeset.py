"""The typographic report of a PDF: every spot where a line, a page or a note does not stand as it should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from handbookpub.pdfread.content import Glyph, Page
from handbookpub.pdfread.structure import Structure

from . import breaks, flow, frame, gaps
from .flow import Block, Flow, Line, Spot, words
from .frame import Frame

TOLERANCE = 1.0
"""Points that ink may reach over an edge."""
WIDE, MEDIAN = 1.8, 1.4
"""Largest gap between words, and largest median of a document, in spaces of the font."""
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. `ratios` are the gaps of all justified lines in spaces of the font."""

    flow: Flow
    pages: int
    lines: int
    spots: tuple[Spot, ...]
    ratios: tuple[float, ...]
    folios: tuple[str, ...] = ()

    def page_name(self, page: int) -> str:
        """How a page is called: by the number it carries, and by its place in the file where that differs."""
        folio = self.folios[page] if page < len(self.folios) else ""
        same = folio.isdecimal() and int(folio) == page + 1
        return f"page {folio}" if same else f"page {page + 1} of the PDF" + (f", numbered {folio}" if folio else "")

    @property
    def median(self) -> float:
        """The median gap of justified lines, 0 without any."""
        return median(self.ratios) if self.ratios else 0.0

    @property
    def worst(self) -> float:
        """The widest gap of justified lines, 0 without any."""
        return max(self.ratios, default=0.0)


def report(pdf: Any, pages: Sequence[Page], structure: Structure, rtl: bool) -> Report:
    """Measure an open pikepdf document."""
    read = flow.read(pages, structure, rtl)
    lines = sum(len(block.lines) for block in read.blocks)
    if not lines:
        return Report(read, len(pages), 0, (), ())
    found = frame.find(pdf, pages, read)
    sets = list(gaps.justified(read))
    spots = [
        *_overfull(read, found),
        *breaks.spots(read, found),
        *(spot for each in sets for spot in _wide(each)),
        *_notes(read, structure),
        *_lost_calls(read, structure),
    ]
    spots.sort(key=lambda spot: (spot.page, spot.number, spot.kind))
    folios = tuple(_folio(page, y) for page, y in zip(pages, found.folios, strict=True))
    return Report(read, len(pages), lines, tuple(spots), tuple(gap for each in sets for gap in each.gaps), folios)


def _folio(page: Page, y: float | None) -> str:
    own = [glyph for glyph in page.glyphs if y is not None and glyph.artifact and abs(glyph.y - y) < 1]
    return "".join(glyph.text for glyph in sorted(own, key=lambda glyph: glyph.x)).strip()


def _overfull(read: Flow, found: Frame) -> Iterator[Spot]:
    for page, blocks in enumerate(read.by_page):
        lines = [(block, line) for block in blocks if not block.is_label for line in block.on(page)]
        for block, line in lines:
            over, where = max(_beyond(block, line, found), _across(block, line, lines))
            if over > TOLERANCE:
                said = (
                    f"a line reaches {over / MILLIMETRE:.1f} mm over {where} (at most {TOLERANCE / MILLIMETRE:.1f} mm)"
                )
                yield Spot("overfull", page, block, words(line, read.rtl), said)


def _beyond(block: Block, line: Line, found: Frame) -> tuple[float, str]:
    """How far a line reaches out of the text block, or out of the box or cell round it, and which of them."""
    box = frame.walls(block, line, found.shapes[line.page])
    reach = [(max(box.left - line.left, line.right - box.right), "the side of its box or cell")]
    if side := found.side(line.page):
        reach.append((max(side.left - line.left, line.right - side.right), "the edge of the text block"))
    folio = found.folios[line.page]
    reach.append(((folio or 0.0) + line.size - line.y, "the foot of the text block"))
    return max(reach)


def _across(block: Block, line: Line, lines: Sequence[tuple[Block, Line]]) -> tuple[float, str]:
    """How far a line reaches into words of another paragraph at its height: the next column."""
    over = [
        min(line.right, other.right) - max(line.left, other.left)
        for home, other in lines
        if home is not block and abs(other.y - line.y) < 0.4 * line.size
        if (line.right > other.right if block.rtl else line.left < other.left)
    ]
    return max(over, default=0.0), "other words"


def _wide(each: gaps.Set) -> Iterator[Spot]:
    widest = max(each.gaps)
    if widest > WIDE:
        said = f"a gap between words is {widest:.2f} times the font's space (at most {WIDE})"
        yield Spot("wide", each.line.page, each.block, words(each.line, each.block.rtl), said)


def _notes(read: Flow, structure: Structure) -> Iterator[Spot]:
    calls = [set(_calls(read, page, structure)) for page in range(len(read.by_page))]
    seen: set[int] = set()
    for block in read.blocks:
        note = next((outer for outer in block.above if outer.kind == "Note"), None)
        if note is None or id(note) in seen:
            continue
        seen.add(id(note))
        line = block.lines[0]
        mark = _mark(line, read.rtl)
        if mark and mark not in calls[line.page]:
            earlier = [page for page in range(line.page) if mark in calls[page]]
            where = f"stands on page {earlier[-1] + 1} of the PDF" if earlier else "is on no page before it"
            said = f"a note begins on this page, and its call {where}"
            yield Spot("note", line.page, block, words(line, read.rtl), said)


def _mark(line: Line, rtl: bool) -> str:
    """The number that a note begins with, without brackets."""
    return "".join(char for char in next(iter(flow.logical(line, rtl).split()), "") if char.isalnum())


def _calls(read: Flow, page: int, structure: Structure) -> Iterator[str]:
    """Yield the marks of the calls on a page: small links that are raised, or alone on their line."""
    for block in read.by_page[page]:
        for line in block.on(page) if not block.is_note else ():
            lost = _is_lost(block, line)
            call = ""
            for glyph in [*line.glyphs, None]:
                if glyph is not None and (lost or flow.is_raised(glyph, line)) and _is_link(glyph, structure):
                    call += glyph.text
                elif call:
                    yield from re.findall(r"\w+", call)
                    call = ""


def _is_lost(block: Block, line: Line) -> bool:
    """True for a line that is smaller than all others of its paragraph: a call without a word."""
    return len(block.lines) > 1 and line.size < flow.SMALL * max(other.size for other in block.lines)


def _lost_calls(read: Flow, structure: Structure) -> Iterator[Spot]:
    """Yield calls that begin a line: the word that they belong to stands on the line before."""
    for block in read.blocks:
        for line in block.lines[1:] if not (block.is_note or block.is_label) else ():
            seen = [glyph for glyph in line.glyphs if flow.inked(glyph)]
            first = seen[-1 if block.rtl else 0]
            small = flow.is_raised(first, line) or _is_lost(block, line)
            if small and any(map(str.isalnum, first.text)) and _is_link(first, structure):
                said = "the call of a note begins a line, away from its word"
                yield Spot("note", line.page, block, words(line, read.rtl), said)


def _is_link(glyph: Glyph, structure: Structure) -> bool:
    element = structure.owners.get((glyph.page, -1 if glyph.mcid is None else glyph.mcid))
    while element is not None and element.kind != "Link":
        element = element.parent
    return element is not None
