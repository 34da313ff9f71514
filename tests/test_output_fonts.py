"""Every font in every output is a file of fonts/: no machine lends a letter, and nothing is fetched."""

from __future__ import annotations

import base64
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handbookpub.pdfread.fonts import program_bytes
from handbookpub.pdfread.lines import opened
from handbookpub.resources import fonts_dir
from support import small_book
from support.cli import run

DATA = re.compile(r"url\([\"']?data:[^;,]*;base64,([A-Za-z0-9+/=]+)[\"']?\)\s*format\([\"']?woff2")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book in every format, with a letter that no body font has and a sign from the symbols."""
    folder = tmp_path_factory.mktemp("fonts")
    root = small_book.write(folder / "book")
    chapter = root / "ar" / "10-one.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nرمز ✆ وحرف ж و*English* و**غليظ**.\n", encoding="utf-8")
    assert run("-C", root, "build", "-o", folder / "out", "-j", "1").exit_code == 0
    return folder / "out"


@cache
def ours() -> dict[str, TTFont]:
    """The files that fonts.toml names, by their PostScript names."""
    table = tomllib.loads((fonts_dir() / "fonts.toml").read_text(encoding="utf-8"))
    files = sorted(set(re.findall(r"[\w./-]+\.ttf", repr(table))))
    fonts = [TTFont(next(fonts_dir().rglob(Path(file).name))) for file in files]
    return {font["name"].getDebugName(6): font for font in fonts}


def embedded(pdf: Any) -> Iterator[Any]:
    """Every font dictionary of a PDF."""
    for thing in pdf.objects:
        if hasattr(thing, "get") and not isinstance(thing, (str, bytes)) and _is_font(thing):
            yield thing


def _is_font(thing: Any) -> bool:
    try:
        return thing.get("/Type") == "/Font" and thing.get("/Subtype") in ("/Type0", "/Type1", "/Type3", "/TrueType")
    except (TypeError, ValueError, AttributeError):
        return False


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_font_of_a_pdf_is_ours_and_inside(out: Path, code: str) -> None:
    pdf = opened(out / code / f"small-{code}.pdf")
    fonts = list(embedded(pdf))
    names = {str(font.BaseFont).partition("+")[2] for font in fonts}
    assert len(fonts) >= 4
    assert names - set(ours()) == set()
    assert [font for font in fonts if len(program_bytes(font)) < 100] == []


def outlines(font: TTFont) -> dict[int, Any]:
    """The drawing of each character."""
    glyphs, found = font.getGlyphSet(), {}
    for code, name in font.getBestCmap().items():
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        found[code] = (pen.value, glyphs[name].width)
    return found


def webfonts(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every web font of pages, single pages and e-books, with where it stands."""
    for file in sorted(out.rglob("*")):
        if file.suffix == ".woff2":
            yield file.name, file.read_bytes()
        elif file.suffix == ".html":
            found = DATA.findall(file.read_text(encoding="utf-8"))
            yield from ((f"{file.name} {number}", base64.b64decode(data)) for number, data in enumerate(found))
        elif file.suffix == ".epub":
            with zipfile.ZipFile(file) as book:
                yield from (
                    (name, book.read(name)) for name in book.namelist() if name.endswith((".woff2", ".otf", ".ttf"))
                )


def test_every_web_font_is_cut_from_ours(out: Path) -> None:
    """Each character has the outline and the width that it has in the file of fonts/ of the same name."""
    held = list(webfonts(out))
    assert {Path(place.split()[0]).suffix for place, _ in held} == {".html", ".woff2"}
    assert len(held) >= 12
    for place, data in held:
        font = TTFont(io.BytesIO(data))
        name = font["name"].getDebugName(6) or font["name"].getDebugName(4)
        assert name in ours(), place
        whole = outlines(ours()[name])
        cut = outlines(font)
        assert cut, place
        assert {chr(code): True for code in cut if cut[code] != whole[code]} == {}, place


def test_no_style_names_a_font_elsewhere(out: Path) -> None:
    for file in out.rglob("*.css"):
        addresses = re.findall(r"url\(([^)]*)\)", file.read_text(encoding="utf-8"))
        assert [address for address in addresses if re.match(r"[\"']?(https?:)?//", address)] == []
        assert "local(" not in file.read_text(encoding="utf-8")
