"""HB244: names and abbreviations in Latin letters, inside text of another script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_markdown
from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.quantities.marked import marked
from handbookpub.quantities.shown import shown
from handbookpub.reading.files import read_text
from handbookpub.translate.pairs import Pair

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
MIXED = re.compile(r"\w*[a-z][A-Z]\w*")
"""A name that is written with a capital letter inside: WhatsApp."""
ALONE = re.compile(r"\(([A-Z]{2,})\)")
"""An abbreviation that stands in brackets."""
TYPED = re.compile(r"@|://|\d")
"""What a word of an address or a code has in it."""
SHORTEST = 2


@check("HB244", on=Pair)
def changed_name(pair: Pair, handbook: Handbook) -> Problems:
    """A name or an abbreviation in Latin letters is not as in the source.

    What it does: in languages of other scripts, seeks each Latin word in the source of the text, then in the whole
    source, `countries/` and `terms.csv`. A word that is nearly one of the source is an error, one that nobody knows
    is for review. In languages of Latin script only names such as WhatsApp are compared.
    Who is harmed: the reader who looks for an organization or a program that does not exist.
    Example: `(UNCHR)` where the source has `(UNHCR)`.
    Instead: `(UNHCR)`.
    """
    if not (MIXED if _is_latin(pair.language) else LATIN).search(pair.item.text):
        return
    source = shown(source_markdown(pair))
    target = _without_typed(_without(shown(pair.item.text), marked(pair.item.text).codes))
    unmarked = _unmarked(pair.item.text)
    here, there = _tokens(source), _tokens(target)
    for word in LATIN.findall(target):
        if len(word) < SHORTEST or word in here or (word.casefold() in _folded(here) and not MIXED.fullmatch(word)):
            continue
        right = _meant(word, source, here, there, pair.language)
        if right:
            message = f"`{word}` does not stand in the source, which has `{right}`"
            yield place_of(pair, handbook, word), message, f"type {right}"
        elif not _is_latin(pair.language) and word in unmarked and word.casefold() not in of_book(handbook):
            message = f"`{word}` does not stand in the source"
            hint = f"mark it, [{word}]{{lang=…}}, or delete it"
            yield Finding("HB244", place_of(pair, handbook, word), message, hint, "review")


def _meant(word: str, source: str, here: frozenset[str], there: frozenset[str], language: Language) -> str:
    """The word of the source that was meant, "" if none is like it. Words that stand in the translation are not."""
    lost = sorted(here - there)
    if _is_latin(language):
        lost = [other for other in lost if MIXED.fullmatch(other)]
    for other in lost:
        if is_near(word.casefold(), other.casefold()):
            return other
    alone = [found for found in ALONE.findall(source) if found in lost]
    return alone[0] if alone and word.isupper() and not _is_latin(language) else ""


def _is_latin(language: Language) -> bool:
    return language.script == "Latn"


def _unmarked(markdown: str) -> str:
    """What is shown, without words that are marked as another language, and without addresses and codes."""
    found = marked(markdown)
    foreign = [span.words for span in found.spans if span.language]
    return _without_typed(_without(shown(markdown), [*foreign, *found.codes]))


def _without(text: str, passages: list[str]) -> str:
    for passage in sorted(passages, key=len, reverse=True):
        text = text.replace(passage, " ")
    return text


def _without_typed(text: str) -> str:
    """A text without its addresses and codes."""
    return " ".join(word for word in text.split() if not TYPED.search(word))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> frozenset[str]:
    """The Latin words of a text."""
    return frozenset(LATIN.findall(text))


@lru_cache(maxsize=8192)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(str.casefold, words))


_book: list[tuple[Handbook, frozenset[str]]] = []


def of_book(handbook: Handbook) -> frozenset[str]:
    """Every Latin word of the source edition, of `countries/` and of `terms.csv`. The last handbook is kept."""
    if not _book or _book[0][0] is not handbook:
        texts = [read_text(handbook.root, chapter.path)[0] or "" for chapter in handbook.source.chapters]
        texts += [word for term in handbook.terms for word in term.preferred.values()]
        for country in handbook.countries.values():
            texts += [name for service in country.services.values() for name in service.name.values()]
            texts += [title for law in country.laws.values() for title in law.title.values()]
        _book[:] = [(handbook, _folded(frozenset(LATIN.findall(" ".join(texts)))))]
    return _book[0][1]


def is_near(word: str, other: str) -> bool:
    """Whether one word is the other with one letter wrong or lost, or with letters that changed places."""
    ours, theirs = (unicodedata.normalize("NFC", each) for each in (word, other))
    if len(ours) <= SHORTEST or abs(len(ours) - len(theirs)) > 1:
        return False
    if sorted(ours) == sorted(theirs):
        return True
    shortest = min(len(ours), len(theirs))
    start = next((i for i in range(shortest) if ours[i] != theirs[i]), shortest)
    end = next((i for i in range(shortest - start) if ours[-1 - i] != theirs[-1 - i]), shortest - start)
    return max(len(ours), len(theirs)) - start - end <= 1
