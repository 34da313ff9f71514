"""handbook.toml as a `Config`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbookpub import languages
from handbookpub.data import rows
from handbookpub.data.rows import Field, Toml, take
from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Config, People, Print, Titles, Typography, Variant

FILE = "handbook.toml"
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
CODE = "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
LENGTH = r"\d+(?:\.\d+)?(?:mm|cm|in|pt)"
PAGE = rf"(?i:[AB][0-6]|letter|legal)(?: landscape)?|{LENGTH} {LENGTH}"
TEXT = Field(rows.text, 'text: "..."')
TABLE = Field(rows.anything, "a table")

FIELDS = {
    "id": Field(rows.matching(SLUG), "small letters a to z, digits and hyphens", required=True),
    "source": Field(rows.matching(CODE), 'a language code such as "en"', required=True),
    "languages": Field(rows.anything, "one table [languages.CODE] for each language", required=True),
    "edition": TEXT,
    "publisher": TEXT,
    "licence": TEXT,
    "rights": TEXT,
    "date": Field(rows.day, 'an ISO date such as "2026-11-24"'),
    "identifier": TEXT,
    "exit_url": Field(
        rows.matching(r"https?://[^\s\"'<>]+"), 'an address such as "https://www.wikipedia.org/"'
    ),
    "vetted": Field(rows.flag, "true or false"),
    "typography": TABLE,
    "variants": TABLE,
    "print": TABLE,
    "people": TABLE,
}
TITLES = {
    "title": Field(rows.some_text, "the book's title in this language", required=True),
    "subtitle": TEXT,
}
TYPOGRAPHY = {"isolate": Field(rows.matching("on|off"), '"on" or "off"')}
VARIANT = {"page": Field(rows.matching(PAGE), 'a page size such as "A4" or "148mm 210mm"', required=True)}
PRINT = {"link_addresses": Field(rows.flag, "true or false")}
PEOPLE = {"print": Field(rows.flag, "true or false")}
OPTIONS: Mapping[str, tuple[Mapping[str, Field], type[Any]]] = {
    "typography": (TYPOGRAPHY, Typography),
    "print": (PRINT, Print),
    "people": (PEOPLE, People),
}
"""Tables of options: what may stand in each, and what it becomes."""
NONE = Config(id="", source="", languages={})
"""What stands in for a configuration that cannot be read; its findings stop every build."""


def load(root: Path) -> tuple[Config, list[Finding]]:
    """The configuration of the handbook in `root`."""
    toml, findings = rows.load(root, FILE)
    if toml is None:
        return NONE, findings
    values, findings = take(toml, (), toml.data, FIELDS)
    titles, more = _tables(toml, ("languages",), values, TITLES)
    findings += more + _languages(toml, values.get("source", ""), titles)
    variants, more = _tables(toml, ("variants",), values, VARIANT)
    findings += more + _names(toml, variants)
    for name, (fields, made) in OPTIONS.items():
        table, more = take(toml, (name,), values.get(name, {}), fields)
        values[name] = made(**table)
        findings += more
    if any(finding.stops for finding in findings):
        return NONE, findings
    values["languages"] = {code: Titles(**table) for code, table in titles.items()}
    values["variants"] = {name: Variant(**table) for name, table in variants.items()}
    return Config(**{key: value for key, value in values.items() if value != ""}), findings


def _tables(
    toml: Toml, keys: tuple[str], values: Mapping[str, Any], fields: Mapping[str, Field]
) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    """The tables `[keys.NAME]`, each with its values."""
    data = values.get(keys[0], {})
    if not isinstance(data, dict):
        return {}, [faults.wrong_value(toml.place(*keys), keys[0], "a table")]
    result: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    for name, table in data.items():
        result[name], more = take(toml, (*keys, name), table, fields)
        findings += more
    return result, findings


def _languages(toml: Toml, source: str, titles: Mapping[str, Any]) -> list[Finding]:
    findings: list[Finding] = []
    for code in titles:
        try:
            languages.load(code)
        except languages.UnknownLanguage:
            known = languages.available()
            findings.append(faults.unknown_language(toml.place("languages", code), code, known))
    if source and source not in titles:
        findings.append(faults.unknown_source(toml.place("source"), source, tuple(titles)))
    return findings


def _names(toml: Toml, variants: Mapping[str, Any]) -> list[Finding]:
    """Names of variants become part of a file's name."""
    wrong = (name for name in variants if not rows.is_matching(SLUG, name))
    wanted = "a name of small letters a to z, digits and hyphens"
    return [faults.wrong_value(toml.place("variants", name), f"variants.{name}", wanted) for name in wrong]
