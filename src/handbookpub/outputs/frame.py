"""Where the text block of a page is, found from the pages alone.

Lines start at one edge, whatever their length; facing pages mirror each other, so the edge where lines end on one side
is as far from the cut as the edge where they start on the other. That holds for ragged text too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handbookpub.pdfread.content import Page
from handbookpub.pdfread.shapes import Shape, read

from .flow import Block, Flow, Line

STEP = 0.5
"""Edges nearer than this are one, in points."""
SHARE = 0.02
"""Share of the lines of a side that make an edge."""
FOOT = 0.14
"""Share of a page's height within which a folio stands."""


@dataclass(frozen=True, slots=True)
class Side:
    """The left and right edge of the text block on odd or on even pages."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The text block of a book. `sides` by the page's number modulo 2; `head` and `foot` are the highest first and the
    lowest last baseline; `folios` the baselines of the page numbers, None on pages without.
    """

    sides: tuple[Side | None, Side | None]
    head: float
    foot: float
    folios: tuple[float | None, ...]
    shapes: tuple[tuple[Shape, ...], ...]

    def side(self, page: int) -> Side | None:
        """The edges on a page."""
        return self.sides[page % 2]

    @property
    def height(self) -> float:
        """From the first to the last baseline."""
        return max(self.head - self.foot, 1.0)


def find(pdf: Any, pages: Sequence[Page], flow: Flow) -> Frame:
    """Find the text block of an open pikepdf document."""
    box = [float(value) for value in pdf.pages[0].mediabox]
    width, height = box[2] - box[0], box[3] - box[1]
    starts = [_start(flow, side) for side in (0, 1)]
    folios = tuple(_folio(page, height) for page in pages)
    running = [page for page, folio in enumerate(folios) if folio is not None and flow.by_page[page]]
    tops = [max(line.y for line in _lines(flow, page)) for page in running]
    lowest = [
        min((line.y for line in _lines(flow, page) if line.y > (folios[page] or 0) + line.size), default=0.0)
        for page in running
    ]
    return Frame(
        (_side(starts[0], starts[1], width, flow.rtl), _side(starts[1], starts[0], width, flow.rtl)),
        max(tops, default=height),
        min((y for y in lowest if y), default=0.0),
        folios,
        tuple(read(page) for page in pdf.pages),
    )


def _lines(flow: Flow, page: int) -> list[Line]:
    return [line for block in flow.by_page[page] for line in block.on(page)]


def _start(flow: Flow, side: int) -> float | None:
    """The outermost edge at which lines start; one that a single line reaches is none."""
    found: Counter[float] = Counter()
    for block in flow.blocks:
        for line in block.lines if not block.is_label else ():
            if line.page % 2 == side:
                found[round((line.right if flow.rtl else line.left) / STEP) * STEP] += 1
    enough = max(2, SHARE * found.total())
    edges = [edge for edge, count in found.items() if count + found[edge + STEP] + found[edge - STEP] >= enough]
    return (max(edges) if flow.rtl else min(edges)) if edges else None


def _side(own: float | None, other: float | None, width: float, rtl: bool) -> Side | None:
    if own is None or other is None:
        return None
    return Side(width - other, own) if rtl else Side(own, width - other)


def _folio(page: Page, height: float) -> float | None:
    """The baseline of the page number: the lowest artifact near the foot."""
    low = [glyph.y for glyph in page.glyphs if glyph.artifact and glyph.y < FOOT * height and glyph.text.strip()]
    return min(low, default=None)


def walls(block: Block, line: Line, shapes: Sequence[Shape]) -> Side:
    """The box or cell that a line stands in: the nearest upright rules or sides of boxes round its start.

    A box that starts where the line does is drawn behind words of the line, and is no wall.
    """
    middle, start = line.y + 0.3 * line.size, line.right - 1 if block.rtl else line.left + 1
    near = [shape for shape in shapes if shape.bottom < middle < shape.top]
    rules = [shape.left for shape in near if shape.upright]
    boxes = [shape for shape in near if not shape.upright and shape.left + 2 < start < shape.right - 2]
    left = [x for x in rules if x < start] + [box.left for box in boxes]
    right = [x for x in rules if x > start] + [box.right for box in boxes]
    return Side(max(left, default=float("-inf")), min(right, default=float("inf")))
