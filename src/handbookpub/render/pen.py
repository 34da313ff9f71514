"""The pen that writes a line: runs of the shaper become codes of the page's fonts, each where the shaper wants it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango

from .extraction import Glyph, Run, show
from .faces import Codes, Face


class Pen:
    """Shows runs one after the other, with the pen where the shaper wants it."""

    def __init__(
        self, stream: Any, codes_of: Callable[[Any], Codes], resource: Callable[[str, bool], str]
    ) -> None:
        self.stream, self.codes_of, self.resource = stream, codes_of, resource
        self.start = self.pen = 0.0  # em thousandths of the current size, from the line's start
        self.size, self.font, self.plain_font = 1.0, "", ""
        self.parts: list[str] = []

    def run(self, item: Any, text: bytes, carried: tuple[bool, bool]) -> None:
        """Show one Pango run of the line's `text`."""
        font, size = self.stream.add_font(item.item.analysis.font)
        codes = self.codes_of(font)
        run = _shaped(item, text, codes.face, size, carried)
        if size != self.size:
            self.flush()
            self.start, self.pen = self.start * self.size / size, self.pen * self.size / size
            self.size = size
        scale = 1000 / codes.face.upem
        for shown in show(run, codes):
            self._select(self.resource(codes.face.digest, shown.plain))
            self.plain_font = self.font if shown.plain else self.plain_font
            gap = round(self.pen - self.start - shown.x * scale)
            if gap:
                self.parts.append(f"{gap}")
            self.parts.append(f"<{shown.code:04x}>")
            self.pen += shown.width * scale - gap
        self.start += sum(glyph.width for glyph in run.glyphs) * scale

    def _select(self, name: str) -> None:
        if name != self.font:
            self.flush()
            self.font = name
            self.stream.set_font_size(name, self.size)

    def flush(self) -> None:
        """Write what was gathered for the current font."""
        if self.parts:
            self.stream.show_text("".join(self.parts).replace("><", ""))
        self.parts = []


def _shaped(item: Any, text: bytes, face: Face, size: float, carried: tuple[bool, bool]) -> Run:
    """Read a run out of Pango: offsets in bytes become characters, Pango units become font units."""
    own = text[item.item.offset : item.item.offset + item.item.length]
    unit = FROM_UNITS / size * face.upem
    string = item.glyphs
    glyphs = []
    for index in range(string.num_glyphs):
        info = string.glyphs[index]
        geometry, number = info.geometry, info.glyph
        missing = bool(number & pango.PANGO_GLYPH_UNKNOWN_FLAG)
        empty = number == pango.PANGO_GLYPH_EMPTY
        cluster = len(own[: string.log_clusters[index]].decode())
        glyphs.append(
            Glyph(
                -1 if empty else 0 if missing else number,
                geometry.width * unit,
                geometry.x_offset * unit,
                -geometry.y_offset * unit,
                cluster,
                missing and not empty,
            )
        )
    rtl = bool(item.item.analysis.level % 2)
    return Run(own.decode(), glyphs, rtl, *carried)
