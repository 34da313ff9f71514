"""Labels of drawings in print: words that come back, in their places, beside shapes turned round for Arabic."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.engines import ENGINES
from handbookpub.render import RENDERERS, Context
from support.printed import Printed, small

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" font-family="sans-serif">
  <g data-mirror="true" stroke="#000" fill="none">
    <rect x="10" y="20" width="120" height="60"/>
    <rect x="270" y="20" width="120" height="60"/>
    <rect x="10" y="120" width="380" height="60"/>
    <path d="M220 40 L260 50 L220 60 Z" fill="#000"/>
  </g>
  <text data-label="contact" x="70" y="55" text-anchor="middle" font-size="14">First contact</text>
  <text data-label="safety" x="330" y="55" text-anchor="middle" font-size="14" font-weight="bold">Safety</text>
  <text data-label="start" x="20" y="155" font-size="14">At the start</text>
  <text data-label="end" x="380" y="155" text-anchor="end" font-size="14">At the end</text>
</svg>
"""
LABELS = {
    "ar": {"contact": "الاتصال الأول", "safety": "السلامة (أولًا)", "start": "من هنا IOM", "end": "إلى هناك ٣"},
    "en": {"contact": "First contact", "safety": "Safety (first)", "start": "From here", "end": "To there 3"},
}
BOXES = {"contact": 0, "safety": 1, "start": 2, "end": 2}
"""The box of the drawing, in its order, in which a label stands."""


def chapter(code: str) -> str:
    items = "\n".join(f"- `{key}` {words}" for key, words in LABELS[code].items())
    sentence = f"{LABELS[code]['contact']} {LABELS[code]['safety']} {LABELS[code]['contact']}."
    figure = '::: {.figure #fig src="figures/way.svg"}\nCaption.\n\n- `alt` A drawing.'
    return f"# T {{#c}}\n\n{sentence}\n\n{figure}\n{items}\n:::\n"


@pytest.fixture(scope="module", params=LABELS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    code = request.param
    files = {f"{code}/10-c.md": chapter(code), "figures/way.svg": SVG}
    return small(tmp_path_factory.mktemp(code), files, code)


def code_of(book: Printed) -> str:
    return book.edition.language.code


def label(book: Printed, key: str) -> list[Glyph]:
    """The glyphs of a label: the paragraph with its letters."""
    wanted = letters(LABELS[code_of(book)][key])
    found = [book.glyphs(part) for part in book.elements("P")]
    return next(glyphs for glyphs in found if letters("".join(g.text for g in glyphs)) == wanted)


def letters(text: str) -> list[str]:
    return sorted(c for c in text if unicodedata.category(c)[0] in "LMN")


@pytest.fixture(scope="module")
def drawn(book: Printed) -> list[dict[str, Any]]:
    """The paths of the drawing on the page, in its own order; points from the page's upper left."""
    page = label(book, "contact")[0].page
    with pymupdf.open(stream=book.data, filetype="pdf") as document:
        return [path for path in document[page].get_drawings() if path["rect"].width > 20]


def boxes(drawn: list[dict[str, Any]]) -> list[Any]:
    return [path["rect"] for path in drawn if path["fill"] is None and path["rect"].height > 30]


def test_each_label_stands_in_its_box(book: Printed, drawn: list[dict[str, Any]]) -> None:
    height = float(book.pdf.pages[0].mediabox[3])
    for key, number in BOXES.items():
        glyphs, box = label(book, key), boxes(drawn)[number]
        assert box.x0 < min(g.x for g in glyphs), key
        assert max(g.x + g.advance for g in glyphs) < box.x1, key
        assert {box.y0 < height - g.y < box.y1 for g in glyphs} == {True}, key
        assert len({round(g.y) for g in glyphs}) == 1, f"{key} on one line"


def test_anchors_are_kept(book: Printed, drawn: list[dict[str, Any]]) -> None:
    """A label in the middle stays there; one that starts at an edge starts at the edge that its reader starts at."""
    def middle(glyphs: list[Glyph]) -> float:
        return (min(g.x for g in glyphs) + max(g.x + g.advance for g in glyphs)) / 2

    for key in ("contact", "safety"):
        box = boxes(drawn)[BOXES[key]]
        assert middle(label(book, key)) == pytest.approx((box.x0 + box.x1) / 2, abs=1), key
    box, start, end = boxes(drawn)[2], label(book, "start"), label(book, "end")
    first, last = (end, start) if book.edition.language.rtl else (start, end)
    unit = (box.x1 - box.x0) / 380
    assert min(g.x for g in first) - box.x0 == pytest.approx(10 * unit, abs=1)
    assert box.x1 - max(g.x + g.advance for g in last) == pytest.approx(10 * unit, abs=1)


def test_the_drawing_is_turned_round_for_arabic(book: Printed, drawn: list[dict[str, Any]]) -> None:
    """The way leads to the left, and its first box is the right one."""
    arrow = next(path for path in drawn if path["fill"] is not None)
    points = {(round(point.x, 2), round(point.y, 2)) for step in arrow["items"] for point in step[1:3]}
    middle = sorted(points, key=lambda point: point[1])[1]
    others = [x for x, y in points if (x, y) != middle]
    first, second = boxes(drawn)[:2]
    if book.edition.language.rtl:
        assert middle[0] < min(others)
        assert first.x0 > second.x1
    else:
        assert middle[0] > max(others)
        assert first.x1 < second.x0


@pytest.mark.parametrize("engine", ENGINES)
def test_labels_come_back_as_words(book: Printed, engine: str) -> None:
    """Each label as it was typed: joined, in order, brackets and all words side by side."""
    text = plain(ENGINES[engine](book.data))
    for key, words in LABELS[book.edition.language.code].items():
        for word in words.split():
            assert word.strip("()") in text, f"{key}: {word}"
    if engine == "poppler":
        assert {words: words in text for words in LABELS[book.edition.language.code].values()} == dict.fromkeys(
            LABELS[book.edition.language.code].values(), True
        )


def plain(pages: list[str]) -> str:
    kept = "".join(c for page in pages for c in page if unicodedata.category(c) != "Cf")
    return " ".join(kept.replace("\u00a0", " ").split())


def test_letters_are_joined_as_in_running_text(book: Printed) -> None:
    """The glyphs of a label are those of the same words in a sentence."""
    codes = [(g.font.key, g.code) for g in label(book, "contact") if g.text.strip()]
    assert len(codes) > 10
    sentence = next(p for p in book.section("10-c").walk() if p.kind == "P" and len(book.glyphs(p)) > 2 * len(codes))
    shown = [(g.font.key, g.code) for g in book.glyphs(sentence) if g.text.strip()]
    places = range(len(shown) - len(codes) + 1)
    assert any(shown[i : i + len(codes)] == codes for i in places)


def test_a_label_is_bold_where_the_drawing_says_so(book: Printed) -> None:
    assert {g.font.name.endswith("-Bold") for g in label(book, "safety")} == {True}
    assert {g.font.name.endswith("-Bold") for g in label(book, "contact")} == {False}


def test_the_drawing_has_its_description(book: Printed) -> None:
    assert [figure.alt for figure in book.elements("Figure")] == ["A drawing."]


def test_no_output_holds_a_presentation_form(book: Printed, tmp_path: Path) -> None:
    """U+FB50 to U+FDFF and U+FE70 to U+FEFE: shapes of letters as characters, which no search finds."""
    texts = ["".join(g.text for page in book.pages for g in page.glyphs)]
    code = book.edition.language.code
    for name in ("html", "single", "epub"):
        context = Context({code: book.edition}, (name,))
        made = RENDERERS[name].render(book.edition, book.handbook, tmp_path, context)
        texts += [text for artefact in made for text in content(tmp_path / artefact.path)]
    texts += [text for engine in ENGINES.values() for text in engine(book.data)]
    assert sum("\u0644" in text for text in texts) > (5 if code == "ar" else -1)
    shown = {c for text in texts for c in text if "\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefe"}
    assert shown == set()


def content(file: Path) -> list[str]:
    """The texts in a file; those in it, if it is an EPUB."""
    if file.suffix in (".html", ".css", ".js"):
        return [file.read_text(encoding="utf-8")]
    if file.suffix != ".epub":
        return []
    with zipfile.ZipFile(file) as book:
        return [book.read(name).decode("utf-8", "ignore") for name in book.namelist() if "html" in name]
