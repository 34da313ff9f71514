"""A translation is compared with the text it was made from: what has changed since is another finding's."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbookpub import checks, languages
from handbookpub.checks import CHECKS
from handbookpub.model import Config, Handbook, Place
from handbookpub.translate.align import Link
from handbookpub.translate.pairs import Pair
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import State
from handbookpub.translate.status import Item

checks.load_all()
BOOK = Handbook(Path("/nowhere"), Config("sample", "en", {}), ())


def pair(source: str, target: str, state: State = "translated", was: str = "", code: str = "ar") -> Pair:
    """A paragraph beside its source."""
    ours, theirs = (
        Segment("paragraph", "one", "", "", text, text, Place(f"{folder}/01-one.md"), (0, len(text)))
        for folder, text in (("en", source), (code, target))
    )
    return Pair(languages.load("en"), languages.load(code), Item(state, Link((ours,), (theirs,)), False, was))


def found(each: Pair, code: str) -> list[str]:
    """The messages of one check."""
    return [finding.message for finding in CHECKS[code].run(each, BOOK)]


def test_a_stale_text_is_measured_by_what_it_was_made_from() -> None:
    right = pair("within 72 hours", "خلال ٤٨ ساعة", "stale", "within 48 hours")
    wrong = pair("within 72 hours", "خلال ٨٤ ساعة", "stale", "within 48 hours")
    assert found(right, "HB301") == []
    assert found(wrong, "HB301") == ["the source says `48`, the translation `٨٤`"]


def test_numbers_in_words_are_not_missed_where_a_language_has_no_words_in_its_row() -> None:
    assert found(pair("two people within 24 hours", "دو نفر ظرف ۲۴ ساعت", code="fa"), "HB301") == []
    assert found(pair("two people within 24 hours", "دو نفر ظرف ۴۲ ساعت", code="fa"), "HB301") != []


@pytest.mark.parametrize("words", ["(c)", "c)"])
def test_a_letter_of_a_law_is_known_however_it_is_typed(words: str) -> None:
    assert found(pair(f"Article 3 {words}", "المادة ٣ (ج)"), "HB320") == []
    assert found(pair(f"Article 3 {words}", "المادة ٣ (د)"), "HB320") != []


def test_months_of_every_region_are_one_month() -> None:
    for month in ("تشرين الثاني", "نوفمبر", "نونبر", "تشرين الثاني/نوفمبر"):
        assert found(pair("on 23 November 2026", f"في ٢٣ {month} ٢٠٢٦"), "HB311") == []
    assert found(pair("on 23 November 2026", "في ٢٣ تشرين الأول ٢٠٢٦"), "HB311") != []


def test_a_sentence_left_in_the_source_s_language_is_found_without_its_frequent_words() -> None:
    left = "Attendez ici. A neighbour calls a community worker."
    assert found(pair("Wait here. A neighbour calls a community worker.", left, code="fr"), "HB247") != []
    assert found(pair("Wait here.", "Attendez ici, un voisin appelle.", code="fr"), "HB247") == []
