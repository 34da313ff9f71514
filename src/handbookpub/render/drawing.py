"""Figures as SVG in the page: labels in the reader's language, shapes mirrored for right-to-left, text never.

A drawing is untrusted data: elements and attributes that are not drawing are left out, so that no script and
no address outside the book reaches a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from handbookpub.languages import Language
from handbookpub.render.elements import Element
from handbookpub.render.facing import UPRIGHT, axis, is_turned, turn_round
from handbookpub.render.label_places import settle
from handbookpub.render.svg import SVG, TEXT, TSPAN, XLINK, BadDrawing, drop, number

SHAPES = {
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "use",
    "symbol",
    "marker",
    "defs",
}
PAINT = {"clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop"}
ELEMENTS = SHAPES | PAINT | {"svg", "text", "tspan", "title", "desc"}
_UNITS = re.compile(r"(?<=\d)(?:px|deg)")  # SVG's own transform has none
SWAPPED = {"start": "end", "end": "start"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing to be shown: its source, what it shows in a sentence, its labels, a prefix that makes its
    ids unique.
    """

    source: bytes
    alt: str
    labels: Mapping[str, str]
    prefix: str


def drawing(figure: Figure, language: Language) -> Element:
    """The `svg` element of a figure in a language. Raises BadDrawing."""
    root = parsed(figure.source)
    left, _top, width, _height = _view_box(root)
    edges = 2 * left + width if is_turned(root, language) else None
    for element in root.iter(TEXT):
        _fill(element, figure.labels)
    settle(root)
    for element in root.iterfind(f".//*[@{UPRIGHT}]"):
        axis(element)
    for element in root.iter(TEXT) if language.rtl else ():
        _turn(element, edges)
    if edges is not None:
        turn_round(root, edges)
    _unique_ids(root, figure.prefix)
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).startswith("data-")]:
            del element.attrib[key]
    root.set("class", "drawing")
    root.set("role", "img")
    root.set("aria-label", figure.alt)
    etree.cleanup_namespaces(root)
    return root


def parsed(source: bytes) -> Element:
    """The `svg` element of a drawing, without what is no drawing. Raises BadDrawing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        message, hint = f"the drawing is not well-formed: {error.msg}", "save it again from the program that drew it"
        raise BadDrawing(message, hint, error.lineno or 1) from error
    if root.tag != f"{{{SVG}}}svg":
        hint = f'type <svg xmlns="{SVG}" viewBox="0 0 400 200"> as its first line'
        raise BadDrawing("the drawing is not an SVG", hint)
    _harmless(root)
    root.tail = None
    return root


def _harmless(root: Element) -> None:
    for element in list(root.iter()):
        namespace, _, name = str(element.tag)[1:].partition("}")
        if name not in ELEMENTS or namespace != SVG:
            drop(element)
            continue
        for declaration in element.attrib.pop("style", "").split(";"):  # a page's policy refuses style attributes
            name, colon, value = declaration.partition(":")
            if colon and name.strip().isascii():
                element.set(name.strip(), (_UNITS.sub("", value) if name.strip() == "transform" else value).strip())
        for key, value in list(element.attrib.items()):
            address = str(key) in ("href", XLINK)
            foreign = not value.startswith("#") if address else "url(" in value.replace("url(#", "")
            if foreign or str(key).startswith("on") or (str(key).startswith("{") and not address):
                del element.attrib[key]


def _view_box(root: Element) -> tuple[float, float, float, float]:
    numbers = re.split(r"[ ,]+", root.get("viewBox", "").strip())
    try:
        left, top, width, height = (float(part) for part in numbers)
    except ValueError as error:
        hint = 'type viewBox="0 0 400 200", with its own width and height, into the svg element'
        raise BadDrawing("the drawing has no viewBox, so nobody knows its size", hint, root.sourceline or 1) from error
    return left, top, width, height


def _fill(element: Element, labels: Mapping[str, str]) -> None:
    """Put the reader's words into a label."""
    key = element.get("data-label", "")
    if key in labels:
        for child in list(element):
            element.remove(child)
        element.text = labels[key]


def _turn(element: Element, mirror: float | None) -> None:
    """Set a label from right to left, and move it where its shape went: x becomes `mirror` - x."""
    element.set("direction", "rtl")
    if mirror is None:  # nothing is mirrored: the text keeps its place, though "start" is now its right end
        element.set("text-anchor", SWAPPED.get(element.get("text-anchor", "start"), "middle"))
        return
    for part in (element, *element.iter(TSPAN)):
        part.set("x", number(mirror - float(part.get("x", "0"))))


def _unique_ids(root: Element, prefix: str) -> None:
    own = [element.get("id", "") for element in root.iter() if element.get("id")]
    names = {name: f"{prefix}.{name}" for name in own}

    def renamed(match: re.Match[str]) -> str:
        return f"url(#{names.get(match[1], match[1])})"

    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if str(key) == "id":
                element.set(key, names[value])
            elif str(key) in ("href", XLINK):
                element.set(key, "#" + names.get(value[1:], value[1:]))
            elif "url(#" in value:
                element.set(key, re.sub(r"url\(#([^)]+)\)", renamed, value))
