"""What stands on disk comes to the page: only what changed is read, nothing typed is misplaced, nothing is recorded of
a broken file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbookpub import pandoc
from handbookpub.serve import checking, live, pages
from handbookpub.serve.keys import Keys
from handbookpub.serve.library import Library
from handbookpub.serve.views import View, Views
from handbookpub.translate import records
from support import teams
from support.preview import browser, wait

KEY = ("ar", "10-one")
AR, EN = teams.PATHS["ar"], teams.PATHS["en"]
TWO = {"en/20-two.md": "# Two {#two}\n\nSome words.\n", "ar/20-two.md": "# اثنان\n\nبعض الكلمات.\n"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(teams.handbook(tmp_path / "book", TWO))
    made.refresh()
    made.record(made.pages)
    return made


def row(view: View, words: str) -> str:
    return next(row.key for row in view.rows if words in row.source or words in row.text)


def states(library: Library) -> dict[str, str]:
    return teams.states(library.pages[KEY].progress)


def test_one_save_is_one_pandoc_and_one_page(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    run = pandoc.read
    monkeypatch.setattr(pandoc, "read", lambda text, name="": started.append(name) or run(text, name))
    assert library.refresh() == set() and started == []
    teams.edit(library.root, AR, "كن هادئًا", "كن هادئًا جدًا")
    other = library.pages["ar", "20-two"]
    assert library.refresh() == {KEY} and started == [AR]
    assert library.pages["ar", "20-two"] is other
    text = (library.root / AR).read_text(encoding="utf-8")
    (library.root / AR).write_text(text, encoding="utf-8")  # saved again as it is
    assert library.refresh() == set() and started == [AR]


def test_a_save_is_recorded_as_status_would(library: Library) -> None:
    teams.edit(library.root, EN, "Be calm", "Stay calm")
    library.refresh()
    assert states(library)["The first minutes count. Stay calm and honest."] == "stale"
    library.record([KEY])
    assert states(library)["The first minutes count. Stay calm and honest."] == "stale"  # looking makes nothing current
    teams.edit(library.root, AR, "كن هادئًا", "ابق هادئًا")
    library.record([KEY])
    assert states(library)["The first minutes count. Stay calm and honest."] == "translated"


def test_a_record_that_comes_by_git_is_shown(library: Library) -> None:
    path = library.root / "records/ar/10-one.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[[segment.comment]]\nby = "R"\ntext = "ok?"\n')
    assert library.refresh() == {KEY}
    assert sum(item.open_comments for item in library.pages[KEY].progress.items) == 1


def test_a_chapter_that_comes_and_goes(library: Library) -> None:
    (library.root / "ar/20-two.md").unlink()
    assert library.refresh() == {("ar", "20-two")}
    assert library.pages["ar", "20-two"].progress.translation.missing
    (library.root / "en/20-two.md").unlink()
    library.refresh()
    assert list(library.pages) == [KEY]
    (library.root / "en/30-three.md").write_text("# Three {#three}\n\nNew.\n", encoding="utf-8")
    assert ("ar", "30-three") in library.refresh()


@pytest.mark.parametrize("path", [AR, EN])
@pytest.mark.parametrize("broken", [b"\xff\xfe\x00#", b"# One {#contact}\n\n::: {.danger\nnever closed\n\x01"])
def test_a_broken_chapter_says_so_records_nothing_and_recovers(library: Library, path: str, broken: bytes) -> None:
    good, record = (library.root / path).read_bytes(), library.root / "records/ar/10-one.toml"
    before, rows = record.read_bytes(), states(library)
    (library.root / path).write_bytes(broken)
    assert library.refresh() == {KEY}
    library.record([KEY])
    page = library.pages[KEY]
    assert page.faults and page.faults[0].place.path == path
    assert states(library) == rows and record.read_bytes() == before
    view = Views(library).view(KEY)
    assert page.faults[0].code in pages.summary(view) and "cannot be built" in pages.summary(view)
    (library.root / path).write_bytes(good)
    assert library.refresh() == {KEY}
    assert not library.pages[KEY].faults and states(library) == rows


def test_a_loss_is_not_recorded_as_a_deletion(library: Library) -> None:
    """An unclosed block swallows what follows: the records keep what they know."""
    before = (library.root / "records/ar/10-one.toml").read_bytes()
    teams.edit(library.root, AR, "::: {.خطر #d-call}", "::: {.خطرر #d-call}")
    library.record([KEY])
    assert library.pages[KEY].faults
    assert (library.root / "records/ar/10-one.toml").read_bytes() == before


def test_a_damaged_record_is_told_and_left_to_a_person(library: Library) -> None:
    """A merge in git leaves marks of a conflict; whoever wrote over them would lose a colleague's reviews."""
    path = library.root / "records/ar/10-one.toml"
    damaged = "<<<<<<< ours\n" + path.read_text(encoding="utf-8")
    path.write_text(damaged, encoding="utf-8")
    teams.edit(library.root, AR, "كن هادئًا", "ابق هادئًا")
    library.record([KEY])
    assert path.read_text(encoding="utf-8") == damaged
    assert [finding.place.path for finding in library.pages[KEY].faults] == ["records/ar/10-one.toml"]
    assert "records/ar/10-one.toml:1" in pages.summary(Views(library).view(KEY))


def test_a_broken_configuration_keeps_the_pages_and_says_why(library: Library) -> None:
    good = (library.root / "handbook.toml").read_text(encoding="utf-8")
    (library.root / "handbook.toml").write_text(good + "=\n", encoding="utf-8")
    library.refresh()
    assert KEY in library.pages and "handbook.toml" in pages.team_body(library, [])
    (library.root / "handbook.toml").write_text(good, encoding="utf-8")
    library.refresh()
    assert not library.findings


def test_a_handbook_that_cannot_be_read_at_first_is_read_later(tmp_path: Path) -> None:
    root = teams.handbook(tmp_path / "book", {"handbook.toml": "id =\n"})
    library = Library(root)
    library.refresh()
    assert not library.pages and "HB0" in pages.team_body(library, [])
    (root / "handbook.toml").write_text(teams.CONFIG, encoding="utf-8")
    assert library.refresh() == {KEY}


@pytest.mark.parametrize("path", ["terms.csv", "countries/EG.toml", "figures/one.svg", "exceptions.toml"])
def test_what_all_chapters_share_concerns_every_page(library: Library, path: str) -> None:
    (library.root / path).parent.mkdir(exist_ok=True)
    (library.root / path).write_text("", encoding="utf-8")
    assert library.refresh() == set(library.pages)
    assert library.refresh() == set()


def test_rows_keep_their_keys_while_the_chapter_is_edited(library: Library) -> None:
    views = Views(library)
    before = views.view(KEY)
    names = {words: row(before, words) for words in ("Who is near", "How long", "Write your notes", "Be calm")}
    teams.edit(library.root, EN, "- Who is near?\n", "- Where are you?\n- Who is near?\n")  # a paragraph more
    teams.edit(library.root, EN, "Be calm", "Stay calm")  # edited in its place
    library.refresh()
    after = views.view(KEY)
    assert row(after, "Stay calm") == names["Be calm"]
    assert all(row(after, words) == key for words, key in names.items() if words != "Be calm")
    assert row(after, "Where are you") not in names.values()


def test_a_row_that_moves_takes_its_key_along() -> None:
    keys = Keys()
    a, b, c, d = (("a",), ("b",), ("c",), ("d",))
    first = dict(zip((a, b, c), keys.follow([a, b, c]), strict=True))
    assert keys.follow([c, a, b]) == [first[c], first[a], first[b]]
    new = keys.follow([c, d, b])  # a was edited and is d now
    assert new == [first[c], first[a], first[b]]
    assert keys.follow([b]) == [first[b]]
    assert len({*keys.follow([a, b, c, d]), *first.values()}) == 6  # what was gone comes back as something new


def test_a_page_is_told_only_the_rows_that_changed(library: Library) -> None:
    made = live.Live.__new__(live.Live)
    made.library, made.views = library, Views(library)
    had = live.page_state(made.views.view(KEY))
    assert made.answer(KEY, had) is None
    teams.edit(library.root, AR, "# الاتصال الأول", "\n\n# الاتصال الأول")  # two lines more above all rows
    teams.edit(library.root, AR, "دوّنه.", "اكتبه.")
    library.refresh()
    told = made.answer(KEY, had)
    assert told is not None
    state, message = told
    rows = message["rows"]
    assert isinstance(rows, dict) and list(rows) == [row(made.views.view(KEY), "Write it down")]
    assert "اكتبه." in rows[next(iter(rows))]
    order = message["order"]
    assert isinstance(order, list) and order[0][3] == 3  # every row learns its new line
    assert made.answer(KEY, state) is None


def test_findings_stand_beside_their_line_and_stay_while_other_rows_change(library: Library) -> None:
    teams.edit(library.root, AR, "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا ,")
    library.refresh()
    views = Views(library)
    checked = checking.chapter(library.root, {}, KEY[1])
    assert views.take("chapter", checked.findings, checked.texts) == {KEY}
    marked = {each.source for each in views.view(KEY).rows if each.remarks}
    calm = "The first minutes count. Be calm and honest."
    assert calm in marked and "Write it down." not in marked
    teams.edit(library.root, AR, "دوّنه.", "دوّنه. اكتبه.")
    library.refresh()
    view = views.view(KEY)
    assert {each.source for each in view.rows if each.remarks} == marked and not view.checked
    assert views.take("chapter", checked.findings, checked.texts) == set()  # of a text that is no more
    teams.edit(library.root, AR, "كن هادئًا وصادقًا ,", "كن هادئًا وصادقًا.")
    library.refresh()
    assert calm not in {each.source for each in views.view(KEY).rows if each.remarks}


def test_a_signed_finding_is_not_shown(library: Library) -> None:
    teams.edit(library.root, AR, "كن هادئًا وصادقًا.", "كن هادئًا وصادقًا ,")
    library.refresh()
    views = Views(library)
    found = checking.chapter(library.root, {}, KEY[1])
    first = next(finding for finding in found.findings if finding.place.path == AR)
    row = {"code": first.code, "place": f"{AR}:{first.place.line}", "who": "R", "why": "x", "until": "2999-01-01"}
    table = "[[exception]]\n" + "".join(f'{name} = "{value}"\n' for name, value in row.items())
    (library.root / "exceptions.toml").write_text(table, encoding="utf-8")
    views.take("chapter", found.findings, found.texts)
    assert first.code not in [remark.code for each in views.view(KEY).rows for remark in each.remarks]


def test_the_whole_book_is_checked_in_steps(library: Library) -> None:
    teams.edit(library.root, AR, "انظر [الخطة](#after)", "انظر [الخطة](#nowhere)")
    library.refresh()
    steps = checking.steps(library.root, {})
    assert len(steps) == len(set(steps)) and {language for _, language in steps} == {"", "ar", "en"}
    found = [finding for step in steps for finding in checking.step(library.root, {}, step).findings]
    assert any("nowhere" in finding.message and finding.place.path == AR for finding in found)


def test_the_folder_may_be_gone(library: Library) -> None:
    shutil.rmtree(library.root)
    library.refresh()
    assert "handbook.toml" in pages.team_body(library, [])


def test_checks_that_cannot_run_say_so(library: Library) -> None:
    """A page that waits for ever would pass for a page without findings."""
    views = Views(library)
    assert "being checked" in pages.summary(views.view(KEY))
    views.trouble = "checking: MemoryError: full"
    assert "went wrong: <bdi>checking: MemoryError: full" in pages.summary(views.view(KEY))


def test_no_change_is_lost_whoever_meets_it_first(library: Library) -> None:
    """A click or the recording may read a save before the watch does: the page is told all the same."""
    library.news()
    teams.edit(library.root, AR, "كن هادئًا", "ابق هادئًا")
    library.record([])
    assert library.news() == ({KEY}, set())
    library.record([KEY])
    assert library.news() == (set(), {KEY})
    assert library.news() == (set(), set())


def test_a_folder_that_cannot_be_written_to_is_still_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = teams.handbook(tmp_path / "book")
    with browser(root) as made:
        wait(lambda: (root / "records/ar/10-one.toml").exists())

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(records, "save", full)
        teams.edit(root, AR, "كن هادئًا", "ابق هادئًا")
        wait(lambda: "recording: [Errno 28] No space left" in made.get("/ar/10-one").text)
        assert "ابق هادئًا" in made.row("Be calm").target
        monkeypatch.undo()
        teams.edit(root, AR, "دوّنه.", "اكتبه.")
        wait(lambda: "went wrong" not in made.get("/ar/10-one").text)
