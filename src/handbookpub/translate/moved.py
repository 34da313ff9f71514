"""Records of what moved between files: a chapter with a new name, a section in another chapter.

A record hangs on the name of its chapter's file. Without this, a chapter that gets a new name would begin anew: every
stale paragraph would count as current, and nobody would have translated or reviewed anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from handbookpub.read import chapter_paths
from handbookpub.reading.files import read_text
from handbookpub.translate import records
from handbookpub.translate.align import Alignment, Link
from handbookpub.translate.records import Row
from handbookpub.translate.segments import Segment
from handbookpub.translate.sketch import mark
from handbookpub.translate.states import marks

FEWEST = 4
"""Words. A text of fewer may stand in two chapters by chance."""


def renamed(root: Path, source: str, language: str, targets: Sequence[Segment]) -> tuple[Row, ...]:
    """The rows of the chapter that a chapter without a record was before: most of its texts stand in a record that
    belongs to no chapter any more. None if there is none.
    """
    chapters = {Path(path).stem for path in chapter_paths(root, source)}
    ours = {mark(segment.markdown) for segment in targets}
    best: tuple[Row, ...] = ()
    most = len(ours) // 2
    for stem, text in _texts(root, language):
        if stem not in chapters and (shared := sum(f'"{each}"' in text for each in ours)) > most:
            best, most = records.load(root, language, stem)[0], shared
    return best


def adopted(root: Path, language: str, stem: str, found: Alignment) -> Alignment:
    """The alignment of a chapter with rows from other chapters' records, for texts that stood there before."""
    wanted = {link: marks(link.targets) for link in found.links if link.targets and not link.row}
    known: dict[Link, Row] = {}
    for other, text in _texts(root, language) if wanted else ():
        here = [link for link, said in wanted.items() if f'"{said[0]}"' in text]
        rows = records.load(root, language, other)[0] if other != stem and here else ()
        left = (read_text(root, f"{language}/{other}.md")[0] or "") if rows else ""
        known |= {link: row for link in here for row in rows
                  if row.target == wanted[link] and _is_it(row, link) and _has_moved(row, link, left)}  # fmt: skip
    if not known:
        return found
    links = tuple(replace(link, row=known[link], sure=True) if link in known else link for link in found.links)
    return replace(found, links=links)


def _is_it(row: Row, link: Link) -> bool:
    """Whether a row with the same words is of the same text: a short one must stand in the section that it stood in."""
    words = sum(len(segment.words.split()) for segment in link.targets)
    return words >= FEWEST or bool(row.section) and row.section == link.sources[0].section


def _has_moved(row: Row, link: Link, left: str) -> bool:
    """Whether a row's text is here instead of there. A cell that says the same in two chapters (`ما تطلبه`) has not
    moved, and may translate two sources.
    """
    same = row.source == tuple(segment.markdown for segment in link.sources)
    return same or not all(segment.markdown in left for segment in link.targets)


def _texts(root: Path, language: str) -> Iterable[tuple[str, str]]:
    """The record files of a language as they stand, by their stems: a look for a mark is cheaper than to read them."""
    for path in sorted((root / records.FOLDER / language).glob("*.toml")):
        yield path.stem, read_text(root, path.relative_to(root).as_posix())[0] or ""
