"""The book's fonts as a PDF names them, and what they lack."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from handbookpub import fonts
from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.lines import is_invisible


@cache
def names() -> dict[str, Path]:
    """PostScript name -> file, for every face of fonts.toml."""
    from fontTools.ttLib import TTFont

    found: dict[str, Path] = {}
    for face in (face for family in fonts.families() for face in family.faces):
        with TTFont(face.path, lazy=True) as font:
            found[str(font["name"].getDebugName(6))] = face.path
    return found


def lacking(glyph: Glyph) -> str:
    """Return the visible characters of a glyph that its font does not have; "" for fonts that are not the
    book's.
    """
    file = names().get(glyph.font.name)
    if file is None:
        return glyph.text if glyph.code == 0 and glyph.text.strip() else ""
    return "".join(char for char in glyph.text if not _has(file, char))


@cache
def _has(file: Path, char: str) -> bool:
    covered = fonts.coverage(file)
    if char.isspace() or is_invisible(char) or ord(char) in covered:
        return True
    parts = unicodedata.normalize("NFD", char)
    return len(parts) > 1 and all(ord(part) in covered for part in parts)
