"""The table tests/bidi/isolation.toml, for every test that sets its sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .chromium import MIRROR

TABLE = Path(__file__).parent.parent / "bidi" / "isolation.toml"
MARKS = re.compile("[\u064b-\u065f\u0670\u200c\u200d]")  # they take no place of their own


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row of the table; see the table's head."""

    language: str
    source: str
    reads: str
    visual: str
    why: str


def sentences() -> list[Sentence]:
    """All rows."""
    return [Sentence(**row) for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["sentence"]]


def compose(reads: str) -> str:
    """The visual order of a sentence written as it is read."""
    pieces: Sequence[tuple[str, str]] = re.findall(r"⟦([^⟧]*)⟧|([^⟦]+)", reads)
    return "".join(
        island or "".join(MIRROR.get(c, c) for c in reversed(rest)) for island, rest in pieces[::-1]
    )
