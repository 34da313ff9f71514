"""Two people work on one chapter in two branches: chapters and records merge by themselves, and both are right."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.week import Desk

AR, EN = "ar/10-contact.md", "en/10-contact.md"
RECORD = "records/ar/10-contact.toml"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org")

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed: apt-get install git")


def git(desk: Desk, *words: str) -> str:
    done = subprocess.run(["git", *WHO, *words], cwd=desk.root, env=os.environ | ALONE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two neighbouring paragraphs are stale; everything stands in version control."""
    desk = Desk.new(tmp_path / "handbook")
    desk.done("status", "--brief")
    desk.edit(EN, "Be calm and honest.", "Be calm, honest and brief.")
    desk.edit(EN, "within 48 hours", "within 72 hours")
    assert desk.wants("ar") == ["ar/10-contact.md:3:1: stale", "ar/10-contact.md:5:1: stale"]
    git(desk, "init", "-q", "-b", "main")
    git(desk, "add", ".")
    git(desk, "commit", "-q", "-m", "The source went on")
    return desk


def amal(desk: Desk) -> None:
    """Mends the first stale paragraph, and a heading."""
    desk.edit(AR, "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا وموجزًا.")
    desk.edit(AR, "# الاتصال الأول", "# أول اتصال")
    desk.done("status", "-l", "ar")
    desk.done("mark", "ar", f"{AR}:3", "translated", "--by", "Amal")


def rana(desk: Desk) -> None:
    """Mends the second, cuts a paragraph in two, reviews a section and leaves a remark."""
    desk.edit(AR, "خلال 48 ساعة", "خلال 72 ساعة")
    desk.edit(AR, "هادئًا. وأخبر", "هادئًا.\n\nوأخبر")
    desk.done("status", "-l", "ar")
    desk.done("mark", "ar", f"{AR}:5", "translated", "--by", "Rana")
    desk.done("comment", "ar", f"{AR}:8", "Is this the word of the hotline?", "--by", "Rana")


def branched(desk: Desk, name: str, work: Callable[[Desk], None]) -> str:
    git(desk, "checkout", "-q", "-b", name, "main")
    work(desk)
    git(desk, "commit", "-q", "-a", "-m", name)
    return desk.read(AR)


@pytest.mark.parametrize("order", [("amal", "rana"), ("rana", "amal")], ids=" then ".join)
def test_two_translators_of_one_chapter(order: tuple[str, str], desk: Desk) -> None:
    for name, work in (("amal", amal), ("rana", rana)):
        branched(desk, name, work)
    git(desk, "checkout", "-q", "main")
    for name in order:
        git(desk, "merge", "-q", "--no-edit", name)
    text = desk.read(AR)
    for words in ("وموجزًا", "أول اتصال", "خلال 72", "هادئًا.\n\nوأخبر"):
        assert words in text
    merged = desk.read(RECORD)
    lines = desk.done("status", "-l", "ar")
    assert [line for line in lines if "stale" in line or "unsure" in line or ": untranslated" in line] == [lines[1]]
    assert "  Rana: Is this the word of the hotline?" in lines
    assert desk.read(RECORD) == merged, "what git put together is what the tool would have written"
    assert 'translator = "Amal"' in merged and 'translator = "Rana"' in merged
    code, lines = desk.run("check", "-l", "ar")
    assert not [line for line in lines if " HB206 " in line or " HB02" in line]


def test_two_answers_to_one_paragraph_are_a_conflict_that_is_told(desk: Desk) -> None:
    """Git stops; a record with its marks in it is named with its line and never written over."""
    branched(desk, "amal", amal)
    branched(desk, "omar", lambda own: (own.edit(AR, "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا ومختصرًا."),
                                        own.done("status", "-l", "ar"))[0])  # fmt: skip
    merge = ["git", *WHO, "merge", "-q", "--no-edit", "amal"]
    assert subprocess.run(merge, cwd=desk.root, env=os.environ | ALONE, capture_output=True).returncode == 1
    (desk.root / AR).write_text(git(desk, "show", "omar:" + AR), encoding="utf-8")
    before = desk.read(RECORD)
    assert "<<<<<<<" in before
    code, lines = desk.run("status", "-l", "ar")
    assert code == 1 and any(line.startswith(f"{RECORD}:") and " HB021 " in line for line in lines)
    assert desk.read(RECORD) == before
    git(desk, "checkout", "--ours", RECORD)
    assert desk.wants("ar") == ["ar/10-contact.md:5:1: stale"]
