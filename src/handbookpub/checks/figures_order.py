"""HB304: numbers that changed places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of
from handbookpub.checks.figures_numbers import compare
from handbookpub.model import Handbook
from handbookpub.quantities.figures import Read
from handbookpub.translate.pairs import Pair


class Seen(NamedTuple):
    """A number in its order: its value, what tells it apart from others (a unit, a label), how it is typed."""

    value: str
    name: str
    words: str


@check("HB304", on=Pair, severity="review")
def numbers_in_another_order(pair: Pair, handbook: Handbook) -> Problems:
    """The numbers of a translation stand in another order than in the source.

    What it does: compares the order of numbers, letters, telephone numbers, dates and codes where both sides have the
    same ones. Numbers that are told apart by their unit or label may change places.
    Who is harmed: the reader, if two numbers changed places: from 20 to 10 minutes, the wrong number beside a name.
    Example: `10 to 20 minutes` and `من ٢٠ دقيقة إلى ١٠ دقائق`.
    Instead: each number beside its own words.
    """
    found = compare(pair)
    if found.missing or found.added:
        return
    for ours, theirs in zip(_orders(found.source), _orders(found.target), strict=True):
        order, right = ([seen.value for seen in side] for side in (theirs, ours))
        if order != right and sorted(order) == sorted(right) and not _are_told_apart(ours, theirs):
            first = next(seen.words for seen, wanted in zip(theirs, right, strict=True) if seen.value != wanted)
            wanted = ", ".join(seen.words for seen in ours)
            message = f"{', '.join(seen.words for seen in theirs)}: in the source the order is {wanted}"
            yield place_of(pair, handbook, first), message, f"put each beside its own words, as in {wanted}"


def _orders(read: Read) -> Iterator[list[Seen]]:
    """What has an order, by kind: numbers, letters, things with a shape of their own."""
    yield [Seen(str(f.values[0]), f.label or f.unit, read.text[f.start : f.end]) for f in read.figures if f.firm]
    yield [Seen(str(each.index), "", read.text[each.start : each.end]) for each in read.letters]
    yield [Seen(each.value, "", read.text[each.start : each.end]) for each in read.things]


def _are_told_apart(ours: list[Seen], theirs: list[Seen]) -> bool:
    """Whether each number has its own unit or label, `paragraph 4 of Article 24`: HB303 and HB320 compare these."""
    names = [[seen.name for seen in side] for side in (ours, theirs)]
    return all(all(side) and len(set(side)) == len(side) for side in names)
