"""HB541 and HB542: brackets that do not close, or were typed the wrong way round."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import Prose, prose
from handbookpub.model import Chapter, Handbook

PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
ORNATE = ("﴿", "﴾")
LABEL = re.compile(r"(?:^|(?<=\n)|(?<=[:;؛،,] ))(?:\w{1,2}|\d{3}|[ivx]{1,5})\)|(?<=\s)[^\W\d_A-Z]\)(?!\w)")
BRACKETED = re.compile(r"\([^\W\d_]\)")
LISTED = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[^\W\d_])\)(?=\s)")
SMILEY = re.compile(r"(?<!\S)[:;8]['’]?-?[()]+(?!\w)|(?<!\S)[()]+-?[:;](?!\S)")


def brackets(part: Prose) -> tuple[list[int], list[tuple[int, int]]]:
    """The indexes of brackets without a partner, and the pairs that do not fit each other.

    In `(see point b))` the first closing bracket is a label's: labels count as brackets only where that
    leaves fewer alone.
    """
    ignored = {i for found in SMILEY.finditer(part.text) for i in range(*found.span())}
    listed = [found.end() - 1 for found in LISTED.finditer(part.text)]
    single = [] if BRACKETED.search(part.text) else LABEL.finditer(part.text)
    labels = {found.end() - 1 for found in single} | set(listed if len(listed) > 1 else ())
    counted, left_out = _match(part, ignored), _match(part, ignored | labels)
    return min(counted, left_out, key=lambda found: len(found[0]) + len(found[1]))


def _match(part: Prose, ignored: set[int]) -> tuple[list[int], list[tuple[int, int]]]:
    stack: list[int] = []
    stray: list[int] = []
    wrong: list[tuple[int, int]] = []
    for index, character in enumerate(part.text):
        if index in ignored:
            continue
        if character in PAIRS:
            stack.append(index)
        elif character in CLOSING and not stack:
            stray.append(index)
        elif character in CLOSING:
            opened = stack.pop()
            if part.text[opened] != CLOSING[character]:
                wrong.append((opened, index))
    return sorted([*stray, *stack]), wrong


def mirrored(part: Prose, stray: list[int], opening: str, closing: str) -> tuple[int, int] | None:
    """A closing mark before a word and the opening one after it, both without a partner."""
    for first, second in zip(stray, stray[1:], strict=False):
        typed = part.text[first] in closing and part.text[second] in opening
        before, after = part.at(first - 1), part.at(second + 1)
        if typed and not before.isalnum() and not after.isalnum() and not part.at(first + 1).isspace():
            return first, second
    return None


@check("HB541", on=Chapter)
def open_bracket(chapter: Chapter, handbook: Handbook) -> Problems:
    """A bracket has no partner, or one of another kind.

    What it does: counts the brackets of each paragraph. Those in code and addresses, `1)` and `a)`, and
    smileys are left alone.
    Who is harmed: the reader, who does not know where the aside ends; in right-to-left text the bracket is
    drawn on the wrong side.
    Example: `المادة (٣ من البروتوكول`.
    Instead: `المادة (٣) من البروتوكول`.
    """
    for part in prose(chapter, handbook):
        stray, wrong = brackets(part)
        turned = mirrored(part, stray, "([{", ")]}")
        for index in stray:
            if turned is None or index not in turned:
                other = PAIRS.get(part.text[index]) or CLOSING[part.text[index]]
                yield part.place(index), f"`{part.text[index]}` has no partner", f"type `{other}`, or delete it"
        for first, second in wrong:
            message = f"`{part.text[first]}` is closed by `{part.text[second]}`"
            yield part.place(second), message, f"type `{PAIRS[part.text[first]]}`"
        if part.text.count(ORNATE[0]) != part.text.count(ORNATE[1]):
            at = next(i for i, c in enumerate(part.text) if c in ORNATE)
            yield part.place(at), f"`{part.text[at]}` has no partner", "type both ornate brackets"


@check("HB542", on=Chapter)
def mirrored_bracket(chapter: Chapter, handbook: Handbook) -> Problems:
    """Brackets or quotation marks are typed the wrong way round.

    What it does: names a closing mark before a passage and the opening one after it. Brackets are mirrored
    by the program that shows them: the opening one is typed first in every language.
    Who is harmed: the reader, who sees the brackets turn their backs to the words.
    Example: `)ملاحظة(`.
    Instead: `(ملاحظة)`.
    """
    from handbookpub.checks.quotes import quotes

    for part in prose(chapter, handbook):
        found = mirrored(part, brackets(part)[0], "([{", ")]}"), mirrored(part, quotes(part).stray, "«‹“", "»›”")
        for first, second in filter(None, found):
            inner = part.text[first + 1 : second]
            typed = f"{part.text[second]}{inner}{part.text[first]}"
            message = f"`{part.text[first]}` and `{part.text[second]}` stand the wrong way round"
            yield part.place(first), message, f"type `{typed}`"
