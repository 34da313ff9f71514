"""Font files as the PDF writer sees them: metrics, the plain text of each glyph, outlines of glyphs put together.

A PDF page names glyphs by codes; what a reader gets back when copying or searching is the code's text (ToUnicode,
PDF 32000-1 section 9.10.3). A glyph whose text is always the same goes by its own number in a font that all parts of a
book share. Everything else (a ligature, a mirrored bracket, a letter with its marks) gets a code in a small extra font.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_JOINER = "\u200d"
_DROPPED = "BASE DSIG EBDT EBLC EBSC GPOS GSUB GDEF JSTF LTSH PCLT cmap name OS/2 post STAT"
"""Tables that a font in a PDF has no use for."""
# Presentation forms (U+FB50-FDFF, FE70-FEFF) never name a glyph: they are unsearchable for most readers.
_PRESENTATION = (range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))


@dataclass(frozen=True)
class Face:
    """One face of a font file."""

    data: bytes = field(repr=False)
    index: int = 0

    @cached_property
    def digest(self) -> str:
        """sha256 of the file, with the face's number: two faces with the same digest are the same."""
        return hashlib.sha256(self.data + bytes([self.index])).hexdigest()

    @cached_property
    def _hb(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(self.data), self.index))

    @cached_property
    def upem(self) -> int:
        """Font units per em."""
        return int(self._hb.face.upem)

    @cached_property
    def glyph_count(self) -> int:
        """Number of glyphs in the file."""
        return int(self._hb.face.glyph_count)

    @cached_property
    def _advances(self) -> dict[int, int]:
        return {}

    def advance(self, glyph: int) -> int:
        """Return a glyph's advance in font units."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = int(self._hb.get_glyph_h_advance(glyph))
        return found

    def width(self, glyph: int) -> int:
        """Return a glyph's advance in thousandths of an em, as the PDF's W array gives it."""
        return round(self.advance(glyph) * 1000 / self.upem)

    def digits(self, digits: str) -> list[int] | None:
        """Return the glyphs of ten digits, or None if the face lacks one."""
        glyphs = [self._hb.get_nominal_glyph(ord(digit)) for digit in digits]
        return [int(glyph) for glyph in glyphs] if all(glyphs) else None

    @cached_property
    def plain_text(self) -> Mapping[int, str]:
        """The one text of each glyph that has one: a function of the file alone, so that all parts agree."""
        found: dict[int, str] = {}
        for code in sorted(self._hb.face.unicodes):
            if not any(code in block for block in _PRESENTATION):
                found.setdefault(int(self._hb.get_nominal_glyph(code)), chr(code))
        for code in sorted(self._hb.face.unicodes):
            if 0x620 <= code <= 0x6D5 and chr(code).isalpha():
                for glyph in self._forms(chr(code)):
                    found.setdefault(glyph, chr(code))
        return found

    def _forms(self, letter: str) -> Iterable[int]:
        """Yield the glyphs of a letter's four joining forms, where a form is one glyph."""
        import uharfbuzz

        for before, after in (("", ""), ("", _JOINER), (_JOINER, ""), (_JOINER, _JOINER)):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(before + letter + after)
            buffer.guess_segment_properties()
            buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
            uharfbuzz.shape(self._hb, buffer)
            if len(buffer.glyph_infos) == 1:
                yield int(buffer.glyph_infos[0].codepoint)

    @cached_property
    def metrics(self) -> dict[str, int]:
        """Ascent, descent, cap height and bounding box for a font descriptor, in thousandths of an em."""
        font = self.outlines
        scale = 1000 / self.upem
        head, hhea = font["head"], font["hhea"]
        os2 = font.get("OS/2")
        cap = getattr(os2, "sCapHeight", 0) or hhea.ascent
        box = {name: round(getattr(head, name) * scale) for name in ("xMin", "yMin", "xMax", "yMax")}
        return {
            "Ascent": round(hhea.ascent * scale),
            "Descent": round(hhea.descent * scale),
            "CapHeight": round(cap * scale),
            **box,
        }

    @cached_property
    def name(self) -> str:
        """The PostScript name."""
        return str(self.outlines["name"].getDebugName(6) or "Font")

    @cached_property
    def outlines(self) -> Any:
        """The face in fontTools, for outlines and names."""
        from fontTools.ttLib import TTFont

        return TTFont(io.BytesIO(self.data), fontNumber=self.index, lazy=True)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return the face with the outlines of `glyphs` alone; glyph numbers stay (HarfBuzz RETAIN_GIDS)."""
        import uharfbuzz

        inputs = uharfbuzz.SubsetInput()
        inputs.glyph_set.update({0, *glyphs})
        inputs.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
        inputs.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED.split())
        return bytes(uharfbuzz.subset(self._hb.face, inputs).blob.data)


Component = tuple[int, int, int]
"""A glyph with its offset to the right and upwards, in font units."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one code of an extra font draws: glyphs with offsets (none: a blank), or a box for a missing character."""

    components: tuple[Component, ...]
    advance: int
    text: str
    missing: bool = False


@dataclass
class Codes:
    """The codes that one part of a book uses of one face."""

    face: Face
    plain: set[int] = field(default_factory=set)
    extra: dict[Drawn, int] = field(default_factory=dict)

    def code(self, drawn: Drawn) -> tuple[bool, int]:
        """Return (is plain, code) for what is to be drawn."""
        if self._is_plain(drawn):
            glyph = drawn.components[0][0]
            self.plain.add(glyph)
            return True, glyph
        return False, self.extra.setdefault(drawn, len(self.extra) + 1)

    def _is_plain(self, drawn: Drawn) -> bool:
        if drawn.missing or len(drawn.components) != 1:
            return False
        glyph, right, up = drawn.components[0]
        plain = (right, up, drawn.advance) == (0, 0, self.face.advance(glyph))
        return plain and self.face.plain_text.get(glyph) == drawn.text


def extra_font(codes: Codes) -> bytes:
    """Return a TrueType file with the glyphs of a part's extra codes; glyph numbers are the codes."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    source, face = codes.face.outlines, codes.face
    glyph_set, order = source.getGlyphSet(), source.getGlyphOrder()
    names, glyphs, metrics = (
        [".notdef"],
        {".notdef": TTGlyphPen(None).glyph()},
        {".notdef": (face.upem // 2, 0)},
    )
    for drawn, code in codes.extra.items():
        pen = TTGlyphPen(None)
        for glyph, right, up in drawn.components:
            recording = DecomposingRecordingPen(glyph_set)
            glyph_set[order[glyph]].draw(recording)
            recording.replay(TransformPen(pen, (1, 0, 0, 1, right, up)))
        if drawn.missing:
            _box(pen, drawn.advance, face.upem)
        name = f"g{code}"
        names.append(name)
        glyphs[name] = pen.glyph()
        metrics[name] = (drawn.advance, 0)
    builder = FontBuilder(face.upem, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({n: (a, getattr(table[n], "xMin", 0) or 0) for n, (a, _) in metrics.items()})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    output = io.BytesIO()
    builder.font.save(output)
    return output.getvalue()


def _box(pen: Any, advance: int, upem: int) -> None:
    """Draw the box of a missing character: an outline 0.7 em high."""
    edge, height, margin = upem // 25, upem * 7 // 10, upem // 20
    for inset, clockwise in ((0, True), (edge, False)):
        left, right, bottom, top = (
            margin + inset,
            max(advance - margin - inset, margin + inset + 1),
            inset,
            height - inset,
        )
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        corners = corners if clockwise else corners[::-1]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
