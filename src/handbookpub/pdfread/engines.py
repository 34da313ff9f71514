"""What other people's software reads out of our PDF: poppler, PDFium, MuPDF.

They stand for the readers we cannot see: poppler for Evince and Okular, PDFium for Chromium and Android,
MuPDF for SumatraPDF and many phones. MuPDF is a tool of the developers only. An engine that is missing
raises `EngineMissing`, so that nobody takes silence for success.

poppler runs in its default mode: it is what its viewers do when text is selected and searched, it puts
right-to-left words back into logical order and joins the lines of a column. `-raw` keeps the order of the
content stream, which no reader ever meets, and leaves right-to-left lines reversed; `-layout` pads with
blanks.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from handbookpub.pdfread.pdfium import document

TIMEOUT = 120
"""Seconds that pdftotext may take for one document."""


class EngineMissing(RuntimeError):
    """The engine is not installed; the message names what to install."""


def poppler(data: bytes) -> list[str]:
    """Return the text of each page as pdftotext gives it."""
    if shutil.which("pdftotext") is None:
        raise EngineMissing("pdftotext (package poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.pdf"
        file.write_bytes(data)
        command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
        result = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True)
    pages = result.stdout.decode("utf-8", "replace").split("\f")
    return pages[:-1] if pages and not pages[-1].strip() else pages


def pdfium(data: bytes) -> list[str]:
    """Return the text of each page as PDFium gives it."""
    try:
        with document(data) as opened:
            return [opened[number].get_textpage().get_text_range() for number in range(len(opened))]
    except ImportError as error:
        raise EngineMissing("PDFium (Python package pypdfium2)") from error


def mupdf(data: bytes) -> list[str]:
    """Return the text of each page as MuPDF gives it."""
    try:
        import pymupdf
    except ImportError as error:
        raise EngineMissing("MuPDF (Python package pymupdf, for developers)") from error
    with pymupdf.open(stream=data, filetype="pdf") as opened:  # type: ignore[no-untyped-call]
        return [str(page.get_text()) for page in opened]


ENGINES: Mapping[str, Callable[[bytes], list[str]]] = {"poppler": poppler, "PDFium": pdfium, "MuPDF": mupdf}
"""Every engine; the first two come with every installation."""
ALWAYS = ("poppler", "PDFium")
