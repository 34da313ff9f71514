"""A release goes out whole and signed, or not at all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handbookpub import release
from handbookpub.outputs import epubcheck
from handbookpub.translate.records import FOLDER
from support.cli import SMALLEST, contents, run, write

A_SERVICE = '[[service]]\nkey = "h"\nname = {en = "Hotline", ar = "الخط"}\nplaceholder = true\n'
VARIANT = '[variants.a4]\npage = "A4"\n'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A handbook for which everybody has signed."""
    toml = SMALLEST["handbook.toml"].replace('source = "en"\n', 'source = "en"\nvetted = true\n')
    root = write(tmp_path / "book", {**SMALLEST, "handbook.toml": toml + VARIANT})
    for words in (("status",), ("mark", "ar", "01-one", "reviewed", "--by", "Amal")):
        assert run("-C", root, *words).exit_code == 0
    return root


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def unsigned(root: Path) -> None:
    for record in (root / FOLDER).rglob("*"):
        if record.is_file():
            record.unlink()


REFUSED = {
    "HB901": (replaced("handbook.toml", "vetted = true", "vetted = false"), "handbook.toml:3:1"),
    "HB902": (replaced("en/01-one.md", "The text", "Another text"), "ar/:1:1"),
    "HB903": (unsigned, "ar/:1:1"),
    "HB904": (replaced("ar/01-one.md", "# واحد", "---\nstatus: draft\n---\n\n# واحد"), "ar/01-one.md:1:1"),
    "HB104": (replaced("en/01-one.md", "The text", "The ** text"), "en/01-one.md:"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_nobody_may_ship_is_refused(book: Path, tmp_path: Path, code: str) -> None:
    spoil, place = REFUSED[code]
    spoil(book)
    before = contents(tmp_path)
    result = run("-C", book, "release", tmp_path / "1.0")
    assert result.exit_code == 1
    assert any(line.startswith(place) and f" {code} " in line for line in result.stdout.splitlines()), result.output
    assert contents(tmp_path) == before


def test_a_release_is_whole_and_its_checksums_hold(book: Path, tmp_path: Path) -> None:
    (book / "countries").mkdir()
    (book / "countries" / "EG.toml").write_text(A_SERVICE, encoding="utf-8")
    out = tmp_path / "releases" / "1.0"
    result = run("-C", book, "release", out)
    assert result.exit_code == 0, result.output
    assert "countries/EG.toml:1:1: HB905 1 rows are placeholders (review)" in result.stdout
    wanted = {"index.html", "ar/sample-ar.pdf", "ar/sample-ar-a4.pdf", "ar/sample-ar.epub", "en/one.html"}
    assert wanted <= contents(out).keys()
    assert "sample text" not in (out / "en" / "one.html").read_text(encoding="utf-8").lower()
    subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=out, check=True)
    assert [path.name for path in out.parent.iterdir()] == ["1.0"], "what it was made in is gone"
    before = contents(out)
    again = run("-C", book, "release", out)
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert contents(out) == before


def test_a_check_that_cannot_run_refuses(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise epubcheck.CannotRun("java")

    monkeypatch.setattr(epubcheck, "run", missing)
    (tmp_path / "1.0").mkdir()
    result = release.release(book, tmp_path / "1.0", cache=tmp_path / "cache")
    assert [finding.code for finding in result.findings if finding.severity == "error"] == ["HB700", "HB700"]
    assert not result.outputs
    assert list((tmp_path / "1.0").iterdir()) == []


def test_the_sample_of_this_repository_is_refused(tmp_path: Path) -> None:
    """Until practitioners and revisers have signed, `release` does not let it out; read here with one chapter."""
    own = Path(__file__).parent.parent / "handbook"
    root = write(tmp_path / "book")
    (root / "handbook.toml").write_bytes((own / "handbook.toml").read_bytes())
    result = run("-C", root, "release", tmp_path / "1.0")
    assert result.exit_code == 1
    assert " HB901 this is sample text that nobody has vetted" in result.stdout
