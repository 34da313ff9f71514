"""Handbooks made of bidi cases, one for each direction, built through the command line with `isolate = "off"`, and read
back.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from handbookpub.outputs import compare
from handbookpub.pdfread import structure
from handbookpub.pdfread.content import read_pages
from handbookpub.pdfread.lines import opened, page_lines
from support.bidi_cases import Case, as_markdown

ROWS = {"ltr": "en", "rtl": "ar"}
PER_CHAPTER = 400
TOML = """id = "order"
source = "{language}"
[typography]
isolate = "off"
[languages.{language}]
title = "Order"
"""


def write(folder: Path, cases: Sequence[Case], seed: int | None) -> dict[str, list[Case]]:
    """Write a handbook for each language; return, per language, the cases that it holds in their order."""
    held: dict[str, list[Case]] = {}
    for direction, language in ROWS.items():
        own = [case for case in cases if case.direction == direction and as_markdown(case, seed)]
        chapters = folder / language / language
        chapters.mkdir(parents=True)
        (chapters.parent / "handbook.toml").write_text(TOML.format(language=language), encoding="utf-8")
        for number, start in enumerate(range(0, len(own), PER_CHAPTER), start=10):
            text = "\n\n".join(as_markdown(case, seed) or "" for case in own[start : start + PER_CHAPTER])
            (chapters / f"{number}-c.md").write_text(f"# Z {{#c{number}}}\n\n{text}\n", encoding="utf-8")
        held[language] = own
    return held


def build(folder: Path, out: Path) -> None:
    """Build both PDFs with the command a publisher types."""
    for book in sorted(folder.iterdir()):
        command = [sys.executable, "-m", "handbookpub", "-C", str(book), "build", "-f", "pdf", "-o", str(out)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=900)
        assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]


def paragraphs(pdf_file: Path) -> list[str]:
    """The letters of each paragraph of the chapters from left to right."""
    with opened(pdf_file) as pdf:
        pages = list(read_pages(pdf))
        tree = structure.read(pdf, pages)
        blocks = [element for element in tree.elements() if element.kind == "P"]
        owner = {marked: number for number, block in enumerate(blocks) for marked in block.marked()}
        found = ["" for _ in blocks]
        for page in pages:
            own = [glyph for glyph in page.glyphs if (page.number, glyph.mcid) in owner]
            for line in page_lines(own, block_of=lambda glyph: owner[(glyph.page, glyph.mcid)]):
                first = line.glyphs[0]
                found[owner[(first.page, first.mcid)]] += compare.letters(
                    "".join(glyph.text for glyph in line.glyphs)
                )
    return found
