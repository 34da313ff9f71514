"""Back matter of a printed book: the glossary of the terms that its chapters link to, and the index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from handbookpub.languages import Language

from . import glossary as terms
from .elements import Element
from .index_entries import Entry, Group, Mark, Words

GLOSSARY, GLOSSARY_PART = "book.glossary", "/glossary"  # a dot stands in no id that an author types
INDEX, INDEX_PART = "index", "/index"  # the id is reserved; no file of a chapter has a stroke in its name
_LEFT, _RIGHT = ("L",), ("R", "AL")
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}


def glossary(language: Language, entries: Sequence[terms.Entry]) -> Element:
    """Return the glossary as an article: each term, then its words in the other languages of the book."""
    article = etree.Element("article", {"class": "glossary"})
    title = etree.SubElement(article, "h1", {"id": GLOSSARY, "data-label": language.strings["glossary"]})
    title.text = language.strings["glossary"]
    for entry in entries:
        article.append(_term(entry))
    return article


def _term(entry: terms.Entry) -> Element:
    block = etree.Element("div", {"class": "entry", "id": entry.id})
    etree.SubElement(block, "p", {"class": "headword"}).text = entry.text
    for word in entry.others:  # a line for each: two long terms of two directions on one line run into each other
        words = etree.SubElement(block, "p", {"class": "equivalent"})
        span = etree.SubElement(words, "span", {"lang": word.language.code, "dir": word.language.direction})
        span.text = word.text
    return block


def index(language: Language, groups: Sequence[Group[Words, Mark]], folios: Mapping[str, str]) -> Element:
    """Return the index as an article. `folios` are the printed page numbers of ids; without them it is a title."""
    article = etree.Element("article", {"class": "index-part"})
    title = etree.SubElement(article, "h1", {"id": INDEX, "data-label": language.strings["index"]})
    title.text = language.strings["index"]
    columns = etree.SubElement(article, "div", {"class": "columns"})
    for group in groups if folios else ():
        entries = list(_lines(group.entries, language, folios))
        if entries and group.letter:
            heading = etree.SubElement(columns, "h2", {"data-label": group.letter})
            heading.text = group.letter
        columns.extend(_list(entries) if entries else ())
    return article


def _list(items: Sequence[Element]) -> list[Element]:
    entries = etree.Element("ul", {"class": "subjects"})
    entries.extend(items)
    return [entries]


def _lines(
    entries: Sequence[Entry[Words, Mark]], language: Language, folios: Mapping[str, str]
) -> Iterator[Element]:
    """Yield an item for each entry that is printed: its words, its pages, the entries below it."""
    for entry in entries:
        pages = _pages(entry, folios)
        below = list(_lines(entry.below, language, folios))
        if pages or below:
            item = etree.Element("li")
            line = etree.SubElement(item, "p", {"class": "subject"})
            etree.SubElement(line, "span", {"class": "object hang"})
            line.append(_words(entry.words))
            for folio, target in pages.items():
                first = len(line) == 2
                mark = _mark(entry.words, language) if first else ""
                separator = language.list_separator
                line[-1].tail = mark + (separator.replace(" ", "\u00a0") if first else separator)
                line.append(_page(folio, target))
            item.extend(_list(below) if below else ())
            yield item


def _pages(entry: Entry[Words, Mark], folios: Mapping[str, str]) -> dict[str, str]:
    """Return each page of an entry once, in order, with the first place on it. Folios are decimal numbers."""
    found: dict[str, str] = {}
    for mark in entry.places:
        if mark.id in folios:
            found.setdefault(folios[mark.id], mark.id)
    return dict(sorted(found.items(), key=lambda pair: int(pair[0])))


def _words(words: Words) -> Element:
    span = deepcopy(words.markup)
    span.tag = "span"
    return span


def _mark(words: Words, language: Language) -> str:
    """Return the mark that keeps numbers apart from words with letters of the other direction, else nothing."""
    against = _LEFT if language.rtl else _RIGHT
    found = any(unicodedata.bidirectional(c) in against for c in words.text)
    return _MARKS[language.direction] if found else ""


def _page(folio: str, target: str) -> Element:
    link = etree.Element("a", {"class": "locator", "href": f"#{target}"})
    slot = etree.SubElement(link, "span", {"data-slot": "index", "data-target": target, "data-align": "0"})
    slot.text = folio
    return link
