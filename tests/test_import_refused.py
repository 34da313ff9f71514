"""What is wrong with a PO file that came back is told with its line; nothing of it reaches the chapter."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run
from support.teams import handbook

CALM = "الدقائق الأولى مهمة. كن هادئًا وصادقًا."
CHAPTER, FILE = "ar/10-one.md", "10-one.po"


def sent_and_changed(root: Path, old: str, new: str) -> Path:
    """An exported file in which a translator replaced one text."""
    assert run("-C", root, "export", "ar", "--format", "po", "-o", root / "out").exit_code == 0
    path = root / "out" / FILE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "old", "new", "told"),
    [
        ("HB230", "Language: ar", "Language: fr", "this file holds fr, not ar"),
        ("HB232", "على <g2>هدوئك</g2>.", "على <g2>هدوئك.", "<g2> has no end: type </g2>"),
        ("HB233", f'"{CALM}"', '"الدقائق الأولى مهمة.\\n\\nكن هادئًا."', "hint: write it in as many paragraphs"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_and_changes_nothing(
    tmp_path: Path, code: str, old: str, new: str, told: str
) -> None:
    root = handbook(tmp_path)
    before = (root / CHAPTER).read_bytes()
    result = run("-C", root, "import", "ar", sent_and_changed(root, old, new))
    assert (result.exit_code, f": {code} " in result.output, told in result.output) == (1, True, True), result.output
    assert (root / CHAPTER).read_bytes() == before
