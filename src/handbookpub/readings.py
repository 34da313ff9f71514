"""Chapters that were read before, in the user's cache folder: a chapter that did not change is not read again.

A key covers the text, where it stands, its language and everything that reads it: our own code, the rows of the
languages, the version of pandoc. So a chapter that is remembered is the chapter that would be read now.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from handbookpub import disk, pandoc
from handbookpub.findings import Finding, restored
from handbookpub.languages import Language
from handbookpub.model import Chapter
from handbookpub.reading.chapters import parse_chapter, titled
from handbookpub.reading.files import read_text

Read = tuple[Chapter | None, list[Finding]]
HERE = Path(__file__).parent
READERS = ("pandoc.py", "model.py", "findings.py", "readings.py", "reading", "tree", "faults", "languages")
"""What of this package makes a chapter from a text."""


class Readings:
    """A reader for `read_handbook`. A broken entry is read anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._wrote = False

    @cached_property
    def folder(self) -> Path:
        """Where the entries stand."""
        return self._folder or disk.cache_folder("readings")

    def __call__(self, root: Path, relative: str, language: Language) -> Read:
        """The chapter and what is wrong with it; None where it cannot be read at all."""
        text, findings = read_text(root, relative)
        return (None, findings) if text is None else self.parse(text, relative, language)

    def parse(self, text: str, relative: str, language: Language) -> Read:
        """The same of a text that may not stand in a file yet."""
        name = sha256("\0".join([environment(), language.code, relative, text]).encode()).hexdigest()
        path = self.folder / name[:2] / f"{name}.z"
        if found := _known(path):
            return found
        chapter, findings = parse_chapter(text, relative, language)
        if chapter is not None:  # what cannot be read may be the machine's fault
            self._keep(path, _packed(chapter, findings))
        return chapter, findings

    def _keep(self, path: Path, data: bytes) -> None:
        if disk.remember(path, data) and not self._wrote:
            self._wrote = True
            disk.forget(self.folder)


def _known(path: Path) -> Read | None:
    try:
        data = json.loads(zlib.decompress(disk.recall(path)))
        return titled(**data["chapter"]), [restored(each) for each in data["findings"]]
    except (OSError, zlib.error, ValueError, KeyError, TypeError):
        return None


def _packed(chapter: Chapter, findings: list[Finding]) -> bytes:
    kept: dict[str, Any] = {"relative": chapter.path, "code": chapter.language, "blocks": chapter.blocks,
                            "meta": dict(chapter.meta)}  # fmt: skip
    said = {"chapter": kept, "findings": [asdict(each) for each in findings]}
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), level=1)


@cache
def environment() -> str:
    """A digest of what makes a chapter from a text."""
    digest = sha256(repr(pandoc.version(pandoc.program())).encode())
    for name in READERS:
        place = HERE / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
