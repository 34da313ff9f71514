"""A cache of laid-out parts, keyed by everything they depend on, in the user's cache folder.

A key covers the part's source (text, styles, page size), the pictures that it names, the program's own code for
print, the fonts and the versions of the libraries that lay out and shape. So a cached part is the part that would
be made now, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from handbookpub import disk
from handbookpub.render.part import Part, Record, Source


class PartCache:
    """Parts on disk. An unreadable or broken entry is made anew; a full disk costs time, never the build."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @cached_property
    def folder(self) -> Path:
        """Where the entries stand."""
        return self._folder or disk.cache_folder("parts")

    def get(self, source: Source) -> Part | None:
        """Return the part of a source, if it is known."""
        stem = self._stem(source)
        try:
            record = Record.from_json(stem.with_suffix(".json").read_text(encoding="utf-8"))
            return Part(stem.with_suffix(".pdf").read_bytes(), record)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, source: Source, part: Part) -> None:
        """Keep a part. The record is written last and whole, so that a half-written entry is never found."""
        stem = self._stem(source)
        if disk.remember(stem.with_suffix(".pdf"), part.pdf):
            disk.remember(stem.with_suffix(".json"), part.record.to_json().encode())

    def _stem(self, source: Source) -> Path:
        placeless = replace(source, base_url="")  # a copy of the handbook elsewhere has the same parts
        key = sha256(repr((placeless, [*_pictures(source)], environment())).encode()).hexdigest()
        return self.folder / key[:2] / key


_ADDRESS = re.compile(r"""(?:src|href)="([^"#][^"]*)"|url\(["']?([^"')]+)""")


def _pictures(source: Source) -> Iterator[str]:
    """Yield what the handbook's files hold that a part names, as digests; "" for a file that is not there."""
    from handbookpub.reading.files import is_inside

    folder = Path(unquote(urlsplit(source.base_url).path))
    found = [match[1] or match[2] for match in _ADDRESS.finditer(f"{source.html}\n{source.css}")]
    for address in sorted({urljoin(source.base_url, address) for address in found if address[:5] != "data:"}):
        if urlsplit(address).scheme == "file":
            path = Path(unquote(urlsplit(address).path))
            there = is_inside(folder, path) and path.is_file()
            yield sha256(path.read_bytes()).hexdigest() if there else ""


@cache
def environment() -> tuple[str, ...]:
    """Return what else a part depends on: our code, the fonts, the libraries."""
    from handbookpub import doctor, fonts

    code = sha256()
    for path in sorted((Path(__file__).parent / "render").glob("*.py")):
        code.update(path.read_bytes())
    versions = doctor.versions()
    return (code.hexdigest(), fonts.digest(), *(f"{name}={versions[name]}" for name in sorted(versions)))
