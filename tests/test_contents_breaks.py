"""No page of the contents ends with a chapter's line, and the last page never holds a line or two alone."""

from __future__ import annotations

import pytest

from handbookpub.render import pdf
from support.printed import Printed, small

TITLES = {"en": ("Part", "Matter"), "ar": ("فصل", "مبحث")}
TOGETHER = 5
FIRST = range(20, 36)
"""Sections of the first chapter: a page of A5 holds about thirty lines."""


def chapter(code: str, number: int, sections: int) -> str:
    head, below = TITLES[code]
    return (
        "\n\n".join([f"# {head} {{#c{number}}}", *(f"## {below} {{#c{number}-{k}}}" for k in range(sections))]) + "\n"
    )


def contents(book: Printed) -> dict[int, list[str]]:
    """The words of each line, by page; each line is its words and its number, and is one element on one page."""
    pages: dict[int, list[str]] = {}
    for row in book.section(pdf.FRONT).walk():
        if row.kind == "Div" and [kid.kind for kid in row.kids] == ["Span", "Span"]:
            words, number = map(book.glyphs, row.kids)
            assert {glyph.page for glyph in words} == {glyph.page for glyph in number}
            pages.setdefault(words[0].page, []).append("".join(sorted(glyph.text for glyph in words)).strip())
    return pages


@pytest.mark.parametrize("code", TITLES)
def test_contents_break_where_a_chapter_begins(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    head = "".join(sorted(TITLES[code][0]))
    for first in FIRST:
        counts = [first, 1, 1, 2]
        files = {f"{code}/{n + 10}-c.md": chapter(code, n, sections) for n, sections in enumerate(counts)}
        pages = contents(small(tmp_path_factory.mktemp("contents"), files, code))
        assert sum(map(len, pages.values())) == len(counts) + sum(counts)
        assert head not in {lines[-1] for lines in pages.values()}
        assert min(map(len, pages.values())) >= TOGETHER or len(pages) == 1
