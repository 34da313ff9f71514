"""The marks of inline Markdown: which characters are markup and which of them belong together.

The rules are those of the reader, with what `reading.mend` adds: a mark may stand beside a letter (`لـ**«نص»**`), opens
if something follows it and closes if something precedes it. A mark without its partner is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handbookpub.reading.lexical import ATTRIBUTES

Role = Literal["text", "open", "close", "alone"]
ESCAPED = r"\\[!-/:-@\[-`{-~]"
TITLE = r"\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
ADDRESS = r"(?:<[^<>\n]*>|(?:[^()\\\s<]|\\.|\((?:[^()\\\s]|\\.)*\))(?:[^()\\\s]|\\.|\((?:[^()\\\s]|\\.)*\))*)?"
TARGET = rf"\(\s*{ADDRESS}(?:{TITLE})?\s*\)(?:{ATTRIBUTES.pattern})?"
TAIL = rf"(?:{TARGET}|{ATTRIBUTES.pattern})"
TOKEN = re.compile(
    rf"""(?P<alone> \\\n                                                        # hard break
        | (?<!`)(?P<ticks>`+)(?!`).{{1,9999}}?(?<!`)(?P=ticks)(?!`)(?:{ATTRIBUTES.pattern})?    # code
        | <!--(?:(?!<!--).)*?-->
        | <(?:[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]* | [^\s<>@]+@[^\s<>@]+)>   # an address that is a link
        | </?[A-Za-z][^<>]*>
        | \[\^[^\[\]\s]+\]                                                      # call of a note
        | !?\[\]{TAIL}                                                          # reference without words
        | &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});
    )
    | (?P<escaped>{ESCAPED})
    | (?P<open>!?\[)
    | (?P<close>\]{TAIL}?)
    | (?P<run>\*+|_+|~+|\^+)""",
    re.DOTALL | re.VERBOSE,
)
SIZES = {"*": (2, 1), "_": (2, 1), "~": (2, 1), "^": (1,)}
"""The lengths of marks made of a character, longest first."""
LONGEST = {"*": 3, "_": 3, "~": 2, "^": 1}
"""A longer run of a character is text."""
OPEN = 99
"""How many open marks a closing one looks back over: nobody nests so many, and a hostile text may hold a million."""


@dataclass(slots=True)
class Piece:
    """Part of a text. An opening and its closing piece have the same `pair`."""

    raw: str
    role: Role = "text"
    pair: int = -1


def pieces(markdown: str) -> list[Piece]:
    """The pieces of a text; together their `raw` are the text. Pairs never cross."""
    found = list(TOKEN.finditer(markdown))
    brackets = _brackets(found)
    walk = _Walk(markdown)
    end = 0
    for index, token in enumerate(found):
        walk.text(markdown[end : token.start()])
        end = token.end()
        if token.lastgroup == "run":
            walk.run(token)
        elif index in brackets:
            walk.bracket(token[0], brackets[index])
        else:
            walk.add(token[0], "alone" if token["alone"] else "text")
    walk.text(markdown[end:])
    return walk.pieces


def _brackets(tokens: Iterable[re.Match[str]]) -> dict[int, bool]:
    """The tokens that open (True) or close a link or span: a closing bracket without a tail is text with its opener."""
    opened: list[int] = []
    result: dict[int, bool] = {}
    for index, token in enumerate(tokens):
        if token["open"]:
            opened.append(index)
        elif token["close"] and opened:
            start = opened.pop()
            if len(token["close"]) > 1:
                result |= {start: True, index: False}
    return result


class _Walk:
    """The walk through a text, with the marks that are open. Links bind tighter than marks, as in CommonMark."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown
        self.pieces: list[Piece] = []
        self._open: list[int] = []

    def add(self, raw: str, role: Role, pair: int = -1) -> None:
        """One more piece."""
        self.pieces.append(Piece(raw, role, pair))

    def text(self, raw: str) -> None:
        """One more piece of text, if there is any."""
        if raw:
            self.add(raw, "text")

    def bracket(self, raw: str, opens: bool) -> None:
        """An end of a link: what was opened inside it must be closed inside it."""
        if opens:
            self._open.append(len(self.pieces))
            self.add(raw, "open", len(self.pieces))
            return
        while not self.pieces[start := self._open.pop()].raw.endswith("["):
            pass
        self.add(raw, "close", start)

    def run(self, token: re.Match[str]) -> None:
        """A run of one mark's character: it closes what it can, the rest opens or is text."""
        raw, opens, closes = token[0], *self._sides(token)
        if len(raw) > LONGEST[raw[0]]:
            self.add(raw, "text")
            return
        while raw and closes and (start := self._opener(raw)) >= 0:
            mark = self.pieces[start].raw
            self._forget(start)
            self.pieces[start].role = "open"
            self.add(mark, "close", start)
            raw = raw[len(mark) :]
        for mark in _split(raw):
            if opens:
                self._open.append(len(self.pieces))
            self.add(mark, "text", len(self.pieces))

    def _sides(self, token: re.Match[str]) -> tuple[bool, bool]:
        """Whether a run may open and may close; `_` inside a word may do neither."""
        before = self.markdown[max(token.start() - 1, 0) : token.start()]
        after = self.markdown[token.end() : token.end() + 1]
        opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
        if token[0][0] == "_":
            return opens and not before.isalnum(), closes and not after.isalnum()
        return opens, closes

    def _opener(self, raw: str) -> int:
        """The nearest open mark that the start of a run closes, inside the innermost open link; -1 if there is none."""
        sizes = [size for size in SIZES[raw[0]] if size == len(raw) or len(raw) > 2]
        for index in self._open[: -OPEN - 1 : -1]:
            piece = self.pieces[index]
            if piece.role == "open":
                return -1
            if piece.raw[0] == raw[0] and len(piece.raw) in sizes:
                return index
        return -1

    def _forget(self, start: int) -> None:
        """What was opened at `start` is closed; marks opened after it stay text."""
        while self._open.pop() != start:
            pass


def _split(raw: str) -> Iterator[str]:
    """A run as marks, the longest first: `***` is `**` and `*`."""
    while raw:
        size = next(size for size in SIZES[raw[0]] if size <= len(raw))
        yield raw[:size]
        raw = raw[size:]
