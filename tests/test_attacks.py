"""Attacks on the translators' side, through the command line: no work is lost, nothing stale counts as current."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from handbookpub.translate.evidence import signature
from handbookpub.translate.exchange.codes import decode, encode, reflow
from handbookpub.translate.exchange.companions import recognised
from handbookpub.translate.exchange.model import Unreadable
from handbookpub.translate.spans import Source
from support.cli import run
from support.teams import PATHS, SOURCE, TARGET, edit, handbook

RECORD = "records/ar/10-one.toml"
FIRST = ("The first minutes count. Be calm and honest.", "The first hours count. Be calm and honest.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small handbook with its records, two of which a second person reviewed."""
    book = handbook(tmp_path)
    assert command(book, "status", "--brief")[0] == 0
    assert command(book, "mark", "ar", "ar/10-one.md:3", "translated", "--by", "Amal")[0] == 0
    assert command(book, "mark", "ar", "10-one#after", "reviewed", "--by", "Rana")[0] == 0
    return book


def command(root: Path, *words: object) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    result = run("-C", root, *words)
    return result.exit_code, result.output


def text(root: Path, name: str = RECORD) -> str:
    return (root / name).read_text(encoding="utf-8")


def counts(root: Path, *words: object) -> str:
    """The line of the table for the chapter."""
    output = command(root, "status", "-l", "ar", "--brief", *words)[1]
    return next(line.partition("%")[2].strip() for line in output.splitlines() if "10-one" in line)


# --- records ---

DAMAGE = {
    "conflict": ("[[segment]]\n", "<<<<<<< HEAD\n[[segment]]\n"),
    "field": ('state = "reviewed"', 'state = "approved"'),
    "comment": ('state = "reviewed"', 'comment = "call her"\nstate = "reviewed"'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_record_is_left_for_a_person_to_mend(root: Path, damage: str) -> None:
    old, new = DAMAGE[damage]
    broken = text(root).replace(old, new, 1)
    (root / RECORD).write_text(broken, encoding="utf-8")
    edit(root, PATHS["ar"], "من القريب منا؟", "من القريب منا الآن؟")
    code, output = command(root, "status")
    assert code == 1 and RECORD in output
    assert command(root, "mark", "ar", "ar/10-one.md:3", "translated", "--by", "Amal")[0] == 2
    assert command(root, "comment", "ar", "ar/10-one.md:3", "Is it so?", "--by", "Amal")[0] == 2
    assert text(root) == broken


def test_a_record_that_was_moved_on_by_hand_stays_unproven(root: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    edit(root, RECORD, FIRST[0], FIRST[1])
    edit(root, PATHS["ar"], "من القريب منا؟", "من القريب منا الآن؟")
    command(root, "status")
    assert "1 stale" in counts(root)
    command(root, "comment", "ar", "ar/10-one.md:3", "Is it so?", "--by", "Rana")
    assert "1 stale" in counts(root)
    assert "HB206" in command(root, "check")[1]


def test_a_file_that_comes_back_does_not_prove_a_record(root: Path, tmp_path: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    edit(root, RECORD, FIRST[0], FIRST[1])
    command(root, "export", "ar", "--format", "po", "-o", tmp_path / "out")
    command(root, "import", "ar", tmp_path / "out" / "10-one.po")
    assert "1 stale" in counts(root)


def test_broken_lists_of_baselines_and_edits_are_not_written_over(root: Path) -> None:
    assert command(root, "freeze", "2026-11")[0] == 0
    names = ("records/baselines.toml", "records/en/10-one.toml")
    edit(root, PATHS["en"], *FIRST)
    assert command(root, "mark", "en", "en/10-one.md:3", "no-effect", "--by", "Sam")[0] == 0
    edit(root, PATHS["en"], "Lock them away.", "Lock them up.")
    for name in names:
        (root / name).write_text(f"<<<<<<< HEAD\n{text(root, name)}", encoding="utf-8")
    before = [text(root, name) for name in names]
    assert command(root, "freeze", "2026-12")[0] == 2
    assert command(root, "freeze", "2026-11")[0] == 2
    assert command(root, "mark", "en", "en/10-one.md:39", "no-effect", "--by", "Sam")[0] == 2
    assert [text(root, name) for name in names] == before
    assert command(root, "status")[0] == 1


# --- staleness ---

CELLS = SOURCE.replace("| Low | Write it down. |", "| Low | Act within 2 hours. |")


def test_a_cell_is_not_current_because_another_has_the_old_text_in_the_baseline(tmp_path: Path) -> None:
    root = handbook(tmp_path, {PATHS["en"]: CELLS, PATHS["ar"]: TARGET.replace("دوّنه.", "تصرف خلال ساعتين 2.")})
    command(root, "status")
    edit(root, PATHS["en"], "| High | Act within 2 hours. |", "| High | Act within 3 hours. |")
    assert "1 stale" in counts(root)
    command(root, "freeze", "2026-11")
    assert "1 stale" in counts(root)


def test_a_slip_mended_after_a_baseline_does_not_hide_what_the_source_said_since(root: Path) -> None:
    command(root, "freeze", "2026-11")
    edit(root, PATHS["en"], *FIRST)
    assert "1 ahead" in counts(root)
    edit(root, PATHS["ar"], "كن هادئًا وصادقًا.", "كن هادئًا صادقًا.")
    command(root, "status")
    command(root, "freeze", "2026-12")
    assert "1 stale" in counts(root)


def test_a_mechanical_mend_makes_nothing_current(root: Path) -> None:
    edit(root, PATHS["ar"], "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا مع الفريك.")
    edit(root, PATHS["ar"], "مع الفريك", "مع الفريق\u06a9")
    command(root, "status")
    edit(root, PATHS["en"], *FIRST)
    assert "1 stale" in counts(root)
    command(root, "check", "--fix")
    assert "\u06a9" not in text(root, PATHS["ar"])
    assert "1 stale" in counts(root)


# --- people ---

FRENCH = {
    "handbook.toml": 'id = "team"\nsource = "en"\n[languages.en]\ntitle = "Team"\n[languages.ar]\ntitle = "فريق"\n'
    '[languages.fr]\ntitle = "Équipe"\n',
    "fr/10-one.md": TARGET.replace(".خطر", ".danger"),
}


def test_an_edit_is_without_effect_only_for_those_who_translated_the_text_before_it(tmp_path: Path) -> None:
    root = handbook(tmp_path, FRENCH)
    command(root, "status")
    edit(root, PATHS["en"], *FIRST)
    edit(root, PATHS["ar"], "الدقائق الأولى", "الساعات الأولى")
    command(root, "status")
    edit(root, PATHS["en"], "Be calm and honest.", "Be calm, and honest.")
    code, output = command(root, "mark", "en", "en/10-one.md:3", "no-effect", "--by", "Sam")
    assert code == 2 and "minutes" in output
    command(root, "mark", "fr", "fr/10-one.md:3", "translated", "--by", "Zoé")
    assert "1 stale" in counts(root)


def test_marking_a_chapter_takes_no_review_away(root: Path) -> None:
    assert "2 reviewed" in counts(root)
    command(root, "mark", "ar", "10-one", "translated", "--by", "Amal")
    assert "2 reviewed" in counts(root)


@pytest.mark.parametrize("name", ["amal", "Amal ", "AMAL", "Ａmal", " A mal"[1:].replace(" ", "\u200d")])
def test_nobody_reviews_what_they_translated_under_another_spelling(root: Path, name: str) -> None:
    code, output = command(root, "mark", "ar", "ar/10-one.md:3", "reviewed", "--by", name)
    assert code == 1 and "second person" in output


def test_a_reviewer_s_name_stays_when_another_imports(root: Path, tmp_path: Path) -> None:
    command(root, "export", "ar", "--format", "xliff", "-o", tmp_path / "out")
    before = text(root)
    assert command(root, "import", "ar", tmp_path / "out" / "10-one.xlf", "--by", "Karim")[0] == 0
    assert text(root) == before


def test_reviews_that_nobody_signs_are_told(root: Path, tmp_path: Path) -> None:
    command(root, "mark", "ar", "10-one#before", "reviewed", "--by", "Rana")
    command(root, "export", "ar", "--format", "xliff", "-o", tmp_path / "out")
    edit(root, PATHS["ar"], "من القريب منا؟", "من القريب منا الآن؟")
    command(root, "status")
    edit(root, PATHS["ar"], "من القريب منا الآن؟", "من القريب منا؟")
    command(root, "status")
    output = command(root, "import", "ar", tmp_path / "out" / "10-one.xlf")[1]
    assert "ar/10-one.md:9:3: came back as reviewed" in output and "--by" in output
    assert command(root, "import", "ar", tmp_path / "out" / "10-one.xlf", "--by", "Rana")[1].startswith("0 texts")
    assert "17 reviewed" in counts(root)


def test_pairing_keeps_what_was_said(root: Path) -> None:
    command(root, "comment", "ar", "ar/10-one.md:3", "Is this the word\nof the [[law]]?", "--by", "Rana \"R\"\n= 1")
    assert command(root, "pair", "ar", "ar/10-one.md:3", "en/10-one.md:3")[0] == 0
    assert "of the [[law]]?" in command(root, "status")[1]


# --- chapters that move ---


def test_a_chapter_with_a_new_name_keeps_its_record(root: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    for code in ("en", "ar"):
        (root / code / "10-one.md").rename(root / code / "15-two.md")
    for _ in range(2):
        output = command(root, "status", "-l", "ar", "--brief")[1]
        assert "2 reviewed" in output and "1 stale" in output


def test_a_section_that_moves_to_another_chapter_keeps_its_record(root: Path) -> None:
    edit(root, PATHS["en"], "Lock them away.", "Lock them up.")
    for code, head in (("en", "Later"), ("ar", "لاحقًا")):
        whole = text(root, f"{code}/10-one.md")
        cut = whole.index("## After" if code == "en" else "## بعد")
        end = whole.index("[^n]: ")
        (root / code / "20-two.md").write_text(f"# {head} {{#later}}\n\n{whole[cut:end]}", encoding="utf-8")
        (root / code / "10-one.md").write_text(whole[:cut] + whole[end:], encoding="utf-8")
    for _ in range(2):
        output = command(root, "status", "-l", "ar", "--brief")[1]
        assert "1 reviewed" in output and "1 stale" in output


def test_words_that_two_chapters_share_have_not_moved(root: Path) -> None:
    same = next(line for line in text(root, "ar/10-one.md").split("\n") if "هادئًا" in line)
    (root / "en/20-two.md").write_text("# Later {#later}\n\nStay quiet and say what is true.\n", encoding="utf-8")
    (root / "ar/20-two.md").write_text(f"# لاحقًا {{#later}}\n\n{same}\n", encoding="utf-8")
    output = command(root, "status", "-l", "ar", "--brief")[1]
    assert "20-two" in output
    assert "100 %  2 translated" in output


# --- what comes back ---

HOSTILE = {
    "null": "a\\000b", "escape": "\\033[2Jكن هادئًا", "delete": "كن \\177 هادئًا",
    "heading": "# كن هادئًا", "list": "- كن هادئًا", "rule": "---", "note": "[^n]: كن هادئًا", "block": "::: danger",
    "definition": "[الخطة]: https://example.org", "quote": "> كن هادئًا",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_does_not_come_in(root: Path, tmp_path: Path, kind: str) -> None:
    command(root, "export", "ar", "--format", "po", "-o", tmp_path / "out")
    file = tmp_path / "out" / "10-one.po"
    sent = file.read_text(encoding="utf-8")
    file.write_text(sent.replace("الدقائق الأولى مهمة. كن هادئًا وصادقًا.", HOSTILE[kind]), encoding="utf-8")
    before = text(root, PATHS["ar"])
    code, output = command(root, "import", "ar", file)
    assert "\x1b" not in output and "\0" not in output
    assert (code, text(root, PATHS["ar"])) == (1, before), output


@pytest.mark.parametrize("sign", ["\\r\\r", "\\xe2\\x80\\xa8", "\\xc2\\x85", "\\v"])
def test_line_ends_that_a_tool_typed_do_not_cut_a_paragraph(root: Path, tmp_path: Path, sign: str) -> None:
    command(root, "export", "ar", "--format", "po", "-o", tmp_path / "out")
    file = tmp_path / "out" / "10-one.po"
    sent, new = file.read_text(encoding="utf-8"), f"\\xef\\xbb\\xbfالساعات{sign}الأولى. كن"
    file.write_text(sent.replace("الدقائق الأولى مهمة. كن", new), encoding="utf-8")
    assert command(root, "import", "ar", file)[0] == 0
    assert "\nالساعات الأولى. كن" in text(root, PATHS["ar"])


LONG = {
    "comments": "<!--" * 8_000, "calls": "[^" * 15_000, "spaces": f"a{' ' * 40_000}b", "tag": f"<{' ' * 30_000}g1>",
    "marks": " **a" * 8_000 + "a*" * 8_000, "links": "[" * 8_000 + "](a)" * 8_000, "ticks": "` `` " * 8_000,
    "title": f"](a{' ' * 30_000}", "brackets": "[" * 40_000, "stars": "*" * 40_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_no_text_takes_minutes(kind: str) -> None:
    start = time.process_time()
    coded = encode(LONG[kind])
    assert decode(reflow(coded.tagged()), coded).split() == LONG[kind].split()
    signature(LONG[kind])
    heading = Source(f"## {LONG[kind]} {{#a}}", "a.md")
    assert heading.markdown((3, 10)) == heading.text[3:10]
    assert time.process_time() - start < 4


def test_a_prolog_of_many_parts_is_read_at_once() -> None:
    start = time.process_time()
    with pytest.raises(Unreadable):
        recognised(b"<?a?>" * 800 + b"<", "tmx")
    assert time.process_time() - start < 1


def test_hostile_files_are_refused_in_a_sentence(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for form in ("po", "xliff", "docx"):
        command(root, "export", "ar", "--format", form, "-o", out)
    before = text(root, PATHS["ar"])
    words = "الدقائق الأولى"
    po, xlf = (text(out, f"10-one.{suffix}") for suffix in ("po", "xlf"))
    legend = '#. <g7> = "\\ud800" "\\ud801"\n#. paragraph'
    files = {
        "surrogate.po": po.replace("#. paragraph", legend).replace(words, "<g7>a</g7>").encode(),
        "long.po": po.replace(words, "كن " * 20_000).encode(),
        "order.xlf": xlf.replace("<target", '<target order="²"').replace(words, "<pc id='1'>" * 200).encode(),
        "nested.docx": repacked(out / "10-one.docx", words, "&lt;g1&gt;" * 2_000 + "&lt;/g1&gt;" * 2_000),
        "bomb.docx": repacked(out / "10-one.docx", words, " " * 31_000_000),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        code, output = command(root, "import", "ar", tmp_path / name)
        assert (code, text(root, PATHS["ar"])) == (1, before), output
        assert "hint: " in output
    assert command(root, "import", "ar", "/dev/zero")[0] == 1


def repacked(document: Path, old: str, new: str) -> bytes:
    """A document with another text in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(document) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(old.encode(), new.encode()))
    return packed.getvalue()


def test_a_text_without_its_record_does_not_stay(root: Path, tmp_path: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    command(root, "export", "ar", "--format", "po", "-o", tmp_path / "out")
    file = tmp_path / "out" / "10-one.po"
    file.write_text(text(tmp_path, "out/10-one.po").replace("الدقائق الأولى", "الدقائق القليلة"), encoding="utf-8")
    before = text(root, PATHS["ar"])
    (root / RECORD).write_text(f"<<<<<<< HEAD\n{text(root)}", encoding="utf-8")
    assert command(root, "import", "ar", file)[0] == 2
    assert text(root, PATHS["ar"]) == before


@pytest.mark.parametrize("row", [2, 3, 4, 5])
def test_of_equal_cells_the_one_whose_source_changed_is_stale(tmp_path: Path, row: int) -> None:
    def table(head: str, cell: str) -> str:
        return "\n".join([f"# {head} {{#t}}", "", f"| {head} |", "|---|", *[f"| {cell} |"] * 5, ""])

    translated = table("عنوان", "تصرف خلال 2 ساعات الآن.")
    root = handbook(tmp_path, {PATHS["en"]: table("Title", "Act within 2 hours now."), PATHS["ar"]: translated})
    command(root, "status")
    lines = text(root, PATHS["en"]).split("\n")
    lines[3 + row] = "| Act within 3 hours now. |"
    (root / PATHS["en"]).write_text("\n".join(lines), encoding="utf-8")
    assert f"ar/10-one.md:{4 + row}:3: stale" in command(root, "status", "-l", "ar")[1]


def test_a_chapter_with_two_versions_of_a_text_is_not_recorded(root: Path) -> None:
    edit(root, PATHS["en"], *FIRST)
    old = "الدقائق الأولى مهمة. كن هادئًا وصادقًا."
    edit(root, PATHS["ar"], old, f"<<<<<<< HEAD\n{old}\n=======\nالدقائق الأولى مهمة جدًا.\n>>>>>>> amal")
    before = text(root)
    code, output = command(root, "status")
    assert (code, text(root)) == (1, before) and "HB011" in output
