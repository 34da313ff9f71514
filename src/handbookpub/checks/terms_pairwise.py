"""HB404: agreed terms of the source that the translation of a text does not use."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import source_markdown
from handbookpub.checks.terms_pairs import missing_terms
from handbookpub.model import Handbook
from handbookpub.quantities.shown import shown
from handbookpub.quantities.vocabulary import plain, vocabulary
from handbookpub.translate.pairs import Pair

ROOT = 3
"""Letters of a root that words of one meaning share: `متجر` and `اتجر`, `مترجم` and `الترجمة`."""


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
    source, target = shown(source_markdown(pair)), shown(pair.item.text)
    for term, _ in missing_terms(source, target, pair.source_language, pair.language, handbook.terms):
        ours, theirs = (term.preferred[row.code] for row in (pair.source_language, pair.language))
        if pair.language.rtl and _has_root(target, theirs, pair.language.code):
            continue
        message = f"the source says `{ours}`, `{theirs}` does not stand here"
        yield pair.place, message, f"type {theirs}"
