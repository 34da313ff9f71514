"""HB404 and HB405: an agreed term of the source that its translation does not show. Pure text; who pairs the
paragraphs is not known here.

A good translation may leave a word out of a term (`identification` for `identification des victimes`), or say it
with a word of the same root. So a term counts as missing only where its chief word is missing too. Of a name, such as
`Palermo Protocol`, the chief word says too little: there the words beside it count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbookpub import stems
from handbookpub.languages import Language
from handbookpub.model import Term, Termbase

FEW = 3
"""Words shown of another name."""

LONG = 3
"""Of a term of so many words, half stand for it: `ne pas nuire` for `principe consistant à ne pas nuire`."""

ROOT = 8
"""Letters that two words of a language share if they have one root: `trafficker`, `trafficking`."""

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
        if is_name(term, source_language):
            missing = not _is_named(target_text, agreed, target_language)
        else:
            missing = not _stands_for(target_text, agreed, target_language)
        if missing and not _is_accepted(term, target_text, source_language, target_language, termbase):
            yield term, start


def is_name(term: Term, language: Language) -> bool:
    """Whether a term of the source is the name of one thing: `Convention on the Rights of the Child`."""
    first, *rest = term.preferred[language.code].split()
    return first[0].isupper() and any(word[0].isupper() for word in rest)


def _is_named(text: str, agreed: str, language: Language) -> bool:
    """Whether a text has a word of a name beside its chief word, or only the chief word as a short form."""
    own, words = stems.stemmer(language.code), [w for w in stems.words(agreed, language.code) if not w.small]
    sought = [own.sought(agreed[word.start : word.end]) for word in words]
    given = [word.forms for word in stems.words(text, language.code) if not word.small]
    chiefs = [index for index, forms in enumerate(given) if forms & sought[0]]
    if not chiefs:
        return any(forms & each for forms in given for each in sought[1:])
    for index in chiefs:
        near = frozenset[str]().union(*given[index + 1 : index + 1 + len(sought)])
        if sum(bool(near & each) for each in sought[1:]) * 2 >= len(sought) - 1:
            return True
    return is_short(text, agreed, language)


def other_name(text: str, agreed: str, language: Language) -> str:
    """The words with which a text names something else of the same kind, `Convention contre la torture`; "" if none."""
    found = stems.contains(text, agreed.split()[0], language)
    if not found or is_short(text, agreed, language):
        return ""
    start, end = found[0]
    return " ".join([text[start:end], *text[end:].split()[:FEW]]).rstrip(" .,;:،؛")


def is_short(text: str, agreed: str, language: Language) -> bool:
    """Whether the chief word of a name stands alone, `the Protocol`: with its article, or before no word that would go
    on with the name.
    """
    own, chief = stems.stemmer(language.code), agreed.split()[0]
    for word in stems.words(text, language.code):
        if word.forms & own.sought(chief):
            typed = text[word.start : word.end]
            definite = own.bare(typed) != own.bare(chief) and own.bare(typed).endswith(own.bare(chief))
            after = text[word.end :].split()[:1]
            goes_on = bool(after) and own.bare(after[0].strip(",.;:")) in own.rows["leads"]
            if definite if language.rtl else not goes_on:
                return True
    return False


def _is_accepted(term: Term, text: str, source: Language, target: Language, termbase: Termbase) -> bool:
    """Whether a text says a term in words that the row's note gives, or with the chief word of a term that has the same
    root in the source: `soupçonné de traite` for `suspected trafficker`.
    """
    if any(stems.contains(text, words, target) for words in _noted(term.note, target)):
        return True
    if is_name(term, source):
        return False
    roots = _roots(term.preferred[source.code])
    kin = (other for other in termbase if other is not term and _roots(other.preferred.get(source.code, "")) & roots)
    return any(stems.contains(text, _chief(other.preferred.get(target.code, "")), target) for other in kin)


def _noted(note: str, language: Language) -> list[str]:
    """The words of a note that are in the letters of a language."""
    runs = re.findall(r"[^\W\d_a-zA-Z]+(?:[ \u00a0]+[^\W\d_a-zA-Z]+)*", note) if language.script != "Latn" else []
    return [run for run in runs if len(run) > LONG]


def _roots(agreed: str) -> set[str]:
    return {word[:ROOT].casefold() for word in agreed.split() if len(word) > ROOT}


def _chief(agreed: str) -> str:
    return agreed.split()[0] if agreed else "-"


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
