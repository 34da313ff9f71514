"""Mixed sentences are read in the right order: our isolation, then a browser and a second UAX#9 look at the
result.
"""

from __future__ import annotations

import re

import pytest

from bidi import get_display
from handbookpub import pandoc
from handbookpub.languages import load
from handbookpub.reading import settle
from handbookpub.resolve.isolate import Isolator, overrides
from handbookpub.tree import Nodes, attributes, child_lists, kind, make_div, text
from support.chromium import visual
from support.sentences import MARKS, Sentence, compose, sentences

ROWS = sentences()
ISOLATE = {"ltr": "\u2066", "rtl": "\u2067"}
UNMIRRORED = str.maketrans({closing: opening for opening, closing in ("()", "[]", "{}", "«»")})
LAYOUT = "<!doctype html><meta charset=utf-8><style>p{white-space:nowrap;font:20px serif}</style>"


@pytest.fixture(scope="module")
def plain() -> Nodes:
    """Every row's paragraph as it was read, with the author's own spans."""
    source = "\n\n".join(row.source for row in ROWS)
    read = overrides(settle.join(settle.unwrap(pandoc.read(source)["blocks"])))
    assert len(read) == len(ROWS)
    return read


@pytest.fixture(scope="module")
def isolated(plain: Nodes) -> Nodes:
    """Every row's paragraph after isolation."""
    pairs = zip(ROWS, plain, strict=True)
    return [Isolator("x.md").block(block, load(row.language).rtl) for row, block in pairs]


@pytest.fixture(scope="module")
def shown(isolated: Nodes) -> list[str]:
    """What Chromium shows of each row."""
    cases = [
        make_div([block], "case", {"dir": "rtl", "lang": row.language})
        for row, block in zip(ROWS, isolated, strict=True)
    ]
    return [MARKS.sub("", line) for line in visual(LAYOUT + pandoc.write(cases), ".case > p")]


def marked(nodes: Nodes) -> str:
    """Text with U+2066/U+2067 and U+2069 where elements have a direction."""
    return "".join(_marked(nodes, i) for i in range(len(nodes)))


def _marked(nodes: Nodes, index: int) -> str:
    node = nodes[index]
    inner = "".join(marked(part) for part in child_lists(node)) if child_lists(node) else text(node)
    inner = f"“{inner}”" if kind(node) == "Quoted" else inner
    own = attributes(node).get("dir")
    return f"{ISOLATE[own]}{inner}\u2069" if own else inner


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.why)
def test_table_says_the_same_twice(row: Sentence) -> None:
    assert row.visual == compose(row.reads)
    assert sorted(MARKS.sub("", row.visual)) == sorted(re.sub("[⟦⟧]", "", row.reads))


@pytest.mark.parametrize("index", range(len(ROWS)), ids=lambda i: ROWS[i].why)
def test_reader_sees_the_order_expected(shown: list[str], index: int) -> None:
    assert shown[index] == ROWS[index].visual


@pytest.mark.parametrize("index", range(len(ROWS)), ids=lambda i: ROWS[i].why)
def test_second_algorithm_agrees(isolated: Nodes, index: int) -> None:
    """python-bidi has nothing in common with Chromium's ICU. It moves brackets without mirroring them."""
    display = get_display(marked([isolated[index]]), base_dir="R")
    seen = re.sub("[\u2066-\u2069\u200e\u200f\u061c\n]", "", display)
    assert MARKS.sub("", seen).translate(UNMIRRORED) == ROWS[index].visual.translate(UNMIRRORED)


def test_table_asks_for_more_than_plain_uax9_gives(plain: Nodes) -> None:
    """A table that plain text passed would prove nothing."""
    lines = [get_display(marked([block]), base_dir="R") for block in plain]
    wrong = [
        row.why
        for row, line in zip(ROWS, lines, strict=True)
        if MARKS.sub("", line).strip().translate(UNMIRRORED) != row.visual.translate(UNMIRRORED)
    ]
    assert len(wrong) >= 25
    assert "a number to dial is dialled from the left" in wrong
