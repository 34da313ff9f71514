"""The inline nodes of a paragraph and the line they were typed on, read side by side.

Pandoc tells where each word starts. Within a word the tree may differ from the file: `\\*` became `*`, `&nbsp;`
a space, `"` a quotation mark, `...` one character. The typist goes through both and writes down what was
typed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from handbookpub.model import Node
from handbookpub.reading.controls import CONTROLS
from handbookpub.tree import Nodes, children, kind, string, target, text

OBJECT, LINK, NOTE = "\ufffc", "\ufffb", "\ufffa"
"""Code and other things that are no prose; a reference whose words the build fills in; the call of a note."""
PLACELESS = (1, 1)
AS_TYPED = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
DASHES = {"–": "--", "—": "---"}
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
MARKUP = "*_~^[]<>\\"
CONTENT = ("Code", "Math", "RawInline", "Image")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that pandoc found between straight marks: the indexes of both, and how deep it is nested."""

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class Typist:
    """Writes down the text of inline nodes. `lines` are those of the file, `skip` says what is no prose."""

    lines: list[str]
    skip: Callable[[Node], bool]
    text: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)
    seams: set[int] = field(default_factory=set)
    quoted: list[Quoted] = field(default_factory=list)
    line: int = 1
    column: int = 1
    depth: int = 0

    def write(self, nodes: Nodes) -> None:
        """Write several nodes."""
        for node in nodes:
            self._go(node)
            self._node(node)

    def _go(self, node: Node) -> None:
        """To the place of a node; what lies between is markup."""
        if "at" in node and tuple(node["at"]) != (self.line, self.column):
            self.seams.add(len(self.text))
            self.line, self.column = node["at"]

    def _node(self, node: Node) -> None:
        name = kind(node)
        if name == "Str":
            for character in string(node):
                self._character(character)
        elif name == "Space":
            self._space()
        elif name in ("SoftBreak", "LineBreak"):
            self._put("\n", loose=True)
        elif name == "Note":
            self._put(NOTE, loose=True)
        elif name in CONTENT or self.skip(node) or (name == "Link" and _is_address(node)):
            self._put(OBJECT, loose=True)
            self.seams.add(len(self.text))
            self.column = -1  # nobody knows where it ends; the next node has its own place
        elif not children(node):
            self._put(LINK, loose=True)
            self.column = -1
        elif name == "Quoted":
            self._quotation(node)
        else:
            self.write(children(node))

    def _quotation(self, node: Node) -> None:
        start = len(self.text)
        self._straight()
        self.depth += 1
        self.write(children(node))
        self.depth -= 1
        self.quoted.append(Quoted(start, len(self.text), self.depth))
        self._straight()

    def _straight(self) -> None:
        """The straight mark that stands at the cursor or behind markup."""
        rest = self._rest()
        skipped = len(rest) - len(rest.lstrip("*_~^[]\\"))
        mark = rest[skipped : skipped + 1]
        if skipped:
            self.seams.add(len(self.text))
            self.column += skipped
        self._put(mark if mark in ("'", '"') else '"', loose=mark not in ("'", '"'), step=1)

    def _rest(self) -> str:
        """The line from the cursor on."""
        known = 0 < self.line <= len(self.lines) and self.column > 0
        return self.lines[self.line - 1][self.column - 1 :] if known else ""

    def _put(self, character: str, *, loose: bool = False, step: int = 0) -> None:
        if loose:
            self.loose.add(len(self.text))
        self.text.append(character)
        self.places.append((max(1, self.line), max(1, self.column)))
        self.column += step

    def _space(self) -> None:
        """Space as it was typed: several blanks stay several."""
        rest = self._rest()
        blanks = rest[: len(rest) - len(rest.lstrip(" \t"))]
        if not blanks:
            self._put(" ", loose=True)
        for blank in blanks:
            self._put(blank, step=1)

    def _character(self, character: str) -> None:
        """A character of a word, as it was typed at the cursor."""
        while rest := self._rest():
            typed = AS_TYPED.get(character, "")
            if rest.startswith(character):
                return self._put(character, step=1)
            if typed and rest.startswith(typed):
                for one in typed:
                    self._put(one, step=1)
                return None
            if character in DASHES and rest.startswith(DASHES[character]):
                return self._put(character, loose=True, step=len(DASHES[character]))
            entity = ENTITY.match(rest)
            if entity and html.unescape(entity[0]) == character:
                return self._put(character, loose=True, step=len(entity[0]))
            if rest[0] not in MARKUP and not CONTROLS.match(rest):
                break
            self.seams.add(len(self.text))
            self.column += 1
        return self._put(character, loose=True)


def _is_address(node: Node) -> bool:
    """Whether a link shows nothing but the address it leads to, or a number to dial."""
    words = text(children(node))
    dials = target(node).startswith(("service:", "tel:")) and not any(map(str.isalpha, words))
    return bool(words) and (target(node).removeprefix("mailto:") == words or dials)
