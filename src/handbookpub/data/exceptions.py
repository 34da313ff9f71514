"""exceptions.toml: findings that somebody has looked at and signed, until a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbookpub.data import rows
from handbookpub.data.rows import Field, take
from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Place

FILE = "exceptions.toml"
SIGNED = Field(rows.some_text, "text that is not empty", required=True)
FIELDS = {
    "code": Field(rows.matching(r"HB\d{3}"), 'a code such as "HB104"', required=True),
    "place": Field(rows.some_text, 'a place such as "ar/30-security.md:12"', required=True),
    "who": SIGNED,
    "why": SIGNED,
    "until": Field(lambda value: rows.day(rows.some_text(value)), "the last day, an ISO date", required=True),
}


@dataclass(frozen=True, slots=True)
class Exception_:
    """One signed exception. `place` is a path, or `path:line`, or `path:line:col`."""

    code: str
    place: str
    who: str
    why: str
    until: str
    at: Place

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is the one that was signed."""
        return finding.code == self.code and f"{finding.place}:".startswith(f"{self.place}:")


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


def apply(findings: Iterable[Finding], signed: Iterable[Exception_], today: datetime.date) -> list[Finding]:
    """The findings that nobody signed, and one for each exception that has ended or excuses nothing.

    A finding that stops a build cannot be signed away: without it there is no output.
    """
    left, found = list(findings), list[Finding]()
    for exception in signed:
        covered = [finding for finding in left if exception.covers(finding) and not finding.stops]
        if exception.until < today.isoformat():
            found.append(faults.expired_exception(exception.at, exception.code, exception.until))
        elif not covered:
            found.append(faults.unused_exception(exception.at, exception.code, exception.place))
        else:
            left = [finding for finding in left if finding not in covered]
    return left + found
