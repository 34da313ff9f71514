"""A week of the people who translate, through the command line. Each day begins where the day before ended."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support import tools
from support.week import CONTACT, Desk

AR, EN = "ar/10-contact.md", "en/10-contact.md"


def monday(desk: Desk) -> None:
    """A paragraph is missing, is written, is translated. The author edits two; one was only a typing slip."""
    missing = "لا تكتب إلا ما تحتاج إليه[^n].\n\n[^n]: رمز الحالة، ولا تكتب اسمًا أبدًا.\n"
    desk.done("status", "--brief")
    desk.edit(AR, missing, "")
    assert desk.wants("ar") == ["en/10-contact.md:18:1: untranslated", "en/10-contact.md:20:7: untranslated"]
    desk.edit(AR, "- كم من الوقت لدينا؟\n", "- كم من الوقت لدينا؟\n\n" + missing.rstrip("\n") + "\n")
    table = desk.done("status", "-l", "ar", "--brief")
    assert [line.split("%")[1].strip() for line in table if "%" in line] == ["10 translated", "3 translated"]

    desk.edit(EN, "within 48 hours", "within 72 hours")
    desk.edit(EN, "Choose a quite place.", "Choose a quiet place.")
    lines = desk.done("status", "-l", "ar")
    assert "ar/10-contact.md:5:1: stale" in lines
    assert "  source: Ask who is near. Call back within [-48-] {+72+} hours." in lines
    assert "  source: Choose a [-quite-] {+quiet+} place. Tell a colleague where you are." in lines

    place = desk.at(EN, "quiet place")
    assert desk.done("mark", "en", place, "no-effect", "--by", "Sam") == [f"{place}:1: no-effect"]
    for language in ("ar", "fr"):
        assert desk.wants(language) == [f"{language}/10-contact.md:5:1: stale"]
    assert desk.read(AR).replace("\n\n", "\n") == CONTACT["ar"].replace("\n\n", "\n")


def tuesday(desk: Desk) -> None:
    """The source is frozen for the translators. The author goes on; the translators are not disturbed."""
    assert desk.done("freeze", "2026-11") == [f"3 files in {desk.root}/records/frozen/2026-11"]
    desk.edit(EN, "Be calm and honest.", "Be calm, honest and brief.")
    lines = desk.done("status", "-l", "ar")
    assert lines[0].startswith("baseline 2026-11 (")
    assert next(line for line in lines if line.startswith(AR)).endswith("9 translated, 1 stale, 1 ahead")
    assert desk.wants("ar", "--head") == ["ar/10-contact.md:3:1: stale", "ar/10-contact.md:5:1: stale"]

    sheet = desk.done("status", "--since", "2026-11")
    assert sheet[1:] == [
        "en/10-contact.md:3:1: changed",
        "  The first minutes count. Be [-calm-] {+calm, honest+} and [-honest.-] {+brief.+}",
        "  translated at ar/10-contact.md:3:1",
        "  translated at fr/10-contact.md:3:1",
    ]
    code, lines = desk.run("status", "--since", "2026-12")
    assert (code, len(lines)) == (2, 1) and "2026-12" in lines[0] and "2026-11" in lines[0]


def wednesday(desk: Desk) -> None:
    """The team agrees on another word. Two segments have the old one, and go out as PO with the reason."""
    desk.edit("terms.csv", "مأوى", "دار إيواء")
    lines = desk.done("status", "-l", "ar", "--terms")
    assert [line for line in lines if line[0] != " "] == [
        "ar/20-shelter.md:1:3: shelter: مأوى → دار إيواء",
        "ar/20-shelter.md:3:1: shelter: مأوى → دار إيواء",
    ]
    assert desk.done("status", "-l", "fr", "--terms") == []
    out = desk.root.parent / "terms"
    desk.done("export", "ar", "--format", "po", "--terms", "-o", out)
    assert sorted(path.name for path in out.glob("*.po")) == ["20-shelter.po"]
    po = (out / "20-shelter.po").read_text(encoding="utf-8")
    assert po.count("\nmsgctxt ") == po.count("#, fuzzy") == 2
    assert po.count("مأوى → دار إيواء") == 2

    new = po.replace('msgstr "المأوى"', 'msgstr "دار الإيواء"')
    new = new.replace('msgstr "المأوى بيت', 'msgstr "دار الإيواء بيت').replace("#, fuzzy\n", "")
    (out / "20-shelter.po").write_text(new, encoding="utf-8")
    before = desk.read("ar/20-shelter.md")
    assert desk.done("import", "ar", out)[-1].startswith("2 texts changed, ")
    assert desk.read("ar/20-shelter.md") == before.replace("المأوى", "دار الإيواء")
    assert desk.done("status", "-l", "ar", "--terms") == []


def thursday(desk: Desk) -> None:
    """A PO file goes to a tool and a Word file to a reviser, while a colleague works on in the chapter."""
    po, word = desk.root.parent / "for-amal", desk.root.parent / "for-rana"
    desk.done("export", "ar", "--format", "po", "-o", po)
    desk.done("export", "ar", "--format", "docx", "-o", word)
    _in_a_tool(po / "10-contact.po", {
        "Who is near?": "من يقف بالقرب؟",
        "How long can we talk?": "ما الوقت المتاح لنا؟",
        "Ask who is near. Call back within 72 hours.": "اسأل من القريب. وعاود الاتصال خلال 72 ساعة.",
    })  # fmt: skip
    desk.edit(AR, "- من القريب منا؟", "- من القريب منا الآن؟")
    before = desk.read(AR)

    assert desk.run("import", "ar", po, "--dry-run")[1][-1].startswith("2 texts would change, ")
    assert desk.read(AR) == before
    code, lines = desk.run("import", "ar", po)
    assert code == 1
    found = [line for line in lines if " HB" in line]
    assert len(found) == 1 and found[0].startswith("ar/10-contact.md:15:3: HB231 ")
    assert "من القريب منا الآن؟" in found[0] and "من يقف بالقرب؟" in found[0]
    after = before.replace("كم من الوقت لدينا؟", "ما الوقت المتاح لنا؟").replace("48", "72")
    assert desk.read(AR) == after
    assert desk.wants("ar") == []

    _in_word(word / "10-contact.docx", "كن هادئًا", "كن هادئًا تمامًا", "رنا", "هل يكفي هذا؟")
    code, lines = desk.run("import", "ar", word / "10-contact.docx")
    assert (code, lines[-1]) == (0, "1 texts changed, 0 files skipped"), lines
    assert desk.read(AR) == after.replace("كن هادئًا", "كن هادئًا تمامًا")


def friday(desk: Desk) -> None:
    """What is said is answered; a second person reviews; the book is checked and built."""
    place = desk.at(AR, "كن هادئًا تمامًا")
    lines = desk.done("status", "-l", "ar")
    assert f"{place}:1: translated" in lines and "  رنا: هل يكفي هذا؟" in lines
    code, lines = desk.run("mark", "ar", place, "reviewed", "--by", "Omar")
    assert code == 1 and "comment" in lines[0] and "close" in lines[0]
    assert desk.done("comment", "ar", place, "--close") == [f"{place}:1: closed"]
    desk.done("mark", "ar", place, "translated", "--by", "Amal")
    code, lines = desk.run("mark", "ar", place, "reviewed", "--by", "Amal")
    assert code == 1 and "a second person reviews" in lines[0]
    assert desk.done("mark", "ar", place, "reviewed", "--by", "Omar") == [f"{place}:1: reviewed"]
    assert "1 reviewed" in next(line for line in desk.done("status", "-l", "ar") if line.startswith(AR))

    _one_for_two(desk)
    _a_record_bumped_by_hand(desk)
    code, lines = desk.run("check", "-l", "ar")
    assert code == 0, "\n".join(lines)
    out = desk.root.parent / "out"
    desk.done("build", "-l", "ar", "-f", "html", "-o", out)
    page = (out / "ar" / "contact.html").read_text(encoding="utf-8")
    for words in ("كن هادئًا تمامًا", "ما الوقت المتاح لنا؟", "72", "من القريب منا الآن؟"):
        assert words in page


def _one_for_two(desk: Desk) -> None:
    """New text: two paragraphs for one, and one for two. Only a person can say so, and it stays said."""
    desk.edit(EN, "- Who is near?", "Drink water, and then rest for a while.\n\n- Who is near?")
    desk.edit(AR, "- من القريب", "اشرب ماء.\n\nثم استرح قليلًا.\n\n- من القريب")
    shelter = "{}/20-shelter.md"
    desk.edit(shelter.format("en"), "Its address", "It has rules.\n\nEverybody keeps them.\n\nIts address")
    desk.edit(shelter.format("ar"), "عنوانه", "للدار قواعد يلتزم بها الجميع.\n\nعنوانه")
    desk.run("status", "--brief")
    pairs = [
        (desk.at(AR, "اشرب"), desk.at(AR, "استرح"), desk.at(EN, "Drink")),
        (desk.at(shelter.format("ar"), "قواعد"), desk.at(shelter.format("en"), "rules"),
         desk.at(shelter.format("en"), "Everybody")),
    ]  # fmt: skip
    for places in pairs:
        assert all(line.endswith(": paired") for line in desk.done("pair", "ar", *places))
    assert desk.wants("ar") == []
    desk.edit(EN, "rest for a while", "rest for an hour")
    assert desk.wants("ar") == [f"{pairs[0][0]}:1: stale"]
    desk.edit(AR, "ثم استرح قليلًا.", "ثم استرح ساعة.")
    assert desk.wants("ar") == []


def _a_record_bumped_by_hand(desk: Desk) -> None:
    """A record that says the translation is of today's source does not make it so."""
    name = "records/ar/10-contact.toml"
    kept = desk.read(name)
    desk.edit(EN, "Call back within 72 hours.", "Call back within 96 hours.")
    desk.edit(name, "Call back within 72 hours.", "Call back within 96 hours.")
    code, lines = desk.run("check", "-l", "ar")
    assert code == 1
    found = [line for line in lines if " HB206 " in line]
    assert len(found) == 1 and found[0].startswith(f"{name}:") and "96 hours" in found[0]
    assert "ar/10-contact.md:5:1: stale" in desk.wants("ar")
    assert "96" in desk.read(name), "nobody undoes it in silence"
    (desk.root / name).write_text(kept, encoding="utf-8")
    desk.edit(EN, "Call back within 96 hours.", "Call back within 72 hours.")
    assert desk.wants("ar") == []


def _in_a_tool(path: Path, texts: dict[str, str]) -> None:
    """What a translator does in a tool that speaks PO, through another program's reader and writer."""
    store = tools.module("translate.storage.factory", "translate-toolkit").getobject(str(path))
    for unit in store.units:
        if str(unit.source) in texts:
            unit.target = texts.pop(str(unit.source))
            unit.markfuzzy(False)
    assert texts == {}
    store.save()


def _in_word(path: Path, old: str, new: str, name: str, said: str) -> None:
    """A reviser changes a word and leaves a comment."""
    document = tools.module("docx", "python-docx").Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    run = next(r for cell in cells for p in cell.paragraphs for r in p.runs if old in r.text)
    run.text = run.text.replace(old, new)
    document.add_comment(run, text=said, author=name, initials=name[0])
    document.save(str(path))


DAYS: tuple[Callable[[Desk], None], ...] = (monday, tuesday, wednesday, thursday, friday)


@pytest.fixture(scope="module")
def evenings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The handbook as each day left it."""
    return {"": Desk.new(tmp_path_factory.mktemp("week") / "handbook").root}


@pytest.mark.parametrize("number", range(len(DAYS)), ids=[day.__name__ for day in DAYS])
def test_a_day_of_the_week(number: int, evenings: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    for before, day in zip((None, *DAYS), DAYS[: number + 1], strict=False):
        if day.__name__ not in evenings:
            root = tmp_path_factory.mktemp(day.__name__) / "handbook"
            shutil.copytree(evenings[before.__name__ if before else ""], root)
            day(Desk(root))
            evenings[day.__name__] = root


def test_merging_paragraphs_mends_nothing_that_is_stale(tmp_path: Path) -> None:
    desk = Desk.new(tmp_path)
    desk.done("status", "--brief")
    desk.edit(EN, "within 48 hours", "within 72 hours")
    desk.edit(AR, "وصادقًا.\n\nاسأل", "وصادقًا. اسأل")
    assert desk.wants("ar") == desk.wants("ar") == ["ar/10-contact.md:3:1: stale"]
    desk.edit(AR, "48", "72")
    assert desk.wants("ar") == []


def test_a_paragraph_that_may_hold_another_one_s_text_asks(tmp_path: Path) -> None:
    """The first paragraph is written anew and joined to the second: it is no translation of the second alone."""
    desk = Desk.new(tmp_path)
    desk.done("status", "--brief")
    desk.edit(AR, "الدقائق الأولى مهمة. كن هادئًا وصادقًا.\n\n", "لحظات البداية ثمينة جدًا، فاحرص على الهدوء والصدق. ")
    assert desk.wants("ar") == ["en/10-contact.md:3:1: untranslated", "ar/10-contact.md:3:1: unsure"]
    desk.done("pair", "ar", "ar/10-contact.md:3", "en/10-contact.md:3", "en/10-contact.md:5")
    assert desk.wants("ar") == []


@pytest.mark.parametrize("now", ["دار إيواء آمنة", "مأوى آمن"])
def test_a_term_is_there_in_its_forms_and_also_if_the_old_word_is_part_of_it(now: str, tmp_path: Path) -> None:
    desk = Desk.new(tmp_path)
    desk.done("freeze", "2026-11")
    desk.edit("terms.csv", "مأوى", now)
    assert len(desk.done("status", "-l", "ar", "--terms")) == 4
    text = desk.read("ar/20-shelter.md")
    new = " ".join(f"ال{word}" for word in now.split()) if now != "دار إيواء آمنة" else "دار الإيواء الآمنة"
    (desk.root / "ar/20-shelter.md").write_text(text.replace("المأوى", new), encoding="utf-8")
    assert desk.done("status", "-l", "ar", "--terms") == []


def test_a_paragraph_written_anew_asks_once_and_is_answered_once(tmp_path: Path) -> None:
    """Nothing but its place says that it is still the translation: another may stand where one was deleted."""
    desk = Desk.new(tmp_path)
    desk.done("status", "--brief")
    new = "ابحث عن موضع لا يسمعكما فيه أحد، ولا تذهب قبل أن يعرف شخص تثق به."
    desk.edit(AR, "اختر مكانًا هادئًا. وأخبر زميلًا بمكانك.", new)
    assert desk.wants("ar") == desk.wants("ar") == ["ar/10-contact.md:13:1: unsure"]
    desk.done("mark", "ar", f"{AR}:13", "translated", "--by", "Amal")
    assert desk.wants("ar") == []
