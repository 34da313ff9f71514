"""Files of a handbook: nothing outside its folder is ever opened, and no byte is guessed at."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
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

    A byte order mark and the ends of lines stay as the file had them. Raises OSError, also for a path that leads out
    of the handbook's folder and for a file that somebody made read-only.
    """
    path = root / relative
    if not is_inside(root, path):
        raise OSError(errno.EPERM, "it leads out of the handbook's folder", relative)
    old = path.read_bytes() if path.exists() else b""
    new = _encoded(text, old)
    if new == old and path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, new)
    return True


def replace_file(path: Path, data: bytes) -> None:
    """New bytes in the place of a file, whole or not at all; a link keeps leading to it, and its mode stays. Two who
    write at once do not mix: the last one wins. Raises OSError.
    """
    path = path.resolve()
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    draft = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.partial")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # a full disk does not say for which file
            error.filename = str(path)
        raise


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
    text = plain(text)
    if found := CONTROLS.search(text):
        return None, [faults.control_character(_place(text[: found.start()], relative), found[0])]
    return text, []


def plain(text: str) -> str:
    """A file's text without its byte order mark, its lines ended by line feeds."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _place(before: str, relative: str) -> Place:
    """The place right after some text."""
    lines = plain(before).split("\n")
    return Place(relative, len(lines), len(lines[-1]) + 1)
