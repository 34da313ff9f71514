"""Which parts of a right-to-left paragraph are islands that read from left to right. Pure text, no tree.

An island is what one hand wrote in one breath: a Latin phrase with its balanced brackets, its commas and its
trailing year; an address; a code. Rules, in the order they are tried at each place:

1. A pair of brackets or quotation marks round Latin text only: all between them is one island; the pair
   itself belongs to the sentence (it mirrors, and on a broken line the opening one stays with the sentence).
2. A Latin phrase: words joined by blanks, ASCII punctuation or dashes, numbers that follow, bracketed groups
   in Latin. An Arabic comma, semicolon or question mark, an Arabic letter, or a bracket that holds one, ends
   the phrase. The full stop or comma after its last word belongs to the sentence: `C++.` is the island `C++`.
3. A typed thing (`typed.py`).

A paragraph that has no right-to-left letter at all, but Latin ones, is one island with its punctuation.

Where a rule cannot know, the text is left to plain UAX#9, or set as plain UAX#9 would set it, and a `Doubt`
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import typed
from .phrases import Doubt, Paragraph, group, phrase, word
from .signs import signs

CITED = re.compile(r"(?<![Lda.,])d+(?:\([Ld]{1,4}\))*\([Ld]*L[Ld]*\)(?:\([Ld]{1,4}\))*")
NATIVE = re.compile("[٠-٩]+")


@dataclass(frozen=True, slots=True)
class Island:
    """Characters `start:end` read from left to right. `inner` are typed things inside a phrase."""

    start: int
    end: int
    kind: str
    inner: tuple[Island, ...] = ()


def find(text: str, own: str | None = None) -> tuple[list[Island], list[Doubt]]:
    """The islands of a paragraph in order, without overlap, and the doubts. `own` are its signs,
    `signs(text)` if None.
    """
    paragraph = Paragraph(text, signs(text) if own is None else own)
    doubts: list[Doubt] = []
    if _latin_only(paragraph.signs):
        start, end = _stripped(paragraph.signs, 0, len(text))
        return [_with_inner(paragraph, start, end)], []
    found = list(_scan(paragraph, doubts))
    taken = {i for island in found for i in range(island.start, island.end)}
    for thing in (t for t in typed.numbers(text) if paragraph.free(t)):
        if taken.isdisjoint(range(thing.start, thing.end)):
            found.extend(_typed(text, start, end, thing.kind) for start, end in thing.islands)
            doubts.extend(
                [Doubt(thing.start, thing.doubt, text[thing.start : thing.end])] if thing.doubt else []
            )
    return sorted(found, key=lambda island: island.start), sorted(doubts, key=lambda doubt: doubt.at)


def _latin_only(own: str) -> bool:
    return "L" in own and not set("Ra،؛؟۔") & set(own)


def _scan(paragraph: Paragraph, doubts: list[Doubt]) -> Iterator[Island]:
    position, length = 0, len(paragraph.text)
    while position < length:
        island = _at(paragraph, position, doubts)
        if island is None:
            position += 1
        else:
            yield island
            position = max(island.end, position + 1)


def _at(paragraph: Paragraph, at: int, doubts: list[Doubt]) -> Island | None:
    """The island that starts at `at` (inside the brackets that open there), if one does."""
    masked = paragraph.masked
    if (end := group(masked, at)) and set("LU") & set(masked[at:end]):
        start, stop = _stripped(masked, at + 1, end - 1)
        while group(masked, start) == stop:  # marks right inside the brackets are the sentence's too
            start, stop = _stripped(masked, start + 1, stop - 1)
        return _with_inner(paragraph, start, stop)
    if amount := masked[at] in "+-−d" and typed.QUANTITY.match(paragraph.text, at):
        return Island(at, amount.end(), "quantity")
    if cited := CITED.match(masked, at):
        return Island(at, cited.end(), "code")
    if word(masked, at):
        return _with_inner(paragraph, at, phrase(paragraph, at, doubts))
    if masked[at] == "O":
        found = (t for t in paragraph.dialled if t.start == at)
        return next((_typed(paragraph.text, t.start, t.end, t.kind) for t in found), None)
    return None


def _stripped(own: str, start: int, end: int) -> tuple[int, int]:
    while start < end and own[start] in " z":
        start += 1
    while end > start and own[end - 1] in " z":
        end -= 1
    return start, end


def _with_inner(paragraph: Paragraph, start: int, end: int) -> Island:
    """The phrase `start:end`, with the typed things inside it as islands of their own."""
    things = sorted([*paragraph.addresses, *paragraph.dialled], key=lambda t: t.start)
    inside = [t for t in things if start <= t.start and t.end <= end]
    for thing in inside:
        if (thing.start, thing.end) == (start, end):
            return _typed(paragraph.text, start, end, thing.kind)
    inner = tuple(_typed(paragraph.text, t.start, t.end, t.kind) for t in inside)
    return Island(start, end, "phrase", inner)


def number_island(text: str) -> Island:
    """A number to dial as an island that is the whole text."""
    return _typed(text, 0, len(text), "phone")


def _typed(text: str, start: int, end: int, kind: str) -> Island:
    """A typed thing as an island. Groups of Arabic-Indic digits need one each: they count as right-to-left to
    the neutrals between them (UAX#9 N1), which would turn the groups round even inside the island.
    """
    groups = [Island(start + m.start(), start + m.end(), "digits") for m in NATIVE.finditer(text[start:end])]
    return Island(start, end, kind, tuple(groups) if len(groups) > 1 else ())
