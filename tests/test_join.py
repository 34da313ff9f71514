"""A book put together from parts is the book laid out in one piece: the same pages, the same text, a whole
structure."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from handbookpub.render import pdf
from handbookpub.render.join import join
from handbookpub.render.part import ELSEWHERE, Part, Source, render_part
from support import book

WORDS = (
    "يحق لكل شخص أن يعرف ما يحدث بعد أن يتكلم، وأن يختار بحرية من يساعده في كل خطوة (Palermo Protocol, 2000)."
)
CHAPTER = """# فصل رقم {number} {{#c{number}}}

{words} انظر [](#c{other}) و[](#s{number}-3).[^1]

::: {{.table #t{number}}}
مستويات الخطر.

| المستوى | المعنى |
|---|---|
| مرتفع | يجب التصرف الآن[^2] |
:::

{sections}

[^1]: حاشية قصيرة على {number}.

[^2]: A note in English, 2026.

    وفقرة ثانية بالعربية.
"""
SECTION = "## قسم {name} {{#s{name}}}\n\n{text}\n"


def chapter(number: int, sections: int) -> str:
    parts = [
        SECTION.format(name=f"{number}-{i}", text="\n\n".join([WORDS * 3] * 3))
        for i in range(1, sections + 1)
    ]
    return CHAPTER.format(number=number, other=number % 3 + 1, words=WORDS * 2, sections="\n".join(parts))


def sources(root: Path, *lengths: int) -> tuple[list[Source], pdf.Book]:
    files = {"handbook.toml": book.CONFIG.format(source="ar", title="دليل")}
    files |= {f"ar/{n}0-c.md": chapter(n, length) for n, length in enumerate(lengths, 1)}
    edition, handbook = book.edition(book.write(root, files), "ar")
    return pdf.sources(edition, handbook, "", {}), pdf._about(edition, handbook.config)


@cache
def laid_out(source: Source) -> Part:
    return render_part(source)


@pytest.fixture(scope="module", autouse=True)
def our_fonts() -> None:
    pdf._prepare()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same book from parts and in one piece."""
    root = tmp_path_factory.mktemp("book")
    wanted, about = sources(root, 4, 7, 3)
    bodies = [re.search("<body>(.*)</body>", source.html, re.S) for source in wanted]
    whole = "".join(body.group(1) for body in bodies if body).replace(f'href="{ELSEWHERE}', 'href="#')
    single = replace(
        wanted[0],
        key="whole",
        html=re.sub("<body>.*</body>", lambda _: f"<body>{whole}</body>", wanted[0].html, flags=re.S),
    )
    parted, one = root / "parts.pdf", root / "whole.pdf"
    parted.write_bytes(join([laid_out(source) for source in wanted], about, pdf.face))
    one.write_bytes(join([laid_out(single)], about, pdf.face))
    return parted, one


def raster(path: Path) -> list[bytes]:
    subprocess.run(["pdftoppm", "-r", "50", "-gray", path, path.with_suffix("")], check=True)
    return [page.read_bytes() for page in sorted(path.parent.glob(f"{path.stem}-*.pgm"))]


def text(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def test_pages_are_the_same_dot_for_dot(both: tuple[Path, Path]) -> None:
    parted, one = map(raster, both)
    assert len(parted) == len(one) > 12
    assert [n for n, (a, b) in enumerate(zip(parted, one, strict=True)) if a != b] == []


def test_text_is_the_same(both: tuple[Path, Path]) -> None:
    assert text(both[0]) == text(both[1])


def test_a_chapter_that_grows_changes_only_its_own_part(tmp_path: Path) -> None:
    before, _ = sources(tmp_path / "before", 4, 7, 3)
    after, about = sources(tmp_path / "after", 4, 9, 3)
    same = [
        a.key
        for a, b in zip(before, after, strict=True)
        if replace(a, base_url="") == replace(b, base_url="")
    ]
    assert same == ["10-c", "30-c"]  # the contents name the new sections
    grown = join([laid_out(source) for source in after], about, pdf.face)
    assert len(grown) > 0


def test_page_numbers_in_the_text_are_true(both: tuple[Path, Path]) -> None:
    """Every reference names the page on which its section begins."""
    import pikepdf

    with pikepdf.open(both[0]) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        places = pikepdf.NameTree(document.Root.Names.Dests)
        third = pages[places["c3"][0].objgen]
    digits = str(third).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert f"فصل رقم 3 (ص {digits})" in " ".join(plain(text(both[0])).split())


def plain(extracted: str) -> str:
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", extracted).replace("\xa0", " ")


def test_the_file_is_sound(both: tuple[Path, Path]) -> None:
    for path in both:
        assert (
            "No syntax or stream encoding errors"
            in subprocess.run(["qpdf", "--check", path], capture_output=True, text=True).stdout
        )


@pytest.mark.parametrize("asked", [True, False])
def test_addresses_of_links_are_printed_when_asked(tmp_path: Path, asked: bool) -> None:
    config = book.CONFIG.format(source="ar", title="دليل") + ("[print]\nlink_addresses = true\n" if asked else "")
    files = {"handbook.toml": config, "ar/1.md": "# أ {#a}\n\nانظر [الصفحة](https://example.org/a) الآن.\n"}
    edition, handbook = book.edition(book.write(tmp_path, files), "ar")
    (tmp_path / "a.pdf").write_bytes(pdf.book(edition, handbook))
    assert ("https://example.org/a" in plain(text(tmp_path / "a.pdf"))) is asked
