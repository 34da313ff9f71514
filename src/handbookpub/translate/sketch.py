"""Sketches: a text as one character for each of its words.

A record must recognise a paragraph that somebody edited, without keeping a second copy of every translation. The
sketch keeps the order of the words and which of them are equal, in a sixth of the length: an edit of three words
changes three characters. Two words share a character once in 64 times; a fingerprint stands before the sketch and
says whether the text is the very same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from handbookpub.translate.segments import fingerprint

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
ROOM = 8
"""Bits for a character where only numbers of characters are compared."""


def sketch(markdown: str) -> str:
    """One character for each word of a text."""
    return "".join(map(_character, unicodedata.normalize("NFC", markdown).split()))


def _character(word: str) -> str:
    return ALPHABET[hashlib.sha256(word.encode()).digest()[0] % len(ALPHABET)]


def mark(markdown: str) -> str:
    """The fingerprint and the sketch of a text, as records keep them: `51e0ab12cd Kd8aZ`."""
    return f"{fingerprint(markdown)} {sketch(markdown)}"


def likeness(one: str, other: str) -> float:
    """How much of two sketches is the same, in order: 0 to 1 (the ratio of Ratcliff and Obershelp)."""
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def most(one: str, other: str) -> int:
    """How many words of two sketches can be the same at most. It costs a hundredth of a comparison."""
    (bits, surplus), (others, more) = _bag(one), _bag(other)
    return (bits & others).bit_count() + min(surplus, more)


@lru_cache(maxsize=50_000)
def _bag(drawn: str) -> tuple[int, int]:
    """The characters of a sketch without their order: for each as many bits as it occurs, and how many had no room."""
    bits = surplus = 0
    for sign, times in Counter(drawn).items():
        bits |= ((1 << min(times, ROOM)) - 1) << ALPHABET.find(sign) * ROOM
        surplus += max(times - ROOM, 0)
    return bits, surplus


@lru_cache(maxsize=50_000)
def runs(drawn: str, length: int) -> frozenset[str]:
    """The runs of some length in a sketch."""
    return frozenset(drawn[at : at + length] for at in range(len(drawn) - length + 1))


def joined(sketches: Iterable[str]) -> str:
    """The sketch of several texts after each other."""
    return "".join(sketches)
