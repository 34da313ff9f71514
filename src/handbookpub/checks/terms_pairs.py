"""HB404: an agreed term of the source that its translation does not show. Pure text; who pairs the paragraphs is not
known here.

A good translation may leave a word out of a term (`identification` for `identification des victimes`), or say it
with a word of the same root. So a term counts as missing only where its chief word is missing too.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbookpub import stems
from handbookpub.languages import Language
from handbookpub.model import Term, Termbase

LONG = 3
"""Of a term of so many words, half stand for it: `ne pas nuire` for `principe consistant à ne pas nuire`."""

COMMON = 4
"""So many letters at least must be the same for two words to have one root, and all but one of the term's."""


def missing_terms(
    source_text: str, target_text: str, source_language: Language, target_language: Language, termbase: Termbase
) -> Iterator[tuple[Term, int]]:
    """The terms of a source paragraph that its translation does not use, each with its first place in the source.

    A term inside a name, as in `War Trauma Foundation`, is none.
    """
    told: set[str] = set()
    for term, start, end in stems.terms_in(source_text, source_language, termbase):
        agreed = term.preferred.get(target_language.code, "")
        if not agreed or term.concept in told or _is_in_name(source_text, start, end, term, source_language):
            continue
        told.add(term.concept)
        if not _stands_for(target_text, agreed, target_language):
            yield term, start


def _is_in_name(text: str, start: int, end: int, term: Term, language: Language) -> bool:
    """Whether a term of small letters stands in capitals beside another word in capitals."""
    if not text[start].isupper() or term.preferred[language.code][0].isupper():
        return False
    words = stems.words(text, language.code)
    beside = [word for word in words if word.end <= start][-1:] + [word for word in words if word.start >= end][:1]
    return any(text[word.start].isupper() for word in beside)


def _stands_for(text: str, agreed: str, language: Language) -> bool:
    """Whether a text has the agreed term, its chief (first) word, or half of a long one."""
    if stems.contains(text, agreed, language):
        return True
    own, forms = stems.stemmer(language.code), frozenset[str]().union(*_forms(text, language))
    words = [word for word in stems.words(agreed, language.code) if not word.small]
    known = [_has(forms, own.sought(agreed[word.start : word.end])) for word in words]
    return known[0] or (len(known) >= LONG and sum(known) * 2 >= len(known))


def _forms(text: str, language: Language) -> Iterator[stems.Forms]:
    return (word.forms for word in stems.words(text, language.code))


def _has(forms: stems.Forms, sought: stems.Forms) -> bool:
    """Whether a word stands in a text, or one that begins as it does."""
    if forms & sought:
        return True
    roots = tuple(form[: max(COMMON, len(form) - 1)] for form in sought if len(form) >= COMMON)
    return bool(roots) and any(form.startswith(roots) for form in forms)
