"""Clicks of the preview: marks, pairs, comments, signatures, the edit of one paragraph; never on a text nobody saw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from handbookpub import checks, findings
from handbookpub.serve import pages
from support import teams
from support.preview import ADDRESS, PAGE, Browser, browser

RECORD = "records/ar/10-one.toml"
CALM = "calm and honest"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Browser]:
    with browser(teams.handbook(tmp_path / "book")) as made:
        yield made


def record(preview: Browser) -> str:
    return (preview.root / RECORD).read_text(encoding="utf-8")


def chapter(preview: Browser) -> str:
    return (preview.root / teams.PATHS["ar"]).read_text(encoding="utf-8")


def make_stale(preview: Browser) -> None:
    """The source changes after the translation was recorded."""
    preview.site.library.record(preview.site.library.pages)
    teams.edit(preview.root, teams.PATHS["en"], CALM, "calm, slow and honest")
    preview.site.library.refresh()


def test_every_segment_of_both_sides_stands_in_its_row(preview: Browser) -> None:
    rows = preview.rows()
    assert [row.state for row in rows] == ["translated"] * len(rows) and len(rows) == 19
    assert "الدقائق الأولى" in preview.row(CALM).target
    cell = preview.row("Act within 2 hours.")
    assert "تصرف خلال ساعتين 2." in cell.target and "cell r2c2 · tab" in cell.element.text_content()
    heading = preview.row("First contact")
    for side in ('@lang="ar"][@dir="rtl"', '@lang="en"][@dir="ltr"'):
        assert heading.element.xpath(f".//div[{side}]//h2")


def test_inline_markup_is_shown_and_not_its_signs(preview: Browser) -> None:
    row = preview.row("See the plan")
    assert [a.get("href") for a in row.element.xpath('.//div[@lang="ar"]//a')] == ["/ar/10-one#s-after"]
    assert row.element.xpath('.//div[@lang="ar"]//strong')[0].text == "هدوئك"
    assert "**" not in row.source + row.target
    call = preview.row("Ask these things").element.xpath('.//sup/a[@class="call"]')
    assert [a.get("href") for a in call] == ["#n-n", "#n-n"]
    assert preview.row("Only what you need").element.xpath('.//*[@id="n-n"]')


def test_numbers_and_titles_are_those_that_a_reader_gets(tmp_path: Path) -> None:
    row = {"key": "hotline", "name": "Line", "number": "+20 2 0000 0001", "source": "x", "verified": "2026-01-01"}
    service = "[[service]]\n" + "".join(f'{name} = "{value}"\n' for name, value in row.items())
    files = {
        "en/10-one.md": "# One {#one}\n\nCall [](service:EG.hotline), see [](#one), or +20 2 0000 0002.\n",
        "ar/10-one.md": "# واحد\n\nاتصل بـ[](service:EG.hotline)، انظر [](#one)، أو +20 2 0000 0002.\n",
        "countries/EG.toml": service,
    }
    with browser(teams.handbook(tmp_path, files)) as made:
        found = made.row("Call")
    numbers = found.element.xpath('.//div[@lang="ar"]//*[@dir="ltr"][@class="phone"]')
    assert [number.text_content() for number in numbers] == ["+20 2 0000 0001"]
    assert "واحد" in found.target  # the translation takes the id from its source
    typed = [e.text_content() for e in found.element.xpath('.//div[@lang="ar"]//span[@dir="ltr"]')]
    assert "+20 2 0000 0002" in typed  # isolated as the build does: it does not read backwards


def test_a_mark_says_who_answers_for_it(preview: Browser) -> None:
    assert preview.click("translated", preview.row(CALM)).json() == {"said": "marked as translated"}
    assert 'translator = "Mona"' in record(preview)
    assert "by Mona" in " ".join(preview.row(CALM).element.text_content().split())


def test_a_second_person_reviews(preview: Browser) -> None:
    preview.click("translated", preview.row(CALM))
    refused = preview.click("reviewed", preview.row(CALM))
    assert refused.status_code == 409 and "Mona translated this: a second person reviews" in refused.text
    assert preview.click("reviewed", preview.row(CALM), by="Rami").status_code == 200
    row = preview.row(CALM)
    assert row.state == "reviewed" and "wants" not in row.data
    assert record(preview).count('reviewer = "Rami"') == 1


@pytest.mark.parametrize("action", ["translated", "reviewed", "without-effect", "comment"])
def test_nobody_signs_without_a_name(preview: Browser, action: str) -> None:
    make_stale(preview)
    before = record(preview)
    answer = preview.click(action, preview.row("slow and honest"), by="  ", text="words")
    assert answer.status_code == 409 and "type a name" in answer.json()["refused"]
    assert record(preview) == before


def test_what_the_source_lost_and_gained_is_shown_and_marked(preview: Browser) -> None:
    make_stale(preview)
    row = preview.row("slow and honest")
    assert row.state == "stale" and "wants" in row.data
    assert [e.text for e in row.element.xpath('.//div[@class="change"]//ins')] == ["calm, slow"]
    assert [e.text for e in row.element.xpath('.//div[@class="change"]//del')] == ["calm"]
    assert preview.click("translated", row).status_code == 200
    assert preview.row("slow and honest").state == "translated"


def test_an_edit_without_effect_is_signed_for_all_languages(preview: Browser) -> None:
    make_stale(preview)
    assert preview.click("without-effect", preview.row("slow and honest")).status_code == 200
    assert preview.row("slow and honest").state == "translated"
    assert 'by = "Mona"' in (preview.root / "records/en/10-one.toml").read_text(encoding="utf-8")


def test_a_comment_opens_work_and_closing_it_ends_it(preview: Browser) -> None:
    preview.click("comment", preview.row(CALM), text="هل «هادئ» كافية؟")
    row = preview.row(CALM)
    assert "Mona: هل «هادئ» كافية؟" in row.below and "wants" in row.data
    refused = preview.click("reviewed", row, by="Rami")
    assert "an open comment stands here" in refused.text
    assert preview.click("close", row).status_code == 200
    row = preview.row(CALM)
    assert "(closed)" in row.below and "wants" not in row.data


def test_an_empty_comment_is_none(preview: Browser) -> None:
    assert preview.click("comment", preview.row(CALM), text=" \n ").status_code == 409


def picks(row: object, side: str, index: int = 0) -> list[object]:
    element = row.element  # type: ignore[attr-defined]
    piece = element.xpath(f'.//button[@data-side="{side}"]/..')[index]
    return [row.data["key"], int(piece.get("data-piece")), piece.get("data-print")]  # type: ignore[attr-defined]


def test_two_paragraphs_are_paired_by_click(tmp_path: Path) -> None:
    source = "# One {#one}\n\nAlpha stands here.\n\nBeta stands there.\n"
    target = "# واحد {#one}\n\nباء هناك.\n\nألف هنا.\n"
    with browser(teams.handbook(tmp_path, {"en/10-one.md": source, "ar/10-one.md": target})) as made:
        alpha, beta = made.row("Alpha"), made.row("Beta")
        assert "باء" in alpha.target  # by their order, which is wrong here
        said = made.post("pair", {"sources": [picks(alpha, "sources")], "targets": [picks(beta, "targets")]})
        assert said.json() == {"said": "paired"}
        assert "ألف هنا" in made.row("Alpha").target
        assert "paired = true" in (tmp_path / RECORD).read_text(encoding="utf-8")
        beta = made.row("Beta")
        loose = made.row("باء")
        made.post("pair", {"sources": [picks(beta, "sources")], "targets": [picks(loose, "targets")]})
        assert "باء هناك" in made.row("Beta").target


def test_a_pair_of_something_that_moved_is_refused(preview: Browser) -> None:
    one, other = preview.row(CALM), preview.row("Write your notes")
    wrong = [*picks(other, "targets")[:2], "0000000000"]
    answer = preview.post("pair", {"sources": [picks(one, "sources")], "targets": [wrong]})
    assert answer.status_code == 409 and "changed in the meantime" in answer.text
    for sources, targets in (([], []), ("x", [1]), ([[]], [[]]), (None, {})):
        assert preview.post("pair", {"sources": sources, "targets": targets}).status_code == 409


def test_an_edit_changes_its_paragraph_and_no_other_byte(preview: Browser) -> None:
    before = chapter(preview)
    old = "الدقائق الأولى مهمة. كن هادئًا وصادقًا."
    new = "الدقائق الأولى هي الأهم: كن **هادئًا** وصادقًا."
    assert preview.click("edit", preview.row(CALM), text=f"  {new}\r\n").json() == {"said": "saved"}
    assert chapter(preview) == before.replace(old, new)
    assert preview.row(CALM).element.xpath('.//div[@lang="ar"]//strong')[0].text == "هادئًا"


def test_a_stale_paragraph_that_is_edited_here_is_translated(preview: Browser) -> None:
    make_stale(preview)
    preview.click("edit", preview.row("slow and honest"), text="كن هادئًا بطيئًا صادقًا.")
    preview.site.library.record(preview.site.library.pages)
    assert preview.row("slow and honest").state == "translated"


def test_an_edit_on_a_text_that_somebody_changed_is_refused_and_nothing_is_lost(preview: Browser) -> None:
    row = preview.row(CALM)
    teams.edit(preview.root, teams.PATHS["ar"], "كن هادئًا وصادقًا.", "كن هادئًا وأمينًا.")
    before = chapter(preview)
    answer = preview.click("edit", row, text="نص آخر.")
    assert answer.status_code == 409 and "كن هادئًا وأمينًا" in answer.json()["refused"]
    assert chapter(preview) == before
    answer = preview.click("translated", row)
    assert answer.status_code == 409 and "changed in the meantime" in answer.text


@pytest.mark.parametrize("text", ["", "فقرة أولى.\n\nفقرة ثانية.", "# عنوان", "::: danger\nنص", "- بند"])
def test_an_edit_that_would_become_something_else_is_refused(preview: Browser, text: str) -> None:
    before = chapter(preview)
    answer = preview.click("edit", preview.row(CALM), text=text)
    assert answer.status_code == 409 and answer.json()["refused"]
    assert chapter(preview) == before


def test_a_bar_in_a_cell_stays_in_its_cell(preview: Browser) -> None:
    assert preview.click("edit", preview.row("Write it down"), text="دوّنه | واحفظه").status_code == 200
    assert "دوّنه \\| واحفظه |" in chapter(preview)
    assert "دوّنه | واحفظه" in preview.row("Write it down").target


def test_a_missing_paragraph_is_written_where_its_source_stands(preview: Browser) -> None:
    teams.edit(preview.root, teams.PATHS["ar"], "- كم من الوقت لدينا؟\n", "")
    preview.site.library.refresh()
    row = preview.row("How long")
    assert row.state == "untranslated" and "nothing yet" in row.target
    assert preview.click("edit", row, text="كم لدينا من الوقت؟").status_code == 200
    assert "- من القريب منا؟\n- كم لدينا من الوقت؟\n- ما الأمر العاجل اليوم؟\n" in chapter(preview)


def test_clicks_on_what_is_not_there_are_sentences(preview: Browser) -> None:
    row = preview.row(CALM)
    assert preview.post("translated", {"row": "r999", "by": "Mona"}).status_code == 409
    assert preview.post("translated", {"row": 5, "by": "Mona"}).status_code == 409
    assert preview.post("nonsense", {}).status_code == 404
    assert preview.click("translated", row, by="x" * 200).status_code == 409
    assert preview.post("translated", {}, path="/ar/none").status_code == 404
    assert preview.post("translated", {}, path="/en/10-one").status_code == 404
    headers = {"origin": ADDRESS, "x-handbookpub-token": "the-token", "content-type": "application/json"}
    assert preview.http.post(f"{PAGE}/close", content="{", headers=headers).status_code == 400


def test_what_was_saved_before_a_click_is_not_signed_by_it(preview: Browser) -> None:
    """A paragraph that somebody else just saved is recorded as theirs before the click counts."""
    teams.edit(preview.root, teams.PATHS["ar"], "اكتب ملاحظاتك في اليوم نفسه.", "دوّن ملاحظاتك اليوم.")
    preview.site.library.refresh()
    preview.click("translated", preview.row(CALM))
    assert record(preview).count('translator = "Mona"') == 1


def test_the_page_of_a_finding_has_its_four_headings(preview: Browser) -> None:
    page = html.fromstring(preview.get("/explain/HB103").text)
    assert [e.text for e in page.xpath("//dt")] == ["What it does", "Who is harmed", "Example", "Instead"]
    assert page.xpath('//dd/code[@dir="auto"]')[0].text == "::: danger {#d-call}"
    assert preview.get("/explain/HB999").status_code == preview.get("/explain/x").status_code == 404


def test_every_finding_has_a_page_that_can_be_opened() -> None:
    checks.load_all()
    for code in findings.RULES:
        text = pages.explained(code)
        assert text and text.count("<dt>") == 4, code
