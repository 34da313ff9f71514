"""How wide the columns of a printed table are: so that the table is as low as it can be.

Left to itself the layout gives a column room by its longest cell alone: one long cell makes a wide column that is half
empty, and its neighbour turns over after every second word. Here the shares are sought with which the rows have the
fewest lines; among shares that are equal in that, those near the square roots of the amounts of text. The letters are
counted, not measured, so each share is judged a little narrower and a little wider too; that no word is cut is the
layout's own rule, which measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from unicodedata import bidirectional, category, combining, normalize

from .elements import Element

Cell = tuple[float, ...]
"""The widths of a cell's words, in em."""
Shares = tuple[int, ...]
"""Of each column, in hundredths of the table."""

# em: what letters take in the faces of text; joined ones by the mean of their forms.
_WIDTHS = {
    0.33: ".,;:!|'’()[]ijltfI",
    0.47: "?“”«»-csrz",
    0.65: "bdhnpquxFLST",
    0.95: "mwMW",
    0.25: "اآأإةء،؛",
    0.70: "سشصضطظجحخ",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_LETTER, _CAPITAL, _JOINED, _SPACE = 0.56, 0.74, 0.45, 0.26
_BOLD = 1.08
_PADDING = 1.3  # em; both sides of a cell and its lines
_BLANKS = re.compile(r"[ \n\t]+|(?<=\w-)(?!\u2060)")
_CUT = 1000.0  # lines that a word wider than its column counts as: no table is lower for it
_LIKENESS = 0.001  # lines for each squared hundredth from the square roots
_DOUBTS = (0.95, 1.0, 1.05)
_STEPS = (16, 8, 4, 2, 1)


@dataclass(frozen=True)
class _Table:
    columns: tuple[tuple[Cell, ...], ...]
    width: float

    def lines(self, shares: Shares) -> float:
        """How high the table is with these shares, in lines."""
        rooms = [share * self.width / 100 - _PADDING for share in shares]
        return sum(self._lines([room * doubt for room in rooms]) for doubt in _DOUBTS) / len(_DOUBTS)

    def _lines(self, rooms: Sequence[float]) -> float:
        columns = [_heights(column, round(room, 3)) for column, room in zip(self.columns, rooms, strict=True)]
        of_rows: list[float] = [max(cells) for cells in zip(*columns, strict=True)]
        return sum(of_rows)


def share(root: Element, width: float) -> None:
    """Write on each table below `root` what its columns get; `width` is the text block's, in em of a table."""
    for table in root.iter("table"):
        rows = [[cell for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        if not rows or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
            continue  # spanning cells: left to the layout
        columns = tuple(tuple(map(_words, column)) for column in zip(*rows, strict=True))
        for cell, part in zip(rows[0], shares_of(columns, width), strict=True):
            cell.set("style", f"width:{part}%")


def shares_of(columns: Sequence[Sequence[Cell]], width: float) -> Shares:
    """Return the shares of columns, each given as its cells from top to bottom."""
    table = _Table(tuple(map(tuple, columns)), width)
    roots = _roots(table)
    best = _whole(roots)
    least = _cost(table, best, roots)
    for step in _STEPS:
        better = True
        while better:
            better = False
            for taker, giver in permutations(range(len(columns)), 2):
                tried = tuple(part + step * ((i == taker) - (i == giver)) for i, part in enumerate(best))
                if min(tried) > 0 and (cost := _cost(table, tried, roots)) < least:
                    best, least, better = tried, cost, True
    return best


def _cost(table: _Table, shares: Shares, roots: Sequence[float]) -> float:
    unlike = sum((part - root) ** 2 for part, root in zip(shares, roots, strict=True))
    return round(table.lines(shares) + _LIKENESS * unlike, 6)


def _roots(table: _Table) -> list[float]:
    """The square root of each column's text, never less than its longest word, as hundredths."""
    amounts = [sum(map(sum, column)) ** 0.5 for column in table.columns]
    floors = [max(max(cell, default=0.0) for cell in column) + _PADDING for column in table.columns]
    whole = sum(amounts) or 1.0
    wanted = [max(table.width * amount / whole, floor) for amount, floor in zip(amounts, floors, strict=True)]
    return [100 * part / sum(wanted) for part in wanted]


def _whole(parts: Sequence[float]) -> Shares:
    """The parts as whole numbers of the same sum: the last takes what rounding leaves."""
    first = [max(1, round(part)) for part in parts[:-1]]
    return (*first, max(1, 100 - sum(first)))


@cache
def _heights(column: tuple[Cell, ...], room: float) -> tuple[float, ...]:
    """How many lines each cell of a column has if its lines are `room` em long."""
    return tuple(_height(cell, room) for cell in column)


def _height(cell: Cell, room: float) -> float:
    lines, used = 1.0, 0.0
    for word in cell:
        if used and used + _SPACE + word > room:
            lines, used = lines + 1, word
        else:
            used += word + (_SPACE if used else 0)
        if word > room:
            lines += _CUT
    return lines


def _words(cell: Element) -> Cell:
    bold = _BOLD if cell.tag == "th" else 1.0
    words = _BLANKS.split("".join(cell.itertext()).strip())
    return tuple(round(bold * sum(map(_advance, word)), 3) for word in words if word)


def _advance(letter: str) -> float:
    """What a letter takes on a line, in em."""
    if combining(letter) or category(letter) == "Cf":
        return 0.0
    plain = normalize("NFD", letter)[0]
    other = _JOINED if bidirectional(letter) == "AL" else _CAPITAL if letter.isupper() else _LETTER
    return _WIDTH_OF.get(letter) or _WIDTH_OF.get(plain) or other


__all__ = ["Cell", "Shares", "share", "shares_of"]
