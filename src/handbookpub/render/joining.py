"""Letters that stay joined across markup.

The layout engine shapes each inline box alone, so a letter at the edge of an element takes the form it has at the
edge of a word. U+200D (ZERO WIDTH JOINER) on both sides of the boundary restores the forms of the unbroken word
(Unicode core specification, section 23.2). A boundary never stands inside a combining sequence or inside a required
ligature: it moves to the end of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from arabic_reshaper.letters import LETTERS_ARABIC, connects_with_letter_after, connects_with_letter_before

from .inline import Item, split

ZWJ = "\u200d"
_MARK = "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]*"
_LAM_ALEF = f"\u0644{_MARK}[\u0622\u0623\u0625\u0627\u0671]{_MARK}"
_ALLAH = f"\u0644{_MARK}\u0644{_MARK}\u0647{_MARK}(?![\u0620-\u064a\u0671-\u06d3])"
_LIGATURE = re.compile(f"{_LAM_ALEF}|{_ALLAH}")


def whole_clusters(items: Sequence[Item]) -> list[Item]:
    """Move boundaries out of combining sequences and required ligatures (lam-alef, Allah)."""
    result = list(items)
    for index in range(len(result) - 1):
        following = _next_text(result, index)
        if following is None or not _is_text(result[index]):
            continue
        length = _borrowed(result[index].text, result[following].text)
        if length:
            taken, rest = split(result[following], length)
            result[index] = replace(result[index], text=result[index].text + taken.text)
            result[following] = rest
    return [item for item in result if item.text]


def _next_text(items: Sequence[Item], index: int) -> int | None:
    """Return the number of the text item that touches item `index`, if nothing but empty text stands between."""
    for following in range(index + 1, len(items)):
        if items[following].text:
            return following if _is_text(items[following]) else None
    return None


def _is_text(item: Item) -> bool:
    return item.shown and item.element is None


def _borrowed(before: str, after: str) -> int:
    """Return how many characters of `after` belong to the last cluster or ligature of `before`."""
    whole = before[-12:] + after[:12]
    seam = min(len(before), 12)
    marks = next((i for i, c in enumerate(after) if not unicodedata.category(c).startswith("M")), len(after))
    for match in _LIGATURE.finditer(whole):
        if match.start() < seam < match.end():
            return max(match.end() - seam, marks)
    return marks if before else 0


def join(items: Sequence[Item]) -> list[Item]:
    """Add U+200D on both sides of every boundary between two letters that connect."""
    result = list(items)
    for index in range(len(result) - 1):
        before, after = result[index], result[index + 1]
        if _is_text(before) and _is_text(after) and connects(before.text, after.text):
            result[index] = replace(before, text=before.text + ZWJ)
            result[index + 1] = replace(after, text=ZWJ + after.text)
    return result


def connects(before: str, after: str) -> bool:
    """True if the last letter of `before` and the first letter of `after` join in an unbroken word."""
    last = next((c for c in reversed(before) if not _transparent(c)), "")
    first = next((c for c in after if not _transparent(c)), "")
    return bool(
        last
        and first
        and connects_with_letter_after(last, LETTERS_ARABIC)
        and connects_with_letter_before(first, LETTERS_ARABIC)
    )


def _transparent(character: str) -> bool:
    """Joining type T (ArabicShaping.txt): marks do not interrupt a connection."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf") and character not in ("\u200c", ZWJ)


Piece = TypeVar("Piece")


def glued(pieces: Sequence[Piece], edges: Callable[[Piece], tuple[str, str]]) -> list[list[Piece]]:
    """Group neighbours that meet inside a word: `edges` gives the first and last character of a piece."""
    groups: list[list[Piece]] = []
    before = ""
    for piece in pieces:
        first, last = edges(piece)
        if before and first and _in_word(before) and _in_word(first):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        before = last
    return groups


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"
