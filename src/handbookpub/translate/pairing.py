"""Pairing across languages, where no record says what was made from what: a new translation, a new paragraph.

Inside one place (a section, a block, between two pairs that are known) source and translation are laid beside each
other in order, one to one, two to one or one to two, so that lengths, links and numbers fit best (Gale and Church
1993, with more witnesses than length). What fits badly stays alone: a segment attached to the wrong source is worse
than one that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbookpub.translate.evidence import evidence
from handbookpub.translate.segments import Segment

ALONE = 1.0
"""The cost of a segment without a partner."""
UNEVEN = 0.75
"""What two to one costs beyond the distance of the texts."""
ODD = 0.25
"""The share of pairs that may fit badly in a run of the same shape."""
STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
PROSE = ("paragraph", "item", "note")
"""Kinds that a translator may merge or split, and between which a paragraph may become an item."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Source and target indices that belong together; `sure` where both runs have the same shape."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    sure: bool


def pairs(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[Pair]:
    """The best way to lay two runs of segments beside each other. O(n m) time and memory."""
    if _is_even(sources, targets):
        return [Pair((i,), (i,), True) for i in range(len(sources))]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(sources) + 1):
        for j in range(len(targets) + 1):
            if (i, j) in best:
                _extend(best, i, j, sources, targets)
    found: list[Pair] = []
    i, j = len(sources), len(targets)
    while (i, j) != (0, 0):
        down, right = best[i, j][1]
        i, j = i - down, j - right
        if down and right:
            found.append(Pair(tuple(range(i, i + down)), tuple(range(j, j + right)), False))
    return found[::-1]


def _is_even(sources: Sequence[Segment], targets: Sequence[Segment]) -> bool:
    """Whether two runs have the same kinds of texts in the same order, and hardly a pair that fits badly: one changed
    number is a fault in its own text, and says nothing about the texts beside it.
    """
    if [s.kind for s in sources] != [t.kind for t in targets]:
        return False
    bad = sum(not evidence((s,), (t,)).plausible for s, t in zip(sources, targets, strict=True))
    return bad <= ODD * len(sources)


def _extend(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    i: int,
    j: int,
    sources: Sequence[Segment],
    targets: Sequence[Segment],
) -> None:
    for down, right in STEPS:
        ours, theirs = tuple(sources[i : i + down]), tuple(targets[j : j + right])
        if len(ours) < down or len(theirs) < right:
            continue
        cost = best[i, j][0] + _cost(ours, theirs)
        if cost < best.get((i + down, j + right), (float("inf"),))[0]:
            best[i + down, j + right] = cost, (down, right)


def _cost(ours: tuple[Segment, ...], theirs: tuple[Segment, ...]) -> float:
    if not ours or not theirs:
        return ALONE
    kinds = {segment.kind for segment in (*ours, *theirs)}
    if len(kinds) > 1 and not kinds <= set(PROSE):
        return 3 * ALONE
    uneven = 0.0
    if len(ours) != len(theirs):
        if not kinds <= set(PROSE):
            return 4 * ALONE
        uneven = UNEVEN
    return 2 * evidence(ours, theirs).distance + uneven + (0.4 if len(kinds) > 1 else 0.0)
