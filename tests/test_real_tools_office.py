"""LibreOffice opens the documents for revisers and saves them: every unit of every chapter comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handbookpub.translate.exchange import docx
from support import tools
from support.packages import book_packages, of_every_state

COMMENTED = 6
"""Units of a chapter with comments, in the beginning: with a comment on each, LibreOffice takes minutes."""


def document(package):
    units = of_every_state(package).units
    quiet = (replace(unit, comments=()) for unit in units[COMMENTED:])
    return docx.write(replace(package, units=(*units[:COMMENTED], *quiet)))


def units(data):
    """What comes back; LibreOffice changes the order of comments on the same words."""
    returned = docx.read(data)
    return returned.chapter, [replace(u, comments=tuple(sorted(u.comments, key=str))) for u in returned.units]


@pytest.mark.slow
def test_every_chapter_that_libreoffice_saved_comes_back(tmp_path):
    packages = {f"{code}-{each.chapter}": each for code in ("ar", "fr") for each in book_packages(code)}
    files = {tmp_path / f"{name}.docx": document(package) for name, package in packages.items()}
    for path, data in files.items():
        path.write_bytes(data)
    saved = tools.office("docx", tmp_path / "out", *files)
    for path, data in zip(saved, files.values(), strict=True):
        assert path.read_bytes() != data
        assert units(path.read_bytes()) == units(data), path.name
        assert any(unit.comments for unit in units(data)[1])
