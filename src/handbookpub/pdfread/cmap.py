"""ToUnicode CMaps (ISO 32000-1, 9.10.3): which characters a code stands for.

An entry may hold several characters, or none. Several are in the order in which they are drawn, from left
to right, if the PDF comes from our own print passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([A-Za-z]+)|(\[)|(\])|\S")
Token = bytes | str
"""A hexadecimal string as bytes, or an operator or bracket as text."""


def parse(data: bytes) -> dict[int, str]:
    """Return the mapping from code to text; entries that are no UTF-16BE come back as U+FFFD."""
    mapping: dict[int, str] = {}
    tokens = _tokens(data)
    for token in tokens:
        if token == "beginbfchar":
            _read_chars(tokens, mapping)
        elif token == "beginbfrange":
            _read_ranges(tokens, mapping)
    return mapping


def _tokens(data: bytes) -> Iterator[Token]:
    for match in _TOKEN.finditer(data):
        if match[1] is not None:
            yield bytes.fromhex(match[1].decode("ascii"))
        else:
            yield match[0].decode("latin-1")


def _text(raw: bytes) -> str:
    return raw.decode("utf-16-be", errors="replace")


def _read_chars(tokens: Iterator[Token], mapping: dict[int, str]) -> None:
    for code in tokens:
        if not isinstance(code, bytes):
            return
        text = next(tokens, b"")
        if isinstance(text, bytes):
            mapping[int.from_bytes(code, "big")] = _text(text)


def _read_ranges(tokens: Iterator[Token], mapping: dict[int, str]) -> None:
    for low in tokens:
        if not isinstance(low, bytes):
            return
        high, target = next(tokens, b""), next(tokens, b"")
        first, last = int.from_bytes(low, "big"), int.from_bytes(_raw(high), "big")
        if target == "[":
            mapping.update(zip(range(first, last + 1), _array(tokens), strict=False))
        else:
            mapping.update(_consecutive(first, last, _raw(target)))


def _raw(token: Token) -> bytes:
    return token if isinstance(token, bytes) else b""


def _array(tokens: Iterator[Token]) -> Iterator[str]:
    for token in tokens:
        if not isinstance(token, bytes):
            return
        yield _text(token)


def _consecutive(first: int, last: int, target: bytes) -> Iterator[tuple[int, str]]:
    """Yield the entries of `<first> <last> <target>`: only the last byte counts up (9.10.3)."""
    for step in range(last - first + 1):
        yield first + step, _text(target[:-1] + bytes([(target[-1] + step) & 0xFF])) if target else ""
