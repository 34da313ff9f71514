"""XLIFF 1.2 (OASIS Standard, 1 February 2008), the strict variant of its schema.

What stands where (elements: section 2.2, attributes: 2.3): the book in `<file>` as `product-name` and in a note of the
header; a unit's id as `id` of its `<trans-unit>`; where the unit stands in `resname`, with the fingerprint of the
exported translation in square brackets, and that once more in a `<context>`. The strict schema admits no attributes of
our own, and tools drop them. Pairs are `<g>`, codes alone `<x>`, their Markdown is in `equiv-text`. `state` and
`approved` say how far a unit is; the source that a stale translation was made from is an `<alt-trans>` of the type
`previous-version`. Notes are comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub.translate.exchange import inline12, xmlfile
from handbookpub.translate.exchange.codes import Coded, encode
from handbookpub.translate.exchange.model import Comment, Incoming, Package, Returned, State, Unit, Unreadable
from handbookpub.translate.exchange.xmlfile import LANG, TOOL, child, children, clean

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
STATES: dict[State, str] = {
    "untranslated": "needs-translation",
    "stale": "needs-review-translation",
    "translated": "translated",
    "reviewed": "signed-off",
}
UNTRANSLATED = ("new", "needs-translation")
FINISHED = ("signed-off", "final")
MACHINE = re.compile(r"leveraged-|fuzzy-match|mt-suggestion|x-mt|tm-suggestion|rejected-")
"""Values of `state-qualifier` (2.3) that say that a tool put the text there."""
KINDS = {"item": "listitem"} | {kind: kind for kind in ("heading", "caption", "cell", "label")}
"""Kinds that the standard has a `restype` for."""
BASE = re.compile(r"\[([0-9a-f]{10})\]\s*$")
BASE_CONTEXT = "x-base"
MIXED = ("source", "target", "note", "context")


def write(package: Package) -> bytes:
    """The file of a chapter. The same package gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    file = _add(root, "file", **{
        "original": f"{package.chapter}.md",
        "source-language": package.source_language,
        "target-language": package.target_language,
        "datatype": "x-markdown",
        "product-name": package.book,
        "product-version": package.baseline,
    })
    header = _add(file, "header")
    _add(header, "note", xmlfile.about(package), **{"from": TOOL})
    _add(header, "tool", **{"tool-id": TOOL, "tool-name": TOOL})
    body = _add(file, "body")
    for unit in package.units:
        _unit(body, unit, package)
    xmlfile.indent(root, MIXED)
    return xmlfile.serialise(root)


def _add(parent: Any, tag: str, text: str = "", /, **attributes: str) -> Any:
    given = {key: clean(value) for key, value in attributes.items() if value}
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", given)
    element.text = clean(text) or None
    return element


def _unit(body: Any, unit: Unit, package: Package) -> None:
    where = f"{unit.where} [{unit.base}]" if unit.base else unit.where
    restype = KINDS.get(unit.kind, f"x-{unit.kind}")
    element = _add(body, "trans-unit", id=unit.id, resname=where.strip(), restype=restype)
    if unit.target:
        element.set("approved", "yes" if unit.state == "reviewed" else "no")
    element.set(xmlfile.SPACE, "preserve")
    source = encode(unit.source)
    target = encode(unit.target, source)
    _text(element, "source", source, package.source_language)
    if unit.target:
        _text(element, "target", target, package.target_language).set("state", STATES[unit.state])
    _context(element, unit)
    for comment in unit.comments:
        _add(element, "note", xmlfile.comment_text(comment), **{"from": comment.by})
    if unit.previous and unit.target:
        before = _add(element, "alt-trans", alttranstype="previous-version", origin=TOOL)
        before.set(xmlfile.SPACE, "preserve")
        _text(before, "source", encode(unit.previous, source), package.source_language)
        _text(before, "target", target, package.target_language)


def _text(parent: Any, name: str, coded: Coded, language: str) -> Any:
    element = _add(parent, name)
    element.set(LANG, language)
    return xmlfile.fill(element, coded, inline12.element(NAMESPACE))


def _context(element: Any, unit: Unit) -> None:
    """Where the unit stands (named groups, 2.2), for tools that show it, and the base once more."""
    path, _, line = unit.place.rpartition(":")
    rows = (("sourcefile", path or line), ("linenumber", line if path else ""), (BASE_CONTEXT, unit.base))
    group = etree.SubElement(element, f"{{{NAMESPACE}}}context-group", purpose="location")
    for kind, text in rows:
        if text:
            _add(group, "context", text, **{"context-type": kind})
    if not len(group):
        element.remove(group)


def read(data: bytes) -> Returned:
    """A file that came back. Raises Unreadable for what is no XLIFF 1.2."""
    root = xmlfile.parse(data, "xliff")
    version = root.get("version", "")
    if version.startswith("2"):
        raise Unreadable(f"line {root.sourceline}: this is XLIFF {version}, not XLIFF 1.2")
    files = children(root, "file")
    if not files:
        raise Unreadable(f"line {root.sourceline}: the file has no <file> element")
    units = [unit for each in xmlfile.inside(root, "trans-unit") if (unit := _incoming(each))]
    about = dict(xmlfile.ABOUT.findall(_notes(child(files[0], "header"))))
    original = files[0].get("original", "").replace("\\", "/").rpartition("/")[2]
    return Returned(
        book=about.get("book", files[0].get("product-name", "")),
        language=about.get("language", files[0].get("target-language", "")),
        chapter=about.get("chapter", original.removesuffix(".md")),
        units=xmlfile.unique(units),
    )


def _notes(header: Any) -> str:
    """The text of our own note in the header; tools may have put others beside it."""
    notes = children(header, "note") if header is not None else []
    return "; ".join(note.text or "" for note in notes if note.get("from", TOOL) == TOOL)


def _incoming(element: Any) -> Incoming | None:
    line, key = element.sourceline, element.get("id", "").strip()
    if not key:
        raise Unreadable(f"line {line}: this <trans-unit> has no id; write it as it was exported")
    source, target = child(element, "source"), child(element, "target")
    if source is None:
        raise Unreadable(f"line {line}: the unit {key} has no <source>")
    if target is not None and inline12.is_partial(target, child(element, "seg-source")):
        target = None
    codes = inline12.codes(source) if target is None else inline12.codes(target) | inline12.codes(source)
    return xmlfile.incoming(
        xmlfile.Found(
            id=key,
            base=_base(element),
            tagged="" if target is None else inline12.tagged(target),
            codes=codes,
            source="".join(source.itertext()),
            said=_state(element.get("approved", ""), "" if target is None else target.get("state", "")),
            line=(0 if target is None else target.sourceline) or line,
            comments=tuple(_comments(element, target)),
            suggested=target is not None and bool(MACHINE.match(target.get("state-qualifier", ""))),
        )
    )


def _base(element: Any) -> str:
    contexts = xmlfile.inside(element, "context")
    kept = next((each.text for each in contexts if each.get("context-type") == BASE_CONTEXT and each.text), "")
    found = BASE.search(element.get("resname", ""))
    return kept.strip() or (found[1] if found else "")


def _state(approved: str, state: str) -> State:
    """The state of a unit. Some editors set `approved` on whatever is translated, so it counts as reviewed only where
    `state` does not say less.
    """
    if state in UNTRANSLATED:
        return "untranslated"
    if state.startswith("needs-"):
        return "stale"
    if approved != "no" and state in FINISHED or approved == "yes" and not state:
        return "reviewed"
    return "translated"


def _comments(element: Any, target: Any) -> Iterator[Comment]:
    for note in children(element, "note"):
        text = "".join(note.itertext())
        if text.strip() and note.get("from") != TOOL:
            yield xmlfile.comment(note.get("from", ""), text)
    for mark in xmlfile.inside(target, "mrk") if target is not None else ():
        if mark.get("comment"):
            yield xmlfile.comment("", mark.get("comment"))
