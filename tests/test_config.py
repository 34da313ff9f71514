"""handbook.toml, countries, terms and exceptions: what a slip costs is one line with its place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handbookpub.data import config, countries, exceptions, rows, termbase
from handbookpub.findings import Finding
from handbookpub.model import Place, say

TOML = 'id = "sample"\nsource = "en"\n[languages.en]\ntitle = "Sample"\n'


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def places(findings: list[Finding]) -> list[str]:
    return [f"{finding.place}: {finding.code}" for finding in findings]


def test_what_is_left_out_has_a_safe_default(tmp_path: Path) -> None:
    write(tmp_path, "handbook.toml", TOML)
    settings, findings = config.load(tmp_path)
    assert findings == []
    assert (settings.typography.isolate, settings.vetted, settings.print.link_addresses) == (
        "on",
        False,
        False,
    )
    assert settings.exit_url.startswith("https://")
    assert datetime.date.fromisoformat(settings.date)


def test_everything_that_may_be_written_is_read(tmp_path: Path) -> None:
    top = 'edition = "1"\ndate = 2026-11-24\nvetted = true\nrights = "R"\nlicence = "L"\nexit_url = "https://a.org"\n'
    rest = (
        '[typography]\nisolate = "off"\n[variants.a4]\npage = "A4"\n[variants.large]\npage = "200mm 280mm"\n'
    )
    write(tmp_path, "handbook.toml", top + TOML + rest + "[print]\nlink_addresses = true\n")
    settings, findings = config.load(tmp_path)
    assert findings == []
    assert (settings.date, settings.vetted, settings.typography.isolate) == ("2026-11-24", True, "off")
    assert {name: variant.page for name, variant in settings.variants.items()} == {
        "a4": "A4",
        "large": "200mm 280mm",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOML.replace('id = "sample"', 'id = "../out"'), ["handbook.toml:1:1: HB024"]),
        (TOML.replace('id = "sample"\n', ""), ["handbook.toml:1:1: HB023"]),
        (TOML.replace("title", "titel"), ["handbook.toml:4:1: HB022", "handbook.toml:3:2: HB023"]),
        (
            TOML.replace("languages.en", 'languages."../x"'),
            ["handbook.toml:3:2: HB025", "handbook.toml:2:1: HB031"],
        ),
        (TOML + '[variants."../x"]\npage = "A4"\n', ["handbook.toml:5:2: HB024"]),
        ('exit_url = "javascript:alert(1)"\n' + TOML, ["handbook.toml:1:1: HB024"]),
        (
            "languages = 3\n",
            ["handbook.toml:1:1: HB023", "handbook.toml:1:1: HB023", "handbook.toml:1:1: HB024"],
        ),
        ("id = \n", ["handbook.toml:1:6: HB021"]),
        ("a = [" * 3000, ["handbook.toml:1:6: HB021"]),
        ('x = """\n' + TOML, ["handbook.toml:5:1: HB021"]),
    ],
    ids=range(10),
)
def test_a_slip_in_the_configuration_has_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    write(tmp_path, "handbook.toml", text)
    settings, findings = config.load(tmp_path)
    assert places(findings) == expected
    assert settings == config.NONE


def test_places_of_keys_in_every_notation() -> None:
    text = 'a.b = 1\n[t."x y"]\nk = { z = 1 }\n[[r]]\nn = """\nq = 1\n"""\n[[r]]\n  m = 2\n'
    toml = rows.Toml("f", {}, rows.key_places(text))
    assert toml.place("a", "b") == Place("f", 1, 1)
    assert toml.place("t", "x y", "k", "z") == Place("f", 3, 1)
    assert toml.place("r", 1, "m") == Place("f", 9, 3)
    assert toml.place("q") == Place("f", 1, 1)


def test_a_country_s_rows_by_language(tmp_path: Path) -> None:
    row = '[[service]]\nkey = "hotline"\nname = { en = "Hotline", ar = "الخط الساخن" }\nhours = "always"\n'
    write(
        tmp_path,
        "countries/EG.toml",
        row + 'languages = ["ar"]\nsafe_to_call_back = false\nplaceholder = true\n',
    )
    found, findings = countries.load(tmp_path)
    service = found["EG"].services["hotline"]
    assert findings == []
    assert [say(service.name, "ar"), say(service.hours, "ar"), say(service.name, "fr", "en")] == [
        "الخط الساخن", "always", "Hotline",
    ]  # fmt: skip
    assert (service.languages, service.safe_to_call_back, service.number) == (("ar",), "false", "")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_spreadsheets_of_every_country_are_read(tmp_path: Path, separator: str) -> None:
    table = [
        ["concept", "en", "ar", "forbidden_ar"],
        ["shelter", "shelter", "مأوى", "ملجأ | نزل"],
        ["", "", "", ""],
    ]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in table)
    write(tmp_path, "terms.csv", text)
    terms, findings = termbase.load(tmp_path, ["en", "ar"])
    assert findings == []
    assert [(term.preferred["ar"], term.forbidden) for term in terms] == [("مأوى", {"ar": ("ملجأ", "نزل")})]


def test_a_cell_over_two_lines_keeps_the_places_below_it(tmp_path: Path) -> None:
    write(tmp_path, "terms.csv", 'concept,en\nshelter,"a\nb"\nvictim,x,y\n')
    assert places(termbase.load(tmp_path, ["en"])[1]) == ["terms.csv:4:1: HB026"]


@pytest.mark.parametrize("text", ['concept,en\n"a', "", "en,ar\nx,y\n"], ids=range(3))
def test_a_damaged_table_is_one_finding(tmp_path: Path, text: str) -> None:
    write(tmp_path, "terms.csv", text)
    terms, findings = termbase.load(tmp_path, ["en"])
    assert {finding.code for finding in findings} == {"HB026"}


def test_an_exception_excuses_only_what_was_signed_and_never_what_stops(tmp_path: Path) -> None:
    row = '[[exception]]\ncode = "{}"\nplace = "{}"\nwho = "A"\nwhy = "B"\nuntil = "2030-01-01"\n'
    write(tmp_path, "exceptions.toml", row.format("HB104", "en/a.md:3") + row.format("HB107", "en/a.md"))
    signed, findings = exceptions.load(tmp_path)
    assert findings == []
    found = [
        Finding("HB104", Place("en/a.md", 3, 9), ""),
        Finding("HB104", Place("en/a.md", 30, 1), ""),
        Finding("HB107", Place("en/a.md", 5, 1), ""),
    ]
    left = exceptions.apply(found, signed, datetime.date(2026, 11, 24))
    assert places(left) == [
        "en/a.md:30:1: HB104",
        "en/a.md:5:1: HB107",
        "exceptions.toml:1:3: HB033",
        "exceptions.toml:7:3: HB029",
    ]
    late = exceptions.apply(found, signed, datetime.date(2031, 1, 1))
    assert [finding.code for finding in late] == ["HB104", "HB104", "HB107", "HB030", "HB030"]
