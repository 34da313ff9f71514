"""How a drawing stands in languages that are written from right to left: it says so itself, on its `svg` element.

`data-direction` is `neutral` (the same drawing for everybody), `mirror` (what stands in `<g data-mirror="true">` is
turned round) or `variant` (`name.rtl.svg`, drawn from right to left, stands beside `name.svg`). In what is turned
round, `data-upright="x"` keeps a clock, a tick or a logo as it is drawn: it moves with the shapes round it, and x is
its middle.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TypeVar

from handbookpub.languages import Language
from handbookpub.render.elements import Element
from handbookpub.render.svg import SVG, BadDrawing, number

ATTRIBUTE = "data-direction"
NEUTRAL, MIRROR, VARIANT = DIRECTIONS = ("neutral", "mirror", "variant")
UPRIGHT = "data-upright"
GROUPS = f".//{{{SVG}}}g[@data-mirror='true']"
ENDING = ".rtl.svg"
Somewhere = TypeVar("Somewhere", bound=PurePath)


def variant_of(path: Somewhere) -> Somewhere:
    """Where the right-to-left drawing of a drawing stands."""
    return path.with_name(path.name.removesuffix(".svg") + ENDING)


def is_turned(drawing: Element, language: Language) -> bool:
    """Whether shapes of a drawing are turned round in a language. One that declares nothing is taken by its groups."""
    return language.rtl and drawing.get(ATTRIBUTE, MIRROR) == MIRROR and drawing.find(GROUPS) is not None


def turn_round(drawing: Element, edges: float) -> None:
    """Turn the groups round: x becomes `edges` - x. What stays upright moves to its new place as it is drawn."""
    for element in drawing.iterfind(f"{GROUPS}//*[@{UPRIGHT}]"):
        _put(element, element.get("transform", ""), f"translate({number(2 * axis(element))} 0) scale(-1 1)")
    for group in drawing.iterfind(GROUPS):
        _put(group, f"translate({number(edges)} 0) scale(-1 1)", group.get("transform", ""))


def axis(element: Element) -> float:
    """The x of the middle of a shape that stays upright, as the shape itself counts. Raises BadDrawing."""
    typed = element.get(UPRIGHT, "")
    try:
        return float(typed)
    except ValueError as error:
        message, hint = f'{UPRIGHT}="{typed}" is no number', f'type {UPRIGHT}="…" with the x of the middle of the shape'
        raise BadDrawing(message, hint, element.sourceline or 1) from error


def _put(element: Element, *transforms: str) -> None:
    element.set("transform", " ".join(filter(None, transforms)))
