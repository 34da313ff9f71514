"""Typography: quotation marks, emphasis and spaces are those of the reader's language; no letter or digit
changes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.written import html, resolved, written


def set_in(folder: Path, code: str, body: str) -> str:
    files = {f"{name}/10-a.md": f"# T {{#t}}\n\n{body}\n" for name in ("en", code)}
    handbook = written(folder, files, '[typography]\nisolate = "off"\n')
    return html(resolved(handbook, code).edition).split("</h1>")[1].removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("code", "typed", "wanted"),
    [
        ("ar", "كتاب *دليل العمل* مفيد", "كتاب «دليل العمل» مفيد"),
        ("ar", "كتاب «*دليل العمل*» مفيد", "كتاب «دليل العمل» مفيد"),
        ("ar", "كتاب *«دليل العمل»* مفيد", "كتاب «دليل العمل» مفيد"),
        ("ar", "قال «اقرأ *دليل العمل* أولًا» ثم", "قال «اقرأ “دليل العمل” أولًا» ثم"),
        ("ar", "**مهم** جدًا", "<strong>مهم</strong> جدًا"),
        ("ar", 'قال "نعم" ثم', "قال «نعم» ثم"),
        ("ar", 'قال و"نعم" ثم', "قال و“نعم” ثم"),
        ("ar", "UNODC, *Toolkit*, 2008.", "UNODC, <em>Toolkit</em>, 2008."),
        ("en", "the book *First Steps* is", "the book <em>First Steps</em> is"),
        ("en", 'say "yes" now', "say “yes” now"),
        ("fr", "Il dit : oui ; non !", "Il dit\u00a0: oui\u202f; non\u202f!"),
        ("fr", "Vraiment? Oui: 20% (non?)", "Vraiment\u202f? Oui\u00a0: 20\u202f% (non\u202f?)"),
        ("fr", "«oui» et « non »", "«\u00a0oui\u00a0» et «\u00a0non\u00a0»"),
        ("fr", "voir `a:b` à 10:30", "voir <code>a:b</code> à 10:30"),
        ("he", 'האו"ם פרסם "דוח" אחד', 'האו"ם פרסם ”דוח” אחד'),
        ("en", "a file of 5 MB and 10 people", "a file of 5\u00a0MB and 10 people"),
    ],
)
def test_language_sets_its_own_marks_and_spaces(tmp_path: Path, code: str, typed: str, wanted: str) -> None:
    assert set_in(tmp_path, code, typed) == wanted


def test_foreign_words_keep_their_own_marks(tmp_path: Path) -> None:
    assert set_in(tmp_path, "fr", "dire [«نعم»]{lang=ar} ici") == 'dire <span lang="ar">«نعم»</span> ici'
