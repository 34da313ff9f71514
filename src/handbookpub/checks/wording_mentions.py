"""Where a word stands that should not: and where it may, because it is only talked about or means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handbookpub import stems
from handbookpub.checks.wording_pieces import Piece
from handbookpub.model import Termbase

QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|‘[^‘’]*’(?!\w)|\"[^\"]*\"")
MORE = 1
"""A quotation of so many words more than the word itself is about the word; a longer one is speech. Small words, such
as articles, do not count.
"""

NEAR = 2
"""So many words may stand between "do not call" and the word that is talked about: `a grown woman a`."""


def unfit(piece: Piece, phrases: tuple[str, ...], termbase: Termbase) -> Iterator[stems.Found]:
    """The places of phrases in a piece: the longest at each, none that is only talked about, that belongs to a
    longer term of the termbase or that stands in an idiom of the language.
    """
    code = piece.language.code
    found = stems.finder(phrases, code).find(piece.text)
    if not found or piece.advised_against:
        return
    right = _right(piece, termbase)
    kept = set(stems.longest((start, end) for _, start, end in found))
    for index, start, end in found:
        if (start, end) not in kept or any(_belongs(start, end, place) for place in right):
            continue
        kept.discard((start, end))
        if not _mentioned(piece, start, end):
            yield index, start, end


def _right(piece: Piece, termbase: Termbase) -> Sequence[tuple[int, int]]:
    """Where terms of the termbase and idioms of the language stand."""
    code = piece.language.code
    agreed = tuple(term.preferred[code] for term in termbase if term.preferred.get(code))
    found = stems.finder((*agreed, *piece.language.wording["idioms"]), code).find(piece.text)
    return [(start, end) for _, start, end in found]


def _belongs(start: int, end: int, other: tuple[int, int]) -> bool:
    """Whether a place overlaps a right one that holds all of it or goes on beyond it."""
    return other[0] < end and start < other[1] and not (start <= other[0] and other[1] <= end and other != (start, end))


def _mentioned(piece: Piece, start: int, end: int) -> bool:
    """Whether the words are talked about: in a short quotation, or right after "do not say" in their sentence."""
    text, code = piece.text, piece.language.code
    most = _count(text[start:end], code) + MORE
    for match in QUOTED.finditer(text):
        if match.start() < start and end < match.end() and _count(match[0], code) <= most:
            return True
    before = text[:start]
    sentence = before[max((before.rfind(mark) for mark in piece.language.sentence_end), default=-1) + 1 :]
    cues = stems.finder(piece.language.wording["mentions"], code).find(sentence)
    return any(_count(sentence[stop:], code) <= NEAR for _, _, stop in cues)


def _count(text: str, code: str) -> int:
    return sum(not word.small for word in stems.words(text, code))
