"""PDFs for tests: HTML through every print pass, and the same HTML as Chromium prints it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from handbookpub import languages
from handbookpub.render.pdf import html_to_pdf

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
)
FONTS = Path(__file__).parents[2] / "fonts"


def printed(body: str, css: str = "", language: str = "ar") -> bytes:
    """The PDF of an XHTML body in the edition of `language`, through all print passes, joined from one
    part.
    """
    return html_to_pdf(body, css, language)


def page(body: str, css: str, language: str = "ar") -> str:
    """A whole HTML page around `body`."""
    direction = languages.load(language).direction
    style = f"<style>{css}</style>" if css else ""
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>Test</title>{style}</head><body>{body}</body></html>"
    )


def chromium_pdf(body: str, css: str, language: str = "ar") -> bytes:
    """The PDF that Chromium makes of the same page."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.html", Path(folder) / "out.pdf"
        source.write_text(page(body, css, language), encoding="utf-8")
        command = [
            str(CHROMIUM),
            *_FLAGS.split(),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
        ]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=180)
        return target.read_bytes()


def face(family: str, file: str, weight: int = 400) -> str:
    """An @font-face rule for a file of fonts/, for pages that are printed without our font configuration."""
    source = (FONTS / file).as_uri()
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{source}") }}'
