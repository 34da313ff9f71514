"""Every code of the source checks has a tiny handbook that shows it: tests/checks/HBnnn/in, and what is
expected.

`expected` holds every finding of that handbook as `path:line:col: HBnnn`. A new check needs no Python
here. `UPDATE=1 pytest tests/test_checks.py` rewrites the expectations; read the difference before you
commit it.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from handbookpub import checks, read
from handbookpub.data import exceptions
from handbookpub.findings import RULES, Finding, in_order
from handbookpub.translate import signing

HERE = Path(__file__).parent / "checks"
FIXTURES = sorted(path for path in HERE.iterdir() if path.name.startswith("HB"))
TODAY = datetime.date(2026, 11, 24)
OTHERS = "HB2"
"""Codes from here on belong to other parts; each may have a fixture here as well."""
HEADINGS = ("What it does:", "Who is harmed:", "Example:", "Instead:")

checks.load_all()
CODES = sorted(RULES)


def findings_of(root: Path) -> list[Finding]:
    """What `check` finds in a handbook."""
    handbook, found = read.read_handbook(root)
    signed, more = exceptions.load(root)
    found += more + checks.run_source_checks(handbook)
    return in_order(exceptions.apply(found, signed, TODAY, signing.pieces(handbook, signed)))


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_a_fixture_shows_its_findings_and_no_others(folder: Path) -> None:
    found = "".join(f"{finding.place}: {finding.code}\n" for finding in findings_of(folder / "in"))
    expected = folder / "expected"
    if "UPDATE" in os.environ:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert folder.name in found


def test_every_code_of_the_source_has_a_fixture() -> None:
    assert {code for code in CODES if code < OTHERS} - {folder.name for folder in FIXTURES} == set()


@pytest.mark.parametrize("code", CODES)
def test_every_page_says_who_is_harmed_and_what_to_write(code: str) -> None:
    page = RULES[code].page
    assert [heading for heading in HEADINGS if f"\n{heading} " not in page] == []


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_every_finding_names_the_text_to_type(folder: Path) -> None:
    for finding in findings_of(folder / "in"):
        assert finding.hint, finding


STOPS = {
    "unreadable file": ("HB001", "HB002", "HB003", "HB005", "HB007"),
    "broken configuration": ("HB010", "HB021", "HB022", "HB023", "HB024", "HB025", "HB026", "HB027", "HB031"),
    "duplicate or unresolved id": ("HB124", "HB125", "HB126", "HB127", "HB128", "HB129", "HB130"),
    "unknown class": ("HB102",),
    "text lost while reading": ("HB107", "HB108", "HB110", "HB111", "HB115"),
    "a path outside the handbook": ("HB004",),
}


def test_a_build_stops_for_these_and_for_nothing_else() -> None:
    stopping = {code for code, rule in RULES.items() if rule.stops and code < "HB2"}
    assert stopping == {code for codes in STOPS.values() for code in codes}
