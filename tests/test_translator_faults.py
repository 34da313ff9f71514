"""What goes wrong at the translators' desk: each fault is a sentence, exit 1 or 2, and no file is touched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.cli import contents, write
from support.week import TOML, Desk

AR, EN = "ar/10-contact.md", "en/10-contact.md"
RECORD = "records/ar/10-contact.toml"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A handbook with records, and exports of it beside; no test changes them."""
    desk = Desk.new(tmp_path_factory.mktemp("faults") / "handbook")
    desk.done("status", "--brief")
    for form in ("po", "xliff", "docx"):
        desk.done("export", "ar", "--format", form, "-o", desk.root.parent / form)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A handbook of one's own, writable again afterwards."""
    own = Desk.new(tmp_path / "handbook")
    own.done("status", "--brief")
    yield own
    for path in [own.root, *own.root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def refused(desk: Desk, *words: object) -> tuple[int, str]:
    """Exit code and message of a command that must not touch a byte of the handbook."""
    before = contents(desk.root)
    code, lines = desk.run(*words)
    assert contents(desk.root) == before
    assert code in (1, 2), "\n".join(lines)
    told = [line for line in lines if line.startswith("Error: ") or " HB" in line]
    assert len(told) == 1, "one fault, one sentence: " + "\n".join(lines)
    return code, told[0]


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("notes.txt", "no document")
    return data.getvalue()


FALSE = {
    "empty.po": (b"", "no entry"),
    "empty.docx": (b"", "no Word document"),
    "empty.xlf": (b"", "no well-formed XML"),
    "picture.xlf": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no well-formed XML"),
    "page.xlf": (b"<html><body>hello</body></html>", "<html>"),
    "archive.docx": (_zip(), "no Word document"),
    "archive.po": (_zip(), "UTF-8"),
    "latin.po": ('msgid "é"\nmsgstr "é"\n'.encode("latin-1"), "UTF-8"),
    "entities.xlf": (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "document type declaration"),
    "report.pdf": (b"%PDF-1.4", ".pdf"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_file_that_is_not_what_it_says(name: str, shelf: Desk, tmp_path: Path) -> None:
    data, reason = FALSE[name]
    (tmp_path / name).write_bytes(data)
    code, told = refused(shelf, "import", "ar", tmp_path / name)
    assert code == 1 and told.startswith(f"{tmp_path / name}:1:1: HB230 ") and reason in told


@pytest.mark.parametrize("name", ["po/10-contact.po", "xliff/10-contact.xlf", "docx/10-contact.docx"])
def test_a_file_that_was_cut_off_changes_nothing(name: str, shelf: Desk, tmp_path: Path) -> None:
    whole = (shelf.root.parent / name).read_bytes()
    cut = write(tmp_path, {Path(name).name: whole[: len(whole) // 2]}) / Path(name).name
    assert " HB230 " in refused(shelf, "import", "ar", cut)[1]


def test_a_file_of_another_language_or_book_is_refused(shelf: Desk, tmp_path: Path) -> None:
    po = shelf.root.parent / "po/10-contact.po"
    assert "holds ar, not fr" in refused(shelf, "import", "fr", po)[1]
    other = write(tmp_path, {"handbook.toml": TOML.replace('"week"', '"last-year"')})
    write(other, {EN: shelf.read(EN), AR: shelf.read(AR), "fr/10-contact.md": shelf.read("fr/10-contact.md")})
    assert "the book week, not last-year" in refused(Desk(other), "import", "ar", po)[1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("mark", "ar", "ar/99-no.md:3", "reviewed", "--by", "Omar"), "no chapter '99-no'"),
        (("mark", "ar", "ar/10-contact.md:4", "reviewed", "--by", "Omar"), "ar/10-contact.md:4"),
        (("mark", "ar", "ar/10-contact.md:999", "reviewed", "--by", "Omar"), "ar/10-contact.md:999"),
        (("mark", "ar", "10-contact#nowhere", "reviewed", "--by", "Omar"), "10-contact#nowhere"),
        (("mark", "ar", "a:b:c", "reviewed", "--by", "Omar"), "'a:b:c' is no place"),
        (("mark", "ar", "fr/10-contact.md:3", "reviewed", "--by", "Omar"), "type ar/10-contact.md:3"),
        (("mark", "ar", "en/10-contact.md:3", "reviewed", "--by", "Omar"), "type ar/10-contact.md:3"),
        (("mark", "en", "ar/10-contact.md:3", "no-effect", "--by", "Sam"), "type en/10-contact.md:3"),
        (("mark", "en", "en/10-contact.md:3", "no-effect", "--by", "Sam"), "no translation is stale"),
        (("mark", "xx", "xx/10-contact.md:3", "reviewed", "--by", "Omar"), "'xx'"),
        (("pair", "ar", "ar/10-contact.md:3", "en/20-shelter.md:3"), "one chapter"),
        (("pair", "ar", "ar/10-contact.md:3"), "one of the source"),
        (("pair", "ar", "fr/10-contact.md:3", "en/10-contact.md:3"), "type ar/10-contact.md:3"),
        (("pair", "ar", "ar/10-contact.md:4", "en/10-contact.md:3"), "ar/10-contact.md:4"),
        (("comment", "ar", "ar/10-contact.md:4", "Is it?", "--by", "Rana"), "ar/10-contact.md:4"),
        (("comment", "ar", "10-contact", "Is it?", "--by", "Rana"), "name a line"),
        (("comment", "ar", "ar/10-contact.md:3", "--close"), "no open comment"),
        (("freeze", "../elsewhere"), "'../elsewhere'"),
        (("status", "--since", "2026-11"), "handbookpub freeze NAME"),
        (("status", "--terms"), "handbookpub freeze NAME"),
        (("status", "-l", "en"), "choose from ar, fr"),
        (("export", "xx", "--format", "po", "-o", "out"), "choose from ar, fr"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else "",
)
def test_what_does_not_exist_is_named_with_what_to_type(words: tuple[str, ...], reason: str, shelf: Desk) -> None:
    code, told = refused(shelf, *words)
    assert code == 2 and reason in told


DAMAGED = {
    "conflict": ("\n[[segment]]\n", '\n<<<<<<< HEAD\n[[segment]]\nsource = ["x"]\n=======\n[[segment]]\n', "HB021"),
    "cut": ('"contact"\n', '"contact', "HB021"),
    "unknown key": ("seal =", "sael =", "HB022"),
    "missing key": ("target =", "# target =", "HB023"),
    "wrong value": ('target = ["', 'target = [7, "', "HB024"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_record_is_told_with_its_line_and_kept(kind: str, desk: Desk) -> None:
    old, new, expected = DAMAGED[kind]
    (desk.root / RECORD).write_text(desk.read(RECORD).replace(old, new, 1), encoding="utf-8")
    desk.edit(AR, "- من القريب منا؟", "- من القريب منا الآن؟")
    before = contents(desk.root)
    for words in (("status",), ("check",), ("status", "-l", "ar", "--brief")):
        code, lines = desk.run(*words)
        assert code == 1 and any(line.startswith(f"{RECORD}:") and f" {expected} " in line for line in lines)
    assert contents(desk.root) == before


def test_a_fault_of_another_translation_stops_nobody(desk: Desk) -> None:
    (desk.root / "fr/10-contact.md").write_bytes(b"# Le premier contact\n\n\xff\xfe\n")
    (desk.root / "records/fr/20-shelter.toml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert desk.done("status", "-l", "ar", "--brief")
    desk.done("mark", "ar", f"{AR}:3", "translated", "--by", "Amal")
    assert desk.run("status", "-l", "fr")[0] == 1


def test_a_handbook_without_translations_has_nothing_to_say(tmp_path: Path) -> None:
    config = "\n".join(TOML.splitlines()[:5]) + "\n"
    desk = Desk(write(tmp_path, {"handbook.toml": config, EN: "# One {#one}\n\nText.\n"}))
    assert all(".md" not in line for line in desk.done("status"))
    assert "choose from none" in refused(desk, "export", "ar", "--format", "po", "-o", tmp_path / "out")[1]


def test_a_language_without_chapters_is_all_untranslated_and_can_begin(desk: Desk) -> None:
    for path in [*(desk.root / "fr").iterdir(), *(desk.root / "records/fr").iterdir()]:
        path.unlink()
    (desk.root / "fr").rmdir()
    assert " HB010 " in refused(desk, "status", "-l", "fr")[1]
    (desk.root / "fr").mkdir()
    lines = desk.done("status", "-l", "fr", "--brief")
    assert [line.split("%")[1].strip() for line in lines if "%" in line] == ["10 untranslated", "3 untranslated"]
    out = desk.root.parent / "po"
    desk.done("export", "fr", "--format", "po", "-o", out)
    po = (out / "20-shelter.po").read_text(encoding="utf-8")
    assert 'msgid "The shelter"\nmsgstr ""' in po
    (out / "20-shelter.po").write_text(po.replace('"The shelter"\nmsgstr ""', '"The shelter"\nmsgstr "Le foyer"'),
                                       encoding="utf-8")  # fmt: skip
    assert desk.done("import", "fr", out / "20-shelter.po")[-1] == "1 texts changed, 0 files skipped"
    assert "# Le foyer {#shelter}" in desk.read("fr/20-shelter.md")


@pytest.mark.skipif("os.geteuid() == 0", reason="root may write everywhere")
def test_read_only_files_are_named_and_left(desk: Desk) -> None:
    (desk.root / "records/ar").chmod(0o555)
    assert "records/ar" in refused(desk, "mark", "ar", f"{AR}:3", "translated", "--by", "Amal")[1]


def test_a_file_where_a_folder_should_be_is_named_and_left(desk: Desk) -> None:
    for path in (desk.root / "records/ar").iterdir():
        path.unlink()
    (desk.root / "records/ar").rmdir()
    (desk.root / "records/ar").write_text("no folder", encoding="utf-8")
    for words in (("status",), ("mark", "ar", f"{AR}:3", "translated", "--by", "Amal")):
        code, told = refused(desk, *words)
        assert "records/ar" in told and code in (1, 2)
