"""HB304: numbers that changed places."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of
from handbookpub.checks.figures_numbers import Compared, compare
from handbookpub.model import Handbook
from handbookpub.quantities.figures import Figure, Read
from handbookpub.translate.pairs import Pair


class Seen(NamedTuple):
    """A number in its order: its value, what tells it apart from others (a unit, a label), how it is typed."""

    value: str
    name: str
    words: str


WHOLES = 2
"""Numbers of a part and its whole."""


@check("HB304", on=Pair, severity="review")
def numbers_in_another_order(pair: Pair, handbook: Handbook) -> Problems:
    """The numbers of a translation stand in another order than in the source.

    What it does: compares the order of numbers, letters, telephone numbers, dates and codes where both sides have the
    same ones. Numbers that are told apart by their unit or label may change places, and so may a part and its whole:
    `of the 40 beds, 12`, `١٢ سريرًا من أصل ٤٠`.
    Who is harmed: the reader, if two numbers changed places: from 20 to 10 minutes, the wrong number beside a name.
    Example: `10 to 20 minutes` and `من ٢٠ دقيقة إلى ١٠ دقائق`.
    Instead: each number beside its own words.
    """
    found = compare(pair)
    if found.missing or found.added:
        return
    kinds = [_numbers(found), *zip(_orders(found.source), _orders(found.target), strict=True)]
    for ours, theirs in kinds:
        order, right = ([seen.value for seen in side] for side in (theirs, ours))
        if order == right or sorted(order) != sorted(right):
            continue
        if not _are_told_apart(ours, theirs) and not _is_part_of_whole(found, pair, len(ours)):
            first = next(seen.words for seen, wanted in zip(theirs, right, strict=True) if seen.value != wanted)
            wanted = ", ".join(seen.words for seen in ours)
            message = f"{', '.join(seen.words for seen in theirs)}: in the source the order is {wanted}"
            yield place_of(pair, handbook, first), message, f"put each beside its own words, as in {wanted}"
            return


def _numbers(found: Compared) -> tuple[list[Seen], list[Seen]]:
    """The numbers in digits that both sides have, each side in its order."""
    pairs = [(f, o) for f, o in found.matched if not (f.spelled or o.spelled)]
    sides = []
    for side, read in enumerate((found.source, found.target)):
        ordered = sorted(pairs, key=lambda each: each[side].start)
        sides.append([_seen(each[0].values[0], each[side], read) for each in ordered])
    return sides[0], sides[1]


def _seen(value: Fraction, figure: Figure, read: Read) -> Seen:
    return Seen(str(value), figure.label or figure.unit, read.text[figure.start : figure.end])


def _is_part_of_whole(found: Compared, pair: Pair, count: int) -> bool:
    """Whether one of two numbers is the whole of which the other is a part, on both sides the same one."""
    wholes = [
        [f.values[0] for f in read.figures if f.firm and _follows(read.text[: f.start], row.beside["wholes"])]
        for read, row in ((found.source, pair.source_language), (found.target, pair.language))
    ]
    return count == WHOLES and len(wholes[0]) == 1 and wholes[0] == wholes[1]


def _follows(before: str, words: tuple[str, ...]) -> bool:
    """Whether a text ends with one of some words, or has it before its last word: `of the`."""
    ends = " ".join(before.casefold().split())
    return any(f" {end}".endswith(f" {word}") for word in words for end in (ends, ends.rpartition(" ")[0]))


def _orders(read: Read) -> Iterator[list[Seen]]:
    """What has an order, by kind: all numbers, letters, things with a shape of their own."""
    yield [Seen(str(f.values[0]), f.label or f.unit, read.text[f.start : f.end]) for f in read.figures if f.firm]
    yield [Seen(str(each.index), "", read.text[each.start : each.end]) for each in read.letters]
    yield [Seen(each.value, "", read.text[each.start : each.end]) for each in read.things]


def _are_told_apart(ours: list[Seen], theirs: list[Seen]) -> bool:
    """Whether each number has its own unit or label, `paragraph 4 of Article 24`: HB303 and HB320 compare these."""
    names = [[seen.name for seen in side] for side in (ours, theirs)]
    return all(all(side) and len(set(side)) == len(side) for side in names)
