"""On a telephone: the single file is left by keys as every page is, and nothing is wider than the screen."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub.render import RENDERERS, catalogue
from packaged.sample import context, handbook
from support import chromium

pytest.importorskip("playwright.sync_api")
EXIT = "https://weather.example/"
SINGLE = "ar/sample-ar-single.html"
TABLE = "<table><tr><th>Who</th><th>Identification</th><th>Responsibilities</th><th>Accommodation</th></tr></table>"
pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    book = handbook(tmp_path_factory.mktemp("book"))
    for edition in book.editions:
        for name in ("html", "single", "epub"):
            RENDERERS[name].render(edition, book, out, context(book))
    catalogue.write(book, context(book).editions, out)
    return out


@pytest.fixture
def page(out: Path) -> Iterator:
    with chromium.driven() as browser:
        page = browser.new_context(viewport={"width": 320, "height": 560}).new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
        yield page


@pytest.mark.parametrize("key", ["Shift", "Escape"])
def test_three_presses_leave_the_single_file(page, out: Path, key: str) -> None:
    page.goto((out / SINGLE).as_uri())
    for _ in range(3):
        page.keyboard.press(key)
    page.wait_for_url(EXIT)
    assert page.faults == []


def test_leaving_the_single_file_takes_its_place_in_the_history(page, out: Path) -> None:
    page.goto((out / "index.html").as_uri())
    page.goto((out / SINGLE).as_uri())
    page.click("a.exit")
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url.endswith("/index.html")


def test_the_list_of_handbooks_keeps_to_the_screen(page, out: Path) -> None:
    page.goto((out / "index.html").as_uri())
    page.evaluate(
        "text => { for (const card of document.querySelectorAll('.cards > li')) {"
        " const notice = document.createElement('p'); notice.className = 'size'; notice.textContent = text;"
        " card.append(notice); } }",
        "Sample text, not vetted: do not rely on it in work with people. " * 3,
    )
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_table_of_four_columns_keeps_to_the_page_of_an_epub(page, out: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(next((out / "en").glob("*.epub"))).extractall(tmp_path)
    style = next(tmp_path.rglob("style.css"))
    page.set_content(f"<style>{style.read_text(encoding='utf-8')}</style>{TABLE}")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
