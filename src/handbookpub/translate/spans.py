"""Where a segment stands in its file: from the positions of inline nodes to offsets in the text.

A paragraph ends where its last line ends, a cell at its bar, a heading before its attributes. So the place of the
first word and the line of the last one are enough, and no position that pandoc gives for an end is needed (those of
list items are wrong: they reach over nested lists).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import yaml

from handbookpub import tree
from handbookpub.model import Node, Place
from handbookpub.reading.lexical import ATTRIBUTES, cells
from handbookpub.tree import Nodes

Span = tuple[int, int]
CONTINUED = re.compile(r"(\\|(?<![ \t])  |(?<![ \t]))[ \t]*\n[ \t>]*")
CALL = re.compile(r"\[\^([^\]\s]+)\]")
FENCE = "---"


class Source:
    """The text of a chapter's file, asked by line and column (both from 1)."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self._nameless: Counter[tuple[str, str]] = Counter()
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def nameless(self, section: str, name: str) -> str:
        """What a block without an id is called: its class, and its number from the second of a section on."""
        self._nameless[section, name] += 1
        number = self._nameless[section, name]
        return name if number == 1 else f"{name}-{number}"

    def place(self, offset: int) -> Place:
        """The place of an offset."""
        before = self.text[:offset]
        return Place(self.path, before.count("\n") + 1, offset - before.rfind("\n"))

    def markdown(self, span: Span) -> str:
        """What stands in a span, on one line; a hard break keeps its line feed."""
        return CONTINUED.sub(lambda found: "\\\n" if found[1] else " ", self.text[slice(*span)])

    def lines(self, nodes: Nodes, heading: bool = False) -> Span | None:
        """From the first of some inline nodes to the end of the last one's line; None for nodes without a place."""
        places = sorted(_places(nodes))
        if not places:
            return None
        (line, column), last = places[0], places[-1][0]
        start, end = self._starts[line - 1] + column - 1, self._starts[last] - 1
        typed = self.text[start:end]
        return start, start + len(_without_tail(typed) if heading else typed.rstrip())

    def cell(self, nodes: Nodes) -> Span | None:
        """The cell of a pipe table that the nodes stand in, without the spaces around its text."""
        places = list(_places(nodes))
        if not places:
            return None
        line, column = min(places)
        for start, typed in cells(self._lines[line - 1]):
            if start < column <= start + len(typed):
                first = self._starts[line - 1] + start + len(typed) - len(typed.lstrip())
                return first, first + len(typed.strip())
        return None

    def label(self, note: Node) -> str:
        """The label of a note, read at its call: `f-minutes` of `[^f-minutes]`."""
        line, column = note.get("at", (1, 1))
        found = CALL.match(self._lines[line - 1], column - 1)
        return found[1] if found else ""

    def field(self, name: str) -> Span | None:
        """The value of a front matter field, as it is typed, with its quotation marks."""
        if self._lines[0].rstrip() != FENCE:
            return None
        end = next((i for i, line in enumerate(self._lines[1:], 1) if line.rstrip() in (FENCE, "...")), 0)
        root = yaml.compose("\n".join(["", *self._lines[1:end]]), Loader=yaml.SafeLoader)
        shift = len(self._lines[0])
        for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
            if key.value == name:
                return shift + value.start_mark.index, shift + value.end_mark.index
        return None


def _without_tail(heading: str) -> str:
    """A heading without its closing hashes and its attributes."""
    bare = heading.rstrip()
    closed = bare.rstrip("#")
    if closed != bare and closed[-1:].isspace():
        bare = closed.rstrip()
    start = bare.rfind("{")
    return bare[:start].rstrip() if start >= 0 and ATTRIBUTES.fullmatch(bare, start) else bare


def _places(nodes: Iterable[Node]) -> Iterator[tuple[int, int]]:
    """The places of inline nodes and of those inside them; what a note says stands elsewhere."""
    for node in nodes:
        if "at" in node:
            yield node["at"][0], node["at"][1]
        if tree.kind(node) != "Note":
            yield from _places(tree.children(node))
