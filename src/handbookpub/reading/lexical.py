"""What can be seen in the text of a chapter without pandoc: the independent witness of what pandoc made of
it.

A `Masked` text has the length and lines of the original; code and comments are hidden in it, so that
patterns do not match there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HIDDEN = "\0"
CODE_FENCE = re.compile(r"^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})([^`\n]*)$")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
ATTRIBUTE = r'(?:[#.][^\s{}="]+|[\w:-]+=(?:"[^"{}]*"|[^\s{}"]+))'
ATTRIBUTES = re.compile(rf"\{{\s*(?:{ATTRIBUTE}|=\w+)(?:\s+{ATTRIBUTE})*\s*\}}")
BLOCK_OPENER = re.compile(rf"^[\s>]*(:{{3,}})[ \t]*([^\s{{}}:]+|{ATTRIBUTES.pattern})[ \t]*$")
BLOCK_CLOSER = re.compile(r"^[\s>]*(:{3,})[ \t]*$")
BLOCK_LINE = re.compile(r"^[\s>]*(:{3,})(.*)$")
TABLE_RULE = re.compile(r"^[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
ID = re.compile(r"#([^\s{}.#=\"]+)")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text beside itself with code and comments hidden. `dropped` are the spans that Markdown consumes
    there.
    """

    text: str
    masked: str
    dropped: tuple[tuple[int, int], ...]

    @property
    def lines(self) -> list[str]:
        """The masked lines."""
        return self.masked.split("\n")

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of an index into the text, both from 1."""
        return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)


def mask(text: str) -> Masked:
    """A text with fenced code, code in a line, and comments hidden."""
    masked, dropped = _mask_fences(text)
    for found in [found for part in PARAGRAPH.finditer(masked) for found in _spans(masked, part)]:
        masked = masked[: found[0]] + _hide(masked[found[0] : found[1]]) + masked[found[1] :]
    for comment in COMMENT.finditer(masked):
        dropped.append(comment.span())
        masked = masked[: comment.start()] + _hide(comment[0]) + masked[comment.end() :]
    return Masked(text, masked, tuple(dropped))


def _spans(masked: str, paragraph: re.Match[str]) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in CODE_SPAN.finditer(masked, paragraph.start(), paragraph.end()))


def _hide(text: str) -> str:
    return re.sub(r"[^\n]", HIDDEN, text)


def _mask_fences(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Fenced code hidden; the words after an opening fence name a language and are dropped."""
    lines, dropped = text.split("\n"), []
    fence, offset = "", 0
    for index, line in enumerate(lines):
        found = CODE_FENCE.match(line)
        if found and not fence:
            fence = found[1]
            dropped.append((offset + found.start(2), offset + found.end(2)))
            lines[index] = _hide(line)
        elif fence:
            closed = found and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closed else fence
            lines[index] = _hide(line)
        offset += len(line) + 1
    return "\n".join(lines), dropped


def cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line of a pipe table, each with the index it starts at; an escaped bar is text."""
    bare = re.sub(r"\\.", "xx", line).rstrip()
    start = len(bare) - len(bare.lstrip(" \t>"))
    start += bare.startswith("|", start)
    end = len(bare) - bare.endswith("|")
    result: list[tuple[int, str]] = []
    for part in bare[start:end].split("|"):
        result.append((start, line[start : start + len(part)]))
        start += len(part) + 1
    return result


def tables(lines: list[str]) -> Iterator[tuple[int, list[int]]]:
    """Pipe tables in masked lines: the index of the head line and those of its rows."""
    for index in range(1, len(lines)):
        rule, head = lines[index], lines[index - 1]
        if "|" not in head or not TABLE_RULE.match(rule) or len(cells(rule)) != len(cells(head)):
            continue
        rows = index + 1
        while rows < len(lines) and lines[rows].strip() and not BLOCK_LINE.match(lines[rows]):
            rows += 1
        yield index - 1, list(range(index + 1, rows))
