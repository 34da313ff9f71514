"""Same input, same bytes: whoever builds, wherever, whenever, with however many processes.

A reader who was warned of forged copies compares one checksum. So two builds from scratch in surroundings that
differ in everything a program might take in by accident must agree in every file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handbookpub.build import standing
from support import small_book
from support.cli import contents, write

FIGURE = """
::: {.figure #fig-way src="figures/way.svg"}
%s

- `alt` %s
- `first` %s
:::

::: {.form #form-a version="1"}
**%s**

- `text` %s
- `choice` %s
    - %s
    - %s
:::
"""
WORDS = {
    "en": ("The way.", "A box.", "First contact", "Record", "Code", "Call back?", "Yes", "No"),
    "ar": ("الطريق.", "مربع.", "الاتصال الأول", "سجل", "رمز", "معاودة الاتصال؟", "نعم", "لا"),
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect x="10" y="10" width="380" height="80" '
    'fill="none" stroke="#000"/><text data-label="first" x="200" y="55" text-anchor="middle">First</text></svg>'
)
SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "amal"},
    {"TZ": "America/Los_Angeles", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "USER": "b"},
)


def book(folder: Path) -> Path:
    folder.mkdir(parents=True)
    small_book.write(folder)
    for code, words in WORDS.items():
        chapter = folder / code / "10-one.md"
        chapter.write_text(chapter.read_text(encoding="utf-8") + FIGURE % words, encoding="utf-8")
        text = f"# {words[3]} {{#c2}}\n\n{words[0]} [](#two).\n"
        (folder / code / "20-two.md").write_text(text, encoding="utf-8")
    return write(folder, {"figures/way.svg": SVG})


def build(root: Path, number: int, home: Path) -> Path:
    """Build in a process, a working folder, a home and a cache of its own."""
    out = home / ("out" if number else "deeper/place/out")
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(Path(__file__).parent.parent / "src"),
        **SURROUNDINGS[number],
    }
    command = [sys.executable, "-m", "handbookpub", "-C", str(root), "build", "-o", str(out)]
    command += ["-j", str(number + 1)]
    ran = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    found = []
    for number, name in enumerate(("short", "a folder with a much longer name and blanks")):
        home = tmp_path_factory.mktemp("home")
        found.append(contents(build(book(home / name), number, home)))
        assert list((home / "cache").rglob("*.pdf")), "the cache was cold and is used"
    return found[0], found[1]


def test_every_file_is_the_same(twice: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    one, other = twice
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert {"ar/small-ar.pdf", "ar/small-ar.epub", "en/small-en-single.html", "SHA256SUMS"} <= set(one)


def test_no_file_tells_where_or_when_or_by_whom(twice: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    for name, content in twice[0].items():
        for trace in (b"/tmp", b"file://", b"amal", b"pytest"):
            assert trace not in content, f"{name} holds {trace.decode()}"


def test_a_warm_cache_gives_the_bytes_of_a_cold_one(tmp_path: Path) -> None:
    root = book(tmp_path / "book")
    first = contents(build(root, 0, tmp_path))
    assert contents(build(root, 0, tmp_path)) == first


def test_the_manifest_is_read_back_as_it_was_written(
    twice: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    """A build that changes nothing keeps every row."""
    write(tmp_path, twice[0])
    rows = standing(tmp_path, [])
    assert {row.path for row in rows} >= {"ar/small-ar.pdf", "en/small-en.pdf", "index.html"}
