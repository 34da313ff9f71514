"""Chapters as light as a page can carry them: what no reader sees and nothing links to is left out.

A page's weight is what a reader pays. Nothing here changes a word, a link that leads somewhere, or what a screen
reader says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree
from markupsafe import Markup

from handbookpub.render.elements import Element, as_html
from handbookpub.render.index_entries import PREFIX, Entry, Group
from handbookpub.render.site import Part
from handbookpub.render.subject_index import Place
from handbookpub.render.svg import SVG, TEXT, TSPAN

_EMPTY = re.compile(r"></(?:path|rect|circle|ellipse|line|polyline|polygon|use|stop)>")
_ITEM_END = re.compile(r"</(?:li|td|th|tr|dt|dd)>\n?")
_PARAGRAPH_END = re.compile(r"</p>(?=\s*(?:<(?:p|div|ul|ol|dl|table|h[1-6]|section)\b|</(?:div|li|td|th|dd|section)>))")
_COLOUR = re.compile(r"#([\da-fA-F])\1([\da-fA-F])\2([\da-fA-F])\3")

Letters = Sequence[Group[Markup, Place]]


def lighten(parts: Iterable[Part], letters: Letters) -> tuple[Part, ...]:
    """The chapters with the marks of the index that its entries lead to, and no others."""
    wanted = {place.address.partition("#")[2] for group in letters for place in _places(group.entries)}
    return tuple(replace(part, content=Markup(_light(part, wanted))) for part in parts)


def _places(entries: Iterable[Entry[Markup, Place]]) -> Iterator[Place]:
    for entry in entries:
        yield from entry.places
        yield from _places(entry.below)


def _light(part: Part, wanted: set[str]) -> str:
    root = deepcopy(part.root)
    _marks(root, wanted)
    for drawing in root.iter(f"{{{SVG}}}svg"):
        _drawing(drawing)
    return _ends_left_out(_EMPTY.sub("/>", as_html(root)))


def _ends_left_out(markup: str) -> str:
    """Leave out the closing tags that HTML knows without being told (HTML 13.1.2.4)."""
    return _ITEM_END.sub("", _PARAGRAPH_END.sub("", markup))


def _marks(root: Element, wanted: set[str]) -> None:
    for span in root.iter("span"):
        name = span.get("id", "")
        if name.startswith(PREFIX) and name not in wanted:
            del span.attrib["id"]
        if span.get("class") == "index":
            del span.attrib["class"]
    for span in list(root.iter("span")):
        if not span.attrib:
            span.tag = _BARE
    etree.strip_tags(root, _BARE)


_BARE = "bare"


def _drawing(root: Element) -> None:
    """Take from a drawing what the browser knows: white space between shapes, the namespace, long colours."""
    for element in root.iter(etree.Element):
        if element.tag not in (TEXT, TSPAN) and not (element.text or "").strip():
            element.text = None
        if element is not root and element.tag != TSPAN and not (element.tail or "").strip():
            element.tail = None
        for key, value in element.attrib.items():
            element.set(key, _COLOUR.sub(r"#\1\2\3", value) if _COLOUR.fullmatch(value) else value)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
