"""What Chromium shows: the characters of each paragraph of an HTML file in the order of the eye, left to
right.

One headless run per file: a script writes what it measured into the page, and `--dump-dom` gives it back. A
character's place is the rectangle of a Range round it. Whether a bracket is shown mirrored is asked from the
caret: in right-to-left text the caret at a character's left edge stands after it.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support import tools

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
FLAGS = ("--headless", *QUIET, "--hide-scrollbars", "--window-size=1600,900")
MIRROR = {a: b for pair in ("()", "[]", "{}", "<>", "«»", "‹›") for a, b in (pair, pair[::-1])}
UNSEEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
SCRIPT = """
<script>
const found = [];
for (const block of document.querySelectorAll(%s)) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const signs = [];
  block.scrollIntoView();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    let at = 0;
    for (const character of node.data) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + character.length);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0);
      if (boxes.length) {
        const box = boxes[boxes.length - 1];
        let odd = false;
        if ("()[]{}<>«»‹›".includes(character)) {
          const caret = document.caretRangeFromPoint(box.left + box.width * 0.1, box.top + box.height / 2);
          odd = caret && caret.startContainer === node && caret.startOffset === at + 1;
        }
        signs.push([Math.round(box.top + scrollY), box.left + box.width / 2, box.height, character, odd]);
      }
      at += character.length;
    }
  }
  found.push(signs);
}
const out = document.createElement("script");
out.type = "application/json";
out.id = "measured";
out.textContent = JSON.stringify(found).replace(/</g, "\\\\u003c");
document.body.append(out);
</script>
"""


def lines(page: str, selector: str = "p") -> list[list[str]]:
    """The lines of each element that `selector` finds in the HTML document `page`, as the eye meets them."""
    measured = _measure(page + SCRIPT % json.dumps(selector))
    return [_lines(signs) for signs in measured]


def visual(page: str, selector: str = "p") -> list[str]:
    """As `lines`, each element's lines joined to one string; blanks at a line's edges are dropped."""
    return [" ".join(line.strip() for line in found) for found in lines(page, selector)]


def program() -> str:
    """The browser's path; without one a test is skipped and says so, and fails where CI is set."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or str(tools.command("chromium", "chromium"))


@contextmanager
def driven() -> Iterator[Any]:
    """A browser that a script drives."""
    api = tools.module("playwright.sync_api", "playwright")
    path = program()
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def _measure(page: str) -> list[list[tuple[int, float, float, str, bool]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page, encoding="utf-8")
        command = [program(), *FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", path.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    match = re.search(r'<script type="application/json" id="measured">(.*?)</script>', dom, re.DOTALL)
    assert match, dom[-2000:]
    measured: list[list[tuple[int, float, float, str, bool]]] = json.loads(html.unescape(match[1]))
    return measured


def _lines(signs: list[tuple[int, float, float, str, bool]]) -> list[str]:
    """Signs whose tops differ by less than half their height stand on one line."""
    rows: list[list[tuple[int, float, float, str, bool]]] = []
    for sign in sorted(signs, key=lambda sign: sign[0]):
        if rows and sign[0] - rows[-1][0][0] < sign[2] / 2:
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return [_line(row) for row in rows]


def _line(row: list[tuple[int, float, float, str, bool]]) -> str:
    ordered = sorted(row, key=lambda sign: sign[1])
    text = "".join(MIRROR.get(sign[3], sign[3]) if sign[4] else sign[3] for sign in ordered)
    return UNSEEN.sub("", text.replace("\n", " "))
