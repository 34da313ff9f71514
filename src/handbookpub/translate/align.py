"""Which segments of a translation belong to which of its source.

Three witnesses, in this order. The record says what was made from what: its source texts are followed into today's
source and its translations into today's chapter (`follow.py`), so a paragraph may be moved, edited, split or merged
on either side. A seat that exists once (a heading's id, a label's key, a cell of a table that kept its shape) needs
no record. The rest is laid beside each other by order, length, links and numbers (`pairing.py`), inside the places
that the first two leave open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from handbookpub.translate.evidence import evidence
from handbookpub.translate.follow import Group, Piece, doubtful, follow
from handbookpub.translate.pairing import pairs
from handbookpub.translate.records import Row, carried
from handbookpub.translate.segments import Segment
from handbookpub.translate.sketch import mark, sketch

Table = tuple[str, str]
"""The section and the block of a table."""


@dataclass(frozen=True, slots=True)
class Link:
    """Source segments, the segments that translate them, and what the record says. `sure` is False where the pair
    rests on its place alone and something else might have been meant.
    """

    sources: tuple[Segment, ...]
    targets: tuple[Segment, ...] = ()
    row: Row | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """All source segments in order, each in one link; the targets that translate nothing that is there; the rows
    whose source is gone and whose translation stands still.
    """

    links: tuple[Link, ...]
    surplus: tuple[Segment, ...]
    orphans: tuple[tuple[Row, tuple[Segment, ...]], ...] = ()


@dataclass(slots=True)
class Knot:
    """What belongs together so far: indices of rows, sources and targets."""

    rows: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    sure: bool = True


def align(sources: Sequence[Segment], targets: Sequence[Segment], rows: Sequence[Row]) -> Alignment:
    """Every source segment with its translation, as far as it can be told."""
    knots = _recorded(sources, targets, rows)
    _seated(knots, sources, targets)
    _placed(knots, sources, targets, rows)
    links = [_link(knot, sources, targets, rows) for knot in knots if knot.sources]
    links.sort(key=lambda link: link.sources[0].span)
    taken = {j for knot in knots for j in knot.targets}
    gone = [knot for knot in knots if not knot.sources]
    orphans = [(row, tuple(targets[j] for j in sorted(knot.targets))) for knot in gone
               if (row := _row(knot, rows))]  # fmt: skip
    return Alignment(tuple(links), tuple(t for j, t in enumerate(targets) if j not in taken), tuple(orphans))


def _link(knot: Knot, sources: Sequence[Segment], targets: Sequence[Segment], rows: Sequence[Row]) -> Link:
    ours = tuple(sources[i] for i in sorted(knot.sources))
    return Link(ours, tuple(targets[j] for j in sorted(knot.targets)), _row(knot, rows), knot.sure)


def _row(knot: Knot, rows: Sequence[Row]) -> Row | None:
    """The row of a knot; several become one: the paragraphs were merged, so nobody has reviewed them as one."""
    if not knot.rows:
        return None
    first, *others = (rows[i] for i in sorted(knot.rows))
    if not others:
        return first
    each = (first, *others)
    return carried(replace(
        first, state="translated", reviewer="", source=tuple(text for row in each for text in row.source),
        target=tuple(text for row in each for text in row.target),
        comments=tuple(comment for row in each for comment in row.comments),
    ), each)  # fmt: skip


# --- the record ---


def piece(segment: Segment) -> Piece:
    """What is compared of a segment."""
    return Piece(segment.fingerprint, sketch(segment.markdown), segment.kind, segment.section, segment.block,
                 segment.slot)  # fmt: skip


def _pieces(rows: Sequence[Row], side: str) -> tuple[list[Piece], list[int]]:
    """The texts that rows name on one side, and the row of each."""
    found: list[Piece] = []
    owners: list[int] = []
    for index, row in enumerate(rows):
        for text in row.source if side == "source" else row.target:
            marked = mark(text) if side == "source" else text
            print_, _, drawn = marked.partition(" ")
            found.append(Piece(print_, drawn, row.kind, row.section, row.block, row.slot))
            owners.append(index)
    return found, owners


def _recorded(sources: Sequence[Segment], targets: Sequence[Segment], rows: Sequence[Row]) -> list[Knot]:
    knots = [Knot([index]) for index in range(len(rows))]
    at = dict(enumerate(knots))
    for side, segments in (("source", sources), ("target", targets)):
        old, owners = _pieces(rows, side)
        new = [piece(segment) for segment in segments]
        groups = follow(old, new)
        for group, doubt in zip(groups, doubtful(old, new, groups), strict=True):
            _tie(at, owners, group, side)
            at[owners[group[0][0]]].sure &= side == "source" or not doubt
    unique = {id(knot): knot for knot in at.values()}
    return [knot for knot in unique.values() if knot.sources or knot.targets]


def _tie(at: dict[int, Knot], owners: Sequence[int], group: Group, side: str) -> None:
    """Enter what old pieces became; rows whose pieces became one are one knot from now on."""
    knot = at[owners[group[0][0]]]
    for i in group[0][1:]:
        other = at[owners[i]]
        if other is not knot:
            knot.rows += other.rows
            knot.sources += other.sources
            knot.targets += other.targets
            knot.sure &= other.sure
            at.update(dict.fromkeys(other.rows, knot))
    (knot.sources if side == "source" else knot.targets).extend(group[1])


# --- seats ---


def _seated(knots: list[Knot], sources: Sequence[Segment], targets: Sequence[Segment]) -> None:
    """Pair what sits on the same seat and is not taken; a cell's seat counts where the table kept its shape."""
    shapes = [_shapes(segments) for segments in (sources, targets)]
    by_source = {i: knot for knot in knots for i in knot.sources}
    taken = {j for knot in knots for j in knot.targets}
    free = {seat: j for j, t in enumerate(targets) if j not in taken and (seat := _seat(t, *shapes))}
    for i, source in enumerate(sources):
        knot = by_source.get(i)
        seat = _seat(source, *shapes)
        if seat in free and not (knot and knot.targets):
            _fill(knots, knot, [i], [free.pop(seat)], True)


def _fill(knots: list[Knot], knot: Knot | None, sources: list[int], targets: list[int], sure: bool) -> None:
    if knot is None:
        knots.append(Knot([], sources, targets, sure))
    else:
        knot.targets, knot.sure = targets, sure


def _shapes(segments: Iterable[Segment]) -> dict[Table, frozenset[str]]:
    """For each table, which cells hold text."""
    cells: dict[Table, set[str]] = defaultdict(set)
    for segment in segments:
        if segment.kind == "cell":
            cells[segment.section, segment.block].add(segment.slot)
    return {block: frozenset(slots) for block, slots in cells.items()}


def _seat(segment: Segment, ours: dict[Table, frozenset[str]], theirs: dict[Table, frozenset[str]]) -> object:
    if segment.kind == "cell":
        table = (segment.section, segment.block)
        return ("cell", *table, segment.slot) if ours.get(table) == theirs.get(table) else None
    return piece(segment).seat


# --- places ---


def _placed(knots: list[Knot], sources: Sequence[Segment], targets: Sequence[Segment], rows: Sequence[Row]) -> None:
    """Pair what is left inside the places that are open on both sides. Where a translation is on record and this text
    is not like it, or where a pair that is on record is gone from its place, something must speak for a pair that is
    sure: it may as well be another paragraph in the place of one that was deleted.
    """
    open_sources, open_targets = _open(knots, sources, targets)
    by_source = {i: knot for knot in knots for i in knot.sources}
    replaced = {(rows[i].section, rows[i].block) for i in _gone(knots, rows)}
    for place in sorted(open_sources.keys() & open_targets.keys()):
        ours, theirs = open_sources[place], open_targets[place]
        for pair in pairs([sources[i] for i in ours], [targets[j] for j in theirs]):
            left, right = [ours[i] for i in pair.sources], [theirs[j] for j in pair.targets]
            known = [by_source[i] for i in left if i in by_source]
            told = evidence(tuple(sources[i] for i in left), tuple(targets[j] for j in right))
            even = pair.sure and not known and place[:2] not in replaced
            if not rows or told.speaks_for or told.plausible and (pair.sure or not known):
                _enter(knots, known, left, right, even or told.speaks_for)
    paired = {i for knot in knots for i in knot.sources}
    knots.extend(Knot([], [i]) for i in range(len(sources)) if i not in paired)


def _gone(knots: Sequence[Knot], rows: Sequence[Row]) -> set[int]:
    """The rows of which neither the source nor the translation is found any more."""
    return set(range(len(rows))) - {row for knot in knots if knot.sources or knot.targets for row in knot.rows}


def _enter(knots: list[Knot], known: list[Knot], left: list[int], right: list[int], sure: bool) -> None:
    for knot in known[1:]:
        known[0].rows += knot.rows
        known[0].sources += knot.sources
        knots.remove(knot)
    _fill(knots, known[0] if known else None, left, right, sure)
    if known:
        known[0].sources = sorted({*known[0].sources, *left})


Place = tuple[str, str, int]


def _open(
    knots: Sequence[Knot], sources: Sequence[Segment], targets: Sequence[Segment]
) -> tuple[dict[Place, list[int]], dict[Place, list[int]]]:
    """Segments without a partner, by place: section, block, and the pair that stands before them."""
    full = [knot for knot in knots if knot.sources and knot.targets]
    left = {i: number for number, knot in enumerate(full) for i in knot.sources}
    right = {j: number for number, knot in enumerate(full) for j in knot.targets}
    taken = {j for knot in knots for j in knot.targets}
    return _by_place(sources, left, set(left)), _by_place(targets, right, taken)


def _by_place(segments: Sequence[Segment], pair_of: dict[int, int], taken: set[int]) -> dict[Place, list[int]]:
    places: dict[Place, list[int]] = defaultdict(list)
    last: dict[tuple[str, str], int] = {}
    for index, segment in enumerate(segments):
        home = (segment.section, segment.block)
        if index in pair_of:
            last[home] = pair_of[index]
        elif index not in taken:
            places[(*home, last.get(home, -1))].append(index)
    return places

