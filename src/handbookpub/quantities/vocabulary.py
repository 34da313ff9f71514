"""The words of a language's row that tell a number, a unit, a label or a month, ready to be sought in a text.

The table `figures` of a row: `words` are numbers that a translation must show, `soft` are words that may say a
number and need not (`one`, `both`); `units` are what is counted, `pairs` are words that say two of a unit (`يومين`);
`labels` name a place in a text (`Article`); `months` are further names of months; `idioms` are words that look like
numbers and are none. `order` says how a number is put together: `twenty-five` or `خمسة وعشرون`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Generic, TypeVar

from handbookpub import languages

MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
WORD = rf"(?:[^\W\d_][{MARK}\u200c\u200d]*)+"
ALEFS = str.maketrans("أإآٱ", "اااا")
UNSEEN = re.compile("[\u0640\u200c\u200d]")
T = TypeVar("T")
Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word in small letters without vowel marks; the alefs are one letter, accents of Latin letters stay."""
    composed = unicodedata.normalize("NFC", word).casefold().translate(ALEFS)
    return UNSEEN.sub("", "".join(c for c in composed if unicodedata.category(c) != "Mn"))


@dataclass(frozen=True, slots=True)
class Form:
    """A word without what is written together with it; `joined` says that this was "and"."""

    word: str
    joined: bool = False


class Phrases(Generic[T]):
    """Phrases with what they mean, found word by word, the longest first."""

    def __init__(self, known: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[Words, T]]] = {}
        for phrase, meaning in known:
            words = tuple(plain(word) for word in phrase.split())
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda each: -len(each[0]))

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with a word."""
        return word in self._by_first

    def at(self, forms: list[tuple[Form, ...]], index: int) -> tuple[int, bool, T] | None:
        """Number of words, whether "and" was written together with them, and the meaning; None if none stands there."""
        return next(self.every(forms, index), None)

    def every(self, forms: list[tuple[Form, ...]], index: int) -> Iterator[tuple[int, bool, T]]:
        """The same for each way to read the word: `وأحد` is "and one", and without its hamza "one"."""
        for form in forms[index]:
            for words, meaning in self._by_first.get(form.word, ()):
                rest = forms[index + 1 : index + len(words)]
                if len(rest) == len(words) - 1 and all(
                    any(each.word == word for each in there) for there, word in zip(rest, words[1:], strict=True)
                ):
                    yield len(words), form.joined, meaning


@dataclass(frozen=True, slots=True)
class Number:
    """What a word says: its readings, whether a translation must show it, whether it may be part of a number."""

    values: tuple[Fraction, ...]
    firm: bool
    compound: bool


class Vocabulary:
    """The tables of one language."""

    def __init__(self, code: str) -> None:
        self.row = languages.load(code)
        table = self.row.figures
        self.tens_first = table["order"] == "tens first"
        self.joins = frozenset(map(plain, table["joins"]))
        self.duals: tuple[str, ...] = table["duals"]
        self.clitics = sorted(self.row.stems.get("clitics", ()) if self.row.rtl else (), key=len)
        self.idioms = Phrases((phrase, True) for phrase in table["idioms"])
        self.numbers = Phrases(_numbers(table).items())
        self.units = Phrases(_swapped(table["units"]))
        self.pairs = Phrases(_swapped(table["pairs"]))
        self.paired = frozenset(table["pairs"])
        self.labels = Phrases(_swapped(table["labels"]))
        self.letters = {plain(name): index for index, name in enumerate(table["letters"])}
        self.reads_words = bool(table["words"])
        self.reads_letters = self.row.script == "Latn" or bool(table["letters"])
        self.forms = lru_cache(maxsize=65536)(self._forms)
        self.is_hot = lru_cache(maxsize=65536)(self._is_hot)

    def _is_hot(self, word: str) -> bool:
        """Whether a word may begin a number, an idiom or a label: most words do not."""
        starts = (self.idioms, self.numbers, self.pairs, self.labels)
        return word[0].isnumeric() or word[:2].isupper() or any(
            each.begins(form.word) for form in self.forms(word) for each in starts
        )

    def _forms(self, word: str) -> tuple[Form, ...]:
        """The word as it is typed first, then without each prefix that it may have."""
        whole = plain(word)
        found = [Form(whole)]
        for prefix in self.clitics:
            rest = whole.removeprefix(prefix)
            if rest != whole and len(rest) > 1:
                found.append(Form(rest, prefix[0] == self.row.last_separator.strip()[:1]))
        return tuple(found)


def _numbers(table: Mapping[str, Mapping[str, Words]]) -> dict[str, Number]:
    compounds = set(table["compounds"])
    found: dict[str, Number] = {}
    for name, firm in (("words", True), ("soft", False)):
        for value, words in table[name].items():
            for word in words:
                old = found.get(word, Number((), False, firm or word in compounds))
                found[word] = Number((*old.values, Fraction(value)), old.firm or firm, old.compound)
    return found


def _swapped(table: Mapping[str, Words]) -> Iterable[tuple[str, str]]:
    return ((word, name) for name, words in table.items() for word in words)


@cache
def vocabulary(code: str) -> Vocabulary:
    """The tables of a language."""
    return Vocabulary(code)
