"""How far a segment's translation is, and what a record says after somebody saved a chapter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Literal

from handbookpub.translate.align import Link
from handbookpub.translate.records import Row, sealed
from handbookpub.translate.segments import Segment, fingerprint
from handbookpub.translate.sketch import mark
from handbookpub.translate.spans import Span

State = Literal["untranslated", "copied", "stale", "unsure", "translated", "reviewed"]
STATES: tuple[State, ...] = ("reviewed", "translated", "unsure", "stale", "copied", "untranslated")
"""Best first. `copied`: the words of the source stand where a translation should. `unsure`: there is a text, but
whether it translates this segment only a person can say (`pair`).
"""
CURRENT: tuple[State, ...] = ("translated", "reviewed")
NAMES = 2
"""Words. So few may be the same in two languages: a name, an abbreviation, a date."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What staleness is measured by beside today's source: `equal` maps the fingerprint of an edited source text to
    the one before, for edits that were signed as without effect on translations; `frozen` are the fingerprints of
    the baseline's texts, by the span of today's segment that they became.
    """

    equal: Mapping[str, str]
    frozen: Mapping[Span, Set[str]] = field(default_factory=dict)

    def root(self, print_: str) -> str:
        """The oldest text that means the same."""
        seen: set[str] = set()
        while print_ in self.equal and print_ not in seen:
            seen.add(print_)
            print_ = self.equal[print_]
        return print_


PLAIN = Frame({})


def source_print(sources: Iterable[Segment]) -> str:
    """The fingerprint of source segments, one after the other."""
    return fingerprint(" ".join(segment.markdown for segment in sources))


def marks(targets: Iterable[Segment]) -> tuple[str, ...]:
    """The marks of target segments, as a record keeps them."""
    return tuple(mark(segment.markdown) for segment in targets)


def state(link: Link, frame: Frame = PLAIN) -> State:
    """How far the translation of a link is."""
    if not link.targets:
        return "untranslated"
    if is_copied(link) and not (link.row and (link.row.reviewer or link.row.kept)):
        return "copied"
    if link.row is None:
        return "translated" if link.sure else "unsure"
    return _by_record(link.row, link, frame)


def _by_record(row: Row, link: Link, frame: Frame) -> State:
    """How far a translation is that a record speaks of."""
    same_target = _same_target(row, link)
    if not link.sure and not same_target or row.state == "draft" and row.sealed and same_target:
        return "unsure"
    if not row.sealed or not _same_source(row, link, frame):
        return "translated" if row.sealed and not same_target and not _only_parted(row, link) else "stale"
    return row.state if same_target and row.state != "draft" else "translated"


def is_copied(link: Link) -> bool:
    """Whether the translation is the source's words, and they are more than names, codes and numbers."""
    ours, theirs = (_plain(group) for group in (link.sources, link.targets))
    return ours == theirs and sum(any(map(str.isalpha, word)) for word in ours) > NAMES


def _plain(group: Iterable[Segment]) -> list[str]:
    words = unicodedata.normalize("NFC", " ".join(segment.words for segment in group))
    return words.casefold().split()


def is_ahead(link: Link, frame: Frame) -> bool:
    """Whether the source went on after the baseline that the translation is true to."""
    prints = [source_print(link.sources), link.row.source_fingerprint] if link.row else []
    return bool(prints) and frame.root(prints[0]) != frame.root(prints[1]) and _is_frozen(link, frame)


def _same_source(row: Row, link: Link, frame: Frame) -> bool:
    if frame.root(source_print(link.sources)) == frame.root(row.source_fingerprint):
        return True
    return _is_frozen(link, frame)


def _is_frozen(link: Link, frame: Frame) -> bool:
    """Whether a translation was made from what stood in the place of its source in the baseline."""
    then = {print_ for segment in link.sources for print_ in frame.frozen.get(segment.span, ())}
    made_from = link.row.source if link.row else ()
    return bool(made_from) and all(fingerprint(text) in then for text in made_from)


def _same_target(row: Row, link: Link) -> bool:
    return [each.split(" ")[0] for each in row.target] == [segment.fingerprint for segment in link.targets]


def _only_parted(row: Row, link: Link) -> bool:
    """Whether paragraphs were merged or split, and no word changed: that mends nothing that is stale."""
    before, after = ("".join(each.partition(" ")[2] for each in group) for group in (row.target, marks(link.targets)))
    return len(row.target) != len(link.targets) and before == after


def recorded(link: Link, frame: Frame = PLAIN) -> Row | None:
    """The row that a link has after the chapter was saved; None where there is nothing to record.

    Saving a stale paragraph changed makes it translated, from today's source; one that is true to the baseline stays
    a translation of the baseline. What is stale, unsure or copied keeps the row it has: nothing becomes current by
    being looked at.
    """
    row, how = link.row, state(link, frame)
    if not link.targets or how in ("unsure", "copied"):
        return row
    if row is None:
        return sealed(_placed(Row(_texts(link), marks(link.targets)), link))
    if how == "stale":
        return row if not row.sealed else sealed(_placed(row, link))
    if _same_target(row, link):
        return sealed(_placed(row, link))
    source = row.source if is_ahead(link, frame) else _texts(link)
    return sealed(_placed(replace(row, source=source, target=marks(link.targets), state="translated",
                                  reviewer="", kept=""), link))  # fmt: skip


def made(link: Link, by: str, reviewed: bool, kept: bool) -> Row:
    """The row of a link that a person marks as translated or reviewed from today's source."""
    row = _placed(replace(link.row or Row((), ()), source=_texts(link), target=marks(link.targets)), link)
    if reviewed:
        return sealed(replace(row, state="reviewed", reviewer=by))
    return sealed(replace(row, state="translated", translator=by, reviewer="", kept=by if kept else ""))


def _texts(link: Link) -> tuple[str, ...]:
    return tuple(segment.markdown for segment in link.sources)


def _placed(row: Row, link: Link) -> Row:
    """The row with the place where its source stands today, which a person looks for."""
    first = link.sources[0]
    return replace(row, kind=first.kind, section=first.section, block=first.block, slot=first.slot)
