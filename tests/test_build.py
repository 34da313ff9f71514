"""What a build leaves behind: the files, their names, true checksums, and never half of anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handbookpub import build as builder
from handbookpub import render
from handbookpub.cache import PartCache
from handbookpub.pdfread import structure
from handbookpub.render import files
from handbookpub.render.part import Part, Record, Source
from support.cli import SMALLEST, contents, run, write

A4 = '[variants.a4]\npage = "A4"\n'
MM = 72 / 25.4


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest handbook, built in all formats, its Arabic PDF also as A4."""
    folder = tmp_path_factory.mktemp("smallest")
    write(folder / "book", {**SMALLEST, "handbook.toml": SMALLEST["handbook.toml"] + A4})
    assert run("-C", folder / "book", "build", "-o", folder / "out", "-j", "1").exit_code == 0
    options = ("-l", "ar", "-f", "pdf", "--variant", "a4", "-j", "1")
    assert run("-C", folder / "book", "build", *options, "-o", folder / "out").exit_code == 0
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def rows(out: Path) -> dict[str, dict[str, object]]:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return {row["path"]: row for row in manifest["artefacts"]}


def test_files_have_the_names_that_links_rely_on(made: Path) -> None:
    wanted = {"index.html", "manifest.json", "SHA256SUMS", "ar/sample-ar-a4.pdf"}
    for code in ("en", "ar"):
        names = ("index.html", "one.html", f"sample-{code}.pdf", f"sample-{code}.epub")
        wanted |= {f"{code}/{name}" for name in (*names, f"sample-{code}-single.html")}
    assert wanted <= set(contents(made / "out"))
    assert not [name for name in contents(made / "out") if ".partial" in name or name.endswith(".tmp")]


@pytest.mark.parametrize(("name", "size"), [("sample-ar", (148, 210)), ("sample-ar-a4", (210, 297))])
def test_pages_have_the_size_of_their_variant(made: Path, name: str, size: tuple[int, int]) -> None:
    with pikepdf.open(made / "out" / "ar" / f"{name}.pdf") as pdf:
        for page in pdf.pages:
            assert [float(edge) for edge in page.mediabox] == pytest.approx(
                [0, 0, size[0] * MM, size[1] * MM], abs=0.1
            )


def test_each_edition_says_its_language_and_direction(made: Path) -> None:
    for code, direction in (("en", "ltr"), ("ar", "rtl")):
        folder = made / "out" / code
        for page in [folder / "one.html", folder / f"sample-{code}-single.html"]:
            assert f'<html lang="{code}" dir="{direction}"' in page.read_text(encoding="utf-8")
        with zipfile.ZipFile(BytesIO((folder / f"sample-{code}.epub").read_bytes())) as book:
            package = next(book.read(name).decode() for name in book.namelist() if name.endswith(".opf"))
        assert f"<dc:language>{code}</dc:language>" in package
        assert f'page-progression-direction="{direction}"' in package


def test_checksums_are_true(made: Path) -> None:
    out = made / "out"
    checked = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=out, check=False)
    assert checked.returncode == 0
    listed = {line.split("  ", 1)[1] for line in (out / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(contents(out)) - {"SHA256SUMS"}


def test_a_changed_file_does_not_pass_the_checksums(copy: Path) -> None:
    page = copy / "out" / "ar" / "one.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    command = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=copy / "out", capture_output=True, text=True, check=False)
    assert checked.returncode == 1
    assert checked.stdout == "ar/one.html: FAILED\n"


def test_the_manifest_tells_of_every_file(made: Path) -> None:
    """The first build made the English and Arabic files, the second only the Arabic PDFs: all are there."""
    out = made / "out"
    found = contents(out)
    assert {path for path, row in rows(out).items() if row["format"] in ("pdf", "epub", "single")} == {
        path for path in found if path.endswith((".pdf", ".epub", "-single.html"))
    }
    for path, row in rows(out).items():
        assert (row["sha256"], row["bytes"]) == (sha256(found[path]).hexdigest(), len(found[path])), path
    manifest = json.loads(found["manifest.json"])
    assert {"pandoc", "WeasyPrint", "Pango", "HarfBuzz", "FriBidi", "fonts"} <= set(manifest["tools"])
    assert str(made) not in found["manifest.json"].decode()


def test_the_catalogue_offers_every_language_after_a_partial_build(made: Path) -> None:
    page = (made / "out" / "index.html").read_text(encoding="utf-8")
    for code, name in (("en", "Sample"), ("ar", "نموذج")):
        assert f'href="{code}/index.html"' in page
        assert f'href="{code}/sample-{code}.epub"' in page
        assert f"<h2>{name}</h2>" in page
    assert 'href="ar/sample-ar-a4.pdf"' in page


def test_what_a_partial_build_did_not_name_stays_byte_for_byte(copy: Path) -> None:
    before = contents(copy / "out")
    write(copy / "book", {"ar/01-one.md": "# واحد {#one}\n\nنص آخر.\n"})
    assert run("-C", copy / "book", "build", "-l", "ar", "-f", "html", "-o", copy / "out").exit_code == 0
    after = contents(copy / "out")
    changed = {name for name in before if before[name] != after.get(name)}
    assert "ar/one.html" in changed
    assert changed <= {"manifest.json", "SHA256SUMS", "ar/one.html", "ar/index.html"}


def test_a_build_that_stops_leaves_the_old_outputs(copy: Path) -> None:
    before = contents(copy / "out")
    write(copy / "book", {"ar/01-one.md": "# واحد {#one}\n\n[](#nowhere)\n"})
    assert run("-C", copy / "book", "build", "-o", copy / "out").exit_code == 1
    assert contents(copy / "out") == before


def test_a_renderer_that_breaks_leaves_the_old_file(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of one output: no file is cut off, none of the new build lies about."""
    before = contents(copy / "out")
    write(copy / "book", {"en/01-one.md": "# One {#one}\n\nNew text.\n"})
    monkeypatch.setattr(files, "_write", breaking_after(files._write, 1))
    result = run("-C", copy / "book", "build", "-f", "html", "-l", "en", "-o", copy / "out")
    assert result.exit_code == 2
    assert "No space left" in result.output
    assert contents(copy / "out") == before


def breaking_after(action: Callable[..., None], times: int) -> Callable[..., None]:
    count = 0

    def broken(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count > times:
            raise OSError(28, "No space left on device", str(path))
        action(path, content)

    return broken


def test_new_then_a_language_then_build(tmp_path: Path) -> None:
    """A language that has no chapter yet shows the source text and says so; nothing stops."""
    folder, out = tmp_path / "my book", tmp_path / "out"
    assert run("new", folder).exit_code == 0
    for code in ("fa", "ur"):
        assert run("-C", folder, "language", "add", code).exit_code == 0
    result = run("-C", folder, "build", "-l", "en", "-l", "fa", "-o", out, "-j", "1")
    assert result.exit_code == 0, result.output
    assert "fa/10-start.md:1:1: HB008" in result.output
    assert {"fa/my-book-fa.pdf", "fa/my-book-fa.epub", "fa/start.html"} <= set(contents(out))
    page = (out / "fa" / "start.html").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl"' in page
    assert 'lang="en"' in page
    assert run("-C", folder, "build", "-l", "ur", "-f", "pdf", "-o", out, "-j", "1").exit_code == 0
    assert (out / "ur" / "my-book-ur.pdf").is_file()


def test_a_chapter_that_is_missing_stands_in_the_source_language(tmp_path: Path) -> None:
    extra = {"en/02-two.md": "# Two {#two}\n\nOnly in English.\n"}
    book, out = write(tmp_path / "book", {**SMALLEST, **extra}), tmp_path / "out"
    result = run("-C", book, "build", "-l", "ar", "-o", out, "-j", "1")
    assert result.exit_code == 0
    assert "ar/02-two.md:1:1: HB008" in result.output
    text = subprocess.run(["pdftotext", out / "ar" / "sample-ar.pdf", "-"], capture_output=True, text=True)
    assert "Only in English." in text.stdout
    with pikepdf.open(out / "ar" / "sample-ar.pdf") as pdf:
        chapters = [element for element in structure.read(pdf).elements() if element.kind == "Art"]
        assert [chapter.language for chapter in chapters[-2:]] == ["", "en"]


def test_a_character_without_a_glyph_is_a_box_and_a_finding(tmp_path: Path) -> None:
    book = write(tmp_path / "book", {**SMALLEST, "ar/01-one.md": "# واحد {#one}\n\nنص \U0001f9ff هنا.\n"})
    result = run("-C", book, "build", "-l", "ar", "-f", "pdf", "-o", tmp_path / "out", "-j", "1")
    assert result.exit_code == 0
    assert "ar/01-one.md:1:1: HB850" in result.output
    assert "U+1F9FF" in result.output
    file = tmp_path / "out" / "ar" / "sample-ar.pdf"
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True).stdout
    assert "\U0001f9ff" in text


def test_print_styles_of_a_handbook_read_nothing_outside_it(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    rule = "body { background: url(../../secret.png) } p { background: url(https://example.org/x.png) }"
    book = write(tmp_path / "book", {**SMALLEST, "styles/print.css": rule})
    result = run("-C", book, "build", "-l", "en", "-f", "pdf", "-o", tmp_path / "out", "-j", "1")
    assert result.exit_code == 0
    assert "secret.png is outside the handbook" in result.output
    assert "https://example.org/x.png is outside the handbook" in result.output


def test_formats_are_one_list() -> None:
    assert set(builder.FORMATS) == set(render.RENDERERS)


PICTURE = '# One {#one}\n\n::: {.figure #fig src="figures/way.png"}\nThe way.\n\n- `alt` A box.\n:::\n'


def test_a_picture_that_changed_is_printed_anew(tmp_path: Path) -> None:
    """The text is the same, so nothing but the picture's own bytes can tell the cache."""
    book = write(tmp_path / "book", {**SMALLEST, "en/01-one.md": PICTURE, "ar/01-one.md": PICTURE})
    made = []
    for shade in (0, 255, 0):
        (book / "figures").mkdir(exist_ok=True)
        Image.new("L", (40, 20), shade).save(book / "figures" / "way.png")
        options = ("-l", "en", "-f", "pdf", "-j", "1", "-o", tmp_path / "out")
        assert run("-C", book, "build", *options).exit_code == 0
        made.append((tmp_path / "out" / "en" / "sample-en.pdf").read_bytes())
    assert made[0] == made[2] != made[1]


def test_a_copy_of_a_handbook_elsewhere_has_its_parts(tmp_path: Path) -> None:
    cache, files = PartCache(tmp_path / "cache"), {"figures/way.svg": b"<svg/>"}
    ours, copy, other = (write(tmp_path / name, files) for name in ("ours", "copy", "other"))
    write(other, {"figures/way.svg": b"<svg></svg>"})
    sources = [Source("one", '<img src="figures/way.svg">', "", f"{root.as_uri()}/") for root in (ours, copy, other)]
    cache.put(sources[0], Part(b"%PDF", Record("one", 1, {}, [], [], {}, 420.0, 595.0)))
    assert cache.get(sources[1]) is not None
    assert cache.get(sources[2]) is None
