"""Back matter of a printed book: the glossary of the terms that its chapters link to."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from handbookpub.languages import Language

from .elements import Element
from .glossary import Entry

KEY = "glossary"


def glossary(language: Language, entries: Sequence[Entry]) -> Element:
    """Return the glossary as an article: each term, then its words in the other languages of the book."""
    article = etree.Element("article", {"class": "glossary"})
    title = etree.SubElement(article, "h1", {"id": KEY, "data-label": language.strings["glossary"]})
    title.text = language.strings["glossary"]
    for entry in entries:
        article.append(_entry(entry))
    return article


def _entry(entry: Entry) -> Element:
    block = etree.Element("div", {"class": "entry", "id": entry.id})
    etree.SubElement(block, "p", {"class": "headword"}).text = entry.text
    for word in entry.others:
        direction, code = word.language.direction, word.language.code
        etree.SubElement(block, "p", {"class": "equivalent", "lang": code, "dir": direction}).text = word.text
    return block
