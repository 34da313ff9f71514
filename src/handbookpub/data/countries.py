"""countries/XX.toml: services to call and laws to cite."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbookpub.data import rows
from handbookpub.data.rows import Field, Toml, take
from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Country, Law, Service

FOLDER = "countries"
KEY = Field(
    rows.matching("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"), "letters a to z, digits and hyphens", required=True
)
TEXT = Field(rows.text, 'text: "..."')
WORDS = Field(rows.words, 'text, or a table with text by language: { en = "..." }')
DAY = Field(rows.day, 'an ISO date such as "2026-11-24", or "" while it is not known')
COMMON = {"key": KEY, "source": TEXT, "verified": DAY, "expires": DAY}
FLAG = Field(rows.flag, "true or false")
SERVICE = {
    **COMMON, "name": Field(rows.words, "the name, or a table with the name by language", required=True),
    "number": TEXT, "hours": WORDS, "languages": Field(rows.names, "a list of language codes"), "cost": WORDS,
    "safe_to_call_back": Field(rows.text_or_flag, "text, true or false"),
    "placeholder": FLAG,
}  # fmt: skip
LAW = {
    **COMMON, "title": Field(rows.words, "the title, or a table with the title by language", required=True),
    "article": WORDS, "placeholder": FLAG,
}  # fmt: skip
KINDS: Mapping[str, tuple[Mapping[str, Field], type[Any], tuple[str, ...]]] = {
    "service": (SERVICE, Service, ("number", "source", "verified")),
    "law": (LAW, Law, ("source", "verified")),
}
"""Per kind of row: its fields, its type, and what a row that is no placeholder must have."""


def load(root: Path) -> tuple[dict[str, Country], list[Finding]]:
    """All countries of the handbook, by code."""
    countries: dict[str, Country] = {}
    findings: list[Finding] = []
    for path in sorted((root / FOLDER).glob("*.toml")):
        toml, more = rows.load(root, f"{FOLDER}/{path.name}")
        findings += more
        if toml is not None:
            countries[path.stem], more = _country(path.stem, toml)
            findings += more
    return countries, findings


def _country(code: str, toml: Toml) -> tuple[Country, list[Finding]]:
    tables = {kind: Field(rows.anything, "rows") for kind in KINDS}
    values, findings = take(toml, (), toml.data, tables)
    read: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        read[kind], more = _rows(kind, toml, values.get(kind, []))
        findings += more
    return Country(code, services=read["service"], laws=read["law"]), findings


def _rows(kind: str, toml: Toml, data: Any) -> tuple[dict[str, Any], list[Finding]]:
    fields, made, trusted = KINDS[kind]
    if not isinstance(data, list):
        return {}, [faults.wrong_value(toml.place(kind), kind, f"rows: [[{kind}]]")]
    result: dict[str, Any] = {}
    findings: list[Finding] = []
    for index, row in enumerate(data):
        values, more = take(toml, (kind, index), row, fields)
        key, place = values.get("key", ""), toml.place(kind, index, "key")
        findings += more
        if any(finding.stops for finding in more):
            continue
        if key in result:
            findings.append(faults.repeated_row(place, key))
        result[key] = made(place=place, **values)
        missing = () if values.get("placeholder") else (name for name in trusted if not values.get(name))
        findings += [faults.incomplete_row(place, key, name) for name in missing]
    return result, findings
