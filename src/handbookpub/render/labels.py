"""Labels of drawings as real text.

The layout engine draws SVG text letter by letter, from left to right and unjoined. So the drawing is printed
without its labels, and each label is set over it as a paragraph of the page: shaped, ordered and extracted like all
other text.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from lxml import etree

from .elements import Element
from .svg import FONT_SIZE, SVG, TEXT, TSPAN, inherited

_RISE = 2.0  # sizes of the font from the top of a label's box to its baseline; print.css draws that high

_ROOM = 60.0  # sizes of the font that a label's box is wide: one that is wider than its box would leave its anchor

_SIDES = {
    "ltr": {"start": "left", "middle": "center", "end": "right"},
    "rtl": {"start": "right", "middle": "center", "end": "left"},
}
"""Which side of the text an anchor holds (SVG 2, 11.10.2.1: start and end go by the direction)."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label in the drawing's units: the point of its baseline, which part of the text stands there, its size."""

    text: str
    x: float
    y: float
    size: float
    side: str
    bold: bool


def overlay(root: Element, width: float) -> None:
    """Replace each inline drawing below `root` by a picture `width` millimetres wide with its labels over it."""
    for drawing in list(root.iter(f"{{{SVG}}}svg")):
        _overlay(drawing, width)


def _overlay(drawing: Element, width: float) -> None:
    left, top, units, height = (float(part) for part in drawing.get("viewBox", "0 0 1 1").replace(",", " ").split())
    labels = _take_labels(drawing)
    scale = width / units
    drawing.set("width", f"{width:.3f}mm")
    drawing.set("height", f"{height * scale:.3f}mm")
    alt = drawing.attrib.pop("aria-label", "")
    for key in ("role", "class"):
        drawing.attrib.pop(key, None)
    holder = etree.Element("div", {"class": "drawing", "style": f"width:{width:.3f}mm;height:{height * scale:.3f}mm"})
    holder.tail, drawing.tail = drawing.tail, None
    parent = drawing.getparent()
    if parent is None:
        return
    parent.replace(drawing, holder)
    source = base64.b64encode(etree.tostring(drawing)).decode()
    etree.SubElement(holder, "img", {"src": f"data:image/svg+xml;base64,{source}", "alt": alt})
    for label in labels:
        holder.append(_paragraph(label, left, top, scale))


def _take_labels(drawing: Element) -> list[Label]:
    labels: list[Label] = []
    for text in list(drawing.iter(TEXT)):
        lines = [text, *text.iterfind(TSPAN)]
        labels.extend(found for line in lines if (found := _label(line)) is not None)
        parent = text.getparent()
        if parent is not None:
            parent.remove(text)
    return labels


def _label(line: Element) -> Label | None:
    words = " ".join((line.text or "").split())
    if not words:
        return None

    weight = inherited(line, "font-weight", "normal")
    return Label(
        words,
        float(line.get("x", "0")),
        float(line.get("y", "0")),
        float(inherited(line, "font-size", str(FONT_SIZE)).removesuffix("px")),
        _SIDES.get(inherited(line, "direction", "ltr"), _SIDES["ltr"]).get(
            inherited(line, "text-anchor", "start"), "left"
        ),
        weight == "bold" or (weight.isdigit() and int(weight) >= 600),
    )


def _paragraph(label: Label, left: float, top: float, scale: float) -> Element:
    """Set a label in a box that is wide enough for any text and anchored as the drawing says."""
    room = _ROOM * label.size
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}[label.side]
    style = {
        "left": (label.x - left - shift * room) * scale,
        "top": (label.y - top - label.size * _RISE) * scale,
        "width": room * scale,
        "font-size": label.size * scale,
        "line-height": label.size * 1.3 * scale,
    }
    declarations = ";".join(f"{name}:{size:.3f}mm" for name, size in style.items())
    paragraph = etree.Element("p", {"class": "drawing-label", "style": f"{declarations};text-align:{label.side}"})
    if label.bold:
        paragraph.set("style", f"{paragraph.get('style')};font-weight:bold")
    paragraph.text = label.text
    return paragraph
