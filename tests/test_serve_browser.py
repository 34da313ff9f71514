"""The preview in a browser: a save comes to the page and nothing that somebody does there is lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import chromium, teams
from support.preview import program

api = pytest.importorskip("playwright.sync_api")
PATIENCE = 60_000
AR, EN = teams.PATHS["ar"], teams.PATHS["en"]
MANY = 40
pytestmark = pytest.mark.chromium


def is_fault(message: Any) -> bool:
    """What a browser complains about, but for clicks that were refused with a sentence."""
    return message.type == "error" and "409 (Conflict)" not in message.text


def long(text: str, words: str) -> str:
    """The chapter with enough paragraphs to scroll through, each with its number on both sides."""
    more = "".join(f"{words} {number}.\n\n" for number in range(1000, 1000 + MANY))
    return text.replace("[^n]: ", f"{more}[^n]: ")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {EN: long(teams.SOURCE, "Paragraph about safety with number"),
             AR: long(teams.TARGET, "فقرة عن السلامة رقمها"),
             "fr/10-one.md": "# Premier contact {#contact}\n\nLes premières minutes comptent.\n",
             "handbook.toml": f'{teams.CONFIG}[languages.fr]\ntitle = "Équipe"\n'}  # fmt: skip
    return teams.handbook(tmp_path / "book", files)


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[str]:
    with program(root, tmp_path) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.driven() as browser:
        yield browser


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    around = browser.new_context(viewport={"width": 1280, "height": 700})
    page = around.new_page()
    page.set_default_timeout(PATIENCE)
    page.faults = []
    page.asked = []
    page.on("console", lambda message: page.faults.append(message.text) if is_fault(message) else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{server}/ar/10-one", wait_until="load")
    yield page
    assert page.faults == []
    assert {url for url in page.asked if not url.startswith(server)} == set()
    around.close()


def row(page: Any, words: str) -> Any:
    return page.locator(".row", has_text=words)


def top(page: Any, words: str) -> float:
    return float(row(page, words).bounding_box()["y"])


def settled(page: Any) -> None:
    """Until what the first look recorded and found is on the page."""
    api.expect(page.locator(".checked")).to_have_text("checked", timeout=PATIENCE)


def test_a_save_comes_to_the_page_and_place_focus_and_typed_text_stay(page: Any, root: Path) -> None:
    settled(page)
    page.locator("#by").fill("Mona")
    here = row(page, "رقمها 1020.")
    here.get_by_text("comment", exact=True).click()
    field = here.locator("textarea").last
    field.fill("كلام لم يُرسل بعد")
    field.evaluate("element => element.setSelectionRange(5, 7)")
    here.evaluate("element => scrollTo(0, element.offsetTop - 300)")
    before = top(page, "رقمها 1020.")

    more = "فقرة جديدة طويلة. " * 60
    teams.edit(root, AR, "رقمها 1003.", f"رقمها 1003. {more}")  # a row far above grows by several lines
    api.expect(row(page, "رقمها 1003.")).to_contain_text("فقرة جديدة طويلة", timeout=PATIENCE)
    assert top(page, "رقمها 1020.") == pytest.approx(before, abs=1)

    teams.edit(root, AR, "رقمها 1020.", "رقمها 1020 الآن.")  # the row itself is replaced
    api.expect(row(page, "رقمها 1020 الآن.")).to_be_visible(timeout=PATIENCE)
    again = row(page, "رقمها 1020 الآن.").locator("textarea").last
    assert again.input_value() == "كلام لم يُرسل بعد"
    assert again.evaluate("one => document.activeElement === one && [one.selectionStart, one.selectionEnd]") == [5, 7]
    assert top(page, "رقمها 1020 الآن.") == pytest.approx(before, abs=1)
    assert page.locator("#by").input_value() == "Mona"
    settled(page)  # the rows that findings were added to left the place alone too
    assert top(page, "رقمها 1020 الآن.") == pytest.approx(before, abs=1)


def test_only_the_row_that_changed_is_replaced(page: Any, root: Path) -> None:
    settled(page)
    page.evaluate("document.querySelectorAll('.row').forEach(row => { row.sameAsBefore = true; })")
    teams.edit(root, AR, "\n## قبل اللقاء", "\n\n\n## قبل اللقاء")
    teams.edit(root, AR, "دوّنه.", "اكتبه.")
    api.expect(row(page, "اكتبه.")).to_be_visible(timeout=PATIENCE)
    new = page.evaluate("[...document.querySelectorAll('.row')].filter(row => !row.sameAsBefore).length")
    assert new == 1
    line = (root / AR).read_text(encoding="utf-8").split("\n").index("## قبل اللقاء {#before}") + 1
    assert row(page, "قبل اللقاء").locator('[data-line="target"]').inner_text() == str(line)


def test_marks_comments_and_pairs_by_click(page: Any, root: Path) -> None:
    settled(page)
    calm = row(page, "Be calm and honest")
    calm.get_by_role("button", name="I translated this").click()
    api.expect(page.locator("#told")).to_contain_text("type your name first")
    assert page.evaluate("document.activeElement.id") == "by"  # asked for where it is typed
    page.keyboard.type("Mona")
    calm.get_by_role("button", name="I translated this").click()
    api.expect(calm).to_contain_text("by Mona")
    calm.get_by_role("button", name="mark reviewed").click()
    api.expect(page.locator("#told")).to_contain_text("a second person reviews")

    calm.get_by_text("comment", exact=True).click()
    calm.locator("textarea").last.fill("هل «هادئ» كافية؟")
    calm.get_by_role("button", name="add comment").click()
    api.expect(calm.locator(".comment")).to_contain_text("Mona: هل «هادئ» كافية؟")
    api.expect(calm.locator("textarea").last).to_be_hidden()  # the row may come before the answer to the click
    calm.get_by_role("button", name="close comments").click()
    api.expect(calm.locator(".comment")).to_contain_text("(closed)")
    page.locator("#by").fill("Rami")
    calm.get_by_role("button", name="mark reviewed").click()
    api.expect(calm.locator(".state")).to_contain_text("reviewed")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    page.get_by_role("button", name="pair", exact=True).click()
    row(page, "Paragraph about safety with number 1001.").locator('.pick[data-side="sources"]').click()
    row(page, "رقمها 1002.").locator('.pick[data-side="targets"]').click()
    page.get_by_role("button", name="pair these").click()
    api.expect(row(page, "with number 1001.")).to_contain_text("رقمها 1002.")
    assert "paired = true" in (root / "records/ar/10-one.toml").read_text(encoding="utf-8")


def test_a_paragraph_is_edited_and_a_conflict_loses_no_word(page: Any, root: Path) -> None:
    settled(page)
    here = row(page, "with number 1005.")
    here.get_by_text("edit", exact=True).click()
    field = here.locator('[data-form="edit"] textarea')
    field.fill("كلامي أنا 1005.")
    teams.edit(root, AR, "رقمها 1005.", "رقمها هي 1005.")  # a colleague saves meanwhile
    api.expect(here.locator(".target .piece p")).to_contain_text("رقمها هي 1005.")
    here.get_by_role("button", name="save into the file").click()
    api.expect(page.locator("#told")).to_contain_text("رقمها هي 1005.")
    assert field.input_value() == "كلامي أنا 1005." and "كلامي" not in (root / AR).read_text(encoding="utf-8")
    here.get_by_role("button", name="back to the file").click()
    assert field.input_value() == "فقرة عن السلامة رقمها هي 1005."
    field.fill("كلامنا **معًا** 1005.")
    here.get_by_role("button", name="save into the file").click()
    api.expect(here.locator(".target strong")).to_have_text("معًا")
    assert "كلامنا **معًا** 1005.\n" in (root / AR).read_text(encoding="utf-8")


def test_a_finding_leads_to_its_page(page: Any, root: Path) -> None:
    settled(page)
    teams.edit(root, AR, "رقمها 1007.", "رقمها 1007 ,")
    finding = row(page, "رقمها 1007").locator(".finding").first
    api.expect(finding).to_be_visible(timeout=PATIENCE)
    settled(page)
    code = finding.locator(".code").inner_text()
    row(page, "رقمها 1007").locator(".code", has_text=code).first.click()  # others may have come before it meanwhile
    api.expect(page.locator("h1")).to_have_text(code)
    api.expect(page.locator("main")).to_contain_text("Who is harmed")


def test_keys_and_the_filter_go_to_what_wants_work(page: Any, root: Path) -> None:
    settled(page)
    wanting = page.locator(".row[data-wants]")
    had = wanting.count()
    for number in (1010, 1030):
        teams.edit(root, EN, f"number {number}.", f"new number {number}.")
        api.expect(row(page, f"new number {number}.")).to_contain_text("stale", timeout=PATIENCE)
    api.expect(wanting).to_have_count(had + 2)
    row(page, "with number 1009.").focus()
    for key, number in (("n", 1010), ("n", 1030), ("p", 1010)):
        page.keyboard.press(key)
        assert f"number {number}." in page.evaluate("document.activeElement.querySelector('.source').innerText")
    api.expect(row(page, "new number 1010.").locator(".change ins")).to_have_text("new")
    page.locator("#filter").check()
    assert page.locator(".row:visible").count() == had + 2
    page.locator("#by").focus()
    page.keyboard.type("n")  # letters in a field are letters
    assert page.locator("#by").input_value() == "n"


def test_everything_is_reached_by_tab_and_named(page: Any) -> None:
    settled(page)
    nameless = page.evaluate(
        """[...document.querySelectorAll('a[href], button, input, textarea, summary')].filter(one =>
        !one.textContent.trim() && !one.getAttribute('aria-label') && !(one.labels || []).length).length"""
    )
    assert nameless == 0
    page.locator("#pairing").focus()
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    assert {"mark reviewed", "I translated this", "edit", "comment", "on paper"} <= set(seen)


def test_each_side_stands_where_its_reading_begins(page: Any, server: str) -> None:
    measure = """element => {
        const range = document.createRange(); range.selectNodeContents(element);
        const text = range.getBoundingClientRect(), box = element.getBoundingClientRect();
        return [box.left, box.right, text.left, text.right, getComputedStyle(element).direction]; }"""

    def sides(path: str) -> list[Any]:
        page.goto(f"{server}{path}", wait_until="load")
        boxes = [page.locator(f".row >> nth=1 >> .{name} p").first for name in ("source", "target")]
        return [box.evaluate(measure) for box in boxes]

    source, target = sides("/ar/10-one")
    assert source[1] < target[0]  # English left, Arabic right
    assert (source[4], target[4]) == ("ltr", "rtl")
    assert source[2] == pytest.approx(source[0], abs=2) and target[3] == pytest.approx(target[1], abs=2)
    source, target = sides("/fr/10-one")
    assert source[1] < target[0] and target[4] == "ltr"
    assert target[2] == pytest.approx(target[0], abs=2)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(page: Any, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for path in ("/", "/ar/10-one", "/fr/10-one", "/explain/HB103"):
        page.goto(f"{server}{path}", wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_teams_page_follows(page: Any, root: Path, server: str) -> None:
    page.goto(f"{server}/", wait_until="load")
    api.expect(page.locator("#ar-10-one .counts")).to_contain_text(f"{19 + MANY} translated")
    page.wait_for_timeout(1500)  # the records are written
    teams.edit(root, EN, "number 1004.", "new number 1004.")
    api.expect(page.locator("#ar-10-one .counts")).to_contain_text("1 stale", timeout=PATIENCE)
    page.locator("#ar-10-one h3 a").click()
    api.expect(row(page, "new number 1004.")).to_contain_text("stale")


def test_a_broken_file_is_told_and_comes_back(page: Any, root: Path) -> None:
    settled(page)
    good = (root / AR).read_bytes()
    (root / AR).write_bytes(b"\xff\xfe" + good)
    api.expect(page.locator(".faults")).to_contain_text("HB0", timeout=PATIENCE)
    api.expect(row(page, "رقمها 1001.")).to_be_visible()
    (root / AR).write_bytes(good.replace("رقمها 1001.".encode(), "رقمها حقًّا 1001.".encode()))
    api.expect(row(page, "رقمها حقًّا 1001.")).to_be_visible(timeout=PATIENCE)
    assert page.locator(".faults").count() == 0


def test_ctrl_c_ends_it_with_a_page_open(browser: Any, root: Path, tmp_path: Path) -> None:
    with program(root, tmp_path) as (address, process):
        page = browser.new_page()
        page.goto(f"{address}/ar/10-one", wait_until="load")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        page.close()
