"""A sheet of a form that falls out of its file can be put back: it says which form it belongs to, and for whom it is.

The words stand in the upper margin of each page that a form goes on to, and on no other page. A form never begins with
one field alone, nor does what it says at its end stand alone on a page.
"""

from __future__ import annotations

import unicodedata

import pytest

from handbookpub.languages import load
from handbookpub.pdfread.structure import Element
from handbookpub.render.loose import BLANK
from support.printed import Printed, small
from support.typeset_book import WORDS

TITLES = {"en": "Incident report", "ar": "تقرير الحادث"}
MM = 72 / 25.4
BEFORE = range(8, 22, 2)
"""Short paragraphs before a form: it meets the foot of a page at several heights."""


def chapter(code: str, number: int, before: int, first: str) -> str:
    short = "\n\n".join([WORDS[code][:40]] * before)
    fields = "\n".join([f"- `text` {first}", *[f"- `text` {WORDS[code][:30]}"] * (12 + number % 3)])
    made = f'::: {{.form #f{number} version="1"}}\n**{TITLES[code]}**\n\n{fields}\n\n{WORDS[code]}\n:::'
    after = "\n\n".join([WORDS[code]] * 20)
    return f"# C {{#c{number}}}\n\n{short}\n\n{made}\n\n{after}\n"


@pytest.fixture(scope="module", params=WORDS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    code = request.param
    asked = load(code).strings["case_code"]
    files = {f"{code}/{n + 10}-c.md": chapter(code, n, n, asked) for n in BEFORE}
    files[f"{code}/90-c.md"] = chapter(code, 90, 20, WORDS[code][:20])
    return small(tmp_path_factory.mktemp(code), files, code)


def letters(text: str) -> list[str]:
    """Letters and the line of a blank, in any order: a right-to-left line is drawn piece by piece."""
    return sorted(c for c in text if unicodedata.category(c)[0] == "L" or c == "_")


def strip(book: Printed, number: int) -> list[str]:
    """What stands lowest in the upper margin of a page."""
    top = (book.format.height - book.format.top) * MM
    found = [g for g in book.pages[number].glyphs if g.artifact and top < g.y < top + 4.2 * MM]
    return letters("".join(g.text for g in found))


def form(book: Printed, key: str) -> list[set[int]]:
    """The pages of each thing in the form of a part: its label, its title, its fields, its last words."""
    block = max(book.section(key).walk(), key=lambda each: len(each.kids) if each.kind == "Div" else 0)
    kids = [kid for kid in block.kids if isinstance(kid, Element)]
    return [{page for page, _ in kid.marked()} for kid in kids]


def test_further_sheets_of_a_form_say_whose_they_are_and_other_pages_do_not(book: Printed) -> None:
    row = book.edition.language
    known = f"{TITLES[row.code]}{row.strings['continued']}"
    code = row.strings["case_code"] + BLANK
    for source, start, part in list(zip(book.sources, book.layout.starts, book.parts, strict=True))[1:]:
        pages = set().union(*form(book, source.key))
        wanted = letters(known if source.key.startswith("90") else known + code)
        for number in range(start, start + part.record.pages):
            goes_on = number in pages and number > min(pages)
            assert strip(book, number) == (wanted if goes_on else []), (source.key, number + 1)
    assert book.structure.faults == []


def test_a_form_neither_begins_nor_ends_with_next_to_nothing(book: Printed) -> None:
    for source in book.sources[1:]:
        label, title, *fields, end = form(book, source.key)
        assert {*label, *title} == set().union(*fields[:2]), source.key
        assert end == fields[-1], source.key
