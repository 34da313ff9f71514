"""Dates in digits and in words, and weekdays: `2026-11-23`, `23/11/2026`, `٢٣ تشرين الثاني/نوفمبر ٢٠٢٦`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.quantities.digits import ascii_digits

SIGN = r"(?P<sign>[-‑/.])"
ISO = re.compile(rf"(?<![\d./-])(?P<year>\d{{4}}){SIGN}(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d|[-/.]\d)")
SLASHED = re.compile(
    rf"(?<![\d./-])(?P<first>\d{{1,2}}){SIGN}(?P<second>\d{{1,2}})(?P=sign)(?P<year>\d{{4}})(?!\d|[-/.]\d)"
)
DAYS, MONTHS = range(1, 32), range(1, 13)
GAP = "[ \u00a0\u202f]"
PART = r"(?:و?ال)?(\w+)"
"""A word of a day in words, without its article."""
DAY = r"(?<![\d.,:/])\d{1,2}"


@dataclass(frozen=True, slots=True)
class Date:
    """A date at `start:end`; `value` is `2026-11-23`, with `?` for what is not said: `?-11-23`, `2026-11-?`.

    03/04/2026 is `2026-03/04`: nobody but the author knows the month. A weekday is `weekday 1` for Monday. Two names
    of one month that contradict each other are `2026-11=12-23`.
    """

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """How a language writes dates in words. `all` are the names of months and days; `capital` says that names begin
    with a capital letter, `doubtful` are names that are other words too.
    """

    all: tuple[str, ...]
    pattern: re.Pattern[str]
    months: Mapping[str, int]
    doubtful: frozenset[str]
    capital: bool
    weekday: re.Pattern[str]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]


def dates(text: str, code: str) -> Iterator[Date]:
    """The dates of a text in a language."""
    typed = ascii_digits(text)
    for found in ISO.finditer(typed):
        yield Date(f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}", *found.span())
    for found in SLASHED.finditer(typed):
        yield from _slashed(found)
    names = _names(code)
    folded = text.casefold()
    if not any(name in folded for name in names.all):
        return
    for found in names.pattern.finditer(typed):
        yield from _named(found, names)
    for found in names.weekday.finditer(text) if names.weekdays else ():
        yield Date(f"weekday {names.weekdays[found[1].casefold()]}", *found.span())


def _slashed(found: re.Match[str]) -> Iterator[Date]:
    first, second = int(found["first"]), int(found["second"])
    if first in MONTHS and second in MONTHS and first != second:
        yield Date(f"{found['year']}-{first:02}/{second:02}", *found.span())
    elif second in MONTHS and first in DAYS:
        yield Date(f"{found['year']}-{second:02}-{first:02}", *found.span())
    elif first in MONTHS and second in DAYS:
        yield Date(f"{found['year']}-{first:02}-{second:02}", *found.span())


def _named(found: re.Match[str], names: Names) -> Iterator[Date]:
    name, year = found["month"], found["year"] or "?"
    small = names.capital and not name[0].isupper()
    day = found["day"] or found["later"] or ("" if small else _in_words(found["worded"] or "", names))
    told = found["year"] or (day and int(day) in DAYS)
    if not told and (name.casefold() in names.doubtful or small):
        return
    month = f"{names.months[name.casefold()]:02}"
    if found["other"] and names.months[found["other"].casefold()] != int(month):
        month += f"={names.months[found['other'].casefold()]:02}"
    yield Date(f"{year}-{month}-{f'{int(day):02}' if day else '?'}", *found.span())


def _in_words(typed: str, names: Names) -> str:
    """The number of a day in words, `first`, `الحادي والعشرين`; "" if it is none."""
    words = (names.days.get(word) for word in re.findall(PART, plain_day(typed)))
    day = sum(filter(None, words))
    return str(day) if day in DAYS else ""


def plain_day(typed: str) -> str:
    """A day in words as it is looked up, its parts with a blank between them."""
    return re.sub(r"[-‑ \u00a0\u202f]+", " ", typed.casefold())


@cache
def _names(code: str) -> Names:
    row = languages.load(code)
    months = {name.casefold(): index for index, name in enumerate(row.months, 1)}
    for number, others in row.figures["months"].items():
        months |= {name.casefold(): int(number) for name in others}
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    between = "".join(rf"|{re.escape(word)}{GAP}" for word in row.figures["between"])
    days = _days(row)
    capital = row.months[0][0].isupper()
    part = rf"(?:و?ال)?(?:{'|'.join(sorted(map(re.escape, days), key=len, reverse=True))})"
    of = rf"(?:{between[1:] or GAP})"
    worded = rf"(?<!\w)(?P<worded>{part}(?:[-‑ ]{part})?){GAP}{of}{'' if capital else '?'}|"
    if not days:
        worded = r"(?P<worded>(?!))|"
    pattern = (
        rf"(?:{worded}(?P<day>{DAY})(?:st|nd|rd|th|er|e)?{GAP}(?:{between[1:] or GAP})?)?"
        rf"(?<!\w)(?:[وفبل])?(?P<month>{month})\.?(?:{GAP}?/{GAP}?(?P<other>{month}))?(?!\w)"
        rf"(?:{GAP}(?P<later>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.,]\d))?"
        rf"(?:[,،]?{GAP}(?:{between[1:] or GAP})?(?P<year>\d{{4}})(?!\d))?"
    )
    weekdays = {name.casefold(): i for i, each in enumerate(row.figures["weekdays"], 1) for name in each}
    weekday = "|".join(sorted(map(re.escape, weekdays), key=len, reverse=True))
    doubtful = frozenset(name.casefold() for name in row.figures["doubtful"])
    return Names(
        (*months, *weekdays), re.compile(pattern, re.IGNORECASE), months, doubtful, capital,
        re.compile(rf"(?<!\w)(?:[وفبل]|[وفب]?ال|لل)?({weekday})(?!\w)", re.IGNORECASE), weekdays, days,
    )  # fmt: skip


def _days(row: Language) -> dict[str, int]:
    """The words of a row that may number a day, without its article."""
    tables = (row.figures["words"], row.figures["soft"])
    return {
        word.casefold(): int(value)
        for table in tables
        for value, words in table.items()
        for word in words
        if value.isdecimal() and int(value) in DAYS and " " not in word
    }
