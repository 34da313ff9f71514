"""The glyphs of a page, read from its content stream (ISO 32000-1, 9.4 and 14.6).

Nobody else's text extraction stands between the stream and us: every glyph comes with its characters, its
place and the marked content it belongs to, in the order in which it is drawn. Lengths are in points, from
the page's lower left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .fonts import Font
from .operators import Glyph, Reader

__all__ = ["Glyph", "Page", "read_pages"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `mcids` holds every marked content as often as it is opened. Pages count from 0."""

    number: int
    glyphs: tuple[Glyph, ...]
    mcids: tuple[int, ...]

    @property
    def loose(self) -> int:
        """How many glyphs stand outside marked content and outside artifacts."""
        return sum(1 for glyph in self.glyphs if glyph.mcid is None and not glyph.artifact)


def read_pages(pdf: Any) -> Iterator[Page]:
    """Yield the pages of an open pikepdf document; glyphs come in drawing order."""
    font_cache: dict[str, Font] = {}
    for number, page in enumerate(pdf.pages):
        reader = Reader(number, font_cache)
        reader.run(page, page.obj.get("/Resources"))
        yield Page(number, tuple(reader.glyphs), tuple(reader.opened))
