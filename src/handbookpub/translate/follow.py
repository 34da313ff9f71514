"""Which piece of a text became which, when somebody edited it: the same language before and after.

Both sides of a record are followed this way: the source texts a translation was made from into today's source, the
translation as it was recorded into today's chapter. Only what is the same text, or clearly the same text edited,
is taken for the same piece; a paragraph that took another's place is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handbookpub.translate.sketch import joined, likeness, most, runs

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Old pieces and the new ones that they became: one and one, or one and several, or several and one."""
LIKE = 0.55
"""Less than this of two sketches in common: two different texts."""
GAIN = 0.12
"""How much likeness a neighbour must add before a piece counts as split or merged."""
SHORT = 3
"""Words. Of so few, chance may make two alike: they must stand in the same block as well."""
RUN = 4
"""Words in a row. So many do not come from elsewhere by chance."""
WHOLE = 0.8
"""Of a text that stands in another one, this much must be found there."""


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
    def seat(self) -> tuple[str, str, str, str] | None:
        """A place that exists once in a chapter, such as a heading's id or a label's key; None for any other."""
        lone = self.slot and self.kind not in ("cell", "note", "field")
        return (self.section, self.block, self.kind, self.slot) if lone else None


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
    _pair_best(work, _alike(work))
    _pair_best(work, _contained(work))
    _same_seat(work)
    groups = {i: ([i], [j]) for i, j in sorted(work.forth.items())}
    _grow(work, groups)
    return [(tuple(before), tuple(after)) for before, after in groups.values()]


def _same_in_order(work: Following) -> None:
    """Equal texts that kept their order: those in the same block first, so that each `Yes` stays with its question."""
    for key in (lambda p: (p.fingerprint, *p.home), lambda p: p.fingerprint):
        _match_in_order(work, key)


def _pair_ends(work: Following, key: Callable[[Piece], object]) -> tuple[list[int], list[int]]:
    """Pair what both sides begin and end with, and give what is left between: of many equal cells of which one was
    edited, the others stay where they are.
    """
    olds, news = work.free_old(), work.free_new()
    for end in (0, -1):
        while olds and news and key(work.old[olds[end]]) == key(work.new[news[end]]):
            work.pair(olds.pop(end), news.pop(end))
    return olds, news


def _match_in_order(work: Following, key: Callable[[Piece], object]) -> None:
    olds, news = _pair_ends(work, key)
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


Candidate = tuple[float, int, int, int, int]
"""How good a pair is: likeness, nearness of its homes and of its places; then the pair."""


def _pair_best(work: Following, candidates: Iterable[Candidate]) -> None:
    """The best likeness first; where it is equal, the nearer home and the nearer place."""
    for *_, i, j in sorted(candidates, reverse=True):
        if i not in work.forth and j not in work.back:
            work.pair(i, j)


def _alike(work: Following) -> Iterator[Candidate]:
    """Edited texts."""
    for i in work.free_old():
        for j in work.free_new():
            old, new = work.old[i], work.new[j]
            near, lengths = _near(old, new), sorted((len(old.sketch), len(new.sketch)))
            if 2 * lengths[0] < LIKE * sum(lengths) or (lengths[0] <= SHORT and near < len(old.home)):
                continue
            if 2 * most(old.sketch, new.sketch) < LIKE * sum(lengths):
                continue
            score = likeness(old.sketch, new.sketch)
            if score >= LIKE:
                yield round(score, 2), near, -abs(i - j), i, j


def _contained(work: Following) -> Iterator[Candidate]:
    """Texts of which one stands in the other, so much longer that they are not alike: three that became one."""
    for i in work.free_old():
        for j in work.free_new():
            short, long = sorted((work.old[i].sketch, work.new[j].sketch), key=len)
            if len(short) >= 2 * RUN and _is_in(short, long):
                yield len(short), _near(work.old[i], work.new[j]), -abs(i - j), i, j


def _is_in(short: str, long: str) -> bool:
    least = WHOLE * len(short)
    return most(short, long) >= least and _common(short, long) >= least


def _common(one: str, other: str) -> int:
    """How many words of two texts are the same, in runs that are no chance."""
    if runs(one, SHORT).isdisjoint(runs(other, SHORT)):
        return 0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= SHORT)


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
    """Add what makes `many` more like `one`, a neighbour or a piece that was moved; False if there is nothing."""
    wanted = joined(whole[i].sketch for i in one)
    here = joined(parts[j].sketch for j in many)
    now = likeness(wanted, here)
    best: tuple[float, int] = (now, -1)
    for near in range(len(parts)):
        if near not in taken and _fits_in(parts, many, near) and _can_gain(wanted, here, parts[near].sketch, best[0]):
            score = max(likeness(wanted, each) for each in _with(parts, many, near))
            if score > best[0] and (score >= now + GAIN or _is_part(parts, many, near, wanted)):
                best = (score, near)
    if best[1] >= 0:
        many[:] = sorted([*many, best[1]])
        taken[best[1]] = one[0]
    return best[1] >= 0


def _can_gain(wanted: str, here: str, more: str, score: float) -> bool:
    """Whether a text can become more like another than `score` by one more piece: asked before it is measured."""
    shared = min(len(wanted), most(wanted, here) + most(wanted, more))
    return 2 * shared > score * (len(wanted) + len(here) + len(more))


def _fits_in(parts: Sequence[Piece], many: Sequence[int], near: int) -> bool:
    """Whether a piece may belong to others: one beside them in the same place, or a long one of their kind."""
    if _is_beside(parts, many, near):
        return True
    return parts[near].kind == parts[many[0]].kind and len(parts[near].sketch) >= 2 * RUN


def _is_beside(parts: Sequence[Piece], many: Sequence[int], near: int) -> bool:
    return many[0] - 1 <= near <= many[-1] + 1 and parts[near].home == parts[many[0]].home


def _with(parts: Sequence[Piece], many: Sequence[int], near: int) -> Iterator[str]:
    """Some pieces with one more, as one text: in their order, or before and after the others if it stood elsewhere."""
    yield joined(parts[j].sketch for j in sorted([*many, near]))
    if not many[0] - 1 <= near <= many[-1] + 1:
        others = joined(parts[j].sketch for j in many)
        yield from (joined((parts[near].sketch, others)), joined((others, parts[near].sketch)))


def _is_part(parts: Sequence[Piece], many: Sequence[int], near: int, wanted: str) -> bool:
    """Whether a piece beside others stands whole in a text, however short it is."""
    sketch = parts[near].sketch
    return len(sketch) > 1 and sketch in wanted and _is_beside(parts, many, near)


# --- doubt ---


def doubtful(old: Sequence[Piece], new: Sequence[Piece], groups: Sequence[Group]) -> list[bool]:
    """For each group, whether its new text may hold what belongs to another: it begins or ends with words that it did
    not have, and those are another piece's, or the piece beside it is gone.
    """
    became = {i: after for before, after in groups for i in before}
    changed = [i for i in range(len(old)) if not _is_kept(old[i], became.get(i, ()), new)]
    return [_has_strays(old, new, group, changed, became) for group in groups]


def _is_kept(piece: Piece, after: Sequence[int], new: Sequence[Piece]) -> bool:
    return any(new[j].fingerprint == piece.fingerprint for j in after)


def _has_strays(old: Sequence[Piece], new: Sequence[Piece], group: Group, changed: Sequence[int],
                became: Mapping[int, object]) -> bool:  # fmt: skip
    before, after = group
    runs = _added(joined(old[i].sketch for i in before), joined(new[j].sketch for j in after))
    if not runs:
        return False
    beside = [i for i in (before[0] - 1, before[-1] + 1) if 0 <= i < len(old) and old[i].home == old[before[0]].home]
    if any(i not in became for i in beside):
        return True
    return any(_shares(run, old[i].sketch) for run in runs for i in changed if i not in before)


def _added(was: str, now: str) -> list[str]:
    """What a text begins and ends with that it did not begin and end with before, if it is long enough to tell."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    firm = [block for block in blocks if block.size >= SHORT] or [block for block in blocks if block.size]
    if not firm:
        return []
    first, last = firm[0], firm[-1]
    ends = [(first.b - first.a, now[: first.b]),
            (len(now) - last.b - (len(was) - last.a), now[last.b + last.size :])]  # fmt: skip
    return [run for longer, run in ends if longer >= RUN]


def _shares(run: str, sketch: str) -> bool:
    return _common(run, sketch) >= max(RUN, len(run) // 2)
