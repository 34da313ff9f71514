"""Markup inside a word must not break its letters apart: the ink of a marked word equals that of the
unmarked.

Every pair of Arabic letters, at the start of a word and inside one, with the boundary of an element between
them. The outlines of all glyphs at their places are compared (support.outlines), so a wrong form, a gap and
a lost ligature all show. Where the letters do not join, the boundary costs the kerning between them, and
nothing else is asked; `tests/bench/joins_table.py` counts it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from handbookpub.pdfread.content import Glyph, read_pages
from handbookpub.pdfread.lines import opened
from support.bidi_cases import who
from support.outlines import Contour, Outlines, same
from support.pdf import printed
from test_extraction import families

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى"
SIZE = 12.0  # points
CSS = """@page { size: 420px 800px; margin: 10px }
p { margin: 0; font-size: 16px; line-height: 2; text-align: start }"""
SHAPING = Path("/usr/share/unicode/ArabicShaping.txt")  # Debian package unicode-data
LAM_ALEF = frozenset(f"ل{alef}" for alef in "اأإآ")
WHOLE_WORDS = {"Noto Nastaliq Urdu": "a Nastaliq shapes words as wholes: no boundary leaves them alone"}
PLACES = {"alone": ("", ""), "inside": ("ب", "ب")}
TAGS = ("span", "i", "a")


@cache
def inks(family: str, place: str, marked: bool) -> list[list[Contour]]:
    """The ink of every pair, in the order of `pairs`."""
    before, after = PLACES[place]
    body = "".join(
        paragraph(number, f"{before}{first}", f"{second}{after}", marked)
        for number, (first, second) in enumerate(pairs())
    )
    pdf = opened(printed(body, f'{CSS} body {{ font-family: "{family}" }}'))
    found: list[list[Glyph]] = [[] for _ in pairs()]
    for page in read_pages(pdf):
        for glyph in page.glyphs:
            number, _ = who(glyph.fill)
            if number >= 0:
                found[number].append(glyph)
    outlines = Outlines(pdf)
    return [outlines.ink(glyphs, SIZE) for glyphs in found]


def pairs() -> list[tuple[str, str]]:
    return [(first, second) for first in LETTERS for second in LETTERS]


def paragraph(number: int, first: str, second: str, marked: bool) -> str:
    tag = TAGS[number % len(TAGS)]
    word = f"{first}<{tag}>{second}</{tag}>" if marked else f"{first}{second}"
    return f'<p style="color: #01{number >> 8:02x}{number & 255:02x}">{word}</p>'


@cache
def joining_types() -> dict[str, str]:
    """Joining type of each letter (Unicode 9.2): D on both sides, R on its right only, U on none."""
    lines = (line.split(";") for line in SHAPING.read_text("utf-8").splitlines() if line[:1] not in ("#", ""))
    return {chr(int(fields[0], 16)): fields[2].strip() for fields in lines}


def joins(first: str, second: str) -> bool:
    types = joining_types()
    return types[first] == "D" and types[second] in "DR"


def different(family: str, place: str, joining: bool) -> list[str]:
    """The pairs whose ink the boundary changes, among those that join or those that do not."""
    inked = zip(pairs(), inks(family, place, False), inks(family, place, True), strict=True)
    return [a + b for (a, b), one, other in inked if joins(a, b) == joining and not same(one, other)]


def body_families() -> list[object]:
    names = families("body")
    reasons = [WHOLE_WORDS.get(name) for name in names]
    marks = [[pytest.mark.xfail(reason=reason)] if reason else [] for reason in reasons]
    return [pytest.param(name, marks=mark) for name, mark in zip(names, marks, strict=True)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("family", body_families())
def test_a_boundary_between_joined_letters_changes_no_ink(family: str, place: str) -> None:
    assert all(inks(family, place, False)), "every word leaves ink"
    broken = different(family, place, joining=True)
    kerned = (
        LAM_ALEF if place == "inside" else frozenset()
    )  # the boundary moves behind the alef, which ends the join
    assert not set(broken) - kerned, f"{len(broken)}: {' '.join(broken[:40])}"


def test_a_boundary_that_breaks_a_join_is_noticed() -> None:
    """The same pairs kept apart by a non-joiner: every pair whose first letter joins looks different."""
    joining = [(first, second) for first, second in pairs() if joins(first, second)]
    apart = "".join(paragraph(n, f"{a}\u200c", b, False) for n, (a, b) in enumerate(joining))
    together = "".join(paragraph(n, a, b, False) for n, (a, b) in enumerate(joining))
    one, other = (ink_of(body, len(joining)) for body in (apart, together))
    assert not [a + b for (a, b), x, y in zip(joining, one, other, strict=True) if same(x, y)]


def ink_of(body: str, count: int) -> list[list[Contour]]:
    pdf = opened(printed(body, CSS))
    glyphs = [glyph for page in read_pages(pdf) for glyph in page.glyphs]
    outlines = Outlines(pdf)
    return [outlines.ink([g for g in glyphs if who(g.fill)[0] == number], SIZE) for number in range(count)]
