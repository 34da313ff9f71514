"""What comes back from a translator's tool changes the paragraphs it is for, and not one byte beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbookpub.translate import status
from handbookpub.translate.arrive import carry_out
from handbookpub.translate.exchange.model import Comment, Package, Returned
from handbookpub.translate.receive import Plan, clean, plan
from support import teams
from support.teams import SOURCE, TARGET, edit, handbook, load, returned, save, sent

BOOK = Path(__file__).parent.parent / "handbook"
CHAPTER = "ar/10-one.md"


def planned(root: Path, back: Returned) -> Plan:
    surveyed, _, _ = status.survey(load(root), ("ar",))
    return plan(next(each for each in surveyed if each.translation.stem == back.chapter), back, "back.po")


def imported(root: Path, back: Returned) -> Plan:
    result = planned(root, back)
    carry_out(load(root), "ar", [result])
    return result


def text(root: Path) -> str:
    return (root / CHAPTER).read_text(encoding="utf-8")


def full(package: Package, translated: dict[str, str]) -> Returned:
    return returned(package, **translated)


def test_an_unchanged_file_changes_nothing(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    record = (root / "records/ar/10-one.toml").read_bytes()
    result = imported(root, returned(sent(root)[0]))
    assert (text(root), result.findings) == (TARGET, [])
    assert (root / "records/ar/10-one.toml").read_bytes() == record


def test_one_text_changes_its_paragraph_alone(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    imported(root, returned(sent(root)[0], **{"How long can we talk?": "ما الوقت المتاح لنا؟"}))
    assert text(root) == TARGET.replace("كم من الوقت لدينا؟", "ما الوقت المتاح لنا؟")


def test_a_paragraph_that_was_edited_meanwhile_is_not_touched(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    out = sent(root)[0]
    edit(root, CHAPTER, "من القريب منا؟", "من القريب منا الآن؟")
    before = text(root)
    back = returned(out, **{"Who is near?": "من يقف بالقرب؟", "How long can we talk?": "ما الوقت المتاح لنا؟"})
    result = imported(root, back)
    assert [finding.code for finding in result.findings] == ["HB231"]
    assert "من يقف بالقرب" in result.findings[0].message
    assert text(root) == before.replace("كم من الوقت لدينا؟", "ما الوقت المتاح لنا؟")


def test_what_only_a_colleague_edited_stays(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    out = sent(root)[0]
    edit(root, CHAPTER, "من القريب منا؟", "من القريب منا الآن؟")
    before = text(root)
    assert imported(root, returned(out)).findings == []
    assert text(root) == before


MISSING = {
    "item": "- كم من الوقت لدينا؟\n",
    "last item": "- ما الأمر العاجل اليوم؟\n",
    "block": "::: {.خطر #d-call}\nلا تعاود الاتصال برقم أغلق الخط.\n:::\n\n",
    "row": "| منخفض | دوّنه. |\n",
    "paragraph": "انظر [الخطة](#after) وحافظ على **هدوئك**.\n\n",
    "section": "## بعد اللقاء {#after}\n\nاكتب ملاحظاتك في اليوم نفسه. واحفظها في مكان مقفل.\n\n",
    "first": "الدقائق الأولى مهمة. كن هادئًا وصادقًا.\n\n",
    "everything": TARGET,
}


@pytest.mark.parametrize("what", MISSING)
def test_what_was_missing_comes_in_at_its_place(what: str, tmp_path: Path) -> None:
    """Block classes and list marks come from the source; then the chapter is what it was, but for the words of the
    class, which the source's language has.
    """
    whole = handbook(tmp_path / "whole")
    translated = {unit.source: unit.target for unit in sent(whole)[0].units}
    root = handbook(tmp_path / "gap")
    if what == "everything":
        (root / CHAPTER).unlink()
    else:
        (root / CHAPTER).write_text(TARGET.replace(MISSING[what], ""), encoding="utf-8")
        save(root)
    result = imported(root, full(sent(root)[0], translated))
    assert result.findings == []
    expected = TARGET.replace(".خطر", ".danger") if what in ("block", "everything") else TARGET
    expected = f"---\nstatus: draft\n---\n{expected}" if what == "everything" else expected
    assert text(root) == expected
    assert set(teams.states(save(root)[0]).values()) == {"translated"}


def test_a_text_that_would_become_a_list_is_left_out_and_named(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    new = {"The first minutes count. Be calm and honest.": "- كن هادئًا", "Who is near?": "من هنا؟"}
    result = imported(root, returned(sent(root)[0], **new))
    assert [finding.code for finding in result.findings] == ["HB235"]
    assert text(root) == TARGET.replace("من القريب منا؟", "من هنا؟")


def test_a_bar_in_a_cell_stays_in_the_cell(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    imported(root, returned(sent(root)[0], **{"Write it down.": "دوّنه | احفظه"}))
    assert "| منخفض | دوّنه \\| احفظه |" in text(root)


def test_an_edit_of_the_source_meanwhile_leaves_the_text_stale(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    out = sent(root)[0]
    edit(root, "en/10-one.md", "How long can we talk?", "How long can we talk safely today?")
    imported(root, returned(out, **{"How long can we talk?": "ما الوقت المتاح لنا؟"}))
    assert "ما الوقت المتاح لنا؟" in text(root)
    assert teams.states(save(root)[0])["How long can we talk safely today?"] == "stale"


def test_a_source_that_is_gone_is_told_with_its_text(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    out = sent(root)[0]
    edit(root, "en/10-one.md", "- Who is near?\n", "")
    edit(root, CHAPTER, "- من القريب منا؟\n", "")
    save(root)
    result = imported(root, returned(out, **{"Who is near?": "من يقف بالقرب؟"}))
    assert [finding.code for finding in result.findings] == ["HB234"]
    assert "من يقف بالقرب" in result.findings[0].message


def test_comments_come_and_a_closed_one_is_closed(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    save(root)
    back = returned(sent(root)[0])
    said = Comment("Rana", "هل هذا صحيح؟")
    units = tuple(replace(u, comments=(said,)) if i == 1 else u for i, u in enumerate(back.units))
    imported(root, replace(back, units=units))
    assert save(root)[0].items[1].link.row.comments == (said,)
    done = tuple(replace(u, comments=(replace(said, open=False),)) if i == 1 else u for i, u in enumerate(back.units))
    imported(root, replace(back, units=done))
    assert save(root)[0].items[1].open_comments == 0


@pytest.mark.parametrize(
    ("came", "stands"),
    [
        ("\u202bنص كامل\u202c", "نص كامل"),
        ("كلمة \u202aLatin text\u202c هنا", "كلمة [Latin text]{.ltr} هنا"),
        ("كلمة \u2066+20 2\u2069 هنا", "كلمة [+20 2]{.ltr} هنا"),
        ("مفتوح \u202a هنا", "مفتوح  هنا"),
        ("علامة\u200f تبقى", "علامة\u200f تبقى"),
    ],
)
def test_embeddings_of_tools_become_spans(came: str, stands: str) -> None:
    assert clean(came) == stands


def test_the_whole_book_comes_back_byte_for_byte(tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "book"
    shutil.copytree(BOOK, root)
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    for language in ("ar", "fr"):
        surveyed, _, _ = status.survey(load(root), (language,))
        for out in sent(root, language):
            progress = next(each for each in surveyed if each.translation.stem == out.chapter)
            result = plan(progress, returned(out), "back.po")
            assert (result.findings, result.text) == ([], progress.translation.text)
            assert len(result.changes) == len([unit for unit in out.units if unit.target])
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before


def test_crlf_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    (root / CHAPTER).write_bytes(b"\xef\xbb\xbf" + TARGET.replace("\n", "\r\n").encode())
    save(root)
    imported(root, returned(sent(root)[0], **{"Who is near?": "من هنا؟"}))
    new = (root / CHAPTER).read_bytes()
    assert new == b"\xef\xbb\xbf" + TARGET.replace("\n", "\r\n").replace("من القريب منا؟", "من هنا؟").encode()


assert re.search("Who is near", SOURCE)


TABLES = """# One {{#one}}

## First {{#first}}

::: table
{0} one.

| {0} | B |
|---|---|
| {0} a | 1 |
:::

| {0} bare | C |
|---|---|
| {0} b | 2 |

| {0} second | D |
|---|---|
| {0} c | 3 |

## Second {{#second}}

::: table
{0} two.

| {0} E | F |
|---|---|
| {0} d | 4 |
:::
"""


def test_a_table_belongs_to_its_own_section(tmp_path: Path) -> None:
    """Tables without ids, of one shape, in two sections and beside each other."""
    root = handbook(tmp_path, {"en/10-one.md": TABLES.format("word"), CHAPTER: TABLES.format("كلمة")})
    progress = save(root)[0]
    places = [(item.link.sources[0].place.line, item.link.targets[0].place.line) for item in progress.items]
    assert len(places) == 21
    assert [ours for ours, theirs in places if ours != theirs] == []


@pytest.mark.parametrize("form", ["po", "xliff", "xliff12", "docx"])
def test_a_comment_on_a_paragraph_without_translation_is_shown(form: str, tmp_path: Path) -> None:
    """HB236: it has no record to live in, and is not lost."""
    from handbookpub.translate.desk import READERS, WRITERS

    root = handbook(tmp_path)
    (root / CHAPTER).write_text(TARGET.replace(MISSING["item"], ""), encoding="utf-8")
    save(root)
    out = sent(root)[0]
    said = Comment("Rana", "What does this mean?")
    units = tuple(replace(u, comments=(said,)) if u.state == "untranslated" else u for u in out.units)
    suffix, write = WRITERS[form]
    read = READERS[suffix][1 if form == "xliff12" else 0]
    result = planned(root, read(write(replace(out, units=units))))
    assert [finding.code for finding in result.findings] == ["HB236"]
    assert "Rana" in result.findings[0].message and said.text in result.findings[0].message
    assert result.text == text(root)
