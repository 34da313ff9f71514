"""What a reader sees of inline Markdown: the text without marks, addresses of links and calls of notes."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from handbookpub.translate.exchange.marks import ESCAPED, pieces

OBJECT = "\ufffc"
"""Stands for what has no words of its own: a reference that the build fills in, the call of a note."""
CODE = re.compile(r"`+(.+?)`+(?:\{[^{}]*\})?", re.DOTALL)
BACKSLASH = re.compile(ESCAPED)


@lru_cache(maxsize=8192)
def shown(markdown: str) -> str:
    """The words of a text; code is shown without its backticks."""
    return "".join(
        BACKSLASH.sub(lambda found: found[0][1:], piece.raw) if piece.role == "text" else _alone(piece.raw)
        for piece in pieces(markdown)
        if piece.role in ("text", "alone")
    )


def _alone(raw: str) -> str:
    if raw.startswith("`") and (code := CODE.fullmatch(raw)):
        return code[1]
    if raw.startswith("&"):
        return html.unescape(raw)
    if raw.startswith("<"):
        return raw[1:-1] if ":" in raw or "@" in raw else ""
    return "\n" if raw.startswith("\\") else OBJECT
