"""manifest.json and SHA256SUMS of an output folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
_FIELDS = ("path", "format", "language", "direction", "variant", "sha256")


@dataclass(frozen=True, slots=True)
class Row:
    """One output as the manifest describes it. `size` is in bytes."""

    path: str
    format: str
    language: str
    direction: str
    variant: str
    sha256: str
    size: int

    @property
    def rtl(self) -> bool:
        """True for an output in a language that is written from right to left."""
        return self.direction == "rtl"


@dataclass(frozen=True, slots=True)
class Built:
    """An output folder. `sums` maps each path of SHA256SUMS to its hash; `faults` say what could not be
    read.
    """

    folder: Path
    rows: tuple[Row, ...] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def of(self, *formats: str) -> Iterator[Row]:
        """Yield the outputs of some formats that stand in the folder."""
        return (row for row in self.rows if row.format in formats and (self.folder / row.path).is_file())

    def companion(self, row: Row, format: str) -> Row | None:
        """Return the output of another format in the same language, default variant first."""
        found = [other for other in self.of(format) if other.language == row.language]
        return min(found, key=lambda other: other.variant, default=None)


def read(folder: Path) -> Built:
    """Read an output folder. What is missing or damaged is a fault of the result, never an exception."""
    faults: list[str] = []
    rows, sums = _rows(folder, faults), _sums(folder, faults)
    return Built(folder, rows, sums, tuple(faults))


def _rows(folder: Path, faults: list[str]) -> tuple[Row, ...]:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return tuple(_row(entry) for entry in data["artefacts"])
    except OSError:
        faults.append(f"there is no {MANIFEST}")
    except (ValueError, KeyError, TypeError) as error:
        faults.append(f"{MANIFEST} cannot be read: {error}")
    return ()


def _row(entry: Mapping[str, Any]) -> Row:
    texts = {name: str(entry.get(name, "")) for name in _FIELDS}
    path = Path(texts["path"])
    if not texts["path"] or ".." in path.parts or path.is_absolute():
        raise ValueError(f"the path {texts['path']!r} is not in the folder")
    return Row(**texts, size=int(entry.get("bytes", 0)))


def _sums(folder: Path, faults: list[str]) -> dict[str, str]:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        faults.append(f"there is no {SUMS}")
        return {}
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(file.read_bytes()).hexdigest()
