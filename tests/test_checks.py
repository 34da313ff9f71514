"""Every code of the source checks has a tiny handbook that shows it: tests/checks/HBnnn/in, and what is
expected.

`expected` holds every finding of that handbook as `path:line:col: HBnnn`. A new check needs no Python
here. `UPDATE=1 pytest tests/test_checks.py` rewrites the expectations; read the difference before you
commit it.
"""

from __future__ import annotations

import ast
import datetime
import os
import re
from pathlib import Path

import pytest

from handbookpub import checks, findings_page, read, resolve
from handbookpub.data import exceptions
from handbookpub.findings import RULES, Finding, in_order
from handbookpub.translate import signing

HERE = Path(__file__).parent / "checks"
FIXTURES = sorted(path for path in HERE.iterdir() if path.name.startswith("HB"))
TODAY = datetime.date(2026, 11, 24)
BUILT = "HB7"
"""Codes from here on are about what was built: `tests/test_verify.py` has them."""
HEADINGS = ("What it does:", "Who is harmed:", "Example:", "Instead:")

CODES = list(findings_page.rules())


def findings_of(root: Path) -> list[Finding]:
    """What `check` finds in a handbook, and in what stops a build whatever else can be seen."""
    handbook, found = read.read_handbook(root)
    signed, more = exceptions.load(root)
    stopped = any(finding.stops for finding in found)
    found += more + checks.run_source_checks(handbook)
    for edition in () if stopped else handbook.editions:
        found += resolve.resolve(edition, handbook).findings
    return in_order(exceptions.apply(found, signed, TODAY, signing.pieces(handbook, signed)))


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_a_fixture_shows_its_findings_and_no_others(folder: Path) -> None:
    found = "".join(f"{finding.place}: {finding.code}\n" for finding in findings_of(folder / "in"))
    expected = folder / "expected"
    if "UPDATE" in os.environ:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert folder.name in found


def named_elsewhere() -> set[str]:
    """Codes that a test of another file names: some need more than a handbook, such as a file that came back."""
    files = [path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)]
    functions = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                 if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]  # fmt: skip
    return {code for function in functions for code in CODES if code in ast.unparse(function)}


def test_every_code_of_the_source_has_a_fixture_or_a_test() -> None:
    shown = {folder.name for folder in FIXTURES} | named_elsewhere()
    assert {code for code in CODES if code < BUILT} - shown == set()


def test_the_page_of_all_findings_is_the_program_s() -> None:
    page = (HERE.parent.parent / "docs/findings.md").read_text(encoding="utf-8")
    assert page == findings_page.as_page(), "type make docs"


def test_no_code_of_the_program_is_left_out() -> None:
    source = HERE.parent.parent / "src/handbookpub"
    texts = [path.read_text(encoding="utf-8") for path in source.rglob("*.py")]
    owned = {code for text in texts for code in re.findall(r'^@(?:fault|check)\(\s*"(HB\d+)"', text, re.M)}
    assert sorted(owned) == CODES


def test_every_line_of_the_contents_leads_to_a_heading() -> None:
    page = findings_page.as_page()
    headings = {line[4:].lower().replace(" ", "-") for line in page.splitlines() if line.startswith("### ")}
    assert set(re.findall(r"^  - \[HB\d+\]\(#([^)]+)\)", page, re.M)) == headings
    assert len(headings) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_page_says_who_is_harmed_and_what_to_write(code: str) -> None:
    page = RULES[code].page
    assert [heading for heading in HEADINGS if f"\n{heading} " not in page] == []


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_every_finding_names_the_text_to_type(folder: Path) -> None:
    for finding in findings_of(folder / "in"):
        assert finding.hint, finding


STOPS = {
    "unreadable file": ("HB001", "HB002", "HB003", "HB005", "HB007", "HB011"),
    "broken configuration": ("HB010", "HB021", "HB022", "HB023", "HB024", "HB025", "HB026", "HB027", "HB031"),
    "duplicate or unresolved id": ("HB124", "HB125", "HB126", "HB127", "HB128", "HB129", "HB130"),
    "unknown class": ("HB102",),
    "text lost while reading": ("HB107", "HB108", "HB110", "HB111", "HB115"),
    "a path outside the handbook": ("HB004",),
}


def test_a_build_stops_for_these_and_for_nothing_else() -> None:
    stopping = {code for code, rule in RULES.items() if rule.stops and code < "HB2"}
    assert stopping == {code for codes in STOPS.values() for code in codes}
