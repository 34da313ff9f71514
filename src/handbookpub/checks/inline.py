"""HB240 to HB243: stress, titles, index marks and marks of language of a translation beside its source."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, shorten, source_markdown
from handbookpub.checks.tongue import is_left
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.quantities.marked import Marked, marked
from handbookpub.quantities.shown import shown
from handbookpub.translate.pairs import Pair


def _both(pair: Pair) -> tuple[Marked, Marked]:
    return marked(source_markdown(pair)), marked(pair.item.text)


def _others(words: list[str]) -> str:
    return ", ".join(f"`{shorten(each, 30)}`" for each in words) or "nothing"


@check("HB240", on=Pair, severity="review")
def lost_stress(pair: Pair, handbook: Handbook) -> Problems:
    """A text has more or fewer words in bold than its source.

    What it does: counts the passages in bold.
    Who is harmed: the reader who misses the one word that the author stressed: **not**.
    Example: `**Never** go there alone.` and `لا تذهب إلى هناك وحدك أبدًا.`
    Instead: `**أبدًا**`.
    """
    ours, theirs = _both(pair)
    if len(ours.bold) != len(theirs.bold):
        message = f"in bold stands {_others(theirs.bold)}, in the source {_others(ours.bold)}"
        yield pair.place, message, "set the same words in bold: **…**"


@check("HB241", on=Pair, severity="review")
def lost_title(pair: Pair, handbook: Handbook) -> Problems:
    """A title or an emphasis of the source is not marked in the translation, or only there.

    What it does: counts passages between single asterisks; where a language sets titles in quotation marks, these
    count as well.
    Who is harmed: the reader who cannot see where the title of a book begins and ends.
    Example: `*Toolkit*` and `مجموعة أدوات`.
    Instead: `*مجموعة أدوات*`.
    """
    ours, theirs = _both(pair)
    missing = len(ours.italic) - len(theirs.italic)
    if missing > 0 and pair.language.emphasis == "quotes":
        quoted = _quotations(pair.item.text, pair.language) - _quotations(source_markdown(pair), pair.source_language)
        missing -= max(0, quoted)
    if missing > 0 or (missing < 0 and not ours.italic):
        message = f"as a title or emphasis stands {_others(theirs.italic)}, in the source {_others(ours.italic)}"
        yield pair.place, message, "mark the same words: *…*"


def _quotations(markdown: str, language: Language) -> int:
    """How many quotations a text opens, with the marks of a language or straight ones."""
    return sum(markdown.count(opening.strip()) for opening, _ in language.quotes) + markdown.count('"') // 2


@check("HB242", on=Pair, severity="review")
def lost_index_mark(pair: Pair, handbook: Handbook) -> Problems:
    """A word of the index is not marked in the translation, or only there.

    What it does: counts the spans with `.index`.
    Who is harmed: the reader who looks a word up and does not find the page.
    Example: `[referral]{.index}` and `الإحالة`.
    Instead: `[الإحالة]{.index}`.
    """
    ours, theirs = ([span for span in side.spans if span.indexed] for side in _both(pair))
    if len(ours) != len(theirs):
        words = [span.words for span in theirs], [span.words for span in ours]
        message = f"the index gets {_others(words[0])}, from the source {_others(words[1])}"
        yield pair.place, message, "mark the word for the index: […]{.index}"


@check("HB243", on=Pair, severity="review")
def lost_language_mark(pair: Pair, handbook: Handbook) -> Problems:
    """Words in another language stand unmarked in the translation.

    What it does: seeks the words of the source's spans with `lang=`, and titles that were left in its language.
    Who is harmed: the listener, whose screen reader says them in the wrong language.
    Example: `[Palermo]{lang=it}` and `(Palermo)` in French.
    Instead: `[Palermo]{lang=it}`.
    """
    ours, theirs = _both(pair)
    kept = {span.words for span in theirs.spans if span.language}
    for span in ours.spans:
        if not span.language or span.language == pair.language.code or span.words in kept:
            continue
        if re.search(rf"(?<!\w){re.escape(span.words)}(?!\w)", shown(pair.item.text)):
            hint = f"type [{span.words}]{{lang={span.language}}}"
            message = f"`{span.words}` is marked as another language in the source"
            yield place_of(pair, handbook, span.words), message, hint
    for title in theirs.italic:
        if title not in kept and is_left(title, pair):
            hint = f"type *[{title}]{{lang={pair.source_language.code}}}*"
            yield place_of(pair, handbook, title), f"the title `{shorten(title)}` is in the source's language", hint
