"""HB320 and HB321: articles, paragraphs and letters of a law, and other labels with a number or a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_read, target_read
from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Handbook, Node
from handbookpub.quantities.figures import Figure, Letter, Read, read
from handbookpub.quantities.vocabulary import vocabulary
from handbookpub.translate.pairs import Pair

LAW = "law:"


@check("HB320", on=Pair)
def changed_citation(pair: Pair, handbook: Handbook) -> Problems:
    """An article, a paragraph, a letter or another label is not the one of the source.

    What it does: compares letters that are labels, `(b)`, `(ب)`, `b)`, `Part B`, `الجزء باء`, and what a number
    labels: an article or a paragraph, a question or a page.
    Who is harmed: the lawyer and the victim who rely on a right that stands elsewhere.
    Example: `Article 6 (1) (b)` and `المادة ٦، الفقرة ١ (ج)`; `الفقرة ٦ من المادة ١`.
    Instead: `المادة ٦، الفقرة ١ (ب)`.
    """
    source, target = source_read(pair), target_read(pair)
    yield from _labels(pair, handbook, source, target)
    if not all(vocabulary(row.code).reads_letters for row in (pair.source_language, pair.language)):
        return
    ours, theirs = (Counter(letter.index for letter in read.letters) for read in (source, target))
    missing = [letter for letter in source.letters if letter.index not in theirs]
    added = [letter for letter in target.letters if letter.index not in ours]
    if missing:
        there = f", the translation {_list(target, added)}" if added else ", the translation does not"
        words = _typed(target, added[0]) if added else ""
        hint = f"type {', '.join(_letter(letter, pair.language) for letter in missing)}"
        yield place_of(pair, handbook, words), f"the source says {_list(source, missing)}{there}", hint
    elif added:
        words = _typed(target, added[0])
        yield place_of(pair, handbook, words), f"the source does not say {_list(target, added)}", f"delete `{words}`"


def _labels(pair: Pair, handbook: Handbook, source: Read, target: Read) -> Problems:
    """Numbers that label something else than in the source; where a side names no label, nothing is known."""
    for figure in target.figures:
        same = [f for f in source.figures if set(f.values) & set(figure.values)]
        ours = {f.label for f in same}
        theirs = {f.label for f in target.figures if set(f.values) & set(figure.values)}
        if figure.label and ours and "" not in ours and not ours & theirs and "" not in theirs:
            words = target.text[figure.start : figure.end]
            wanted = " and ".join(sorted(ours))
            message = f"`{words}` is the number of the {figure.label}, in the source of the {wanted}"
            yield place_of(pair, handbook, words), message, f"put {words} behind the {wanted}"
            return


def _typed(read: Read, found: Letter | Figure) -> str:
    return read.text[found.start : found.end]


def _list(read: Read, letters: list[Letter]) -> str:
    return ", ".join(f"`{_typed(read, letter)}`" for letter in letters)


def _letter(letter: Letter, language: Language) -> str:
    """A label's letter as a language writes it."""
    symbols = language.alphabets.get("abjad") or language.alphabets.get("alpha") or ()
    return symbols[letter.index] if letter.index < len(symbols) else chr(ord("a") + letter.index)


@check("HB321", on=Chapter)
def other_article(chapter: Chapter, handbook: Handbook) -> Problems:
    """The words of a link to a law name another article than the row in `countries/`.

    What it does: compares the number of the article in the link's words with the article of the law's row.
    Who is harmed: the reader who looks a right up and finds another.
    Example: `[المادة ٧ من بروتوكول باليرمو](law:INT.palermo-6)`.
    Instead: `[المادة ٦ من بروتوكول باليرمو](law:INT.palermo-6)`, or the key of the article that is meant.
    """
    language = load(chapter.language)
    for link in _law_links(chapter):
        article = _article(tree.target(link).removeprefix(LAW), handbook, language)
        named = [f for f in read(tree.text(tree.children(link)), language.code).figures if f.label == "article"]
        if article and named and not any(set(f.values) & set(article[1].values) for f in named):
            place = tree.place(link, chapter.path)
            words = tree.text(tree.children(link))
            yield place, f"`{words}` names another article than `{tree.target(link)}`", f"type {article[0]}"


def _law_links(chapter: Chapter) -> Iterator[Node]:
    return (n for n in tree.walk(chapter.blocks) if tree.kind(n) == "Link" and tree.target(n).startswith(LAW))


def _article(key: str, handbook: Handbook, language: Language) -> tuple[str, Figure] | None:
    """The article of a law's row in a language, and its number."""
    law = handbook.law(key)
    words = law.article.get(language.code, "") if law else ""
    figures = read(words, language.code).figures if words else ()
    return (words, figures[0]) if figures else None
