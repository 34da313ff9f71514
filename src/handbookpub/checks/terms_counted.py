"""The termbase in figures: how many terms each language has agreed on, and how often its chapters use them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from handbookpub import stems
from handbookpub.checks.terms import forbidden
from handbookpub.checks.wording_mentions import unfit
from handbookpub.checks.wording_pieces import pieces
from handbookpub.model import Edition, Handbook

HEADS = ("language", "concepts", "agreed", "forbidden", "agreed in use", "uses", "forbidden in use")


@dataclass(frozen=True, slots=True)
class Count:
    """One language: concepts of the termbase, agreed and forbidden words, how many of the agreed ones stand in the
    chapters, how often, and how often a forbidden one does.
    """

    language: str
    concepts: int
    agreed: int
    forbidden: int
    used: int
    uses: int
    refused: int


def counted(edition: Edition, handbook: Handbook) -> Count:
    """The figures of a language. Source text that stands in for a translation does not count."""
    code, terms = edition.language.code, handbook.terms
    wrong = tuple(word for word, _ in forbidden(terms, code))
    used, uses, refused = set[str](), 0, 0
    for chapter in edition.chapters:
        for piece in pieces(chapter) if not chapter.notice else ():
            if piece.language.code == code:
                found = stems.terms_in(piece.text, piece.language, terms)
                used |= {term.concept for term, _, _ in found}
                uses += len(found)
                refused += sum(1 for _ in unfit(piece, wrong, terms))
    agreed = sum(1 for term in terms if term.preferred.get(code))
    return Count(code, len(terms), agreed, len(wrong), len(used), uses, refused)


def as_text(counts: Sequence[Count]) -> str:
    """A table, one line for each language."""
    rows = [HEADS, *(tuple(str(value) for value in asdict(count).values()) for count in counts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def as_json(counts: Sequence[Count]) -> str:
    """The same for programs."""
    return json.dumps([asdict(count) for count in counts], indent=2) + "\n"
