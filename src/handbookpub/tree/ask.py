"""Going through a pandoc tree and asking its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from handbookpub.model import Node, Place
from handbookpub.tree.shapes import ATTR_AT, INLINE, ONLY_LIST, SHAPES, TEXT_AT, MapNodes, Nodes

Attr = tuple[str, tuple[str, ...], dict[str, str]]
"""An attr as Python likes it: id, classes, attributes in their order."""

NO_ATTR: list[Any] = ["", [], []]
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
QUOTES = {"DoubleQuote": ("\u201c", "\u201d"), "SingleQuote": ("\u2018", "\u2019")}


def kind(node: Node) -> str:
    """The node's type: "Para", "Str", "Div"..."""
    return str(node["t"])


# --- going through a tree ---


def map_lists(node: Node, change: MapNodes) -> Node:
    """The node with each list of nodes directly under it replaced by `change(list)`."""
    shape = SHAPES.get(node["t"])
    return node if shape is None else {**node, "c": shape(node["c"], change)}


def child_lists(node: Node) -> list[Nodes]:
    """The lists of nodes directly under a node: one for a Para, one per item or cell."""
    found: list[Nodes] = []

    def note(nodes: Nodes) -> Nodes:
        found.append(nodes)
        return nodes

    map_lists(node, note)
    return found


def children(node: Node) -> Nodes:
    """All nodes directly under a node, in the order of the text."""
    only = ONLY_LIST.get(node["t"])
    return list(only(node["c"])) if only else [child for nodes in child_lists(node) for child in nodes]


def walk(nodes: Node | Iterable[Node]) -> Iterator[Node]:
    """Every node, parents before children, in the order of the text."""
    stack = [nodes] if isinstance(nodes, dict) else list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node["t"] in SHAPES:
            stack += children(node)[::-1]


def rewrite(nodes: Iterable[Node], change: Callable[[Node], Node | Nodes | None]) -> Nodes:
    """A new tree, children first: `change(node)` gives a replacement, several, or None to drop it."""

    def inside(inner: Iterable[Node]) -> Nodes:
        result: Nodes = []
        for node in inner:
            shape = SHAPES.get(node["t"])  # words have none, and a book is made of words
            new = change(node if shape is None else {**node, "c": shape(node["c"], inside)})
            if isinstance(new, dict):
                result.append(new)
            elif new is not None:
                result.extend(new)
        return result

    return inside(nodes)


def rewrite_lists(nodes: Nodes, change: MapNodes) -> Nodes:
    """A new tree, children first: `change` gets each list of nodes, for what concerns neighbours."""

    def inside(inner: Nodes) -> Nodes:
        result: Nodes = []
        for node in inner:
            shape = SHAPES.get(node["t"])
            result.append(node if shape is None else {**node, "c": shape(node["c"], inside)})
        return change(result)

    return inside(nodes)


def text(nodes: Node | Iterable[Node]) -> str:
    """The words of nodes as a reader sees them, without notes; each paragraph ends in a line feed."""
    each = [nodes] if isinstance(nodes, dict) else nodes
    return "".join(_text(node) for node in each)


def _text(node: Node) -> str:
    name = node["t"]
    if name == "Str":
        return str(node["c"])
    if name in SPACES:
        return SPACES[name]
    if name in TEXT_AT:
        return str(node["c"][TEXT_AT[name]]) + ("\n" if name.endswith("Block") else "")
    if name == "Note":
        return ""
    inner = "".join(map(_text, children(node)))
    if name == "Quoted":
        opening, closing = QUOTES[node["c"][0]["t"]]
        return opening + inner + closing
    return inner + "\n" if name in ("Para", "Plain", "Header") else inner


# --- asking a node ---


def place(node: Node, path: str) -> Place:
    """Where a node stands in the file `path`; a node without a position gives the file's first line."""
    line, column = node.get("at", (1, 1))
    return Place(path, line, column)


def attr(node: Node) -> Attr:
    """Id, classes and attributes of a node; empty for one that cannot have any."""
    index = ATTR_AT.get(node["t"])
    identifier, classes, pairs = NO_ATTR if index is None else node["c"][index]
    return identifier, tuple(classes), dict(pairs)


def identifier(node: Node) -> str:
    """The id of a node, or ""."""
    return attr(node)[0]


def classes(node: Node) -> tuple[str, ...]:
    """The classes of a node."""
    return attr(node)[1]


def attributes(node: Node) -> dict[str, str]:
    """The attributes of a node other than id and classes."""
    return attr(node)[2]


def take(node: Node, name: str) -> tuple[str | None, Node]:
    """An attribute's value, None where the node has none, and the node without that attribute."""
    index = ATTR_AT.get(node["t"])
    pairs = node["c"][index][2] if index is not None else ()
    value = next((value for key, value in pairs if key == name), None)
    if index is None or value is None:
        return None, node
    content = list(node["c"])
    content[index] = [*content[index][:2], [pair for pair in pairs if pair[0] != name]]
    return value, {**node, "c": content}


def with_attr(
    node: Node,
    *,
    id: str | None = None,
    classes: Iterable[str] | None = None,
    attributes: dict[str, str] | None = None,
) -> Node:
    """The node with those parts of its attr replaced that are given. KeyError for a node that has none."""
    index = ATTR_AT[node["t"]]
    old_id, old_classes, old_pairs = node["c"][index]
    new = [
        old_id if id is None else id,
        old_classes if classes is None else list(classes),
        old_pairs if attributes is None else [[key, value] for key, value in attributes.items()],
    ]
    return {**node, "c": [new if i == index else part for i, part in enumerate(node["c"])]}


def with_children(node: Node, nodes: Nodes) -> Node:
    """The node with its one list of children replaced (Para, Span, Div, Link, Header, Note...)."""
    return map_lists(node, lambda _: nodes)


def level(node: Node) -> int:
    """The level of a Header, 0 for anything else."""
    return int(node["c"][0]) if node["t"] == "Header" else 0


def target(node: Node) -> str:
    """The address of a Link or Image, "" for anything else."""
    return str(node["c"][2][0]) if node["t"] in ("Link", "Image") else ""


def with_target(node: Node, address: str) -> Node:
    """The Link or Image with another address."""
    return {**node, "c": [node["c"][0], node["c"][1], [address, node["c"][2][1]]]}


def items(node: Node) -> list[Nodes]:
    """The items of a BulletList or OrderedList, each a list of blocks; none for anything else."""
    return child_lists(node) if node["t"] in ("BulletList", "OrderedList") else []


def start(node: Node) -> int:
    """The first number of an OrderedList."""
    return int(node["c"][0][0])


def string(node: Node) -> str:
    """The string of a Str, Code, CodeBlock, Math, RawInline or RawBlock, "" for anything else."""
    if node["t"] == "Str":
        return str(node["c"])
    return str(node["c"][TEXT_AT[node["t"]]]) if node["t"] in TEXT_AT else ""


def with_string(node: Node, new: str) -> Node:
    """The Str, Code, CodeBlock, Math, RawInline or RawBlock with another string."""
    return {**node, "c": new if node["t"] == "Str" else [node["c"][0], new]}


def is_block(node: Node, *names: str) -> bool:
    """Whether the node is a Div that has one of the classes, or any Div when none is named."""
    return node["t"] == "Div" and (not names or any(name in names for name in classes(node)))


def is_inline(node: Node) -> bool:
    """Whether a node stands in a line of text; anything else is a block."""
    return node["t"] in INLINE


def is_single_quoted(node: Node) -> bool:
    """Whether a Quoted was written with single quotation marks."""
    return bool(node["t"] == "Quoted" and node["c"][0]["t"] == "SingleQuote")


def is_title(node: Node | None) -> bool:
    """Whether a block is a title: a paragraph that is bold from end to end."""
    if node is None or node["t"] not in ("Para", "Plain"):
        return False
    return [child["t"] for child in children(node)] == ["Strong"]
