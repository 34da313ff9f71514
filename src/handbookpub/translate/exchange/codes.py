"""Inline Markdown as text with codes, for every format, and back.

A code stands for marks that a translator moves but does not write: a pair around words (`**…**`, a link), or one alone
(a note's call, a reference without words). The law: what was encoded decodes to the same text, byte for byte.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handbookpub.translate.exchange import marks

Kind = Literal["open", "close", "alone"]
GAP = r"\s{0,4}"
TAG = re.compile(rf"<{GAP}(?P<end>/?){GAP}(?P<letter>[gxGX]){GAP}(?P<number>\d{{1,6}}){GAP}(?P<alone>/?){GAP}>")
"""A tag, also with the spaces and capitals that tools put into it."""
ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
ESCAPE = re.compile("|".join(ESCAPES))
EMPHASIS = ("*", "_", "~", "^")
WRAP = re.compile(r"(?<![ \t\r])[ \t\r]*\n[ \t\r]*(\n\s*)?")
Table = Mapping[int, tuple[str, str]]
"""Number of a code -> what it opens and closes with in Markdown; one alone has "" as the second."""


class CodeError(ValueError):
    """A tag is unknown or without its partner. The message names it and the text to type."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code: an end of a pair, or one alone. `raw` is its Markdown."""

    number: int
    kind: Kind
    raw: str

    @property
    def tag(self) -> str:
        """`<g1>`, `</g1>` or `<x1/>`."""
        return {"open": "<g{}>", "close": "</g{}>", "alone": "<x{}/>"}[self.kind].format(self.number)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with codes, in order. Pairs are nested and never cross."""

    parts: tuple[str | Code, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes in their order."""
        return tuple(part for part in self.parts if isinstance(part, Code))

    @property
    def markdown(self) -> str:
        """The text that was encoded."""
        return "".join(part.raw if isinstance(part, Code) else part for part in self.parts)

    @property
    def words(self) -> str:
        """The text without its codes."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def tagged(self) -> str:
        """`<g1>text</g1>`, `<x2/>`; in the text `&` and `<` are escaped as in XML."""
        return "".join(part.tag if isinstance(part, Code) else escape(part) for part in self.parts)


def escape(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def unescape(text: str) -> str:
    """The text that stands between tags; a sole `&` or `<` that somebody typed is kept."""
    return ESCAPE.sub(lambda found: ESCAPES[found[0]], text)


def reflow(tagged: str) -> str:
    """A text without the line ends that people and tools put into it: a sole one is a space, more are a blank line.

    In the text of a segment a line ends only after a hard break, which is a code.
    """
    return WRAP.sub(lambda found: "\n\n" if found[1] else " ", tagged).strip(" \t\r\n")


def encode(markdown: str, like: Coded | None = None) -> Coded:
    """A text with its codes numbered in their order.

    With `like`, the source's, a code with the same Markdown as one of the source gets its number, each once and in
    order; others get numbers above the source's largest.
    """
    found = marks.pieces(markdown)
    closing = {piece.pair: piece.raw for piece in found if piece.role == "close"}
    free = _numbers(like)
    last = max((code.number for code in like.codes), default=0) if like else 0
    numbers: dict[int, int] = {}
    for index, piece in enumerate(found):
        if piece.role in ("open", "alone"):
            pool = free[piece.raw, closing.get(index, "")]
            last += not pool
            numbers[index] = pool.popleft() if pool else last
    return Coded(tuple(_parts(found, numbers)))


def _numbers(like: Coded | None) -> dict[tuple[str, str], deque[int]]:
    """The numbers of the source's codes by their Markdown."""
    free: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    for number, raw in table(*filter(None, [like])).items():
        free[raw].append(number)
    return free


def _parts(found: Iterable[marks.Piece], numbers: Mapping[int, int]) -> Iterator[str | Code]:
    text = ""
    for index, piece in enumerate(found):
        if piece.role == "text":
            text += piece.raw
            continue
        if text:
            yield text
        text = ""
        yield Code(numbers[piece.pair if piece.role == "close" else index], piece.role, piece.raw)
    if text:
        yield text


def table(*known: Coded) -> dict[int, tuple[str, str]]:
    """The codes of some texts by their numbers; of two with one number the first counts."""
    result: dict[int, tuple[str, str]] = {}
    for coded in known:
        here: dict[int, tuple[str, str]] = {}
        for code in coded.codes:
            here[code.number] = (here[code.number][0], code.raw) if code.kind == "close" else (code.raw, "")
        result = here | result
    return result


def decode(tagged: str, *known: Coded) -> str:
    """The Markdown of a text with tags; `known` are the source and perhaps the translation that was sent.

    Raises CodeError for tags that are unknown or unbalanced.
    """
    return decode_with(tagged, table(*known))


def decode_with(tagged: str, codes: Table) -> str:
    """The same with a table of codes."""
    return assemble(list(_untagged(tagged, codes)))


def _untagged(tagged: str, codes: Table) -> Iterator[str | Code]:
    end = 0
    for tag in TAG.finditer(tagged):
        yield unescape(tagged[end : tag.start()])
        end = tag.end()
        yield _code(tag, codes)
    yield unescape(tagged[end:])


def _code(tag: re.Match[str], codes: Table) -> Code:
    number = int(tag["number"])
    opening, closing = codes.get(number, ("", ""))
    pair = tag["letter"].lower() == "g" and not tag["alone"]
    if not opening or pair != bool(closing) or (tag["end"] and not pair):
        there = ", ".join(f"<g{n}>…</g{n}>" if raw[1] else f"<x{n}/>" for n, raw in sorted(codes.items()))
        raise CodeError(f"{tag[0]} stands for nothing in the source; " + (f"type {there}" if there else "remove it"))
    if tag["end"]:
        return Code(number, "close", closing)
    return Code(number, "open" if pair else "alone", opening)


def assemble(parts: Sequence[str | Code]) -> str:
    """The Markdown of text and codes that came back.

    Marks do their work only beside words: spaces that a tool left inside an emphasis move out of it, and one that
    lost its words is dropped. Raises CodeError for a pair that is open or crosses another.
    """
    result: list[str] = []
    opened: list[tuple[Code, int]] = []
    for part in parts:
        if isinstance(part, str):
            result.append(part)
        elif part.kind == "alone":
            result.append(part.raw)
        elif part.kind == "open":
            opened.append((part, len(result)))
        else:
            start = _start(part, opened)
            result[start:] = _around(opened.pop()[0].raw, "".join(result[start:]), part.raw)
    for code, _ in opened:
        raise CodeError(f"{code.tag} has no end: type </g{code.number}> after its words")
    return "".join(result)


def _start(code: Code, opened: Sequence[tuple[Code, int]]) -> int:
    """Where the pair that a code closes was opened."""
    if not opened or code.number not in (each.number for each, _ in opened):
        raise CodeError(f"{code.tag} has no beginning: type <g{code.number}> before its words")
    last, start = opened[-1]
    if last.number != code.number:
        raise CodeError(f"{code.tag} stands inside <g{last.number}>: type </g{last.number}> before it")
    return start


def _around(opening: str, words: str, closing: str) -> list[str]:
    if opening[0] not in EMPHASIS:
        return [opening, words, closing]
    bare = words.strip()
    if not bare:
        return [words]
    before, after = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
    return [before, opening, bare, closing, after]
