"""Pandoc's tree with positions, settled: the positions stand in the nodes, and the wrappers made for them
are gone.

`sourcepos` puts each word into a span of its own. Those spans must never reach a renderer:
`ال**مساع**دة` would fall apart into three pieces, and letters disconnect at an element. So bare
wrappers are dropped and neighbouring words joined; the tree then equals the one pandoc gives without
positions.
"""

from __future__ import annotations

import re
from typing import Any

from handbookpub import tree
from handbookpub.model import Node
from handbookpub.tree import Nodes

POSITION = "data-pos"
WRAPPER = {"wrapper": "1"}
PLACES = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


def unwrap(blocks: Nodes) -> Nodes:
    """Positions moved from attributes to the keys `at` and `to`, wrappers dropped; words stay in pieces.

    `to` is the last line of a node that covers several.
    """
    return tree.rewrite_lists(blocks, _unwrap)


def _unwrap(nodes: Nodes) -> Nodes:
    result: Nodes = []
    for node in nodes:
        keys, bare = _position(node)
        if is_wrapper(bare):
            result += [{**keys, **inner} for inner in tree.children(bare)]
        else:
            result.append({**_with_places(bare, keys), **keys})
    return result


def _position(node: Node) -> tuple[dict[str, Any], Node]:
    """The keys `at` and `to` that a node's attributes give, and the node without those attributes."""
    typed, bare = tree.take(node, POSITION)
    if typed is None:
        return {}, node
    places = [tuple(map(int, found)) for found in PLACES.findall(typed)]
    if not places:
        return {}, bare
    first = min(place[:2] for place in places)
    # A node that ends at the start of a line ends on the line before.
    last = max(line - (column == 1) for _, _, line, column in places)
    keys: dict[str, Any] = {"at": list(first)} | ({"to": last} if last > first[0] else {})
    return keys, bare if is_wrapper(bare) else _in_one_line(bare)


def _in_one_line(node: Node) -> Node:
    """A value that was typed over several lines has spaces where they broke."""
    joined = {key: " ".join(value.split()) for key, value in tree.attributes(node).items()}
    return tree.with_attr(node, attributes=joined)


def _with_places(node: Node, keys: dict[str, Any]) -> Node:
    """Words that pandoc gives no position: `<https://example.org>` stands after its bracket, `word{.ltr}`
    first.
    """
    if node["t"] not in ("Link", "Span") or not keys:
        return node
    place = {"at": [keys["at"][0], keys["at"][1] + (node["t"] == "Link")]}
    return tree.map_lists(node, lambda nodes: [place | child for child in nodes])


def is_wrapper(node: Node) -> bool:
    """Whether a Span or Div was made only to carry a position."""
    return node["t"] in ("Span", "Div") and tree.attr(node) == ("", (), WRAPPER)


def join(blocks: Nodes) -> Nodes:
    """Neighbouring Str joined into words, a space after a space and the key `to` dropped."""
    return tree.rewrite_lists(blocks, _join)


def _join(nodes: Nodes) -> Nodes:
    result: Nodes = []
    for node in nodes:
        if node["t"] == "Str" and result and result[-1]["t"] == "Str":
            result[-1] = tree.with_string(result[-1], tree.string(result[-1]) + tree.string(node))
        elif not (node["t"] == "Space" and result and result[-1]["t"] in tree.SPACES):
            result.append({key: value for key, value in node.items() if key != "to"})
    return result
