"""The services and laws of our own book: until a publisher has called a number, no reader sees one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from handbookpub.data import countries
from handbookpub.model import EMPTY, Country
from support.printed import OWN

LEAGUE = {"AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY"}
LEAGUE |= {"MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"}
"""The member states of the League of Arab States."""
FILES = sorted((OWN / countries.FOLDER).glob("*.toml"))
NATIONAL = [path for path in FILES if path.stem != "INT"]
ASKED = {"hotline", "police", "ambulance", "child-helpline", "shelter", "legal-aid"}
FIELDS = set(countries.SERVICE)


@pytest.fixture(scope="module")
def known() -> dict[str, Country]:
    found, findings = countries.load(OWN)
    assert findings == []
    return found


def rows(path: Path, kind: str) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])


def test_every_country_of_the_region_and_more_is_there() -> None:
    codes = {path.stem for path in NATIONAL}
    assert codes >= LEAGUE
    assert len(codes) >= len(LEAGUE) + 3


@pytest.mark.parametrize("path", NATIONAL, ids=lambda path: path.stem)
def test_every_service_is_a_blank_to_fill_in(path: Path) -> None:
    services = {row["key"]: row for row in rows(path, "service")}
    assert set(services) >= ASKED
    for row in services.values():
        assert set(row) == FIELDS, "whoever fills it in sees every field"
        assert row["placeholder"] is True
        assert not any(map(str.isdigit, f"{row['number']}{row['name']}{row['hours']}{row['cost']}"))
        assert [row[key] for key in ("number", "source", "verified", "expires")] == [""] * 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_law_is_cited_as_if_a_lawyer_had_read_it(path: Path, known: dict[str, Country]) -> None:
    laws = known[path.stem].laws.values()
    assert [law.key for law in laws if not law.placeholder or law.verified] == []
    for law in laws if path in NATIONAL else ():
        assert law.article == EMPTY
        assert not any(map(str.isdigit, "".join(law.title.values()))), "no number of a law that nobody looked up"
