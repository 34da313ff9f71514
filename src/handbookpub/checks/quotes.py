"""HB543 to HB545: quotation marks that do not close, do not fit each other, or are of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import Prose, prose, spaced
from handbookpub.checks.quotes_brackets import mirrored
from handbookpub.findings import Finding, Severity
from handbookpub.model import Chapter, Handbook

OPENING = {"«": "»", "‹": "›", "“": "”", "„": "“”", "‘": "’", "‚": "‘’"}
CLOSING = "»›”’"
SINGLE = "‘‚‹"
STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together; `depth` counts the quotations round them."""

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class Quotes:
    """The quotation marks of a paragraph: pairs, pairs that do not fit, marks without a partner."""

    pairs: list[Pair] = field(default_factory=list)
    wrong: list[Pair] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)


def quotes(part: Prose) -> Quotes:
    """The typed quotation marks of a paragraph. Straight pairs count where they nest others."""
    own = {opening.strip(): closing.strip() for opening, closing in part.language.quotes}
    straight = {index: quoted for quoted in part.quoted for index in (quoted.start, quoted.end)}
    found, stack = Quotes(), list[int]()
    for index, character in enumerate(part.text):
        if index in straight:
            _straight(stack, index, straight[index].start)
        elif character == STRAIGHT:
            if not _is_inch_or_gershayim(part, index):
                found.stray.append(index)
        elif stack and character in _closers(part.text[stack[-1]], own):
            start = stack.pop()
            if not (character == "’" and _is_apostrophe(part, index)):
                found.pairs.append(Pair(start, index, len(stack)))
            else:
                stack.append(start)
        elif character in own or character in OPENING:
            if not (character == "‘" and part.at(index - 1).isalnum()) and not _is_lone_apostrophe(part, index):
                stack.append(index)
        elif character in CLOSING and not (character == "’" and not (stack and part.text[stack[-1]] in "‘‚")):
            _unmatched(found, stack, index, character)
    found.stray = sorted([*found.stray, *(i for i in stack if i not in straight)])
    return found


def _closers(opening: str, own: dict[str, str]) -> str:
    return own.get(opening, "") + OPENING.get(opening, "")


def _straight(stack: list[int], index: int, start: int) -> None:
    if index == start:
        stack.append(index)
    elif start in stack:
        stack.remove(start)


def _unmatched(found: Quotes, stack: list[int], index: int, character: str) -> None:
    """A closing mark that does not fit what is open: the pair is wrong, or the mark stands alone."""
    if stack and character != "’":
        found.wrong.append(Pair(stack.pop(), index, len(stack)))
    else:
        found.stray.append(index)


def _is_apostrophe(part: Prose, index: int) -> bool:
    return part.at(index - 1).isalpha() and part.at(index + 1).isalpha()


def _is_lone_apostrophe(part: Prose, index: int) -> bool:
    """`‘90s`, `‘Ali`: a single mark that nothing closes."""
    if part.text[index] != "‘":
        return False
    rest = part.text[index + 1 :]
    return part.at(index + 1).isdigit() or not re.search(r"’(?![^\W_])", rest)


def _is_inch_or_gershayim(part: Prose, index: int) -> bool:
    before, after = part.at(index - 1), part.at(index + 1)
    return before.isdigit() or (before.isalpha() and after.isalpha()) or index in part.foreign


@check("HB543", on=Chapter)
def open_quotation(chapter: Chapter, handbook: Handbook) -> Problems:
    """A quotation mark has no partner.

    What it does: counts the quotation marks of each paragraph. A quotation of several paragraphs may open
    each of them and close only the last.
    Who is harmed: the reader, who does not know where somebody's words end.
    Example: `قالت: «أنا بخير.`
    Instead: `قالت: «أنا بخير».`
    """
    parts = prose(chapter, handbook)
    for number, part in enumerate(parts):
        stray = quotes(part).stray
        turned = mirrored(part, stray, "«‹“", "»›”") or ()
        following = parts[number + 1].text[:1] if number + 1 < len(parts) else ""
        for index in stray:
            goes_on = index == 0 and following == part.text[0] and len(stray) == 1
            if index not in turned and not goes_on:
                other = _partner(part, index)
                yield part.place(index), f"`{part.text[index]}` has no partner", f"type `{other}` where the words end"


def _partner(part: Prose, index: int) -> str:
    """The mark that is missing."""
    mark = part.text[index]
    own = {opening.strip(): closing.strip() for opening, closing in part.language.quotes}
    back = {closing: opening for opening, closing in {**OPENING, **own}.items()}
    return (own.get(mark) or OPENING.get(mark, "")[:1]) or back.get(mark) or mark


@check("HB544", on=Chapter, severity="review")
def other_quotation(chapter: Chapter, handbook: Handbook) -> Problems:
    """Quotation marks are those of another language, or of another depth.

    What it does: compares each pair with the row of the language: the first pair, and the second inside it.
    A pair that the language does not have is an error. Words in another script may keep their marks.
    Who is harmed: the reader, who meets two kinds of marks for one thing.
    Example: `„نعم“` in Arabic.
    Instead: `«نعم»`, and `“` and `”` inside.
    """
    for part in prose(chapter, handbook):
        own = [(opening.strip(), closing.strip()) for opening, closing in part.language.quotes]
        for pair in quotes(part).pairs:
            typed = part.text[pair.start], part.text[pair.end]
            level = min(pair.depth, len(own) - 1)
            wanted = own[level]
            inside = range(pair.start + 1, pair.end)
            if typed == wanted or pair.depth > 1 or not any(map(part.is_own, inside)):
                continue
            if typed[0] in SINGLE and (typed in own or pair.depth):
                continue
            known = typed in own or typed[0] in SINGLE
            marks = spaced(part, part.language.quotes[level], pair.start + 1, pair.end - 1)
            yield from _replaced(part, pair, marks, "review" if known else "error")


def _replaced(part: Prose, pair: Pair, wanted: tuple[str, str], severity: Severity) -> Iterator[Finding]:
    for index, mark in zip((pair.start, pair.end), wanted, strict=True):
        message = f"`{part.text[index]}` is not the quotation mark of this language here"
        fix = part.edit(index, index + 1, mark)
        yield Finding("HB544", part.place(index), message, f"type `{mark}`", severity, fix)


@check("HB545", on=Chapter)
def unlike_quotation(chapter: Chapter, handbook: Handbook) -> Problems:
    """A quotation opens with one kind of mark and closes with another.

    What it does: compares the two marks of each quotation.
    Who is harmed: the reader, who looks for the end of the first quotation.
    Example: `«نعم”`.
    Instead: `«نعم»`.
    """
    for part in prose(chapter, handbook):
        for pair in quotes(part).wrong:
            message = f"`{part.text[pair.start]}` is closed by `{part.text[pair.end]}`"
            yield part.place(pair.end), message, f"type `{_partner(part, pair.start)}`"
