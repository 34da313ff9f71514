"""The two columns of the printed index begin at one height, whether a letter or an entry stands at the head."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbookpub.pdfread.content import Glyph
from support.printed import Printed, small

WORDS = {"en": ("apple", "bird"), "ar": ("تفاح", "باب")}
MM = 72 / 25.4
TITLE = 12
"""Points: what is larger is the title of the index."""
HIGHER = 3
"""Points by which the first baselines may differ: a letter is set larger than an entry."""


def head(glyphs: list[Glyph], left: bool, book: Printed) -> float:
    """The first baseline in the left or right half of a page, in points from its foot."""
    middle = book.format.width * MM / 2
    return max(glyph.y for glyph in glyphs if (glyph.x < middle) == left and glyph.text.strip())


@pytest.mark.parametrize("code", WORDS)
def test_both_columns_begin_at_one_height(tmp_path: Path, code: str) -> None:
    many, few = WORDS[code]
    entries = [f"{many} {number}" for number in range(150)] + [f"{few} {number}" for number in range(9)]
    text = "\n\n".join(f'[x]{{.index entry="{entry}"}}' for entry in entries)
    book = small(tmp_path, {f"{code}/1-x.md": f"# C {{#c}}\n\n{text}\n"}, code)
    index = book.pages[book.links.names["index"] - 1 :]
    entries_of = [[g for g in page.glyphs if not g.artifact and g.size < TITLE] for page in index]
    heights = [(head(glyphs, True, book), head(glyphs, False, book)) for glyphs in entries_of[:2]]
    assert len(heights) == 2
    assert all(abs(left - right) <= HIGHER for left, right in heights), heights
