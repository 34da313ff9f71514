"""HTML in a source file: comments are dropped, everything else stays visible as it was typed, and is
found.

Raw HTML would reach one output and be lost in the others, and could carry a script into the pages that
a person in danger reads. So none of it passes.
"""

from __future__ import annotations

import re

from handbookpub import tree
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.model import Node
from handbookpub.tree import Nodes

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def tame(node: Node, path: str, findings: list[Finding]) -> Node | Nodes | None:
    """What stands in for a raw node: nothing for a comment, its words for anything else."""
    if node["t"] not in ("RawInline", "RawBlock"):
        return node
    words = COMMENT.sub(_blank, tree.string(node))
    if not words.strip():
        return None
    lines = _lines(node, words)
    if not words.startswith("</"):
        findings.append(faults.raw_html(tree.place(lines[0], path), words.split()[0]))
    return tree.at(tree.make_para(lines), node) if node["t"] == "RawBlock" else lines


def _blank(comment: re.Match[str]) -> str:
    """A comment as spaces, so that lines and columns after it hold."""
    return re.sub(r"\S", " ", comment[0])


def _lines(node: Node, words: str) -> Nodes:
    """Words as inline nodes, each at its place; lines are parted by SoftBreak."""
    first, column = node.get("at", (1, 1))
    result: Nodes = []
    for number, line in enumerate(words.rstrip().split("\n")):
        result += [{"t": "SoftBreak"}] if result and line.strip() else []
        for found in re.finditer(r"\S+", line):
            start = found.start() + (column if number == 0 else 1)
            result += [tree.make_space()] if result and result[-1]["t"] == "Str" else []
            result.append({**tree.make_str(found[0]), "at": [first + number, start]})
    return result
