"""What a reader of the pages notices: no foreign request, directions, links that arrive, weight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from handbookpub.languages import load
from handbookpub.model import Handbook
from handbookpub.render import RENDERERS, Artefact, catalogue
from packaged.sample import context, handbook

BUDGET = 100 * 1024
FETCHED = ("src", "srcset", "poster", "data", "action", "formaction", "background")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Handbook, list[Artefact]]:
    out = tmp_path_factory.mktemp("out")
    book = handbook(tmp_path_factory.mktemp("book"))
    made = [
        artefact
        for edition in book.editions
        for name in ("html", "single", "epub")
        for artefact in RENDERERS[name].render(edition, book, out, context(book))
    ]
    return out, book, made + catalogue.write(book, context(book).editions, out)


def pages(out: Path) -> list[Path]:
    return sorted(out.rglob("*.html"))


def tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def test_every_artefact_is_there_once(built) -> None:
    out, _, made = built
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert sorted(artefact.path for artefact in made) == written


def test_pages_say_their_language_and_direction(built) -> None:
    out, book, _ = built
    for edition in book.editions:
        for path in pages(out / edition.language.code):
            root = tree(path)
            assert (root.get("lang"), root.get("dir")) == (edition.language.code, edition.language.direction)


def test_nothing_is_fetched_from_elsewhere(built) -> None:
    out, _, _ = built
    for path in pages(out):
        root = tree(path)
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            fetched = [element.get(name) for name in FETCHED if element.get(name)]
            if element.tag in ("link", "image", "use"):
                fetched += [value for name, value in element.items() if name.endswith("href")]
            assert not [address for address in fetched if re.match(r"(?i)(https?:)?//", address)], path
        assert root.find(".//meta[@http-equiv]").get("content").startswith("default-src 'none'")
        assert root.find(".//meta[@name='referrer']").get("content") == "no-referrer"
    for sheet in out.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_links_outwards_tell_nothing(built) -> None:
    out, _, _ = built
    found = [link for path in pages(out) for link in tree(path).iter("a") if "://" in link.get("href", "")]
    assert found
    assert all("noreferrer" in link.get("rel", "") for link in found)


def test_every_link_arrives(built) -> None:
    out, _, _ = built
    ids = {path: set(tree(path).xpath("//@id")) for path in pages(out)}
    for path in pages(out):
        for link in tree(path).iter("a"):
            file, _, place = link.get("href").partition("#")
            if "://" in file:
                continue
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), (path, file)
            assert not place or place in ids[target], (path, link.get("href"))


def test_ids_are_unique(built) -> None:
    out, _, _ = built
    for path in pages(out):
        ids = tree(path).xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_references_name_the_page_of_their_target(built) -> None:
    out, _, _ = built
    page = (out / "en" / "contact.html").read_text(encoding="utf-8")
    assert 'href="risk.html"' in page
    assert 'href="#before"' in page
    assert 'href="contact.html"' in (out / "en" / "risk.html").read_text(encoding="utf-8")


def test_the_switcher_leads_to_the_same_chapter(built) -> None:
    out, _, _ = built
    links = tree(out / "ar" / "contact.html").findall(".//details[@class='languages']//a")
    found = {link.get("hreflang"): (link.get("href"), link.get("lang"), link.get("dir")) for link in links}
    assert found["en"] == ("../en/contact.html", "en", "ltr")
    assert "ar" not in found


def test_an_untranslated_chapter_says_so_in_the_readers_language(built) -> None:
    out, _, _ = built
    root = tree(out / "ar" / "risk.html")
    assert load("ar").names["en"] in root.find(".//p[@class='notice']").text_content()
    article = root.find(".//article")
    assert (article.get("lang"), article.get("dir")) == ("en", "ltr")
    listed = tree(out / "ar" / "index.html").xpath("//nav[@class='contents']//a[@href='risk.html']")[0]
    assert (listed.get("lang"), listed.get("dir")) == ("en", "ltr")


def test_every_page_of_a_sample_says_that_it_is_one(built) -> None:
    out, book, _ = built
    for edition in book.editions:
        notice = edition.language.strings["sample_notice"]
        for path in pages(out / edition.language.code):
            assert notice in tree(path).text_content(), path


def test_notes_call_and_come_back_with_the_rows_digits(built) -> None:
    out, _, _ = built
    root = tree(out / "ar" / "contact.html")
    calls = root.findall(".//a[@role='doc-noteref']")
    assert [call.text_content() for call in calls] == [load("ar").note(n) for n in (1, 2, 3)]
    notes = root.findall(".//section[@role='doc-endnotes']/ol/li")
    assert [note.get("dir") for note in notes] == ["rtl", "rtl", "ltr"]
    assert notes[2].get("lang") == "en"
    back = [note.find(".//a[@role='doc-backlink']").get("href") for note in notes]
    assert back == [f"#{call.get('id')}" for call in calls]


def test_notes_stay_out_of_titles(built) -> None:
    out, _, _ = built
    assert tree(out / "en" / "contact.html").find(".//title").text == "Safe contact – A sample"
    listed = tree(out / "en" / "index.html").xpath("//nav[@class='contents']//a[@href='contact.html']")[0]
    assert listed.text_content() == "Safe contact"


def test_a_figure_speaks_the_language_and_only_its_shapes_are_mirrored(built) -> None:
    out, _, _ = built
    page = (out / "ar" / "contact.html").read_text(encoding="utf-8")
    drawing = page[page.index("<svg", page.index("fig-way")) : page.rindex("</svg>")]
    assert 'role="img"' in drawing
    assert 'aria-label="مربع واحد."' in drawing
    assert "translate(400 0) scale(-1 1)" in drawing
    assert re.search(r'<text[^>]* x="350"[^>]*>البداية</text>', drawing)
    assert "scale(" not in (out / "en" / "contact.html").read_text(encoding="utf-8")


def test_a_drawing_brings_no_script_and_no_address(built) -> None:
    out, _, _ = built
    page = (out / "en" / "contact.html").read_text(encoding="utf-8")
    drawing = page[page.index("<svg", page.index("fig-way")) : page.rindex("</svg>")]
    assert not re.search("alert|elsewhere|onload|<image", drawing)
    assert 'fill="#ddd"' in drawing


def test_raw_markup_of_a_source_is_shown_not_run(built) -> None:
    out, _, _ = built
    assert "<b>raw</b>" in tree(out / "en" / "contact.html").text_content()


def test_tables_say_what_heads_what_and_align_by_direction(built) -> None:
    out, _, _ = built
    root = tree(out / "ar" / "contact.html")
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "col"]
    assert root.find(".//td[2]").get("class") == "align-end"
    assert not [element for element in root.iter() if element.get("style")]


def test_a_table_without_a_corner_has_no_empty_head(built) -> None:
    """axe-core calls a head without words an error: a screen reader reads it as nothing for every cell."""
    out, _, _ = built
    root = tree(out / "en" / "risk.html")
    assert [head.text_content() for head in root.iter("th")] == ["Low", "High"]


def test_pages_are_light(built) -> None:
    """A page with every style, script and font that it could ask for."""
    out, book, _ = built
    for edition in book.editions:
        folder = out / edition.language.code
        shared = sum(path.stat().st_size for path in (folder / "assets").iterdir())
        single = f"sample-{edition.language.code}-single.html"
        sizes = {path.name: path.stat().st_size + shared for path in pages(folder) if path.name != single}
        assert max(sizes.values()) <= BUDGET, sizes


def test_a_rebuild_removes_the_page_of_a_chapter_that_is_gone(built, tmp_path: Path) -> None:
    _, book, _ = built
    edition = book.editions[0]
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "gone.html").write_text("old")
    (tmp_path / "en" / "sample-en-single.html").write_text("kept")
    RENDERERS["html"].render(edition, book, tmp_path, context(book))
    assert not (tmp_path / "en" / "gone.html").exists()
    assert (tmp_path / "en" / "sample-en-single.html").read_text() == "kept"


def test_a_failing_build_leaves_the_old_pages(built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, book, _ = built
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text("old")
    monkeypatch.setattr("handbookpub.render.html.stylesheet", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        RENDERERS["html"].render(book.editions[0], book, tmp_path, context(book))
    assert [path.name for path in (tmp_path / "en").iterdir()] == ["index.html"]
    assert (tmp_path / "en" / "index.html").read_text() == "old"


def test_the_catalogue_tells_sizes_in_every_language(built) -> None:
    out, book, _ = built
    root = tree(out / "index.html")
    cards = root.findall(".//ul[@class='cards']/li")
    assert [card.get("lang") for card in cards] == ["en", "ar", "fr"]
    for card, edition in zip(cards, book.editions, strict=True):
        single = out / edition.language.code / f"sample-{edition.language.code}-single.html"
        size = edition.language.number(-(-single.stat().st_size // 1024))
        assert edition.language.say("file_size", size=size) in card.text_content()


def test_styles_know_no_left_and_no_right() -> None:
    physical = re.compile(
        r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)\b|(?<![\w-])(left|right|top|bottom)\s*:|"
        r"(float|text-align)\s*:\s*(left|right)"
    )
    folder = Path(__file__).parents[1] / "styles"
    sheets = [*folder.glob("script-*.css"), *(folder / f"{name}.css" for name in ("base", "screen", "epub"))]
    for sheet in sheets:
        assert not physical.search(sheet.read_text(encoding="utf-8")), sheet
