"""The entries of a book's index: what the chapters mark with `.index`, gathered, grouped and filed.

A marked place has an id with dots, `ix.<chapter>.<n>`, which no author can type. Its entry is what the author
named, a main entry and below it others ("referral; partners"), else the marked words themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lxml import etree

from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.render.alphabet import filing_key, heading
from handbookpub.render.elements import Element, bare
from handbookpub.resolve.isolate import isolate_text

PREFIX = "ix."
_ENTRY = "data-entry"
_BELOW = re.compile("[;\u061b]")  # also the semicolon of Arabic script, which its writers type
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Words:
    """What an entry or a section is called. The children of `markup` are it; `text` is plain."""

    markup: Element
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place. `path` is its entry, the main one first; `heading` is the id of the heading that it stands
    under, "" if there is none, `section` what that says.
    """

    id: str
    chapter: str
    language: Language
    path: tuple[Words, ...]
    heading: str
    section: Words


W = TypeVar("W")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Entry(Generic[W, P]):
    """An entry with its places in the order of the book, and the entries below it in that of the alphabet. Its words
    are a tree or markup, its places marks or links: what the output needs.
    """

    words: W
    places: tuple[P, ...]
    below: tuple[Entry[W, P], ...]


@dataclass(frozen=True, slots=True)
class Group(Generic[W, P]):
    """The entries under one letter; it is "" over entries that begin with none."""

    letter: str
    entries: tuple[Entry[W, P], ...]


def name_places(root: Element, chapter: str) -> None:
    """Give each marked place of a chapter its id. One that has an author's id gets ours inside."""
    for number, span in enumerate(list(root.iterfind(".//span[@class='index']")), 1):
        target = span if not span.get("id") else _filled(span)
        target.set("id", f"{PREFIX}{chapter}.{number}")


def _filled(span: Element) -> Element:
    """Put all that an element holds into a span of its own, and return that."""
    inner = etree.Element("span")
    inner.text, span.text = span.text, None
    inner.extend(list(span))
    span.append(inner)
    return inner


def marks(root: Element, chapter: str, text: Language, edition: Language, handbook: Handbook) -> tuple[Mark, ...]:
    """The marked places of a fragment, which is in the language `text`; takes the names of entries out of it."""
    found = []
    for span, section in _under(root):
        typed = span.attrib.pop(_ENTRY, "")
        identifier = next(e.get("id", "") for e in span.iter() if e.get("id", "").startswith(PREFIX))
        rtl = text.rtl and handbook.config.typography.isolate != "off"
        names = [_plain(isolate_text(name.strip(), rtl)) for name in _BELOW.split(typed) if name.strip()]
        path = [_foreign(name, text, edition) for name in names or [_holder(bare(span))]]
        if all(words.text for words in path):
            title = path[0] if section is None else _words(bare(section))
            above = "" if section is None else section.get("id", "")
            found.append(Mark(identifier, chapter, text, tuple(path), above, title))
    return tuple(found)


def _under(root: Element) -> list[tuple[Element, Element | None]]:
    """Each marked place with the heading it stands under, in the order of the headings; a note stands where it is
    called.
    """
    section: Element | None = None
    calls: dict[str, Element | None] = {}
    order: dict[Element | None, int] = {None: 0}
    found = []
    for element in root.iter():
        if element.get("role") == "doc-noteref":
            calls[element.get("href", "")[1:]] = section
        elif element.get("id", "") in calls:
            section = calls[element.get("id", "")]
        elif element.tag in _HEADINGS:
            section = element
            order[element] = len(order)
        elif element.get("class") == "index":
            found.append((element, section))
    return sorted(found, key=lambda pair: order[pair[1]])


def _plain(text: str) -> Element:
    holder = etree.Element("div")
    holder.text = text
    return holder


def _holder(element: Element) -> Element:
    """An element whose content is the other one, or the other one's content where that says nothing of its own."""
    if not element.attrib:
        return element
    holder = etree.Element("div")
    holder.append(element)
    return holder


def _foreign(holder: Element, text: Language, edition: Language) -> Words:
    """Words of a chapter that is not translated say their language and direction."""
    if text.code != edition.code:
        span = _filled(holder)
        span.set("lang", text.code)
        span.set("dir", text.direction)
    return _words(holder)


def _words(holder: Element) -> Words:
    visible = (c for c in "".join(holder.itertext()) if unicodedata.category(c) != "Cf")
    return Words(holder, " ".join("".join(visible).split()))


def groups(found: Iterable[Mark], language: Language) -> tuple[Group[Words, Mark], ...]:
    """The index: entries in the order of the row's alphabet, under their letters."""
    under: dict[str, list[Entry[Words, Mark]]] = {}
    for entry in _entries([(mark.path, mark) for mark in found], language):
        under.setdefault(heading(entry.words.text, language), []).append(entry)
    return tuple(Group(letter, tuple(entries)) for letter, entries in under.items())


def _entries(
    found: Sequence[tuple[tuple[Words, ...], Mark]], language: Language
) -> tuple[Entry[Words, Mark], ...]:
    """Marks by the first part of their path. Entries that differ in capitals only are one, in small letters."""
    same: dict[str, list[tuple[tuple[Words, ...], Mark]]] = {}
    for path, mark in found:
        same.setdefault(path[0].text.casefold(), []).append((path, mark))
    entries = (_entry(members, language) for members in same.values())
    return tuple(sorted(entries, key=lambda entry: filing_key(entry.words.text, language)))


def _entry(members: Sequence[tuple[tuple[Words, ...], Mark]], language: Language) -> Entry[Words, Mark]:
    words = max((path[0] for path, _ in members), key=lambda words: words.text)
    here = tuple(mark for path, mark in members if len(path) == 1)
    return Entry(words, here, _entries([(path[1:], mark) for path, mark in members if path[1:]], language))
