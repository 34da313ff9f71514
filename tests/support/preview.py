"""The live preview as a browser meets it: over HTTP in this process, or as a program of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html
from starlette.testclient import TestClient

from handbookpub.serve.app import Site
from handbookpub.serve.library import Library

ADDRESS = "http://127.0.0.1:8377"
PAGE = "/ar/10-one"


@dataclass(frozen=True)
class Row:
    """A row of a page: its data and its words."""

    data: dict[str, str]
    state: str
    source: str
    target: str
    below: str
    element: Any


class Browser:
    """A browser on this machine that has a page of the preview open."""

    def __init__(self, root: Path, host: str = "127.0.0.1") -> None:
        library = Library(root)
        library.refresh()
        self.site, self.root = Site(library, host, "the-token"), root
        self.http = TestClient(self.site.app(), base_url=ADDRESS, follow_redirects=False)

    def get(self, path: str, **headers: str) -> Any:
        return self.http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def rows(self, path: str = PAGE) -> list[Row]:
        page = html.fromstring(self.get(path).text)
        return [_row(element) for element in page.xpath('//section[contains(@class, "row")]')]

    def row(self, words: str, path: str = PAGE) -> Row:
        found = [row for row in self.rows(path) if words in row.source or words in row.target]
        assert len(found) == 1, f"{words!r} stands in {len(found)} rows"
        return found[0]

    def post(self, action: str, data: dict[str, Any], path: str = PAGE, **headers: str) -> Any:
        given = {"origin": ADDRESS, "sec-fetch-site": "same-origin", "x-handbookpub-token": "the-token"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"{path}/{action}", json=data, headers={k: v for k, v in given.items() if v})

    def click(self, action: str, row: Row, by: str = "Mona", **more: Any) -> Any:
        about = {"row": row.data["key"], "base": row.data["base"], "print": row.data["print"], "by": by}
        return self.post(action, {**about, **more})


def _row(element: Any) -> Row:
    def words(name: str) -> str:
        found = element.xpath(f'.//div[contains(concat(" ", @class, " "), " {name} ")]')
        return " ".join(" ".join(part.text_content().split()) for part in found)

    data = {name.removeprefix("data-"): value for name, value in element.attrib.items() if name.startswith("data-")}
    state = element.get("class").partition("state-")[2]
    return Row(data, state, words("source"), words("target"), words("below"), element)


@contextmanager
def browser(root: Path, host: str = "127.0.0.1") -> Iterator[Browser]:
    """A browser beside a running preview."""
    made = Browser(root, host)
    with made.http:
        yield made


def wait(done: Any, seconds: float = 60.0) -> None:
    """Wait until something holds; the machine may be busy."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


PROGRAM = """
import sys
from pathlib import Path
from handbookpub import serve
if __name__ == "__main__":
    serve.run(Path(sys.argv[1]), (), "127.0.0.1", 0, lambda line: print(line, flush=True))
"""


@contextmanager
def program(root: Path, folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The preview as a program of its own: its address and its process."""
    script = folder / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script), str(root)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.match(r"http://[^ ]+(?=/ )", line)))
        yield address, process
    finally:
        process.kill()
        process.wait()
