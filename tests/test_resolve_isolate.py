"""Isolation in a whole book: what is told, what is switched off, what the author's own marks decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.written import codes, html, resolved, written

OFF = '[typography]\nisolate = "off"\n'


def page(folder: Path, arabic: str, english: str = "Text.", settings: str = "") -> str:
    files = {"en/10-a.md": f"# T {{#t}}\n\n{english}\n", "ar/10-a.md": f"# ت\n\n{arabic}\n"}
    return html(resolved(written(folder, files, settings), "ar").edition).split("</h1>")[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("يستخدم Signal 5 مرات", "ar/10-a.md:3:14: HB520"),
        ("يستخدم Signal. WhatsApp أقل أمانًا", "ar/10-a.md:3:8: HB521"),
        ("الرقم 2736 1234 ثم", "ar/10-a.md:3:7: HB522"),
        ("يوم 23/11/2026 ثم", "ar/10-a.md:3:5: HB523"),
        ("وثيقة [بروتوكول Palermo](#t) Protocol, 2000 ثم", "ar/10-a.md:3:7: HB524"),
        ("من 20-10 سنة", "ar/10-a.md:3:4: HB525"),
    ],
)
def test_what_only_the_author_knows_is_told(tmp_path: Path, text: str, told: str) -> None:
    files = {"en/10-a.md": "# T {#t}\n", "ar/10-a.md": f"# ت\n\n{text}\n"}
    done = resolved(written(tmp_path, files), "ar")
    assert codes(done.findings) == [told]
    assert done.findings[0].severity == "review"


@pytest.mark.parametrize(
    "text",
    [
        "يستخدم [Signal]{.ltr} 5 مرات",
        "يستخدم [Signal 5]{.ltr} مرات",
        "الرقم [2736 1234]{.ltr} ثم",
        "Palermo Protocol 2000 وثيقة",
        "من 10–20 سنة يوم 2026-11-23",
    ],
)
def test_what_is_settled_is_not_told(tmp_path: Path, text: str) -> None:
    files = {"en/10-a.md": "# T {#t}\n", "ar/10-a.md": f"# ت\n\n{text}\n"}
    assert not resolved(written(tmp_path, files), "ar").findings


def test_switched_off_leaves_only_the_author_s_islands(tmp_path: Path) -> None:
    text = "رقم +20 2 0000 0000 و[Art. 6]{.ltr} و[نص]{.rtl} و`x`."
    islands = '<span dir="ltr">Art. 6</span> و<span dir="rtl">نص</span>'
    assert page(tmp_path, text, settings=OFF) == f"<p>رقم +20 2 0000 0000 و{islands} و<code>x</code>.</p>"


def test_author_s_island_is_not_looked_into(tmp_path: Path) -> None:
    assert page(tmp_path, "نص [IOM في 2000]{.rtl} آخر") == '<p>نص <span dir="rtl">IOM في 2000</span> آخر</p>'


def test_phrase_of_the_source_is_spoken_in_its_language(tmp_path: Path) -> None:
    shown = page(tmp_path, "بروتوكول Palermo Protocol وكتاب Guide pratique", "The Palermo Protocol.")
    assert '<span dir="ltr" lang="en">Palermo Protocol</span>' in shown
    assert '<span dir="ltr">Guide pratique</span>' in shown


def test_phrase_with_a_language_gets_its_direction(tmp_path: Path) -> None:
    assert (
        page(tmp_path, "مدينة [Palermo]{lang=it} جميلة")
        == '<p>مدينة <span lang="it" dir="ltr">Palermo</span> جميلة</p>'
    )


def test_right_to_left_words_in_a_left_to_right_book_get_theirs(tmp_path: Path) -> None:
    shown = html(
        resolved(written(tmp_path, {"en/10-a.md": "# T\n\nSay [نعم]{lang=ar} +20 2 0000 now.\n"})).edition
    )
    assert '<span lang="ar" dir="rtl">نعم</span> +20 2 0000 now.' in shown


def test_islands_in_headings_cells_notes_and_captions(tmp_path: Path) -> None:
    text = """## قسم IOM, 2000

::: جدول
جدول IOM, 2000.

| أ |
|---|
| IOM, 2000 |
:::

نص[^1].

[^1]: حاشية IOM, 2000.
"""
    assert page(tmp_path, text).count('<span dir="ltr">IOM, 2000</span>') == 4


def test_untranslated_chapter_is_left_alone(tmp_path: Path) -> None:
    files = {"en/10-a.md": "# A\n", "en/20-b.md": "# B\n\nCall +20 2 0000 0000 now.\n", "ar/10-a.md": "# أ\n"}
    assert "<p>Call +20 2 0000 0000 now.</p>" in html(resolved(written(tmp_path, files), "ar").edition, 1)


def test_note_s_call_stays_at_the_logical_end_of_its_word(tmp_path: Path) -> None:
    text = "نص من IOM[^1] و(*Palermo Protocol*)[^2].\n\n[^1]: ح.\n\n[^2]: ح.\n"
    shown = page(tmp_path, text)
    assert '<span dir="ltr">IOM<a href="#fn1"' in shown
    assert '(«<span dir="ltr">Palermo Protocol</span>»)<a href="#fn2"' in shown
