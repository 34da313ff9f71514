"""A translation says in every output what it was made from, how far it is, what its chapters lack; and names nobody
who was not asked."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from handbookpub import build as builder
from handbookpub import languages
from handbookpub.model import Coverage, Gaps
from handbookpub.pdfread import engines
from handbookpub.render import imprint
from support.cli import run
from support.teams import CONFIG, SOURCE, edit, handbook, load, save

EN, AR = "en/10-one.md", "ar/10-one.md"
DATED = CONFIG.replace('source = "en"', 'source = "en"\ndate = "2026-11-24"')
NAMED = DATED + "[people]\nprint = true\n"
STALE = "عدد الفقرات التي تغيّر أصلها بعد ترجمتها في هذا الفصل: ١"
UNTRANSLATED = "عدد الفقرات التي لم تُترجم بعد في هذا الفصل: ١"
ORIGIN = "الإنجليزية، النص المؤرخ ٢٤ نوفمبر ٢٠٢٦"


def begun(root: Path, config: str) -> Path:
    """A handbook in which Amal translated, Rana and somebody anonymous reviewed, and then the source went on."""
    handbook(root, {"handbook.toml": config})
    save(root)
    for place, state, name in (
        ("10-one", "translated", "Amal <b>"),
        (f"{AR}:3", "reviewed", "Rana"),
        (f"{AR}:7", "reviewed", "Anonymous-2"),
    ):
        assert run("-C", root, "mark", "ar", place, state, "--by", name).exit_code == 0
    edit(root, EN, "Who is near?", "Who is near you?")
    edit(root, EN, "Lock them away.\n", "Lock them away.\n\nTell nobody else about them.\n")
    return root


def built(root: Path, *formats: str) -> Path:
    words = [word for name in formats for word in ("-f", name)]
    result = run("-C", root, "build", *words, "-o", root / "out", "-j", "1")
    assert result.exit_code == 0, result.output
    return root / "out"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(begun(tmp_path_factory.mktemp("book"), NAMED), "html", "single", "epub", "pdf")


def member(book: Path, name: str) -> str:
    with zipfile.ZipFile(book) as archive:
        return archive.read(f"EPUB/{name}").decode()


def texts(out: Path, code: str) -> dict[str, tuple[str, str]]:
    """For each format the text of its imprint, and that of its chapter."""
    folder = out / code
    epub, single = folder / f"team-{code}.epub", plain((folder / f"team-{code}-single.html").read_text())
    pages = {
        "html": ((folder / "index.html").read_text(), (folder / "contact.html").read_text()),
        "epub": (member(epub, "about_edition.xhtml"), member(epub, "contact.xhtml")),
    }
    printed = " ".join(" ".join(engines.pdfium((folder / f"team-{code}.pdf").read_bytes())).split())
    found = {name: (plain(first), plain(second)) for name, (first, second) in pages.items()}
    return found | {"single": (single, single), "pdf": (printed, printed)}


def plain(page: str) -> str:
    return " ".join(html.fromstring(page.replace("<dd>", " <dd>").encode()).text_content().split())


@pytest.mark.parametrize("form", ["html", "single", "epub", "pdf"])
def test_the_imprint_tells_origin_share_and_names(out: Path, form: str) -> None:
    said, chapter = texts(out, "ar")[form]
    translated, reviewed = share(out.parent)
    wanted = [ORIGIN, f"نسبة ما تُرجم {translated}", f"ثانٍ {reviewed}", "الترجمة Amal <b>", "المراجعة Rana"]
    if form == "pdf":  # where Arabic digits and Latin letters stand in a line, engines contradict each other
        wanted = ["النص المؤرخ", "نسبة ما تُرجم", "Amal", "Rana"]
    assert [words for words in wanted if words not in said] == []
    assert "nonymous" not in said
    told = (STALE[:-1], UNTRANSLATED[:-1]) if form == "pdf" else (STALE, UNTRANSLATED)
    assert [words for words in told if words not in chapter] == []


def share(root: Path) -> tuple[str, str]:
    """What `status` counts, as Arabic writes it."""
    (progress,) = save(root)
    total, counts = len(progress.items), progress.counts
    shares = (counts["translated"] + counts["reviewed"]) * 100 // total, counts["reviewed"] * 100 // total
    assert 0 < shares[1] < shares[0] < 100
    first, second = (languages.load("ar").number(each) + "٪" for each in shares)
    return first, second


@pytest.mark.parametrize("form", ["html", "single", "epub", "pdf"])
def test_the_source_says_nothing_of_that(out: Path, form: str) -> None:
    said, chapter = texts(out, "en")[form]
    strings = languages.load("en").strings
    assert strings["translated_from"] not in said and "Amal" not in said
    assert strings["partly_stale"].partition(":")[0] not in chapter


def test_names_stay_out_unless_the_handbook_prints_them(tmp_path: Path) -> None:
    root = begun(tmp_path, DATED)
    folder = built(root, "html", "epub") / "ar"
    said = plain((folder / "index.html").read_text()) + plain(member(folder / "team-ar.epub", "about_edition.xhtml"))
    assert ORIGIN in said
    assert [name for name in ("Amal", "Rana", "nonymous", "المراجعة") if name in said] == []


def test_a_frozen_source_is_named_by_its_version(tmp_path: Path) -> None:
    root = handbook(tmp_path, {"handbook.toml": DATED})
    save(root)
    assert run("-C", root, "freeze", "2026-11").exit_code == 0
    edit(root, EN, "Be calm and honest.", "Be calm, honest and brief.")
    folder = built(root, "html") / "ar"
    said, chapter = (folder / "index.html").read_text(), plain((folder / "contact.html").read_text())
    assert 'الإصدار <bdi dir="ltr">2026-11</bdi> بتاريخ' in said
    assert STALE[:-1] not in chapter  # the translation is true to the version that it names


def test_a_whole_translation_has_no_notice_and_a_hundred_per_cent(tmp_path: Path) -> None:
    folder = built(handbook(tmp_path, {"handbook.toml": DATED}), "html") / "ar"
    assert "نسبة ما تُرجم ١٠٠٪" in plain((folder / "index.html").read_text())
    assert 'class="notice"' not in (folder / "contact.html").read_text()


def test_a_chapter_that_nobody_began_counts_and_says_that_it_stands_in_english(tmp_path: Path) -> None:
    root = handbook(tmp_path, {"handbook.toml": DATED, "en/20-two.md": SOURCE.replace("{#", "{#two-")
                               .replace("(#", "(#two-").replace("#d-", "#two-d-").replace("#tab", "#two-tab")})
    coverage = builder.take_in(root).coverage["ar"]
    assert (coverage.share(coverage.translated), "20-two" in coverage.gaps) == (50, False)


@pytest.mark.parametrize("code", languages.available())
def test_every_language_has_these_words(code: str, tmp_path: Path) -> None:
    row = languages.load(code)
    book = load(handbook(tmp_path))
    chapter = book.source.chapters[0]
    coverage = Coverage(200, 199, 3, "2026-11", "2026-11-23", ("A",), ("B", "ب"), {chapter.stem: Gaps(2, 1)})
    found = dict(imprint.rows(replace(book.source, language=row), book, coverage))
    assert list(found) == [row.strings[key] for key in
                           ("translated_from", "translated", "reviewed", "translators", "reviewers")]  # fmt: skip
    assert found[row.strings["translated"]] == row.number(99) + row.percent
    assert found[row.strings["translated_from"]].count('<bdi dir="ltr">2026-11</bdi>') == 1
    assert row.number(2026) in found[row.strings["translated_from"]]
    assert found[row.strings["reviewers"]].count('<bdi dir="auto">') == 2
    notices = imprint.notices(chapter, row, coverage)
    assert [row.number(each) in text for each, text in zip((2, 1), notices, strict=True)] == [True, True]
