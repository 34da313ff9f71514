"""Small handbooks for tests: a folder from a table of files, and an edition of it ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handbookpub.model import Edition, Handbook
from handbookpub.read import read_handbook
from handbookpub.resolve import resolve

CONFIG = """id = "sample"
source = "{source}"
date = "2026-01-02"
[languages.{source}]
title = "{title}"
"""


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def edition(root: Path, code: str) -> tuple[Edition, Handbook]:
    """Read and resolve one edition; the handbook must be without errors."""
    handbook, findings = read_handbook(root)
    assert handbook is not None, findings
    assert not [finding for finding in findings if finding.stops], findings
    found = handbook.edition(code)
    assert found is not None
    return resolve(found, handbook).edition, handbook
