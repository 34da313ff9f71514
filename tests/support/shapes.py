"""Which bracket the ink shows. A PDF gives the typed character back; whether its mirror was drawn is in the outline."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.fonts import program_bytes
from support.chromium import MIRROR

FONTS = Path(__file__).parents[2] / "fonts"
Outline = tuple[tuple[float, float], ...]
CLOSING = ")]}>»›"
NEAR = 4
"""Font units."""


class Shapes:
    """The shapes of one open PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.programs: dict[str, TTFont] = {}

    def shown(self, glyph: Glyph) -> str:
        """The characters of a glyph as the eye sees them."""
        return "".join(self._shown(glyph, char) if char in MIRROR else char for char in glyph.text)

    def _shown(self, glyph: Glyph, char: str) -> str:
        drawn = self._outline(glyph)
        known = {wanted: _typed(glyph.font.name, wanted) for wanted in (char, MIRROR[char])}
        found = [wanted for wanted, outline in known.items() if _same(outline, drawn)]
        return found[0] if len(found) == 1 else _pointing(drawn, char)

    def _outline(self, glyph: Glyph) -> Outline:
        key = glyph.font.key
        if key not in self.programs:
            raw = self.pdf.get_object(int(key), 0)
            self.programs[key] = TTFont(io.BytesIO(program_bytes(raw)))
        font = self.programs[key]
        return _outline(font, font.getGlyphOrder()[glyph.code])


@cache
def _typed(name: str, char: str) -> Outline:
    font = TTFont(next(FONTS.rglob(f"{name}.ttf")))
    return _outline(font, font.getBestCmap()[ord(char)])


def _outline(font: TTFont, name: str) -> Outline:
    """The points of a glyph, counted from its left edge, in order of their place."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    points = [point for _, group in pen.value for point in group if point]
    left = min(x for x, _ in points)
    return tuple(sorted((x - left, y) for x, y in points))


def _pointing(outline: Outline, char: str) -> str:
    """A font may have another shape of a mark for another script: its points at half height say where it points."""
    low, high = min(y for _, y in outline), max(y for _, y in outline)
    middle = [x for x, y in outline if abs(y - (low + high) / 2) < 0.15 * (high - low)]
    assert middle, f"no telling which way {char} points"
    right = sum(middle) / len(middle) > max(x for x, _ in outline) / 2
    return next(wanted for wanted in (char, MIRROR[char]) if (wanted in CLOSING) == right)


def _same(one: Outline, other: Outline) -> bool:
    """Whether the points agree, but for the rounding of parts that were put together."""
    near = all(abs(a - c) + abs(b - d) <= NEAR for (a, b), (c, d) in zip(one, other, strict=False))
    return len(one) == len(other) and near
