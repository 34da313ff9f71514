"""The team's page as one file: what it says, and that it needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from handbookpub.serve import status_page
from handbookpub.translate import baseline, people, status
from support import teams

AR, EN = teams.PATHS["ar"], teams.PATHS["en"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = teams.handbook(tmp_path / "book", {"en/20-two.md": "# Two {#two}\n\nSome words.\n"})
    teams.save(made)
    return made


def page(root: Path) -> str:
    surveyed, frames, _ = status.survey(teams.load(root))
    return status_page(surveyed, frames)


def words(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_it_is_one_file_without_scripts_or_requests(root: Path) -> None:
    text = page(root)
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|https?:", text)
    assert not re.search(r'\s(?:src|href)="(?!#)', text)
    assert "default-src 'none'" in text and text.startswith("<!DOCTYPE html>")


def test_it_says_how_far_each_chapter_is_and_what_wants_work(root: Path) -> None:
    teams.edit(root, EN, "Be calm", "Stay calm")
    people.comment(teams.load(root), "ar", "10-one.md:3", "Mona", "هل هذا صحيح؟ <b>")
    text = page(root)
    said = words(text)
    assert "18 translated" in said and "1 stale" in said and "1 open comment" in said
    assert "18 of 21 current" in said and "not begun" in said
    assert "ar/10-one.md:3:1" in said and "Mona: هل هذا صحيح؟ <b>" in said and "<b>" not in text
    changed = html.fromstring(text).xpath('//ul[@class="wishes"]//*[self::del or self::ins]')
    assert [(e.tag, e.text) for e in changed] == [("del", "Be"), ("ins", "Stay")]


def test_the_bar_is_a_picture_with_words(root: Path) -> None:
    bars = html.fromstring(page(root)).xpath('//*[@role="img"]')
    assert [bar.get("aria-label") for bar in bars] == ["19 translated", "2 untranslated"]
    for bar in bars:
        parts = [float(rect.get("width")) for rect in bar.xpath('.//*[starts-with(@class, "s-")]')]
        assert sum(parts) == pytest.approx(100, abs=0.1)


def test_it_is_measured_by_the_baseline(root: Path) -> None:
    assert "Measured by today’s source" in words(page(root))
    baseline.freeze(teams.load(root), "2026-11", "2026-11-25")
    teams.edit(root, EN, "Be calm", "Stay calm")
    said = words(page(root))
    assert "Measured by the baseline 2026-11 of 2026-11-25" in said
    assert "1 ahead" in said and "19 translated" in said


def test_states_are_told_by_word_and_sign(root: Path) -> None:
    legend = html.fromstring(page(root)).xpath('//ul[@aria-label="Signs"]/li')
    assert len({item.text_content().split()[0] for item in legend}) == len(legend) == 6
    assert [item.text_content().split()[1] for item in legend][0] == "reviewed"


def test_both_directions_stand_in_their_own(root: Path) -> None:
    tree = html.fromstring(page(root))
    assert [e.text for e in tree.xpath('//h3/bdi[@lang="ar"][@dir="rtl"]')] == ["الاتصال الأول"]
    assert [e.text for e in tree.xpath('//h3/bdi[@lang="en"][@dir="ltr"]')] == ["Two"]  # no title in Arabic yet


def test_a_book_without_translations_says_what_to_type(tmp_path: Path) -> None:
    config = 'id = "x"\nsource = "en"\n[languages.en]\ntitle = "Alone"\n'
    root = teams.handbook(tmp_path, {"handbook.toml": config})
    assert "handbookpub language add" in words(page(root))
