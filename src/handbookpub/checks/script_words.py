"""HB508, HB510, HB513: words that stand apart, stand twice, or end in the wrong letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import MARK, Prose, bare, prose
from handbookpub.languages import Language
from handbookpub.model import Chapter, Handbook

GAP = re.compile(r"[ \u00a0\n]+")
ENOUGH = 4
"""Letters a word needs to be compared with a term without its article."""


@check("HB508", on=Chapter)
def floating_letter(chapter: Chapter, handbook: Handbook) -> Problems:
    """A letter that joins the next word stands alone.

    What it does: names a `و` with a space after it, except beside other single letters and where it is a
    label, as in `الفقرة و`.
    Who is harmed: the reader, when a line ends after it; the one who searches for the words.
    Example: `الحماية و المساعدة`.
    Instead: `الحماية والمساعدة`.
    """
    for part in prose(chapter, handbook):
        for letter in part.language.floating:
            for found in re.finditer(rf"(?<!\S){letter}(?:[ \u00a0]+|\n)(?=\S)", part.text):
                start, end = found.span()
                if start not in part.foreign and _floats(part, start, end):
                    word = re.match(r"\S{1,20}", part.text[end:])
                    fix = part.edit(start + 1, end, "") if start + 1 not in part.seams else None
                    hint = f"type `{letter}{word[0] if word else ''}`"
                    yield part.place(start), f"`{letter}` stands apart from its word", hint, fix


def _floats(part: Prose, start: int, end: int) -> bool:
    """Whether the letter joins the word after it, and is no label and no member of a list of letters."""
    following = re.match(rf"[«“\"]?((?:[^\W\d_]|[{MARK}\u0640])+)", part.text[end:])
    if not following or not part.is_own(end + following.start(1)) or start + 1 in part.seams:
        return False
    before = part.text[:start].split()[-1:]
    previous = bare(before[0]).strip("()،؛:.") if before else ""
    single = len(previous) == 1 and previous.isalpha()
    label = bool(before) and bare(before[0]).strip("()") in part.language.letter_labels
    definite = following[1].startswith(part.language.articles)
    return not (single or len(bare(following[1]).rstrip("\u0640")) == 1 or (label and not definite))


@check("HB510", on=Chapter, severity="review")
def doubled_word(chapter: Chapter, handbook: Handbook) -> Problems:
    """A word stands twice in a row.

    What it does: compares each word with the next one, without vowel marks, across the end of a line too.
    Words that the language repeats, such as the French `nous nous`, are left alone, and so is a word that
    stands three times: numbers are dictated so.
    Who is harmed: the reader, who looks for a meaning in it.
    Example: `the the person`.
    Instead: `the person`.
    """
    for part in prose(chapter, handbook):
        legal = {bare(word) for word in part.language.repeats}
        for (start, stop), (again, end) in zip(part.words, part.words[1:], strict=False):
            first, second = part.text[start:stop], part.text[again:end]
            if bare(first) != bare(second) or bare(first) in legal or not GAP.fullmatch(part.text[stop:again]):
                continue
            if {stop, again} & part.seams - _line_starts(part, again) or _is_name(part, start, first, second):
                continue
            if bare(second) in (_word_before(part, start), _word_after(part, end)):
                continue
            yield part.place(again), f"`{second}` stands twice", "delete one of the two"


def _word_before(part: Prose, start: int) -> str:
    return next((part.bare(first, last) for first, last in reversed(part.words) if last <= start), "")


def _word_after(part: Prose, end: int) -> str:
    return next((part.bare(first, last) for first, last in part.words if first >= end), "")


def _line_starts(part: Prose, index: int) -> set[int]:
    """A line's first word: the step to it from the line before is no markup."""
    return {index} if part.at(index - 1) == "\n" else set()


def _is_name(part: Prose, start: int, first: str, second: str) -> bool:
    """Names, labels and numbers, which may stand twice."""
    if any(map(str.isdigit, first)) or (
        len(first) == 1 and (first.isupper() or part.is_own(start) and not first.islower())
    ):
        return True
    if second[0].isupper() and not first[0].isupper():
        return True
    before = part.text[:start].rstrip()
    return first[0].isupper() and second[0].isupper() and bool(before) and before[-1] not in part.language.sentence_end


@check("HB513", on=Chapter)
def letter_slip(chapter: Chapter, handbook: Handbook) -> Problems:
    """A word of the termbase is typed with a letter that looks like the right one.

    What it does: compares the last letter of words with those of terms.csv. Only where no other word can be
    meant: with the article, or several words of a term in a row.
    Who is harmed: the reader, who finds one word in two spellings, and not all of it when searching.
    Example: `الضحيه`, where terms.csv has `ضحية`.
    Instead: `الضحية`.
    """
    parts = prose(chapter, handbook)
    if not parts or not parts[0].language.letter_slips:
        return
    language = parts[0].language
    preferred = [term.preferred[chapter.language] for term in handbook.terms if chapter.language in term.preferred]
    terms = [[_stem(bare(word), language)[1] for word in words.split()] for words in preferred]
    known = {word for words in terms for word in words}
    single = {word: word for word in known if len(word) >= ENOUGH}
    for part in parts:
        for start, end, right in _slips(part, single, known, terms):
            typed = part.text[start:end]
            message = f"`{typed}` is a word of terms.csv but for one letter"
            at = next(i for i, (a, b) in enumerate(zip(typed, right, strict=True)) if a != b)
            yield part.place(start + at), message, f"type `{right}`", part.edit(start + at, start + at + 1, right[at])


def _slips(
    part: Prose, single: Mapping[str, str], known: set[str], terms: list[list[str]]
) -> Iterator[tuple[int, int, str]]:
    """Start, end and right spelling of words that differ from a term's by one letter."""
    words = [(start, end, *_stem(part.text[start:end], part.language)) for start, end in part.words]
    for index, (start, end, article, stem) in enumerate(words):
        if start in part.foreign or bare(stem) in known:
            continue
        for right in _corrections(stem, part.language):
            whole = _beside_term(words, index, right, terms)
            if right in known and (whole or (article and right in single)):
                yield start, end, part.text[start : end - len(stem)] + right
                break


def _stem(word: str, language: Language) -> tuple[str, str]:
    """The article that a word starts with, and the rest; "" where there is none."""
    for article in sorted(language.articles, key=len, reverse=True):
        if word.startswith(article) and len(word) >= len(article) + 3:
            return article, word[len(article) :]
    return "", word


def _corrections(word: str, language: Language) -> Iterator[str]:
    """The word with its last letter put right."""
    if bare(word) not in language.no_slips:
        yield from (word[:-1] + right for wrong, right in language.letter_slips if word.endswith(wrong))


def _beside_term(words: list[tuple[int, int, str, str]], index: int, right: str, terms: list[list[str]]) -> bool:
    """Whether the word before or after, too, is that of a term of several words."""
    for term in terms:
        for at, word in enumerate(term):
            if word != right or len(term) < 2:
                continue
            near = [(index - 1, at - 1), (index + 1, at + 1)]
            if any(_is(words, i, term, j) for i, j in near):
                return True
    return False


def _is(words: list[tuple[int, int, str, str]], index: int, term: list[str], at: int) -> bool:
    return 0 <= index < len(words) and 0 <= at < len(term) and bare(words[index][3]) == term[at]
