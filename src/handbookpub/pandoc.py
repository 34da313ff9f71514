"""Pandoc: the only module that starts it. Text in, document JSON out; blocks in, HTML out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

from handbookpub.model import Node

READER = (
    "commonmark_x+sourcepos-tex_math_dollars-emoji-implicit_header_references-alerts-fancy_lists"
    "-gfm_auto_identifiers-yaml_metadata_block"
)
"""The source format. Without the last two, a heading has only the id somebody typed, and `---` is a rule.
"""

API = (1, 23)
OLDEST = (3, 9)
SECONDS = 120


class PandocError(RuntimeError):
    """Pandoc is missing, too old or could not do its work; the message is one sentence for a person."""


@cache
def program() -> str:
    """The path of pandoc. Raises PandocError when there is none or it is too old."""
    import pypandoc

    try:
        path = str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise PandocError("pandoc is missing: `pip install pypandoc_binary` brings it") from error
    found = version(path)
    if found < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise PandocError(f"pandoc {'.'.join(map(str, found))} is too old: {wanted} or newer is needed")
    return path


def version(path: str) -> tuple[int, ...]:
    """The version of the pandoc at `path`."""
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in answer.split()[1].split(".") if part.isdigit())


def read(text: str, name: str = "") -> dict[str, Any]:
    """The document that Markdown text makes, with source positions. Raises PandocError; `name` is for its
    message.
    """
    answer = _run(["--from", READER, "--to", "json"], text, name)
    try:
        document: dict[str, Any] = json.loads(answer)
    except RecursionError as error:
        raise PandocError(f"{name or 'the text'} is nested too deeply to be read") from error
    if tuple(document["pandoc-api-version"][:2]) != API:
        raise PandocError(f"this pandoc speaks another document version than {'.'.join(map(str, API))}")
    return document


def write(blocks: Sequence[Node], to: str = "html5", options: Sequence[str] = ()) -> str:
    """Blocks in an output format of pandoc's, with further command line options. Raises PandocError."""
    document = {"pandoc-api-version": [*API, 1], "meta": {}, "blocks": list(blocks)}
    arguments = ["--from", "json", "--to", to, "--wrap", "none", *options]
    return _run(arguments, json.dumps(document, ensure_ascii=False), "the document")


def _run(arguments: list[str], text: str, name: str) -> str:
    try:
        done = subprocess.run(
            [program(), "+RTS", "-M3g", "-RTS", *arguments],
            input=text.encode(),
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"pandoc did not finish {name or 'the text'} in {SECONDS} seconds") from error
    if done.returncode:
        raise PandocError(
            f"pandoc could not do {name or 'the text'}: {done.stderr.decode(errors='replace').strip()}"
        )
    return done.stdout.decode()
