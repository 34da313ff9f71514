"""A chapter's text in which every character knows the segment that it belonged to before anybody edited.

The edits are those that translators make in an editor. Afterwards the text is read anew, and the owners of a
segment's characters say what it really is: the truth that the alignment must find.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbookpub import languages
from handbookpub.reading.chapters import read_chapter
from handbookpub.translate.segments import Segment, segments

NOBODY = 0


@dataclass
class Owned:
    """A text and the owner of each character: 0 for structure, n for segment n (from 1), negative for new text."""

    text: str
    owners: list[int]
    fresh: int = -1

    @classmethod
    def of(cls, text: str, pieces: Sequence[Segment]) -> Owned:
        owned = cls(text, [NOBODY] * len(text))
        for number, piece in enumerate(pieces, 1):
            start, end = piece.span
            owned.owners[start:end] = [number] * (end - start)
        return owned

    def put(self, start: int, end: int, new: str, owner: int | list[int]) -> None:
        self.text = self.text[:start] + new + self.text[end:]
        self.owners[start:end] = owner if isinstance(owner, list) else [owner] * len(new)
        assert len(self.text) == len(self.owners)

    def cut(self, start: int, end: int) -> tuple[str, list[int]]:
        taken = self.text[start:end], self.owners[start:end]
        self.put(start, end, "", [])
        return taken

    def whose(self, piece: Segment) -> set[int]:
        start, end = piece.span
        mine = [o for o, c in zip(self.owners[start:end], self.text[start:end], strict=True) if c.isalnum()]
        return {owner for owner in mine if owner}


def reread(text: str, folder: Path, language: str, name: str = "10-one") -> list[Segment]:
    """The segments of a text, read from a file as the tool reads it."""
    path = folder / language / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    chapter, _ = read_chapter(folder, f"{language}/{name}.md", languages.load(language))
    assert chapter
    return segments(chapter, text)


def _lines(owned: Owned) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\n]*\n", owned.text)]


def _free_gaps(owned: Owned) -> list[int]:
    """Offsets of empty lines where a paragraph may stand: outside blocks, notes and the front matter."""
    gaps, depth, first = [], 0, False
    for start, end in _lines(owned):
        line = owned.text[start:end]
        first = first or line.startswith("# ")
        depth += 1 if re.match(r":{3,}\s*[^\s:]", line) else -1 if re.match(r":{3,}\s*$", line) else 0
        after = owned.text[end:]
        if first and not depth and line == "\n" and not re.match(r"\[\^|    |\t|[-*|]|\d", after or "x"):
            gaps.append(end)
    return gaps


def _prose(pieces: Sequence[Segment], kinds: Sequence[str] = ("paragraph",)) -> list[Segment]:
    return [p for p in pieces if p.kind in kinds and len(p.markdown.split()) > 8]


def retype(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """Some words of a segment are written anew, fewer than a third."""
    piece = rng.choice(_prose(pieces, ("paragraph", "item", "cell", "note")))
    start, end = piece.span
    words = list(re.finditer(r"(?<=\s)[^\W\d_]+(?=\s)", owned.text[start:end]))
    for word in sorted(rng.sample(words, min(len(words) // 3, rng.randint(1, 8))), key=lambda w: -w.start()):
        owner = owned.owners[start + word.start()]
        owned.put(start + word.start(), start + word.end(), rng.choice(pool).split()[0].strip("*[]`|#:"), owner or 1)


def insert(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """A paragraph that translates nothing is written between two others."""
    at = rng.choice(_free_gaps(owned))
    owned.put(at, at, rng.choice(pool) + "\n\n", owned.fresh)
    owned.fresh -= 1


def delete(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """A paragraph is deleted, or an item with its line."""
    piece = rng.choice([p for p in _prose(pieces, ("paragraph", "item")) if "[^" not in p.markdown])
    start = owned.text.rfind("\n", 0, piece.span[0]) + 1
    end = owned.text.find("\n", piece.span[1]) + 1
    owned.cut(start, end)


def move(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """A paragraph outside blocks is moved to another place, perhaps in another section."""
    choice = [p for p in _prose(pieces) if not p.block and owned.text[p.span[0] - 1] == "\n"]
    if not choice:
        return
    piece = rng.choice(choice)
    text, owners = owned.cut(piece.span[0], owned.text.find("\n", piece.span[1]) + 1)
    at = rng.choice(_free_gaps(owned))
    owned.put(at, at, text + "\n", [*owners, NOBODY])


def split(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """A paragraph becomes two at the end of a sentence."""
    choice = [p for p in _prose(pieces) if owned.text[p.span[0] - 1] == "\n"]
    for piece in rng.sample(choice, len(choice)):
        start, end = piece.span
        ends = [start + f.end() for f in re.finditer(r"(?<=[.؟!]) (?=[^\W\d_])", owned.text[start:end])]
        ends = [at for at in ends if min(at - start, end - at) > 40]
        if ends:
            at = rng.choice(ends)
            owned.put(at - 1, at, "\n\n", NOBODY)
            return


def merge(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """Two paragraphs that follow each other become one."""
    both = [(a, b) for a, b in zip(pieces, pieces[1:], strict=False)
            if a.kind == b.kind == "paragraph" and owned.text[a.span[1]:b.span[0]] == "\n\n"]
    if both:
        first, second = rng.choice(both)
        owned.put(first.span[1], second.span[0], " ", NOBODY)


def swap_rows(owned: Owned, pieces: list[Segment], rng: random.Random, pool: list[str]) -> None:
    """Two rows of a table change places."""
    rows = [(s, e) for s, e in _lines(owned) if owned.text[s:e].startswith("|") and owned.owners[s + 2] > 0]
    both = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a[1] == b[0]]
    if both:
        (start, _), (middle, _) = rng.choice(both)
        text, owners = owned.cut(start, middle)
        at = start + owned.text[start:].index("\n") + 1
        owned.put(at, at, text, owners)


EDITS: tuple[Callable[[Owned, list[Segment], random.Random, list[str]], None], ...] = (
    retype, retype, insert, delete, move, split, merge, swap_rows,
)  # fmt: skip
