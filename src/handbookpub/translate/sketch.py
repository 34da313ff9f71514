"""Sketches: a text as one character for each of its words.

A record must recognise a paragraph that somebody edited, without keeping a second copy of every translation. The
sketch keeps the order of the words and which of them are equal, in a sixth of the length: an edit of three words
changes three characters. Two words share a character once in 64 times; a fingerprint stands before the sketch and
says whether the text is the very same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from handbookpub.translate.segments import fingerprint

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"


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
    most = 2 * min(len(one), len(other)) / (len(one) + len(other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if most > 0 else 0.0


def joined(sketches: Iterable[str]) -> str:
    """The sketch of several texts after each other."""
    return "".join(sketches)
