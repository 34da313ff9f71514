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


LINK = '<a href="#t" class="ref" data-ref="t">lien</a>'


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("[lien](#t) : oui", f"{LINK}\u00a0: oui"),
        ("[lien](#t): oui", f"{LINK}\u00a0: oui"),
        ("voir « [lien](#t) » ; oui", f"voir «\u00a0{LINK}\u00a0»\u202f; oui"),
        ("voir «[lien](#t)»; oui", f"voir «\u00a0{LINK}\u00a0»\u202f; oui"),
        ("**Oui** ! **Non**? Si **:** non", None),
        ("le mot [Palermo]{lang=it} : oui", 'le mot <span lang="it">Palermo</span>\u00a0: oui'),
        ("un code `a` ; non", "un code <code>a</code>\u202f; non"),
        ("deux\n; trois", "deux\u202f; trois"),
        ("**20** % et **5** MB", "<strong>20</strong>\u202f% et <strong>5</strong>\u00a0MB"),
        ('dire "oui": non', "dire «\u00a0oui\u00a0»\u00a0: non"),
    ],
)
def test_french_spaces_are_set_beside_markup_too(tmp_path: Path, typed: str, wanted: str | None) -> None:
    """A sign alone at the start of a line, because a link stands before it, is what these spaces prevent."""
    bold = "<strong>Oui</strong>\u202f! <strong>Non</strong>\u202f? Si\u00a0<strong>:</strong> non"
    assert set_in(tmp_path, "fr", typed) == (wanted or bold)


def test_a_space_before_a_sign_is_kept_after_the_call_of_a_note(tmp_path: Path) -> None:
    page = set_in(tmp_path, "fr", "mot[^n] : oui, et mot[^m]: non\n\n[^n]: Note.\n\n[^m]: Autre.")
    assert "</a>\u00a0: oui" in page and "</a>\u00a0: non" in page


def test_a_sign_after_a_term_keeps_its_space(tmp_path: Path) -> None:
    """The termbase puts its own span round a word at its first use."""
    terms = "concept,en,fr\nvictim,victim,victime\n"
    files = {"terms.csv": terms, "en/10-a.md": "# T {#t}\n", "fr/10-a.md": "# T {#t}\n\nla victime : oui\n"}
    page = html(resolved(written(tmp_path, files), "fr").edition)
    assert 'data-term="victim">victime</span>\u00a0: oui' in page


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
