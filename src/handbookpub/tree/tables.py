"""Pandoc's Table, as rows of cells.

A cell is `[attr, alignment, row span, column span, [blocks]]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbookpub.model import Node
from handbookpub.tree.make import make_attr
from handbookpub.tree.shapes import Nodes

Row = list[Nodes]


def _rows(rows: list[Any]) -> list[Row]:
    return [[cell[4] for cell in row[1]] for row in rows]


def head_rows(table: Node) -> list[Row]:
    """The rows of the table's head; each cell is a list of blocks."""
    return _rows(table["c"][3][1])


def body_rows(table: Node) -> list[Row]:
    """The rows under the head."""
    bodies = [row for body in table["c"][4] for row in _rows(body[2]) + _rows(body[3])]
    return bodies + _rows(table["c"][5][1])


def cell_rows(table: Node) -> list[Row]:
    """All rows, head first."""
    return head_rows(table) + body_rows(table)


def alignments(table: Node) -> list[str]:
    """The alignment of each column: "AlignDefault", "AlignLeft", "AlignRight" or "AlignCenter"."""
    return [str(column[0]["t"]) for column in table["c"][2]]


def with_caption(table: Node, blocks: Sequence[Node]) -> Node:
    """The table with a caption."""
    return {**table, "c": [table["c"][0], [None, list(blocks)], *table["c"][2:]]}


def caption(table: Node) -> Nodes:
    """The blocks of the table's caption."""
    return list(table["c"][1][1])


def with_row_heads(table: Node, columns: int = 1) -> Node:
    """The table with its first columns naming the rows (`<th scope="row">`)."""
    bodies = [[body[0], columns, *body[2:]] for body in table["c"][4]]
    return {**table, "c": [*table["c"][:4], bodies, table["c"][5]]}


def make_table(head: Sequence[Row], body: Sequence[Row], caption: Sequence[Node] = ()) -> Node:
    """A table with columns as wide as their text asks for."""

    def rows(given: Sequence[Row]) -> list[object]:
        align = {"t": "AlignDefault"}
        return [[make_attr(), [[make_attr(), align, 1, 1, cell] for cell in row]] for row in given]

    width = max((len(row) for row in [*head, *body]), default=0)
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)]
    parts = [make_attr(), [None, list(caption)], columns, [make_attr(), rows(head)]]
    return {"t": "Table", "c": [*parts, [[make_attr(), 0, [], rows(body)]], [make_attr(), []]]}
