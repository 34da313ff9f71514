"""HB530, HB533, HB540: the right mark, once, on the right side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import CLOSERS, MARK, NOTE, Prose, prose
from handbookpub.model import Chapter, Handbook

STOP = "."
BRIEF = 2
"""Letters of a word before a full stop that may be an abbreviation."""
SIGNS = re.compile(r"[%٪‰]")
DIGITS = "\\d(?:[.,٫٬]?\\d)*"
AMOUNT = re.compile(rf"(?P<before>[%٪])[ \u00a0\u202f]?{DIGITS}|(?P<number>{DIGITS})[ \u00a0\u202f]?(?P<after>[%٪])")
DOUBLED = re.compile(r"([،؛,;])\1+|(?<!\.)\.\.(?!\.)|([:؟?!۔])\2+|[،؛,;](?:[ \u00a0]*[.؟?!،؛,;:۔])+|[؟?!][.۔](?!\.)")


@check("HB530", on=Chapter)
def other_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """A punctuation mark of another script stands in the sentence.

    What it does: names marks such as the Latin comma, semicolon and question mark in Arabic, except inside
    numbers and inside Latin phrases.
    Who is harmed: the reader: the mark is mirrored the wrong way, and a screen reader may not pause.
    Example: `هل أنت بخير?`
    Instead: `هل أنت بخير؟`
    """
    for part in prose(chapter, handbook):
        for index, character in enumerate(part.text if part.own else ""):
            right = part.language.marks.get(character)
            if right is None or SIGNS.match(character) or index in part.foreign or not _is_of_sentence(part, index):
                continue
            message = f"`{character}` is no mark of this language"
            yield part.place(index), message, f"type `{right}`", part.edit(index, index + 1, right)


def _is_of_sentence(part: Prose, index: int) -> bool:
    """Whether a mark belongs to a sentence in the language, not to a number, an abbreviation or a smiley."""
    before, after = part.at(index - 1), part.at(index + 1)
    if before.isdigit() and after.isdigit() or re.match(r"-?[()]", part.text[index + 1 : index + 3]):
        return False
    if part.text[index] == STOP:
        word = re.search(rf"(?:[^\W\d_]|[{MARK}])+$", part.text[:index])
        long = _is_word(part, word[0]) if word else before in CLOSERS
        return bool(before) and long and not (after.isalnum() or after in ".…" and after)
    last = re.search(r"[LRad](?=[^LRad]*$)", part.signs[:index])
    own, native = ("R", "a") if part.language.rtl else ("L", "d")
    if last and last[0] in (own, native):
        return True
    following = re.search("[LR]", part.signs[index:])
    return part.language.rtl and last is not None and (following is None or following[0] == own)


def _is_word(part: Prose, word: str) -> bool:
    return len(word) > 1 and word not in part.language.abbreviations


@check("HB533", on=Chapter)
def percent_sign(chapter: Chapter, handbook: Handbook) -> Problems:
    """A percent sign is not the one of its digits, or stands before its number.

    What it does: compares the sign with the digits beside it. After digits 0-9 both signs are used in
    right-to-left languages, and both are left alone.
    Who is harmed: the reader: the wrong sign is set on the wrong side of the number.
    Example: `٨٥%` in Arabic.
    Instead: `٨٥٪`.
    """
    for part in prose(chapter, handbook):
        row = part.language
        for found in AMOUNT.finditer(part.text):
            at, native = found.start("after"), (found["number"] or "0")[0] in row.digits
            if found["before"]:
                if not part.at(found.start() - 1).isalnum():
                    number = found[0][1:].strip()
                    hint = f"type `{number}{row.percent if number[0] in row.digits else '%'}`"
                    yield part.place(found.start()), "the percent sign stands before its number", hint
            elif found["after"] != row.percent.strip() and native and at not in part.foreign - _number(found):
                fix = part.edit(at, at + 1, row.percent.strip())
                hint = f"type `{found['number']}{row.percent}`"
                yield part.place(at), f"`{found['after']}` is not the sign of these digits", hint, fix


def _number(found: re.Match[str]) -> frozenset[int]:
    return frozenset(range(*found.span()))


@check("HB540", on=Chapter)
def doubled_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """Two marks stand where one belongs.

    What it does: names a mark that stands twice, and a full stop or another mark right after a comma, a
    question mark or an exclamation mark. `?!` and three dots are left alone.
    Who is harmed: the reader, who stumbles over it.
    Example: `المأوى،، والعلاج`.
    Instead: `المأوى، والعلاج`.
    """
    for part in prose(chapter, handbook):
        for found in DOUBLED.finditer(part.text):
            start, end = found.span()
            if start in part.foreign and end - 1 in part.foreign:
                continue
            if start == 0 or part.at(start - 1).isspace() and found[0][0] in ".:" or _is_abbreviation(part, start):
                continue
            same = len(set(found[0])) == 1 and found[0][0] in "،؛,;"
            fix = part.edit(start, end, found[0][0]) if same else None
            yield part.place(start), f"`{found[0]}` is one mark too many", _one_of(found[0]), fix


def _one_of(marks: str) -> str:
    typed = dict.fromkeys(marks.replace(" ", ""))
    return "type " + " or ".join(f"`{mark}`" for mark in typed)


def _is_abbreviation(part: Prose, start: int) -> bool:
    """A comma or a stop may follow the full stop of an abbreviation: that is no doubled mark."""
    return part.at(start) == STOP and part.text[start : start + 2] != ".."


def before_spaces(part: Prose, index: int) -> tuple[int, str]:
    """The index after the last character before the spaces that end at `index`, and that character."""
    start = index
    while start and part.text[start - 1] in " \u00a0\u202f\t":
        start -= 1
    return start, part.at(start - 1)


def marks_in(part: Prose, marks: str) -> Iterator[int]:
    """The indexes of marks that belong to the sentence, not to something foreign in it."""
    return (i for i, c in enumerate(part.text) if c in marks and c != NOTE and i not in part.foreign)
