"""The corpus of seeded faults: its rows, the handbooks written from them, and what the tool finds there.

A row becomes a section with its own id, in the source and in the translation. Two books are written for a
language: one with every right text and one with every faulty text. A fault counts as found if its section
has a finding in the faulty book that it does not have in the right one.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handbookpub import build, languages
from handbookpub.findings import Finding
from handbookpub.model import Edition

HERE = Path(__file__).parent.parent
FOLDER = HERE / "faults"
BOOK = HERE.parent / "handbook"
SOURCE = "en"
HEADINGS = {"en": "Item {number}", "ar": "البند {number}", "fr": "Élément {number}"}
TARGETS = {
    "screening": {"en": "Screening", "ar": "الفرز الأولي", "fr": "Le repérage initial"},
    "safety-plan": {"en": "The safety plan", "ar": "خطة السلامة", "fr": "Le plan de sécurité"},
    "consent": {"en": "Consent", "ar": "الموافقة", "fr": "Le consentement"},
}
"""Sections of the first chapter that the rows link to."""
TITLES = {"en": "Part {number}", "ar": "الجزء {number}", "fr": "Partie {number}"}
SENTENCE = {"en": "This section is short.", "ar": "هذا القسم قصير.", "fr": "Cette partie est courte."}
CONFIG = """id = "faults"
source = "en"
date = "2026-11-24"
[languages.en]
title = "Book"
[languages.{code}]
title = "{title}"
"""
BOOK_TITLES = {"ar": "كتاب", "fr": "Livre"}
PER_CHAPTER = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of texts. `faulty` is empty for a pair that only looks wrong; `hard`: a machine may miss it."""

    id: str
    note: str
    source: str
    clean: str
    kind: str = "clean"
    faulty: str = ""
    hard: bool = False


@dataclass(slots=True)
class Reading:
    """What came of reading a book: findings of each section, those among them that stand in the source's file, and
    those that stand in no section.
    """

    sections: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    of_source: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    elsewhere: list[Finding] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    editions: Mapping[str, Edition] = field(default_factory=dict)

    def codes(self, row: str, first: str, last: str) -> list[tuple[str, str]]:
        """Findings of a section with a code between two codes, as (code, message)."""
        return sorted(found for found in self.sections.get(row, Counter()) if first <= found[0] <= last)


def load(code: str, corpus: str = "") -> tuple[Row, ...]:
    """The rows of one language, faults first. `corpus`: the folder below tests/faults of a later corpus."""
    data = tomllib.loads((FOLDER / corpus / f"{code}.toml").read_text(encoding="utf-8"))
    pairs = [Row(row["id"], row["note"], row["source"], row["target"]) for row in data["clean"]]
    return (*(Row(**row) for row in data["fault"]), *pairs)


def write(root: Path, code: str, rows: Sequence[Row], faulty: Collection[str]) -> dict[tuple[str, int], str]:
    """Write a handbook, the rows named in `faulty` with their fault. Returns (path, line) -> id of the row."""
    root.mkdir(parents=True)
    config = CONFIG.format(code=code, title=BOOK_TITLES[code])
    (root / "handbook.toml").write_text(config, encoding="utf-8")
    shutil.copy(BOOK / "terms.csv", root / "terms.csv")
    shutil.copytree(BOOK / "countries", root / "countries")
    lines: dict[tuple[str, int], str] = {}
    for language in (SOURCE, code):
        (root / language).mkdir()
        (root / language / "10-targets.md").write_text(_targets(language), encoding="utf-8")
        for number, start in enumerate(range(0, len(rows), PER_CHAPTER), 2):
            name = f"{language}/{number + 10}-part.md"
            part = enumerate(rows[start : start + PER_CHAPTER], start + 1)
            texts = [(index, row, _text(row, language, faulty)) for index, row in part]
            (root / name).write_text(_chapter(name, number, language, texts, lines), encoding="utf-8")
    return lines


def _text(row: Row, language: str, faulty: Collection[str]) -> str:
    return row.source if language == SOURCE else row.faulty if row.id in faulty else row.clean


def _targets(language: str) -> str:
    sections = [f"## {words[language]} {{#{key}}}\n\n{SENTENCE[language]}\n" for key, words in TARGETS.items()]
    return "\n".join([f"{_title(language, 1)} {{#part-1}}\n", *sections])


def _title(language: str, number: int) -> str:
    return "# " + TITLES[language].format(number=languages.load(language).number(number))


def _chapter(
    name: str,
    number: int,
    language: str,
    texts: Sequence[tuple[int, Row, str]],
    lines: dict[tuple[str, int], str],
) -> str:
    """The text of a chapter; the lines of its sections are entered in `lines`."""
    written = [f"{_title(language, number)} {{#part-{number}}}", ""]
    for index, row, text in texts:
        heading = HEADINGS[language].format(number=languages.load(language).number(index))
        block = [f"## {heading} {{#{row.id}}}", "", *text.split("\n"), ""]
        lines.update({(name, len(written) + line): row.id for line in range(1, len(block) + 1)})
        written += block
    return "\n".join(written)


def read(root: Path, code: str, rows: Sequence[Row], faulty: bool) -> Reading:
    """Write and read a book. What stops a reading would hide the rest: such a row is noted, set right and the
    book read again.
    """
    reading = Reading()
    wrong = {row.id for row in rows if faulty and row.faulty}
    for turn in range(len(rows)):
        lines = write(root / str(turn), code, rows, wrong)
        _, reading.editions, findings = build.load(root / str(turn))
        stops = {lines.get(_at(finding), "") for finding in findings if finding.stops} & wrong
        if not stops or reading.editions:
            _sort(findings, lines, reading, reading.stopped)
            return reading
        _sort([each for each in findings if lines.get(_at(each)) in stops], lines, reading, set())
        reading.stopped |= stops
        wrong -= stops
    return reading


def _at(finding: Finding) -> tuple[str, int]:
    return finding.place.path, finding.place.line


def _sort(
    findings: Sequence[Finding], lines: Mapping[tuple[str, int], str], reading: Reading, done: Collection[str]
) -> None:
    for finding in findings:
        row = lines.get(_at(finding))
        if row is None:
            reading.elsewhere.append(finding)
        elif row not in done:
            reading.sections.setdefault(row, Counter())[finding.code, finding.message] += 1
            if finding.place.path.startswith(f"{SOURCE}/"):
                reading.of_source.setdefault(row, Counter())[finding.code, finding.message] += 1


def found(row: Row, clean: Reading, faulty: Reading) -> bool:
    """Whether the faulty section has a finding (HB1xx to HB6xx) that the right one does not have."""
    new = faulty.sections.get(row.id, Counter()) - clean.sections.get(row.id, Counter())
    return any("HB100" <= code <= "HB699" for code, _ in new)


def alarms(rows: Sequence[Row], clean: Reading) -> Iterator[tuple[str, str, str]]:
    """Findings HB2xx to HB6xx in the translation of the book of right texts: id, code, message. In the source only
    HB2xx count: what is said of the source's own text is no fault of these checks.
    """
    for row in rows:
        of_source = clean.of_source.get(row.id, Counter())
        for code, message in clean.codes(row.id, "HB200", "HB699"):
            if code < "HB300" or clean.sections[row.id][code, message] > of_source[code, message]:
                yield row.id, code, message


def table(rows: Sequence[Row], clean: Reading, faulty: Reading) -> str:
    """Found and total by kind, the missed rows with what a reader suffers, the false alarms."""
    faults = [row for row in rows if row.faulty]
    kinds = dict.fromkeys(row.kind for row in faults)
    hits = {row.id for row in faults if found(row, clean, faulty)}
    lines = [
        f"{kind:<16} {sum(row.id in hits for row in faults if row.kind == kind):>3} / "
        f"{sum(row.kind == kind for row in faults):>3}"
        for kind in kinds
    ]
    lines.append(f"{'all':<16} {len(hits):>3} / {len(faults):>3}   ({len(hits) / len(faults):.1%})")
    lines += [f"missed {row.id}{' (hard)' * row.hard}: {row.note}" for row in faults if row.id not in hits]
    wrong = list(alarms(rows, clean))
    share = len({row for row, _, _ in wrong}) / len(rows)
    lines.append(f"false alarms in {len({row for row, _, _ in wrong})} of {len(rows)} right texts ({share:.1%})")
    lines += [f"alarm  {row}: {code} {message}" for row, code, message in wrong]
    return "\n".join(lines)


def labels(text: str) -> set[str]:
    """The labels of the notes that a text defines, and the ids it gives."""
    return {*re.findall(r"^\[\^([^\]]+)\]:", text, re.M), *re.findall(r"\{[^}]*?#([\w-]+)", text)}
