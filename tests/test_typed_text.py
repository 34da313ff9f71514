"""The checks of one language's typed text (HB501 to HB546), in every language.

tests/typed/<language>.md is a chapter. Under a heading `## HB501` every paragraph is a fault of that code; under
`## HB501` and a word, every paragraph is right, however tempting. A new case needs no Python.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub import checks, fix, languages, read
from handbookpub.findings import Finding

HERE = Path(__file__).parent / "typed"
CODES = sorted(path.stem for path in HERE.glob("*.md"))
FAMILY = re.compile(r"HB5[0-4]\d$")
FAULTS, RIGHT = re.compile(r"## (HB5\d\d) \{"), re.compile(r"## (HB5\d\d) \S+ \{")


def handbook(root: Path, code: str) -> Path:
    (root / code).mkdir(parents=True)
    shutil.copy(HERE / f"{code}.md", root / code / "01-one.md")
    settings = f'id = "sample"\nsource = "{code}"\n[languages.{code}]\ntitle = "Sample"\n'
    (root / "handbook.toml").write_text(settings, encoding="utf-8")
    return root


def found(root: Path) -> list[Finding]:
    book, _ = read.read_handbook(root)
    return [finding for finding in checks.run_source_checks(book) if FAMILY.match(finding.code)]


def paragraphs(code: str) -> Iterator[tuple[str, bool, range]]:
    """The code a paragraph belongs to, whether it is a fault, its lines."""
    line, owner, wrong = 1, "", False
    for block in (HERE / f"{code}.md").read_text(encoding="utf-8").split("\n\n"):
        lines = range(line, line + block.count("\n") + 1)
        line = lines.stop + 1
        if block.startswith("## "):
            match = FAULTS.match(block) or RIGHT.match(block)
            assert match, block
            owner, wrong = match[1], bool(FAULTS.match(block))
        elif owner:
            yield owner, wrong, lines


@pytest.fixture(scope="module", params=CODES)
def chapter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return request.param, handbook(tmp_path_factory.mktemp(request.param) / "book", request.param)


def test_faults_are_found_and_right_text_is_left_alone(chapter: tuple[str, Path]) -> None:
    code, root = chapter
    at = defaultdict(set)
    for finding in found(root):
        at[finding.place.line].add(finding.code)
    missed, false = [], []
    for owner, wrong, lines in paragraphs(code):
        seen = set().union(*(at[line] for line in lines))
        if wrong and owner not in seen:
            missed.append((owner, lines.start))
        if not wrong and seen:
            false.append((sorted(seen), lines.start))
    assert (missed, false) == ([], [])


def test_a_fix_mends_its_finding_and_needs_no_second(chapter: tuple[str, Path]) -> None:
    code, root = chapter
    before = [finding for finding in found(root) if finding.fix]
    fix.mend(root, lambda: found(root))
    after = found(root)
    assert [finding for finding in after if finding.fix] == []
    assert before and len(after) < len(before)
    text = (root / code / "01-one.md").read_text(encoding="utf-8")
    assert fix.apply(root, after) == [] and (root / code / "01-one.md").read_text(encoding="utf-8") == text


def test_every_language_has_its_cases() -> None:
    assert tuple(CODES) == languages.available()
