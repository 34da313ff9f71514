"""HB245: a translation that is too short or too long for its source, in letters and in sentences.

The rows say how many letters a language needs for one of English (`tongue.length`, measured on this book). The longer
a text, the less it strays from that: what is compared is the logarithm of the ratio times the root of the length.
Sentences are the second witness: laid beside each other by length (Gale and Church 1993), they tell a sentence that
was left out from two that became one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import source_markdown
from handbookpub.checks.tongue import is_of_script
from handbookpub.findings import Finding, Severity
from handbookpub.languages import Language, load
from handbookpub.model import Handbook
from handbookpub.quantities.shown import OBJECT, shown
from handbookpub.quantities.vocabulary import WORD, plain
from handbookpub.translate.pairs import Pair

STRANGE, EXTREME, EVEN = 5.0, 9.0, 1.0
"""Deviations from the expected length; texts with as many sentences, at least two, may stray more. The largest of 1696
right pairs is 4.9, with as many sentences 5.6; half of 200 letters is 9.8.
"""
BOTH = 2.5
"""A deviation that counts where the number of sentences differs too."""
SHORTEST = 20
"""Letters by which a text must stray: `60 %` may be `sixty per cent`."""
END = re.compile(rf"[.!?…؟۔]+(?:[»”\"'’){OBJECT}]|[ \u202f\u00a0]»)*(?=\s|$|{OBJECT})")
STOP = "."
LAST_WORD = re.compile(r"(\w+)$")
NEXT = re.compile(r"\s*(.)")
JOINT = re.compile(r"[,;:،؛–—(«“]")
WORDS = re.compile(WORD)
QUESTION = re.compile("[?؟]")
VARIANCE = 8.2
"""Letters by which translations stray, squared, for each letter of the source."""
LONE, UNJOINED = 0.5, 2.0
"""What an alignment with merged sentences may cost more than one with a lost sentence; a merged one without a comma."""
BRIEF = 30
"""Letters of a short sentence: `The person is tired.`"""
MOST = 40
"""Sentences of a text that are laid beside each other; a longer one is judged by its letters alone."""


@check("HB245", on=Pair, severity="review")
def other_length(pair: Pair, handbook: Handbook) -> Problems:
    """A translation is too short or too long for its source, or has a sentence less or more.

    What it does: compares letters and sentences, with what the two languages usually need.
    Who is harmed: the reader, for whom a warning is missing; or who reads a remark that nobody else reads.
    Example: three sentences of the source, of which two were translated.
    Instead: the whole text of the source, and nothing beside it.
    """
    source, target = shown(source_markdown(pair)), shown(pair.item.text)
    strange = deviation(source, target, pair)
    ours, theirs = sentences(source, pair.source_language), sentences(target, pair.language)
    if abs(strange) > STRANGE + EVEN * (len(ours) == len(theirs) > 1):
        how = "short" if strange < 0 else "long"
        counts = letters(target, pair.language), letters(source, pair.source_language)
        message = f"this text is very {how} for its source: {counts[0]} letters for {counts[1]}"
        severity: Severity = "error" if abs(strange) > EXTREME else "review"
        yield Finding("HB245", pair.place, message, "compare the two texts sentence by sentence", severity)
    elif len(ours) != len(theirs) and _says_less_or_more(ours, theirs, strange, pair):
        message = f"this text has {len(theirs)} sentences, its source {len(ours)}"
        yield pair.place, message, "compare the two texts sentence by sentence"


def _says_less_or_more(ours: Sequence[str], theirs: Sequence[str], strange: float, pair: Pair) -> bool:
    """Whether a sentence was lost or added: two that became one fit in length."""
    if not ours or not theirs or _fits_without_repeating(ours, theirs, pair):
        return False
    return _agree(strange, len(theirs) - len(ours)) or _one_is_alone(ours, theirs, pair)


def _agree(strange: float, more: int) -> bool:
    """Whether letters and sentences say the same: the text is shorter and has fewer sentences."""
    return abs(strange) > BOTH and (strange > 0) == (more > 0)


def letters(text: str, language: Language) -> int:
    """Letters and digits of a text in the language's own script: a name in brackets does not count."""
    counted = Counter(text).items()
    return sum(n for c, n in counted if c.isdigit() or (c.isalpha() and is_of_script(c, language)))


def expected(pair: Pair) -> float:
    """Letters of a translation for each letter of its source."""
    return float(pair.language.tongue["length"] / pair.source_language.tongue["length"])


def deviation(source: str, target: str, pair: Pair) -> float:
    """How far a translation's length is from what is expected; below 0 it is too short.

    A text that is short only without its foreign words is not short: HB246 tells of these.
    """
    ours, theirs = letters(source, pair.source_language), letters(target, pair.language)
    wanted = ours * expected(pair)
    if theirs < wanted:
        theirs = min(round(wanted), sum(map(str.isalnum, target)))
    if not theirs or abs(theirs - wanted) < SHORTEST:
        return 0.0
    return math.log(theirs / wanted) * math.sqrt(ours)


@lru_cache(maxsize=4096)
def _split(text: str, abbreviations: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    start = 0
    for end in END.finditer(text):
        if _goes_on(text, start, end, abbreviations):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    rest = text[start:]
    return (*found, rest) if rest.strip(f" \n{OBJECT}") else tuple(found)


def _goes_on(text: str, start: int, end: re.Match[str], abbreviations: tuple[str, ...]) -> bool:
    """Whether the sentence goes on behind a mark: with a small letter, or with a number or a name after an
    abbreviation.
    """
    after = NEXT.match(text, end.end())
    if not after or after[1].islower():
        return bool(after)
    word = LAST_WORD.search(text, start, end.start())
    if word is None or end[0] != STOP:
        return False
    if after[1].isupper():
        return word[1] in abbreviations
    return after[1].isdigit() and word[1].casefold() in _folded(abbreviations)


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.casefold, words))


@cache
def _abbreviations(code: str) -> tuple[str, ...]:
    return load(code).abbreviations


def sentences(text: str, language: Language) -> tuple[str, ...]:
    """The sentences of a text; the full stop of an abbreviation ends none."""
    return _split(text, _abbreviations(language.code))


def _one_is_alone(ours: Sequence[str], theirs: Sequence[str], pair: Pair) -> bool:
    """Whether a sentence without a partner explains the numbers of sentences better than merged or split ones."""
    asked = [sum(len(QUESTION.findall(each)) for each in side) for side in (ours, theirs)]
    more, more_asked = len(theirs) - len(ours), asked[1] - asked[0]
    if more * more_asked > 0 and abs(more) <= abs(more_asked):  # one question with two parts, or two questions
        return False
    if max(len(ours), len(theirs)) > MOST:
        return False
    lengths = [
        [letters(each, language) for each in side]
        for side, language in ((ours, pair.source_language), (theirs, pair.language))
    ]
    joints = [[len(JOINT.findall(each)) for each in side] for side in (ours, theirs)]
    merged = _cost(lengths, joints, expected(pair), ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2)))
    alone = _cost(lengths, joints, expected(pair), ((1, 1), (1, 0), (0, 1)))
    return merged > alone + LONE


def _fits_without_repeating(ours: Sequence[str], theirs: Sequence[str], pair: Pair) -> bool:
    """Whether short sentences fit once words that were said before are left out: a pronoun may stand for them."""
    more, language = (theirs, pair.language) if len(theirs) > len(ours) else (ours, pair.source_language)
    if max(letters(each, language) for each in more) > BRIEF:
        return False
    rows = (pair.source_language, pair.language)
    lengths = [letters(_once(side), row) for side, row in zip((ours, theirs), rows, strict=True)]
    shortest = [min(letters(each, row) for each in side) for side, row in zip((ours, theirs), rows, strict=True)]
    lost = shortest[1] if len(theirs) > len(ours) else shortest[0] * expected(pair)
    return abs(lengths[1] - lengths[0] * expected(pair)) * 2 < lost


def _once(parts: Sequence[str]) -> str:
    words = WORDS.findall(" ".join(parts))
    return " ".join({plain(word): word for word in words}.values())


def _cost(
    lengths: list[list[int]], joints: list[list[int]], ratio: float, steps: Sequence[tuple[int, int]]
) -> float:
    """The least that laying two texts beside each other in these steps costs; infinite if it cannot be done."""
    rows, columns = map(len, lengths)
    best = {(0, 0): 0.0}
    for i in range(rows + 1):
        for j in range(columns + 1):
            for down, right in steps if (i, j) in best else ():
                if i + down > rows or j + right > columns:
                    continue
                cost = best[i, j]
                if down and right:
                    cost += _distance(sum(lengths[0][i : i + down]), sum(lengths[1][j : j + right]), ratio)
                    marks = sum(joints[0][i : i + down]) if down < right else sum(joints[1][j : j + right])
                    cost += UNJOINED * (marks < abs(down - right))
                best[i + down, j + right] = min(cost, best.get((i + down, j + right), math.inf))
    return best.get((rows, columns), math.inf)


def _distance(ours: int, theirs: int, ratio: float) -> float:
    """How badly two lengths fit (Gale and Church 1993, section 3.1)."""
    return (theirs - ours * ratio) ** 2 / (2 * VARIANCE * max(1, ours))
