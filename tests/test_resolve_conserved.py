"""Nothing is lost: every letter and digit of the text is still there after resolving, in its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbookpub import pandoc, read
from handbookpub.model import Handbook, Node
from handbookpub.reading import settle
from handbookpub.resolve import resolve
from handbookpub.resolve.isolate import Isolator, isolate_text
from handbookpub.tree import attributes, children, is_block, items, string, walk
from support.written import resolved, written

BOOK = Path(__file__).parent.parent / "handbook"
TYPED = ("service:", "law:", "term:")


def letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNM")


def strings(nodes: Iterable[Node]) -> str:
    return letters("".join(string(node) for node in walk(list(nodes))))


def running_text(nodes: Iterable[Node]) -> Iterator[Node]:
    """The text of a chapter without what is no running text: the types of fields, the labels of figures."""
    for node in nodes:
        if is_block(node, "figure"):
            yield from (child for child in children(node) if not items(child))
        elif is_block(node, "form"):
            yield from (part for part in walk(node) if part["t"] == "Str")
        elif node["t"] == "Div":
            yield from running_text(children(node))
        else:
            yield node


def missing(wanted: str, found: str) -> str:
    """The first letters of `wanted` that do not follow each other in `found`."""
    place = 0
    for index, letter in enumerate(wanted):
        at = found.find(letter, place)
        if at < 0:
            return wanted[index : index + 40]
        place = at + 1
    return ""


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return read.read_handbook(BOOK)[0]


@pytest.mark.parametrize("code", [path.name for path in sorted(BOOK.iterdir()) if list(path.glob("*.md"))])
def test_our_own_book_is_whole(handbook: Handbook, code: str) -> None:
    edition = handbook.edition(code)
    assert edition is not None
    for before, after in zip(edition.chapters, resolve(edition, handbook).edition.chapters, strict=True):
        assert missing(strings(running_text(before.blocks)), strings(after.blocks)) == "", before.path


def test_labels_of_a_figure_are_in_its_attributes(tmp_path: Path) -> None:
    text = '# T {#t}\n\n::: {.figure #f src="x.svg"}\nWay.\n\n- `alt` Two boxes.\n- `a` First\n\nLong.\n:::\n'
    figure = resolved(written(tmp_path, {"en/10-a.md": text})).edition.chapters[0].blocks[1]
    kept = "".join(attributes(figure).values())
    assert all(words in kept for words in ("Two boxes.", "First"))


WORDS = st.sampled_from(
    [
        "نص",
        "في",
        "IOM",
        "C++",
        ".NET",
        "(",
        ")",
        "«",
        "»",
        "“",
        "”",
        "2000",
        "10–20",
        "85%",
        "٨٥٪",
        "، ",
        ", ",
        ". ",
        ": ",
        " ",
        "+20 2 0000",
        "a@b.org",
        "https://x.org/a_(b)",
        "*a b*",
        "**ب c**",
        "`x y`",
        "[نص d](#t)",
        "[e]{.ltr}",
        "١٠-٢٠",
        "2026-11-23",
        "\u200e",
        "\u064e",
        '"',
        "[f]{lang=it}",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=14).map("".join), min_size=25, max_size=25))
def test_isolation_changes_no_character(paragraphs: list[str]) -> None:
    """Any mixture of marks, brackets and markup: only elements are added, in the order of the text."""
    source = "\n\n".join(f"ن{words}" for words in paragraphs)
    blocks = settle.join(settle.unwrap(pandoc.read(source)["blocks"]))
    isolator = Isolator("x.md")
    for block in blocks:
        before = "".join(string(node) for node in walk(block))
        assert "".join(string(node) for node in walk(isolator.block(block, True))) == before


@given(st.lists(WORDS, max_size=12).map("".join))
def test_isolates_of_plain_text_are_balanced(words: str) -> None:
    marked = isolate_text(words, True)
    assert marked.count("\u2066") == marked.count("\u2069")
    assert marked.replace("\u2066", "").replace("\u2069", "") == words
