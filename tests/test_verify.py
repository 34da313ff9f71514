"""`verify` finds nothing in a fresh build, and finds what is broken later: one way of breaking per code."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handbookpub import build, checks
from handbookpub.outputs import epubcheck, manifest
from handbookpub.pdfread import engines
from handbookpub.verify import verify
from support import small_book

PDF, EPUB, PAGE = "ar/small-ar.pdf", "ar/small-ar.epub", "ar/one.html"
Breaker = Callable[[Path], None]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    request = build.Request(small_book.write(folder / "book"), folder / "out", cache=folder / "cache", jobs=1)
    assert build.build(request).built
    return folder / "out"


@pytest.fixture
def out(fresh: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(fresh, tmp_path / "out"))


def codes(out: Path) -> set[str]:
    return {finding.code for finding in verify(out)}


def test_nothing_is_wrong_with_a_fresh_build(fresh: Path) -> None:
    assert [str(finding) for finding in verify(fresh, strict=True)] == []


def in_pdf(change: Callable[[Any], None]) -> Breaker:
    """Change the Arabic PDF with pikepdf."""

    def breaker(out: Path) -> None:
        with pikepdf.open(out / PDF, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(out / PDF)

    return breaker


def in_stream(pattern: bytes, replacement: bytes) -> Breaker:
    """Change what a page draws."""

    def change(pdf: Any) -> None:
        for page in pdf.pages:
            data = b"".join(part.read_bytes() + b"\n" for part in contents(page))
            page.Contents = pdf.make_stream(re.sub(pattern, replacement, data))

    return in_pdf(change)


def contents(page: Any) -> list[Any]:
    return list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]


def in_unicode(change: Callable[[str], str]) -> Breaker:
    """Change the text of every code of every font."""

    def inside(pdf: Any) -> None:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                data = font.ToUnicode.read_bytes().decode("latin-1")
                entry = re.compile(r"(<[0-9a-f]{4}> )<([0-9a-f]+)>(?=\n)")
                font.ToUnicode.write(entry.sub(lambda m: m[1] + mapped(m[2]), data).encode("latin-1"))

    def mapped(text: str) -> str:
        return f"<{change(bytes.fromhex(text).decode('utf-16-be')).encode('utf-16-be').hex()}>"

    return in_pdf(inside)


def in_epub(name: str, old: str, new: str) -> Breaker:
    """Replace text in the first file of the EPUB whose name ends so."""

    def breaker(out: Path) -> None:
        with zipfile.ZipFile(out / EPUB) as book:
            files = {entry.filename: book.read(entry) for entry in book.infolist()}
        found = next(path for path, data in files.items() if path.endswith(name) and old.encode() in data)
        files[found] = files[found].replace(old.encode(), new.encode(), 1)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as book:
            for path, data in files.items():
                book.writestr(path, data)
        (out / EPUB).write_bytes(buffer.getvalue())

    return breaker


def in_page(pattern: str, replacement: str) -> Breaker:
    def breaker(out: Path) -> None:
        text = (out / PAGE).read_text(encoding="utf-8")
        changed = re.sub(pattern, replacement, text, count=1)
        assert changed != text
        (out / PAGE).write_text(changed, encoding="utf-8")

    return breaker


def lose_direction(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences["/Direction"]


def lose_parents(pdf: Any) -> None:
    del pdf.pages[-1]["/StructParents"]


def lose_destinations(pdf: Any) -> None:
    del pdf.Root.Names["/Dests"]


def lose_bookmarks(pdf: Any) -> None:
    del pdf.Root["/Outlines"]


def rename_font(pdf: Any) -> None:
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/CIDFontType2":
            font.BaseFont = pikepdf.Name("/ABCDEF+SomeSystemFont")


def turn_a_string_round(data: bytes) -> bytes:
    """Draw the codes of one string in the opposite order: what a print without UAX#9 does."""
    codes = [data[i : i + 4] for i in range(0, len(data), 4)]
    return b"".join(codes[::-1])


def reverse_latin(pdf: Any) -> None:
    """Turn every phrase of five codes or more round."""
    for page in pdf.pages:
        data = b"".join(part.read_bytes() + b"\n" for part in contents(page))
        turned = re.sub(rb"(?<=<)([0-9a-f]{20,})(?=>)", lambda match: turn_a_string_round(match[1]), data)
        page.Contents = pdf.make_stream(turned)


BREAKERS: dict[str, Breaker] = {
    "HB701": lambda out: (out / manifest.MANIFEST).unlink(),
    "HB702": lambda out: (out / PAGE).write_text("<html>", encoding="utf-8") and None,
    "HB703": lambda out: (out / "ar" / "notes.txt").write_text("draft") and None,
    "HB711": in_epub(".opf", "<dc:title", "<dc:nothing"),
    "HB712": in_epub("nav.xhtml", 'dir="rtl"', 'dir="ltr"'),
    "HB713": in_epub(".opf", 'page-progression-direction="rtl"', ""),
    "HB714": in_epub(".xhtml", "</body>", '<img src="https://example.org/x.png" alt=""/></body>'),
    "HB721": in_page('dir="rtl"', ""),
    "HB722": in_page("</body>", '<script src="//example.org/count.js"></script></body>'),
    "HB723": in_page("</main>", '<a href="nowhere.html">x</a></main>'),
    "HB724": in_page("</main>", "x" * 100_000 + "</main>"),
    "HB801": lambda out: (out / PDF).write_bytes((out / PDF).read_bytes()[:900]) and None,
    "HB802": in_pdf(lose_direction),
    "HB803": in_pdf(lose_parents),
    "HB804": in_pdf(lose_destinations),
    "HB805": in_pdf(lose_bookmarks),
    "HB811": in_pdf(rename_font),
    "HB812": in_unicode(lambda text: text.replace("م", "\u0780")),
    "HB813": in_pdf(reverse_latin),
    "HB814": lambda out: (out / "ar" / "small-ar-single.html").unlink(),
    "HB815": in_unicode(lambda text: text.replace("م", "")),
    "HB816": in_unicode(lambda text: text.replace("ن", "س")),
    "HB817": in_unicode(lambda text: text.replace("م", "\ufee3")),
}

TYPESET = {f"HB82{number}" for number in range(1, 10)}
"""Broken page by page in test_typography and test_typography_signed."""


@pytest.mark.parametrize("code", BREAKERS)
def test_what_is_broken_is_found(out: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checks.load_all()
    monkeypatch.setattr(checks, "CHECKS", {code: checks.CHECKS[code]})  # the others need not run
    BREAKERS[code](out)
    assert code in codes(out)


def test_every_code_of_outputs_is_broken_here() -> None:
    checks.load_all()
    assert {code for code in checks.CHECKS if code[2] in "78"} == set(BREAKERS) | TYPESET


def test_a_missing_tool_is_said_and_is_an_error_for_a_release(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> list[str]:
        raise engines.EngineMissing("this engine")

    monkeypatch.setattr(engines, "ENGINES", dict.fromkeys(engines.ENGINES, missing))
    monkeypatch.setattr(epubcheck.shutil, "which", lambda _: None)
    said = verify(fresh)
    assert {finding.code for finding in said} == {"HB700"}
    assert {finding.severity for finding in said} == {"review"}
    assert {finding.severity for finding in verify(fresh, strict=True)} == {"error"}


def test_a_folder_that_is_no_build_is_said(tmp_path: Path) -> None:
    assert codes(tmp_path) == {"HB701"}
