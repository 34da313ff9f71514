"""The figures of a text: every number, in digits or in words, with its unit and its label, and letters as labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from handbookpub.quantities.composed import begin
from handbookpub.quantities.digits import NUMBER, ROMAN, SPACED, means, roman
from handbookpub.quantities.typed import Thing, things
from handbookpub.quantities.vocabulary import WORD, Form, Number, Vocabulary, vocabulary

SYMBOL, CURRENCIES = "[%٪$€£§]", "$€£"
TOUCH = re.compile("[ \u00a0\u202f\u2011\u2010-]?")
"""What may stand between a number and its unit, or between the words of a number."""
EVENING, HOUR, NOON = "evening", "hour", 12
"""The unit of an hour after noon."""
LATIN = re.compile("[A-H]")
IN_BRACKETS = re.compile(r"[ \u00a0\u202f]?\(")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at `start:end`; `values` are its readings, the best first. A `firm` one must stand in every language.

    `pair` is set for one word that says two of a unit; `label` is what the number counts in a text: an article, a page.
    """

    values: tuple[Fraction, ...]
    start: int
    end: int
    spelled: bool
    firm: bool = True
    unit: str = ""
    label: str = ""
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is a label, `(b)`, `Part B`, `(ب)`, `الجزء باء`; `index` counts from 0."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in a text, in its order. `text` is the text itself."""

    text: str
    things: tuple[Thing, ...]
    figures: tuple[Figure, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of the text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def read(text: str, code: str) -> Read:
    """Everything that a text of a language counts, dates, dials or numbers."""
    known = vocabulary(code)
    found, rest = things(text, code)
    walk = _Walk(rest, known)
    figures = _in_ranges(tuple(walk.figures()), rest)
    letters = [*walk.letters, *_bracketed(rest, known)]
    return Read(text, found, figures, tuple(sorted(set(letters), key=lambda letter: letter.start)))


RANGE = re.compile("[ \u00a0\u202f]?[-‑–—][ \u00a0\u202f]?")


def _in_ranges(figures: tuple[Figure, ...], text: str) -> tuple[Figure, ...]:
    """The figures, with the unit of a range at both of its ends: `10–20 minutes`."""
    found = list(figures)
    for index, (figure, after) in enumerate(pairwise(figures)):
        if not figure.unit and RANGE.fullmatch(text[figure.end : after.start]):
            found[index] = replace(figure, unit=after.unit)
    return tuple(found)


BRACKETED = re.compile(r"(?<![\w(])\(?([a-h])\)(?!\w)")


def _bracketed(text: str, known: Vocabulary) -> Iterator[Letter]:
    """Letters in brackets: `(b)`, `b)`, `(ب)`; an Arabic heh may carry a joiner or a tatweel."""
    for found in BRACKETED.finditer(text):
        yield Letter(ord(found[1]) - ord("a"), *found.span())
    symbols = known.row.alphabets.get("abjad", ())[:10]
    if symbols:
        places = {symbol[0]: index for index, symbol in enumerate(symbols)} | {"ا": 0}
        for found in re.finditer(rf"\(\s?([{''.join(places)}])[\u200d\u0640]?\s?\)", text):
            yield Letter(places[found[1]], *found.span())


class _Walk:
    """The walk over the words of a text."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        self.text, self.known = text, known
        self.tokens = list(_tokens(text, known))
        self.forms = [known.forms(token.text) for token in self.tokens]
        self.letters: list[Letter] = []

    def figures(self) -> Iterator[Figure]:
        """The numbers in their order; the letters that are labels are kept on the way."""
        index, label, free = 0, "", 0
        while index < len(self.tokens):
            if not self.known.is_hot(self.tokens[index].text):
                label, index = label if self._goes_on(index) else "", index + 1
                continue
            if idiom := self.known.idioms.at(self._whole(index), 0):
                index += idiom[0]
                continue
            if (end := self._letters(index)) > index:
                index = end
                continue
            found = self._figure(index)
            if found is None:
                named = self._sign(index)
                label, index = named or (label if self._goes_on(index) else ""), index + 1
                continue
            figure, used = found
            before = "paragraph" if index and free == index and self._in_brackets(index) else label
            index, unit = self._unit(index, used, figure)
            values = _on_both_clocks(figure.values, unit)
            yield replace(figure, values=values, unit=unit or figure.unit, label="" if unit else before)
            free = index

    def _whole(self, index: int) -> list[tuple[Form, ...]]:
        """The next words as they are typed: an idiom is one without prefixes too."""
        return [forms[:1] for forms in self.forms[index : index + 4]]

    def _sign(self, index: int) -> str:
        found = self.known.labels.at(self.forms, index)
        return found[2] if found else ""

    def _goes_on(self, index: int) -> bool:
        """Whether a label holds over a word: `Articles 6 and 7`."""
        return self.tokens[index].text in (",", "،", "–") or self.forms[index][0].word in self.known.joins

    def _in_brackets(self, index: int) -> bool:
        start = self.tokens[index - 1].end if index else 0
        return bool(IN_BRACKETS.fullmatch(self.text[start : self.tokens[index].start]))

    def _touches(self, index: int) -> bool:
        """Whether a token stands right behind the one before it."""
        if not 0 < index < len(self.tokens):
            return False
        return bool(TOUCH.fullmatch(self.text[self.tokens[index - 1].end : self.tokens[index].start]))

    def _figure(self, index: int) -> tuple[Figure, int] | None:
        token = self.tokens[index]
        if token.text[0].isnumeric():
            values = means(self.known.row, token.text)
            return (Figure(values, token.start, token.end, False), 1) if values else None
        if pair := self.known.pairs.at(self.forms, index):
            end = self.tokens[index + pair[0] - 1].end
            return Figure((Fraction(2),), token.start, end, True, False, pair[2], pair=True), pair[0]
        if ROMAN.fullmatch(token.text.rstrip("erèm")):
            return Figure((roman(token.text.rstrip("erèm")),), token.start, token.end, True, False), 1
        return self._spelled(index)

    def _spelled(self, index: int) -> tuple[Figure, int] | None:
        """A number in words, as many of them as belong to it."""
        first = self.known.numbers.at(self.forms, index)
        if first is None:
            return None
        used, _, number = first
        values, firm = number.values, number.firm
        total = begin(int(values[0])) if number.compound and values[0].denominator == 1 else None
        while total is not None:
            grown, total = total, None
            for words, joined, part in self._next(index + used):
                total = grown.plus(int(part.values[0]), joined, self.known.tens_first)
                if total is not None:
                    values, firm, used = (total.value,), firm or part.firm, used + words
                    break
        return Figure(values, self.tokens[index].start, self.tokens[index + used - 1].end, True, firm), used

    def _next(self, index: int) -> Iterator[tuple[int, bool, Number]]:
        """The next word of a number, as it may be read: words used, whether "and" stands before it, what it says."""
        if not self._touches(index):
            return
        skip = self.forms[index][0].word in self.known.joins and self._touches(index + 1)
        for words, joined, number in self.known.numbers.every(self.forms, index + skip):
            if number.compound and number.values[0].denominator == 1:
                yield words + skip, joined or bool(skip), number

    def _unit(self, index: int, used: int, figure: Figure) -> tuple[int, str]:
        """Where the walk goes on behind a number and its unit; a unit may stand before a number that describes it."""
        after = index + used
        if index and self.tokens[index - 1].text in CURRENCIES and self._touches(index):
            return after, (self.known.units.at(self.forms, index - 1) or (0, False, ""))[2]
        if self._touches(after) and (found := self.known.units.at(self.forms, after)) and (
            len(self.tokens[after].text) > 1 or not figure.spelled or not self.tokens[after].text.isalpha()
        ):
            return after + found[0], found[2]
        if not self.known.tens_first and not figure.pair and self._touches(index):
            found = self.known.units.at(self.forms, index - 1)
            return after, found[2] if found and (figure.spelled or found[2] == HOUR) else ""
        return after, ""

    def _letters(self, index: int) -> int:
        """Where a label with its letters ends, `Part B and C`, or the index if none begins here."""
        if not self._sign(index):
            return index
        end = index + 1
        while end < len(self.tokens):
            skip = 0
            while end > index + 1 and end + skip < len(self.tokens) and self._goes_on(end + skip):
                skip += 1
            place = self._letter(end + skip)
            if place is None or not (end > index + 1 or self._touches(end)):
                break
            token = self.tokens[end + skip]
            self.letters.append(Letter(place, token.start, token.end))
            end += 1 + skip
        return end if end > index + 1 else index

    def _letter(self, index: int) -> int | None:
        if index >= len(self.tokens):
            return None
        word = self.tokens[index].text
        if LATIN.fullmatch(word):
            return ord(word) - ord("A")
        return next((self.known.letters[f.word] for f in self.forms[index] if f.word in self.known.letters), None)


def _on_both_clocks(values: tuple[Fraction, ...], unit: str) -> tuple[Fraction, ...]:
    """The readings of an hour after noon: 2 p.m. is 14 on the other clock."""
    return (*values, *(value + NOON for value in values if value < NOON)) if unit == EVENING else values


TOKEN = re.compile(rf"(?P<number>{NUMBER.pattern})|{WORD}|{SYMBOL}|[,،–]")
SPACED_TOKEN = re.compile(rf"(?P<number>{SPACED.pattern}|{NUMBER.pattern})|{WORD}|{SYMBOL}|[,،–]")


MILLIONS = re.compile(r"(?<!\d)\d{1,3} \d{3} \d{3}(?!\d)")
"""Grouped with common spaces in any language; `10 200` may be two numbers."""


def _tokens(text: str, known: Vocabulary) -> Iterator[Token]:
    pattern = SPACED_TOKEN if known.row.group.isspace() or MILLIONS.search(text) else TOKEN
    for found in pattern.finditer(text):
        yield Token(found[0], *found.span())
