"""Whatever the length of what stands before them, these things never come apart at the foot of a page.

A chapter for each number of lines before them, so that each thing meets the foot of a page at every height.
"""

from __future__ import annotations

from collections import Counter

import pytest

from support.printed import small
from support.typeset_book import SVG, WORDS
from test_typography import report

HEAD = "| A | B |\n|---|---|"
THINGS = {
    "a paragraph that announces a list": "{lead}:\n\n- {words}\n- {words}",
    "a paragraph that announces a table": "{lead}:\n\n| A | B |\n|---|---|\n| {words} | {words} |",
    "a paragraph that announces a box": "{lead}:\n\n::: say\n{words}\n:::",
    "questions with their answers": "::: decision\n1. {lead}?\n    - **A:** {words}\n2. {lead}?\n    - **B:** x\n:::",
    "a table with its caption and head": f"::: table\nC.\n\n{HEAD}\n| {{words}} | {{words}} |\n| x | y |\n:::",
    "a drawing with its caption": (
        '::: {{.figure #f{number} src="figures/a.svg"}}\nCaption.\n\n- `alt` A box.\n- `one` One\n\n'
        "{words} {words}\n:::"
    ),
    "a box with its title": "::: case\n**Title**\n\n{words} {words}\n:::",
    "a heading with its text": "## H {{#h{number}}}\n\n{words} {words}",
}
LINES = range(14, 28)
"""Short paragraphs before the thing: a page of A5 holds about twenty-five."""


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_they_stay_together(tmp_path_factory: pytest.TempPathFactory, thing: str, code: str) -> None:
    words, files = WORDS[code], {"figures/a.svg": SVG}
    for number in LINES:
        said = thing.format(words=words, lead=words.rstrip("."), number=number)
        before = "\n\n".join([words[:40]] * number)
        files[f"{code}/{number + 10}-x.md"] = f"# C {{#c{number}}}\n\n{before}\n\n{said}\n\n{words}\n"
    made = report(small(tmp_path_factory.mktemp("ends"), files, code))
    told = Counter(spot.kind for spot in made.spots)
    assert not set(told) - {"short"}, [(spot.page + 1, spot.said, spot.words) for spot in made.spots]


@pytest.mark.parametrize("code", WORDS)
def test_a_call_stays_with_its_word(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    """Each paragraph is a letter longer than the last, so that the call meets the end of the line."""
    letter, (first, second) = WORDS[code][0], WORDS[code].split()[1:3]
    line = f"{first} " * (60 // len(first))
    paragraphs = [f"{line}{letter * number} {second}.[^{number}] {line}" for number in range(1, 40)]
    notes = [f"[^{number}]: {second}" for number in range(1, 40)]
    text = "# C {#c}\n\n" + "\n\n".join([*paragraphs, *notes]) + "\n"
    made = report(small(tmp_path_factory.mktemp("calls"), {f"{code}/10-c.md": text}, code))
    assert [(spot.page + 1, spot.said, spot.words) for spot in made.spots if spot.kind == "note"] == []
