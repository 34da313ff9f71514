"""HB505 and HB506: digits of two families."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import Prose, prose
from handbookpub.model import Chapter, Edition, Handbook

NUMBERS = re.compile(r"\d+(?:[.,٫٬:/\-–]\d+)*")
FAMILIES = {"0": "0-9", "٠": "٠-٩", "۰": "۰-۹"}


def family(digit: str) -> str:
    """The zero of the digits that a digit belongs to."""
    return chr(ord(digit) - unicodedata.digit(digit, 0))


def in_family(text: str, zero: str) -> str:
    """A text with its digits in another family."""
    signs = {"٫": ".", "٬": ","} if zero == "0" else {}
    return "".join(chr(ord(zero) + unicodedata.digit(c)) if c.isdigit() else signs.get(c, c) for c in text)


def _families(part: Prose, text: str) -> set[str]:
    """The families of a number's digits; a digit that HB503 names counts as the one it stands for."""
    table = part.language.confusables
    return {family(table.get(c, c)) for c in text if c.isdecimal()}


@check("HB505", on=Chapter)
def mixed_digits(chapter: Chapter, handbook: Handbook) -> Problems:
    """One number has digits of two families.

    What it does: looks at each number with its separators.
    Who is harmed: the reader: the two families run in different directions, so the parts of the number may
    change places.
    Example: `٢0٢٤`.
    Instead: `٢٠٢٤` or `2024`.
    """
    for part in prose(chapter, handbook):
        for found in NUMBERS.finditer(part.text):
            if len(zeros := _families(part, found[0])) > 1:
                wanted = part.language.digits[0] if part.language.digits[0] in zeros else sorted(zeros)[0]
                message = f"the number `{found[0]}` has digits of two families"
                yield part.place(found.start()), message, f"type `{in_family(found[0], wanted)}`"


@check("HB506", on=Edition, severity="review")
def other_digits(edition: Edition, handbook: Handbook) -> Problems:
    """A number has other digits than most numbers of the edition.

    What it does: counts the numbers of the running text in each family of digits, in the whole edition;
    if two families are equally frequent, the language's own counts. Telephone numbers, addresses, ISO dates,
    codes and Latin phrases do not count.
    Who is harmed: the reader, who has to read two sorts of digits and takes a 5 for a ٥.
    Example: `خلال 24 ساعة` in an edition that writes `٢٤`.
    Instead: `خلال ٢٤ ساعة`.
    """
    numbers = [found for chapter in edition.chapters if not chapter.notice for found in _numbers(chapter, handbook)]
    counted = Counter(zero for _, _, _, zero in numbers)
    if len(counted) < 2:
        return
    own = edition.language.digits[0]
    wanted = max(counted, key=lambda zero: (counted[zero], zero == own))
    for part, start, number, zero in numbers:
        if zero != wanted:
            seen, usual = FAMILIES.get(zero, zero), FAMILIES.get(wanted, wanted)
            message = f"`{number}` has digits {seen}, most numbers here have {usual}"
            yield part.place(start), message, f"type `{in_family(number, wanted)}`"


def _numbers(chapter: Chapter, handbook: Handbook) -> Iterator[tuple[Prose, int, str, str]]:
    for part in prose(chapter, handbook):
        for found in NUMBERS.finditer(part.text):
            touches = part.signs[found.start() - 1 : found.start()] + part.signs[found.end() : found.end() + 1]
            named = part.at(found.start() - 1) in ("-", "‑") and part.at(found.start() - 2).isalpha()
            exempt = set(range(*found.span())) & part.foreign or "L" in touches or named
            if not exempt and len(zeros := _families(part, found[0])) == 1:
                yield part, found.start(), found[0], zeros.pop()
