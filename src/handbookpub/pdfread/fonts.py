"""What a PDF says about one font: how its codes are cut, how wide they are, which text they stand for.

Covers composite fonts with two-byte codes (Identity-H), as print writes them, and simple fonts including
Type 3, as browsers write them. Widths are in thousandths of the font size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import cmap

_PROGRAMS = ("/FontFile2", "/FontFile3", "/FontFile")


@dataclass(frozen=True, slots=True)
class Font:
    """One font object. `key` tells fonts of a document apart; `program` is the SHA-256 of the embedded
    file.
    """

    key: str
    name: str
    subtype: str
    composite: bool
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float
    program: str

    def codes(self, data: bytes) -> Iterator[int]:
        """Cut a shown string into codes."""
        if not self.composite:
            return iter(data)
        return (data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2))

    def width(self, code: int) -> float:
        """Return the advance of a code, in thousandths of the font size."""
        return self.widths.get(code, self.default_width)

    def text(self, code: int) -> str:
        """Return the characters of a code; "" where the PDF gives none."""
        return self.texts.get(code, "")


def load(raw: Any, key: str) -> Font:
    """Read a font dictionary (a pikepdf object). Unknown parts are left empty, never guessed."""
    subtype = str(raw.get("/Subtype", ""))
    composite = subtype == "/Type0"
    inner = raw.DescendantFonts[0] if composite else raw
    unit = float(raw.FontMatrix[0]) * 1000 if subtype == "/Type3" else 1.0
    widths = _cid_widths(inner) if composite else _simple_widths(raw, unit)
    texts = cmap.parse(raw.ToUnicode.read_bytes()) if "/ToUnicode" in raw else {}
    name = str(inner.get("/BaseFont", raw.get("/Name", ""))).lstrip("/").split("+")[-1]
    default = float(inner.get("/DW", 1000)) if composite else 0.0
    return Font(key, name, subtype, composite, texts, widths, default, _program(inner))


def program_bytes(raw: Any) -> bytes:
    """Return the embedded font file of a font dictionary, b"" if there is none."""
    inner = raw.DescendantFonts[0] if raw.get("/Subtype") == "/Type0" else raw
    descriptor = inner.get("/FontDescriptor", {})
    return next((descriptor[name].read_bytes() for name in _PROGRAMS if name in descriptor), b"")


def _program(inner: Any) -> str:
    data = program_bytes(inner)
    return hashlib.sha256(data).hexdigest() if data else ""


def _simple_widths(raw: Any, unit: float) -> dict[int, float]:
    first = int(raw.get("/FirstChar", 0))
    return {first + i: float(width) * unit for i, width in enumerate(raw.get("/Widths", []))}


def _cid_widths(inner: Any) -> dict[int, float]:
    """Read /W (9.7.4.3): `first [w w w]` or `first last w`."""
    widths: dict[int, float] = {}
    items = list(inner.get("/W", []))
    i = 0
    while i + 1 < len(items):
        first, second = int(items[i]), items[i + 1]
        if isinstance(second, (int, float)) or not hasattr(second, "__len__"):
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(items[i + 2])))
            i += 3
        else:
            widths.update((first + j, float(width)) for j, width in enumerate(second))
            i += 2
    return widths
