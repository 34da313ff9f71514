"""`check --fix` changes what it says, and never loses a letter."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from handbookpub import checks, findings, fix, read
from handbookpub.findings import Edit, Finding
from handbookpub.model import Place

checks.load_all()
NAME = "ar/01-one.md"
FAULTY = "# واحد {#one}\n\nهذه الضحـــية, في المأوى  الآمن ... ﺍﻟﺤﻤﺎﻳﺔ و حمایة.\n"
MENDED = "# واحد {#one}\n\nهذه الضحية، في المأوى الآمن … الحماية وحماية.\n"


def handbook(root: Path, text: bytes) -> Path:
    (root / "ar").mkdir()
    (root / NAME).write_bytes(text)
    settings = 'id = "sample"\nsource = "ar"\n[languages.ar]\ntitle = "نموذج"\n'
    (root / "handbook.toml").write_text(settings, encoding="utf-8")
    return root


def look(root: Path) -> list[Finding]:
    return checks.run_source_checks(read.read_handbook(root)[0])


def edit(line: int, column: int, length: int, text: str) -> Finding:
    return Finding("HB501", Place(NAME, line, column), "a fault", "type it", fix=Edit(line, column, length, text))


def test_what_is_mechanical_is_mended_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    root = handbook(tmp_path, FAULTY.encode())
    (change,) = fix.mend(root, lambda: look(root))
    assert (root / NAME).read_text(encoding="utf-8") == MENDED
    assert change.diff == (
        f"--- {NAME}\n+++ {NAME}\n@@ -3 +3 @@\n-{FAULTY.splitlines()[2]}\n+{MENDED.splitlines()[2]}\n"
    )
    assert fix.mend(root, lambda: look(root)) == []


def test_the_byte_order_mark_and_each_line_end_stay(tmp_path: Path) -> None:
    typed = ("\ufeff" + FAULTY).encode().replace(b"\n", b"\r\n") + "\nنص, آخر.\n".encode()
    root = handbook(tmp_path, typed)
    fix.mend(root, lambda: look(root))
    wanted = ("\ufeff" + MENDED).encode().replace(b"\n", b"\r\n") + "\nنص، آخر.\n".encode()
    assert (root / NAME).read_bytes() == wanted


@pytest.mark.parametrize(
    "wrong",
    [
        edit(3, 1, 1, ""),  # a letter
        edit(3, 1, 4, "تلك "),  # other letters
        edit(3, 3, 1, "ن"),  # a letter that does not look like it
        edit(1, 8, 0, "٥"),  # a digit
        edit(3, 1, 0, "[^-]: "),  # a note that nothing calls: the text would be hidden
    ],
)
def test_an_edit_that_would_change_letters_is_refused_and_the_others_are_made(tmp_path: Path, wrong: Finding) -> None:
    root = handbook(tmp_path, FAULTY.encode())
    (change,) = fix.apply(root, [wrong])
    assert change.refused == (wrong.fix,) and (root / NAME).read_bytes() == FAULTY.encode()
    assert fix.mend(root, lambda: [wrong])[0].diff == ""
    fix.mend(root, lambda: [*look(root), wrong])
    assert (root / NAME).read_text(encoding="utf-8") == MENDED


def test_edits_that_touch_wait_and_edits_beside_the_text_are_left_out(tmp_path: Path) -> None:
    root = handbook(tmp_path, b"# A {#one}\n\na  b , c\n")
    found = [edit(3, 2, 2, " "), edit(3, 3, 1, ""), edit(3, 5, 1, ""), edit(3, 40, 1, ""), edit(9, 1, 0, " ")]
    fix.apply(root, found)
    assert (root / NAME).read_bytes() == b"# A {#one}\n\na b, c\n"


def test_a_file_outside_the_handbook_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    root = handbook(tmp_path / "book", FAULTY.encode())
    (tmp_path / "other.md").write_text("a  b", encoding="utf-8")
    outside = Finding("HB512", Place("../other.md", 1, 2), "x", fix=Edit(1, 2, 2, " "))
    assert fix.apply(root, [outside]) == []
    assert (tmp_path / "other.md").read_text(encoding="utf-8") == "a  b"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = handbook(tmp_path, FAULTY.encode())
    mode = (root / NAME).stat().st_mode

    def full(_: int) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space left"):
            fix.apply(root, look(root))
    assert (root / NAME).read_bytes() == FAULTY.encode() and [p.name for p in (root / "ar").iterdir()] == ["01-one.md"]
    fix.apply(root, look(root))
    assert (root / NAME).stat().st_mode == mode


def test_a_plan_changes_nothing(tmp_path: Path) -> None:
    root = handbook(tmp_path, FAULTY.encode())
    assert fix.plan(root, look(root))[0].diff and (root / NAME).read_bytes() == FAULTY.encode()


def test_letters_that_look_alike_are_one_and_others_are_not() -> None:
    assert fix.letters("حمایـة ﻻ [١]{.ltr}") == fix.letters("حماية لا ١")
    assert fix.letters("حماية") != fix.letters("حماة")
    assert fix.letters("كُتب") != fix.letters("كتب")
    assert fix.letters("١٢") != fix.letters("٢١")


def test_editors_get_the_edit_in_sarif_and_json() -> None:
    found = [edit(3, 5, 2, "x")]
    result = json.loads(findings.as_sarif(found))["runs"][0]["results"][0]
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 7},
        "insertedContent": {"text": "x"},
    }
    assert json.loads(findings.as_json(found))[0]["fix"] == {"line": 3, "column": 5, "length": 2, "text": "x"}
