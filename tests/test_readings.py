"""A chapter that is remembered is the chapter that would be read now, and whatever differs is read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from handbookpub import disk, languages, readings
from handbookpub.memo import same
from handbookpub.read import read_handbook
from handbookpub.reading.chapters import parse_chapter
from handbookpub.readings import Readings

BOOK = Path(__file__).parent.parent / "handbook"
FOLDERS = [BOOK, *sorted(path for path in (Path(__file__).parent / "checks").glob("HB1*/in"))]
TEXT = "# One {#one}\n\nCall `x` **now**.[^a]\n\n::: danger\nLeave\n:::\n\n[^a]: A note with [a link](#two).\n"
EN = languages.load("en")


@pytest.mark.parametrize("root", FOLDERS, ids=lambda path: path.parent.name)
def test_a_remembered_handbook_is_the_one_that_is_read(root: Path, tmp_path: Path) -> None:
    plain = read_handbook(root)
    assert read_handbook(root, Readings(tmp_path)) == plain
    assert read_handbook(root, Readings(tmp_path)) == plain  # now from the folder


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are really read."""
    seen: list[str] = []

    def spied(text: str, *rest: object) -> object:
        seen.append(text)
        return parse_chapter(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(readings, "parse_chapter", spied)
    return seen


def test_what_was_read_is_not_read_again_and_what_differs_is(tmp_path: Path, calls: list[str]) -> None:
    for _ in range(2):
        Readings(tmp_path).parse(TEXT, "en/01-one.md", EN)
    assert len(calls) == 1
    Readings(tmp_path).parse(TEXT.replace("now", "soon"), "en/01-one.md", EN)
    Readings(tmp_path).parse(TEXT, "en/02-one.md", EN)
    Readings(tmp_path).parse(TEXT, "en/01-one.md", languages.load("fr"))
    assert len(calls) == 4


def test_another_reader_reads_anew(tmp_path: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Readings(tmp_path).parse(TEXT, "en/01-one.md", EN)
    monkeypatch.setattr(readings, "environment", lambda: "another program")
    Readings(tmp_path).parse(TEXT, "en/01-one.md", EN)
    assert len(calls) == 2


@pytest.mark.parametrize("harm", [b"", b"not compressed", None])
def test_a_broken_memory_costs_only_time(harm: bytes | None, tmp_path: Path) -> None:
    first = Readings(tmp_path).parse(TEXT, "en/01-one.md", EN)
    path = next(path for path in tmp_path.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-9] if harm is None else harm)
    assert Readings(tmp_path).parse(TEXT, "en/01-one.md", EN) == first


def test_where_nothing_can_be_written_chapters_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    chapter, _ = Readings(tmp_path / "file").parse(TEXT, "en/01-one.md", EN)
    assert chapter is not None
    assert chapter.id == "one"


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    for name in ("old", "new"):
        disk.remember(tmp_path / name, b"x")
    month = time.time() - 31 * 86_400
    os.utime(tmp_path / "old", (month, month))
    disk.recall(tmp_path / "new")
    disk.forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_the_same_objects_give_the_same_answer_and_equal_ones_are_asked_again() -> None:
    asked: list[object] = []

    @same(2)
    def length(words: list[str], name: str) -> int:
        asked.append(words)
        return len(words)

    one, other = ["a"], ["a"]
    assert [length(one, "x"), length(one, "x"), length(other, "x"), length(one, "y")] == [1, 1, 1, 1]
    assert len(asked) == 3
    length(one, "x")  # two answers are kept: this one is no longer among them
    assert len(asked) == 4
