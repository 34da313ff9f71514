"""Attacks on the translators' side, through the command line: no work is lost, nothing stale counts as current."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run
from support.teams import PATHS, SOURCE, TARGET, edit, handbook

RECORD = "records/ar/10-one.toml"
FIRST = ("The first minutes count. Be calm and honest.", "The first hours count. Be calm and honest.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small handbook with its records, two of which a second person reviewed."""
    book = handbook(tmp_path)
    assert command(book, "status", "--brief")[0] == 0
    assert command(book, "mark", "ar", "ar/10-one.md:3", "translated", "--by", "Amal")[0] == 0
    assert command(book, "mark", "ar", "10-one#after", "reviewed", "--by", "Rana")[0] == 0
    return book


def command(root: Path, *words: object) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    result = run("-C", root, *words)
    return result.exit_code, result.output


def text(root: Path, name: str = RECORD) -> str:
    return (root / name).read_text(encoding="utf-8")


def counts(root: Path, *words: object) -> str:
    """The line of the table for the chapter."""
    output = command(root, "status", "-l", "ar", "--brief", *words)[1]
    return next(line.partition("%")[2].strip() for line in output.splitlines() if "10-one" in line)


# --- records ---

DAMAGE = {
    "conflict": ("[[segment]]\n", "<<<<<<< HEAD\n[[segment]]\n"),
    "field": ('state = "reviewed"', 'state = "approved"'),
    "comment": ('state = "reviewed"', 'comment = "call her"\nstate = "reviewed"'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_record_is_left_for_a_person_to_mend(root: Path, damage: str) -> None:
    old, new = DAMAGE[damage]
    broken = text(root).replace(old, new, 1)
    (root / RECORD).write_text(broken, encoding="utf-8")
    edit(root, PATHS["ar"], "من القريب منا؟", "من القريب منا الآن؟")
    code, output = command(root, "status")
    assert code == 1 and RECORD in output
    assert command(root, "mark", "ar", "ar/10-one.md:3", "translated", "--by", "Amal")[0] == 2
    assert command(root, "comment", "ar", "ar/10-one.md:3", "Is it so?", "--by", "Amal")[0] == 2
    assert text(root) == broken


def test_a_record_that_was_moved_on_by_hand_stays_unproven(root: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    edit(root, RECORD, FIRST[0], FIRST[1])
    edit(root, PATHS["ar"], "من القريب منا؟", "من القريب منا الآن؟")
    command(root, "status")
    assert "1 stale" in counts(root)
    command(root, "comment", "ar", "ar/10-one.md:3", "Is it so?", "--by", "Rana")
    assert "1 stale" in counts(root)
    assert "HB206" in command(root, "check")[1]


def test_a_file_that_comes_back_does_not_prove_a_record(root: Path, tmp_path: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    edit(root, RECORD, FIRST[0], FIRST[1])
    command(root, "export", "ar", "--format", "po", "-o", tmp_path / "out")
    command(root, "import", "ar", tmp_path / "out" / "10-one.po")
    assert "1 stale" in counts(root)


def test_broken_lists_of_baselines_and_edits_are_not_written_over(root: Path) -> None:
    assert command(root, "freeze", "2026-11")[0] == 0
    names = ("records/baselines.toml", "records/en/10-one.toml")
    edit(root, PATHS["en"], *FIRST)
    assert command(root, "mark", "en", "en/10-one.md:3", "no-effect", "--by", "Sam")[0] == 0
    edit(root, PATHS["en"], "Lock them away.", "Lock them up.")
    for name in names:
        (root / name).write_text(f"<<<<<<< HEAD\n{text(root, name)}", encoding="utf-8")
    before = [text(root, name) for name in names]
    assert command(root, "freeze", "2026-12")[0] == 2
    assert command(root, "freeze", "2026-11")[0] == 2
    assert command(root, "mark", "en", "en/10-one.md:39", "no-effect", "--by", "Sam")[0] == 2
    assert [text(root, name) for name in names] == before
    assert command(root, "status")[0] == 1


# --- staleness ---

CELLS = SOURCE.replace("| Low | Write it down. |", "| Low | Act within 2 hours. |")


def test_a_cell_is_not_current_because_another_has_the_old_text_in_the_baseline(tmp_path: Path) -> None:
    root = handbook(tmp_path, {PATHS["en"]: CELLS, PATHS["ar"]: TARGET.replace("دوّنه.", "تصرف خلال ساعتين 2.")})
    command(root, "status")
    edit(root, PATHS["en"], "| High | Act within 2 hours. |", "| High | Act within 3 hours. |")
    assert "1 stale" in counts(root)
    command(root, "freeze", "2026-11")
    assert "1 stale" in counts(root)


def test_a_slip_mended_after_a_baseline_does_not_hide_what_the_source_said_since(root: Path) -> None:
    command(root, "freeze", "2026-11")
    edit(root, PATHS["en"], *FIRST)
    assert "1 ahead" in counts(root)
    edit(root, PATHS["ar"], "كن هادئًا وصادقًا.", "كن هادئًا صادقًا.")
    command(root, "status")
    command(root, "freeze", "2026-12")
    assert "1 stale" in counts(root)


def test_a_mechanical_mend_makes_nothing_current(root: Path) -> None:
    edit(root, PATHS["ar"], "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا مع الفريك.")
    edit(root, PATHS["ar"], "مع الفريك", "مع الفريق\u06a9")
    command(root, "status")
    edit(root, PATHS["en"], *FIRST)
    assert "1 stale" in counts(root)
    command(root, "check", "--fix")
    assert "\u06a9" not in text(root, PATHS["ar"])
    assert "1 stale" in counts(root)
