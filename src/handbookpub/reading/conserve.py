"""The proof that nothing is lost: every letter and digit of a chapter's text stands in its tree.

The text is read a second time without pandoc. What Markdown consumes by right is taken away (classes
and attributes, addresses, labels of notes, list numbers, comments); of the rest, the letters, marks and
digits of each line (Unicode categories L, M, N) must come in the same order among those of the nodes
that stand on that line.
"""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from handbookpub import tree
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.model import Node, Place
from handbookpub.reading.lexical import ATTRIBUTES, BLOCK_CLOSER, BLOCK_OPENER, Masked

Letter = tuple[int, str]
"""A column, from 1, and a character."""

ADDRESS = r"(?:<[^<>\n]*>|(?!<)[^ \t\n()]*(?:\([^() \t\n]*\)[^ \t\n()]*)*)"
TITLE = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
DEFINITION = re.compile(rf"^[ ]{{0,3}}\[([^\]^\n][^\]\n]*)\]:[ \t]*(\S+{TITLE})[ \t]*$", re.MULTILINE)
CONSUMED = (
    ATTRIBUTES,
    re.compile(rf"(?<=\])\(\s*{ADDRESS}{TITLE}\s*\)"),
    re.compile(r"\[\^[^\]\s]+\]:?"),
    re.compile(r"^(?:[\s>]|[-*+]\s)*\d{1,9}[.)](?=\s|$)", re.MULTILINE),
    re.compile(r"(?<=[-*+.)] )\s*\[[xX]\](?=\s)"),
    re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);"),
)
ENTITY = "&"
LONGEST = 20_000
"""Letters that are compared to tell where a loss starts."""


def is_letter(character: str) -> bool:
    """Whether a character is a letter, a mark on one, or a digit."""
    return unicodedata.category(character)[0] in "LMN"


def lost_text(source: Masked, blocks: Iterable[Node], path: str, told: set[int]) -> Iterator[Finding]:
    """A finding for each line that lost letters; lines in `told` have a finding that says more already."""
    typed = _typed_letters(source)
    read, heads = _read_letters(blocks)
    lines = source.text.split("\n")
    for line, letters in sorted(_by_head(typed, heads).items()):
        present = iter(character for _, _, character in sorted(read.get(line, [])))
        if all(character in present for _, _, character in letters):
            continue
        found = _first_lost(letters, sorted(read.get(line, [])))
        if found[0] not in told:
            line, start, end = found
            yield faults.text_lost(Place(path, line, start), lines[line - 1][start - 1 : end][:60])


def _typed_letters(source: Masked) -> dict[int, list[Letter]]:
    """The letters of the source by line, without what Markdown consumes."""
    kept = bytearray(b"\1" * len(source.text))
    for start, end in [*source.dropped, *_consumed(source.masked)]:
        kept[start:end] = bytes(end - start)
    result: dict[int, list[Letter]] = {}
    line, start = 1, 0
    for index, character in enumerate(source.text):
        if character == "\n":
            line, start = line + 1, index + 1
        elif kept[index] and is_letter(character):
            result.setdefault(line, []).append((index - start + 1, character))
    return result


def _consumed(masked: str) -> Iterator[tuple[int, int]]:
    for pattern in CONSUMED:
        for found in pattern.finditer(masked):
            if not found[0].startswith(ENTITY) or html.unescape(found[0]) != found[0]:
                yield found.span()
    offset = 0
    for line in masked.split("\n"):
        if BLOCK_OPENER.match(line) or BLOCK_CLOSER.match(line):
            yield offset, offset + len(line)
        offset += len(line) + 1
    for found in DEFINITION.finditer(masked):
        label = f"[{found[1]}]"
        if masked.count(label) > 1:
            yield found.span()
            yield from (use.span() for use in re.finditer(rf"(?<=\]){re.escape(label)}", masked))


def _read_letters(blocks: Iterable[Node]) -> tuple[dict[int, list[tuple[int, int, str]]], dict[int, int]]:
    """The letters of the tree, by line; and for lines that one node covers together, the first of them."""
    letters: dict[int, list[tuple[int, int, str]]] = {}
    heads: dict[int, int] = {}
    for node in tree.walk(blocks):
        words = tree.string(node)
        if not words or "at" not in node:
            continue
        line, column = node["at"]
        head = heads.get(line, line)
        heads.update(dict.fromkeys(range(line + 1, node.get("to", line) + 1), head))
        found = letters.setdefault(head, [])
        found += [(line, column + i, word) for i, word in enumerate(words) if is_letter(word)]
    return letters, heads


def _by_head(
    letters: dict[int, list[Letter]], heads: dict[int, int]
) -> dict[int, list[tuple[int, int, str]]]:
    """The letters of lines that belong together, as one."""
    result: dict[int, list[tuple[int, int, str]]] = {}
    for line, found in letters.items():
        result.setdefault(heads.get(line, line), []).extend((line, *letter) for letter in found)
    return result


def _first_lost(typed: list[tuple[int, int, str]], read: list[tuple[int, int, str]]) -> tuple[int, int, int]:
    """Line, first and last column of the first passage that is missing."""
    before, after = ["".join(letter[2] for letter in letters)[:LONGEST] for letters in (typed, read)]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for name, start, end, _, _ in matcher.get_opcodes():
        if name in ("delete", "replace"):
            line = typed[start][0]
            return line, typed[start][1], max(at for row, at, _ in typed[start:end] if row == line)
    return typed[0][0], typed[0][1], typed[0][1]
