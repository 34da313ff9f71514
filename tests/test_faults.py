"""Seeded faults of translation (tests/faults): which of them the checks find, and what they say of right texts.

Both corpora were written without knowledge of the checks. `pytest -s tests/test_faults.py` prints the tables.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from support import faults

FIRST, SECOND = "", "second"
AT_LEAST = {(FIRST, "ar"): (145, 40), (FIRST, "fr"): (115, 40), (SECOND, "ar"): (70, 25), (SECOND, "fr"): (70, 25)}
BOOKS = [pytest.param(book, id="-".join(book).lstrip("-")) for book in AT_LEAST]
FOUND, ALARMS = {FIRST: 0.95, SECOND: 0.85}, {FIRST: 0.02, SECOND: 0.04}
HARD = 0.05


@pytest.fixture(scope="module", params=BOOKS)
def books(request, tmp_path_factory):
    """The rows of a corpus and language with what is found in the right and in the faulty book."""
    corpus, code = request.param
    rows = faults.load(code, corpus)
    root = tmp_path_factory.mktemp(f"faults-{corpus}-{code}")
    clean = faults.read(root / "clean", code, rows, faulty=False)
    faulty = faults.read(root / "faulty", code, rows, faulty=True)
    return request.param, rows, clean, faulty


@pytest.mark.parametrize("book", BOOKS)
def test_every_row_has_its_own_id_and_one_fault(book) -> None:
    corpus, code = book
    rows = faults.load(code, corpus)
    assert [row for row, times in Counter(row.id for row in rows).items() if times > 1] == []
    seeded = [row for row in rows if row.faulty]
    assert [row.id for row in seeded if row.faulty == row.clean or "" in (row.source, row.clean)] == []
    assert [row.id for row in rows if not re.fullmatch(rf"{code}-{row.kind}-\d\d", row.id)] == []
    assert len(seeded) >= AT_LEAST[book][0] and len(rows) - len(seeded) >= AT_LEAST[book][1]
    assert sum(row.hard for row in seeded) <= HARD * len(seeded)


@pytest.mark.parametrize("book", BOOKS)
def test_rows_do_not_meet_in_one_chapter(book) -> None:
    """No two rows share a source, a translation, a note's label or an id: one would answer for the other."""
    corpus, code = book
    rows = faults.load(code, corpus)
    for texts in ([row.source for row in rows], [row.clean for row in rows]):
        assert [text for text, times in Counter(texts).items() if times > 1] == []
    given = Counter(label for row in rows for label in faults.labels(row.clean))
    assert [label for label, times in given.items() if times > 1] == []


def test_right_texts_are_right_markdown(books) -> None:
    _, rows, clean, _ = books
    assert clean.editions and clean.stopped == set()
    assert {row.id: clean.codes(row.id, "HB000", "HB199") for row in rows} == {row.id: [] for row in rows}


def test_faulty_texts_can_be_read(books) -> None:
    _, _, _, faulty = books
    assert faulty.editions


def test_faults_are_found(books, capsys) -> None:
    (corpus, code), rows, clean, faulty = books
    with capsys.disabled():
        print(f"\n{code} {corpus}\n{faults.table(rows, clean, faulty)}")
    seeded = [row for row in rows if row.faulty]
    assert sum(faults.found(row, clean, faulty) for row in seeded) >= FOUND[corpus] * len(seeded)


def test_right_texts_raise_no_alarm(books) -> None:
    (corpus, _), rows, clean, _ = books
    assert len({row for row, _, _ in faults.alarms(rows, clean)}) <= ALARMS[corpus] * len(rows)
