"""Notes: at the foot of the page where they are called, whole, and each in its own direction."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from handbookpub import tree
from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.lines import Line, page_lines
from handbookpub.pdfread.structure import Element
from handbookpub.render import pdf
from support import tools
from support.printed import EDITIONS, Printed, own, small

FILLER = "يحق لكل شخص أن يعرف ما يحدث بعد أن يتكلم، وأن يختار بحرية من يساعده في كل خطوة. " * 6
LONG = "حاشية طويلة تمتد على أكثر من سطر واحد لأنها تشرح ما لا يتسع له المتن. " * 5
ARABIC = f"""# فصل[^h] {{#c}}

فقرة أولى[^1] وثانية[^2] في سطر واحد.

{FILLER}

| رأس | آخر |
|---|---|
| خلية[^3] | نص |

نص عربي[^4] آخر[^5].

[^h]: حاشية العنوان.

[^1]: فقرة أولى.

    فقرة ثانية.

    1. بند أول
    2. بند ثان

[^2]: {LONG}

[^3]: في خلية.

[^4]: An English note (Palermo Protocol, 2000).

[^5]: حاشية فيها (Palermo Protocol, 2000) ثم نص.
"""
CONFIG = """id = "sample"
source = "en"
[languages.en]
title = "Sample"
[languages.ar]
title = "نموذج"
"""
ENGLISH = """# Chapter {#c}

A word[^1] and another[^2].

[^1]: «نعم» تعني موافقة.

[^2]: Note in English, **نعم** means yes.
"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    files = {"handbook.toml": CONFIG, "en/10-c.md": ENGLISH, "ar/10-c.md": ARABIC}
    return small(tmp_path_factory.mktemp("ar"), files, "ar")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    files = {"handbook.toml": CONFIG, "en/10-c.md": ENGLISH, "ar/10-c.md": ARABIC}
    return small(tmp_path_factory.mktemp("en"), files, "en")


def notes(book: Printed) -> list[Element]:
    return list(book.elements("Note"))


def calls(book: Printed) -> Iterator[tuple[Element, int]]:
    """The links that call a note, with the page that they lead to."""
    for link in book.elements("Link"):
        refs = [ref for ref, element in book.structure.annotations.items() if element is link]
        raw = book.pdf.get_object(refs[0])
        name = str(raw.get("/Dest", raw.get("/A", {}).get("/D")))
        if ".fn" in name:
            yield link, book.links.names[name]


def lines(book: Printed, element: Element) -> list[Line]:
    """The lines of an element from top to bottom, with ink."""
    glyphs: dict[int, list[Glyph]] = {}
    for glyph in book.glyphs(element):
        glyphs.setdefault(glyph.page, []).append(glyph)
    found = [line for page in sorted(glyphs) for line in page_lines(glyphs[page])]
    return [line for line in found if line.text]


def text(book: Printed, element: Element) -> str:
    return " ".join(line.text for line in lines(book, element))


def page(book: Printed, element: Element) -> int:
    return book.glyphs(element)[0].page + 1


@pytest.mark.parametrize(("code", "variant"), EDITIONS)
def test_every_note_of_our_book_begins_on_the_page_of_its_call(code: str, variant: str) -> None:
    book = own(code, variant)
    wanted = sum(node["t"] == "Note" for c in book.edition.chapters for node in tree.walk(c.blocks))
    called = list(calls(book))
    assert len(called) == len(notes(book)) == wanted > 20
    from_to = [(page(book, link), leads, page(book, note)) for (link, leads), note in by_chapter(book)]
    assert [each for each in from_to if len(set(each)) != 1] == []


def by_chapter(book: Printed) -> Iterator[tuple[tuple[Element, int], Element]]:
    """Calls and notes in pairs: within a chapter, both stand in the order of the text."""
    found, held = list(calls(book)), notes(book)
    for source in book.sources:
        inside = {id(element) for element in book.section(source.key).walk()}
        own_calls = [call for call in found if id(call[0]) in inside]
        yield from zip(own_calls, (note for note in held if id(note) in inside), strict=True)


@pytest.mark.parametrize(("code", "variant"), EDITIONS)
def test_notes_stand_below_the_text_of_their_page(code: str, variant: str) -> None:
    book = own(code, variant)
    in_notes = {marked for note in notes(book) for marked in note.marked()}
    for number in {note_page for note_page, _ in in_notes}:
        glyphs = [g for g in book.pages[number].glyphs if g.mcid is not None and g.text.strip()]
        below = [g.y for g in glyphs if (number, g.mcid) in in_notes]
        above = [g.y for g in glyphs if (number, g.mcid) not in in_notes]
        assert max(below) < min(above), number + 1


def test_a_note_shows_the_number_of_its_call(arabic: Printed) -> None:
    shown = [(text(arabic, link), text(arabic, note)[-3:]) for (link, _), note in by_chapter(arabic)]
    assert [call for call, _ in shown] == [f"){number}(" for number in "١٢٣٤٥٦"]
    firsts = [lines(arabic, note)[0].text for note in notes(arabic)]
    assert [number in first for number, first in zip("١٢٣٤٥٦", firsts, strict=True)] == [True] * 6


def test_a_list_in_a_note_is_a_list(arabic: Printed) -> None:
    """A screen reader says how many items there are."""
    note = notes(arabic)[1]
    lists = [element for element in note.walk() if element.kind == "L"]
    assert [[kid.kind for kid in found.kids] for found in lists] == [["LI", "LI"]]
    assert [[kid.kind for kid in item.kids] for item in lists[0].kids] == [["LBody"], ["LBody"]]
    assert ["أول" in text(arabic, item) or "لوأ" in text(arabic, item) for item in lists[0].kids] == [True, False]
    assert arabic.structure.faults == []


def test_notes_in_a_heading_a_cell_and_two_on_a_line_stand_on_their_page(arabic: Printed) -> None:
    pairs = list(by_chapter(arabic))
    assert [page(arabic, link) for (link, _), _ in pairs] == [page(arabic, note) for _, note in pairs]
    holders = [holder(link) for (link, _), _ in pairs]
    assert holders == ["H1", "P", "P", "TD", "P", "P"]


def holder(element: Element | None) -> str:
    while element is not None and element.kind not in ("H1", "P", "TD"):
        element = element.parent
    return element.kind if element else ""


def test_a_heading_with_a_note_keeps_its_words_elsewhere(arabic: Printed) -> None:
    """Bookmark, contents and running head say the words without the call."""
    chapter = next(mark for mark in arabic.links.bookmarks if mark.label.startswith("فصل"))
    assert chapter.label == "فصل"
    entry = next(lines(arabic, link)[0].text for link in arabic.section(pdf.FRONT).walk() if link.kind == "Link")
    assert entry == "لصف"


def test_a_note_of_several_paragraphs_is_whole(arabic: Printed) -> None:
    second = notes(arabic)[1]
    assert [kid.kind for kid in second.walk()].count("P") == 2
    shown = [line.text for line in lines(arabic, second)]
    assert len(shown) == 4
    assert "ىلوأ ةرقف" in shown[0]
    assert shown[1] == ".ةيناث ةرقف"
    assert shown[2:] == ["لوأ دنب.١", "ناث دنب.٢"] or shown[2:] == ["لوأ دنب .١", "ناث دنب .٢"]


def test_a_long_note_goes_on_below_its_first_line(arabic: Printed) -> None:
    third = lines(arabic, notes(arabic)[2])
    assert len(third) > 3
    assert {line.page for line in third} == {third[0].page}
    gaps = [a.y - b.y for a, b in zip(third, third[1:], strict=False)]
    assert max(gaps) - min(gaps) < 0.1


def test_each_note_says_its_language(arabic: Printed, english: Printed) -> None:
    """A screen reader changes its voice where /Lang changes."""
    assert [note.language for note in notes(arabic)] == ["ar", "ar", "ar", "ar", "en", "ar"]
    assert [note.language for note in notes(english)] == ["ar", "en"]


def test_each_note_runs_in_its_own_direction(arabic: Printed, english: Printed) -> None:
    """The number stands where its note begins: at the right of an Arabic note, at the left of an English one."""
    for book, wanted in ((arabic, "rrrrlr"), (english, "rl")):
        found = ""
        for note in notes(book):
            glyphs = [glyph for glyph in lines(book, note)[0].glyphs if glyph.text.strip("\u200e\u200f ")]
            number = [i for i, g in enumerate(glyphs) if set(g.text) & set("0123456789٠١٢٣٤٥٦٧٨٩")]
            found += "l" if number[0] < 3 else "r"
        assert found == wanted


def test_the_order_inside_notes_is_the_order_of_reading(arabic: Printed, english: Printed) -> None:
    """Brackets come as they were typed, mirrored or not; test_islands_printed looks at their shapes."""
    assert "An English note (Palermo Protocol, 2000)." in text(arabic, notes(arabic)[4])
    assert ".صن مث )Palermo Protocol, 2000( اهيف ةيشاح" in text(arabic, notes(arabic)[5])
    assert ".ةقفاوم ينعت »معن«" in text(english, notes(english)[0])
    assert "Note in English, معن means yes." in text(english, notes(english)[1])


WORDS = "Every person has the right to know what happens after they speak. "


def crowded(seed: int) -> str:
    """A chapter with notes everywhere: in paragraphs, headings, cells, items and blocks, of one line and of many."""
    chance, called = random.Random(seed), []

    def note() -> str:
        more = "\n\n    Second paragraph." if chance.random() < 0.15 else ""
        called.append(f"A note that runs on. {WORDS * chance.choice([0, 0, 1, 2, 5])}{more}")
        return f"[^{len(called)}]"

    def some(share: float) -> str:
        return note() if chance.random() < share else ""

    def cells() -> str:
        rows = (f"| Cell{some(0.4)} | {WORDS * chance.choice([0, 1, 2])}x |" for _ in range(4))
        return "\n".join(["| A | B |\n|---|---|", *rows])

    kinds: list[Callable[[int], str]] = [
        lambda _: "".join(f"{WORDS}Word{some(0.4)} goes on. {WORDS * chance.choice([0, 2])}" for _ in "123"),
        lambda number: f"## Section {number}{some(0.6)} {{#s{number}}}",
        lambda _: cells(),
        lambda _: "\n".join(f"- Item {WORDS}{some(0.3)}" for _ in range(4)),
        lambda _: f"::: {chance.choice(['danger', 'case'])}\n{WORDS * 3}{note()}\n\n{WORDS}\n:::",
    ]
    body = [chance.choice([kinds[0], *kinds])(number) for number in range(45)]
    return "\n\n".join(["# Chapter {#c}", *body, *(f"[^{i}]: {n}" for i, n in enumerate(called, 1))]) + "\n"


@pytest.mark.parametrize("seed", range(4))
def test_notes_stay_with_their_calls_on_crowded_pages(tmp_path: Path, seed: int) -> None:
    """Of 1,250 such notes (30 chapters) none was misplaced; WeasyPrint alone sent 11 of them to the next page."""
    book = small(tmp_path, {"en/10-c.md": crowded(seed)}, "en")
    pairs = [(page(book, link), page(book, note)) for (link, _), note in by_chapter(book)]
    assert len(pairs) > 15
    assert [pair for pair in pairs if len(set(pair)) > 1] == []
    assert book.structure.faults == []


@pytest.mark.parametrize("size", [9.6, 10.0, 10.5, 10.75, 11.0, 11.5, 12.0, 12.88])
def test_a_note_that_fits_moves_nothing(size: float) -> None:
    """Rounding at some sizes made the foot of a page overflow, and the page stay empty below the call."""
    words = '<span class="footnote" id="f"><span class="para">Note.</span></span>'
    note = f'<span class="call"><a href="#f">1</a>{words}</span>'
    body = f"<p>One.{note}</p>" + "<p>Words of a paragraph that stands below the call.</p>" * 6
    css = f"html {{ font-size: {size}pt }} @page {{ size: 210mm 297mm; margin: 28mm }}"
    with pikepdf.open(io.BytesIO(pdf.html_to_pdf(body, css, "en"))) as document:
        assert len(document.pages) == 1


def test_references_in_a_note_are_as_large_as_its_words(tmp_path: Path) -> None:
    fitz = tools.module("pymupdf", "pymupdf")
    text = "# Chapter {#c}\n\nA word[^1].\n\n## Where to look {#look}\n\nText.\n\n[^1]: Before [](#look) and after.\n"
    book = small(tmp_path, {"handbook.toml": CONFIG, "en/10-c.md": text, "ar/10-c.md": ARABIC}, "en")
    spans = [span for page in fitz.open(stream=book.data) for block in page.get_text("dict")["blocks"]
             for line in block.get("lines", ()) for span in line["spans"]]  # fmt: skip
    before = next(i for i, span in enumerate(spans) if "Before" in span["text"])
    after = next(i for i, span in enumerate(spans) if "after" in span["text"])
    note = [span for span in spans[before : after + 1] if span["text"].strip()]
    assert "Where to look" in "".join(span["text"] for span in note)
    assert {round(span["size"], 1) for span in note} == {round(spans[before]["size"], 1)}
