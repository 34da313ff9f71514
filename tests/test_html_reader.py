"""The pages in a browser: leaving in a hurry, staying private, finding the same place in another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handbookpub.render import RENDERERS
from packaged.sample import context, handbook
from support import chromium

api = pytest.importorskip("playwright.sync_api")
EXIT = "https://weather.example/"
PAGES = (
    "ar/contact.html",
    "en/contact.html",
    "ar/index.html",
    "ar/sample-ar-single.html",
    "en/safer_reading.html",
)
pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    book = handbook(tmp_path_factory.mktemp("book"))
    for edition in book.editions:
        for name in ("html", "single"):
            RENDERERS[name].render(edition, book, out, context(book))
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium.driven() as browser:
        yield browser


@pytest.fixture
def page(browser) -> Iterator:
    yield from tab(browser)


@pytest.fixture
def plain(browser) -> Iterator:
    """A page in a browser whose scripts are turned off."""
    yield from tab(browser, java_script_enabled=False)


def tab(browser, **options) -> Iterator:
    """A page on a small telephone that lists what it asks of the network."""
    around = browser.new_context(viewport={"width": 320, "height": 560}, **options)
    page = around.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.route(
        "https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
    )
    yield page
    around.close()


def show(page, out: Path, name: str) -> None:
    page.goto(f"{out.as_uri()}/{name}")


def test_leaving_works_without_scripts(plain, out: Path) -> None:
    show(plain, out, "ar/contact.html")
    plain.click("a.exit")
    assert plain.url == EXIT


def test_leaving_takes_the_pages_place_in_the_history(page, out: Path) -> None:
    show(page, out, "en/index.html")
    show(page, out, "en/contact.html")
    page.click("a.exit")
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url.endswith("/en/index.html")


def test_the_page_is_gone_before_the_other_one_comes(page, out: Path) -> None:
    show(page, out, "en/contact.html")
    shown, title = page.evaluate(
        """() => { document.querySelector("a.exit").click();
        return [getComputedStyle(document.body).display, document.title]; }"""
    )
    assert shown == "none"
    assert title.strip("\u200b") == ""


@pytest.mark.parametrize("key", ["Shift", "Escape"])
def test_three_presses_leave(page, out: Path, key: str) -> None:
    show(page, out, "ar/contact.html")
    for _ in range(3):
        page.keyboard.press(key)
    page.wait_for_url(EXIT)


def test_other_keys_between_do_not_leave(page, out: Path) -> None:
    show(page, out, "ar/contact.html")
    for key in ("Shift", "Shift", "a", "Shift", "Escape", "Shift"):
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    assert page.url.endswith("/ar/contact.html")
    assert page.is_visible("h1")


@pytest.mark.parametrize("name", PAGES)
def test_the_exit_stays_in_view_and_nothing_covers_it(page, out: Path, name: str) -> None:
    show(page, out, name)
    for place in (0, 0.5, 1):
        page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", place)
        on_top = page.evaluate(
            """() => { const link = document.querySelector("a.exit"), box = link.getBoundingClientRect();
            const points = [[.5, .5], [.05, .2], [.95, .2], [.05, .8], [.95, .8]];
            return box.width >= 44 && box.height >= 24 && points.every(([x, y]) =>
              document.elementFromPoint(box.left + x * box.width, box.top + y * box.height) === link); }"""
        )
        assert on_top, (name, place)


@pytest.mark.parametrize("name", PAGES)
def test_the_first_stop_of_the_keyboard_leaves(page, out: Path, name: str) -> None:
    show(page, out, name)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == EXIT
    page.keyboard.press("Enter")
    page.wait_for_url(EXIT)


def test_what_has_the_focus_is_not_under_the_bar(page, out: Path) -> None:
    """WCAG 2.2, 2.4.11: going backwards through a long page, the sticky bar hides no link."""
    show(page, out, "ar/sample-ar-single.html")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    hidden = page.evaluate(
        """() => { const bar = document.querySelector(".exit-bar"), links =
        [...document.querySelectorAll("main a")]; return links.reverse().filter(link => { link.focus();
        return link.getBoundingClientRect().bottom <= bar.getBoundingClientRect().bottom; })
          .map(link => link.outerHTML); }"""
    )
    assert hidden == []


@pytest.mark.parametrize("name", PAGES)
def test_reading_asks_nobody_and_leaves_nothing(page, out: Path, name: str) -> None:
    show(page, out, name)
    page.wait_for_load_state("networkidle")
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


@pytest.mark.parametrize("name", PAGES)
def test_a_small_telephone_never_scrolls_sideways(page, out: Path, name: str) -> None:
    show(page, out, name)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", PAGES)
def test_styles_and_letters_of_the_book_arrive(page, out: Path, name: str) -> None:
    """The page's own policy must not refuse the page's own files."""
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    show(page, out, name)
    assert refused == []
    family = page.evaluate("getComputedStyle(document.body).fontFamily.split(',')[0].replaceAll('\"', '')")
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded')"
        ".map(f => f.family.replaceAll('\"', '')))"
    )
    assert family in loaded


def test_the_same_section_in_another_language(page, out: Path) -> None:
    show(page, out, "ar/contact.html#after")
    page.click(".languages summary")
    page.click("a[data-section][hreflang=en]")
    assert page.url.endswith("/en/contact.html#after")


def test_the_same_chapter_without_scripts(plain, out: Path) -> None:
    show(plain, out, "ar/contact.html#after")
    plain.click(".languages summary")
    plain.click("a[data-section][hreflang=fr]")
    assert plain.url.endswith("/fr/contact.html")


@pytest.mark.parametrize(("name", "sign"), [("ar/contact.html", -1), ("en/contact.html", 1)])
def test_the_table_runs_the_way_of_the_language(page, out: Path, name: str, sign: int) -> None:
    show(page, out, name)
    first, last = page.evaluate(
        "[...document.querySelectorAll('th')].map(cell => cell.getBoundingClientRect().left)"
    )
    assert (last - first) * sign > 0


def test_print_has_no_exit_bar(page, out: Path) -> None:
    show(page, out, "ar/contact.html")
    page.emulate_media(media="print")
    assert not page.is_visible(".exit-bar")
    assert page.is_visible("h1")
