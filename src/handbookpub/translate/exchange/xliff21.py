"""XLIFF 2.1 (OASIS Standard, 13 February 2018), with its modules for metadata and for translation candidates.

What stands where (elements: section 4.2, attributes: 4.3): directions in `srcDir` and `trgDir`; the book and the
fingerprint of the exported translation in the metadata module (5.4), the fingerprint also in square brackets at the
end of a unit's `name`, since tools may drop modules. A unit's `id` may hold no slash (NMTOKEN), so it lacks the
chapter's name, which stands in `original`. A comment is a note of the category `comment`, with its author after a
colon, because notes have no field for one. A stale translation is `initial` with the subState `handbookpub:stale`, so
that a tool that knows no subStates sees work to do; the source that it was made from is a match (5.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub.translate.exchange import inline21, xmlfile
from handbookpub.translate.exchange.codes import encode
from handbookpub.translate.exchange.model import Comment, Incoming, Package, Returned, State, Unit, Unreadable
from handbookpub.translate.exchange.xliff12 import BASE
from handbookpub.translate.exchange.xmlfile import TOOL, child, children, clean, local

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
PREFIXES = {None: NAMESPACE, "mda": METADATA, "mtc": MATCHES}
STATES: dict[State, str] = {
    "untranslated": "initial",
    "stale": "initial",
    "translated": "translated",
    "reviewed": "reviewed",
}
READ: dict[str, State] = {"translated": "translated", "reviewed": "reviewed", "final": "reviewed"}
ORDER: tuple[State, ...] = ("untranslated", "stale", "translated", "reviewed")
STALE = f"{TOOL}:stale"
COMMENT = "comment"
MIXED = ("source", "target", "note", "data", "meta")


def write(package: Package) -> bytes:
    """The file of a chapter. The same package gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap=PREFIXES, version="2.1")
    root.set("srcLang", package.source_language)
    root.set("trgLang", package.target_language)
    file = _add(root, "file", id="f1", original=f"{package.chapter}.md")
    file.set("srcDir", package.source_direction)
    file.set("trgDir", package.direction)
    _meta(
        file,
        book=package.book,
        chapter=package.chapter,
        language=package.target_language,
        baseline=package.baseline,
    )
    for unit in package.units:
        _unit(file, unit, package.chapter)
    xmlfile.indent(root, MIXED)
    return xmlfile.serialise(root)


def _add(parent: Any, tag: str, namespace: str = NAMESPACE, /, **attributes: str) -> Any:
    given = {key: clean(value) for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{namespace}}}{tag}", given)


def _meta(parent: Any, **values: str) -> None:
    group = _add(_add(parent, "metadata", METADATA), "metaGroup", METADATA, category=TOOL)
    for name, value in values.items():
        if value:
            _add(group, "meta", METADATA, type=name).text = clean(value)
    if not len(group):
        parent.remove(parent[-1])


def _unit(file: Any, unit: Unit, chapter: str) -> None:
    where = f"{unit.where} [{unit.base}]" if unit.base else unit.where
    key = unit.id.removeprefix(f"{chapter}/")
    element = _add(file, "unit", id=key, name=where.strip(), type=f"{TOOL}:{unit.kind}")
    element.set(xmlfile.SPACE, "preserve")
    if unit.previous and unit.target:
        _match(element, unit)
    _meta(element, base=unit.base, place=unit.place)
    _notes(element, unit)
    writer = inline21.Writer(NAMESPACE)
    segment = etree.Element(f"{{{NAMESPACE}}}segment", id="s1", state=STATES[unit.state])
    if unit.state == "stale":
        segment.set("subState", STALE)
    _texts(segment, writer, unit.source, unit.target, unit.source)
    data = writer.original_data()
    if data is not None:
        element.append(data)
    element.append(segment)


def _texts(parent: Any, writer: inline21.Writer, source: str, target: str, like: str) -> None:
    """`<source>` and `<target>`; codes are numbered as in the text `like`, the unit's source."""
    first = encode(like)
    coded = first if source == like else encode(source, first)
    xmlfile.fill(_add(parent, "source"), coded, writer.element)
    if target:
        xmlfile.fill(_add(parent, "target"), encode(target, first), writer.element)


def _match(element: Any, unit: Unit) -> None:
    """The source that a stale translation was made from, with the translation (5.1)."""
    matches = _add(element, "matches", MATCHES)
    match = _add(matches, "match", MATCHES, ref="#s1", type="tm", subType=STALE, origin=TOOL)
    writer = inline21.Writer(NAMESPACE)
    _texts(match, writer, unit.previous, unit.target, unit.source)
    data = writer.original_data()
    if data is not None:
        match.insert(0, data)


def _notes(element: Any, unit: Unit) -> None:
    if unit.comments:
        notes = _add(element, "notes")
    for number, comment in enumerate(unit.comments, 1):
        category = f"{COMMENT}: {comment.by}" if comment.by else COMMENT
        note = _add(notes, "note", id=f"n{number}", category=category, appliesTo="target")
        note.text = xmlfile.comment_text(comment)


def read(data: bytes) -> Returned:
    """A file that came back. Raises Unreadable for what is no XLIFF 2."""
    root = xmlfile.parse(data, "xliff")
    version = root.get("version", "")
    if not version.startswith("2"):
        raise Unreadable(f"line {root.sourceline}: this is XLIFF {version or 'without a version'}, not XLIFF 2.1")
    files = children(root, "file")
    if not files:
        raise Unreadable(f"line {root.sourceline}: the file has no <file> element")
    units = [found for file in files for each in xmlfile.inside(file, "unit") if (found := _incoming(each, file))]
    about = _about(files[0])
    return Returned(
        book=about.get("book", ""),
        language=about.get("language", root.get("trgLang", "")),
        chapter=_chapter(files[0]),
        units=xmlfile.unique(units),
    )


def _about(element: Any) -> dict[str, str]:
    """What our metadata says about a file or a unit."""
    kept = child(element, "metadata")
    groups = children(kept, "metaGroup") if kept is not None else []
    ours = [group for group in groups if group.get("category", TOOL) == TOOL]
    return {each.get("type", ""): (each.text or "").strip() for group in ours for each in children(group, "meta")}


def _chapter(file: Any) -> str:
    original = file.get("original", "").replace("\\", "/").rpartition("/")[2]
    return _about(file).get("chapter") or str(original.removesuffix(".md"))


def _incoming(element: Any, file: Any) -> Incoming | None:
    line, key = element.sourceline, element.get("id", "").strip()
    if not key:
        raise Unreadable(f"line {line}: this <unit> has no id; write it as it was exported")
    parts = [each for each in children(element, "segment", "ignorable") if child(each, "source") is not None]
    if not parts:
        raise Unreadable(f"line {line}: the unit {key} has no <segment> with a <source>")
    targets = [] if _is_partial(parts) else list(_targets(parts))
    base = BASE.search(element.get("name", ""))
    return xmlfile.incoming(
        xmlfile.Found(
            id=f"{_chapter(file)}/{key}",
            base=_about(element).get("base") or (base[1] if base else ""),
            tagged="".join(inline21.tagged(each) for each in targets),
            codes=_codes(element, parts, targets),
            source="".join("".join(child(each, "source").itertext()) for each in parts),
            said=min((_state(each) for each in children(element, "segment")), key=ORDER.index, default="translated"),
            line=(targets[0].sourceline if targets else 0) or line,
            comments=tuple(_comments(element)),
        )
    )


def _targets(parts: list[Any]) -> Iterator[Any]:
    """The translated texts in their order (`order`, section 4.3). What lies between sentences may have no target: then
    it stays as it is in the source.
    """
    if all(child(each, "target") is None for each in parts):
        return
    texts = []
    for position, each in enumerate(parts, 1):
        target = child(each, "target")
        order = target.get("order", "") if target is not None else ""
        texts.append((int(order) if order.isdecimal() else position, position, child(each, "source"), target))
    for *_, source, target in sorted(texts, key=lambda text: text[:2]):
        yield source if target is None else target


def _is_partial(parts: list[Any]) -> bool:
    """Whether a tool cut the source into segments and some of them have no translation yet."""
    return any(
        local(each) == "segment" and _is_filled(child(each, "source")) and not _is_filled(child(each, "target"))
        for each in parts
    )


def _is_filled(text: Any) -> bool:
    return text is not None and (len(text) > 0 or bool((text.text or "").strip()))


def _codes(element: Any, parts: list[Any], targets: list[Any]) -> dict[int, tuple[str, str]]:
    texts = [*(child(each, "source") for each in parts), *targets]
    codes = inline21.codes(texts, inline21.original(element))
    return inline21.copies(targets, codes) | codes


def _state(segment: Any) -> State:
    state = segment.get("state", "initial")
    if state == "initial" and segment.get("subState") == STALE:
        return "stale"
    return READ.get(state, "untranslated")


def _comments(element: Any) -> Iterator[Comment]:
    notes = child(element, "notes")
    for note in children(notes, "note") if notes is not None else ():
        text = "".join(note.itertext())
        category, _, by = note.get("category", "").partition(":")
        if text.strip():
            yield xmlfile.comment(by.strip() if category.strip() == COMMENT else "", text)
