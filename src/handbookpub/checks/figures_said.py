"""Numbers and times that two languages say in two ways: one and a half, half past eight, five o'clock at seventeen."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from handbookpub.languages import Language
from handbookpub.quantities.digits import ascii_digits
from handbookpub.quantities.figures import Figure, Read
from handbookpub.quantities.vocabulary import vocabulary

SAID = {"30": (Fraction(1, 2),), "15": (Fraction(1, 4),), "45": (Fraction(1, 4),)}
"""Minutes as they are said in words: half past two."""
WEEKDAY = "weekday"
"""How the value of a weekday begins."""
HOUR, NOON = "hour", 12
UNNAMED = ("", "morning", "evening")


def said_otherwise(figures: Iterable[Figure], read: Read, other: Read, language: Language) -> set[Fraction]:
    """The values among some figures of a text that the other one says in another way, and the values of its words for
    them.
    """
    found = set[Fraction]()
    for figure in figures:
        parts = _mixed(figure, other, language)
        if parts or _is_time(figure, read, other):
            found |= {*figure.values, *parts}
    return found


def _mixed(figure: Figure, other: Read, language: Language) -> set[Fraction]:
    """The values with which the other text says a number with a fraction: an hour *and a half*."""
    joins = {*vocabulary(language.code).joins, *language.figures["joins"]}
    for value in figure.values:
        whole, part = value // 1, value % 1
        for half in other.figures if whole and part else ():
            before = other.text[: half.start].split()[-2:]
            typed = other.text[half.start : half.end]
            joined = bool(joins & set(before)) or any(language.rtl and typed.startswith(join) for join in joins)
            if part in half.values and joined and (whole == 1 or any(whole in f.values for f in other.figures)):
                return set(half.values)
    return set()


def _is_time(figure: Figure, read: Read, other: Read) -> bool:
    """Whether a number with a point is a time of the day in the other text: 8.15."""
    typed = ascii_digits(read.text[figure.start : figure.end]).replace(".", ":")
    return any(thing.kind == "time" and thing.value == typed.lstrip("0") for thing in other.things)


def is_same_hour(figure: Figure, other: Figure) -> bool:
    """Whether two numbers are one hour on two clocks: `from 9 to 5`, `de 9 h à 17 h`."""
    early, late = sorted((figure, other), key=lambda each: each.values[0])
    afternoon = late.unit == HOUR and NOON < late.values[0] < 2 * NOON and early.unit in UNNAMED
    return afternoon and early.values[0] + NOON == late.values[0]


def doubtful_days(number: int, language: Language) -> tuple[str, ...]:
    """The words of a weekday, 1 for Monday, that are other words too."""
    table = language.figures["doubtful_days"]
    return tuple(table[number - 1]) if table else ()
