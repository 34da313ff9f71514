"""The printed page on request: the chapter alone, opened at the page on which a line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub.pdfread import engines
from support import teams
from support.preview import Browser, browser, wait

AR = teams.PATHS["ar"]
MANY = 60


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    more = "".join(f"فقرة رقمها {number} وفيها كلام يكفي لسطرين أو أكثر على صفحة صغيرة من هذا الكتاب، "
                   "فلا تنتهي الصفحة قبل أن تمتلئ.\n\n" for number in range(1000, 1000 + MANY))  # fmt: skip
    target = teams.TARGET.replace("[^n]: ", f"{more}انظر [](#two).\n\n[^n]: ")
    two = {"en/20-two.md": "# Two {#two}\n\nWords.\n", "ar/20-two.md": "# اثنان {#two}\n\nكلمات.\n"}
    with browser(teams.handbook(tmp_path_factory.mktemp("book"), {AR: target, **two})) as made:
        yield made


def line_of(root: Path, words: str) -> int:
    lines = (root / AR).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def opened(preview: Browser, path: str) -> tuple[bytes, int]:
    """What a browser ends up with: it loads the page again while it waits."""
    found: list[object] = []

    def come() -> bool:
        answer = preview.get(path)
        assert answer.status_code in (202, 303), answer.text
        if answer.status_code == 202:
            assert answer.headers["refresh"] == "1" and "are being made" in answer.text
        found[:] = [answer]
        return bool(answer.status_code == 303)

    wait(come, 120)
    target, page = re.fullmatch(r"(.*)#page=(\d+)", found[0].headers["location"]).groups()
    file = preview.get(target)
    assert file.status_code == 200 and file.headers["content-type"] == "application/pdf"
    return file.content, int(page)


def words_on(data: bytes, page: int) -> str:
    return engines.pdfium(data)[page - 1]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["1000", "1031", "1059"])
def test_the_page_of_a_line_is_opened(preview: Browser, words: str) -> None:
    line = line_of(preview.root, words)
    data, page = opened(preview, f"/ar/10-one.pdf?line={line}")
    assert words in words_on(data, page)
    assert len(engines.pdfium(data)) > 3


@pytest.mark.slow
def test_a_chapter_that_is_in_the_source_language_only_is_printed_too(preview: Browser) -> None:
    (preview.root / "en/30-three.md").write_text("# Three {#three}\n\nOnly here.\n", encoding="utf-8")
    preview.site.library.refresh()
    data, page = opened(preview, "/ar/30-three.pdf")
    assert page == 1 and {"Only", "Three"} <= set(words_on(data, page).split())


@pytest.mark.slow
def test_a_save_makes_the_page_anew(preview: Browser) -> None:
    before, _ = opened(preview, "/ar/20-two.pdf")
    teams.edit(preview.root, "ar/20-two.md", "كلمات", "جملة 4711")
    preview.site.library.refresh()
    after, page = opened(preview, "/ar/20-two.pdf?line=3")
    assert "4711" in words_on(after, page) and "4711" not in words_on(before, 1)


def test_a_broken_chapter_is_a_sentence(preview: Browser) -> None:
    (preview.root / "ar/20-two.md").write_bytes(b"\xff\xfe")
    preview.site.library.refresh()
    wait(lambda: preview.get("/ar/20-two.pdf").status_code != 202)
    answer = preview.get("/ar/20-two.pdf")
    assert answer.status_code == 500 and "ar/20-two.md" in answer.text and "Traceback" not in answer.text


def test_nothing_but_chapters_is_printed(preview: Browser) -> None:
    for path in ("/ar/none.pdf", "/en/10-one.pdf", "/ar/..%2f10-one.pdf"):
        assert preview.get(path).status_code in (404, 405)
    assert preview.get("/ar/10-one.pdf?print=unknown").status_code in (202, 303)  # made, instead of an error
    assert preview.get("/ar/10-one.pdf?line=x").status_code in (202, 303)
