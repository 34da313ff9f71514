"""The rows of a page: source segments beside what translates them, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from markupsafe import Markup

from handbookpub.findings import Finding
from handbookpub.model import Chapter
from handbookpub.serve.inline import Preview, Spot, spots
from handbookpub.serve.keys import Print
from handbookpub.translate.exchange.model import Comment
from handbookpub.translate.records import Row as Record
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import CURRENT, source_print
from handbookpub.translate.status import SIGNS, Difference, Item, Progress, difference
from handbookpub.translate.units import base

SIGN: Mapping[str, str] = {**{str(state): sign for state, sign in SIGNS.items()}, "surplus": "+", "gone": "−"}
"""`surplus` translates nothing that is in the source; of what is `gone` the source was there once."""
WORDS: Mapping[str, str] = {
    "reviewed": "reviewed", "translated": "translated", "unsure": "unsure: does this translate it?",
    "stale": "stale: the source changed", "copied": "copied: the source's words", "untranslated": "untranslated",
    "surplus": "surplus: translates nothing in the source", "gone": "its source is gone",
}  # fmt: skip


SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as it is shown. `level` is that of a heading, `where` says what it is ("cell r1c2"), `print_` is its
    fingerprint.
    """

    html: Markup
    kind: str
    level: int
    where: str
    anchor: str
    print_: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding beside its line; `side` is "source" or "target"."""

    side: str
    code: str
    severity: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `text` and `base` are the Markdown of the translation and its fingerprint, `print_` that of the source:
    an action says which text it is about. `lines` are those of the source and the translation, 0 for none.
    """

    key: str
    state: str
    sources: tuple[Piece, ...]
    targets: tuple[Piece, ...]
    text: str = ""
    base: str = ""
    print_: str = ""
    source: str = ""
    runs: Difference = ()
    ahead: bool = False
    translator: str = ""
    reviewer: str = ""
    comments: tuple[Comment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lines: tuple[int, int] = (0, 0)

    @property
    def sign(self) -> str:
        """The sign of the state, the same as `status` prints."""
        return SIGN[self.state]

    @property
    def words(self) -> str:
        """The state in words."""
        return WORDS[self.state]

    @property
    def where(self) -> str:
        """What the row is."""
        return next((piece.where for piece in (*self.sources, *self.targets)), "")

    @property
    def open_comments(self) -> int:
        """How many comments nobody has closed."""
        return sum(comment.open for comment in self.comments)

    @property
    def wants_work(self) -> bool:
        """Whether somebody should look at this row."""
        return self.state not in CURRENT or bool(self.open_comments) or any(r.severity == "error" for r in self.remarks)

    @property
    def digest(self) -> str:
        """Changes when the row looks different; its lines do not count, they change with every line above it."""
        return sha256(repr(replace(self, lines=(0, 0))).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Raw:
    """A row before it is shown: what stands on either side, and the item that it is made of."""

    state: str
    sources: tuple[Segment, ...]
    targets: tuple[Segment, ...]
    item: Item | None = None
    record: Record | None = None

    @property
    def print_(self) -> Print:
        """What the row is recognised by."""
        if self.sources:
            return tuple(segment.fingerprint for segment in self.sources)
        return ("+", *(segment.fingerprint for segment in self.targets))


def raw(progress: Progress) -> list[Raw]:
    """The rows of a chapter in the order of the source; what has no source stands where its translation does."""
    rows = [Raw(item.state, item.link.sources, item.link.targets, item, item.link.row) for item in progress.items]
    found = progress.translation.alignment
    extra = [Raw("surplus", (), (segment,)) for segment in found.surplus]
    extra += [Raw("gone", (), targets, None, row) for row, targets in found.orphans if targets]
    for each in sorted(extra, key=lambda row: row.targets[0].span):
        before = [i for i, row in enumerate(rows) if row.targets and row.targets[0].span < each.targets[0].span]
        rows.insert(max(before, key=lambda i: rows[i].targets[0].span) + 1 if before else 0, each)
    return rows


class Shelf:
    """Makes the rows of one page. `previews` show its source and its translation."""

    def __init__(self, previews: tuple[Preview, Preview], chapters: tuple[Chapter | None, Chapter | None]) -> None:
        self._previews = previews
        self._spots = tuple(spots(chapter) for chapter in chapters)

    def row(self, key: str, each: Raw, remarks: Iterable[Remark]) -> Row:
        """A row as it is shown."""
        lines = tuple(side[0].place.line if side else 0 for side in (each.sources, each.targets))
        row = Row(key, each.state, self._pieces(0, each.sources), self._pieces(1, each.targets),
                  text="\n\n".join(segment.markdown for segment in each.targets),
                  base=base(each.item.link) if each.item else "", print_=source_print(each.sources),
                  remarks=tuple(remarks), lines=(lines[0], lines[1]))  # fmt: skip
        if each.record:
            row = replace(row, translator=each.record.translator, reviewer=each.record.reviewer,
                          comments=each.record.comments)  # fmt: skip
        if each.state == "gone" and each.record:
            row = replace(row, source="\n\n".join(each.record.source))
        if each.item:
            runs = difference(each.item.was, each.item.now) if each.item.was else ()
            row = replace(row, source=each.item.now, ahead=each.item.ahead, runs=runs)
        return row

    def _pieces(self, side: int, segments: Sequence[Segment]) -> tuple[Piece, ...]:
        return tuple(self._piece(side, segment) for segment in segments)

    def _piece(self, side: int, segment: Segment) -> Piece:
        spot: Spot | None = self._spots[side].get((segment.place.line, segment.place.column))
        anchor = {"heading": f"s-{segment.slot}", "note": f"n-{segment.slot}"}.get(segment.kind, "") if side else ""
        named = segment.slot if segment.kind not in ("heading", segment.slot) else ""
        within = segment.block if segment.kind != "note" else ""
        where = " · ".join(filter(None, (f"{segment.kind} {named}".strip(), within)))
        html = self._previews[side].html(segment, spot)
        return Piece(html, segment.kind, spot.level if spot else 0, where, anchor, segment.fingerprint)


Placed = tuple[dict[int, list[Remark]], list[Finding]]
"""Remarks by the index of the row on whose lines they stand, and the findings that stand on none."""


def place(findings: Iterable[Finding], rows: Sequence[Raw], progress: Progress) -> Placed:
    """Findings beside their lines. Of several segments on a line it is the last that starts before the finding."""
    at = _lines(rows, progress)
    placed: dict[int, list[Remark]] = {}
    loose: list[Finding] = []
    for finding in findings:
        here = at.get((finding.place.path, finding.place.line))
        if not here:
            loose.append(finding)
            continue
        before = [one for one in here if one[2].place <= finding.place]
        index, side, _ = before[-1] if before else here[0]
        remark = Remark(SIDES[side], finding.code, finding.severity, finding.message, finding.hint)
        if remark not in placed.setdefault(index, []):
            placed[index].append(remark)
    return placed, loose


def _lines(rows: Sequence[Raw], progress: Progress) -> dict[tuple[str, int], list[tuple[int, int, Segment]]]:
    """The segments on each line of the two files, with their row and side, in the order of the line."""
    texts = (progress.translation.source_text, progress.translation.text)
    found: dict[tuple[str, int], list[tuple[int, int, Segment]]] = {}
    for index, row in enumerate(rows):
        for side, segments in enumerate((row.sources, row.targets)):
            for segment in segments:
                more = texts[side][slice(*segment.span)].count("\n")
                for line in range(segment.place.line, segment.place.line + more + 1):
                    found.setdefault((segment.place.path, line), []).append((index, side, segment))
    for here in found.values():
        here.sort(key=lambda one: one[2].place)
    return found
