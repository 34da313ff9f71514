"""`handbookpub terms`: what a team reports about its termbase."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.cli import SMALLEST, run, write

BOOK = {
    **SMALLEST,
    "terms.csv": "concept;en;ar;forbidden_en;forbidden_ar\n"
    "victim;victim;الضحية;sufferer|prey;الفريسة\nshelter;shelter;المأوى;;\nasylum;asylum;;;\n",
    "en/01-one.md": "# One {#one}\n\nTwo victims came to the shelter. Each victim slept. One sufferer left.[^n]\n\n"
    "[^n]: The shelter is open.\n",
    "ar/01-one.md": "# واحد {#one}\n\nجاءت الضحيتان إلى المأوى. ونامت كل ضحية. وغادر واحد.[^n]\n\n"
    "[^n]: المأوى مفتوح.\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", BOOK)


def test_terms_are_counted_as_check_finds_them(book: Path) -> None:
    """In their forms, in notes too; what is forbidden apart."""
    counts = json.loads(run("-C", book, "terms", "--output", "json").output)
    names = ("concepts", "agreed", "forbidden", "used", "uses", "refused")
    assert {count["language"]: tuple(count[name] for name in names) for count in counts} == {
        "en": (3, 3, 2, 2, 4, 1),
        "ar": (3, 2, 1, 2, 4, 0),
    }


def test_the_table_has_a_line_for_each_language_asked_for(book: Path) -> None:
    head, english, arabic = run("-C", book, "terms").output.splitlines()
    assert head.split()[:4] == ["language", "concepts", "agreed", "forbidden"]
    assert english.split() == ["en", "3", "3", "2", "2", "4", "1"]
    assert run("-C", book, "terms", "-l", "ar").output.splitlines()[1].split() == arabic.split()


def test_an_unknown_language_is_refused(book: Path) -> None:
    result = run("-C", book, "terms", "-l", "zz")
    assert result.exit_code == 2
    assert "choose from en, ar" in result.output


def test_text_that_stands_in_for_a_translation_does_not_count(book: Path) -> None:
    write(book, {"en/02-two.md": "# Two {#two}\n\nA victim.\n"})
    ours, theirs = json.loads(run("-C", book, "terms", "--output", "json").output)
    assert (ours["uses"], theirs["uses"]) == (5, 4)
