"""The ink of a PDF's text: outlines of the glyphs where they stand, so that two words can be compared as
drawn.

Codes and glyph numbers do not tell whether two words look the same: one letter may be drawn by a glyph of
the font, by a glyph put together for the purpose, or by two. Outlines do, more strictly than pixels: a
contour is compared point by point, to a few thousandths of an em.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.fonts import program_bytes

Contour = tuple[tuple[float, float], ...]
TOLERANCE = 0.004
"""Thousandths of an em are what a PDF's positions are rounded to, once per glyph and once per run."""


class Outlines:
    """The embedded fonts of an open pikepdf document."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._fonts: dict[str, tuple[Any, list[str], int]] = {}
        self._known: dict[tuple[str, int], list[Contour]] = {}

    def ink(self, glyphs: Iterable[Glyph], size: float) -> list[Contour]:
        """The contours of glyphs in ems of `size`, from the left end of their ink, in a canonical order."""
        placed = [
            tuple(((glyph.x + x * glyph.size) / size, (glyph.y + y * glyph.size) / size) for x, y in contour)
            for glyph in glyphs
            for contour in self._contours(glyph)
        ]
        if not placed:
            return []
        left = min(x for contour in placed for x, _ in contour)
        base = (
            sum(glyph.y for glyph in glyphs if glyph.advance)
            / max(1, sum(1 for g in glyphs if g.advance))
            / size
        )
        moved = [tuple((x - left, y - base) for x, y in contour) for contour in placed]
        return sorted(moved, key=lambda c: (round(min(x for x, _ in c), 2), len(c), c))

    def _contours(self, glyph: Glyph) -> list[Contour]:
        key = (glyph.font.key, glyph.code)
        if key not in self._known:
            self._known[key] = self._read(*key)
        return self._known[key]

    def _read(self, key: str, code: int) -> list[Contour]:
        font, order, upem = self._font(key)
        if code >= len(order):
            return []
        pen = DecomposingRecordingPen(font)
        font[order[code]].draw(pen)
        contours: list[list[tuple[float, float]]] = []
        for operator, points in pen.value:
            if operator == "moveTo":
                contours.append([])
            contours[-1].extend((x / upem, y / upem) for x, y in filter(None, points)) if contours else None
        return [tuple(contour) for contour in contours if contour]

    def _font(self, key: str) -> tuple[Any, list[str], int]:
        if key not in self._fonts:
            raw = self._pdf.get_object(int(key), 0)
            font = TTFont(io.BytesIO(program_bytes(raw)))
            self._fonts[key] = (font.getGlyphSet(), font.getGlyphOrder(), font["head"].unitsPerEm)
        return self._fonts[key]


def same(one: list[Contour], other: list[Contour], tolerance: float = TOLERANCE) -> bool:
    """Whether two lists of contours are the same ink: every contour of one has its own equal in the other."""
    if len(one) != len(other):
        return False
    left = list(other)
    for contour in one:
        match = next((c for c in left if _close(contour, c, tolerance)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _close(one: Contour, other: Contour, tolerance: float) -> bool:
    return len(one) == len(other) and all(
        abs(a - c) <= tolerance and abs(b - d) <= tolerance for (a, b), (c, d) in zip(one, other, strict=True)
    )
