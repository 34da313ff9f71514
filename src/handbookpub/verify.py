"""Reading back what was built: every check of outputs over everything in a folder, and the typographic report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbookpub import checks
from handbookpub.data import exceptions
from handbookpub.data.exceptions import Exception_, Piece
from handbookpub.findings import Finding, in_order
from handbookpub.outputs import manifest
from handbookpub.outputs.documents import Printed, subjects
from handbookpub.outputs.typeset import Report

TYPOGRAPHY = "HB82"
"""How the codes begin that can be signed for a printed book."""
COUNTED: Mapping[str, str] = {
    "overfull": "HB821",
    "widows": "HB822",
    "orphans": "HB823",
    "stranded": "HB824",
    "captions": "HB825",
    "wide": "HB826",
    "missing": "HB812",
    "notes": "HB828",
    "short": "HB829",
}
"""Columns of the report that count findings."""


@dataclass(frozen=True, slots=True)
class Typography:
    """One PDF in the report. `counts` are the findings of each column that nobody signed; `signed` the others."""

    path: str
    pages: int
    lines: int
    counts: Mapping[str, int]
    median: float
    worst: float
    signed: int


@dataclass(slots=True)
class Verified:
    """What was found: findings that nobody signed, and a row for each PDF. `every` and `pieces` are all findings and
    the paragraphs of the PDFs, by their path.
    """

    findings: list[Finding] = field(default_factory=list)
    typography: list[Typography] = field(default_factory=list)
    every: list[Finding] = field(default_factory=list)
    pieces: dict[str, Sequence[Piece]] = field(default_factory=dict)


def verify(out: Path, strict: bool = False) -> list[Finding]:
    """Return what is wrong with the outputs in `out`, whoever signed it. With `strict`, a check whose tool is missing
    is an error.
    """
    return read_back(out, strict).every


def read_back(out: Path, strict: bool = False, root: Path | None = None, only: str = "") -> Verified:
    """Run every check of outputs, or with `only` those of typography over the PDF of that path. `root` is the handbook
    whose signed exceptions count.
    """
    checks.load_all()
    built = manifest.read(out)
    every = [registered for _, registered in sorted(checks.CHECKS.items())]
    chosen = [each for each in every if not only or each.code.startswith(TYPOGRAPHY)]
    result, reports = Verified(), dict[str, Report]()
    for subject in subjects(built, strict):
        if only and not (isinstance(subject, Printed) and subject.row.path == only):
            continue
        for registered in chosen:
            if isinstance(subject, registered.on):
                result.every.extend(registered.run(subject))
        if isinstance(subject, Printed) and (report := subject.typeset):
            result.pieces[subject.row.path] = list(_pieces(report))
            reports[subject.row.path] = report
    result.findings = in_order(_unsigned(result, root))
    result.every = in_order(result.every)
    result.typography = [_row(path, report, result) for path, report in reports.items()]
    return result


def _pieces(report: Report) -> Iterable[Piece]:
    """The paragraphs of a PDF as an exception sees them: the page for the line, the paragraph for the column."""
    found = []
    for block in report.flow.blocks:
        first, last = block.pages[0], block.pages[-1]
        start, end = (first + 1, block.number[first]), (last + 1, block.number[last])
        found.append(Piece(block.fingerprint, start, end))
    return sorted(found, key=lambda piece: piece.start)


def _unsigned(result: Verified, root: Path | None) -> list[Finding]:
    """The findings that nobody signed, and what is wrong with exceptions to PDFs that stand in the folder."""
    signed: list[Exception_] = []
    if root is not None:
        signed = [each for each in exceptions.load(root)[0] if each.path in result.pieces]
    typographic = [finding for finding in result.every if finding.code.startswith(TYPOGRAPHY)]
    others = [finding for finding in result.every if not finding.code.startswith(TYPOGRAPHY)]
    return [*others, *exceptions.apply(typographic, signed, date.today(), result.pieces)]


def _row(path: str, report: Report, result: Verified) -> Typography:
    every = Counter(finding.code for finding in result.every if finding.place.path == path)
    left = Counter(finding.code for finding in result.findings if finding.place.path == path)
    counts = {name: left[code] for name, code in COUNTED.items()}
    signed = sum(every[code] - left[code] for code in every if code.startswith(TYPOGRAPHY))
    return Typography(path, report.pages, report.lines, counts, report.median, report.worst, signed)


def as_table(rows: Sequence[Typography]) -> str:
    """The report as text: a line for each PDF, below the names of its columns."""
    if not rows:
        return ""
    head = ["", "pages", "lines", *COUNTED, "median", "worst", "signed"]
    cells = [
        [row.path, *map(str, (row.pages, row.lines, *row.counts.values())), *_gaps(row), str(row.signed)]
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in [head, *cells]
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _gaps(row: Typography) -> tuple[str, str]:
    return (f"{row.median:.2f}", f"{row.worst:.2f}") if row.worst else ("-", "-")
