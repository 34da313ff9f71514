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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import typed
from .signs import signs, value
from .typed import Typed

OPENING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "‹": "›", "„": "“", '"': '"'}
ENDS = set("RBa،؛؟۔٪٫٬״׳־")  # what no phrase runs across
JOIN = r"[-‑_./\\'’&@:+=%#~*–—]{1,2}"
NUM = r"[+\-−]?[$€£]?d+(?:[.,:/]d+)*(?:[-–‑]d+(?:[.,:/]d+)*)*%?(?![RLa])"
WORD = re.compile(
    rf"(?<![Ld])(?:(?:L\.){{2,}}|(?:(?:(?<![LRdaU)\].])|(?<=[^R]R))[@#.$](?=[Ld]))?(?:d+(?:[-.,]d+)*[-‑]?)?L[Ldz]*"
    rf"(?:{JOIN}(?=[Ld])[Ldz]+)*(?:\+\+?|#|[®™])?)"
)
CITED = re.compile(r"(?<![Lda.,])d+(?:\([Ld]{1,4}\))*\([Ld]*L[Ld]*\)(?:\([Ld]{1,4}\))*")
NUMBER = re.compile(NUM)
LINK = re.compile(r"n*z*(?:[ ]?[-–—/&+|=·•→…][ ]?|[,;:]?[ ]+|[,;:])z*|(?=[(\[])")
NATIVE = re.compile("[٠-٩]+")
STOP = re.compile(r"[.!?…][ ]+(?=[Ld@#])")
BRIEF = re.compile(
    r"(?:^|\W)(?:[A-Za-z]|Arts?|No|Nos|Dr|Mrs?|Ms|Prof|St|Inc|Ltd|Co|vs|cf|pp?|vol|ed|eds|ch|sec|para|res|etc|al)\.$"
)


@dataclass(frozen=True, slots=True)
class Island:
    """Characters `start:end` read from left to right. `inner` are typed things inside a phrase."""

    start: int
    end: int
    kind: str
    inner: tuple[Island, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What only the author can know, at character `at`; `text` is the passage."""

    at: int
    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """The text of a paragraph, its signs (see `signs`), and what is typed in it."""

    text: str
    signs: str

    @cached_property
    def masked(self) -> str:
        """The signs, with `U` for a character of an address and `O` for one of a number to dial or a date."""
        masked = list(self.signs)
        for thing, sign in [*((t, "O") for t in self.dialled), *((t, "U") for t in self.addresses)]:
            masked[thing.start : thing.end] = sign * (thing.end - thing.start)
        return "".join(masked)

    @cached_property
    def addresses(self) -> Sequence[Typed]:
        return [t for t in typed.addresses(self.text) if self.free(t)]

    @cached_property
    def dialled(self) -> Sequence[Typed]:
        taken = {i for t in self.addresses for i in range(t.start, t.end)}
        return [
            t for t in typed.dialled(self.text) if self.free(t) and not taken & set(range(t.start, t.end))
        ]

    def free(self, thing: Typed) -> bool:
        """Whether a typed thing holds no note, picture or island of the author's."""
        return not set("Bn") & set(self.signs[thing.start : thing.end])


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
        return _with_inner(paragraph, *_stripped(masked, at + 1, end - 1))
    if amount := masked[at] in "+-−d" and typed.QUANTITY.match(paragraph.text, at):
        return Island(at, amount.end(), "quantity")
    if cited := CITED.match(masked, at):
        return Island(at, cited.end(), "code")
    if _word(masked, at):
        return _with_inner(paragraph, at, phrase(paragraph, at, doubts))
    if masked[at] == "O":
        found = (t for t in paragraph.dialled if t.start == at)
        return next((_typed(paragraph.text, t.start, t.end, t.kind) for t in found), None)
    return None


def group(masked: str, at: int) -> int:
    """The end of the bracket pair that opens at `at` if what it holds may be one island, else 0."""
    closing = OPENING.get(masked[at])
    if closing is None or (at and masked[at] == '"' and masked[at - 1] in "LRda"):
        return 0
    depth = 0
    for i in range(at, len(masked)):
        if masked[i] in ENDS:
            return 0
        if i > at and (masked[i] == closing or masked[i] == masked[at] == "“"):
            depth -= 1
        elif masked[i] == masked[at]:
            depth += 1
        if depth == 0:
            return i + 1 if set("LUOd") & set(masked[at:i]) else 0
    return 0


def _word(masked: str, at: int) -> int:
    """The end of the word or address at `at`, else 0."""
    if masked[at] == "U":
        return at + len(masked[at:]) - len(masked[at:].lstrip("U"))
    match = WORD.match(masked, at)
    return match.end() if match else 0


def phrase(paragraph: Paragraph, at: int, doubts: list[Doubt]) -> int:
    """The end of the phrase whose first word stands at `at`."""
    masked = paragraph.masked
    end = _word(masked, at)
    while further := _further(paragraph, at, end, doubts):
        end = further
    while masked[end : end + 1] == "n":  # a note's call stays at the logical end of its word
        end += 1
    return end


def _further(paragraph: Paragraph, start: int, end: int, doubts: list[Doubt]) -> int:
    """The end of the next part of a phrase, else 0."""
    masked = paragraph.masked
    if stop := STOP.match(masked, end):
        after, goes_on = stop.end(), _goes_on(paragraph, start, end, stop.end(), doubts)
        return (_word(masked, after) or _number(paragraph, end, after, doubts)) if goes_on else 0
    link = LINK.match(masked, end)
    if link is None:
        return 0
    after = link.end()
    return (
        (
            _word(masked, after)
            or (group(masked, after) if after < len(masked) else 0)
            or _number(paragraph, end, after, doubts)
            or _dialled(paragraph, after, masked[end:after])
        )
        if after < len(masked)
        else 0
    )


def _goes_on(paragraph: Paragraph, start: int, end: int, after: int, doubts: list[Doubt]) -> bool:
    """Whether a phrase runs across a full stop: after an abbreviation, or from one Latin sentence to the
    next.
    """
    text = paragraph.text
    if BRIEF.search(text[start : end + 1]) or text[after].islower():
        return True
    if paragraph.masked[after] == "d":
        return False
    following = re.match(r"[^RBa،؛؟.!?]*", paragraph.masked[after:])
    if (
        following
        and min(text[start:end].count(" "), text[after : after + following.end()].strip().count(" ")) >= 2
    ):
        return True
    doubts.append(Doubt(start, "stop", text[start : after + (_word(paragraph.masked, after) - after)]))
    return False


def _number(paragraph: Paragraph, end: int, after: int, doubts: list[Doubt]) -> int:
    """A number goes with the phrase before it, as UAX#9 (W7) sets it; before an Arabic noun it may be the
    noun's.
    """
    match = NUMBER.match(paragraph.masked, after)
    if match is None or match.end() == after:
        return 0
    text = match.group()
    counts = re.match(r"[ ]R", paragraph.masked[match.end() :]) and paragraph.masked[end:after] == " "
    if counts and text == "d" * len(text) and value(paragraph.text[after : match.end()]) not in typed.YEARS:
        doubts.append(
            Doubt(end, "number", _last_word(paragraph.text[:end]) + paragraph.text[end : match.end()])
        )
    return match.end()


def _last_word(text: str) -> str:
    return text.rsplit(None, 1)[-1]


def _dialled(paragraph: Paragraph, at: int, link: str) -> int:
    """A number to dial or a date is an island beside the phrase; only a comma, or Latin words after it, joins
    them.
    """
    thing = next((t for t in paragraph.dialled if t.start == at), None)
    if thing is None:
        return 0
    onward = LINK.match(paragraph.masked, thing.end)
    joined = "," in link or (
        onward and onward.end() < len(paragraph.masked) and _word(paragraph.masked, onward.end())
    )
    return thing.end if joined else 0


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
