"""HB601, HB602: words that hurt or judge the people whom the book is about. They are data of each language's row,
`[[wording.harmful]]`: `words` to seek, what to `say` instead, `why`, `review = true` where a word has right uses too,
and `not_of` for people of whom it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from handbookpub import languages, stems
from handbookpub.checks import Problem, Problems, check
from handbookpub.checks.terms import forbidden
from handbookpub.checks.wording_mentions import unfit
from handbookpub.checks.wording_pieces import Piece, shown
from handbookpub.languages import Language
from handbookpub.model import Edition, Handbook, Place, Termbase


@check("HB601", on=Edition)
def harmful_word(edition: Edition, handbook: Handbook) -> Problems:
    """A word that hurts the person it is said of.

    What it does: seeks the words that guides of the field warn of, inflected, in all that the edition shows and
    among its agreed terms. It leaves out what a survivor says in a `voice`, words in a short quotation or after
    “do not say”, and agreed terms.
    Who is harmed: the person, who reads about themselves as a thing, a culprit or a shame; the one who hears
    the worker repeat it.
    Example: `illegal migrant`, `عاهرة`, `victime consentante`.
    Instead: the words of the hint; to talk about a word put it in quotation marks.
    """
    yield from _found(edition, handbook, review=False)


@check("HB602", on=Edition, severity="review")
def judging_word(edition: Edition, handbook: Handbook) -> Problems:
    """A word that judges the person or doubts what they say.

    What it does: seeks words that have right uses too: `claims that`, `rescued`, `اعترفت بأنها`, `avoue`.
    Who is harmed: the person, who is not believed, or who is blamed for what somebody did to them.
    Example: `The victim admitted that she had no papers.`
    Instead: `She said that she had no papers.`; sign an exception where the word is right, as in a claim before
    a court.
    """
    yield from _found(edition, handbook, review=True)


def _found(edition: Edition, handbook: Handbook, review: bool) -> Iterator[Problem]:
    for piece in shown(edition, handbook):
        if not piece.spoken:
            for start, end, say, why in _harmful(piece, handbook.terms, review):
                typed = " ".join(piece.text[start:end].split())
                yield piece.place(start), f"`{typed}`: {why}", f"write {say}"
    for term in handbook.terms:
        piece = _agreed(term.preferred.get(edition.language.code, ""), term.place, edition.language)
        for start, end, say, why in _harmful(piece, (), review):
            yield term.place, f"`{piece.text[start:end]}` is agreed for `{term.concept}`: {why}", f"write {say}"


def _harmful(piece: Piece, termbase: Termbase, review: bool) -> Iterator[tuple[int, int, str, str]]:
    """The places of harmful words that HB401 does not name already, with what to write and why."""
    code = piece.language.code
    words, rows = _rows(code)
    found = [place for place in unfit(piece, words, termbase) if rows[place[0]].get("review", False) == review]
    found = [place for place in found if not _is_of(piece, place[1], rows[place[0]].get("not_of", ()))]
    if not found:
        return
    told = tuple(dict.fromkeys(word for word, _ in forbidden(termbase, code)))
    taken = [(start, end) for _, start, end in unfit(piece, told, termbase)]
    for index, start, end in found:
        if all(end <= first or last <= start for first, last in taken):
            yield start, end, rows[index]["say"], rows[index]["why"]


def _is_of(piece: Piece, at: int, people: tuple[str, ...]) -> bool:
    """Whether a sentence speaks of somebody of whom the word is right: the accused may confess."""
    marks = piece.language.sentence_end
    start = max(piece.text.rfind(mark, 0, at) for mark in marks) + 1
    end = min((found for mark in marks if (found := piece.text.find(mark, at)) >= 0), default=len(piece.text))
    return bool(people) and bool(stems.finder(people, piece.language.code).find(piece.text[start:end]))


def judged(text: str, code: str) -> list[tuple[int, int]]:
    """Where a text has words that HB601 or HB602 may name."""
    return [(start, end) for _, start, end in stems.finder(_rows(code)[0], code).find(text)]


@cache
def _rows(code: str) -> tuple[tuple[str, ...], tuple[Mapping[str, Any], ...]]:
    """The words of a language's harmful rows, and the row of each."""
    pairs = [(word, row) for row in languages.load(code).wording["harmful"] for word in row["words"]]
    return tuple(word for word, _ in pairs), tuple(row for _, row in pairs)


def _agreed(words: str, place: Place, language: Language) -> Piece:
    return Piece(words, (0,), ((place.line, place.column),), language, place.path)
