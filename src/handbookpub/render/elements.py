"""Small moves on element trees that lxml makes lose text: an element's tail stays where it was."""

from __future__ import annotations

from copy import deepcopy
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


def parse(markup: str) -> Element:
    """Well-formed markup as the children of one element."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(f"<div>{markup}</div>".encode(), parser)


def classes(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def add_class(element: Element, name: str) -> None:
    """One more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def remove(element: Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def wrap(element: Element, wrapper: Element) -> None:
    """Put `wrapper` round an element; what follows it stays."""
    parent = element.getparent()
    if parent is not None:
        wrapper.tail, element.tail = element.tail, None
        parent.replace(element, wrapper)
        wrapper.append(element)


def bare(element: Element) -> Element:
    """A copy of an element to be shown elsewhere: without tail, calls of notes, ids and marks of the index, links as
    mere words.
    """
    copy = deepcopy(element)
    copy.tail = None
    for call in copy.findall(".//a[@role='doc-noteref']"):
        remove(call)
    for part in copy.iter():
        part.attrib.pop("id", None)
        if part.get("class") == "index":
            del part.attrib["class"]
        if part.tag == "a":
            part.tag = "span"
            for key in ("href", "role", "rel", "class"):
                part.attrib.pop(key, None)
    return copy


def as_html(element: Element) -> str:
    """The children of an element in HTML syntax."""
    return _inside(element, "html")


def as_xhtml(element: Element) -> str:
    """The children of an element in XML syntax, each `lang` with its `xml:lang` (EPUB 3.3 section 5.3)."""
    for part in element.iter():
        if part.get("lang"):
            part.set("{http://www.w3.org/XML/1998/namespace}lang", part.get("lang", ""))
    return _inside(element, "xml")


def _inside(element: Element, method: str) -> str:
    parts = [etree.tostring(child, method=method, encoding="unicode") for child in element]
    return (element.text or "") + "".join(parts)
