"""Where the children of each pandoc node stand: the table of shapes behind `handbookpub.tree`."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from handbookpub.model import Node

Nodes = list[Node]
MapNodes = Callable[[Nodes], Nodes]


def _second(c: Any, change: MapNodes) -> Any:
    return [c[0], change(c[1]), *c[2:]]


def _third(c: Any, change: MapNodes) -> Any:
    return [c[0], c[1], change(c[2])]


def _items(c: Any, change: MapNodes) -> Any:
    return [change(item) for item in c]


def _definitions(c: Any, change: MapNodes) -> Any:
    return [[change(term), [change(blocks) for blocks in texts]] for term, texts in c]


def _figure(c: Any, change: MapNodes) -> Any:
    attr, (short, caption), blocks = c
    return [attr, [short and change(short), change(caption)], change(blocks)]


def _table(c: Any, change: MapNodes) -> Any:
    attr, (short, caption), columns, (head_attr, head), bodies, (foot_attr, foot) = c

    def rows(old: Any) -> Any:
        return [[attr, [[*cell[:4], change(cell[4])] for cell in cells]] for attr, cells in old]

    return [
        attr, [short and change(short), change(caption)], columns, [head_attr, rows(head)],
        [[*body[:2], rows(body[2]), rows(body[3])] for body in bodies], [foot_attr, rows(foot)],
    ]  # fmt: skip


WHOLE = (
    "Para", "Plain", "Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps",
    "BlockQuote", "Note",
)  # fmt: skip
SECOND = ("Quoted", "Cite", "Span", "Div", "Link", "Image")
SHAPES: dict[str, Callable[[Any, MapNodes], Any]] = {
    **dict.fromkeys(WHOLE, lambda c, change: change(c)),
    **dict.fromkeys(SECOND, _second),
    "Header": _third,
    "BulletList": _items,
    "LineBlock": _items,
    "OrderedList": lambda c, change: [c[0], _items(c[1], change)],
    "DefinitionList": _definitions,
    "Figure": _figure,
    "Table": _table,
}  # fmt: skip
ONLY_LIST: dict[str, Callable[[Any], Nodes]] = {
    **dict.fromkeys(WHOLE, lambda c: c),
    **dict.fromkeys(SECOND, itemgetter(1)),
    "Header": itemgetter(2),
}
"""The same for reading nodes that hold one list: most of a book is made of them."""
ATTR_AT = {
    "Header": 1,
    **dict.fromkeys(("Span", "Div", "Link", "Image", "Code", "CodeBlock", "Table", "Figure"), 0),
}
TEXT_AT = {"Code": 1, "CodeBlock": 1, "Math": 1, "RawInline": 1, "RawBlock": 1}
INLINE = frozenset((
    "Str", "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Quoted", "Cite",
    "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link", "Image", "Note", "Span",
))  # fmt: skip
