"""Names and numbers of SVG, and the fault of a drawing that cannot be shown."""

from __future__ import annotations

import re

from handbookpub.render.elements import Element

SVG = "http://www.w3.org/2000/svg"
TEXT, TSPAN, USE = (f"{{{SVG}}}{name}" for name in ("text", "tspan", "use"))
XLINK = "{http://www.w3.org/1999/xlink}href"
FONT_SIZE = 16.0
"""What SVG text has where nothing says a size: `medium` of CSS, in units of the drawing."""

_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(px|em)?")


class BadDrawing(ValueError):
    """The file is no SVG, or it has something that not every output can show in its place: the line, what is wrong,
    and the text to type.
    """

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


def number(value: float) -> str:
    """A number as SVG writes it, to a thousandth of a unit."""
    typed = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if typed == "-0" else typed


def length(element: Element, key: str, size: float) -> float:
    """A length of an element in units of the drawing; 0 if it has none. `em` counts by `size`. Raises BadDrawing."""
    typed = element.get(key, "").strip()
    if not typed:
        return 0.0
    found = _LENGTH.fullmatch(typed)
    if found is None:
        hint = f'type {key}="…" with one number in the units of the viewBox'
        raise BadDrawing(f'{key}="{typed}" of a label is no single number', hint, element.sourceline or 1)
    return float(found[1]) * (size if found[2] == "em" else 1)


def inherited(element: Element, key: str, default: str) -> str:
    """The value of an attribute that elements inherit."""
    return next((one.get(key, "") for one in (element, *element.iterancestors()) if one.get(key)), default)


def drop(element: Element) -> None:
    """Take an element out; a tail here is only white space between shapes."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
