"""HB404 and HB405: agreed terms and names of the source that the translation of a text does not use."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_markdown
from handbookpub.checks.terms_pairs import is_name, missing_terms, other_name
from handbookpub.model import Handbook, Term
from handbookpub.quantities.beside import said, words_of
from handbookpub.quantities.shown import shown
from handbookpub.quantities.vocabulary import plain, vocabulary
from handbookpub.translate.pairs import Pair

KIND = "instruments."
ROOT = 3
"""Letters of a root that words of one meaning share: `متجر` and `اتجر`, `مترجم` and `الترجمة`."""


_last: list[tuple[Pair, list[Term]]] = []


def _missing(pair: Pair, handbook: Handbook) -> list[Term]:
    """The terms and names that a translation does not use. Two checks ask: the last pair is kept."""
    if not _last or _last[0][0] is not pair:
        texts = shown(source_markdown(pair)), shown(pair.item.text)
        found = missing_terms(*texts, pair.source_language, pair.language, handbook.terms)
        _last[:] = [(pair, [term for term, _ in found])]
    return _last[0][1]


def _has_root(text: str, agreed: str, code: str) -> bool:
    """Whether a word of the text has three letters of the term's chief word in a row."""
    chief = min((form.word for form in vocabulary(code).forms(agreed.split()[0])), key=len)
    roots = {chief[at : at + ROOT] for at in range(len(chief) - ROOT + 1)} if len(chief) > ROOT else set()
    return any(root in plain(text) for root in roots)


@check("HB404", on=Pair, severity="review")
def missing_term(pair: Pair, handbook: Handbook) -> Problems:
    """The source uses a term of terms.csv, and the translation another word or none.

    What it does: seeks the agreed word of each term that stands in the source, inflected, or its chief word.
    Who is harmed: the reader, for whom one thing has two names; the victim whose rights hang on the right one.
    Example: `reflection period` where the translation says `استراحة`.
    Instead: the agreed word of terms.csv.
    """
    target = shown(pair.item.text)
    for term in _missing(pair, handbook):
        ours, theirs = (term.preferred[row.code] for row in (pair.source_language, pair.language))
        named = is_name(term, pair.source_language)
        if named and other_name(target, theirs, pair.language):
            continue
        if not named and pair.language.rtl and _has_root(target, theirs, pair.language.code):
            continue
        message = f"the source says `{ours}`, `{theirs}` does not stand here"
        yield pair.place, message, f"type {theirs}"


@check("HB405", on=Pair)
def other_instrument(pair: Pair, handbook: Handbook) -> Problems:
    """A translation names another treaty than its source.

    What it does: where the source has a name of terms.csv, it seeks the agreed name, or its first word alone, `the
    Protocol`. It also compares kinds of treaties: a convention is no protocol.
    Who is harmed: the lawyer and the victim who rely on a right that stands elsewhere.
    Example: `the Palermo Protocol` and `بروتوكول تهريب المهاجرين`.
    Instead: the name of terms.csv, `بروتوكول باليرمو`.
    """
    source, target = shown(source_markdown(pair)), shown(pair.item.text)
    codes = pair.source_language.code, pair.language.code
    for term in _missing(pair, handbook):
        ours, theirs = (term.preferred[code] for code in codes)
        other = other_name(target, theirs, pair.language) if is_name(term, pair.source_language) else ""
        if other:
            place = place_of(pair, handbook, other)
            yield place, f"the source names `{ours}`, here stands `{other}`", f"type {theirs}"
            return
    one, two = _kinds(source, codes[0]), _kinds(target, codes[1])
    if one and two and not one & two:
        words = words_of(target, codes[1], min(two))
        kind = min(one).removeprefix(KIND)
        yield place_of(pair, handbook, words), f"`{words}` is no {kind}, as in the source", f"name the {kind}"


def _kinds(text: str, code: str) -> set[str]:
    return {key for key in said(text, code) if key.startswith(KIND)}
