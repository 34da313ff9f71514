"""Names of rows that stay the same while a chapter is edited, so that what somebody types beside a paragraph stays
beside that paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count

Print = tuple[str, ...]
"""What a row is recognised by: the fingerprints of its source, or of its translation where it has no source."""


class Keys:
    """The keys of one page's rows."""

    def __init__(self) -> None:
        self._before: list[tuple[Print, str]] = []
        self._next: Iterator[int] = count(1)

    def follow(self, prints: Sequence[Print]) -> list[str]:
        """The keys of the rows that a page has now. A row keeps its key where its text or its place between two
        others is the same; a run of rows that became longer or shorter is recognised text by text.
        """
        old = [print_ for print_, _ in self._before]
        found: list[str] = [""] * len(prints)
        blocks = SequenceMatcher(None, old, list(prints), autojunk=False).get_opcodes()
        for name, a, b, c, d in blocks:
            if name == "equal":
                found[c:d] = [key for _, key in self._before[a:b]]
        self._moved(prints, found)
        for name, a, b, c, d in blocks:
            if name == "replace" and b - a == d - c:
                self._edited(range(a, b), range(c, d), found)
        found = [key or f"r{next(self._next)}" for key in found]
        self._before = list(zip(prints, found, strict=True))
        return found

    def _moved(self, prints: Sequence[Print], found: list[str]) -> None:
        """A row that stands elsewhere now keeps its key, if its text stands only once."""
        taken = set(found)
        free = {print_: key for print_, key in self._before if key not in taken}
        for index, print_ in enumerate(prints):
            if not found[index] and print_ in free and list(prints).count(print_) == 1:
                found[index] = free.pop(print_)

    def _edited(self, old: range, new: range, found: list[str]) -> None:
        """Rows that were edited in their place."""
        taken = set(found)
        for i, j in zip(old, new, strict=True):
            if not found[j] and self._before[i][1] not in taken:
                found[j] = self._before[i][1]
