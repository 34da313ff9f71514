"""What never breaks over two lines: numbers to dial, the pieces of an address, short words joined by a stroke.

It runs on a chapter's tree, so all outputs share it. Only elements are added: what a reader copies, searches or dials
is as it was typed. `.whole` in base.css keeps them on a line.

UAX#14 lets a line end behind every stroke, also in `https://` and `ISO/IEC`. An address breaks behind a stroke with
a letter after it, and nowhere else where its pieces are short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from handbookpub.resolve.typed import addresses, dialled, numbers

from .elements import Element, add_class

_PIECE = 30
"""Characters that fit any line of any page; what is longer must be able to break."""
_WORD = 16
_ROW, _CELL = 72, 3
"""Characters that a row of a table holds on the narrowest page, and what the edges of a cell take of them."""
_NUMBERS = frozenset({"phone", "ussd", "date", "number", "code", "groups", "grouped"})
_AFTER_STROKE = re.compile(r"(?<=[^/:]/)(?=[^\W\d_])")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/*\w+", re.IGNORECASE)
_JOINED = re.compile(r"(?<!\S)[^\s/]+(?:/[^\s/]+)+(?!\S)")
_SIGN = re.compile(r"[0-9٠-٩۰-۹/@]")
_DRAWN = frozenset({"svg", "math", "pre", "script", "style"})
_INLINE = frozenset({"span", "a", "code"})
Pieces = list[tuple[int, int]]


def keep(root: Element) -> None:
    """Put what never breaks in elements of the class `whole`."""
    for element in list(_text_elements(root)):
        if element.text and _SIGN.search(element.text):
            _inside(element, element.text)
        for child in list(element):
            if child.tail and _SIGN.search(child.tail):
                _behind(child, child.tail)


def loosen(root: Element) -> None:
    """Let numbers break in the tables of a page that has no room for them: a number may be longer than a column."""
    for table in root.iter("table"):
        columns: dict[int, int] = {}
        for row in table.iter("tr"):
            for number, cell in enumerate(row):
                columns[number] = max(columns.get(number, 0), _narrowest(cell))
        if sum(columns.values()) + _CELL * len(columns) > _ROW:
            add_class(table, "crowded")


def _narrowest(cell: Element) -> int:
    """The characters of the longest word or whole piece of a cell."""
    words = "".join(cell.itertext()).split()
    pieces = ("".join(part.itertext()) for part in cell.iter("span") if "whole" in part.get("class", ""))
    return max(map(len, [*words, *pieces]), default=0)


def _text_elements(element: Element) -> Iterator[Element]:
    if isinstance(element.tag, str) and etree.QName(element).localname not in _DRAWN:
        yield element
        for child in element:
            yield from _text_elements(child)


def _inside(element: Element, text: str) -> None:
    pieces = find(text)
    if pieces == [(0, len(text))] and element.tag in _INLINE and not len(element):
        add_class(element, "whole")
        return
    spans = _spans(text, pieces)
    if spans:
        element.text = text[: pieces[0][0]]
        element[:0] = spans


def _behind(child: Element, text: str) -> None:
    pieces = find(text)
    spans = _spans(text, pieces)
    if spans:
        child.tail = text[: pieces[0][0]]
        for span in reversed(spans):
            child.addnext(span)


def _spans(text: str, pieces: Pieces) -> list[Element]:
    spans = []
    ends = [start for start, _ in pieces[1:]] + [len(text)]
    for (start, end), following in zip(pieces, ends, strict=False):
        span = etree.Element("span", {"class": "whole"})
        span.text, span.tail = text[start:end], text[end:following]
        spans.append(span)
    return spans


def find(text: str) -> Pieces:
    """Where the pieces of a text start and end that never break, in their order, apart from each other."""
    found: Pieces = []
    for start, end in (*_addresses(text), *_numbers(text), *_joined(text)):
        if all(end <= other or start >= stop for other, stop in found):
            found.append((start, end))
    return sorted(found)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for address in addresses(text):
        start = address.start
        for piece in _AFTER_STROKE.split(text[address.start : address.end]):
            scheme = _SCHEME.match(piece)
            length = len(piece) if len(piece) <= _PIECE or scheme is None else scheme.end()
            if length <= _PIECE:
                yield start, start + length
            start += len(piece)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for typed in (*dialled(text), *numbers(text)):
        if typed.kind in _NUMBERS and typed.end - typed.start <= _PIECE:
            yield typed.start, typed.end


def _joined(text: str) -> Iterator[tuple[int, int]]:
    for match in _JOINED.finditer(text):
        if len(match.group()) <= _WORD:
            yield match.span()
