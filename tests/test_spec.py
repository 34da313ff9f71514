"""tests/spec/*.md: what is typed, and what a reader gets. Each heading is a case; adding one needs no
Python.

`~~~ in` is a chapter's text, `~~~ html` what it becomes, `~~~ findings` what is found (`line:col:
code`), `~~~ boxes` the boxes of its lists.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbookpub import pandoc, tree
from handbookpub.reading import chapters

HERE = Path(__file__).parent / "spec"
PART = re.compile(r"^~~~ (\w+)\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)


def cases() -> list[tuple[str, dict[str, str]]]:
    """Every case of every file: its name and its parts."""
    found = []
    for path in sorted(HERE.glob("*.md")):
        for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            found.append((f"{path.stem}: {section.splitlines()[0]}", dict(PART.findall(section))))
    return found


@pytest.mark.parametrize(("name", "parts"), cases(), ids=[name for name, _ in cases()])
def test_what_is_typed_becomes_what_is_read(name: str, parts: dict[str, str]) -> None:
    blocks, findings = chapters.read_blocks(parts["in"])
    boxes = " ".join(node["box"] for node in tree.walk(blocks) if "box" in node)
    places = [f"{found.place.line}:{found.place.column}: {found.code}" for found in findings]
    assert pandoc.write(blocks, "html5", ["--no-highlight"]).strip() == parts["html"].strip()
    assert places == parts.get("findings", "").split("\n")[:-1]
    assert boxes == parts.get("boxes", "").strip()
