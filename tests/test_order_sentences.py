"""The sentences that the layout engine alone gets wrong: markup inside mixed text, printed as Chromium shows it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from handbookpub.pdfread.lines import opened, visual_lines
from support import chromium
from support.pdf import page, printed

SENTENCES = (
    "نص one <b>two</b> three نص",
    "<i>one <b>two</b> three</i> نص",
    "(<i>palermo</i>, 2000) نص",
    "نص one<sup>1</sup> نص",
    "نص <bdi>C++</bdi> نص",
    '<span dir="ltr">A نص <b>عربي</b> متصل B</span>',
    "ال<b>مساع</b>دة ثم نص",
    "Briar تطبيق",
    'اتصل على <span dir="ltr">+20 227 3508</span> الآن',
    "اتصل على +20 227 3508 الآن",
    '"שלום" (<b>نص</b>) abc',
    "انظر <code>https://example.org/a</code>، ثم <a>هنا (<em>there</em>)</a>.",
    "«<b>نص</b>» [<i>x</i>] 85% ١٠–٢٠",
)
CSS = "p { white-space: nowrap; font-size: 12px; margin: 4px 0 } @page { size: 400mm 200mm; margin: 10mm }"


@cache
def shown() -> tuple[list[str], list[str]]:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    on_screen = [plain(line) for line in chromium.visual(page(body, CSS))]
    found = visual_lines(opened(printed(body, CSS)))
    on_paper = [plain(line.text) for line in found]
    return on_screen, [line for line in on_paper if line]


def plain(line: str) -> str:
    return re.sub(r"[\s\u200b-\u200f]", "", line)


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_paper_shows_what_the_browser_shows(number: int) -> None:
    on_screen, on_paper = shown()
    assert unmirrored(on_paper[number]) == unmirrored(on_screen[number])


def unmirrored(line: str) -> str:
    """Which way a bracket faces is held by the tests of ink; here its place counts."""
    return line.translate(str.maketrans("([«", ")]»"))


PHRASE = (
    "يحمل البروتوكول اسم <i>Protocol to <b>Prevent, Suppress and Punish</b> Trafficking in Persons, Especially Women"
    " and Children</i> وهو ملزم."
)


def test_a_phrase_over_several_lines_begins_on_the_first() -> None:
    """UAX#9 L1 and L2 work on lines: each line holds the next words of the phrase, in reading order."""
    narrow = "@page { size: 60mm 200mm; margin: 5mm } p { font-size: 12px }"
    lines = [line.text for line in visual_lines(opened(printed(f"<p>{PHRASE}</p>", narrow)))]
    latin = " ".join(re.findall("[A-Za-z,]+", " ".join(lines)))
    assert len(lines) > 2
    assert latin == "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children"
