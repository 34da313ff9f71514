"""Columns of a printed table: no half-empty column beside one that turns over after every second word."""

from __future__ import annotations

import pytest

from handbookpub.render import columns
from support.printed import small

WORDS = {
    "en": (
        ("Return to the old home or another town", "Option"),
        "The authorities",
        "Who else could be asked about this",
    ),
    "ar": (("العودة إلى البيت القديم أو إلى بلدة أخرى", "الخيار"), "السلطات المختصة", "من يمكن أن يسأل عن هذا أيضا"),
}
LONG = 5
"""How many times the one long cell of the middle column says its words."""


def chapter(code: str) -> str:
    (name, head), short, question = WORDS[code]
    rows = [f"| {name} | {short} | {question} {question} |"] * 6
    rows[2] = f"| {name} | {' '.join([short] * LONG)} | {question} |"
    return (
        f"# T {{#c}}\n\n::: {{.table #t}}\nC.\n\n| {head} | {short} | {head} |\n|---|---|---|\n"
        + "\n".join(rows)
        + "\n:::\n"
    )


def height(root: object, code: str) -> float:
    """From the first line of the table to its last, in points."""
    book = small(root, {f"{code}/10-c.md": chapter(code)}, code)  # type: ignore[arg-type]
    (table,) = book.elements("Table")
    glyphs = book.glyphs(table)
    assert len({glyph.page for glyph in glyphs}) == 1
    heights = [glyph.y for glyph in glyphs]
    return max(heights) - min(heights)


@pytest.mark.parametrize("code", WORDS)
def test_one_long_cell_does_not_make_its_neighbours_narrow(
    tmp_path_factory: pytest.TempPathFactory, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = height(tmp_path_factory.mktemp("shared"), code)
    monkeypatch.setattr(columns, "share", lambda *_: None)
    assert shared < 0.9 * height(tmp_path_factory.mktemp("left"), code)


def test_a_column_has_room_for_its_longest_word() -> None:
    narrow, wide = columns.shares_of([[(12.0,), (1.0,)], [(2.0,) * 60, (2.0,) * 60]], 36.0)
    assert narrow * 36 / 100 > 12 and wide > narrow


def test_the_shares_are_the_whole() -> None:
    for count in (2, 3, 4, 7):
        shares = columns.shares_of([[(float(i + 1),) * (i + 1)] * 3 for i in range(count)], 37.0)
        assert sum(shares) == 100 and min(shares) > 0
