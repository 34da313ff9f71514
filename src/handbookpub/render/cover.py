"""The cover picture that shops and shelves show: the title in the book's own letters, drawn, the same
everywhere.

Letters are shaped by HarfBuzz in runs of one direction (UAX#9 L2), their outlines become a one-page PDF, and
PDFium paints it. No font of the machine takes part.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fontTools.pens.basePen import BasePen

from handbookpub import fonts
from handbookpub.languages import Language
from handbookpub.model import Edition
from handbookpub.pdfread import pdfium

WIDTH, HEIGHT = 1600, 2400  # pixels, and units of the drawing; shops ask for 1600 on the short side
MARGIN, TOP, GAP = 160, 420, 120
INK, PAPER = "0.13 g", "1 g"


@dataclass(frozen=True, slots=True)
class Block:
    """Text of one size and weight; `size` is the font size in units."""

    text: str
    role: str
    weight: int
    size: float
    colour: str


def cover_png(edition: Edition, publisher: str) -> bytes:
    """The cover as a greyscale PNG."""
    language = edition.language
    title = _Setter(language, Block(edition.title, "heading", 700, 130, INK))
    subtitle = _Setter(language, Block(edition.subtitle, "heading", 400, 72, INK))
    name = _Setter(language, Block(publisher, "heading", 400, 64, PAPER))
    frame = f"{INK} 0 0 {WIDTH} {HEIGHT} re f {PAPER} 60 60 {WIDTH - 120} {HEIGHT - 120} re f"
    foot = f"{INK} 60 60 {WIDTH - 120} 400 re f"
    below = TOP + title.height() + GAP
    drawn = [*title.operators(TOP), *subtitle.operators(below), *name.operators(HEIGHT - 310)]
    return _png(_painted("\n".join([frame, foot, *drawn])))


class _Setter:
    """Sets text of one block: shaping, widths, outlines."""

    def __init__(self, language: Language, block: Block) -> None:
        self.language, self.block = language, block
        own = dict.fromkeys([*language.fonts[block.role], *language.fonts["body"], *language.fonts["latin"]])
        self.families = [fonts.family(name) for name in own]

        self.leading = block.size * language.line_height * 0.85

    def height(self) -> float:
        """What the block takes of the page, in units."""
        return len(self.lines()) * self.leading

    def operators(self, top: float) -> Iterator[str]:
        """PDF operators of the block, `top` units below the upper edge, its lines flush where lines start."""
        for number, line in enumerate(self.lines(), 1):
            left = WIDTH - MARGIN - self.width(line) if self.language.rtl else MARGIN
            place = f"1 0 0 1 {left:.2f} {HEIGHT - top - number * self.leading:.2f} cm"
            yield f"q {self.block.colour} {place} {self.drawn(line)} Q"

    def lines(self, width: float = WIDTH - 2 * MARGIN) -> list[str]:
        """The text in lines no wider than `width`, broken at spaces."""
        lines: list[str] = []
        for word in self.block.text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def width(self, line: str) -> float:
        """The advance of a line in units."""
        return sum(advance for _, _, advance in self._glyphs(line))

    def drawn(self, line: str) -> str:
        """Path operators of a line whose start is at the origin."""
        operators, x = [], 0.0
        for outline, scale, advance in self._glyphs(line):
            operators.append(f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} 0 cm {outline} f Q")
            x += advance
        return "\n".join(operators)

    def _glyphs(self, line: str) -> Iterator[tuple[str, float, float]]:
        """Outline, scale and advance of each glyph, from left to right."""
        from handbookpub.render.levels import levels

        leveled = zip(line, levels(line, self.language.direction), strict=True)
        grouped = groupby(leveled, lambda pair: pair[1])
        runs = [(level, "".join(text for text, _ in group)) for level, group in grouped]
        for level, text in _visual(runs):
            yield from self._shaped(text, level)

    def _shaped(self, text: str, level: int) -> Iterator[tuple[str, float, float]]:
        import uharfbuzz as hb

        data = self._face(text).path.read_bytes()
        font = hb.Font(hb.Face(data))
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if level % 2 else "ltr"
        hb.shape(font, buffer)
        scale = self.block.size / font.face.upem
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = _Pen((position.x_offset, position.y_offset))
            font.draw_glyph_with_pen(info.codepoint, pen)
            yield "\n".join(pen.operators), scale, position.x_advance * scale

    def _face(self, text: str) -> fonts.Face:
        """The face of the wanted weight in the first family that has every letter, else the first one."""
        letters = {ord(c) for c in text if not c.isspace()}
        fitting = [each for each in self.families if letters <= fonts.coverage(each.faces[0].path)]
        family = (fitting or self.families)[0]
        upright = [face for face in family.faces if face.style == "normal"]
        return min(upright, key=lambda face: abs(face.weight - self.block.weight))


def _visual(runs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Runs in the order of the page (UAX#9 L2): from the highest level to the lowest odd one, turn what is
    nested.
    """
    order = list(runs)
    for level in range(max((level for level, _ in runs), default=0), 0, -1):
        order = _turned(order, level)
    return order


def _turned(runs: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    """Each sequence of runs at `level` or above, the other way round."""
    result: list[tuple[int, str]] = []
    for inside, group in groupby(runs, lambda run: run[0] >= level):
        members = list(group)
        result += members[::-1] if inside else members
    return result


class _Pen(BasePen):  # type: ignore[misc]
    """Writes outlines as PDF path operators, moved by `offset` font units; BasePen makes all curves cubic."""

    def __init__(self, offset: tuple[int, int]) -> None:
        super().__init__(None)
        self.offset = offset
        self.operators: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        dx, dy = self.offset
        self.operators.append(" ".join([*(f"{x + dx:g} {y + dy:g}" for x, y in points), operator]))

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def _closePath(self) -> None:
        self._add("h")


def _painted(content: str) -> bytes:
    """Rows of grey bytes of a page with this content."""
    import pikepdf

    document = pikepdf.new()
    page = document.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.Contents = document.make_stream(content.encode())
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id=True)
    with pdfium.document(buffer.getvalue()) as painted:
        bitmap = painted[0].render(scale=1, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        bitmap.close()
    return b"".join(data[row * stride : row * stride + WIDTH] for row in range(HEIGHT))


def _png(grey: bytes) -> bytes:
    """Grey bytes as PNG (ISO/IEC 15948): signature, header, one block of data, end."""
    rows = b"".join(b"\x00" + grey[row * WIDTH : (row + 1) * WIDTH] for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
