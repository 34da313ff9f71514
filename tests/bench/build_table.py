"""Print, as Markdown, what the whole book costs to build: `python tests/bench/build_table.py [LANGUAGE…]`.

Each language and format is built by the command line alone, in a process of its own with an empty cache, and PDF once
more after a paragraph was changed and as it stands (nothing changed). Seconds are those of the processors, which do not
hang on what else the machine does, and by the clock; memory is the largest resident size of one process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

BOOK = Path(__file__).parents[2] / "handbook"
FORMATS = ("html", "single", "epub", "pdf")
PARAGRAPH = 200
"""Letters of the paragraph that is changed, at least."""


def run(book: Path, out: Path, cache: Path, *words: str) -> str:
    """Seconds of the processors and by the clock, and mebibytes, of one build."""
    command = [sys.executable, "-m", "handbookpub", "-C", str(book), "build", *words, "-o", str(out)]
    begun = time.monotonic()
    done = subprocess.Popen(command, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    clock = time.monotonic() - begun
    return f"{used.ru_utime + used.ru_stime:.0f} | {clock:.0f} | {used.ru_maxrss / 1024:.0f}"


def change(book: Path, language: str) -> None:
    """A word more in a paragraph of the longest chapter."""
    path = max((book / language).glob("*.md"), key=lambda each: each.stat().st_size)
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if i > 20 and len(line) > PARAGRAPH and line[0].isalpha())
    lines[at] += f" {lines[at].split()[0]}."
    path.write_text("\n".join(lines), encoding="utf-8")


def row(language: str, name: str, folder: Path) -> str:
    """A build from nothing, and the pages of its PDF."""
    out = folder / "out"
    shutil.rmtree(folder / "cache", ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    cost = run(folder / "book", out, folder / "cache", "-l", language, "-f", name)
    files = sorted(out.glob(f"{language}/*.pdf"))
    pages = len(pikepdf.open(files[0]).pages) if files else ""
    return f"{cost} | {pages}"


def main() -> None:
    languages = sys.argv[1:] or ["en", "ar", "fr"]
    print("| language | format | processor s | clock s | MiB | pages |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(BOOK, folder / "book")
        for language in languages:
            for kind in FORMATS:
                print(f"| {language} | {kind} | {row(language, kind, folder)} |", flush=True)
            change(folder / "book", language)
            words = ("-l", language, "-f", "pdf")
            for what in ("a paragraph changed", "nothing changed"):
                cost = run(folder / "book", folder / "out", folder / "cache", *words)
                print(f"| {language} | pdf, {what} | {cost} | |", flush=True)


if __name__ == "__main__":
    main()
