"""The operators of a content stream, as far as text needs them (ISO 32000-1, annex A)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from . import fonts
from .fonts import Font

M = TypeVar("M")
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
OPERATORS = "q Q cm BT ET Tf Tm Td TD T* TL Tc Tw Tz Ts TJ Tj ' \" Do BDC BMC EMC rg g k sc scn gs"
MAX_DEPTH = 12
"""Forms inside forms; deeper ones are a loop."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph. `mcid` is None outside the structure tree; `artifact` marks running heads and
    folios.
    """

    text: str
    code: int
    font: Font
    x: float
    y: float
    advance: float
    size: float
    page: int
    mcid: int | None
    artifact: bool
    fill: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Half way of the advance: glyphs of one line sort by it, however they are kerned."""
        return self.x + self.advance / 2


@dataclass(slots=True)
class _Text:
    """The text state (9.3); `q` saves it."""

    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Mark:
    mcid: int | None
    artifact: bool


@dataclass(slots=True)
class Reader:
    """The state of one page while its stream runs (8.4, 9.3); results gather in `glyphs` and `opened`."""

    page: int
    font_cache: dict[str, Font]
    glyphs: list[Glyph] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    ctm: Matrix = IDENTITY
    text: _Text = field(default_factory=_Text)
    fill: tuple[float, ...] = (0.0,)
    tm: Matrix = IDENTITY
    line: Matrix = IDENTITY
    saved: list[tuple[Matrix, _Text, tuple[float, ...]]] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=lambda: [_Mark(None, False)])
    resources: Any = None
    depth: int = 0

    def run(self, stream: Any, resources: Any) -> None:
        """Run a stream: a page, or a form inside it."""
        outer, self.resources = self.resources, resources
        interpret(self, stream, OPERATORS, _HANDLERS)
        self.resources = outer

    def resource(self, kind: str, name: Any) -> Any:
        return self.resources.get(kind, {}).get(str(name)) if self.resources is not None else None

    def use_font(self, operands: Any) -> None:
        self.text.size = float(operands[1])
        raw = self.resource("/Font", operands[0])
        if raw is None:
            self.text.font = None
            return
        key = f"{raw.objgen[0]}" if raw.is_indirect else f"direct {operands[0]} {self.page}"
        if key not in self.font_cache:
            self.font_cache[key] = fonts.load(raw, key)
        self.text.font = self.font_cache[key]

    def show(self, data: bytes) -> None:
        state, font = self.text, self.text.font
        if font is None:
            return
        a, b, c, d, e, f = multiply(self.tm, self.ctm)
        mark, pen, size = self.marks[-1], 0.0, state.size * (c * c + d * d) ** 0.5
        x, y = e + state.rise * c, f + state.rise * d
        for code in font.codes(data):
            spacing = state.spacing + (state.word_spacing if code == 32 and not font.composite else 0.0)
            step = (font.width(code) / 1000 * state.size + spacing) * state.scale
            self.glyphs.append(
                Glyph(
                    font.text(code),
                    code,
                    font,
                    x + pen * a,
                    y + pen * b,
                    step * a,
                    size,
                    self.page,
                    mark.mcid,
                    mark.artifact,
                    self.fill,
                )
            )
            pen += step
        self.tm = multiply((1.0, 0.0, 0.0, 1.0, pen, 0.0), self.tm)

    def show_array(self, items: Any) -> None:
        for item in items:
            if isinstance(item, (int, float)) or not hasattr(item, "__bytes__"):
                shift = -float(item) / 1000 * self.text.size * self.text.scale
                self.tm = multiply((1.0, 0.0, 0.0, 1.0, shift, 0.0), self.tm)
            else:
                self.show(bytes(item))

    def new_line(self, x: float, y: float) -> None:
        self.line = self.tm = multiply((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def begin_mark(self, operands: Any) -> None:
        tag, outer = str(operands[0]), self.marks[-1]
        properties = operands[1] if len(operands) > 1 else None
        if properties is not None and not hasattr(properties, "keys"):
            properties = self.resource("/Properties", properties)
        mcid = properties.get("/MCID") if properties is not None and hasattr(properties, "keys") else None
        if mcid is not None:
            self.opened.append(int(mcid))
        artifact = outer.artifact or tag == "/Artifact"
        self.marks.append(_Mark(outer.mcid if mcid is None else int(mcid), artifact))

    def end_mark(self, _: Any) -> None:
        if len(self.marks) > 1:
            self.marks.pop()

    def save(self, _: Any = None) -> None:
        self.saved.append((self.ctm, replace(self.text), self.fill))

    def restore(self, _: Any = None) -> None:
        if self.saved:
            self.ctm, self.text, self.fill = self.saved.pop()

    def do(self, operands: Any) -> None:
        form = self.resource("/XObject", operands[0])
        if form is None or form.get("/Subtype") != "/Form" or self.depth >= MAX_DEPTH:
            return
        self.save()
        tm, line, marks = self.tm, self.line, len(self.marks)
        self.depth += 1
        self.ctm = multiply(_matrix(form.get("/Matrix", IDENTITY)), self.ctm)
        self.run(form, form.get("/Resources", self.resources))
        self.depth -= 1
        self.tm, self.line = tm, line
        del self.marks[marks:]
        self.restore()


def interpret(machine: M, stream: Any, operators: str, handlers: Mapping[str, Callable[[M, Any], None]]) -> None:
    """Give each instruction of a stream to the handler of its operator."""
    import pikepdf

    for instruction in pikepdf.parse_content_stream(stream, operators):
        handler = handlers.get(str(instruction.operator))
        if handler:
            handler(machine, instruction.operands)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return m x n: first m, then n (8.3.4)."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def _begin_text(reader: Reader, _: Any) -> None:
    reader.tm = reader.line = IDENTITY


def _set_matrix(reader: Reader, operands: Any) -> None:
    reader.tm = reader.line = _matrix(operands)


def _concatenate(reader: Reader, operands: Any) -> None:
    reader.ctm = multiply(_matrix(operands), reader.ctm)


def _move_with_leading(reader: Reader, operands: Any) -> None:
    reader.text.leading = -float(operands[1])
    reader.new_line(float(operands[0]), float(operands[1]))


def _next_line(reader: Reader, _: Any = None) -> None:
    reader.new_line(0.0, -reader.text.leading)


def _quote(reader: Reader, operands: Any) -> None:
    _next_line(reader)
    reader.show(bytes(operands[-1]))


def _double_quote(reader: Reader, operands: Any) -> None:
    reader.text.word_spacing, reader.text.spacing = float(operands[0]), float(operands[1])
    _quote(reader, operands)


def _set_fill(reader: Reader, operands: Any) -> None:
    reader.fill = tuple(float(value) for value in operands if not hasattr(value, "keys") and _number(value))


def _number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _setter(name: str, factor: float = 1.0) -> Callable[[Reader, Any], None]:
    return lambda reader, operands: setattr(reader.text, name, float(operands[0]) * factor)


_HANDLERS: dict[str, Callable[[Reader, Any], None]] = {
    "q": Reader.save,
    "Q": Reader.restore,
    "cm": _concatenate,
    "BT": _begin_text,
    "Tf": Reader.use_font,
    "Tm": _set_matrix,
    "Td": lambda reader, operands: reader.new_line(float(operands[0]), float(operands[1])),
    "TD": _move_with_leading,
    "T*": _next_line,
    "TL": _setter("leading"),
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "Tz": _setter("scale", 0.01),
    "Ts": _setter("rise"),
    "TJ": lambda reader, operands: reader.show_array(operands[0]),
    "Tj": lambda reader, operands: reader.show(bytes(operands[0])),
    "'": _quote,
    '"': _double_quote,
    "Do": Reader.do,
    "BDC": Reader.begin_mark,
    "BMC": Reader.begin_mark,
    "EMC": Reader.end_mark,
    "rg": _set_fill,
    "g": _set_fill,
    "k": _set_fill,
    "sc": _set_fill,
    "scn": _set_fill,
}
