"""What the XML formats share: a careful parser, text with codes in elements, and what a unit that came back is worth.

Files come from tools and from strangers: no document type, no entity and no address in them is followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from handbookpub.translate.exchange.codes import Coded, CodeError, Table, decode_with, table
from handbookpub.translate.exchange.model import Comment, Incoming, Package, State, Unreadable
from handbookpub.translate.segments import fingerprint

TOOL = "handbookpub"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BLANKS = " \t\r\n"
WRAP = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*(\n\s*)?")
ABSENT = str.maketrans({"\v": " ", "\f": " ", "\ufffe": "\ufffd", "\uffff": "\ufffd"})
"""Characters that XML 1.0 (2.2) cannot hold, and what stands for them. The reader lets no other through."""
ABOUT = re.compile(r"(book|chapter|language|baseline)=([^;\n]*)")
DONE = "✓ "
"""Before a comment that is settled: formats have no field for it that tools keep, and a person may type it."""

Make = Callable[[int, str, str], Any]


def parse(data: bytes, *names: str, doctype: bool = False) -> Any:
    """The root of an XML file whose root element has one of some names, whatever its prefix. Raises Unreadable.

    With `doctype` a document type may be named, as older formats demand; it is not read and may declare no entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        reason = getattr(error, "msg", None) or str(error)
        raise Unreadable(f"line {line or 1}: this is no well-formed XML: {reason}") from None
    info = root.getroottree().docinfo
    if info.doctype and (not doctype or any(info.internalDTD.iterentities())):
        raise Unreadable("line 1: the file has a document type declaration, which is not read; remove <!DOCTYPE …>")
    if local(root) not in names:
        raise Unreadable(f"line {root.sourceline}: the file starts with <{local(root)}>, not with <{names[0]}>")
    return root


def serialise(root: Any) -> bytes:
    """The bytes of a file."""
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def clean(text: str) -> str:
    """Text that XML can hold."""
    return text.translate(ABSENT)


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Any, *names: str) -> list[Any]:
    """The child elements that have one of some names, of whatever namespace."""
    return [child for child in element if local(child) in names]


def child(element: Any, name: str) -> Any:
    """The first child element of a name; None without one."""
    return next(iter(children(element, name)), None)


def inside(element: Any, *names: str) -> Iterator[Any]:
    """The elements of some names inside an element, in order."""
    return (each for each in element.iter(etree.Element) if local(each) in names)


def indent(element: Any, mixed: Iterable[str], level: int = 0) -> None:
    """Lines and indentation for a file that people open; the text of `mixed` elements is not touched."""
    names = frozenset(mixed)
    if not len(element) or local(element) in names:
        return
    space = "\n" + "  " * level
    element.text = space + "  "
    for each in element:
        indent(each, names, level + 1)
        each.tail = space + "  "
    element[-1].tail = space


def append(element: Any, text: str) -> None:
    """Text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean(text)
    else:
        element.text = (element.text or "") + clean(text)


def fill(element: Any, coded: Coded, make: Make) -> Any:
    """An element with text and codes; `make` gives the element of a code from its number and what it opens and
    closes with (one alone has "" as the second).
    """
    raws, stack = table(coded), [element]
    for part in coded.parts:
        if isinstance(part, str):
            append(stack[-1], part)
        elif part.kind == "close":
            stack.pop()
        else:
            one = make(part.number, *raws[part.number])
            stack[-1].append(one)
            stack += [one] if part.kind == "open" else []
    return element


def reflow(tagged: str) -> str:
    """Text without the line ends that tools put into it: a sole one is a space, several are a blank line between
    paragraphs. In Markdown of a segment a line ends only after a hard break, which is a code.
    """
    return WRAP.sub(lambda found: "\n\n" if found[1] else " ", tagged.replace("\r", "")).strip(BLANKS)


def about(package: Package) -> str:
    """The line that says in a file what it holds; `ABOUT` reads it."""
    values = {"book": package.book, "chapter": package.chapter, "language": package.target_language}
    return "; ".join(f"{key}={value}" for key, value in {**values, "baseline": package.baseline}.items())


def comment_text(comment: Comment) -> str:
    """What stands in a file for a comment."""
    return clean(comment.text if comment.open else DONE + comment.text)


def comment(by: str, text: str) -> Comment:
    """The comment that a file holds."""
    text = text.strip()
    return Comment(by, text.removeprefix(DONE), not text.startswith(DONE))


@dataclass(frozen=True, slots=True)
class Found:
    """A unit as it stands in a file that came back. `said` is its state, `suggested` whether a machine put the text."""

    id: str
    base: str
    tagged: str
    codes: Table
    source: str
    said: State
    line: int
    comments: tuple[Comment, ...] = ()
    suggested: bool = False


def incoming(found: Found) -> Incoming | None:
    """What is to be imported of a unit: None where there is neither a translation nor a comment.

    Many editors never change states. So a text that differs from what was exported and from the source is not lost
    where the state still says that there is none: it comes back as stale, for somebody to look at.
    """
    text = reflow(found.tagged)
    if not text:
        said = Incoming(found.id, found.base, "", "untranslated", found.comments, str(found.line or ""))
        return said if found.comments else None
    try:
        target, fault = decode_with(text, found.codes), ""
    except CodeError as error:
        target, fault = text, str(error)
    state = found.said
    if state == "untranslated":
        if found.suggested or fingerprint(target) in (found.base, fingerprint(found.source)):
            return None
        state = "stale"
    return Incoming(found.id, found.base, target, state, found.comments, str(found.line or ""), fault)


def unique(units: Iterable[Incoming]) -> tuple[Incoming, ...]:
    """The units, each once. Raises Unreadable for one that stands twice with different texts."""
    result: dict[str, Incoming] = {}
    for unit in units:
        first = result.setdefault(unit.id, unit)
        if (first.target, first.state) != (unit.target, unit.state):
            where = f"lines {first.place} and {unit.place}" if unit.place else "the file"
            raise Unreadable(f"{where}: the unit {unit.id} stands there twice with different texts; remove one")
    return tuple(result.values())
