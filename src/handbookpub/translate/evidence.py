"""What a translation shares with its source in every pair of languages: links, notes, code, numbers, length."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from handbookpub.translate.segments import Segment

TARGET = re.compile(r"\]\(([^()\s]+)\)")
CALL = re.compile(r"\[\^[^\[\]\s]+\]")
CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"\d+")
ONLY_CODES = re.compile(r"[\W\d_]*")
EVEN = 15
"""Letters added on both sides: of a word or two, lengths say little."""
WORDED = 2
"""Digits of a number that may stand in words: `13th` and `thirteenth`, but no telephone number and no year."""
LONGEST, SHORTEST = 2.6, 0.38
"""Letters of a translation for each letter of its source, beyond which the two hardly belong together."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`shared` and `differing` count links, notes, code and numbers that stand on both sides, or on one alone. Of the
    latter `worded` are small numbers that the other side may say in words: it has no number of its own instead.
    """

    shared: int
    differing: int
    ratio: float
    worded: int = 0

    @property
    def speaks_for(self) -> bool:
        """Whether something beyond chance says that the two belong together."""
        return self.shared > 0 and self.shared > 2 * self.differing and self.plausible

    @property
    def plausible(self) -> bool:
        """Whether nothing says that they do not belong together."""
        return SHORTEST <= self.ratio <= LONGEST and self.differing - self.worded <= self.shared + 1

    @property
    def distance(self) -> float:
        """How far apart the two are: 0 for a pair that could not fit better; more than 1 is as bad as none."""
        longer = max(self.ratio, 1 / self.ratio) if self.ratio else LONGEST
        marks = (self.differing - 0.5 * self.shared) / (self.shared + self.differing + 1)
        return min(longer - 1, 2.0) * 0.35 + marks * 0.8 + (0.0 if self.plausible else 0.5)


@lru_cache(maxsize=20_000)
def signature(markdown: str) -> Counter[str]:
    """The links, notes, pieces of code and numbers of a text; numbers in ASCII digits."""
    found = Counter([*TARGET.findall(markdown), *CALL.findall(markdown), *CODE.findall(markdown)])
    bare = CODE.sub(" ", CALL.sub(" ", TARGET.sub(" ", markdown)))
    found.update("".join(str(unicodedata.digit(d)) for d in number) for number in NUMBER.findall(bare))
    return found


def evidence(sources: tuple[Segment, ...], targets: tuple[Segment, ...]) -> Evidence:
    """What speaks for some segments being the translation of others."""
    ours, theirs = (signature("\n".join(s.markdown for s in group)) for group in (sources, targets))
    shared = sum((ours & theirs).values())
    alone = (ours - theirs, theirs - ours)
    lengths = [sum(len(segment.words) for segment in group) for group in (sources, targets)]
    ratio = (lengths[1] + EVEN) / (lengths[0] + EVEN)
    return Evidence(shared, sum(map(Counter.total, alone)), ratio, _worded(*alone))


def _worded(ours: Counter[str], theirs: Counter[str]) -> int:
    """How many numbers of one or two digits stand on one side, if the other has none that it could be mistaken for."""
    numbers = [[key for key in side.elements() if key.isdigit()] for side in (ours, theirs)]
    if all(numbers):
        return 0
    return sum(len(key) <= WORDED for side in numbers for key in side)
