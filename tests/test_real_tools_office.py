"""LibreOffice opens the documents for revisers and saves them: every unit of every chapter comes back as it was, and
what is read from left to right is drawn so.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest

from handbookpub.translate.exchange import docx
from handbookpub.translate.exchange.model import Package, Unit
from support import tools
from support.packages import book_packages, of_every_state

COMMENTED = 6
"""Units of a chapter with comments, in the beginning: with a comment on each, LibreOffice takes minutes."""
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>')


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


ISLANDS = [
    ("اتصل على {} الآن.", "+20 2 0000 0001"),
    ("اتصل على **{}** الآن.", "+20 2 0000 0002"),
    ("اتصل على [{}](tel:1) الآن.", "+20 2 0000 0003"),
    ("{}", "+20 2 0000 0004"),
    ("هاتف {} أو غيره", "02 1234 5678"),
    ("اتصل على {} الآن.", "+٢٠ ٢ ٠٠٠٠ ٠٠٠٥"),
    ("اتصل على {} الآن.", "٠٢ ١٢٣٤ ٥٦٧٨"),
    ("قبل {} تمامًا", "2026-03-01"),
    ("قبل {} تمامًا", "٢٠٢٦-٠٣-٠١"),
    ("اكتب إلى {} قبل غد", "help@example.org"),
    ("الرقم [{}]{{.ltr}} مجاني", "116 111"),
    ("الرقم [{}]{{.ltr}} مجاني", "١١٦ ١١١"),
]


@pytest.mark.slow
def test_libreoffice_draws_numbers_and_addresses_from_left_to_right(tmp_path):
    """Each word of an island stands to the right of the one before, whatever its digits are."""
    texts = [text.format(island) for text, island in ISLANDS]
    units = [Unit(f"1/{n:010}", "paragraph", "a", "x", text, "translated") for n, text in enumerate(texts)]
    data = docx.write(Package("small", "en", "ar", "rtl", "ltr", "1", "1", tuple(units)))
    assert [unit.target for unit in docx.read(data).units] == texts
    (tmp_path / "a.docx").write_bytes(data)
    (pdf,) = tools.office("pdf", tmp_path / "out", tmp_path / "a.docx")
    run = [tools.command("pdftotext", "poppler-utils"), "-bbox", str(pdf), "-"]
    found = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    lines = drawn([(float(y), float(x), text) for x, y, text in WORD.findall(found)])
    assert [island for _, island in ISLANDS if not any(island.replace(" ", "") in line for line in lines)] == []


def drawn(words):
    """The lines of a page: its words from left to right, without spaces. Fonts differ a little in height."""
    lines, last = [], 0.0
    for y, x, text in sorted(words):
        if y - last > 6:
            lines.append([])
        lines[-1].append((x, text))
        last = y
    return ["".join(text for _, text in sorted(line)) for line in lines]
