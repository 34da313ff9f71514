"""TMX 1.4b (the LISA specification): the present translations as a translation memory. Nothing is imported from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub.translate.exchange.codes import Code, Coded, encode
from handbookpub.translate.exchange.companions import recognised
from handbookpub.translate.exchange.model import Package, Returned, Unit
from handbookpub.translate.exchange.xmlfile import LANG, TOOL, append, clean, indent, serialise

SUFFIX = ".tmx"
ELEMENTS = {"open": "bpt", "close": "ept", "alone": "ph"}


def write(package: Package, *, inline: bool = True) -> bytes:
    """The memory of a chapter: one `tu` for each unit that has a translation.

    A stale translation stands beside the text that it was made from, if that is known. Codes are `bpt`, `ept` and `ph`
    with their Markdown (level 2), or with `inline=False` tags in the text, as OmegaT matches them.
    """
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        creationtool=TOOL,
        creationtoolversion="1",
        segtype="paragraph",
        adminlang=package.source_language,
        srclang=package.source_language,
        datatype="plaintext",
        **{"o-tmf": TOOL},
    )
    body = etree.SubElement(root, "body")
    for unit, source in _translated(package):
        one = etree.SubElement(body, "tu", tuid=unit.id)
        coded = encode(source)
        _variant(one, package.source_language, coded, inline)
        _variant(one, package.target_language, encode(unit.target, coded), inline)
    indent(root, ("seg",))
    return serialise(root)


def _translated(package: Package) -> Iterator[tuple[Unit, str]]:
    """Units with a translation, and the text that it translates."""
    for unit in package.units:
        source = unit.previous if unit.state == "stale" else unit.source
        if unit.target and source and unit.state != "untranslated":
            yield unit, source


def _variant(parent: Any, language: str, coded: Coded, inline: bool) -> None:
    variant = etree.SubElement(parent, "tuv", {LANG: language})
    segment = etree.SubElement(variant, "seg")
    if not inline:
        append(segment, coded.tagged())
        return
    for part in coded.parts:
        if isinstance(part, Code):
            segment.append(_element(part))
        else:
            append(segment, part)


def _element(code: Code) -> Any:
    """A code as an element: `i` joins the ends of a pair, `x` a code of the source with the translation's."""
    number = str(code.number)
    places = {"open": {"i": number, "x": number}, "close": {"i": number}, "alone": {"x": number}}
    element = etree.Element(ELEMENTS[code.kind], places[code.kind])
    element.text = clean(code.raw)
    return element


def read(data: bytes) -> Returned:
    """A memory that came back, as a companion. Raises Unreadable for another file."""
    return recognised(data, "tmx")
