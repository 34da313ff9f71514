"""Baselines and edits without effect: what "today's source" means to translators.

`freeze NAME` keeps the source chapters and the termbase as they are in `records/frozen/NAME/`. Status, imprint and
coverage then refer to the newest baseline: a translation that is true to it is current, even if the source went on.
An edit of the source that changes no meaning (a typing slip) is signed in `records/<source>/<chapter>.toml`;
translations of the text before it stay current.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from handbookpub.data import rows
from handbookpub.data.rows import Field, take
from handbookpub.findings import Finding
from handbookpub.languages import load as load_language
from handbookpub.model import Chapter, Handbook
from handbookpub.read import chapter_paths
from handbookpub.reading.chapters import read_chapter
from handbookpub.reading.files import read_text, write_text
from handbookpub.translate import records
from handbookpub.translate.align import piece
from handbookpub.translate.follow import follow
from handbookpub.translate.segments import Segment, fingerprint, segments
from handbookpub.translate.spans import Span
from handbookpub.translate.states import Frame

FROZEN = f"{records.FOLDER}/frozen"
LIST = f"{records.FOLDER}/baselines.toml"
NAME = "[A-Za-z0-9][A-Za-z0-9._-]*"
TERMS = "terms.csv"
TEXT = Field(rows.some_text, "text", required=True)
BASELINE = {"name": Field(rows.matching(NAME), "letters, digits, . _ -", required=True), "day": TEXT}
Refused = records.Refused
EDIT = {"was": TEXT, "now": TEXT, "by": TEXT}


@dataclass(frozen=True, slots=True)
class Baseline:
    """A frozen source: its name and the day on which it was frozen (ISO)."""

    name: str
    day: str

    @property
    def folder(self) -> str:
        """Where its files stand, relative to the handbook."""
        return f"{FROZEN}/{self.name}"


def baselines(root: Path) -> tuple[list[Baseline], list[Finding]]:
    """The baselines of a handbook, the newest last."""
    taken, findings = _tables(root, LIST, "baseline", BASELINE)
    return [Baseline(**each) for each in taken], findings


def _tables(
    root: Path, name: str, table: str, fields: Mapping[str, Field]
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """The rows `[[table]]` of a file that may not be there."""
    if not (root / name).exists():
        return [], []
    toml, findings = rows.load(root, name)
    if toml is None:
        return [], findings
    given = toml.data.get(table, [])
    tables = given if isinstance(given, list) else []
    read = [take(toml, (table, index), row, fields) for index, row in enumerate(tables)]
    return [values for values, found in read if not found], [*findings, *(f for _, found in read for f in found)]


def freeze(handbook: Handbook, name: str, day: str) -> list[str]:
    """Keep the source as it is under a name. Gives the files written; raises Refused and OSError."""
    known, damage = baselines(handbook.root)
    records.refuse_damaged(damage)
    if not re.fullmatch(NAME, name):
        raise Refused(f"{name!r} is no name for a baseline: type letters, digits, dots, hyphens, such as 2026-11")
    if name in [each.name for each in known]:
        raise Refused(f"there is a baseline {name} already: type another name; a baseline is never changed")
    made = Baseline(name, day)
    names = [*chapter_paths(handbook.root, handbook.config.source)]
    names += [TERMS] if (handbook.root / TERMS).is_file() else []
    try:
        for path in names:
            text = read_text(handbook.root, path)[0] or ""
            write_text(handbook.root, f"{made.folder}/{Path(path).name}", text)
    except OSError:
        shutil.rmtree(handbook.root / made.folder, ignore_errors=True)
        raise
    tables = [records.table("baseline", {"name": each.name, "day": each.day}) for each in [*known, made]]
    head = "# Frozen sources, the newest last. Written by handbookpub freeze.\n"
    write_text(handbook.root, LIST, "\n".join([head, *tables]))
    return [f"{made.folder}/{Path(path).name}" for path in names]


def frozen_segments(handbook: Handbook, baseline: Baseline) -> dict[str, list[Segment]]:
    """The source segments of a baseline, by chapter stem. A chapter that is as it was is not read again."""
    language = load_language(handbook.config.source)
    today = {chapter.stem: chapter for chapter in handbook.source.chapters}
    found: dict[str, list[Segment]] = {}
    for path in sorted((handbook.root / baseline.folder).glob("*.md")):
        name = path.relative_to(handbook.root).as_posix()
        text, now = read_text(handbook.root, name)[0] or "", today.get(path.stem)
        same = now is not None and read_text(handbook.root, now.path)[0] == text
        chapter: Chapter | None = now if same else read_chapter(handbook.root, name, language)[0]
        if chapter:
            found[chapter.stem] = segments(chapter, text)
    return found


class Frames:
    """How staleness is measured in each chapter of a handbook: signed edits, and the newest baseline unless `head`."""

    def __init__(self, handbook: Handbook, head: bool = False) -> None:
        self.handbook = handbook
        known, self.findings = baselines(handbook.root)
        self.baseline = known[-1] if known and not head else None

    @cached_property
    def frozen(self) -> Mapping[str, list[Segment]]:
        """The segments of the baseline by chapter; none without a baseline."""
        return frozen_segments(self.handbook, self.baseline) if self.baseline else {}

    def of(self, stem: str, sources: Sequence[Segment]) -> Frame:
        """The frame of one chapter, whose source segments are today `sources`."""
        signed, _ = edits(self.handbook, stem)
        equal = {fingerprint(edit["now"]): fingerprint(edit["was"]) for edit in signed}
        return Frame(equal, _before(self.frozen.get(stem, ()), sources))

    def damage(self, stems: Iterable[str]) -> list[Finding]:
        """What is wrong with the list of baselines and with the signed edits of some chapters."""
        return [*self.findings, *(found for stem in stems for found in edits(self.handbook, stem)[1])]


def _before(frozen: Sequence[Segment], sources: Sequence[Segment]) -> dict[Span, frozenset[str]]:
    """Which texts of a baseline became which segment of today: by its span, their fingerprints.

    Each segment has its own, so that a cell is not current because another cell has the text that it had.
    """
    groups = follow([piece(segment) for segment in frozen], [piece(segment) for segment in sources]) if frozen else []
    return {
        sources[j].span: frozenset(frozen[i].fingerprint for i in before) for before, after in groups for j in after
    }


def edits(handbook: Handbook, stem: str) -> tuple[list[dict[str, Any]], list[Finding]]:
    """The signed edits of a source chapter, `was`, `now`, `by`, and what is wrong with their file."""
    return _tables(handbook.root, records.path(handbook.config.source, stem), "edit", EDIT)


def sign_edits(handbook: Handbook, stem: str, new: Iterable[tuple[str, str]], by: str) -> None:
    """Sign that edits (text before, text now) of the source change no translation. Raises Refused and OSError."""
    signed, damage = edits(handbook, stem)
    records.refuse_damaged(damage)
    every = [*signed, *({"was": was, "now": now, "by": by} for was, now in new)]
    head = "# Edits of the source that change no meaning: translations of the text before them stay current.\n"
    tables = [records.table("edit", each) for each in every]
    write_text(handbook.root, records.path(handbook.config.source, stem), "\n".join([head, *tables]))
