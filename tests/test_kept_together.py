"""What somebody needs at one glance stands on one page: a heading with its sentence and the beginning of the list that
the sentence introduces.
"""

from __future__ import annotations

import pytest

from handbookpub.pdfread.structure import Element
from support.printed import Printed, small
from support.typeset_book import WORDS
from test_typography import report

LISTS = {
    "checklist": "::: checklist\n{many}\n:::",
    "steps": "::: steps\n{steps}\n:::",
    "list": "{many}",
    "form": '::: {{.form #f{number} version="1"}}\n**T**\n\n{fields}\n:::',
}
BEFORE = range(12, 24, 2)
"""Short paragraphs before a heading: it meets the foot of the page at several heights."""


def files(code: str, block: str) -> dict[str, str]:
    words = WORDS[code]
    parts = {
        "many": "\n".join([f"- {words}"] * 8),
        "steps": "\n".join(f"{number}. {words[:60]}" for number in range(1, 7)),
        "fields": "\n".join([f"- `text` {words[:30]}"] * 5),
    }
    return {
        f"{code}/{number}-x.md": f"# C {{#c{number}}}\n\n"
        + "\n\n".join([words[:40]] * number)
        + f"\n\n## H {{#h{number}}}\n\n{words}\n\n{block.format(number=number, **parts)}\n\n{words}\n"
        for number in BEFORE
    }


def pages(elements: list[Element]) -> list[int]:
    """The pages that some elements begin on."""
    return [min(page for page, _ in element.marked()) for element in elements]


def items(book: Printed, key: str, kind: str) -> list[Element]:
    """The items of a chapter's list, or the fields of its form."""
    within = list(book.section(key).walk())
    if kind != "form":
        return [each for each in within if each.kind == "LI"]
    form = max(within, key=lambda each: len(each.kids) if each.kind == "Div" else 0)
    return [kid for kid in form.kids if isinstance(kid, Element)][2:]


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("kind", LISTS)
def test_a_heading_and_its_sentence_stay_with_the_first_two_items(
    tmp_path_factory: pytest.TempPathFactory, kind: str, code: str
) -> None:
    book = small(tmp_path_factory.mktemp(kind), files(code, LISTS[kind]), code)
    for number in BEFORE:
        key = f"{number}-x"
        (heading,) = [each for each in book.section(key).walk() if each.kind == "H2"]
        found = pages(items(book, key, kind))
        assert {*pages([heading]), *found[:2]} == {found[0]}, key
    assert report(book).spots == ()
