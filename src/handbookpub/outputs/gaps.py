"""Spaces between words of justified lines, beside the space that the font itself has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.fonts import Font

from . import typefaces
from .flow import Block, Flow, Line, inked

SAME = 0.5
"""Lines that end nearer to each other than this end at one edge, in points."""
STRETCHED = 0.02
"""A gap that differs from its font's space by more than this share was stretched or pressed."""


@dataclass(frozen=True, slots=True)
class Set:
    """A justified line, with its gaps as shares of the font's own space."""

    block: Block
    line: Line
    gaps: tuple[float, ...]


def justified(flow: Flow) -> Iterator[Set]:
    """Yield the justified lines: all lines of a justified paragraph but its last."""
    for block in flow.blocks:
        full = [] if block.is_label else block.lines[:-1]
        pages: dict[int, list[Line]] = {}
        for line in full:
            pages.setdefault(line.page, []).append(line)
        sets = [Set(block, line, tuple(gaps(line))) for line in full]
        if all(map(_flush, pages.values())) and _stretched([gap for each in sets for gap in each.gaps]):
            yield from (each for each in sets if each.gaps)


def _stretched(found: list[float]) -> bool:
    """Whether most gaps differ from the font's space: text that was not justified may fill its lines by chance."""
    return 2 * sum(abs(gap - 1) > STRETCHED for gap in found) > len(found)


def _flush(lines: list[Line]) -> bool:
    left, right = [line.left for line in lines], [line.right for line in lines]
    # The first line may be indented or begin with a marker, so each side is looked at without its outermost line.
    return min(_spread(left), _spread(left[1:])) < SAME and min(_spread(right), _spread(right[1:])) < SAME


def _spread(edges: list[float]) -> float:
    return max(edges) - min(edges) if edges else 0.0


def gaps(line: Line) -> Iterator[float]:
    """Yield each gap between two words with one space between them, in spaces of the font."""
    spaces: list[Glyph] = []
    end: float | None = None
    for glyph in line.glyphs:
        if not inked(glyph):
            spaces += [glyph] if glyph.text.isspace() and glyph.text else []
            continue
        left, right = sorted((glyph.x, glyph.x + glyph.advance))
        if end is not None and len(spaces) == 1 and (own := space(spaces[0].font)):
            yield (left - end) / (own / 1000 * spaces[0].size)
        end, spaces = right if end is None else max(right, end), []


def space(font: Font) -> float:
    """Return the width of the font's own space, in thousandths of its size; 0 if it cannot be known.

    A stretched space may be a code of its own, so the font file of the book counts, and what the PDF says only for
    other fonts.
    """
    own = _space_of(font.name)
    return own or min((font.width(code) for code, text in font.texts.items() if text == " "), default=0.0)


@cache
def _space_of(name: str) -> float:
    from fontTools.ttLib import TTFont

    file = typefaces.names().get(name)
    if file is None:
        return 0.0
    with TTFont(file, lazy=True) as font:
        return float(font["hmtx"][font.getBestCmap()[ord(" ")]][0]) * 1000 / float(font["head"].unitsPerEm)
