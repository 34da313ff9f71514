"""The sentences of tests/bidi/isolation.toml as a reader meets them: on paper, and in an e-book (in a browser)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from handbookpub.pdfread.lines import Line, is_invisible, page_lines
from handbookpub.pdfread.structure import Element
from handbookpub.render import Context, epub
from support import book as support
from support import chromium
from support.printed import Printed, printed
from support.sentences import MARKS, sentences
from support.shapes import Shapes

BLANK = str.maketrans("\u00a0\u202f", "  ")
TITLE = re.compile(r"(?<!\*)\*(?!\*)")
ROWS = [row for row in sentences() if row.language == "ar" and not TITLE.search(row.source)]
"""Without the rows with a title: here it gets quotation marks that the table does not have."""
CHAPTER = "# فصل {#c}\n\n" + "\n\n".join(row.source for row in ROWS) + "\n"
LAYOUT = "<style>p { white-space: nowrap; font: 20px serif }</style>"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The sentences on A4, so that none is longer than two lines."""
    config = support.CONFIG.format(source="ar", title="-") + '[variants.a4]\npage = "A4"\n'
    root = support.write(tmp_path_factory.mktemp("islands"), {"handbook.toml": config, "ar/10-c.md": CHAPTER})
    return printed(*support.edition(root, "ar"), "a4")


@pytest.fixture(scope="module")
def paper(book: Printed) -> list[str]:
    """Each paragraph from left to right, its lines set side by side, brackets as they are drawn."""
    shapes = Shapes(book.pdf)
    paragraphs = [element for element in book.section("10-c").walk() if element.kind == "P"]
    return [one_line(book, paragraph, shapes) for paragraph in paragraphs]


def one_line(book: Printed, paragraph: Element, shapes: Shapes) -> str:
    lines = [seen(line, shapes) for line in page_lines(book.glyphs(paragraph))]
    return " ".join(" ".join(MARKS.sub("", line).split()) for line in reversed(lines))


def seen(line: Line, shapes: Shapes) -> str:
    """The characters of a line, with a blank where the eye sees one."""
    text, end = "", line.glyphs[0].x
    for glyph in line.glyphs:
        text += " " if glyph.x - end > 0.1 * glyph.size else ""
        text += "".join(c for c in shapes.shown(glyph) if not is_invisible(c))
        end = glyph.x + glyph.advance
    return text


@pytest.fixture(scope="module")
def screen(book: Printed, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Each paragraph of the e-book in Chromium."""
    out = tmp_path_factory.mktemp("epub")
    context = Context({"ar": book.edition}, ("epub",))
    file = out / epub.render(book.edition, book.handbook, out, context)[0].path
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        page = next(text for name in names if ROWS[0].source[:8] in (text := archive.read(name).decode()))
    return [MARKS.sub("", line).translate(BLANK) for line in chromium.visual(page + LAYOUT, "h1 ~ p")]


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("index", range(len(ROWS)), ids=lambda i: ROWS[i].why)
def test_on_paper(paper: list[str], index: int) -> None:
    assert len(paper) == len(ROWS)
    assert paper[index] == ROWS[index].visual


@pytest.mark.chromium
@pytest.mark.parametrize("index", range(len(ROWS)), ids=lambda i: ROWS[i].why)
def test_in_an_e_book(screen: list[str], index: int) -> None:
    assert len(screen) == len(ROWS)
    assert screen[index] == ROWS[index].visual
