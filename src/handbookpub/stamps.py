"""Stamps: a build that would make what already stands does nothing.

A stamp says what a build depended on (every file of the handbook, this program, its fonts and styles, the libraries,
the request, the day on which exceptions end) and what stood in OUT after it. If both are still so, byte for byte,
building again would change nothing; its findings are told again. Stamps stand in the user's cache folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from handbookpub import disk
from handbookpub.findings import Finding, restored

FOLDER = "stamps"
SUMS = "SHA256SUMS"
OURS = (".py", ".toml", ".j2", ".css", ".js")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a build told and how many outputs it made."""

    findings: tuple[Finding, ...]
    jobs: int


class Stamps:
    """Stamps on disk. A broken one counts as none; where none can be written, the next build does its work."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache

    def find(self, key: str, out: Path) -> Stamp | None:
        """The stamp of a build whose outputs still stand as it left them."""
        try:
            data = json.loads(self._path(key, out).read_text(encoding="utf-8"))
            if data["sums"] != (out / SUMS).read_text(encoding="utf-8") or not _stand(out, data["sums"]):
                return None
            return Stamp(tuple(map(restored, data["findings"])), int(data["jobs"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, out: Path, stamp: Stamp) -> None:
        """Remember a build that has just written its outputs."""
        try:
            sums = (out / SUMS).read_text(encoding="utf-8")
        except OSError:
            return
        said = {"sums": sums, "jobs": stamp.jobs, "findings": [asdict(each) for each in stamp.findings]}
        disk.remember(self._path(key, out), json.dumps(said, ensure_ascii=False).encode())

    def _path(self, key: str, out: Path) -> Path:
        name = sha256(f"{key} {out.resolve()}".encode()).hexdigest()
        return (self._cache / FOLDER if self._cache else disk.cache_folder(FOLDER)) / f"{name}.json"


def key(root: Path, out: Path, request: Sequence[object]) -> str:
    """A digest of all that a build of the handbook in `root` depends on."""
    from handbookpub import doctor, fonts, resources

    digest = sha256(repr([*map(str, request), date.today().isoformat(), doctor.versions()]).encode())
    digest.update(fonts.digest().encode())
    for folder in (Path(__file__).parent, resources.styles_dir()):
        for path in sorted(each for each in folder.rglob("*") if each.suffix in OURS):
            digest.update(path.read_bytes())
    for path in _files(root, out):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path, out: Path) -> Iterator[Path]:
    """The files of a handbook. What was built into it does not count, nor what is hidden."""
    made = out.resolve()
    for path in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and not path.resolve().is_relative_to(made):
            yield path


def _stand(out: Path, sums: str) -> bool:
    """Whether OUT holds just the files of some sums, as they were."""
    wanted = {name: digest for digest, name in (line.split("  ", 1) for line in sums.splitlines())}
    there = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    there.pop(SUMS, None)
    return there.keys() == wanted.keys() and all(
        sha256(path.read_bytes()).hexdigest() == wanted[name] for name, path in there.items()
    )
