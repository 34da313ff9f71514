"""Marks of Markdown that stayed visible: a slip of one character that a reader would see in print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handbookpub import tree
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.model import Node, Place
from handbookpub.reading.mend import is_typed
from handbookpub.reading.settle import WRAPPER
from handbookpub.tree import Nodes

Make = Callable[[Place, str], Finding]
MARKS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (re.compile(r"\*\*"), faults.visible_stars),
    (re.compile(r"\[\s*\]"), faults.visible_brackets),
    (re.compile(r"\]\("), faults.visible_link),
    (re.compile(r":::+"), faults.visible_colons),
    (re.compile(r"\{\s*[.#][^{}]*\}"), faults.visible_braces),
)
ESCAPED = "\0"


def marks(nodes: Nodes, path: str, lines: list[str]) -> Iterator[Finding]:
    """What stayed visible in one list of inline nodes, as pandoc gave them: in pieces, each with its
    place.
    """
    text, places = _typed(nodes, lines)
    for pattern, make in MARKS:
        for found in pattern.finditer(text):
            yield make(Place(path, *places[found.start()]), found[0])
    for before, node in zip([None, *nodes], nodes, strict=False):
        if _hangs(node) and before is not None:
            yield faults.hanging_braces(tree.place(node, path), _braces(node))


def _typed(nodes: Nodes, lines: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the list's own words, with what was escaped or made by other nodes hidden, and its
    places.
    """
    text = ""
    places: list[tuple[int, int]] = []
    for node in nodes:
        words = tree.string(node) if node["t"] == "Str" and is_typed(node, lines) else ESCAPED
        words = " " if node["t"] in tree.SPACES else words
        line, column = node.get("at", places[-1] if places else (1, 1))
        text += words
        places += [(line, column + offset) for offset in range(len(words))]
    return text, places


def _hangs(node: Node) -> bool:
    """Whether braces stand after a space: they then belong to the space, and to nobody who reads."""
    return (
        node["t"] == "Span"
        and tree.attributes(node).items() >= WRAPPER.items()
        and all(child["t"] in tree.SPACES for child in tree.children(node))
    )


def _braces(node: Node) -> str:
    """The attributes of a node as they are typed."""
    identifier, classes, pairs = tree.attr(node)
    parts = [f"#{identifier}"] if identifier else []
    parts += [f".{name}" for name in classes]
    parts += [f'{key}="{value}"' for key, value in pairs.items() if key not in WRAPPER]
    return "{" + " ".join(parts) + "}"


def drop_hanging(node: Node) -> Node | Nodes:
    """Braces that hang on a space leave the tree (they are found); on a word they make it a span."""
    if node["t"] != "Span" or not tree.attributes(node).items() >= WRAPPER.items():
        return node
    if _hangs(node):
        return tree.children(node)
    return tree.with_attr(
        node, attributes={k: v for k, v in tree.attributes(node).items() if k not in WRAPPER}
    )
