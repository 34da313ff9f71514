"""Words that must not stand in a book about people: what is found in each language, and what is right although it
looks like it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handbookpub import checks, languages
from handbookpub.checks.terms_pairs import missing_terms
from handbookpub.checks.wording_pieces import pieces
from handbookpub.data import termbase
from handbookpub.model import Chapter, Config, Edition, Handbook, Titles
from handbookpub.reading.chapters import named, read_blocks

BOOK = Path(__file__).parent.parent / "handbook"
TERMS, _ = termbase.load(BOOK, ("en", "ar", "fr"))
CODES = ("HB401", "HB402", "HB601", "HB602")

TEXTS = Path(__file__).parent / "wording"
TABLES = {name: tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8")) for name in ("found", "right")}
FOUND, RIGHT = ([(code, text) for code, texts in TABLES[name].items() for text in texts] for name in TABLES)


def _found(code: str, text: str) -> set[str]:
    """The codes found in the text of a chapter."""
    language = languages.load(code)
    blocks, _ = named(read_blocks(text)[0], language, "")
    chapter = Chapter("one", f"{code}/one.md", code, "one", [], tuple(blocks))
    edition = Edition(language, "", "", (chapter,))
    config = Config("x", code, {code: Titles("") for code in ("en", "ar", "fr")})
    handbook = Handbook(BOOK / "no-such-folder", config, (edition,), TERMS)
    return {f.code for f in checks.run([edition], Edition, handbook) if f.code in CODES}


@pytest.mark.parametrize(("code", "text"), FOUND)
def test_a_word_that_should_not_stand_is_found(code, text):
    assert _found(code, text)


@pytest.mark.parametrize(("code", "text"), RIGHT)
def test_words_that_are_right_are_left_alone(code, text):
    assert _found(code, text) == set()


def test_a_word_of_another_language_is_sought_in_that_language():
    assert _found("fr", "Le mot d’ici. [تهريب البشر]{lang=ar}") == {"HB401"}
    assert _found("fr", "« [تهريب البشر]{lang=ar} »") == set()


def test_a_place_is_the_first_letter_wherever_the_word_begins():
    blocks, _ = read_blocks("Two *sex\n**slaves***[^n] x.\n\n[^n]: A note.")
    chapter = Chapter("one", "en/one.md", "en", "one", [], tuple(blocks))
    first, note = pieces(chapter)
    assert first.text == "Two sex slaves x." and note.text == "A note."
    assert str(first.place(first.text.index("slaves"))) == "en/one.md:2:3"
    assert str(note.place(2)) == "en/one.md:4:9"


@pytest.mark.parametrize("code", languages.available())
def test_every_row_of_wording_says_what_to_write_and_why(code):
    row = languages.load(code).wording
    assert set(row) == {"idioms", "mentions", "heads", "harmful"}
    for entry in row["harmful"]:
        assert set(entry) - {"review", "not_of"} == {"words", "say", "why"} and all(entry.values())


@pytest.mark.parametrize(("target", "text", "missing"), [
    ("ar", "تحتاج الضحايا المفترضات إلى المأوى.", []),
    ("ar", "تحتاج الضحية إلى دار.", ["shelter"]),
    ("ar", "تحتاج هي إلى دار.", ["presumed-victim", "shelter"]),
    ("fr", "Les victimes ont besoin d’un centre d’hébergement.", []),
    ("fr", "Elles ont besoin d’un toit.", ["presumed-victim", "shelter"]),
])  # fmt: skip
def test_a_term_counts_as_missing_when_its_chief_word_is(target, text, missing):
    source = "Presumed victims need a shelter, not another shelter."
    found = missing_terms(source, text, languages.load("en"), languages.load(target), TERMS)
    assert [term.concept for term, _ in found] == missing


def test_a_term_in_a_name_is_no_term():
    source, english, french = "The War Trauma Foundation helps.", languages.load("en"), languages.load("fr")
    assert list(missing_terms(source, "War Trauma Foundation aide.", english, french, TERMS)) == []
    assert [start for _, start in missing_terms("Her trauma.", "Sa vie.", english, french, TERMS)] == [4]
