"""What a page paints besides text: rectangles and straight strokes (ISO 32000-1, 8.5).

Enough to know which box or cell a line stands in, and how far down a page is used. A path counts as the
rectangle round its points, and so does what it is clipped to. Lengths are in points, from the page's lower
left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .operators import IDENTITY, MAX_DEPTH, Matrix, interpret, multiply

OPERATORS = "q Q cm re m l c v y h S s f F f* B B* b b* n W W* Do"
THIN = 0.5
"""A shape that is narrower than this many points is a stroke."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted path, as the rectangle round it."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def upright(self) -> bool:
        """True for a vertical stroke: the rule between two cells, the side of a box."""
        return self.right - self.left < THIN < self.top - self.bottom

    def within(self, other: Shape) -> Shape:
        """The part of it that lies in another; it may be empty, with its sides exchanged."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Shape(left, bottom, min(self.right, other.right), min(self.top, other.top))


EVERYWHERE = Shape(float("-inf"), float("-inf"), float("inf"), float("inf"))


@dataclass(slots=True)
class _Painter:
    ctm: Matrix = IDENTITY
    clip: Shape = EVERYWHERE
    clips: bool = False
    saved: list[tuple[Matrix, Shape]] = field(default_factory=list)
    paths: list[list[tuple[float, float]]] = field(default_factory=list)
    found: list[Shape] = field(default_factory=list)
    resources: Any = None
    depth: int = 0

    def run(self, stream: Any, resources: Any) -> None:
        """Run a stream: a page, or a form inside it."""
        outer, self.resources = self.resources, resources
        interpret(self, stream, OPERATORS, _HANDLERS)
        self.resources = outer

    def add(self, numbers: list[float], new: bool) -> None:
        """Enter points, given as x y x y, in a new path or the last one."""
        a, b, c, d, e, f = self.ctm
        points = zip(numbers[::2], numbers[1::2], strict=True)
        placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        if new or not self.paths:
            self.paths.append(placed)
        else:
            self.paths[-1].extend(placed)

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = map(float, operands)
        self.add([x, y, x + width, y, x + width, y + height, x, y + height], new=True)

    def paint(self, _: Any = None) -> None:
        for points in self.paths:
            shown = _round(points).within(self.clip)
            if shown.left <= shown.right and shown.bottom <= shown.top:
                self.found.append(shown)
        self.end()

    def end(self, _: Any = None) -> None:
        """End a path; one that clips narrows what is shown after it (8.5.4)."""
        if self.clips and self.paths:
            self.clip = _round([point for points in self.paths for point in points]).within(self.clip)
        self.paths, self.clips = [], False

    def will_clip(self, _: Any) -> None:
        self.clips = True

    def save(self, _: Any = None) -> None:
        self.saved.append((self.ctm, self.clip))

    def restore(self, _: Any = None) -> None:
        if self.saved:
            self.ctm, self.clip = self.saved.pop()

    def concatenate(self, operands: Any) -> None:
        a, b, c, d, e, f = map(float, operands)
        self.ctm = multiply((a, b, c, d, e, f), self.ctm)

    def do(self, operands: Any) -> None:
        """Draw a picture as the square it fills, a form as what it paints."""
        inner = self.resources.get("/XObject", {}).get(str(operands[0])) if self.resources is not None else None
        if inner is None or self.depth >= MAX_DEPTH:
            return
        kept, outer = (self.ctm, self.clip), self.saved
        self.saved = []
        if inner.get("/Subtype") == "/Image":
            self.rectangle((0, 0, 1, 1))
            self.paint()
        elif inner.get("/Subtype") == "/Form":
            self.concatenate(inner.get("/Matrix", IDENTITY))
            self.depth += 1
            self.run(inner, inner.get("/Resources", self.resources))
            self.depth -= 1
        (self.ctm, self.clip), self.saved = kept, outer


def _round(points: list[tuple[float, float]]) -> Shape:
    across, up = [x for x, _ in points], [y for _, y in points]
    return Shape(min(across), min(up), max(across), max(up))


def _extend(painter: _Painter, operands: Any) -> None:
    painter.add([float(value) for value in operands], new=False)


_HANDLERS: dict[str, Callable[[_Painter, Any], None]] = {
    "q": _Painter.save,
    "Q": _Painter.restore,
    "cm": _Painter.concatenate,
    "re": _Painter.rectangle,
    "m": lambda painter, operands: painter.add([float(value) for value in operands], new=True),
    "n": _Painter.end,
    "W": _Painter.will_clip,
    "W*": _Painter.will_clip,
    "Do": _Painter.do,
    **dict.fromkeys(("l", "c", "v", "y"), _extend),
    **dict.fromkeys(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), _Painter.paint),
}


def read(page: Any) -> tuple[Shape, ...]:
    """Return what a pikepdf page paints, in drawing order."""
    painter = _Painter()
    painter.run(page, page.obj.get("/Resources"))
    return tuple(painter.found)
