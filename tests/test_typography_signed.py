"""Typographic faults from the command line: told with their page, counted in a table, signed until the text changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.cli import run
from support.typeset_book import CSS, WORDS, print_css

PDF = "en/sample-en.pdf"
CONFIG = 'id = "sample"\nsource = "en"\n[languages.en]\ntitle = "S"\n'
TEXT = f"# One {{#one}}\n\n{WORDS['en']}\n\n## Head {{#d-heading}}\n\n{WORDS['en']}\n"
SIGNED = ("--by", "Amal", "--why", "It must begin a page", "--until", "9999-12-31")


def build(folder: Path, text: str) -> tuple[Path, Path]:
    """A handbook and what was built of it."""
    root, out = folder / "book", folder / "out"
    for name, content in {"handbook.toml": CONFIG, "en/10-one.md": text, "styles/print.css": print_css() + CSS}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    result = run("-C", root, "build", "-f", "pdf", "-f", "single", "-j", "1", "-o", out)
    assert result.exit_code == 0, result.output
    return root, out


def verified(root: Path, out: Path) -> tuple[int, list[str], dict[str, object]]:
    """Exit code, `code place` of each typographic finding and each about exceptions, and the row of the PDF."""
    result = run("-C", root, "verify", out, "--output", "json")
    said = json.loads(result.output)
    told = [f"{row['code']} {row['path']}:{row['line']}:{row['column']}" for row in said["findings"]]
    (row,) = said["typography"]
    return result.exit_code, [each for each in told if each.startswith(("HB82", "HB03"))], row


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    return build(tmp_path, TEXT)


def test_verify_tells_the_page_the_words_and_what_to_do_and_ends_with_a_table(made: tuple[Path, Path]) -> None:
    result = run("-C", made[0], "verify", made[1])
    assert result.exit_code == 1
    assert f"{PDF}:5:3: HB824 page 5, “Head”: a heading ends the page before its text\n" in result.output
    assert "hint: change a few words before it, or sign it with `handbookpub except`" in result.output
    head, row = result.output.splitlines()[-2:]
    cells = dict(zip(head.split(), row.split()[1:], strict=True))
    assert (row.split()[0], cells["stranded"], cells["overfull"], cells["worst"]) == (PDF, "1", "0", "-")


def test_what_is_signed_is_left_out_until_its_text_changes(made: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = made
    assert verified(root, out)[1] == [f"HB824 {PDF}:5:3"]
    result = run("-C", root, "except", "HB824", f"{PDF}:5:3", "--out", out, *SIGNED)
    assert "or when the text there changes" in result.output, result.output
    exit_code, told, row = verified(root, out)
    assert (exit_code, told, row["signed"]) == (0, [], 1)
    assert run("-C", root, "check").exit_code == 0
    build(tmp_path, TEXT.replace("## Head", f"{WORDS['en']}\n\n## Head"))
    assert verified(root, out)[1] == []
    build(tmp_path, TEXT.replace("## Head", "## Another head"))
    told = verified(root, out)[1]
    assert {each.split()[0] for each in told} == {"HB032", "HB824"}


@pytest.mark.parametrize(
    ("code", "place", "more", "said"),
    [
        ("HB824", f"{PDF}:5:3", (), "name the folder where the PDF stands: --out OUT"),
        ("HB815", f"{PDF}:1:1", (), "HB815 of a PDF cannot be signed away"),
        (
            "HB822",
            f"{PDF}:5:3",
            ("--out", "{out}"),
            "no finding HB822 stands anywhere in this handbook: handbookpub verify",
        ),
    ],
)
def test_what_cannot_be_signed_is_refused(
    made: tuple[Path, Path], code: str, place: str, more: tuple[str, ...], said: str
) -> None:
    root, out = made
    result = run("-C", root, "except", code, place, *(word.format(out=out) for word in more), *SIGNED)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (root / "exceptions.toml").exists()
