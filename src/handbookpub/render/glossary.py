"""The glossary: the terms that the chapters link to, each with its words in the other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.render.alphabet import filing_key
from handbookpub.render.elements import Element

FILE = "word_list"  # an underscore stands in no id either
PREFIX = "term."  # a dot stands in no id that an author types


@dataclass(frozen=True, slots=True)
class Word:
    """A term in another language."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, its id in the glossary, its equivalents in the order of the book's languages."""

    id: str
    text: str
    others: tuple[Word, ...]


def entries(handbook: Handbook, language: Language, used: Iterable[str]) -> tuple[Entry, ...]:
    """The terms `used` (concepts) that have words in the language, in its alphabet's order."""
    wanted = set(used)
    found = [
        Entry(
            PREFIX + term.concept, term.preferred[language.code], _others(term.preferred, handbook, language)
        )
        for term in handbook.terms
        if term.concept in wanted and term.preferred.get(language.code)
    ]
    return tuple(sorted(found, key=lambda entry: filing_key(entry.text, language)))


def _others(preferred: Mapping[str, str], handbook: Handbook, language: Language) -> tuple[Word, ...]:
    codes = [code for code in handbook.config.languages if code != language.code and preferred.get(code)]
    return tuple(Word(languages.load(code), preferred[code]) for code in codes)


def link_terms(root: Element, language: Language, handbook: Handbook, address: Callable[[str], str]) -> None:
    """Make each marked term a link to its entry, where there is one; `address` takes the entry's id."""
    known = {term.concept for term in handbook.terms if term.preferred.get(language.code)}
    for span in root.iterfind(".//span[@data-term]"):
        concept = span.attrib.pop("data-term")
        if concept in known:
            span.tag = "a"
            span.set("href", address(PREFIX + concept))


def used_terms(roots: Iterable[Element]) -> set[str]:
    """The concepts that the links of some chapters lead to."""
    links = (link.get("href", "") for root in roots for link in root.iterfind(".//a[@class='term']"))
    return {link.partition(f"#{PREFIX}")[2] for link in links}
