"""Files of a handbook: nothing outside its folder is ever opened, and no byte is guessed at."""

from __future__ import annotations

import re
from pathlib import Path

from handbookpub.faults import reading as faults
from handbookpub.findings import Finding
from handbookpub.model import Place

BOM = "\ufeff"
LARGEST = 20_000_000
"""Bytes. A chapter of a hundred pages has less than one million."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path, its links followed, lies in the folder `root`."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def read_text(root: Path, relative: str) -> tuple[str | None, list[Finding]]:
    """The text of a file of the handbook, its lines ended by line feeds; None with a finding where it has
    none.
    """
    path, place = root / relative, Place(relative)
    if not is_inside(root, path):
        return None, [faults.outside(place, relative)]
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            return None, [faults.unreadable(place, f"it has more than {LARGEST // 1_000_000} megabytes")]
        data = path.read_bytes()
    except OSError as error:
        return None, [faults.unreadable(place, (error.strerror or "it cannot be opened").lower())]
    return _decoded(data, relative)


def write_text(root: Path, relative: str, text: str) -> bool:
    """Put a text where a file of the handbook stands, whole or not at all; False if it stands there already.

    A byte order mark and the ends of lines stay as the file had them. Raises OSError.
    """
    path = root / relative
    old = path.read_bytes() if path.exists() else b""
    new = _encoded(text, old)
    if new == old and path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.partial")
    draft.write_bytes(new)
    draft.replace(path)
    return True


def _encoded(text: str, old: bytes) -> bytes:
    if b"\r\n" in old:
        text = text.replace("\n", "\r\n")
    return (BOM if old.startswith(BOM.encode()) else "").encode() + text.encode()


def _decoded(data: bytes, relative: str) -> tuple[str | None, list[Finding]]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix(BOM)
        return None, [faults.not_utf8(_place(before, relative))]
    text = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROLS.search(text):
        return None, [faults.control_character(_place(text[: found.start()], relative), found[0])]
    return text, []


def _place(before: str, relative: str) -> Place:
    """The place right after some text."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(relative, len(lines), len(lines[-1]) + 1)
