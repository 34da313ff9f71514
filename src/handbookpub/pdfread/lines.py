"""Lines as the eye meets them: the characters of each line from left to right, whatever the script.

A glyph with several characters (a ligature, a letter with its marks) lists them from left to right already,
because the extraction pass writes them so in right-to-left runs. Characters without ink are dropped. A mark
that travels on a blank glyph of its own stays beside the letter it is drawn with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .content import Glyph, read_pages

REACH, RAISED, SMALL = 0.6, 0.95, 0.85
"""Share of a line's size within which a glyph belongs to it, up or down; RAISED for glyphs below SMALL of
its size.

Note calls stand nearly one size above their line; the next line of the same size is always further away
than REACH.
"""
_FILLER = "\u200b\u00ad\ufeff"
"""Zero-width characters that a writer may give to a glyph without text of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `glyphs` from left to right, `y` the baseline in points from the page's foot."""

    page: int
    y: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters with ink, and single blanks, from left to right."""
        shown = "".join(char for glyph in self.glyphs for char in glyph.text if not is_invisible(char))
        return " ".join(shown.split())


def is_invisible(char: str) -> bool:
    """True for characters that never leave ink or space: direction marks, joiners, fillers."""
    return char in _FILLER or unicodedata.category(char) == "Cf"


def is_mark(char: str) -> bool:
    """True for marks that sit on a letter (harakat, accents)."""
    return unicodedata.category(char) in ("Mn", "Me")


def visual_lines(
    source: Any, block_of: Callable[[Glyph], Hashable] | None = None, artifacts: bool = False
) -> list[Line]:
    """Return the lines of a PDF, page by page from top to bottom.

    `source` is a path, the bytes of a PDF, or an open pikepdf document. With `block_of`, only glyphs of the
    same block share a line, so that cells of one table row stay apart. Running heads and folios (artifacts)
    are left out unless asked for.
    """
    return [
        line
        for page in read_pages(opened(source))
        for line in page_lines([g for g in page.glyphs if artifacts or not g.artifact], block_of)
    ]


def opened(source: Any) -> Any:
    """Return `source` as an open pikepdf document. Raises pikepdf.PdfError if it is none."""
    import io

    import pikepdf

    if isinstance(source, bytes):
        return pikepdf.open(io.BytesIO(source))
    return pikepdf.open(source) if isinstance(source, (str, Path)) else source


def page_lines(glyphs: Sequence[Glyph], block_of: Callable[[Glyph], Hashable] | None = None) -> list[Line]:
    """Return the lines of one page."""
    blocks: dict[Hashable, list[Glyph]] = {}
    for glyph in glyphs:
        blocks.setdefault(block_of(glyph) if block_of else None, []).append(glyph)
    lines = [line for block in blocks.values() for line in _block_lines(block)]
    return lines if block_of else sorted(lines, key=lambda line: -line.y)


def _block_lines(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    baselines = _baselines(glyphs)
    rows: dict[float, list[Glyph]] = {y: [] for y in baselines}
    for glyph in glyphs:
        rows[min(baselines, key=lambda y: abs(y - glyph.y))].append(glyph)
    for y, row in rows.items():
        yield Line(row[0].page, y, tuple(_left_to_right(row)))


def _baselines(glyphs: Sequence[Glyph]) -> list[float]:
    """Return the baselines from top to bottom. Large glyphs come first, so that small raised ones find
    their line.
    """
    found: dict[float, float] = {}
    for size, y in sorted({(glyph.size, glyph.y) for glyph in glyphs if glyph.advance > 0}, reverse=True):
        if not any(
            abs(y - baseline) < of * (REACH if size > SMALL * of else RAISED)
            for baseline, of in found.items()
        ):
            found[y] = size
    return sorted(found, reverse=True) or [glyphs[0].y]


def _left_to_right(row: Iterable[Glyph]) -> list[Glyph]:
    glyphs = list(row)
    places = _places(glyphs)
    return [glyphs[i] for i in sorted(range(len(glyphs)), key=lambda i: (places[i], i))]


def _places(glyphs: Sequence[Glyph]) -> list[float]:
    """Return where each glyph sorts: its middle, or its letter's middle if it only carries marks."""
    places = [glyph.middle for glyph in glyphs]
    for i in range(len(glyphs) - 1, -1, -1):
        if _is_carrier(glyphs[i]):
            places[i] = places[_letter_of(glyphs, i)]
    return places


def _is_carrier(glyph: Glyph) -> bool:
    return bool(glyph.text) and all(is_mark(char) or is_invisible(char) for char in glyph.text)


def _letter_of(glyphs: Sequence[Glyph], i: int) -> int:
    """Return the number of the glyph that carrier `i` belongs to: the next one if the pen stands there,
    else the last.
    """
    follows = i + 1 < len(glyphs) and abs(glyphs[i + 1].x - glyphs[i].x) < 0.01 * max(glyphs[i].size, 1.0)
    if follows or i == 0:
        return min(i + 1, len(glyphs) - 1)
    return i - 1
