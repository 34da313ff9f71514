"""The names of people who answer for texts: how they are kept, when two are one person's, which are never printed."""

from __future__ import annotations

import unicodedata

ANONYMOUS = "anonymous"
"""Names that start with this are never printed. Two people need two of them: anonymous-1, anonymous-2."""


def tidy(text: str) -> str:
    """Typed text without what cannot be seen or kept: controls and halves of characters go, lines stay.

    Joiners inside a word stay, since several scripts need them; around a word they go.
    """
    kept = (c for c in text if c == "\n" or c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return "\n".join(line.strip(" \t\u200c\u200d") for line in "".join(kept).split("\n")).strip()


def name(typed: str) -> str:
    """A name as records keep it: on one line, with single spaces."""
    return " ".join(tidy(typed).split())


def is_same(one: str, other: str) -> bool:
    """Whether two names are one person's: another case, accents, spaces and marks make no second person."""
    return bool(one and other) and _letters(one) == _letters(other)


def is_public(given: str) -> bool:
    """Whether a name may be printed."""
    return bool(name(given)) and not _letters(given).startswith(ANONYMOUS)


def _letters(given: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", given).casefold())
    return "".join(c for c in folded if c.isalnum()) or name(given)
