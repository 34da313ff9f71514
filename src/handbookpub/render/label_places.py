"""Labels of a drawing, each at a place of its own: out of the groups that move it, by its alphabetic baseline.

A browser follows every transform and baseline of SVG, print sets labels as text of the page. So the place is worked
out once, before either: x and y in units of the viewBox. What only a browser could show is refused, with the text to
type.
"""

from __future__ import annotations

from .elements import Element
from .facing import UPRIGHT
from .svg import FONT_SIZE, SVG, TEXT, TSPAN, USE, XLINK, BadDrawing, drop, inherited, length, number
from .transforms import UNMOVED, Matrix, apply, matrix, times, upright

BASELINES = {
    "auto": 0.0,
    "alphabetic": 0.0,
    "middle": 0.268,
    "central": 0.388,
    "mathematical": 0.535,
    "hanging": 0.855,
    "text-before-edge": 1.069,
    "text-top": 1.069,
    "text-after-edge": -0.293,
    "text-bottom": -0.293,
    "ideographic": -0.293,
}
"""How far below each baseline of CSS Inline 3 the alphabetic one lies, in sizes of the font: those of Noto Sans and
Noto Serif, for labels of all scripts, so that the labels of one drawing stay on one line.
"""
_TAKEN_ALONG = ("font-size", "font-weight", "font-family", "font-style", "fill", "text-anchor")
_DRAWN_ELSEWHERE = {f"{{{SVG}}}{name}" for name in ("defs", "symbol", "pattern", "marker", "mask", "clipPath")}
_ONLY_SCREEN = ("rotate", "textLength", "baseline-shift", "alignment-baseline", "writing-mode", "transform-origin")


def settle(root: Element) -> None:
    """Give each label of a drawing a plain x and y. Raises BadDrawing."""
    for text in list(root.iter(TEXT)):
        if _hidden(text):
            drop(text)
            continue
        _refuse(text, root)
        moved = _moved(text, root)
        _lines(text, moved)
        if moved != UNMOVED or any(group.get("data-mirror") for group in text.iterancestors()):
            _lift(text, root)


def _hidden(text: Element) -> bool:
    holders = [text, *text.iterancestors()]
    return inherited(text, "visibility", "") == "hidden" or any(one.get("display") == "none" for one in holders)


def _refuse(text: Element, root: Element) -> None:
    """Refuse a label that is drawn where it does not stand, or set as print does not set it."""
    holders = list(text.iterancestors())
    names = {one.get("id") for one in (text, *holders)} - {None}
    used = {use.get("href", use.get(XLINK, ""))[1:] for use in root.iter(USE)}
    if names & used or any(one.tag in _DRAWN_ELSEWHERE or (one.tag == root.tag and one is not root) for one in holders):
        raise _bad(text, "is drawn in another place than its own", f"type {_plain(text)} at the end of the drawing")
    if any(one.get(UPRIGHT) is not None for one in (text, *holders)):
        raise _bad(text, "stands in a shape that is kept upright", f"type {_plain(text)} outside of it")
    for element in (text, *text.iter(TSPAN), *holders):
        for key in (*_ONLY_SCREEN, *(["transform"] if element is root else [])):
            if element.get(key):
                raise _bad(text, f"has {key}, which print cannot show", f'delete {key}="{element.get(key)}"')


def _moved(text: Element, root: Element) -> Matrix:
    """What all groups round a label, and its own transform, do to it. Raises BadDrawing if they turn it."""
    moved = UNMOVED
    for element in reversed([text, *text.iterancestors()]):
        if typed := element.get("transform", ""):
            try:
                moved = times(moved, matrix(typed))
            except ValueError as error:
                hint = f"type {_plain(text)} outside of it"
                raise _bad(text, f'stands in transform="{typed}", which says nothing', hint) from error
    if not upright(moved):
        place = apply(moved, length(text, "x", FONT_SIZE), length(text, "y", FONT_SIZE))
        hint = f"type {_plain(text, *place)} outside of the transform"
        raise _bad(text, "is turned or stretched, which print cannot show", hint)
    return moved


def _lines(text: Element, moved: Matrix) -> None:
    """Set the place of each line of a label, and its size where it is scaled."""
    x = y = 0.0
    written = ""
    for line in (text, *text.iterfind(TSPAN)):
        size = _size(line)
        if line is not text and line.get("x") is None and written.strip():
            raise _bad(text, "goes on in a tspan without x", 'type x="…" and y="…" on each tspan')
        if line is not text and "".join([line.tail or "", *(child.tail or "" for child in line)]).strip():
            raise _bad(text, "has words after a tspan", "put them into a tspan with x and y")
        x = (length(line, "x", size) if line.get("x") else x) + length(line, "dx", size)
        y = (length(line, "y", size) if line.get("y") else y) + length(line, "dy", size)
        lower = BASELINES.get(inherited(line, "dominant-baseline", "auto"), 0.0) * size
        _place(line, apply(moved, x, y + lower), size * moved[0] if moved != UNMOVED else None)
        written += line.text or ""
    for line in (text, *text.iterfind(TSPAN)):
        if inherited(line, "dominant-baseline", ""):
            line.set("dominant-baseline", "alphabetic")


def _size(element: Element | None) -> float:
    if element is None:
        return FONT_SIZE
    outer = _size(element.getparent())
    return length(element, "font-size", outer) or outer


def _place(line: Element, place: tuple[float, float], size: float | None) -> None:
    for key in ("dx", "dy", "transform"):
        line.attrib.pop(key, None)
    line.set("x", number(place[0]))
    line.set("y", number(place[1]))
    if size is not None:
        line.set("font-size", number(size))


def _lift(text: Element, root: Element) -> None:
    """Take a label out of its groups, with what it inherits from them."""
    for key in _TAKEN_ALONG:
        if value := inherited(text, key, ""):
            text.set(key, value)
    root.append(text)


def _plain(text: Element, x: float | None = None, y: float | None = None) -> str:
    key = text.get("data-label", "")
    place = [number(x), number(y)] if x is not None and y is not None else [text.get("x", "0"), text.get("y", "0")]
    named = f'data-label="{key}" ' if key else ""
    return f'<text {named}x="{place[0]}" y="{place[1]}">'


def _bad(text: Element, fault: str, hint: str) -> BadDrawing:
    name = text.get("data-label") or " ".join("".join(text.itertext()).split())
    return BadDrawing(f"the label `{name}` {fault}", hint, text.sourceline or 1)
