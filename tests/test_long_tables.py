"""A table that goes on over pages is one table: its head is read once, and each cell still knows its header."""

from __future__ import annotations

import unicodedata

import pytest

from handbookpub.pdfread.structure import Element
from support.printed import Printed, small

ROWS = {"en": ("Level", "Meaning", "Row {} of the table", "Do it now."), "ar": ("المستوى", "معناه", "الصف {}", "افعل.")}


def chapter(code: str) -> str:
    first, second, row, cell = ROWS[code]
    rows = "\n".join(f"| {row.format(number)} | {cell} |" for number in range(90))
    head = f"| {first} | [{second}](#c) |\n|---|---|"
    return f'# T {{#c}}\n\n::: {{.table #t headers="row"}}\nC.\n\n{head}\n{rows}\n:::\n'


@pytest.fixture(scope="module", params=ROWS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    code = request.param
    return small(tmp_path_factory.mktemp(code), {f"{code}/10-c.md": chapter(code)}, code)


def table(book: Printed) -> Element:
    (found,) = book.elements("Table")
    return found


def test_a_table_over_pages_is_one_table_with_one_head(book: Printed) -> None:
    kinds = [kid.kind for kid in table(book).kids]
    assert kinds.count("THead") == 1 and kinds.count("TBody") > 2
    rows = [element for element in table(book).walk() if element.kind == "TR"]
    assert len(rows) == 91
    assert len({glyph.page for row in rows for glyph in book.glyphs(row)}) > 2
    assert book.structure.faults == []


def test_its_head_is_seen_on_each_page_and_said_on_the_first(book: Printed) -> None:
    wanted = sorted(c for c in ROWS[book.edition.language.code][1] if unicodedata.category(c)[0] == "L")
    pages = {glyph.page for glyph in book.glyphs(table(book))}
    for number in sorted(pages)[1:]:
        page = book.pages[number]
        shown = [c for g in page.glyphs if g.artifact for c in g.text]
        assert not set(wanted) - set(shown)
    head = next(element for element in table(book).walk() if element.kind == "THead")
    assert {glyph.page for glyph in book.glyphs(head)} == {min(pages)}


def test_each_cell_names_headers_that_are_there(book: Printed) -> None:
    """A screen reader says the column before the cell, on the last page too."""
    ids, cells = {}, []
    for raw in book.pdf.objects:
        if getattr(raw, "get", None) and raw.get("/S") == "/TH" and "/ID" in raw:
            ids[bytes(raw.ID)] = raw
        elif getattr(raw, "get", None) and raw.get("/S") == "/TD":
            cells.append(raw)
    assert len(cells) == 90
    named = [[bytes(header) for header in cell.A.Headers] for cell in cells]
    assert {len(headers) for headers in named} == {2}
    assert len({headers[-1] for headers in named}) == 1
    assert {header for headers in named for header in headers} <= ids.keys()
    assert len(ids) == 92
