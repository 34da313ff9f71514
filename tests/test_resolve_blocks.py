"""Blocks: what a reader gets for each class of the source format, in the language's words and digits."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handbookpub.languages import load
from support.written import html, resolved, written


def shown(folder: Path, body: str, code: str = "en") -> str:
    files = {f"{name}/10-a.md": f"# T {{#t}}\n\n{body}\n" for name in ("en", code)}
    page = html(resolved(written(folder, files), code).edition)
    return re.sub(' role="img" aria-label="[^"]*"', "", page.split("</h1>")[1])


@pytest.mark.parametrize(
    "name", ["danger", "caution", "note", "keypoints", "steps", "say", "law", "reading", "exercise"]
)
def test_plain_block_says_what_it_is(tmp_path: Path, name: str) -> None:
    page = shown(tmp_path, f"::: {name}\n**A title**\n\nText.\n:::")
    word = load("en").strings[name]
    assert (
        page == f'<div class="block {name}"><p class="label">{word}</p>'
        '<p class="title">A title</p><p>Text.</p></div>'
    )


def test_label_is_in_the_language_of_the_text(tmp_path: Path) -> None:
    assert '<p class="label">خطر</p>' in shown(tmp_path, "::: خطر\nاحذر.\n:::", "ar")


def test_principles_are_numbered_through_the_book(tmp_path: Path) -> None:
    text = "# {0} {{#c{0}}}\n\n::: {{.principle #p{0}}}\n**Title**\n\nText.\n:::\n\n[](#p2)\n"
    files = {f"{code}/{n}0-a.md": text.format(n) for code in ("en", "ar") for n in (1, 2)}
    handbook = written(tmp_path, files)
    english, arabic = resolved(handbook).edition, resolved(handbook, "ar").edition
    assert '<p class="label">Principle\u00a02</p>' in html(english, 1)
    assert '<p class="label">المبدأ ٢</p>' in html(arabic, 1)
    assert ">المبدأ ٢</a>" in html(arabic, 0)


def test_case_says_that_it_is_invented(tmp_path: Path) -> None:
    assert '<p class="label">Case <span class="invented">(invented example)</span></p>' in shown(
        tmp_path, "::: case\nX.\n:::"
    )


def test_voice_says_that_its_speaker_agreed(tmp_path: Path) -> None:
    page = shown(tmp_path, '::: {.voice consent="yes"}\nI was heard.\n:::')
    assert page.endswith('<p>I was heard.</p><p class="consent">Shared with the speaker’s consent</p></div>')
    assert "invented" not in page


VOICES = {
    "en": "A survivor’s voice (invented words: no person said them)",
    "ar": "صوت من الناجين (كلام متخيَّل لم يقله أحد)",
    "fr": "Parole de survivants (paroles inventées\u00a0: personne ne les a prononcées)",
}


@pytest.mark.parametrize("code", VOICES)
@pytest.mark.parametrize("fields", ['invented="yes"', 'consent="yes" invented="yes"'])
def test_invented_voice_says_so_before_its_words(tmp_path: Path, code: str, fields: str) -> None:
    """No output claims that somebody agreed to words that nobody said, not even against HB137."""
    page = shown(tmp_path, f"::: {{.voice {fields}}}\nI was heard.\n:::", code)
    label, _, rest = page.partition("</p>")
    assert re.sub("<[^>]*>", "", label) == VOICES[code]
    assert '<span class="invented">(' in label
    assert re.sub("<[^>]*>", "", rest) == "I was heard."


def test_voice_that_says_nothing_claims_no_consent(tmp_path: Path) -> None:
    page = shown(tmp_path, "::: voice\nI was heard.\n:::")
    assert page.endswith('<p class="label">A survivor’s voice</p><p>I was heard.</p></div>')


def test_checklist_items_get_a_box_each(tmp_path: Path) -> None:
    typed = shown(tmp_path / "a", "::: checklist\n- [ ] One.\n- [x] Two.\n:::")
    plain = shown(tmp_path / "b", "::: checklist\n- One.\n- Two.\n:::")
    box = '<span class="box{}"></span>'
    assert f"<ul><li>{box.format('')}One.</li><li>{box.format(' ticked')}Two.</li></ul>" in typed
    assert f"<ul><li>{box.format('')}One.</li><li>{box.format('')}Two.</li></ul>" in plain


def test_box_outside_a_checklist_is_a_box_too(tmp_path: Path) -> None:
    assert shown(tmp_path, "- [ ] One.") == '<ul><li><span class="box"></span>One.</li></ul>'


FORM = """::: {.form #f version="2"}
**Record**

- `text` Case code
- `lines` What was said
- `date` Day
- `tick` Consent given
- `choice` Safe to call?
    - Yes
    - No
- `signature` Worker

Keep it locked.
:::"""


def test_form_fields_are_places_to_write(tmp_path: Path) -> None:
    page = shown(tmp_path, FORM)
    blank, box = '<span class="blank"></span>', '<span class="box"></span>'
    assert (
        '<div id="f" class="block form" data-version="2">'
        '<p class="label">Form, <span class="version">Version 2</span></p>' in page
    )
    assert '<p class="title">Record</p>' in page
    assert f'<div class="field text"><p><span class="name">Case code</span> {blank}</p></div>' in page
    assert page.count(blank) == 6
    assert f'<div class="field tick"><p>{box}<span class="name">Consent given</span></p></div>' in page
    assert f'<ul class="choices"><li>{box}Yes</li><li>{box}No</li></ul></div>' in page
    assert page.endswith("<p>Keep it locked.</p></div>")


def test_form_version_is_in_the_row_s_digits(tmp_path: Path) -> None:
    assert '<span class="version">الإصدار ٢</span>' in shown(tmp_path, FORM, "ar")


FIGURE = """::: {.figure #f src="figures/x.svg"}
The way.

- `alt` Two boxes.
- `contact` First *contact*
- `screening` Screening

A long description.
:::

See [](#f)."""


def test_figure_carries_its_labels_and_a_numbered_caption(tmp_path: Path) -> None:
    page = shown(tmp_path, FIGURE)
    labels = re.search('data-labels="([^"]*)"', page)
    assert labels and json.loads(labels[1].replace("&quot;", '"')) == {
        "contact": "First contact",
        "screening": "Screening",
    }
    assert 'class="figure" data-src="figures/x.svg" data-alt="Two boxes."' in page
    assert '<p class="caption"><span class="number">Figure\u00a01.</span> The way.</p>' in page
    assert '<div class="longdesc"><p>A long description.</p></div></div>' in page
    assert page.endswith('<p>See <a href="#f" class="ref" data-ref="f">Figure\u00a01</a>.</p>')


def test_arabic_figure_is_numbered_in_arabic(tmp_path: Path) -> None:
    page = shown(tmp_path, FIGURE, "ar")
    assert '<span class="number">الشكل ١:</span>' in page
    assert page.endswith('class="ref" data-ref="f">الشكل ١</a>.</p>')


def test_table_has_a_numbered_caption_and_heads_of_rows(tmp_path: Path) -> None:
    page = shown(
        tmp_path, '::: {.table #t1 headers="row"}\nRisk.\n\n| A | B |\n|---|---|\n| High | Act. |\n:::'
    )
    assert '<div id="t1" class="table"><table>' in page
    assert '<caption><span class="number">Table\u00a01.</span> Risk.</caption>' in page
    assert "<th>High</th><td>Act.</td>" in page


def test_decision_answers_stand_under_their_question(tmp_path: Path) -> None:
    page = shown(
        tmp_path,
        "::: decision\n1. Danger?\n    - **Yes:** call.\n    - **No:** go to question 2.\n"
        "2. Child?\n    - **Yes:** stop.\n:::",
    )
    first = '<li><span class="answer"><strong>Yes:</strong></span> call.</li>'
    assert f'<li><p class="question">Danger?</p><ul class="answers">{first}' in page
    assert page.count('class="question"') == 2
