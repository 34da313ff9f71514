"""Every word that our terms.csv forbids is found by `check`: in text, bold, a heading, an item, a cell and a note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbookpub.data import termbase
from support.cli import run, write

OWN = Path(__file__).parent.parent / "handbook"
LANGUAGES = ("en", "ar", "fr")
TOML = 'id = "s"\nsource = "{0}"\n[languages.{0}]\ntitle = "S"\n'
FRAMES = {
    "text": "1 {0} 2\n",
    "bold": "1 **{0}** 2\n",
    "heading": "## {0}\n\n1\n",
    "item": "- 1 {0}\n- 2\n",
    "cell": "::: table\n1\n\n| 1 | 2 |\n|---|---|\n| 3 | {0} |\n:::\n",
    "note": "1[^n{1}]\n\n[^n{1}]: 1 {0}\n",
}


def test_the_frames_have_no_finding_of_their_own(tmp_path: Path) -> None:
    assert found(tmp_path, "en", ["agreed"] * len(FRAMES)) == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_forbidden_word_is_found_wherever_it_stands(tmp_path: Path, code: str) -> None:
    words = sorted({word for term in termbase.load(OWN, LANGUAGES)[0] for word in term.forbidden.get(code, ())})
    assert len(words) > 70
    missed = [
        (name, words[number])
        for shift, name in enumerate(FRAMES)
        for number, hits in enumerate(hits_of(tmp_path / str(shift), code, words, shift))
        if not hits
    ]
    assert missed == []


def hits_of(folder: Path, code: str, words: list[str], shift: int) -> list[int]:
    by_line = found(folder, code, words, shift)
    return [by_line.get(number, 0) for number in range(len(words))]


def found(folder: Path, code: str, words: list[str], shift: int = 0) -> dict[int, int]:
    """How many findings of HB401 each word has, by its number; the frame changes from word to word."""
    text, starts = "# 1 {#one}\n\n", []
    frames = list(FRAMES.values())
    for number, word in enumerate(words):
        starts.append(text.count("\n") + 1)
        text += frames[(number + shift) % len(frames)].format(word, number) + "\n"
    files = {"handbook.toml": TOML.format(code), f"{code}/10-one.md": text}
    root = write(folder, {**files, "terms.csv": (OWN / "terms.csv").read_bytes()})
    lines = re.findall(r"^\S+?:(\d+):\d+: HB401 ", run("-C", root, "check").stdout, re.MULTILINE)
    hits: dict[int, int] = {}
    for line in map(int, lines):
        number = sum(start <= line for start in starts) - 1
        hits[number] = hits.get(number, 0) + 1
    return hits
