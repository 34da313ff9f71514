"""Chapters of the book edited at random on both sides, and what the alignment makes of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from handbookpub.reading.files import read_text
from handbookpub.translate.align import Alignment, align
from handbookpub.translate.records import Row
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import recorded
from support.edits import EDITS
from support.owned import Owned, reread

BOOK = Path(__file__).parents[2] / "handbook"
STEMS = ("10-principles", "20-first-contact", "30-security", "90-annex-first-contact-form")
SOURCE = "en"


@dataclass(frozen=True)
class Pair:
    """A chapter and its translation as they stand in the book, and the record of them. `numbers` are the owners of
    the segments of each side; a source and its translation have the same one.
    """

    text: Mapping[str, str]
    pieces: Mapping[str, Sequence[Segment]]
    numbers: Mapping[str, Sequence[int]]
    rows: Sequence[Row]
    equal: Mapping[int, int]

    def owned(self, language: str) -> Owned:
        return Owned.of(self.text[language], self.pieces[language], self.numbers[language])

    def same(self, owners: Iterable[int]) -> set[int]:
        """Owners, those of equal texts as one: whoever swaps two cells that say `Yes` has changed nothing."""
        return {self.equal.get(owner, owner) for owner in owners}


@cache
def chapter(language: str, stem: str) -> tuple[str, tuple[Segment, ...]]:
    text, _ = read_text(BOOK, f"{language}/{stem}.md")
    assert text
    with TemporaryDirectory() as folder:
        return text, tuple(reread(text, Path(folder), language))


@cache
def pool(language: str, stem: str) -> tuple[str, ...]:
    """Paragraphs of other chapters, as texts that translate nothing here."""
    return tuple(
        s.markdown for other in STEMS if other != stem for s in chapter(language, other)[1]
        if s.kind == "paragraph" and "[^" not in s.markdown and len(s.markdown.split()) > 12
    )  # fmt: skip


@cache
def pair(language: str, stem: str) -> Pair:
    sides = {code: chapter(code, stem) for code in (SOURCE, language)}
    links = align(sides[SOURCE][1], sides[language][1], ()).links
    assert all(link.sure and len(link.sources) == len(link.targets) == 1 for link in links)
    number = {(code, segment.span): n for n, link in enumerate(links, 1)
              for code, group in ((SOURCE, link.sources), (language, link.targets)) for segment in group}  # fmt: skip
    first: dict[tuple[str, str], int] = {}
    equal = {n: first.setdefault((link.sources[0].markdown, link.targets[0].markdown), n)
             for n, link in enumerate(links, 1)}  # fmt: skip
    rows = [row for link in links if (row := recorded(link))]
    assert len(rows) == len(sides[SOURCE][1]) == len(sides[language][1])
    numbers = {code: [number[code, segment.span] for segment in pieces] for code, (_, pieces) in sides.items()}
    return Pair({code: text for code, (text, _) in sides.items()}, {code: p for code, (_, p) in sides.items()},
                numbers, rows, equal)  # fmt: skip


def edit(owned: Owned, rng: random.Random, texts: Sequence[str], times: int) -> list[str]:
    """Edit a text so many times; gives the names of the edits."""
    done = []
    for _ in range(times):
        chosen = rng.choice(EDITS)
        chosen(owned, rng, texts)
        owned.settle()
        done.append(chosen.__name__)
    return done


@dataclass
class Outcome:
    """What an alignment made of edited texts: `wrong` attachments, each told; how many `segments` there were to
    attach, how many of them are `unsure`, and how many are left without their translation although it stands there:
    those that somebody `retyped` from end to end, and `missed` ones.
    """

    wrong: list[str]
    segments: int
    unsure: int
    retyped: int
    missed: int


def outcome(known: Pair, source: Owned, target: Owned) -> tuple[Alignment, Outcome]:
    """Align two edited texts by the record from before, and compare with the truth."""
    found = align(source.pieces, target.pieces, known.rows)
    made_from = defaultdict(set)
    for number, segment in zip(known.numbers[SOURCE], known.pieces[SOURCE], strict=True):
        made_from[segment.markdown].add(known.equal[number])
    told = Outcome([], 0, 0, 0, 0)
    standing, retyped = {owner for owner in target.owners if owner > 0}, source.retyped | target.retyped
    for link in found.links:
        ours, theirs = (known.same(set().union(*(side.whose(s) for s in group)))
                        for side, group in ((source, link.sources), (target, link.targets)))  # fmt: skip
        was = set().union(*(made_from[text] for text in link.row.source)) if link.row else set()
        if link.sure and _is_foreign(ours, theirs, was):
            told.wrong.append(f"{ours} {link.sources[0].markdown[:60]} <- {theirs} {link.targets[0].markdown[:60]}")
        if link.row and not ours & was:
            told.wrong.append(f"record of {was} for {ours}: {link.sources[0].markdown[:60]}")
        there = set().union(*(source.whose(s) for s in link.sources)) & standing
        told.segments += bool(there)
        told.unsure += bool(there and theirs and not link.sure)
        told.retyped += bool(there and not theirs and there & retyped)
        told.missed += bool(there and not theirs and not there & retyped)
    for row, group in found.orphans:
        theirs = known.same(set().union(*(target.whose(s) for s in group))) if group else set()
        if theirs and not theirs & set().union(*(made_from[text] for text in row.source)):
            told.wrong.append(f"orphan of {row.source[0][:60]}: {group[0].markdown[:60]}")
    return found, told


def _is_foreign(ours: set[int], theirs: set[int], was: set[int]) -> bool:
    """Whether a translation holds text of another source, of which its record (`was`) says nothing either. Where both
    sides are new from end to end, they are a pair as far as anybody can see.
    """
    if not theirs or all(owner < 0 for owner in ours | theirs):
        return False
    return bool({owner for owner in theirs - ours - was if owner > 0}) or not theirs & ours
