"""Words in the wrong order are the worst that a book can do to its reader: printed order against Unicode's
own cases.

Three sets: every character in an element of its own; elements that begin and end at random places; invented
text in which numbers, separators, brackets and isolates meet, which the file has few of. The expected order
is the file's own (field 4), for invented text that of python-bidi.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import pytest

from handbookpub.pdfread.content import Glyph, read_pages
from handbookpub.pdfread.lines import is_invisible, opened, page_lines, visual_lines
from handbookpub.pdfread.order import has_ink, visual_order
from support import order_book
from support.bidi_cases import (
    CSS,
    FAMILIES,
    Case,
    as_html,
    as_markdown,
    chosen,
    every_case,
    families,
    is_mark,
    who,
)
from support.outlines import Contour, Outlines, same
from support.pdf import printed

SEED = 9
PAGE = "@page { size: 400px 800px; margin: 10px; @bottom-center { content: none } }"


@cache
def printed_cases(kind: str) -> dict[int, str]:
    """Number of the case -> its characters from left to right, read from the PDF."""
    cases, seed = SETS[kind]
    return read_back(printed(as_html(cases(), seed), CSS + PAGE, "ar"))


def read_back(data: bytes) -> dict[int, str]:
    found: defaultdict[int, str] = defaultdict(str)
    for page in read_pages(opened(data)):
        for line in page_lines(page.glyphs, block_of=lambda glyph: who(glyph.fill)[0]):
            found[who(line.glyphs[0].fill)[0]] += "".join(map(shown_letters, line.glyphs))
    return found


def shown_letters(glyph: Glyph) -> str:
    return "".join(char for char in glyph.text if has_ink(char) and not is_mark(char) and not is_invisible(char))


def invented() -> tuple[Case, ...]:
    """Paragraphs put together at random from what meets in a handbook; always the same ones."""
    chance = random.Random(SEED)
    bits = [
        "نص",
        "عدد",
        "word",
        "C++",
        "12",
        "٣٤",
        "10–20",
        "85%",
        "٪٥٠",
        "+20",
        "3.5",
        "1,2",
        "-7",
        "$5",
        "،",
        "؛",
    ]
    bits += [
        "(",
        ")",
        "[",
        "]",
        "«",
        "»",
        "/",
        ":",
        ".",
        "#",
        "\u2066a 1\u2069",
        "\u2067ب 2 c\u2069",
        "\u200f",
        "א1",
    ]
    cases = []
    for number in range(600):
        text = "".join(chance.choice(bits) + chance.choice(["", " "]) for _ in range(chance.randint(3, 9))).strip()
        direction = chance.choice(["rtl", "ltr"])
        cases.append(Case(number, text, direction, tuple(visual_order(text, direction))))
    return tuple(case for case in cases if case.order)


SETS = {"every character": (chosen, None), "random cuts": (chosen, SEED), "invented": (invented, SEED)}


def wrong(cases: Sequence[Case], found: dict[int, str]) -> list[Case]:
    return [case for number, case in enumerate(cases) if found.get(number, "") != case.letters]


def by_family(cases: Sequence[Case]) -> str:
    counted = Counter(name for name, _ in families(cases).elements()) or "no family"
    shown = "; ".join(f"line {case.line} {case.direction} {ascii(case.text)}" for case in cases[:5])
    return f"{len(cases)} wrong: {counted}; {shown}"


@pytest.mark.parametrize("kind", SETS)
def test_printed_order_is_that_of_unicode(kind: str) -> None:
    cases = SETS[kind][0]()
    missed = wrong(cases, printed_cases(kind))
    assert not missed, by_family(missed)


def test_the_sample_covers_every_family_both_ways() -> None:
    covered = families(chosen())
    assert len(chosen()) >= 3000
    assert not [(name, way) for name in FAMILIES for way in ("ltr", "rtl") if not covered[name, way]]


def test_the_reader_notices_a_swap() -> None:
    """The same cases with two pieces exchanged must all be found wrong."""
    cases = [case for case in chosen() if len(case.letters) > 1 and case.letters[0] != case.letters[-1]][:50]
    swapped = [Case(c.line, c.text, c.direction, (c.order[-1], *c.order[1:-1], c.order[0])) for c in cases]
    found = read_back(printed(as_html(cases), CSS + PAGE, "ar"))
    assert len(wrong(swapped, found)) == len(cases)


def test_the_oracle_agrees_with_every_case_of_the_file() -> None:
    missed = [case for case in every_case() if tuple(visual_order(case.text, case.direction)) != case.order]
    assert len(every_case()) > 90000
    assert not missed, by_family(missed)


def test_markdown_carries_nearly_every_case() -> None:
    """What is skipped on the way through Markdown stays a rest (see `why_not_markdown`)."""
    assert sum(as_markdown(case) is None for case in chosen()) < 100


BRACKETS = ("()", "[]", "«»", "{}", "<>")


def bracket_inks(direction: str, inside: str) -> list[list[Contour]]:
    """The ink of every opening and closing bracket around a word, from left to right, one pair after the
    other.
    """
    body = "".join(f'<p dir="{direction}">{escape(pair[0] + inside + pair[1])}</p>' for pair in BRACKETS)
    pdf = opened(printed(body, CSS + PAGE))
    outlines = Outlines(pdf)
    lines = visual_lines(pdf)
    drawn = [[glyph for glyph in line.glyphs if glyph.advance] for line in lines]
    return [outlines.ink([glyphs[end]], glyphs[end].size) for glyphs in drawn for end in (0, -1)]


def test_brackets_embrace_their_word_in_both_directions() -> None:
    """UAX#9 L4: in right-to-left text the opening bracket is drawn as its mirror image, so the left end
    looks alike.
    """
    inks = bracket_inks("rtl", "نص"), bracket_inks("ltr", "نص")
    assert [len(ink) for ink in inks] == [2 * len(BRACKETS)] * 2
    assert all(same(one, other) for one, other in zip(*inks, strict=True))
    assert not any(same(left, right) for left, right in zip(inks[0][::2], inks[0][1::2], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, SEED])
def test_order_through_the_command_line(tmp_path: Path, seed: int | None) -> None:
    """The same cases as Markdown, built as a publisher builds; each language carries its own direction."""
    held = order_book.write(tmp_path / "book", chosen(), seed)
    order_book.build(tmp_path / "book", tmp_path / "out")
    for language, cases in held.items():
        found = order_book.paragraphs(tmp_path / "out" / language / f"order-{language}.pdf")
        start = found.index(cases[0].letters)  # after the front matter
        missed = wrong(cases, dict(enumerate(found[start : start + len(cases)])))
        assert not missed, by_family(missed)
