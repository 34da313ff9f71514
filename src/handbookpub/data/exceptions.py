"""exceptions.toml: findings that somebody has looked at and signed, until a day.

An exception to a finding in a chapter hangs on the text that was signed: it holds the fingerprint of a segment, moves
with it, and is void when the text changes. One to a finding in a printed book hangs on a paragraph of the PDF in the
same way; its line is the page, its column the paragraph. `handbookpub except` writes them (`translate.signing`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbookpub.data import rows
from handbookpub.data.rows import Field, take
from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import EMPTY, Place

FILE = "exceptions.toml"
CHAPTER, PDF = ".md", ".pdf"
SIGNED = Field(rows.some_text, "text that is not empty", required=True)


def _last_day(value: Any) -> str:
    """A day in the one form that can be compared as text: ISO 8601 also knows 20261231."""
    return datetime.date.fromisoformat(rows.some_text(value)).isoformat()


FIELDS = {
    "code": Field(rows.matching(r"HB\d{3}"), 'a code such as "HB104"', required=True),
    "place": Field(rows.some_text, 'a place such as "ar/30-security.md:12"', required=True),
    "who": SIGNED,
    "why": SIGNED,
    "until": Field(_last_day, "the last day, an ISO date", required=True),
    "segment": Field(rows.matching("[0-9a-f]{10}"), "the ten digits that handbookpub except writes"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of a chapter as an exception sees it: which text, and from where to where it stands. `start` and `end`
    are lines and columns from 1; `end` is the column behind the last letter.
    """

    fingerprint: str
    start: tuple[int, int]
    end: tuple[int, int]


Pieces = Mapping[str, Sequence[Piece]]
"""The segments of chapters, in order, by the chapter's path."""


def piece_at(pieces: Sequence[Piece], place: Place) -> Piece | None:
    """The segment that a place belongs to; None only where there are none.

    A mark before the text, a fence, an attribute behind it belong to a segment too: to one on their line, else to the
    one below, else to the last.
    """
    line = [piece for piece in pieces if piece.start[0] <= place.line <= piece.end[0]]
    if line:
        before = [piece for piece in line if piece.start <= (place.line, place.column)]
        return before[-1] if before else line[0]
    below = (piece for piece in pieces if piece.start[0] > place.line)
    return next(below, pieces[-1] if pieces else None)


@dataclass(frozen=True, slots=True)
class Exception_:
    """One signed exception. `place` is a path, or `path:line`, or `path:line:col`; `segment` is the fingerprint of the
    text that was signed.
    """

    code: str
    place: str
    who: str
    why: str
    until: str
    at: Place
    segment: str = ""

    @property
    def path(self) -> str:
        """The file of the place."""
        return self.place.partition(":")[0]

    @property
    def line(self) -> int:
        """The line of the place, 0 for a whole file."""
        number = self.place.partition(":")[2].partition(":")[0]
        return int(number) if number.isdecimal() else 0

    @property
    def printed(self) -> bool:
        """Whether it is about a printed book: only `verify` can say whether it excuses something."""
        return self.path.endswith(PDF)

    @property
    def loose(self) -> bool:
        """Whether it names lines of a chapter or a PDF and no text: it would excuse whatever stands there later."""
        return not self.segment and self.line > 0 and self.path.endswith((CHAPTER, PDF))

    def home(self, pieces: Pieces) -> tuple[str, Piece] | None:
        """Where its segment stands today: the nearest in its file, else in another chapter of the language."""
        own = [each for each in pieces.get(self.path, ()) if each.fingerprint == self.segment]
        if own:
            return self.path, min(own, key=lambda piece: abs(piece.start[0] - self.line))
        folder = self.path.rpartition("/")[0]
        moved = ((path, piece) for path, all_ in pieces.items() if path.rpartition("/")[0] == folder for piece in all_)
        return next((each for each in moved if each[1].fingerprint == self.segment), None)

    def covers(self, finding: Finding, pieces: Pieces = EMPTY) -> bool:
        """Whether the finding is the one that was signed."""
        if finding.code != self.code or finding.stops:
            return False
        if not self.segment:
            return f"{finding.place}:".startswith(f"{self.place}:")
        home = self.home(pieces)
        if home is None or finding.place.path != home[0]:
            return False
        return piece_at(pieces[home[0]], finding.place) is home[1]


def load(root: Path) -> tuple[tuple[Exception_, ...], list[Finding]]:
    """The signed exceptions of the handbook."""
    if not (root / FILE).exists():
        return (), []
    toml, findings = rows.load(root, FILE)
    if toml is None:
        return (), findings
    values, findings = take(toml, (), toml.data, {"exception": Field(rows.anything, "rows")})
    given: Any = values.get("exception", [])
    if not isinstance(given, list):
        return (), [faults.wrong_value(toml.place("exception"), "exception", "rows: [[exception]]")]
    signed: list[Exception_] = []
    for index, row in enumerate(given):
        fields, more = take(toml, ("exception", index), row, FIELDS)
        findings += more
        if not more:
            signed.append(Exception_(**fields, at=toml.place("exception", index)))
    return tuple(signed), findings


def apply(
    findings: Iterable[Finding], signed: Iterable[Exception_], today: datetime.date, pieces: Pieces = EMPTY
) -> list[Finding]:
    """The findings that nobody signed, and one for each exception that is void, has ended or excuses nothing.

    A finding that stops a build cannot be signed away: without it there is no output. Where one stands, later checks
    did not run and chapters may be missing, so nobody can say that an exception is void or excuses nothing.
    """
    left, found = list(findings), list[Finding]()
    stopped = any(finding.stops for finding in left)
    for exception in signed:
        covered = [finding for finding in left if exception.covers(finding, pieces)]
        if exception.until < today.isoformat():
            found.append(faults.expired_exception(exception.at, exception.code, exception.until))
        elif covered:
            left = [finding for finding in left if finding not in covered]
            found += [_ask(exception)] if exception.loose else []
        elif exception.segment and not stopped and exception.home(pieces) is None:
            found.append(faults.void_exception(exception.at, exception.code, exception.place))
        elif not stopped or Finding(exception.code, exception.at, "").stops:
            found.append(faults.unused_exception(exception.at, exception.code, exception.place))
    return left + found


def _ask(exception: Exception_) -> Finding:
    said = (exception.code, exception.place, exception.who, exception.why, exception.until)
    return faults.loose_exception(exception.at, *said)
