"""terms.csv: the words that have been agreed on, per concept and language."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Place, Term, Termbase
from handbookpub.reading.files import read_text

FILE = "terms.csv"
SEPARATORS = ";,\t"
FORBIDDEN = "forbidden_"
VARIANTS = "|"


def load(root: Path, codes: Iterable[str]) -> tuple[Termbase, list[Finding]]:
    """The termbase. The file may start with a BOM and be separated by `;`, `,` or tabs: spreadsheets
    differ.
    """
    if not (root / FILE).exists():
        return (), []
    text, findings = read_text(root, FILE)
    if text is None:
        return (), findings
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(text.split("\n"), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        start = 1
        for row in reader:
            rows.append((start, [cell.strip() for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        return (), [faults.damaged_table(Place(FILE, max(1, reader.line_num)), str(error))]
    return _terms(rows, tuple(codes))


def _terms(rows: list[tuple[int, list[str]]], codes: tuple[str, ...]) -> tuple[Termbase, list[Finding]]:
    head = rows[0][1] if rows else []
    findings = _columns(head, codes)
    terms: dict[str, Term] = {}
    for line, cells in rows[1:]:
        if not any(cells):
            continue
        place = Place(FILE, line)
        row = dict(zip(head, cells, strict=False))
        concept = row.get("concept", "")
        if len(cells) > len(head):
            findings.append(faults.damaged_table(place, "this row has more cells than the first row"))
        elif not concept:
            findings.append(faults.damaged_table(place, "this row names no concept"))
        elif concept in terms:
            findings.append(faults.repeated_row(place, concept))
        else:
            terms[concept] = _term(row, codes, place)
    return tuple(terms.values()), findings


def _columns(head: list[str], codes: tuple[str, ...]) -> list[Finding]:
    known = ("concept", "note", *codes, *(FORBIDDEN + code for code in codes))
    if "concept" not in head:
        return [faults.damaged_table(Place(FILE), "its first row names no column `concept`")]
    unknown = (name for name in head if name not in known and not _is_language(name))
    return [faults.unknown_key(Place(FILE), name, known) for name in unknown]


def _is_language(name: str) -> bool:
    """Whether a column belongs to a language that this handbook does not have: it may have it one day."""
    from handbookpub import languages

    return name.removeprefix(FORBIDDEN).partition("-")[0] in languages.available()


def _term(row: Mapping[str, str], codes: tuple[str, ...], place: Place) -> Term:
    preferred = {code: row[code] for code in codes if row.get(code)}
    forbidden = {code: _variants(row.get(FORBIDDEN + code, "")) for code in codes}
    concept, note = row["concept"], row.get("note", "")
    return Term(concept, preferred, {code: words for code, words in forbidden.items() if words}, note, place)


def _variants(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(VARIANTS) if word.strip())
