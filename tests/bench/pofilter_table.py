"""Print, as Markdown, which seeded faults (tests/faults) our checks find and which translate-toolkit's pofilter finds:
`python tests/bench/pofilter_table.py`.

Each book of the corpus is read by our checks, and exported as PO for pofilter, which gets all its tests. Many of them
are made for programs' messages, so it is counted a second time with only those that stay quiet: that complain of at
most 2 % of the right texts. Headings that the corpus writes around its rows are left out. A row that cannot be read as
Markdown is no obstacle in PO: pofilter gets it as one entry. A fault is found where there is a complaint that the right
text does not have.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbookpub.read import read_handbook
from handbookpub.translate.exchange import po
from handbookpub.translate.exchange.model import Package, Unit
from handbookpub.translate.status import survey
from handbookpub.translate.units import package
from support import faults, tools
from support.faults import Row

QUIET = 0.02
HEADING = re.compile(r"Item \d+")
Complaints = Mapping[str, Counter[str]]
"""How often each test complained of each row."""
Entries = Iterator[tuple[Package, Mapping[str, str]]]
"""Packages with the rows of their units."""


@dataclass(frozen=True, slots=True)
class Column:
    """One tool: the rows whose fault it found, and the right texts that it complained of."""

    name: str
    found: Collection[str]
    alarms: Collection[str]


def entries(root: Path, code: str, rows: Sequence[Row], wrong: Collection[str], apart: Collection[str]) -> Entries:
    """The packages of a book, with the row of each unit. Rows in `apart` are entries of their own."""
    lines = faults.write(root, code, rows, set(wrong) - set(apart))
    handbook, _ = read_handbook(root)
    surveyed, frames, _ = survey(handbook, (code,))
    for each in surveyed:
        whole = package(handbook, each, frames)
        places = {unit.id: unit.place.split(":") for unit in whole.units}
        rows_of = {key: lines.get((place[0], int(place[1])), "") for key, place in places.items() if len(place) > 1}
        units = [unit for unit in whole.units if rows_of.get(unit.id) and not HEADING.fullmatch(unit.source)]
        yield replace(whole, units=tuple(unit for unit in units if rows_of[unit.id] not in apart)), rows_of
    alone = [row for row in rows if row.id in apart]
    texts = [(row, row.faulty if row.id in wrong else row.clean) for row in alone]
    units = [Unit(f"99-apart/{row.id}", "paragraph", row.id, row.source.strip(), text.strip(), "translated")
             for row, text in texts]  # fmt: skip
    about = (handbook.config.id, handbook.config.source, code, "ltr", "ltr", "", "99-apart")
    yield Package(*about, tuple(units)), {unit.id: unit.where for unit in units}


def pofilter(folder: Path, code: str, packages: Entries) -> Complaints:
    """What pofilter complains of, with every test that it has."""
    rows: dict[str, str] = {}
    (folder / "out").mkdir(parents=True)
    for each, known in packages:
        rows |= known
        if each.units:
            (folder / f"{each.chapter}.po").write_bytes(po.write(each))
    run = [tools.script("pofilter", "translate-toolkit"), f"--language={code}", "--progress=none", str(folder)]
    subprocess.run([*run, str(folder / "out")], check=True, capture_output=True)
    store = tools.module("translate.storage.pypo", "translate-toolkit").pofile
    result: dict[str, Counter[str]] = {}
    for path in sorted((folder / "out").glob("*.po")):
        for unit in store.parsefile(str(path)).units:
            if not unit.isheader():
                row = rows[unit.getcontext().split("|")[2]]
                result.setdefault(row, Counter()).update(unit.geterrors().keys())
    return result


def column(name: str, clean: Complaints, faulty: Complaints, asked: Callable[[str], bool]) -> Column:
    """The rows that some tests tell apart, and those of which they complain though they are right."""
    found = {row for row, tests in faulty.items() if any(map(asked, tests - clean.get(row, Counter())))}
    return Column(name, found, {row for row, tests in clean.items() if any(map(asked, tests))})


def columns(code: str, rows: Sequence[Row], root: Path) -> tuple[list[Column], Counter[str]]:
    """Our checks, pofilter, and pofilter with the tests that stay quiet; the right texts that each test named."""
    right = faults.read(root / "clean", code, rows, faulty=False)
    wrong = faults.read(root / "faulty", code, rows, faulty=True)
    ours = {row.id for row in rows if row.faulty and faults.found(row, right, wrong)}
    seeded = {row.id for row in rows if row.faulty}
    clean = pofilter(root / "po", code, entries(root / "right", code, rows, (), wrong.stopped))
    faulty = pofilter(root / "po-wrong", code, entries(root / "wrong", code, rows, seeded, wrong.stopped))
    named = Counter(test for tests in clean.values() for test in tests)
    quiet = {test for test in {each for tests in faulty.values() for each in tests} if named[test] <= QUIET * len(rows)}
    return [
        Column("handbookpub", ours, {row for row, _, _ in faults.alarms(rows, right)}),
        column("pofilter, all tests", clean, faulty, lambda test: True),
        column("pofilter, quiet tests", clean, faulty, quiet.__contains__),
    ], named


def table(rows: Sequence[Row], shown: Sequence[Column]) -> Iterator[str]:
    seeded = [row for row in rows if row.faulty]
    yield f"| kind | faults | {' | '.join(each.name for each in shown)} |"
    yield "|---" * (len(shown) + 2) + "|"
    for kind in [*dict.fromkeys(row.kind for row in seeded), ""]:
        of = {row.id for row in seeded if kind in ("", row.kind)}
        yield f"| {kind or '**all**'} | {len(of)} | {' | '.join(str(len(of & set(c.found))) for c in shown)} |"
    alarms = (f"{len(set(c.alarms))} ({len(set(c.alarms)) / len(rows):.1%})" for c in shown)
    yield f"| right texts complained of | of {len(rows)} | {' | '.join(alarms)} |"


def main() -> None:
    for code in faults.BOOK_TITLES:
        rows = faults.load(code)
        with tempfile.TemporaryDirectory() as folder:
            shown, named = columns(code, rows, Path(folder))
        print(f"\n{code}\n", *table(rows, shown), sep="\n", flush=True)
        print("\nRight texts that pofilter's tests complain of:", ", ".join(f"{t} {n}" for t, n in named.most_common()))


if __name__ == "__main__":
    main()
