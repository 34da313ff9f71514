"""Everything the toolchain knows about a language: one TOML row per language, read here and nowhere else.

`load(code)` reads `<code>.toml`; a code with a region reads the same row and lays its `[regions.XX]` over it.

What a row offers to the writers, beside the plain fields of `Language`:

* `strings[key]`: every word an output shows. The label of a block is the string named like its class
  (`strings["danger"]`). Some strings are patterns, filled by `language.say("page_of", page="3", pages="9")`:
  page_of {page} {pages}; page_abbreviated {page}; ref_page {title} {page}; see_ref {title}; chapter_number,
  principle_number, question_number {number}; caption {label} {number} {title}; form_version {version};
  to_fill {label} {blank}; untranslated {language}; partly_translated, partly_stale {count};
  from_baseline {language} {name} {date}; from_source {language} {date}; verified_on {date};
  expires_on {date}; file_size {size}; search_count {count}; article {number}; note_number {number};
  list_item {first} {last}; quoted {text}.
* `texts[key]`: a tuple of paragraphs (`safer_reading`, `sample_text`, `accessibility`).
* `names[code]`: what other languages are called in this one, for "the text is in {language}".
* `number(n)`, `marker(n, level)`, `note(n)`, `date(y, m, d)`: generated numbers in the row's digits.
* `class_of(word)`: the canonical class behind a word a translator typed, or None.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

HERE = Path(__file__).parent
DIGITS = "digits"  # the counter style that is the row's own digits


class UnknownLanguage(LookupError):
    """No row stands for this code; the message names the codes that have one."""


@dataclass(frozen=True, slots=True)
class Language:
    """One row. Ratios: `line_height` of the font size, `font_scale` of the edition's base size."""

    code: str
    name: str
    english_name: str
    direction: str  # "ltr" or "rtl"
    script: str  # ISO 15924
    digits: str  # ten characters, zero first
    decimal: str
    group: str
    percent: str
    quotes: tuple[tuple[str, str], ...]
    list_separator: str
    last_separator: str  # between the last two of an enumeration
    sentence_end: str  # each character ends a sentence
    emphasis: str  # "italic" or "quotes"
    note_call: str  # pattern with {n}
    list_marker: str  # pattern with {n}
    page_progression: str  # "ltr" or "rtl"
    line_height: float
    line_height_marks: float  # for a text with vowel marks
    font_scale: float
    sort_locale: str
    sort_ignore: tuple[str, ...]  # prefixes set aside when the index is sorted
    letters: str  # the alphabet, in order: index headings
    letter_folds: Mapping[str, str]  # a letter -> the letters it is filed under
    exemplar: str  # characters the language's fonts must hold beside its letters
    space_before: Mapping[str, str]  # punctuation -> the space typed before it
    date_pattern: str  # {day} {month} {year}
    months: tuple[str, ...]
    signs: str  # compatibility characters that are signs of their own, such as the rial sign
    joiners: str  # zero-width characters that belong to the writing
    tatweel: tuple[str, ...]  # words written with a tatweel
    clitics: tuple[str, ...]  # what is written together with the word before or after it, Latin words too
    articles: tuple[str, ...]  # the definite article as it starts a word, with what may stand before it
    floating: str  # letters that never stand alone before a word
    letter_labels: tuple[str, ...]  # words after which a single letter is a label
    vowels: str  # marks of which a letter carries one
    letter_slips: tuple[tuple[str, str], ...]  # last letter typed by mistake -> letter meant
    no_slips: tuple[str, ...]  # words that are right with such a letter
    repeats: tuple[str, ...]  # words that may stand twice in a row, without vowel marks
    marks: Mapping[str, str]  # punctuation of other scripts -> the language's own
    dash: str  # between spaces
    straight: str  # straight marks that are reported: quotation marks, apostrophe
    apostrophe: str  # "" if the language has none
    ligatures: tuple[tuple[str, str], ...]  # two letters typed apart -> with their ligature
    capitals: tuple[str, ...]  # words whose capital letter has an accent; `*`: and what begins like it
    accents: Mapping[str, Any]  # letters whose accent is lost in typing, and where it may be missing
    mark_orders: tuple[tuple[str, str], ...]  # two orders of a vowel mark and its letter, both in use
    abbreviations: tuple[str, ...]  # words whose full stop ends no sentence
    sentence_words: int  # words of a sentence that is still easy to read
    counters: Mapping[str, tuple[str, ...]]  # purpose ("list", "notes", "pages") -> counter style per level
    alphabets: Mapping[str, tuple[str, ...]]  # counter style -> its symbols
    fonts: Mapping[str, tuple[str, ...]]  # role -> families, best first
    names: Mapping[str, str]
    classes: Mapping[str, tuple[str, ...]]  # canonical class -> accepted words, the documented one first
    confusables: Mapping[str, str]  # a letter that looks right -> the letter to type
    strings: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, Any]  # how a word is found again, inflected: see stems.py
    wording: Mapping[str, Any]  # words that hurt people, and where they are right: see checks/wording.py
    figures: Mapping[str, Any]  # numbers in words, units, labels, names of months: see quantities/vocabulary.py
    beside: Mapping[str, Any]  # bounds, opposites, negations, words that judge: see quantities/beside.py
    tongue: Mapping[str, Any]  # letters for one of English, and frequent words: see checks/length.py, tongue.py

    @property
    def rtl(self) -> bool:
        """True if the language is written from right to left."""
        return self.direction == "rtl"

    def number(self, value: int | str) -> str:
        """A generated number in the row's digits; every other character is kept."""
        return str(value).translate({ord("0") + i: digit for i, digit in enumerate(self.digits)})

    def counter(self, value: int, style: str) -> str:
        """The counter `value` (from 1) in `style`; past the alphabet's end the digits take over."""
        symbols = self.alphabets.get(style, ())
        return symbols[value - 1] if 0 < value <= len(symbols) else self.number(value)

    def marker(self, value: int, level: int = 0) -> str:
        """The marker of item `value` (from 1) of a list nested `level` deep (0 is the outermost)."""
        styles = self.counters["list"]
        return self.list_marker.format(n=self.counter(value, styles[min(level, len(styles) - 1)]))

    def note(self, value: int) -> str:
        """The call of note `value` (from 1)."""
        return self.note_call.format(n=self.counter(value, self.counters["notes"][0]))

    def date(self, year: int, month: int, day: int) -> str:
        """A date in words, in the row's digits."""
        filled = self.date_pattern.format(day=day, month=self.months[month - 1], year=year)
        return self.number(filled)

    def say(self, key: str, **values: object) -> str:
        """The interface string `key`, its pattern filled with `values`."""
        return self.strings[key].format(**values) if values else self.strings[key]

    def join(self, items: list[str]) -> str:
        """An enumeration: "one, two and three"."""
        if len(items) < 2:
            return "".join(items)
        return self.list_separator.join(items[:-1]) + self.last_separator + items[-1]

    def class_of(self, word: str) -> str | None:
        """The canonical class a typed class name stands for; canonical names are words of every language."""
        if word in self.classes:
            return word
        return next((name for name, words in self.classes.items() if word in words), None)


def available() -> tuple[str, ...]:
    """The codes that have a row, sorted."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


@cache
def load(code: str) -> Language:
    """The row for a language code, with its region's changes if the code names a region (BCP 47)."""
    base, _, region = code.partition("-")
    path = HERE / f"{base}.toml"
    if not base.isalnum() or not path.is_file():
        raise UnknownLanguage(f"no language row for {code!r}; there are rows for {', '.join(available())}")
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    regions = row.pop("regions", {})
    changes = regions.get(region.rpartition("-")[2].upper(), {})
    row.update(changes, code=code)
    return _from_row(row, path.name)


def _from_row(row: Mapping[str, Any], name: str) -> Language:
    """A Language from TOML data; a row with a missing or surplus field is a fault of ours, told at once."""
    wanted = {field.name for field in fields(Language)}
    if wrong := wanted ^ row.keys():
        raise ValueError(f"{name}: missing or surplus fields: {', '.join(sorted(wrong))}")
    return Language(**{key: _frozen(value) for key, value in row.items()})


def _frozen(value: Any) -> Any:
    """TOML data as immutable data: lists become tuples, tables read-only mappings."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value
