"""Packages of the book for the tests of exchange: segments of two editions, paired by the records."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from handbookpub.model import Handbook
from handbookpub.read import read_handbook
from handbookpub.translate.exchange.model import Comment, Package, Unit
from handbookpub.translate.status import survey
from handbookpub.translate.units import package

COMMENTS = (Comment("Amal", "Is this [the] word?\nSee https://example.org: line 2"), Comment("Zein", "Mended", False))
SMALL_UNITS = (
    Unit("10-one/aaaa", "heading", "one", "First **contact**", "الاتصال **الأول**", "reviewed", base="b1"),
    Unit("10-one/bbbb", "paragraph", "one", "Call [](service:EG.x).", "", "untranslated", place="ar/10-one.md:3"),
    Unit(
        *("10-one/cccc", "item", "one · d", 'Say "no" & \\*wait\\*.', "قل «لا»\\\nو*انتظر*  قليلًا.", "stale"),
        previous="Say *no*.",
        comments=COMMENTS,
        base="b3",
    ),
    Unit("10-one/aaaa-2", "heading", "two", "First **contact**", "الاتصال **الأول**", "translated", base="b4"),
)
SMALL = Package("small", "en", "ar-MA", "rtl", "ltr", "7", "10-one", SMALL_UNITS)
"""A chapter with a unit of every state, texts that repeat, and everything that files must escape."""
BOOK = Path(__file__).parents[2] / "handbook"


@cache
def book() -> Handbook:
    """The handbook of this repository."""
    return read_handbook(BOOK)[0]


@cache
def book_packages(code: str = "ar") -> tuple[Package, ...]:
    """One package for each chapter as an export makes it, by the records: a table may stand in another order in another
    alphabet. Every unit is translated.
    """
    surveyed, frames, _ = survey(book(), (code,))
    return tuple(replace(package(book(), each, frames), baseline="1") for each in surveyed)


STATES = ("translated", "stale", "untranslated", "reviewed")


def of_every_state(package: Package) -> Package:
    """The package with every state in turn, texts that stale units were made from, and comments."""
    units = tuple(
        replace(
            unit,
            state=STATES[i % 4],
            target=unit.target if i % 4 != 2 else "",
            base=unit.base if i % 4 != 2 else "",
            previous="Once *more*" if i % 4 == 1 else "",
            comments=COMMENTS[: i % 3],
        )
        for i, unit in enumerate(package.units)
    )
    return replace(package, units=units)
