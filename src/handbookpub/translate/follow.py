"""Which piece of a text became which, when somebody edited it: the same language before and after.

Both sides of a record are followed this way: the source texts a translation was made from into today's source, the
translation as it was recorded into today's chapter. Only what is the same text, or clearly the same text edited,
is taken for the same piece; a paragraph that took another's place is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handbookpub.translate.sketch import joined, likeness

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Old pieces and the new ones that they became: one and one, or one and several, or several and one."""
LIKE = 0.55
"""Less than this of two sketches in common: two different texts."""
GAIN = 0.12
"""How much likeness a neighbour must add before a piece counts as split or merged."""
SHORT = 3
"""Words. Of so few, chance may make two alike: they must stand in the same block as well."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of a piece without its text: fingerprint, sketch, and where it stands."""

    fingerprint: str
    sketch: str
    kind: str
    section: str
    block: str
    slot: str = ""

    @property
    def home(self) -> tuple[str, str, str]:
        """Where its likes stand: section, block, kind."""
        return self.section, self.block, self.kind

    @property
    def seat(self) -> tuple[str, str, str] | None:
        """A place that exists once in a chapter, such as a heading's id or a label's key; None for any other."""
        lone = self.slot and self.kind not in ("cell", "note", "field")
        return (self.block, self.kind, self.slot) if lone else None


class Following:
    """The work of one comparison: what is paired so far, on both sides."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        self.old, self.new = old, new
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}

    def pair(self, i: int, j: int) -> None:
        """Take the old piece `i` and the new piece `j` for the same."""
        self.forth[i], self.back[j] = j, i

    def free_old(self) -> list[int]:
        """Old pieces without a partner."""
        return [i for i in range(len(self.old)) if i not in self.forth]

    def free_new(self) -> list[int]:
        """New pieces without a partner."""
        return [j for j in range(len(self.new)) if j not in self.back]


def follow(old: Sequence[Piece], new: Sequence[Piece]) -> list[Group]:
    """What each old piece became. Pieces that are gone, and pieces that are new, stand in no group."""
    work = Following(old, new)
    _same_in_order(work)
    _same_elsewhere(work)
    _alike(work)
    _same_seat(work)
    groups = {i: ([i], [j]) for i, j in sorted(work.forth.items())}
    _grow(work, groups)
    return [(tuple(before), tuple(after)) for before, after in groups.values()]


def _same_in_order(work: Following) -> None:
    """Equal texts that kept their order: those in the same block first, so that each `Yes` stays with its question."""
    for key in (lambda p: (p.fingerprint, *p.home), lambda p: p.fingerprint):
        _match_in_order(work, key)


def _match_in_order(work: Following, key: Callable[[Piece], object]) -> None:
    olds, news = work.free_old(), work.free_new()
    matcher = SequenceMatcher(None, [key(work.old[i]) for i in olds], [key(work.new[j]) for j in news], autojunk=False)
    for start, at, length in matcher.get_matching_blocks():
        for step in range(length):
            work.pair(olds[start + step], news[at + step])


def _same_elsewhere(work: Following) -> None:
    """Equal texts that were moved, the nearest home first."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in work.free_new():
        places[work.new[j].fingerprint].append(j)
    for i in work.free_old():
        found = places[work.old[i].fingerprint]
        if found:
            j = max(found, key=lambda j: (_near(work.old[i], work.new[j]), -j))
            found.remove(j)
            work.pair(i, j)


def _near(old: Piece, new: Piece) -> int:
    return sum(one == other for one, other in zip(old.home, new.home, strict=True))


def _alike(work: Following) -> None:
    """Edited texts: the best likeness first; where it is equal, the nearer home and the nearer place."""
    candidates = sorted(_candidates(work), reverse=True)
    for *_, i, j in candidates:
        if i not in work.forth and j not in work.back:
            work.pair(i, j)


def _candidates(work: Following) -> Iterator[tuple[float, int, int, int, int]]:
    for i in work.free_old():
        for j in work.free_new():
            old, new = work.old[i], work.new[j]
            near = _near(old, new)
            short = min(len(old.sketch), len(new.sketch)) <= SHORT
            if short and near < len(old.home):
                continue
            score = likeness(old.sketch, new.sketch)
            if score >= LIKE:
                yield round(score, 2), near, -abs(i - j), i, j


def _same_seat(work: Following) -> None:
    """Texts that changed beyond likeness on a seat that exists once: a heading with its id, a label with its key."""
    seats = {work.new[j].seat: j for j in work.free_new() if work.new[j].seat}
    for i in work.free_old():
        j = seats.get(work.old[i].seat) if work.old[i].seat else None
        if j is not None and j not in work.back:
            work.pair(i, j)


def _grow(work: Following, groups: dict[int, tuple[list[int], list[int]]]) -> None:
    """Neighbours without a partner that belong to a pair: the other half of a paragraph that was split or merged."""
    for before, after in groups.values():
        if work.old[before[0]].fingerprint == work.new[after[0]].fingerprint:
            continue
        while _take(work.old, before, work.new, after, work.back):
            pass
        while len(after) == 1 and _take(work.new, after, work.old, before, work.forth):
            pass


def _take(
    whole: Sequence[Piece], one: list[int], parts: Sequence[Piece], many: list[int], taken: dict[int, int]
) -> bool:
    """Add the neighbour before or after `many` that makes it more like `one`; False if there is none."""
    wanted = joined(whole[i].sketch for i in one)
    now = likeness(wanted, joined(parts[j].sketch for j in many))
    best: tuple[float, list[int]] = (now + GAIN, [])
    for near in (many[0] - 1, many[-1] + 1):
        if not 0 <= near < len(parts) or near in taken or parts[near].home != parts[many[0]].home:
            continue
        wider = sorted([*many, near])
        score = likeness(wanted, joined(parts[j].sketch for j in wider))
        if score > best[0]:
            best = (score, wider)
    if best[1]:
        new = [j for j in best[1] if j not in many]
        many[:] = best[1]
        taken[new[0]] = one[0]
    return bool(best[1])
