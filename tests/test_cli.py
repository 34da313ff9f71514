"""The command line, from outside: what it says, what it returns, and that bad input never becomes a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from handbookpub import checks, doctor, findings
from handbookpub.cli import main
from support.cli import SMALLEST, run, write

BUILT = {"build", "check", "verify", "explain", "new", "language", "language add", "doctor"}


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")


ALL = dict(commands())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book")


def test_only_commands_that_exist_are_offered() -> None:
    assert set(ALL) >= BUILT
    shown = run("--help").output
    assert all(f"\n  {name}" in shown for name in ALL if " " not in name)
    assert "build -o dist" in shown


@pytest.mark.parametrize("name", ALL)
def test_every_command_explains_itself(name: str) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert (ALL[name].help or "").split("\n")[0].strip() in " ".join(result.output.split())
    options = [param for param in ALL[name].params if isinstance(param, click.Option)]
    assert [param.name for param in options if not param.help] == []


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["build", "--nonsense"],
        ["build", "-f", "doc"],
        ["build", "-l", "zz"],
        ["build", "--variant", "a3"],
        ["build", "-j", "0"],
        ["check", "-l", "zz"],
        ["check", "--output", "xml"],
        ["explain", "HB999"],
        ["except", "HB104", "en/01-one.md:3"],
        ["verify", "no-such-folder"],
        ["language", "add", "zz"],
        ["language", "add", "ar"],
        ["new", "."],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_2(
    book: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book)
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert sorted(path.name for path in book.iterdir()) == ["ar", "en", "handbook.toml"]


def test_a_choice_that_does_not_exist_names_those_that_do(book: Path) -> None:
    assert "choose from en, ar" in run("-C", book, "build", "-l", "fr").output


def test_the_handbook_is_found_where_the_design_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no handbook.toml in handbook/ or in the current folder" in run("check").output
    write(tmp_path / "handbook")
    assert run("check").exit_code == 0
    monkeypatch.chdir(tmp_path / "handbook")
    assert run("check").exit_code == 0
    monkeypatch.chdir(tmp_path / "handbook" / "en")
    assert run("check").exit_code == 2
    assert run("-C", "..", "check").exit_code == 0


@pytest.mark.parametrize("folder", ["my-handbook", "دليل", '3 "words" -_', "a--b"])
def test_a_new_handbook_has_nothing_to_mend(tmp_path: Path, folder: str) -> None:
    made = run("new", tmp_path / folder)
    assert made.exit_code == 0
    assert (tmp_path / folder / "handbook.toml").is_file()
    checked = run("-C", tmp_path / folder, "check")
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_a_new_handbook_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_language_is_not_added_to_a_broken_configuration(book: Path) -> None:
    (book / "handbook.toml").write_bytes(b'id = "x\xff"\n')
    result = run("-C", book, "language", "add", "ur")
    assert result.exit_code == 1
    assert result.output.startswith("handbook.toml:1:8: HB002")
    assert not (book / "ur").exists()


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """One error in each language, and a review."""
    files = {
        **SMALLEST,
        "en/01-one.md": "# One {#one}\n\n::: dangre\nText.\n:::\n",
        "ar/01-one.md": "# واحد {#one}\n\n::: خطز\nنص.\n:::\n",
        "en/02-two.md": "# Two {#two}\n\nText.\n",
    }
    return write(tmp_path / "book", files)


def test_check_says_where_what_and_what_to_type(faulty: Path) -> None:
    result = run("-C", faulty, "check")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[lines.index("en/01-one.md:3:1: HB102 there is no class `dangre`") + 1] == "hint: type danger"
    assert any(line.startswith("ar/02-two.md:1:1: HB008 ") and line.endswith("(review)") for line in lines)


def test_check_of_one_language_leaves_out_the_others(faulty: Path) -> None:
    shown = run("-C", faulty, "check", "-l", "ar").output
    assert "ar/01-one.md:3:1: HB102" in shown
    assert "en/" not in shown


def test_a_review_alone_is_no_failure(book: Path) -> None:
    write(book, {"en/02-two.md": "# Two {#two}\n\nText.\n"})
    result = run("-C", book, "check")
    assert (result.exit_code, "HB008" in result.output) == (0, True)


def test_other_forms_say_the_same(faulty: Path) -> None:
    listed = json.loads(run("-C", faulty, "check", "--output", "json").output)
    wanted = [(row["path"], row["line"], row["code"]) for row in listed]
    assert ("en/01-one.md", 3, "HB102") in wanted
    sarif = json.loads(run("-C", faulty, "check", "--output", "sarif").output)
    results = sarif["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    found = [
        (place["artifactLocation"]["uri"], place["region"]["startLine"], result["ruleId"])
        for place, result in zip(places, results, strict=True)
    ]
    assert found == wanted
    github = run("-C", faulty, "check", "--output", "github").output.splitlines()
    assert len(github) == len(wanted)
    assert any(line.startswith("::error file=en/01-one.md,line=3,col=1") for line in github)


def test_explain_lists_every_code_and_finds_the_nearest() -> None:
    listed = run("explain").output.splitlines()
    assert [line[:5] for line in listed] == sorted(findings.RULES)
    assert "HB103  Colons of a block stayed visible." in listed
    for typed, near in (("HB119", "HB120 (missing_title)"), ("tatwel", "HB501 (tatweel)"), ("?", "HB001")):
        result = run("explain", typed)
        assert (result.exit_code, f"the nearest is {near}" in result.output) == (2, True)


def test_every_finding_has_a_page() -> None:
    checks.load_all()
    run("explain", "HB101")  # enters the codes of reading and resolving too
    assert len(findings.RULES) > 50
    for code in sorted(findings.RULES):
        result = run("explain", code.lower())
        assert result.exit_code == 0, code
        parts = ("What it does:", "Who is harmed:", "Example:", "Instead:")
        assert [part for part in parts if part not in result.output] == [], code


def test_doctor_has_a_row_for_each_tool_and_fails_where_one_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = run("doctor")
    rows = [line.split()[0] for line in result.output.splitlines()]
    assert {"Python", "pandoc", "WeasyPrint", "Pango", "HarfBuzz", "FriBidi", "poppler"} <= set(rows)
    assert result.exit_code == 0
    lost = doctor.Row("Pango", "", "1.50", "missing", "apt install libpango", needed=True)
    monkeypatch.setattr(doctor, "report", lambda: [lost])
    result = run("doctor")
    assert result.exit_code == 1
    assert result.output.split() == ["Pango", "missing", "missing", "apt", "install", "libpango"]


FIGURE = "# One {#one}\n\n::: {.figure src=%s}\nThe way.\n\n- `alt` A box.\n:::\n"
STOPS = {
    "a file that is not UTF-8": (
        {"ar/01-one.md": "# واحد {#one}\n\nنص ".encode() + b"\xc7\xe1\n"},
        "ar/01-one.md:3:4: HB002",
    ),
    "a control character": ({"en/01-one.md": "# One {#one}\n\nx\0y\n"}, "en/01-one.md:3:2: HB003"),
    "broken TOML": (
        {"handbook.toml": SMALLEST["handbook.toml"].replace('"Sample"', '"Sample')},
        "handbook.toml:4:16: HB021",
    ),
    "a field that does not exist": (
        {"handbook.toml": 'titel = "x"\n' + SMALLEST["handbook.toml"]},
        "handbook.toml:1:1: HB022",
    ),
    "no title": (
        {"handbook.toml": SMALLEST["handbook.toml"].replace('title = "Sample"\n', "")},
        "handbook.toml:3:2: HB023",
    ),
    "a number for a title": (
        {"handbook.toml": SMALLEST["handbook.toml"].replace('"Sample"', "3")},
        "handbook.toml:4:1: HB024",
    ),
    "a language without a folder": (
        {"handbook.toml": SMALLEST["handbook.toml"] + '[languages.fr]\ntitle = "x"\n'},
        "handbook.toml:1:1: HB010",
    ),
    "an id twice in a chapter": (
        {"en/01-one.md": "# One {#one}\n\n## A {#a}\n\n## B {#a}\n"},
        "en/01-one.md:5:1: HB124",
    ),
    "an id twice in the book": (
        {"en/02-two.md": "# Two {#one}\n\nText.\n", "ar/02-two.md": "# اثنان {#two}\n\nنص.\n"},
        "en/02-two.md:1:1: HB124",
    ),
    "a reserved id": ({"en/01-one.md": "# One {#index}\n\nText.\n"}, "en/01-one.md:1:1: HB126"),
    "a reference to nothing": ({"en/01-one.md": "# One {#one}\n\nSee [](#no).\n"}, "en/01-one.md:3:5: HB128"),
    "an unknown class": ({"en/01-one.md": "# One {#one}\n\n::: dangre\nx\n:::\n"}, "en/01-one.md:3:1: HB102"),
    "a cell too many": (
        {"en/01-one.md": "# One {#one}\n\n| a |\n|---|\n| b | c |\n"},
        "en/01-one.md:5:7: HB111",
    ),
    "front matter that is a list": (
        {"en/01-one.md": "---\n- a\n---\n# One {#one}\n\nText.\n"},
        "en/01-one.md:2:1: HB005",
    ),
    "a figure outside the folder": (
        {"en/01-one.md": FIGURE % '"../../secret.svg"'},
        "en/01-one.md:3:1: HB004",
    ),
    "a figure by its path on the machine": (
        {"en/01-one.md": FIGURE % '"/etc/hostname"'},
        "en/01-one.md:3:1: HB004",
    ),
    "a picture outside the folder": (
        {"en/01-one.md": "# One {#one}\n\n![x](../../secret.png)\n"},
        "en/01-one.md:3:1: HB004",
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_a_build_has_a_place_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    files, place = STOPS[name]
    book, out = write(tmp_path / "book", {**SMALLEST, **files}), tmp_path / "out"
    result = run("-C", book, "build", "-o", out)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    told = [number for number, line in enumerate(lines) if line.startswith(f"{place} ")]
    assert told, result.output
    assert lines[told[0] + 1].startswith("hint: ")
    assert not out.exists()
    assert run("-C", book, "check").output == result.output


def test_a_chapter_that_is_a_way_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret {#secret}\n")
    book = write(tmp_path / "book")
    (book / "en" / "02-two.md").symlink_to(tmp_path / "secret.md")
    result = run("-C", book, "build", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "en/02-two.md:1:1: HB004" in result.output
    assert "Secret" not in result.output


@pytest.mark.parametrize("where", ["file", "below a file"])
def test_a_folder_that_cannot_be_written_is_said(book: Path, where: str) -> None:
    out = book / "handbook.toml" if where == "file" else book / "handbook.toml" / "out"
    before = (book / "handbook.toml").read_bytes()
    result = run("-C", book, "build", "-f", "html", "-o", out)
    assert result.exit_code == 2
    assert "handbook.toml" in result.output
    assert (book / "handbook.toml").read_bytes() == before
