"""The user's cache folder: what may be forgotten at any time, and costs only time then."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

DAYS = 30
"""What nobody asked for in so many days is forgotten."""


def cache_folder(name: str = "") -> Path:
    """The folder of one kind of memory, or that of all; nothing makes sure that it exists."""
    from platformdirs import user_cache_path

    return user_cache_path("handbookpub") / name


def remember(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all. A full disk or a folder that may not be written costs time, never the work:
    the answer is then False.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        return False
    return True


def recall(path: Path) -> bytes:
    """What was remembered; it is kept for another while. Raises OSError."""
    data = path.read_bytes()
    with contextlib.suppress(OSError):
        os.utime(path)
    return data


def forget(folder: Path, days: float = DAYS) -> None:
    """Remove what nobody asked for in `days`."""
    oldest = time.time() - days * 86_400
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()
