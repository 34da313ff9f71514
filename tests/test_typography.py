"""The typographic report tells each fault of a page, names the words, and is silent over pages that are right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from handbookpub.outputs import flow, typeset
from handbookpub.pdfread.structure import Element
from support.printed import Printed, small
from support.typeset_book import FAULTS, FEW, LONG, WORDS, files

EXPECTED = {
    "overfull": "overfull",
    "cell": "overfull",
    "lines": "orphan",
    "items": "widow",
    "heading": "stranded",
    "lead": "stranded",
    "title": "stranded",
    "head": "caption",
    "caption": "caption",
    "wide": "wide",
    "short": "short",
}
"""Chapter -> the fault that it shows."""
Report = tuple[Printed, typeset.Report]


def report(book: Printed) -> typeset.Report:
    return typeset.report(book.pdf, book.pages, book.structure, book.edition.language.rtl)


def printed(code: str, kind: str, tmp_path_factory: pytest.TempPathFactory) -> Report:
    book = small(tmp_path_factory.mktemp(kind), files(code, kind), code)
    return book, report(book)


@pytest.fixture(scope="module", params=WORDS)
def faulty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return printed(request.param, "faulty", tmp_path_factory)


@pytest.fixture(scope="module", params=WORDS)
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return printed(request.param, "sound", tmp_path_factory)


def spots(found: Report, name: str) -> list[flow.Spot]:
    """The faults in a chapter."""
    book, made = found
    part: Element = book.section(f"{10 + list(FAULTS).index(name)}-{name}")
    return [spot for spot in made.spots if spot.block.part is part]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_is_told_where_it_is(faulty: Report, name: str) -> None:
    told = Counter(spot.kind for spot in spots(faulty, name))
    assert told[EXPECTED[name]] > 0, told
    assert not set(told) - {EXPECTED[name], "short", "widow", "orphan"}, told


def test_sound_pages_are_silent(sound: Report) -> None:
    assert [(spot.kind, spot.page + 1, spot.words, spot.said) for spot in sound[1].spots] == []
    assert (sound[1].median, sound[1].worst) == (0, 0)


def test_a_fault_names_its_words_as_they_were_typed(faulty: Report) -> None:
    code = faulty[0].edition.language.code
    assert [spot.words for spot in spots(faulty, "overfull")] == [LONG[code]]
    assert spots(faulty, "wide")[0].words.split()[0] == FEW[code]
    (lead,) = [spot for spot in spots(faulty, "lead") if spot.kind == "stranded"]
    assert lead.words.removesuffix(" …") in f"{WORDS[code]} {WORDS[code]}:"


def test_gaps_are_measured_in_spaces_of_the_font(faulty: Report) -> None:
    """Three words of the same width on each line: all gaps of a line are as wide as the widest."""
    assert faulty[1].median > typeset.MEDIAN
    assert faulty[1].worst == pytest.approx(faulty[1].median, rel=0.01)


def test_a_note_on_the_next_page_is_told(sound: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    read = flow.read

    def moved(*args: Any) -> flow.Flow:
        found = read(*args)
        (note,) = [block for block in found.blocks if block.is_note]
        note.lines = [replace(line, page=line.page + 1) for line in note.lines]
        note.number = {page + 1: number for page, number in note.number.items()}
        return found

    monkeypatch.setattr(flow, "read", moved)
    (spot,) = [spot for spot in report(sound[0]).spots if spot.kind == "note"]
    assert f"its call stands on page {spot.page} of the PDF" in spot.said


def test_a_table_head_alone_is_told(sound: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    read = flow.read

    def moved(*args: Any) -> flow.Flow:
        found = read(*args)
        for block in found.blocks:
            if block.within("TBody"):
                block.lines = [replace(line, page=line.page + 1) for line in block.lines]
        return found

    monkeypatch.setattr(flow, "read", moved)
    assert {spot.said for spot in report(sound[0]).spots if spot.kind == "stranded"} == {
        "the head of a table ends the page before its first row"
    }


def test_a_list_over_pages_is_one_list(sound: Report) -> None:
    book = sound[0]
    lists = [element for element in book.section("13-items").walk() if element.kind == "L"]
    assert [sum(isinstance(kid, Element) and kid.kind == "LI" for kid in each.kids) for each in lists] == [60]
    assert book.structure.faults == []
