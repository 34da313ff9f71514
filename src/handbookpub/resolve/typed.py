"""Typed things in running text that have one reading order of their own: addresses, numbers to dial, dates,
codes.

Decisions, each for right-to-left text only (tests/bidi/isolation.toml holds a sentence for each):

- **Addresses, telephone numbers, ISO dates, USSD codes** are read from left to right whatever their digits
  are. Plain UAX#9 turns their groups round after an Arabic letter (W2, W4): `+20 2 2736 1234` comes out as
  `1234 2736 2 20+`.
- **Ranges** (`10–20`, `1939-1945`) are read with the sentence: the first number stands at the right. So
  Arabic and Hebrew books set life dates and page ranges, and so UAX#9 sets a dash between Arabic-Indic
  digits; with a hyphen, Persian digits or at the start of a paragraph it depends on the neighbours (W4), so
  each number becomes an island of its own. A range inside a Latin phrase (`Articles 10–20`) goes with the
  phrase.
- **Percentages**: the sign the translator typed decides. `85%` in Latin digits is one island, the sign at its
  right, as CLDR writes it for Arabic in Latin digits (`%` between two LRM); `٨٥٪` has the sign at the left of
  the number, as CLDR writes it for Arabic digits; the same for Persian and for `85٪`.
- **Signed numbers and amounts** (`-5`, `$50`) in Latin digits are islands, as in CLDR (LRM before the sign).
  With Arabic-Indic digits they follow the sentence.
- A date with slashes or dots, digit groups that may be one number or two, and a range that falls are left to
  plain UAX#9 and reported: nobody but the author knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .signs import value

N = "[0-9٠-٩۰-۹]"
DASH = "[-–—‑−]"
GAP = "[ \u00a0\u202f.\\-‑–/]"
ALONE = "(?<![A-Za-z0-9٠-٩۰-۹_.,:/@#])"  # an Arabic clitic may stand right before a number: و10
START = rf"(?<![A-Za-z0-9٠-٩۰-۹_@#.,:/+\-–])(?<!{N}[ ])"
END = rf"(?![\w@]|[-–‑/:.,٫]{N})"
NUMBER = rf"{N}+(?:[.,٫٬:]{N}+)*"
YEARS = range(1000, 2101)
CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed thing at `start:end`; `islands` are the parts that get a direction of their own, none for a
    `doubt`.
    """

    start: int
    end: int
    kind: str
    islands: tuple[tuple[int, int], ...] = ()
    doubt: str = ""


ADDRESSES = re.compile(
    r"(?P<url>(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:mailto|tel):(?=\S))[^\s<>\"«»“”،؛؟۔\ufffc]+)"
    r"|(?P<email>[\w.%+-]+(?<![\u0590-\u08ff])@[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
    re.IGNORECASE,
)
DIALLED = re.compile(
    rf"(?P<date>{START}{N}{{4}}-{N}{{2}}-{N}{{2}}"
    rf"(?:[T ]{N}{{2}}:{N}{{2}}(?::{N}{{2}})?(?:Z|[+-]{N}{{2}}:?{N}{{2}})?)?{END})"
    rf"|(?P<ussd>{ALONE}[*#]{N}+(?:[*#]{N}+)*\#)"
    rf"|(?P<phone>{START}(?!{N}{{1,2}}(?P<mark>[/.-]){N}{{1,2}}(?P=mark){N}{{4}}{END})(?:\+{GAP}?|\((?:[0٠۰]{N}{{0,4}}|{N}{{3}})\)|[0٠۰])(?:{GAP}?(?:\({N}{{1,4}}\)|{N}+))+{END})"
)
NUMBERS = re.compile(
    rf"(?P<slashed>{START}(?:{N}{{1,2}}/{N}{{1,2}}/{N}{{2,4}}|{N}{{1,2}}\.{N}{{1,2}}\.{N}{{4}}|{N}{{4}}/{N}{{1,2}}/{N}{{1,2}}"
    rf"|{N}{{1,2}}-{N}{{1,2}}-{N}{{4}}){END})"
    rf"|(?P<grouped>{START}{N}{{1,3}}(?:[ \u00a0\u202f]{N}{{3}})+(?![\u00a0\u202f ]?{N}){END})"
    rf"|(?P<groups>{START}{N}{{2,4}}(?:[ \-‑]{N}{{2,4}})+(?![ ]?{N}){END})"
    rf"|(?P<code>{START}{N}+(?:[-‑]{N}+){{2,}}{END})"
    rf"|(?P<range>{START}(?P<from>{NUMBER}[%٪]?)[ ]?{DASH}[ ]?(?P<to>{NUMBER}[%٪]?)(?![\w]|{DASH}{N}))"
    rf"|(?P<percent>{ALONE}[+\-−]?{NUMBER}[ \u00a0\u202f]?[%٪‰])"
    rf"|(?P<amount>{ALONE}[+\-−]?[$€£¥][0-9]+(?:[.,][0-9]+)*|{ALONE}[0-9]+(?:[.,][0-9]+)*[$€£¥])"
    rf"|(?P<signed>{ALONE}(?<![)\]%٪])[+\-−][0-9]+(?:[.,][0-9]+)*(?!\w)|{ALONE}[0-9]+\+(?!\w))"
)

QUANTITY = re.compile(
    rf"{ALONE}[+\-−]?[0-9]+(?:[.,:][0-9]+)*[ \u00a0\u202f]"
    r"(?:[kcmµn]?m|[kmµ]?g|[kcm]?[lL]|[kKMGT]i?B|[kMG]?bps|[kMG]?Hz|[km]?W|k?Wh|mAh|[kmV]?V|°[CF]|[AP]M|[ap]\.m\."
    r"|min|USD|EUR|GBP|CHF|EGP|JOD|LBP|MAD|TND|SAR|AED)(?!\w)"
)


def addresses(text: str) -> Iterator[Typed]:
    """URLs and e-mail addresses."""
    for match in ADDRESSES.finditer(text):
        end = match.end() if match["email"] else match.start() + len(_trimmed(match.group()))
        if end - match.start() > 4:
            yield whole(match.start(), end, match.lastgroup or "url")


def _trimmed(url: str) -> str:
    """The URL without the sentence's punctuation at its end, and without a bracket opened before it."""
    while url and (
        url[-1] in ".,;:!?'’…*_" or (url[-1] in CLOSING and url.count(url[-1]) > url.count(CLOSING[url[-1]]))
    ):
        url = url[:-1]
    return url


def dialled(text: str) -> Iterator[Typed]:
    """Telephone numbers, USSD codes and ISO dates."""
    for match in DIALLED.finditer(text):
        kind, digits = match.lastgroup or "", sum(c.isdigit() for c in match.group())
        if kind != "phone" or (7 <= digits <= 17 and match.group().count("(") == match.group().count(")")):
            yield whole(match.start(), match.end(), kind)


def numbers(text: str) -> Iterator[Typed]:
    """Ranges, percentages, amounts and quantities, and what may be one of several things."""
    for match in NUMBERS.finditer(text):
        kind = "range" if match["range"] else match.lastgroup or ""
        yield from KINDS.get(kind, _whole)(match, kind)


def whole(start: int, end: int, kind: str) -> Typed:
    """A typed thing that is one island."""
    return Typed(start, end, kind, ((start, end),))


def _whole(match: re.Match[str], kind: str) -> Iterator[Typed]:
    yield whole(match.start(), match.end(), kind)


def _slashed(match: re.Match[str], kind: str) -> Iterator[Typed]:
    yield Typed(match.start(), match.end(), kind, doubt="date")


def _grouped(match: re.Match[str], kind: str) -> Iterator[Typed]:
    """`1 000 000` is one number; `10 200` with a common space may be two."""
    if " " in match.group() and match.group().count(" ") == 1:
        yield Typed(match.start(), match.end(), kind, doubt="groups")
    else:
        yield from _whole(match, "number")


def _groups(match: re.Match[str], kind: str) -> Iterator[Typed]:
    parts = re.split(r"[ \-‑]", match.group())
    digits = sum(map(len, parts))
    if len(parts) == 2 and " " not in match.group() and (digits < 7 or all(value(p) in YEARS for p in parts)):
        dash = match.start() + len(parts[0])
        yield _range(match.start(), dash, dash + 1, match.end(), match.string)
    elif digits >= 7:
        spaced = " " in match.group()
        yield (
            Typed(match.start(), match.end(), kind, doubt="groups")
            if spaced
            else whole(*match.span(), "phone")
        )


def _ranged(match: re.Match[str], kind: str) -> Iterator[Typed]:
    yield _range(*match.span("from"), *match.span("to"), match.string)


def _range(start: int, stop: int, again: int, end: int, text: str) -> Typed:
    first, last = text[start:stop], text[again:end]
    falls = value(first) > value(last) and len(first) <= len(last)
    parts = ((start, stop), (again, end))
    return Typed(
        start, end, "range", tuple(p for p in parts if _needs(text[slice(*p)])), "falls" if falls else ""
    )


def _needs(number: str) -> bool:
    """Whether a number's place depends on its neighbours: Arabic-Indic digits (AN) stand firm, others (EN) do
    not.
    """
    return not "٠" <= number[0] <= "٩"


def _percent(match: re.Match[str], kind: str) -> Iterator[Typed]:
    number = match.group().rstrip("%٪‰ \u00a0\u202f")
    latin = number.isascii() and match.group()[-1] != "٪"
    end = match.end() if latin else match.start() + len(number)
    yield Typed(
        match.start(), match.end(), kind, ((match.start(), end),) if _needs(number.lstrip("+-−")) else ()
    )


KINDS = {"slashed": _slashed, "grouped": _grouped, "groups": _groups, "range": _ranged, "percent": _percent}
