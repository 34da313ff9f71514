"""HB228, HB229, HB255, HB256: what a translation keeps as its source has it: the order of links and notes, marks round
code and islands, entries of the index; and remarks that nobody should keep.
"""

from __future__ import annotations

import re
from functools import cache

from handbookpub import languages, stems
from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, shorten, source_markdown
from handbookpub.findings import Finding
from handbookpub.model import Handbook
from handbookpub.quantities.marked import Marked, marked
from handbookpub.quantities.shown import shown
from handbookpub.translate.pairs import Pair

SERVICE = "service:"
ENTRY = re.compile(r"\bentry=(?:\"([^\"]*)\"|'([^']*)'|([^\s}]+))")
BRACKETS = re.compile(r"\[[^\[\]]*\w[^\[\]]*\](?!\s?[({])")
"""Square brackets that are no broken link or span: HB1xx tell of these."""
ISLAND = re.compile(r"\.(?:ltr|rtl)\b")
DOUBTS = re.compile(r"(?<![?؟])[?؟]{2,}(?![?؟])")


def _both(pair: Pair) -> tuple[Marked, Marked]:
    return marked(source_markdown(pair)), marked(pair.item.text)


@check("HB228", on=Pair, severity="review")
def other_order(pair: Pair, handbook: Handbook) -> Problems:
    """Links or notes stand in another order than in the source.

    What it does: compares the order of the targets of links, and of the calls of notes, where both sides have the same
    ones. Two languages may need two orders: it asks.
    Who is harmed: the reader who follows the words `a plan for the night` and comes to another section.
    Example: `[a talk](#screening), then [a plan](#safety-plan)` with the two targets exchanged.
    Instead: each target behind its own words.
    """
    ours, theirs = _both(pair)
    links = [[x.target for x in side.links if not x.target.startswith(SERVICE)] for side in (ours, theirs)]
    for name, (source, target) in (("links", links), ("notes", [ours.notes, theirs.notes])):
        if source != target and sorted(source) == sorted(target) and not _is_meant(pair, handbook):
            wrong = next(x for x, right in zip(target, source, strict=True) if x != right)
            place = place_of(pair, handbook, f"({wrong})" if name == "links" else f"[^{wrong}]")
            message = f"the {name} stand in another order than in the source: {', '.join(f'`{x}`' for x in source)}"
            yield place, message, "put each behind its own words"


def _is_meant(pair: Pair, handbook: Handbook) -> bool:
    """Whether the words of the links say that the order is right: each has more words of terms.csv in common with the
    words that lead to the same place than with those that stand at its place.
    """
    ours, theirs = (side.links for side in _both(pair))
    same = [(one.words, other.words) for one in ours for other in theirs if one.target == other.target]
    placed = [(one.words, other.words) for one, other in zip(ours, theirs, strict=False)]
    likeness = [sum(_shared(*words, pair, handbook) for words in couples) for couples in (same, placed)]
    return likeness[0] > likeness[1]


def _shared(source: str, target: str, pair: Pair, handbook: Handbook) -> int:
    """How many words of the source have a word in the translation that stands in the same row of terms.csv."""
    codes = pair.source_language.code, pair.language.code
    ours, theirs = ({form for word in stems.words(text, code) if not word.small for form in word.forms}
                    for text, code in zip((source, target), codes, strict=True))  # fmt: skip
    rows = ([term.preferred.get(code, "") for code in codes] for term in handbook.terms)
    return sum(bool(ours & _forms(one, codes[0])) and bool(theirs & _forms(other, codes[1])) for one, other in rows)


def _forms(text: str, code: str) -> set[str]:
    own = stems.stemmer(code)
    words = (word for word in stems.words(text, code) if not word.small)
    return {form for word in words for form in own.sought(text[word.start : word.end])}


@check("HB229", on=Pair, severity="review")
def lost_island(pair: Pair, handbook: Handbook) -> Problems:
    """Words that the source keeps together have lost their marks.

    What it does: seeks the text of the source's code, and in right-to-left languages of its `{.ltr}` spans, where it
    stands in the translation without them.
    Who is harmed: the reader, for whom the parts of an address or a sign change places.
    Example: `[Exit 4]{.ltr}` and `Exit 4`.
    Instead: `[Exit 4]{.ltr}`.
    """
    ours, theirs = _both(pair)
    typed, kept = pair.item.text, {span.words for span in theirs.spans}
    for code in ours.codes:
        linked = any(code in link.words for link in theirs.links) or f"`{code}" in typed  # that is HB145
        if code not in theirs.codes and _stands(code, shown(typed)) and not linked:
            place, message = place_of(pair, handbook, code), f"`{shorten(code)}` is code in the source"
            yield place, message, f"type it in backticks: `{code}`"
    for span in ours.spans if pair.language.rtl else ():
        if ISLAND.search(span.attributes) and span.words not in kept and _stands(span.words, typed):
            hint = f"type [{span.words}]{span.attributes}"
            yield place_of(pair, handbook, span.words), f"`{span.words}` has a direction of its own in the source", hint


def _stands(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))


@check("HB255", on=Pair, severity="review")
def copied_entry(pair: Pair, handbook: Handbook) -> Problems:
    """An entry of the index is left in the source's language.

    What it does: compares `entry="…"` of index marks with those of the source; what is the same in both is told, unless
    the marked words are the same too.
    Who is harmed: the reader who looks a word up in their own language.
    Example: `[الشركاء]{.index entry="referral; partners"}`.
    Instead: `[الشركاء]{.index entry="الإحالة; الشركاء"}`.
    """
    ours, theirs = _both(pair)
    entries = {_entry(span.attributes): span.words for span in ours.spans if span.indexed}
    for span in theirs.spans:
        entry = _entry(span.attributes)
        if span.indexed and entry and entries.get(entry, span.words) != span.words:
            message = f"the entry `{entry}` is the one of the source"
            yield place_of(pair, handbook, entry), message, "translate the entry"


def _entry(attributes: str) -> str:
    found = ENTRY.search(attributes)
    return next(filter(None, found.groups()), "") if found else ""


@check("HB256", on=Pair)
def left_remark(pair: Pair, handbook: Handbook) -> Problems:
    """A remark between translators stands in the text.

    What it does: seeks the words of the row with which people write to each other, `TODO`, `NdT`, `??`, and square
    brackets where the source has none (for review).
    Who is harmed: the reader, who reads a doubt instead of an answer.
    Example: `[NdT : vérifier le terme]`.
    Instead: a comment: `handbookpub serve` has a field for it; then delete the remark.
    """
    source, target = shown(source_markdown(pair)), shown(pair.item.text)
    found = _remarks(pair.language.code).search(target) or DOUBTS.search(target)
    if found and found[0] not in source:
        message = f"`{found[0]}` is a remark between translators"
        yield place_of(pair, handbook, found[0]), message, "make it a comment, and delete it here"
    elif (bracket := BRACKETS.search(target)) and not BRACKETS.search(source):
        message = f"`{shorten(bracket[0])}` stands in square brackets, nothing does in the source"
        hint = "delete it if it is a remark; else type round brackets"
        yield Finding("HB256", place_of(pair, handbook, bracket[0]), message, hint, "review")


@cache
def _remarks(code: str) -> re.Pattern[str]:
    """The words of a language with which translators write to each other."""
    words = languages.load(code).beside["remarks"]
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in words) or "(?!)")
