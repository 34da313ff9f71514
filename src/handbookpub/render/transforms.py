"""The `transform` of SVG as a matrix (CSS Transforms 1, section 13: `a b c d e f`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import cos, isclose, radians, sin, tan

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_CALL = re.compile(r"(\w+)\s*\(([^()]*)\)\s*,?\s*")
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*,?\s*")


def matrix(transform: str) -> Matrix:
    """The matrix of a list of transforms. Raises ValueError for a list that is none."""
    result, rest = UNMOVED, transform.strip()
    while rest:
        call = _CALL.match(rest)
        if call is None or call[1] not in _FUNCTIONS or _NUMBER.sub("", call[2].strip()):
            raise ValueError(transform)
        try:
            result = times(result, _FUNCTIONS[call[1]](*map(float, _NUMBER.findall(call[2]))))
        except TypeError as error:  # a number too few or too many
            raise ValueError(transform) from error
        rest = rest[call.end() :]
    return result


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix of what stands inside another."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def apply(by: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to stand."""
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def upright(by: Matrix) -> bool:
    """Whether text stays as it is but for its place and its size: not turned, turned round or stretched."""
    a, b, c, d, _, _ = by
    flat = isclose(b, 0, abs_tol=1e-6) and isclose(c, 0, abs_tol=1e-6)
    return flat and a > 0 and isclose(a, d, rel_tol=1e-3)


def _translate(x: float, y: float = 0.0) -> Matrix:
    return 1.0, 0.0, 0.0, 1.0, x, y


def _scale(x: float, y: float | None = None) -> Matrix:
    return x, 0.0, 0.0, x if y is None else y, 0.0, 0.0


def _matrix(a: float, b: float, c: float, d: float, e: float, f: float) -> Matrix:
    return a, b, c, d, e, f


def _rotate(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    c, s = cos(radians(angle)), sin(radians(angle))
    return times(times(_translate(x, y), (c, s, -s, c, 0.0, 0.0)), _translate(-x, -y))


_FUNCTIONS: Mapping[str, Callable[..., Matrix]] = {
    "translate": _translate,
    "scale": _scale,
    "matrix": _matrix,
    "rotate": _rotate,
    "skewX": lambda angle: (1.0, 0.0, tan(radians(angle)), 1.0, 0.0, 0.0),
    "skewY": lambda angle: (1.0, tan(radians(angle)), 0.0, 1.0, 0.0, 0.0),
}
