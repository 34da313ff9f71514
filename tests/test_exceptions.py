"""An exception is signed for one text: it moves with that text, and ends when the text changes."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

import pytest

from support.cli import SMALLEST, contents, run, write

FAULTY = "This ** stays as it is quoted in the law of the country."
CHAPTER = f"# One {{#one}}\n\nFirst text of the chapter.\n\n{FAULTY}\n\nThe last text.\n"
NAME, OTHER, FILE = "en/01-one.md", "en/02-two.md", "exceptions.toml"
SIGNED = ("--by", "Amal", "--why", "Quoted: from the law, \"as is\"", "--until", "9999-12-31")


def handbook(folder: Path, text: str = CHAPTER, **more: str) -> Path:
    files = {"handbook.toml": 'id = "s"\nsource = "en"\n[languages.en]\ntitle = "S"\n', NAME: text, **more}
    return write(folder, files)


def found(root: Path) -> list[str]:
    """Place and code of each finding of `check`."""
    lines = run("-C", root, "check").stdout.splitlines()
    return [" ".join(line.split()[:2]) for line in lines if not line.startswith("hint:")]


def sign(root: Path, code: str = "HB104", place: str = f"{NAME}:5") -> str:
    result = run("-C", root, "except", code, place, *SIGNED)
    assert result.exit_code == 0, result.output
    return result.output


def rows(root: Path) -> list[dict[str, str]]:
    return tomllib.loads((root / FILE).read_text(encoding="utf-8"))["exception"]


@pytest.mark.parametrize(
    "changed",
    [
        CHAPTER,
        CHAPTER.replace("First", "New.\n\n- a list\n- of two\n\nFirst"),
        CHAPTER.replace("First text of the chapter.\n\n", ""),
        CHAPTER.replace(" as it is", "\nas it is"),
        CHAPTER.replace(FAULTY, f"- {FAULTY}"),
        CHAPTER.replace("The last text.", "The last text is another one now."),
    ],
    ids=["as it was", "further down", "further up", "lines of another length", "now an item", "others changed"],
)
def test_an_exception_goes_where_its_text_goes(tmp_path: Path, changed: str) -> None:
    root = handbook(tmp_path)
    assert found(root) == [f"{NAME}:5:6: HB104"]
    assert "until 9999-12-31 or when the text there changes" in sign(root)
    (root / NAME).write_text(changed, encoding="utf-8")
    assert found(root) == []


def test_it_goes_to_another_chapter_of_its_language_and_of_no_other(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALLEST, NAME: CHAPTER, "ar/01-one.md": "# واحد {#one}\n\nنص الفصل.\n"})
    sign(root)
    (root / NAME).write_text(CHAPTER.replace(f"{FAULTY}\n\n", ""), encoding="utf-8")
    (root / OTHER).write_text(f"# Two {{#two}}\n\n{FAULTY}\n", encoding="utf-8")
    assert [line for line in found(root) if "HB104" in line or FILE in line] == []
    (root / OTHER).rename(root / "ar/02-two.md")
    assert {"ar/02-two.md:3:6: HB104", f"{FILE}:3:3: HB032"} <= set(found(root))


def test_when_the_text_changes_the_finding_is_back_and_the_exception_void(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    sign(root)
    (root / NAME).write_text(CHAPTER.replace("of the country", "of another country"), encoding="utf-8")
    assert found(root) == [f"{NAME}:5:6: HB104", f"{FILE}:3:3: HB032"]
    assert f"handbookpub except HB104 {NAME}:5 --by NAME" in run("-C", root, "check").output
    sign(root)
    assert found(root) == []
    assert len(rows(root)) == 1


def test_a_twin_of_the_text_is_not_excused(tmp_path: Path) -> None:
    root = handbook(tmp_path, f"{CHAPTER}\n{FAULTY}\n")
    sign(root, place=f"{NAME}:9")
    assert found(root) == [f"{NAME}:5:6: HB104"]


def test_of_two_cells_on_a_line_one_is_excused(tmp_path: Path) -> None:
    table = "# One {#one}\n\n::: {.table #t}\nLevels.\n\n| a ** b | c ** d |\n|---|---|\n| x | y |\n:::\n"
    root = handbook(tmp_path, table)
    assert found(root) == [f"{NAME}:6:5: HB104", f"{NAME}:6:14: HB104"]
    assert "name one, en/01-one.md:6:5 or en/01-one.md:6:14" in refused(root, place=f"{NAME}:6")
    sign(root, place=f"{NAME}:6:14")
    assert found(root) == [f"{NAME}:6:5: HB104"]


def test_a_finding_at_a_fence_belongs_to_the_text_below_it(tmp_path: Path) -> None:
    text = "# One {#one}\n\nText.\n\n::: danger {#d2}\n**Stop**\n\nSomebody may be hurt.\n:::\n"
    root = handbook(tmp_path, text)
    place = next(line for line in found(root) if "HB103" in line).partition(": ")[0]
    sign(root, "HB103", place.rpartition(":")[0])
    (root / NAME).write_text(text.replace("Text.", "Text.\n\nMore."), encoding="utf-8")
    assert [line for line in found(root) if "HB103" in line or FILE in line] == []


def test_files_that_are_no_chapters_and_whole_chapters_need_no_text(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALLEST, "terms.csv": "concept,en,forbidden_en\nx,text,text\n"})
    code, place = next(line for line in found(root) if "HB403" in line).split()[::-1]
    sign(root, code, place.rstrip(":"))
    (root / NAME).write_text(SMALLEST[NAME] + "\nStars ** here.\n\nAnd ** there.\n", encoding="utf-8")
    sign(root, "HB104", NAME)
    assert [line for line in found(root) if "HB403" in line or "HB104" in line or "HB03" in line] == []
    assert [row.get("segment") for row in rows(root)] == [None, None]


def test_the_command_that_a_loose_exception_asks_for_does_it(tmp_path: Path) -> None:
    old = f'''# Signed by the lawyers' group.

[[exception]]
code = "HB546"
place = "{NAME}:7"
who = "B"
why = """two
lines"""
until = 2020-01-01

# About stars.
[[exception]]
code = "HB104"
place = "{NAME}:5"
who = "Dr. O'Neil"
why = "It is quoted."
until = "9999-12-31"

# To do: ask again in spring.
'''
    root = handbook(tmp_path, **{FILE: old})
    assert found(root) == [f"{FILE}:3:3: HB030", f"{FILE}:12:3: HB033"]
    (hint,) = [line for line in run("-C", root, "check").stdout.splitlines() if "type handbookpub except" in line]
    assert run("-C", root, *shlex.split(hint.partition("handbookpub ")[2])).exit_code == 0
    assert found(root) == [f"{FILE}:3:3: HB030"]
    text = (root / FILE).read_text(encoding="utf-8")
    assert [row["why"] for row in rows(root)] == ["two\nlines", "It is quoted."]
    assert text.startswith(old[: old.index("[[exception]]\ncode = \"HB104\"")])
    assert "# To do: ask again in spring." in text


def test_ends_of_lines_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    (root / FILE).write_bytes(b"\xef\xbb\xbf# Ours.\r\n")
    sign(root)
    data = (root / FILE).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Ours.\r\n\r\n[[exception]]\r\n") and b"\r\r" not in data
    assert found(root) == []


def refused(root: Path, code: str = "HB104", place: str = f"{NAME}:5", *words: str) -> str:
    """What the command says when it does nothing: exit 2, one sentence, no byte changed."""
    before = contents(root)
    result = run("-C", root, "except", code, place, *(words or SIGNED))
    assert result.exit_code == 2, result.output
    assert contents(root) == before
    return result.output


def test_what_cannot_be_signed_is_refused_with_what_to_type(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    assert "HB107 stops a build and cannot be signed away" in refused(root, "HB107")
    assert "the nearest is HB104 (visible_stars)" in refused(root, "stars")
    assert f"no finding HB104 stands at {NAME}:3: type one of its places, such as {NAME}:5:6" in refused(
        root, place=f"{NAME}:3"
    )
    assert "no finding HB501 stands anywhere" in refused(root, "HB501")
    assert "2020-01-31 is over" in refused(root, "HB104", f"{NAME}:5", *SIGNED[:-1], "2020-01-31")
    assert "'soon' is no day" in refused(root, "HB104", f"{NAME}:5", *SIGNED[:-1], "soon")
    assert "say who answers for it and why" in refused(
        root, "HB104", f"{NAME}:5", "--by", " ", "--why", "x", "--until", "9999-12-31"
    )
    (root / FILE).write_text("exception = []\n", encoding="utf-8")
    assert "write its rows as tables" in refused(root)


def test_where_a_chapter_cannot_be_read_no_exception_is_called_void(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    sign(root)
    (root / NAME).write_bytes(CHAPTER.encode() + b"\xff\n")
    assert found(root) == [f"{NAME}:8:1: HB002"]
    assert "a finding stops the build" in refused(root)


def test_every_way_to_write_a_day_ends(tmp_path: Path) -> None:
    row = '[[exception]]\ncode = "HB104"\nplace = "{}"\nwho = "A"\nwhy = "B"\nuntil = "20200131"\n'
    root = handbook(tmp_path, **{FILE: row.format(NAME)})
    assert f"{FILE}:1:3: HB030" in found(root)
