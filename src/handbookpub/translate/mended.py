"""Records after a mechanical mend: the translation is the one that it was, letter for letter.

Without this a stale paragraph in which `check --fix` mended a letter would look like one that a translator changed,
and count as current; and what a second person reviewed would lose the review.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from pathlib import Path

from handbookpub.languages import load
from handbookpub.reading.chapters import parse_chapter
from handbookpub.reading.files import plain
from handbookpub.translate import records
from handbookpub.translate.records import carried
from handbookpub.translate.segments import Segment, segments
from handbookpub.translate.sketch import mark


def keep(root: Path, path: str, before: str, after: str) -> None:
    """Let the record of a chapter name its mended texts; `before` and `after` are the whole file. No other file has
    a record. Raises Refused and OSError.
    """
    language, _, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    rows, damage = records.load(root, language, stem)
    if not rows or damage:
        return
    old, new = (_segments(plain(text), path, language) for text in (before, after))
    if len(old) != len(new):
        return
    marks: dict[str, deque[str]] = defaultdict(deque)
    for one, other in zip(old, new, strict=True):
        marks[mark(one.markdown)].append(mark(other.markdown))
    known = [carried(replace(row, target=tuple(_next(marks, text) for text in row.target)), [row]) for row in rows]
    records.save(root, language, stem, known)


def _segments(text: str, path: str, language: str) -> list[Segment]:
    chapter, _ = parse_chapter(text, path, load(language))
    return segments(chapter, text) if chapter else []


def _next(marks: dict[str, deque[str]], text: str) -> str:
    """The mark of a mended text; of several that were equal, each in its order."""
    new = marks.get(text)
    if not new:
        return text
    return new.popleft() if len(new) > 1 else new[0]
