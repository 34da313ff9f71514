"""Invisible direction marks that other programs leave in a text.

Marks (LRM, RLM, ALM) are kept. Embeddings, overrides and isolates (U+202A..202E, U+2066..2069, UAX#9
section 2) become spans with a `dir`: what is not closed in its own paragraph would turn round the rest
of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handbookpub import tree
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.model import Node
from handbookpub.tree import Nodes

CONTROLS = re.compile("([\u202a-\u202e\u2066-\u2069])")
OPENS = {
    "\u202a": "ltr", "\u202b": "rtl", "\u202d": "ltr", "\u202e": "rtl",
    "\u2066": "ltr", "\u2067": "rtl", "\u2068": "auto",
}  # fmt: skip
OVERRIDES = "\u202d\u202e"
CLOSES = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}


@dataclass(slots=True)
class Level:
    """An opened control: the character, the piece it stands in, what follows it so far."""

    control: str
    piece: Node
    nodes: Nodes = field(default_factory=list)


def spread(nodes: Nodes, path: str, findings: list[Finding]) -> Nodes:
    """A list of inline nodes with controls made spans; what has no partner is dropped and found."""
    if not any(node["t"] == "Str" and CONTROLS.search(tree.string(node)) for node in nodes):
        return nodes
    levels = [Level("", {})]
    for piece in (piece for node in nodes for piece in _pieces(node)):
        text = tree.string(piece)
        if text in OPENS:
            levels.append(Level(text, piece))
        elif text not in CLOSES:
            levels[-1].nodes.append(piece)
        elif levels[-1].control and levels[-1].control in CLOSES[text]:
            _close(levels, path, findings)
        else:
            findings.append(faults.lone_control(tree.place(piece, path), text))
    while len(levels) > 1:
        findings.append(faults.lone_control(tree.place(levels[-1].piece, path), levels[-1].control))
        levels[-2].nodes += levels.pop().nodes
    return levels[0].nodes


def _close(levels: list[Level], path: str, findings: list[Finding]) -> None:
    level = levels.pop()
    if level.control in OVERRIDES:
        findings.append(faults.override(tree.place(level.piece, path), OPENS[level.control]))
    if level.nodes:
        span = tree.make_span(level.nodes, attributes={"dir": OPENS[level.control]})
        levels[-1].nodes.append(tree.at(span, level.piece))


def _pieces(node: Node) -> Nodes:
    """A Str cut at its controls, each piece at its own column."""
    if node["t"] != "Str":
        return [node]
    pieces: Nodes = []
    offset = 0
    for part in CONTROLS.split(tree.string(node)):
        if part:
            line, column = node.get("at", (1, 1))
            pieces.append({**tree.with_string(node, part), "at": [line, column + offset]})
        offset += len(part)
    return pieces
