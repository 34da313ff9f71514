"""Latin phrases in right-to-left text: where one goes on and where it ends.

Words are joined by blanks, ASCII punctuation or dashes; numbers that follow and bracketed groups in Latin
belong to the phrase. Everything runs over signs (`signs.py`), in which typed things are masked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from . import typed
from .signs import value
from .typed import Typed

OPENING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "‹": "›", "„": "“", '"': '"'}
ENDS = set("RBa،؛؟۔٪٫٬״׳־")  # what no phrase runs across
JOIN = r"[-‑_./\\'’&@:+=%#~*–—]{1,2}"
NUM = r"[+\-−]?[$€£]?d+(?:[.,:/]d+)*(?:[-–‑]d+(?:[.,:/]d+)*)*%?(?![RLad])"
WORD = re.compile(
    rf"(?<![Ld])(?:(?:L\.){{2,}}|(?:(?:(?<![LRdaU)\].])|(?<=[^R]R))[@#.$](?=[Ld]))?(?:d+(?:[-.,]d+)*[-‑]?)?L[Ldz]*"
    rf"(?:{JOIN}(?=[Ld])[Ldz]+)*(?:\+\+?|#|[®™])?)"
)
NUMBER = re.compile(NUM)
LINK = re.compile(r"n*z*(?:[ ]?[-–—/&+|=·•→…][ ]?|[,;:]?[ ]+|[,;:])z*|(?=[(\[])")
STOP = re.compile(r"[.!?…][ ]+(?=[Ld@#])")
BRIEF = re.compile(
    r"(?:^|\W)(?:[A-Za-z]|Arts?|No|Nos|Dr|Mrs?|Ms|Prof|St|Inc|Ltd|Co|vs|cf|pp?|vol|ed|eds|ch|sec|para|res|etc|al)\.$"
)


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


def word(masked: str, at: int) -> int:
    """The end of the word or address at `at`, else 0."""
    if masked[at] == "U":
        return at + len(masked[at:]) - len(masked[at:].lstrip("U"))
    match = WORD.match(masked, at)
    return match.end() if match else 0


def phrase(paragraph: Paragraph, at: int, doubts: list[Doubt]) -> int:
    """The end of the phrase whose first word stands at `at`."""
    masked = paragraph.masked
    end = word(masked, at)
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
        return (word(masked, after) or _number(paragraph, end, after, doubts)) if goes_on else 0
    link = LINK.match(masked, end)
    if link is None:
        return 0
    after = link.end()
    return (
        (
            word(masked, after)
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
    doubts.append(Doubt(start, "stop", text[start : after + (word(paragraph.masked, after) - after)]))
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
            Doubt(end, "number", _lastword(paragraph.text[:end]) + paragraph.text[end : match.end()])
        )
    return match.end()


def _lastword(text: str) -> str:
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
        onward and onward.end() < len(paragraph.masked) and word(paragraph.masked, onward.end())
    )
    return thing.end if joined else 0
