"""HB401 to HB403: the words that were agreed on in terms.csv, in the text and in the file itself."""

from __future__ import annotations

from functools import lru_cache

from handbookpub import stems
from handbookpub.checks import Problems, check
from handbookpub.checks.wording_mentions import unfit
from handbookpub.checks.wording_pieces import shown
from handbookpub.languages import Language
from handbookpub.model import Edition, Handbook, Term, Termbase


def forbidden(termbase: Termbase, code: str) -> list[tuple[str, Term]]:
    """The words that must not stand in a language, each with its term."""
    return [(word, term) for term in termbase for word in term.forbidden.get(code, ())]


@check("HB401", on=Edition)
def forbidden_term(edition: Edition, handbook: Handbook) -> Problems:
    """A word that terms.csv forbids.

    What it does: seeks the forbidden words of the language in text, headings, cells, labels, notes and titles,
    inflected, with article and prefixes. It leaves out words in a short quotation or after “do not say”, and
    words inside a longer agreed term.
    Who is harmed: the reader, for whom one thing has two names; the person the text is about, where the word
    is one that hurts or that gives away rights.
    Example: `المتاجرة بالبشر`.
    Instead: the agreed word, `الاتجار بالأشخاص`; to talk about the word put it in quotation marks.
    """
    words = {code: forbidden(handbook.terms, code) for code in handbook.config.languages}
    for piece in shown(edition, handbook):
        sought = words.get(piece.language.code, [])
        for index, start, end in unfit(piece, tuple(word for word, _ in sought), handbook.terms):
            word, term = sought[index]
            right = term.preferred.get(piece.language.code, "")
            hint = f"type {right}" if right else f"fill in the agreed word for `{term.concept}` in terms.csv"
            typed = " ".join(piece.text[start:end].split())
            yield piece.place(start), f"terms.csv forbids `{typed}` for `{term.concept}`", hint


@check("HB402", on=Edition, severity="review")
def misspelled_term(edition: Edition, handbook: Handbook) -> Problems:
    """An agreed term in another spelling than in terms.csv.

    What it does: compares letter by letter, inflection apart, what is read as an agreed term: hamza, teh marbuta,
    alef maksura, accents. What HB513 tells is left to it.
    Who is harmed: the reader who looks for the term, in the search and in the index, and does not find it.
    Example: `الاتجار بالاشخاص`, `victime presumee`.
    Instead: the spelling of terms.csv, `الاتجار بالأشخاص`, `victime présumée`.
    """
    for piece in shown(edition, handbook):
        code = piece.language.code
        agreed = tuple(word for term in handbook.terms if (word := term.preferred.get(code, "")))
        for index, start, end in stems.finder(agreed, code).find(piece.text):
            typed, right = " ".join(piece.text[start:end].split()), agreed[index]
            if _is_spelled(typed, right, code) or _is_slip(typed, right, piece.language):
                continue
            if _is_certain(typed, right, piece.language):
                yield piece.place(start), f"`{typed}` is not spelled as in terms.csv", f"type {right}"


@lru_cache(maxsize=65536)
def _is_spelled(typed: str, agreed: str, code: str) -> bool:
    return bool(stems.finder((agreed,), code, False).find(typed))


def _is_slip(typed: str, agreed: str, language: Language) -> bool:
    """Whether the spellings differ only in last letters that look alike: HB513 tells of these."""
    ends = {wrong: right for wrong, right in language.letter_slips if right > wrong}
    folded = [" ".join(word[:-1] + ends.get(word[-1], word[-1]) for word in words.split()) for words in (typed, agreed)]
    return bool(ends) and _is_spelled(folded[0], folded[1], language.code)


def _is_certain(typed: str, agreed: str, language: Language) -> bool:
    """Whether the words can be nothing else than the term: several words, or one with its article."""
    own = stems.stemmer(language.code)
    whole = own.bare(agreed)
    if any(word in language.tongue["common"] and word not in agreed.split() for word in typed.split()):
        return False  # `إليه الشكاوى`, complaints to him, is no `آلية الشكاوى`
    several = len(stems.words(agreed, language.code)) > 1
    return several or (whole.startswith(own.rows["articles"] or "-") and own.bare(typed).endswith(whole))


@check("HB403", on=Handbook)
def contradicting_terms(subject: Handbook, handbook: Handbook) -> Problems:
    """terms.csv contradicts itself.

    What it does: compares the agreed and the forbidden words of each language as they are sought in the text.
    Who is harmed: the translator, whom one row tells to write what another row refuses.
    Example: `clandestin` agreed for one concept and forbidden for another; one agreed word for two concepts.
    Instead: one agreed word for each concept, which no row forbids.
    """
    for code in handbook.config.languages:
        terms = [term for term in handbook.terms if term.preferred.get(code)]
        yield from _refused(terms, handbook.terms, code)
        yield from _shared(terms, code)
        yield from _unnamed(terms, handbook.terms, code)


def _refused(terms: list[Term], termbase: Termbase, code: str) -> Problems:
    for term in terms:
        agreed = term.preferred[code]
        for word, other in forbidden(termbase, code):
            if is_same(agreed, word, code):
                whose = "itself" if other is term else f"`{other.concept}`"
                message = f"`{agreed}` is agreed for `{term.concept}` and `{word}` forbidden for {whose} ({code})"
                yield other.place, message, f"delete {word} from forbidden_{code}, or agree on another word"


def _shared(terms: list[Term], code: str) -> Problems:
    for at, term in enumerate(terms):
        for other in terms[:at]:
            if is_same(term.preferred[code], other.preferred[code], code):
                message = f"`{term.preferred[code]}` is agreed for `{other.concept}` and for `{term.concept}` ({code})"
                yield term.place, message, f"agree on another word in the column {code}, or delete one of the rows"


def _unnamed(terms: list[Term], termbase: Termbase, code: str) -> Problems:
    """Once a language has most of its words, those that it lacks were forgotten."""
    lacking = [term for term in termbase if not term.preferred.get(code)]
    for term in lacking if len(lacking) < len(terms) else ():
        message = f"`{term.concept}` has no agreed word in {code}"
        yield term.place, message, f"fill in the column {code}"


@lru_cache(maxsize=65536)
def is_same(word: str, other: str, code: str) -> bool:
    """Whether a search for one of two phrases finds the whole other one."""
    return any(_covers(a, b, code) for a, b in ((word, other), (other, word)))


def _covers(phrase: str, text: str, code: str) -> bool:
    words = [word for word in stems.words(text, code) if not word.small]
    whole = (words[0].start, words[-1].end) if words else (0, 0)
    return any((start, end) == whole for _, start, end in stems.finder((phrase,), code).find(text))
