"""The order in which UAX#9 shows a paragraph, from an implementation that print does not use.

python-bidi reorders text but does not say which character went where. Here each visible character carries a
pair of ignorable characters that spells its index, chosen so that no rule of UAX#9 sees them: variation
selectors take the class of the character before them (W1, N0), tag characters (class BN) stand after a
separator between digits (W4). Compared with every case of BidiCharacterTest.txt
(tests/test_order_conformance.py).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_RADIX = 96
_SELECTORS = 0xE0100
_TAGS = 0xE0020
LIMIT = _RADIX * _RADIX
"""Longest paragraph, in characters."""
_NO_INK = frozenset(["WS", "S", "B", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
_MARKS = "\u200e\u200f\u061c"


def visual_order(text: str, direction: str) -> list[int]:
    """Return the indices of the visible characters of a paragraph as if set on one line, from left to
    right.

    `direction` is "ltr" or "rtl", the paragraph's base direction. Blanks and characters without ink are
    left out. The order on each line of a broken paragraph is this order restricted to the line's
    characters: rule L2 compares two characters by the levels between them, and L1 moves blanks only. Raises
    ValueError beyond `LIMIT` characters.
    """
    from bidi import get_display

    if len(text) > LIMIT:
        raise ValueError(f"a paragraph of more than {LIMIT} characters")
    numbered = "".join(char + _number(text, i) for i, char in enumerate(text))
    shown = get_display(numbered, base_dir="R" if direction == "rtl" else "L")
    return list(_indices(shown if isinstance(shown, str) else shown.decode()))


def has_ink(char: str) -> bool:
    """True for a character that can be seen: no blank, no control."""
    return unicodedata.bidirectional(char) not in _NO_INK and char not in _MARKS


def _number(text: str, i: int) -> str:
    if not has_ink(text[i]):
        return ""
    first = _TAGS if _between_digits(text, i) else _SELECTORS
    return chr(first + i // _RADIX) + chr(first + i % _RADIX)


def _between_digits(text: str, i: int) -> bool:
    """Whether W4 may look across this character."""
    following = unicodedata.bidirectional(text[i + 1]) if i + 1 < len(text) else ""
    return unicodedata.bidirectional(text[i]) in ("ES", "CS") and following in ("EN", "AN")


def _digit(char: str) -> int | None:
    for first in (_SELECTORS, _TAGS):
        if first <= ord(char) < first + _RADIX:
            return ord(char) - first
    return None


def _indices(shown: str) -> Iterable[int]:
    """Yield the indices spelled in reordered text: before the character where it was reversed, else after
    it.
    """
    position = 0
    while position < len(shown):
        digits = [_digit(char) for char in shown[position : position + 3]]
        if digits[0] is None and not has_ink(shown[position]):
            position += 1
            continue
        low, high = (digits[0], digits[1]) if digits[0] is not None else (digits[2], digits[1])
        yield (high or 0) * _RADIX + (low or 0)
        position += 3
