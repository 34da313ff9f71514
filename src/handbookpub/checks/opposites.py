"""HB252, HB253 and HB307: a translation that says the opposite of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, shorten, source_markdown
from handbookpub.checks.length import sentences
from handbookpub.model import Handbook
from handbookpub.quantities.beside import LESS, MORE, bounds, said, words_of
from handbookpub.quantities.shown import OBJECT, shown
from handbookpub.translate.pairs import Pair

OPPOSITES = tuple(
    (f"opposites.{one}", f"opposites.{other}")
    for one, other in (
        ("before", "after"), ("inside", "outside"), ("left", "right"), ("always", "never"), ("morning", "evening"),
        ("open", "closed"),
    )
)  # fmt: skip
DENIES, NOUN, ONLY = "negation.strong", "negation.nouns", "negation.only"
ANY_DENIAL = (DENIES, NOUN, "negation.weak", "negation.idioms", ONLY)
WORD = re.compile("[«“‘\"][ \u00a0\u202f]?\\w+[ \u00a0\u202f]?[»”’\"]")
"""A word that is talked about: the word “no”."""
LISTED = 2
"""Commas of a list."""


def _sides(pair: Pair) -> tuple[Mapping[str, int], Mapping[str, int]]:
    ours, theirs = shown(source_markdown(pair)), shown(pair.item.text)
    return said(ours, pair.source_language.code), said(theirs, pair.language.code)


def _turned(pair: Pair) -> Iterator[tuple[str, str]]:
    """The words of the source and of the translation that say the opposite of each other."""
    ours, theirs = _sides(pair)
    for couple in OPPOSITES:
        for one, other in (couple, couple[::-1]):
            if ours.get(one) and not ours.get(other) and theirs.get(other) and not theirs.get(one):
                source = words_of(shown(source_markdown(pair)), pair.source_language.code, one)
                yield source, words_of(shown(pair.item.text), pair.language.code, other)


@check("HB307", on=Pair)
def turned_bound(pair: Pair, handbook: Handbook) -> Problems:
    """More than became less than, or at least became at most.

    What it does: seeks the words of the row that make a number the least or the most, and tells where the translation
    has only those of the other side. Words without a number beside them are left alone.
    Who is harmed: the reader who comes too late, or takes too much.
    Example: `More than 20 workers` and `أقل من ٢٠ عاملًا`.
    Instead: `أكثر من ٢٠ عاملًا`.
    """
    texts = shown(source_markdown(pair)), shown(pair.item.text)
    codes = pair.source_language.code, pair.language.code
    one, other = (bounds(text, code) for text, code in zip(texts, codes, strict=True))
    if len(one) == len(other) == 1 and one != other:
        ours, theirs = (_bound(text, code) for text, code in zip(texts, codes, strict=True))
        place = place_of(pair, handbook, theirs)
        yield place, f"`{theirs}` is the opposite of the source's `{ours}`", f"say `{ours}` in this language"


def _bound(text: str, code: str) -> str:
    return words_of(text, code, MORE) or words_of(text, code, LESS)


@check("HB252", on=Pair, severity="review")
def opposite_word(pair: Pair, handbook: Handbook) -> Problems:
    """A word says the opposite of the source: after for before, never for always.

    What it does: compares couples of words of the two rows. It tells where the source has only one of a couple and the
    translation only the other.
    Who is harmed: the reader who turns left instead of right, or calls before it is safe instead of after.
    Example: `Always ask first.` and `Ne demandez jamais d’abord.`
    Instead: `Demandez toujours d’abord.`
    """
    for ours, theirs in _turned(pair):
        place = place_of(pair, handbook, theirs)
        yield place, f"`{theirs}` is the opposite of the source's `{ours}`", f"say `{ours}` in this language"


@check("HB253", on=Pair, severity="review")
def lost_negation(pair: Pair, handbook: Handbook) -> Problems:
    """A "not" of the source is lost, or the translation denies what the source affirms.

    What it does: seeks words that deny, sentence by sentence where both sides have as many. It tells where one side
    denies and nothing on the other side could, not even a word such as `avoid` or `only`.
    Who is harmed: the reader who is told to do what they should not do.
    Example: `Never give the address.` and `أعطِ العنوان.`
    Instead: `لا تعطِ العنوان.`
    """
    codes = pair.source_language.code, pair.language.code
    if not all(row.beside["negation"]["strong"] for row in (pair.source_language, pair.language)):
        return
    texts = [shown(text) for text in (source_markdown(pair), pair.item.text)]
    more = _denials(texts[1], codes[1]) - _denials(texts[0], codes[0])
    for ours, theirs in _couples(texts[0], texts[1], pair) if more else ():
        one, other = said(ours, codes[0]), said(theirs, codes[1])
        left = said(theirs, codes[0]).get(DENIES)  # HB247 tells of a sentence in the source's language
        if more < 0 and not left and not _may_deny(other) and (words := _denial(ours, codes[0])):
            message = f"the source says `{words}`, nothing denies in `{shorten(theirs.strip())}`"
            yield place_of(pair, handbook, theirs.strip()), message, f"say what `{words}` says in this language"
        elif more > 0 and not other.get(ONLY) and not _may_deny(one) and (words := _denial(theirs, codes[1], False)):
            message = f"`{words}` denies what the source affirms: {shorten(ours.strip())}"
            yield place_of(pair, handbook, theirs.strip()), message, f"delete `{words}`, or write it in the source too"


def _may_deny(words: Mapping[str, int]) -> bool:
    return any(words.get(key) for key in ANY_DENIAL)


def _denial(text: str, code: str, nouns: bool = True) -> str:
    """The word that denies in a sentence; `no` and `without` do so in no list of things."""
    text = WORD.sub(OBJECT, text)
    listed = sum(text.count(comma) for comma in ",،;؛") >= LISTED
    found = words_of(text, code, DENIES)
    return found or (words_of(text, code, NOUN) if nouns and not listed else "")


def _denials(text: str, code: str) -> int:
    found = said(text, code)
    return found.get(DENIES, 0) + found.get(NOUN, 0)


def _couples(source: str, target: str, pair: Pair) -> list[tuple[str, str]]:
    """The sentences of both sides, or the whole texts where their numbers differ."""
    ours, theirs = sentences(source, pair.source_language), sentences(target, pair.language)
    return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else [(source, target)]
