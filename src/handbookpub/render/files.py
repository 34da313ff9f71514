"""Writing outputs whole: everything is made first, then moved into place; a failure leaves the old output
standing.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

Files = Mapping[str, bytes]
"""Path relative to a folder, in posix form -> content."""


def publish(folder: Path, files: Files, stale: Iterable[Path] = ()) -> None:
    """Write `files` below `folder`, through a temporary folder beside them, then remove what is stale.

    `stale` are files an earlier build may have left; those that were just written are kept. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
    try:
        for name, content in files.items():
            _write(staging / name, content)
        old = [path for path in stale if path.relative_to(folder).as_posix() not in files]
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(folder / name)
        for path in old:
            path.unlink(missing_ok=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def zipped(files: Files, first: str, date: str) -> bytes:
    """A zip of `files` that depends on nothing else: `first` is stored uncompressed, the rest in order of
    names.

    `date` is an ISO date; each member carries it. EPUB OCF 3.3 wants `mimetype` first, stored, without extra
    field.
    """
    year, month, day = (int(part) for part in date.split("-"))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in [first, *sorted(name for name in files if name != first)]:
            info = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same byte on every machine
            archive.writestr(info, files[name], compresslevel=9)
    return buffer.getvalue()
