"""Print how long a save takes to the screen: `python tests/bench/save_to_screen.py [SAVES]`.

The preview runs as a program beside a copy of the book; Chromium shows its longest chapter. A paragraph gets a word,
and the page notes when it has painted it. The naive way would read the whole book: its time stands beside.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbookpub.read import read_handbook
from support import chromium, preview

BOOK = Path(__file__).parents[2] / "handbook"
LANGUAGE = "ar"
WATCH = """word => {
  window.painted = 0;
  new MutationObserver((_, observer) => {
    if (window.painted || !document.getElementById("rows").textContent.includes(word)) { return; }
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }, 0));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
PAUSE = 3_000
"""Milliseconds between two saves."""


def saves(root: Path, folder: Path, count: int) -> list[float]:
    """Seconds from each save to the screen."""
    path = max((root / LANGUAGE).glob("*.md"), key=lambda path: path.stat().st_size)
    lines, found = path.read_text(encoding="utf-8").split("\n"), []
    long = [i for i, line in enumerate(lines) if len(line) > 120 and i > 20 and line[0].isalpha()]
    with preview.program(root, folder) as (address, _), chromium.driven() as browser:
        page = browser.new_page()
        page.goto(f"{address}/{LANGUAGE}/{path.stem}")
        page.locator(".checked").filter(has_text="checked").wait_for(timeout=300_000)
        for number in range(count):
            word = f"كلمة{number}"
            lines[long[number * 3 % len(long)]] += f" {word}."
            page.wait_for_timeout(PAUSE)
            page.evaluate(WATCH, word)
            begun = time.time()
            path.write_text("\n".join(lines), encoding="utf-8")
            page.locator("#rows", has_text=word).wait_for(timeout=60_000)
            page.wait_for_timeout(300)
            found.append(page.evaluate("window.painted") / 1000 - begun)
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        root = Path(shutil.copytree(BOOK, Path(name, "book")))
        begun = time.time()
        read_handbook(root)
        naive = time.time() - begun
        found = sorted(saves(root, Path(name), count))
    middle = statistics.median(found)
    print(f"{count} saves: median {middle:.2f} s, slowest {found[-1]:.2f} s; {middle / naive:.2f} of reading the book")


if __name__ == "__main__":
    main()
