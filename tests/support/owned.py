"""A chapter's text in which every character knows the segment that it belonged to before anybody edited.

The edits (`support/edits.py`) are those that people make in an editor. The segments of the text are carried along, so
that no edit needs the chapter read anew; `test_alignment.py` holds that they are those that a reader would find. The
owners of a segment's characters say what it really is: the truth that the alignment must find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from handbookpub import languages
from handbookpub.reading.chapters import read_chapter
from handbookpub.translate.segments import Segment, segments
from handbookpub.translate.spans import Source

NOBODY = 0
CALL = re.compile(r"\[\^([^\]]+)\]")
MARKUP = re.compile(r"\]\([^)]*\)|\{[^}]*\}|\[\^[^\]]*\]|[\[*`]|\\\n")


@dataclass
class Taken:
    """Text that was cut out: with its owners, and with its segments, whose spans count from its first character."""

    text: str
    owners: list[int]
    pieces: list[Segment]


@dataclass
class Owned:
    """A text, its segments, and the owner of each character: 0 is structure, n segment n, negative is new text."""

    text: str
    owners: list[int]
    pieces: list[Segment] = field(default_factory=list)
    fresh: int = -1
    retyped: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, pieces: Sequence[Segment], numbers: Sequence[int]) -> Owned:
        """The text before any edit; `numbers` are the owners of its segments, from 1."""
        owned = cls(text, [NOBODY] * len(text), list(pieces))
        for number, piece in zip(numbers, pieces, strict=True):
            start, end = piece.span
            owned.owners[start:end] = [number] * (end - start)
        return owned

    def new(self) -> int:
        """An owner for text that nobody had."""
        self.fresh -= 1
        return self.fresh

    def put(self, start: int, end: int, new: str, owner: int | list[int]) -> None:
        """Replace a stretch. A segment around it grows or shrinks, one inside it is gone, those behind it move."""
        by = len(new) - (end - start)
        self.text = self.text[:start] + new + self.text[end:]
        self.owners[start:end] = owner if isinstance(owner, list) else [owner] * len(new)
        kept = []
        for piece in self.pieces:
            first, last = piece.span
            if first >= end:
                kept.append(replace(piece, span=(first + by, last + by)))
            elif first <= start and end <= last:
                kept.append(replace(piece, span=(first, last + by)))
            elif last <= start:
                kept.append(piece)
        self.pieces = kept

    def cut(self, start: int, end: int) -> Taken:
        """Take a stretch of whole lines out."""
        inside = [p for p in self.pieces if start <= p.span[0] and p.span[1] <= end]
        moved = [replace(p, span=(p.span[0] - start, p.span[1] - start)) for p in inside]
        taken = Taken(self.text[start:end], self.owners[start:end], moved)
        self.put(start, end, "", [])
        return taken

    def paste(self, at: int, taken: Taken) -> None:
        """Put in at the start of a line what was cut."""
        self.put(at, at, taken.text, taken.owners)
        self.pieces += [replace(p, span=(p.span[0] + at, p.span[1] + at)) for p in taken.pieces]
        self.pieces.sort(key=lambda piece: piece.span)

    def line(self, piece: Segment) -> tuple[int, int]:
        """From the start of the line on which a segment starts to the end of the line on which it ends."""
        return self.text.rfind("\n", 0, piece.span[0]) + 1, self.text.find("\n", piece.span[1]) + 1

    def settle(self) -> list[Segment]:
        """The segments as a reader finds them now: sections follow the headings, notes the first call."""
        source, section, homes, found = Source(self.text, ""), "", {}, []
        for piece in self.pieces:
            section = piece.slot if piece.kind == "heading" else section
            markdown = source.markdown(piece.span)
            if piece.kind != "note":
                for label in CALL.findall(markdown):
                    homes.setdefault(label, section)
                piece = replace(piece, section=section if piece.kind != "credits" else "")
            words = " ".join(MARKUP.sub(" ", markdown).split())
            found.append(replace(piece, markdown=markdown, words=words, place=source.place(piece.span[0])))
        self.pieces = [replace(p, section=homes.get(p.slot, p.section)) if p.kind == "note" else p for p in found]
        return self.pieces

    def whose(self, piece: Segment) -> set[int]:
        """The owners of the letters of a segment."""
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
