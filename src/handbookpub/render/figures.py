"""Figures of a chapter: a drawing goes into the page as SVG; another picture stays a file with its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.render.drawing import Figure, drawing, parsed
from handbookpub.render.elements import Element
from handbookpub.render.facing import ATTRIBUTE, VARIANT, variant_of
from handbookpub.render.svg import BadDrawing

OURS = ("data-src", "data-alt", "data-labels", "data-version")


def place_figures(root: Element, handbook: Handbook, language: Language, picture: Callable[[str], str]) -> None:
    """Put each figure's drawing first in its block. `picture` gives the address of one that is not drawn
    inline.
    """
    for number, block in enumerate(root.findall(".//div[@data-src]"), 1):
        shown = _shown(block, f"{block.get('id') or 'figure'}.{number}", handbook, language, picture)
        # On a small screen the drawing keeps a size at which its labels can be read, and scrolls by itself.
        wrapper = etree.Element("div", {"class": "wide", "tabindex": "0"})
        wrapper.append(shown)
        block.insert(0, wrapper)
        for key in OURS:
            block.attrib.pop(key, None)


def _shown(
    block: Element, prefix: str, handbook: Handbook, language: Language, picture: Callable[[str], str]
) -> Element:
    source, alt = block.get("data-src", ""), block.get("data-alt", "")
    path = handbook.root / source
    inside = path.resolve().is_relative_to(handbook.root.resolve())
    if inside and path.suffix == ".svg" and path.is_file():
        try:
            return drawing(Figure(_source(path, handbook, language), alt, _labels(block), prefix), language)
        except BadDrawing:  # a check of the source has told it; the words stand in for the drawing
            inside = False
    if not inside or not path.is_file():
        words = etree.Element("p", {"class": "missing"})
        words.text = alt
        return words
    return etree.Element("img", {"src": picture(source), "alt": alt})


def _source(path: Path, handbook: Handbook, language: Language) -> bytes:
    """The drawing for a language: its right-to-left variant if it says that it has one. Raises BadDrawing."""
    data, other = path.read_bytes(), variant_of(path)
    there = language.rtl and other.is_file() and other.resolve().is_relative_to(handbook.root.resolve())
    return other.read_bytes() if there and parsed(data).get(ATTRIBUTE) == VARIANT else data


def _labels(block: Element) -> dict[str, str]:
    return dict(json.loads(block.get("data-labels") or "{}"))
