"""Findings as people and machines read them."""

from __future__ import annotations

import json

import pytest

from handbookpub import checks, findings
from handbookpub.findings import Finding
from handbookpub.model import Place

checks.load_all()
FOUND = [
    Finding("HB104", Place("ar/a b.md", 3, 7), "`**` makes\nnothing bold: 100%", "type **words**"),
    Finding("HB116", Place("en/c.md", 1, 1), "a control \u202e here", severity="review"),
]


def test_text_is_one_line_with_its_place_and_one_with_the_text_to_type() -> None:
    assert findings.as_text(FOUND) == (
        "ar/a b.md:3:7: HB104 `**` makes nothing bold: 100%\n"
        "hint: type **words**\n"
        "en/c.md:1:1: HB116 a control  here (review)\n"
    )


def test_json_says_what_stops_a_build() -> None:
    rows = json.loads(findings.as_json([*FOUND, Finding("HB107", Place("a", 1, 1), "lost")]))
    assert [(row["code"], row["line"], row["severity"], row["stops"]) for row in rows] == [
        ("HB104", 3, "error", False),
        ("HB116", 1, "review", False),
        ("HB107", 1, "error", True),
    ]


def test_sarif_has_a_rule_for_each_result() -> None:
    run = json.loads(findings.as_sarif(FOUND))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["HB104", "HB116"]
    result = run["results"][0]
    location = result["locations"][0]["physicalLocation"]
    assert (result["level"], location["artifactLocation"]["uri"]) == ("error", "ar/a%20b.md")
    assert location["region"] == {"startLine": 3, "startColumn": 7}


def test_github_shows_both_lines_beside_the_change() -> None:
    first = findings.as_github(FOUND).splitlines()[0]
    assert first.startswith(
        "::error file=ar/a b.md,line=3,col=7,title=HB104::`**` makes%0Anothing bold: 100%25%0Ahint:"
    )


def test_findings_come_by_place_and_once() -> None:
    later, earlier = Finding("HB104", Place("a.md", 10, 1), "x"), Finding("HB104", Place("a.md", 9, 5), "x")
    assert findings.in_order([later, earlier, later]) == [earlier, later]


def test_a_code_belongs_to_one_function_and_has_a_page() -> None:
    def second(place: Place) -> tuple[Place, str, str]:
        """Another."""
        return place, "", ""

    with pytest.raises(ValueError, match="HB104 is both visible_stars and second"):
        findings.fault("HB104")(second)
    second.__doc__ = ""
    with pytest.raises(ValueError, match="no docstring"):
        findings.fault("HB999")(second)
