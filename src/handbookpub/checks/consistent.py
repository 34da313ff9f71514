"""HB248: one short text of the source with two translations."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import source_markdown
from handbookpub.model import Handbook, Place
from handbookpub.quantities.shown import shown
from handbookpub.quantities.vocabulary import WORD, vocabulary
from handbookpub.translate.pairs import Pair
from handbookpub.translate.segments import Kind

KINDS: tuple[Kind, ...] = ("heading", "title", "caption", "cell", "label", "field", "item")
SPLIT = re.compile(WORD)
WORDS = range(2, 7)
"""How many words a text has that names one thing: a single word may have two meanings, more are a sentence."""
ENDS = (".", "!", "?", "…", ":")
Key = tuple[str, str]

_seen: list[tuple[Handbook, dict[Key, tuple[str, Place]]]] = []


@check("HB248", on=Pair, severity="review")
def two_translations(pair: Pair, handbook: Handbook) -> Problems:
    """The same short text of the source is translated in two ways.

    What it does: compares headings, titles, captions, labels, fields, cells and items of two to six words, the
    article and what is written together with a word apart.
    Who is harmed: the reader, who takes two names for two things, and looks for the second form.
    Example: `First contact form` as `استمارة الاتصال الأول` and as `نموذج اللقاء الأول`.
    Instead: one translation, unless the two mean different things.
    """
    source, target = shown(source_markdown(pair)), shown(pair.item.text)
    short = len(source.split()) in WORDS and not source.rstrip().endswith(ENDS)
    if not short or len(pair.sources) > 1 or pair.sources[0].kind not in KINDS:
        return
    known = _known(handbook)
    first, place = known.setdefault((pair.language.code, source.casefold()), (target, pair.place))
    if not _is_same(first, target, pair.language.code):
        message = f"`{source}` is `{target}` here and `{first}` at {place}"
        yield pair.place, message, f"type {first}, or change it there"


def _known(handbook: Handbook) -> dict[Key, tuple[str, Place]]:
    """The first translation of each text so far. Pairs come in the order of the book; the last handbook is kept."""
    if not _seen or _seen[0][0] is not handbook:
        _seen[:] = [(handbook, {})]
    return _seen[0][1]


def _is_same(text: str, other: str, code: str) -> bool:
    """Whether two texts have the same words, articles and prefixes apart."""
    ours, theirs = (_forms(each, code) for each in (text, other))
    return len(ours) == len(theirs) and all(left & right for left, right in zip(ours, theirs, strict=True))


def _forms(text: str, code: str) -> list[frozenset[str]]:
    return [frozenset(form.word for form in vocabulary(code).forms(word)) for word in SPLIT.findall(text)]
