"""A line that bears the call of a note is as high as its neighbours: the lines of a paragraph stand evenly."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from support.printed import small
from support.typeset_book import WORDS


@pytest.mark.parametrize("code", WORDS)
def test_lines_with_calls_of_notes_stand_as_far_apart_as_others(tmp_path: Path, code: str) -> None:
    words = WORDS[code]
    text = f"# C {{#c}}\n\n{words} {words}[^a] {words} {words} {words}[^b] {words}\n\n[^a]: {words}\n\n[^b]: {words}\n"
    book = small(tmp_path, {f"{code}/1-x.md": text}, code)
    glyphs = book.glyphs(next(each for each in book.section("1-x").walk() if each.kind == "P"))
    ((size, _),) = Counter(glyph.size for glyph in glyphs).most_common(1)
    lines = sorted({round(glyph.y, 1) for glyph in glyphs if glyph.size == size}, reverse=True)
    pitches = [above - below for above, below in pairwise(lines)]
    assert len(pitches) > 4
    assert pitches == pytest.approx([pitches[0]] * len(pitches), abs=0.15)
