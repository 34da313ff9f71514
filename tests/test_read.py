"""Reading a folder: everything arrives, nothing outside it is opened, and nothing a user writes is a
traceback.
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbookpub import pandoc, tree
from handbookpub.findings import Finding
from handbookpub.model import Handbook
from handbookpub.read import read_handbook
from handbookpub.reading import chapters, conserve, lexical, mend, settle

HERE = Path(__file__).parent
TOML = """id = "sample"
source = "en"
[languages.en]
title = "Sample"
[languages.ar]
title = "نموذج"
"""
BOOK = sorted((HERE.parent / "handbook").glob("*/*.md"))


def read(root: Path, **files: str | bytes) -> tuple[Handbook, list[Finding]]:
    """A handbook of the smallest kind with some files written over it; `en_01` is en/01-one.md."""
    wanted: dict[str, str | bytes] = {
        "en_01": "# One {#one}\n\nText.\n",
        "ar_01": "# واحد {#one}\n\nنص.\n",
        **files,
    }
    (root / "handbook.toml").write_text(TOML, encoding="utf-8")
    for name, text in wanted.items():
        path = root / name[:2] / f"{name[3:]}-one.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_handbook(root)


def places(findings: list[Finding]) -> list[str]:
    return [f"{finding.place}: {finding.code}" for finding in findings]


def test_the_smallest_handbook_is_read_without_a_finding(tmp_path: Path) -> None:
    handbook, findings = read(tmp_path)
    assert findings == []
    assert [edition.title for edition in handbook.editions] == ["Sample", "نموذج"]
    assert [tree.text(edition.chapters[0].title) for edition in handbook.editions] == ["One", "واحد"]
    assert handbook.source.chapters[0].id == "one"


def test_a_missing_chapter_is_the_source_s_text_with_a_notice(tmp_path: Path) -> None:
    handbook, findings = read(tmp_path, en_02="# Two {#two}\n")
    chapter = handbook.editions[1].chapters[1]
    assert (chapter.id, chapter.language, chapter.notice) == ("two", "en", "untranslated")
    assert places(findings) == ["ar/02-one.md:1:1: HB008"]


def test_front_matter_is_text_and_keeps_the_lines_below_it_in_place(tmp_path: Path) -> None:
    front = "---\nstatus: draft\ncredits: 1.10\nnotes: no\n---\n"
    handbook, findings = read(tmp_path, en_01=front + "# One {#one}\n\nStars ** stay.\n")
    assert handbook.source.chapters[0].meta == {"status": "draft", "credits": "1.10", "notes": "no"}
    assert places(findings) == ["en/01-one.md:8:7: HB104"]


def test_windows_and_mac_files_read_like_any_other(tmp_path: Path) -> None:
    unix, _ = read(tmp_path, ar_01="# واحد\n\nنص **مهم**.\n")
    for text in ("\ufeff# واحد\r\n\r\nنص **مهم**.\r\n", "# واحد\r\rنص **مهم**.\r"):
        other, findings = read(tmp_path, ar_01=text)
        assert (other.editions[1].chapters, findings) == (unix.editions[1].chapters, [])


def test_a_link_of_the_file_system_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret {#secret}\n", encoding="utf-8")
    root = tmp_path / "book"
    root.mkdir()
    read(root)
    (root / "en" / "02-out.md").symlink_to(secret)
    handbook, findings = read_handbook(root)
    assert "en/02-out.md:1:1: HB004" in places(findings)
    assert [chapter.stem for chapter in handbook.source.chapters] == ["01-one"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", []),
        (b"\xff\xfe#\x00", ["en/01-one.md:1:1: HB002"]),
        (b"# One\n\xd9", ["en/01-one.md:2:1: HB002"]),
        (b"# One {#one}\n\n\x00", ["en/01-one.md:3:1: HB003"]),
        (b"---\n", ["en/01-one.md:1:1: HB005"]),
        (b"---\n- a\n---\n# One {#one}\n", ["en/01-one.md:2:1: HB005"]),
        (b"---\n\t: [\n---\n# One {#one}\n", ["en/01-one.md:2:1: HB005"]),
        (b"---\n" + b"[" * 5000 + b"\n---\n# One {#one}\n", ["en/01-one.md:1:1: HB005"]),
        (b"# One {#one}\n\n" + b"> " * 3000 + b"x\n", ["en/01-one.md:1:1: HB007"]),
        (b"# One {#one}\n\n" + b"word " * 20_000 + b"\n", []),
        (b"# One {#one}\n\n" + "كلمة".encode() * 30_000 + b"\n", []),
        (b"::: " * 200, ["en/01-one.md:1:1: HB103"]),
    ],
    ids=range(12),
)
def test_a_strange_file_is_a_finding_and_no_traceback(
    tmp_path: Path, text: bytes, expected: list[str]
) -> None:
    _, findings = read(tmp_path, en_01=text)
    own = [place for place in places(findings) if place.startswith("en/01-one.md")]
    assert sorted(set(own)) == expected


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "en" / "02-folder.md").mkdir()
    assert "en/02-folder.md:1:1: HB001" in places(read_handbook(tmp_path)[1])


@pytest.mark.parametrize("path", BOOK, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_letter_of_our_own_book_arrives(path: Path) -> None:
    body = path.read_text(encoding="utf-8")
    blocks, findings = chapters.read_blocks(body)
    assert [finding for finding in findings if finding.stops] == []
    assert len(tree.text(blocks)) > len(body) / 3  # annex 99 is mostly addresses


def without_positions(text: str) -> tree.Nodes:
    """What pandoc gives without `sourcepos`: an independent witness that settling changes nothing else."""
    reader = pandoc.READER.replace("+sourcepos", "")
    arguments = [pandoc.program(), "--from", reader, "--to", "json"]
    return json.loads(subprocess.run(arguments, input=text.encode(), capture_output=True, check=True).stdout)[
        "blocks"
    ]


def without_keys(node: object) -> object:
    """A tree without the keys of our own."""
    if isinstance(node, list):
        return [without_keys(part) for part in node]
    if isinstance(node, dict):
        return {key: without_keys(part) for key, part in node.items() if key not in ("at", "to")}
    return node


TEXTS = [
    part for path in sorted(HERE.glob("spec/*.md")) for part in path.read_text(encoding="utf-8").split("~~~")
]
SETTLED = [text for text in TEXTS if "referral;\n" not in text and not text.startswith(" html")]


@pytest.mark.parametrize(
    "text", [*SETTLED, *(path.read_text(encoding="utf-8") for path in BOOK)], ids=lambda _: ""
)
def test_a_settled_tree_is_the_tree_without_positions(text: str) -> None:
    settled = settle.join(settle.unwrap(pandoc.read(text)["blocks"]))
    # pandoc sets a box apart from the words of its item only where it keeps positions
    plain = tree.rewrite(without_positions(text), mend.boxes)
    assert without_keys(tree.rewrite(settled, mend.boxes)) == plain


WORD = st.sampled_from(
    ["كلمة", "لـ", "نص", "word", "Palermo", "(2000)", "«أ»", "٣", "12", "كِتَاب", "a_b", "١."]
)
WRAPPED = st.builds(
    lambda left, word, right: left + word + right,
    st.sampled_from(["", "**", "*", "[", "`", "«", "(", "‪", "⁧"]),
    WORD,
    st.sampled_from(["", "**", "*", "]{.ltr}", "](#a)", "`", "»", ")", "‬", "⁩", "،"]),
)
LINE = st.builds(
    lambda start, words: start + " ".join(words),
    st.sampled_from(["", "- ", "> ", "١. ", "2) ", "## ", "- [ ] ", "    ", "| ", "::: note\n"]),
    st.lists(WRAPPED, min_size=1, max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=5).map("\n\n".join))
def test_every_letter_of_any_text_is_in_the_tree_or_found(text: str) -> None:
    blocks, findings = chapters.read_blocks(text)
    if any(finding.stops for finding in findings):
        return
    letters = [character for character in text if conserve.is_letter(character)]
    taken = sum(
        map(len, ("ltr" * text.count("{.ltr}"), "a" * text.count("(#a)"), "note" * text.count(":::")))
    )
    numbers = sum(1 for node in tree.walk(blocks) for _ in tree.items(node) if node["t"] == "OrderedList")
    read = [c for node in tree.walk(blocks) for c in tree.string(node) if conserve.is_letter(c)]
    assert len(letters) - taken - numbers <= len(read) <= len(letters)


def test_a_lost_word_is_named_with_its_place() -> None:
    source = lexical.mask("# One\n\nFirst, second, third.\n")
    blocks, _ = chapters.read_blocks(source.text)
    shorter = tree.rewrite(blocks, lambda node: None if tree.string(node) == "second," else node)
    (found,) = conserve.lost_text(source, shorter, "a.md", set())
    assert (str(found.place), found.code) == ("a.md:3:8", "HB107")
    assert "`second`" in found.message


def test_words_in_another_order_are_found() -> None:
    source = lexical.mask("أولا ثم ثانيا\n")
    blocks, _ = chapters.read_blocks(source.text)
    words = list(tree.children(blocks[0]))
    words[0], words[4] = words[4] | {"at": [1, 1]}, words[0] | {"at": [1, 9]}
    assert list(conserve.lost_text(source, [tree.with_children(blocks[0], words)], "a.md", set()))


def test_marks_on_letters_are_letters_too() -> None:
    assert all(conserve.is_letter(character) for character in unicodedata.normalize("NFD", "كِتَاب٣é"))
