"""A translator's natural typing, made to work.

Markdown's rules for `**` were made for scripts with spaces and without letters that join: `لـ**«نص»**`
and `**ملاحظة:**النص` stay as typed. A list may be numbered `١.`, a box be typed `- [ ]`, and other
programs leave invisible direction marks. All this is mended on the pieces that pandoc gives, where each
still has its place in the source: an asterisk that somebody escaped is never taken for a mark.
"""

from __future__ import annotations

import re
import unicodedata

from handbookpub import tree
from handbookpub.model import Node
from handbookpub.tree import Nodes

Changed = dict[tuple[int, int], str]
"""Line and column -> the number that was typed there."""
NUMBER = re.compile(r"^((?:\s|>|[-*+]\s)*)(\d{1,9})(?=[.)](?:\s|$))")
STARS = {"**": tree.make_strong, "*": tree.make_emph}
SPACES = ("Space", "SoftBreak", "LineBreak")
BOXES = {
    "\u2610": "empty",
    "[ ]": "empty",
    "\u2612": "ticked",
    "\u2611": "ticked",
    "[x]": "ticked",
    "[X]": "ticked",
}


def latin_numbers(lines: list[str], masked: list[str]) -> tuple[list[str], Changed]:
    """Lines whose list numbers are written in ASCII digits, and what was typed at each changed place.

    `masked` are the lines with code hidden: a number there is no list's. CommonMark knows only ASCII
    digits. A digit is replaced by a digit, so that all columns hold.
    """
    changed: Changed = {}
    result = list(lines)
    for index, line in enumerate(lines):
        found = NUMBER.match(masked[index])
        if found and not found[2].isascii():
            digits = "".join(str(unicodedata.digit(digit)) for digit in found[2])
            result[index] = line[: found.start(2)] + digits + line[found.end(2) :]
            changed[index + 1, found.start(2) + 1] = found[2]
    return result, changed


def restore_numbers(nodes: Nodes, changed: Changed) -> Nodes:
    """What did not become a list number gets the digits that were typed: prose digits are never changed."""
    return [_restored(node, changed) for node in nodes]


def _restored(node: Node, changed: Changed) -> Node:
    typed = changed.get(tuple(node.get("at", ())), "")
    if not typed or node["t"] != "Str":
        return node
    return tree.with_string(node, typed + tree.string(node)[len(typed) :])


def is_typed(node: Node, lines: list[str]) -> bool:
    """Whether a Str stands in the source just as it is, not escaped and not made by pandoc."""
    if "at" not in node:
        return False
    line, column = node["at"]
    return lines[line - 1].startswith(tree.string(node), column - 1) if line <= len(lines) else False


def stars(nodes: Nodes, lines: list[str]) -> Nodes:
    """Pairs of typed `**` and `*` that CommonMark left visible become Strong and Emph."""
    for mark in STARS:
        nodes = _pairs(nodes, mark, lines)
    return [piece for node in nodes for piece in _untangled(node)]


def _pairs(nodes: Nodes, mark: str, lines: list[str]) -> Nodes:
    """Each opening mark (something follows it) and the next closing one (something precedes it), made a
    node.
    """
    result: Nodes = []
    opened = -1
    for index, node in enumerate(nodes):
        result.append(node)
        if node["t"] != "Str" or tree.string(node) != mark or not is_typed(node, lines):
            continue
        if opened >= 0 and len(result) - opened > 2 and result[-2]["t"] not in SPACES:
            made = tree.at(STARS[mark](result[opened + 1 : -1]), result[opened])
            result[opened:] = [made]
            opened = -1
        elif index + 1 < len(nodes) and nodes[index + 1]["t"] not in SPACES:
            opened = len(result) - 1
    return result


def _untangled(node: Node) -> Nodes:
    """`**ملاحظة:**النص و**كلمة**` is read as bold within bold; it means bold, plain, bold."""
    inner = tree.children(node) if node["t"] == "Strong" else []
    at = next((i for i, child in enumerate(inner) if child["t"] == "Strong"), 0)
    before, after = inner[:at], inner[at + 1 :]
    if not before or not after or before[-1]["t"] in SPACES or after[0]["t"] in SPACES:
        return [node]
    rest = tree.at(tree.make_strong(after), after[0])
    return [tree.with_children(node, before), *tree.children(inner[at]), *_untangled(rest)]


def boxes(node: Node) -> Node:
    """List items that start with a box lose it and get the key `box` on their first block."""
    if node["t"] not in ("BulletList", "OrderedList"):
        return node
    return tree.map_lists(node, _boxed)


def _boxed(item: Nodes) -> Nodes:
    if not item or item[0]["t"] not in ("Para", "Plain"):
        return item
    first, rest = item[0], item[1:]
    box, words = _box(tree.children(first))
    if not box:
        return item
    if not words and rest:
        return [{**rest[0], "box": box}, *rest[1:]]
    return [{**tree.with_children(first, words), "box": box}, *rest]


def _box(words: Nodes) -> tuple[str, Nodes]:
    """The kind of box that inline nodes start with, or "", and the nodes after it."""
    for length in (1, 3):
        box = BOXES.get(tree.text(words[:length]), "")
        if box and (len(words) == length or words[length]["t"] in SPACES):
            return box, words[length + 1 :]
    return "", words
