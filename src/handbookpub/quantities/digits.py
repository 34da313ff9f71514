"""Numbers in digits of any family, with the separators of any language; fractions and Roman numerals.

`1,500` is one thousand five hundred in English and one and a half in French. So a number has readings, the one of
the text's own language first.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from handbookpub.languages import Language

SPACES = "\u00a0\u202f\u2009"
NUMBER = re.compile(
    rf"\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d))+(?:[.,٫]\d+)?"
    r"|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])"
    r"|\d+(?:[.,٫٬،'’]\d+)*|[¼½¾⅓⅔⅕⅛]"
)
SPACED = re.compile(r"\d{1,3}(?: \d{3}(?!\d))+(?:[.,٫]\d+)?")
"""With common spaces, where the language groups digits with a space."""
ROMAN = re.compile(r"(?=[XVI]{2,})X{0,3}(?:IX|IV|V?I{0,3})(?=(?:e|er|ème)?\b)")
ROMANS = {"I": 1, "V": 5, "X": 10}
SEPARATOR = re.compile("[.,٫٬،'’]")
ALWAYS = {"٫": ".", "٬": ",", "،": ",", "'": "", "’": ""}
"""Arabic separators have one meaning; an Arabic comma is typed for either."""
DIGIT = re.compile(r"\d")
THREE, LARGEST_PART = 3, 12


def ascii_digits(text: str) -> str:
    """The text with its digits as 0-9."""
    if text.isascii():
        return text
    return DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def bare_digits(text: str) -> str:
    """Only the digits of a text, as 0-9."""
    return "".join(c for c in ascii_digits(text) if c.isdecimal())


@lru_cache(maxsize=16384)
def readings(number: str, decimal: str, group: str) -> tuple[Fraction, ...]:
    """What a number may mean, the reading of a language with these separators first."""
    typed = ascii_digits(number)
    if len(typed) == 1 and not typed.isdecimal():
        return (Fraction(unicodedata.numeric(typed)).limit_denominator(100),)
    if "/" in typed:
        return _fraction(typed)
    typed = re.sub(rf"[{SPACES} '’]", "", typed)
    signs = SEPARATOR.findall(typed)
    if not signs:
        return (Fraction(int(typed)),)
    parts = SEPARATOR.split(typed)
    thousands = all(len(part) == THREE for part in parts[1:]) and 0 < len(parts[0]) <= THREE
    found: list[Fraction] = []
    whole = Fraction(int("".join(parts)))
    broken = Fraction(int("".join(parts)), 10 ** len(parts[-1]))
    if len(set(signs)) > 1:
        return (broken,)
    if len(signs) > 1:
        return (whole,) if thousands else (broken,)
    if thousands:
        found.append(whole)
    found.append(broken)
    first_is_decimal = signs[0] in (decimal, "٫") or (signs[0] != group and ALWAYS.get(signs[0]) == ".")
    return tuple(reversed(found)) if first_is_decimal else tuple(found)


def _fraction(typed: str) -> tuple[Fraction, ...]:
    over, under = map(int, typed.split("/"))
    return (Fraction(over, under),) if 0 < over < under <= LARGEST_PART else ()


def means(language: Language, number: str) -> tuple[Fraction, ...]:
    """The readings of a number in a language."""
    return readings(number, language.decimal, language.group)


def roman(numeral: str) -> Fraction:
    """The value of a Roman numeral up to thirty-nine."""
    values = [ROMANS[letter] for letter in numeral]
    following = [*values[1:], 0]
    return Fraction(sum(-v if v < after else v for v, after in zip(values, following, strict=True)))
