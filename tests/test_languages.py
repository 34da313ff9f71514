"""A language is a row of data: the rows agree with one another, and what they generate reads right."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

import pytest

from handbookpub import languages
from handbookpub.languages import UnknownLanguage, available, load

CODES = available()
SOURCE = load("en")
CLASSES = [
    *("principle", "keypoints", "danger", "caution", "note", "steps", "checklist", "form", "say", "case"),
    *("voice", "law", "reading", "exercise", "figure", "table", "decision"),
]
RANGES = {"Arab": "[\u0600-\u06ff\u0750-\u077f]", "Hebr": "[\u0590-\u05ff]", "Latn": "[A-Za-z\u00c0-\u024f]"}
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640\u202a-\u202e\u2066-\u2069]")


def _every_text(row):
    yield from row.strings.values()
    yield from (line for lines in row.texts.values() for line in lines)


def _fields(pattern):
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("code", CODES)
def test_every_row_says_everything(code):
    """No reader meets a word in another language because a row forgot it; patterns take the same values."""
    row = load(code)
    assert list(row.strings) == list(SOURCE.strings)
    assert all(text.strip() for text in _every_text(row))
    for key, pattern in SOURCE.strings.items():
        assert _fields(row.strings[key]) == _fields(pattern), key
    assert {k: len(v) for k, v in row.texts.items()} == {k: len(v) for k, v in SOURCE.texts.items()}
    assert list(row.classes) == CLASSES and set(CLASSES) <= set(row.strings)
    assert set(row.names) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_in_the_script_of_the_row(code):
    row = load(code)
    for key, text in row.strings.items():
        if key not in {"ref_page", "quoted", "list_item", "caption", "to_fill"}:
            assert re.search(RANGES[row.script], text), (key, text)


@pytest.mark.parametrize("code", CODES)
def test_no_letter_that_the_checks_would_refuse(code):
    """A row must not say what the checks forbid a translator: look-alikes, tatweel, presentation forms."""
    row = load(code)
    own = row.letters + "".join(row.months) + "".join(row.names.values())
    for text in [own, *_every_text(row), *(word for words in row.classes.values() for word in words)]:
        assert not set(text) & set(row.confusables), text
        assert not PRESENTATION.search(text), text
        assert unicodedata.is_normalized("NFC", text), text
    assert not set(row.confusables) & set(row.confusables.values())


@pytest.mark.parametrize("code", [c for c in CODES if load(c).script == "Arab"])
def test_arabic_script_uses_its_own_punctuation(code):
    for text in _every_text(load(code)):
        assert not re.search("[\u0600-\u06ff] ?[,;?]", text), text
        assert not re.search(r" [\u060c\u061b\u061f:.]", text), text


@pytest.mark.parametrize("code", CODES)
def test_class_names_are_unambiguous(code):
    row = load(code)
    words = [word for accepted in row.classes.values() for word in accepted]
    assert len(words) == len(set(words))
    for name, accepted in row.classes.items():
        assert row.class_of(name) == name
        assert all(row.class_of(word) == name for word in accepted)
        assert all(word == name or word not in CLASSES for word in accepted)
    assert row.class_of("dangr") is None


def test_documented_class_names_come_first():
    """The table of docs/source-format.md is what translators type."""
    page = (Path(__file__).parents[1] / "docs/source-format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\S+)` \| `(\S+)` \|", page, re.M)
    assert [row[0] for row in rows] == CLASSES
    for name, arabic, french in rows:
        assert load("ar").classes[name][0] == arabic
        assert load("fr").classes[name][0] == french


@pytest.mark.parametrize("code", CODES)
def test_digits_and_shape(code):
    row = load(code)
    assert [unicodedata.digit(c) for c in row.digits] == list(range(10))
    assert row.direction in {"ltr", "rtl"} and row.page_progression == row.direction
    assert row.emphasis in {"italic", "quotes"}
    assert len(row.months) == 12
    assert set("".join(row.letter_folds.values())) <= set(row.letters)
    assert unicodedata.bidirectional(row.letters[0]) == ("L" if row.direction == "ltr" else _rtl(row))


def _rtl(row):
    return "AL" if row.script == "Arab" else "R"


@pytest.mark.parametrize("code", CODES)
def test_counters_are_distinct_and_known(code):
    row = load(code)
    for styles in row.counters.values():
        assert all(style == languages.DIGITS or style in row.alphabets for style in styles)
    for level in range(4):
        markers = [row.marker(n, level) for n in range(1, 61)]
        assert len(set(markers)) == 60


@pytest.mark.parametrize(
    ("code", "value", "level", "marker"),
    [
        ("ar", 12, 0, "١٢."),
        ("ar", 5, 1, "ه\u200d."),
        ("ar", 29, 1, "٢٩."),  # past the alphabet
        ("ar", 15, 1, "س."),
        ("ar-MA", 15, 1, "ص."),  # the Maghrebi order differs from item 15 on
        ("ar-MA", 3, 0, "3."),
        ("ar", 3, 2, "ت."),
        ("fa", 3, 0, "۳."),
        ("ur", 4, 0, "۴۔"),
        ("he", 15, 1, "טו."),
        ("en", 2, 1, "b."),
    ],
)
def test_list_markers(code, value, level, marker):
    assert load(code).marker(value, level) == marker


def test_dates_numbers_and_notes_follow_the_region():
    assert load("ar").date(2026, 1, 9) == "٩ يناير ٢٠٢٦"
    assert load("ar-SY").date(2026, 1, 9) == "٩ كانون الثاني ٢٠٢٦"
    assert load("ar-TN").date(2026, 1, 9) == "9 جانفي 2026"
    assert load("ar").note(12) == "(١٢)"
    assert load("en").number("3.2") == "3.2"
    assert load("ar-TN").code == "ar-TN"
    assert load("ar-TN").strings == load("ar").strings


def test_patterns_and_enumerations():
    row = load("ar")
    assert row.say("ref_page", title="المبادئ", page=row.number(7)) == "المبادئ (ص\u00a0٧)"
    assert row.join(["سكن", "غذاء", "علاج"]) == "سكن، غذاء وعلاج"
    assert row.join(["سكن"]) == "سكن"


@pytest.mark.parametrize("code", ["xx", "../en", "", "en/../ar", "en.toml"])
def test_unknown_language_says_which_are_known(code):
    with pytest.raises(UnknownLanguage, match="ar, en, fa, fr, he, ur"):
        load(code)
