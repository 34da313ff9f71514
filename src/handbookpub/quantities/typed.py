"""Things with a shape of their own: addresses, codes, dates, telephone numbers and times of the day.

They are found before numbers, and what they take up is no number any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbookpub.quantities.dates import dates
from handbookpub.quantities.digits import DIGIT, LARGEST_PART, ascii_digits, bare_digits
from handbookpub.quantities.shown import OBJECT
from handbookpub.resolve import typed

CODE = re.compile(
    r"(?<![\w/.@-])(?:[A-Za-z]{1,4}[-–‑/]\d+(?:[-–‑/][A-Za-z0-9]+)*|[A-Z]{1,6}\d+[A-Z\d]*|\d{1,4}[A-Z]{1,3}\d*)(?![\w@]|-\d)"
)
G = r"[ \u00a0\u202f.\-‑–/]"
PHONE = re.compile(
    rf"(?<![\w.,/:])(?:\+[ \u00a0]?|\(\+?)?\d(?:{G}{{0,2}}[()]?{G}?\d){{5,16}}\+?(?![\w]|[.,/:]\d)"
)
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u202f.]\d{3})+")
USSD = re.compile(r"(?<![\w*#])[*#]+\d+(?:[*#]\d+)*#")
TIME = re.compile(
    r"(?<![\d.,:/])(?P<hour>[01]?\d|2[0-4])"
    r"(?::|[ \u00a0\u202f]?[hH][ \u00a0\u202f]?|\.(?=\d\d[ \u00a0\u202f]?[ap]\.?m\b))"
    r"(?P<minute>[0-5]\d)(?![\d:]|[.,]\d)"
)
SLASHED = re.compile(r"(?<![\w/.,:-])\d{1,4}/\d{1,4}(?![\w/:-]|[.,]\d)")
ALWAYS = "24/7"
SHORTEST, LONGEST = 7, 17
YEARS = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class Thing:
    """A typed thing at `start:end`. `value` is what must be the same in every language, digits as 0-9."""

    kind: str
    value: str
    start: int
    end: int


def things(text: str, code: str) -> tuple[tuple[Thing, ...], str]:
    """The typed things of a text in their order, and the text without them, of the same length."""
    found: list[Thing] = []
    with_digits = (_ussd, _codes, _times, _slashed, _phones) if DIGIT.search(text) else ()
    for search in (_addresses, lambda rest: _dates(rest, code), *with_digits):
        for thing in list(search(text)):
            text = text[: thing.start] + OBJECT * (thing.end - thing.start) + text[thing.end :]
            found.append(thing)
    return tuple(sorted(found, key=lambda thing: thing.start)), text


def _addresses(text: str) -> Iterator[Thing]:
    if "@" in text or "://" in text or "www." in text or "mailto:" in text:
        for each in typed.addresses(text):
            yield Thing(each.kind, text[each.start : each.end].removeprefix("mailto:"), each.start, each.end)


def _ussd(text: str) -> Iterator[Thing]:
    """What is dialled on a mobile phone: `*#06#`."""
    for each in USSD.finditer(ascii_digits(text)):
        yield Thing("phone", each[0], *each.span())


def _codes(text: str) -> Iterator[Thing]:
    for each in CODE.finditer(ascii_digits(text)):
        yield Thing("code", re.sub("[–‑]", "-", each[0]), *each.span())


def _dates(text: str, code: str) -> Iterator[Thing]:
    return (Thing("date", each.value, each.start, each.end) for each in dates(text, code))


def _times(text: str) -> Iterator[Thing]:
    for each in TIME.finditer(ascii_digits(text)):
        yield Thing("time", f"{int(each['hour'])}:{each['minute']}", *each.span())


def _slashed(text: str) -> Iterator[Thing]:
    """Numbers of decisions, `55/25`; fractions are numbers, and `24/7` may be said in words."""
    for each in SLASHED.finditer(ascii_digits(text)):
        over, under = map(int, each[0].split("/"))
        if each[0] == ALWAYS or not over < under <= LARGEST_PART:
            yield Thing("always" if each[0] == ALWAYS else "code", each[0], *each.span())


def _phones(text: str) -> Iterator[Thing]:
    """Numbers to dial: seven digits and more that are no grouped number, no years and no range."""
    for each in PHONE.finditer(ascii_digits(text)):
        digits = bare_digits(each[0])
        groups = re.findall(r"\d+", each[0])
        number = GROUPED.fullmatch(each[0]) or (len(groups) == 1 and digits[0] != "0" and each[0][0] not in "+(")
        ranged = len(groups) == 2 and all(int(group) in YEARS for group in groups)
        if SHORTEST <= len(digits) <= LONGEST and not number and not ranged:
            yield Thing("phone", ("+" if "+" in each[0] else "") + digits, *each.span())
