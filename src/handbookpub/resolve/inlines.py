"""The inline nodes of a paragraph as one text with signs, and islands put back round the nodes they cover.

Markup does not hinder an island: `(*Palermo Protocol*, 2000)` is one phrase. The island is wrapped round the
fewest nodes that hold it. Emphasis that reaches out of the island is split in two, which changes nothing for
a reader; a link, a span with attributes or a quotation is never split, and an island that would need it is
given up (`across`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from handbookpub.model import Node
from handbookpub.tree import (
    Nodes,
    attributes,
    children,
    classes,
    kind,
    make_span,
    make_str,
    string,
    with_attr,
    with_children,
)

from .islands import Island
from .signs import BARRIER, HIDDEN, LETTER, NOTE, signs, strong

OBJECT = "\ufffc"
SPLITTABLE = {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
CONTAINERS = SPLITTABLE | {"Link", "Span", "Quoted", "Cite"}
INLINES = CONTAINERS | {
    "Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline", "Image", "Note",
}  # fmt: skip
OBJECT_CLASSES = {"box", "blank", "placeholder"}
QUOTES = ("“", "”")
Attributes = Callable[[Island], dict[str, str]]
"""The attributes that an island's element gets."""


def is_inline(nodes: Sequence[Node]) -> bool:
    """Whether a list of nodes is the content of a paragraph."""
    return bool(nodes) and kind(nodes[0]) in INLINES


def measure(node: Node) -> tuple[str, str]:
    """The text of an inline node and its signs, of the same length, never empty."""
    if kind(node) not in CONTAINERS:
        return _measure_leaf(node)
    if is_object(node):
        return OBJECT, BARRIER
    text, own = measure_all(children(node))
    if kind(node) == "Quoted":
        return QUOTES[0] + text + QUOTES[1], QUOTES[0] + own + QUOTES[1]
    return (text, own) if text else (OBJECT, HIDDEN)


def _measure_leaf(node: Node) -> tuple[str, str]:
    name, words = kind(node), string(node)
    if name == "Str":
        return (words, signs(words)) if words else (OBJECT, HIDDEN)
    if name in ("Space", "SoftBreak"):
        return " ", " "
    if name == "Code" and words and "dir" not in attributes(node) and strong(words) in ("ltr", ""):
        return OBJECT * len(words), LETTER * len(words)  # nothing in code is typed text
    return OBJECT, NOTE if name == "Note" else BARRIER


def measure_all(nodes: Sequence[Node]) -> tuple[str, str]:
    """The text and the signs of several nodes."""
    parts = [measure(node) for node in nodes]
    return "".join(text for text, _ in parts), "".join(own for _, own in parts)


def is_object(node: Node) -> bool:
    """Whether a container counts as one sign: it has its own direction, or it is drawn."""
    if kind(node) not in ("Span", "Link"):
        return False
    return "dir" in attributes(node) or bool(OBJECT_CLASSES & set(classes(node)))


@dataclass(slots=True)
class Wrapper:
    """Puts islands round nodes. `across` collects the islands that had to be given up."""

    describe: Attributes
    classes: str = ""
    across: list[Island] = field(default_factory=list)

    def wrap(self, nodes: Nodes, islands: Sequence[Island], offset: int = 0) -> Nodes:
        """The nodes, the first of which starts at `offset` of the paragraph, with their islands wrapped."""
        if not islands:
            return nodes
        here = [island for island in islands if not _inside_child(nodes, island, offset)]
        for island in here:
            cut = _cut(_cut(nodes, island.start - offset), island.end - offset)
            if cut is None:
                self.across.append(island)
                islands = [other for other in islands if other is not island]
            else:
                nodes = cut
        return self._wrapped(nodes, islands, [island for island in here if island in islands], offset)

    def _wrapped(self, nodes: Nodes, islands: Sequence[Island], here: Sequence[Island], offset: int) -> Nodes:
        result: Nodes = []
        position, index = offset, 0
        while index < len(nodes):
            island = next((island for island in here if island.start == position), None)
            stop = _index_at(nodes, index, island.end - position) if island else index + 1
            length = sum(len(measure(node)[0]) for node in nodes[index:stop])
            if island:
                result.append(self._island(nodes[index:stop], island))
            else:
                result.append(self._child(nodes[index], islands, position))
            position, index = position + length, stop
        return result

    def _island(self, nodes: Nodes, island: Island) -> Node:
        if len(nodes) == 1 and kind(nodes[0]) == "Code" and not self.classes:
            return with_attr(nodes[0], attributes={**attributes(nodes[0]), **self.describe(island)})
        return make_span(self.wrap(nodes, island.inner, island.start), self.classes, self.describe(island))

    def _child(self, node: Node, islands: Sequence[Island], position: int) -> Node:
        start, end = position, position + len(measure(node)[0])
        inside = [island for island in islands if start <= island.start and island.end <= end]
        if not inside or kind(node) not in CONTAINERS:
            return node
        island = inside[0]
        if kind(node) == "Span" and not self.classes and (island.start, island.end) == (start, end):
            given = {**self.describe(island), **attributes(node)}
            return with_children(
                with_attr(node, attributes=given), self.wrap(children(node), island.inner, position)
            )
        return with_children(node, self.wrap(children(node), inside, start + (kind(node) == "Quoted")))


def _inside_child(nodes: Nodes, island: Island, offset: int) -> bool:
    """Whether one container among the nodes holds the whole island: then its content is wrapped."""
    position = offset
    for node in nodes:
        end = position + len(measure(node)[0])
        if position <= island.start and island.end <= end:
            quoted = (
                kind(node) == "Quoted"
            )  # the marks are the container's own, they cannot be wrapped inside
            return kind(node) in CONTAINERS and not (
                quoted and (island.start == position or island.end == end)
            )
        position = end
    return False


def _index_at(nodes: Nodes, index: int, length: int) -> int:
    """The index after the nodes from `index` on that make up `length` characters."""
    while length > 0:
        length -= len(measure(nodes[index])[0])
        index += 1
    return index


def _cut(nodes: Nodes | None, at: int) -> Nodes | None:
    """The nodes with a boundary after `at` characters; None where a node must stay whole."""
    if nodes is None:
        return None
    for index, node in enumerate(nodes):
        if at <= 0:
            return nodes
        length = len(measure(node)[0])
        if at < length:
            halves = _halves(node, at)
            return halves and [*nodes[:index], *halves, *nodes[index + 1 :]]
        at -= length
    return nodes


def _halves(node: Node, at: int) -> Nodes | None:
    if kind(node) == "Str":
        return [{**node, **make_str(string(node)[:at])}, {**node, **make_str(string(node)[at:])}]
    if kind(node) not in SPLITTABLE:
        return None
    inner = _cut(children(node), at)
    if inner is None:
        return None
    index = _index_at(inner, 0, at)
    return [with_children(node, inner[:index]), with_children(node, inner[index:])]
