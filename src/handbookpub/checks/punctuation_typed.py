"""HB536 to HB538: what a typewriter had instead of the right mark."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import CLOSERS, LINK, NOTE, OBJECT, OPENERS, Prose, prose, spaced
from handbookpub.checks.typed import Quoted
from handbookpub.findings import Edit
from handbookpub.model import Chapter, Handbook, Place

QUOTE, APOSTROPHE = '"', "'"
DOTS = re.compile(r"(?<![.…])\.\.\.(?![.…])")
HYPHEN = re.compile(r"(?<=[ \u00a0\u202f])-(?=[ \u00a0\u202f])")


@check("HB536", on=Chapter, severity="review")
def straight_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """A straight quotation mark or apostrophe is typed.

    What it does: names the straight marks that the language's row lists. The build sets pairs of them as the
    language wants; other programs that read the files do not.
    Who is harmed: the translator whose tools take a straight mark for something else; readers of an export.
    Example: `"حسنًا"`.
    Instead: `«حسنًا»`.
    """
    for part in prose(chapter, handbook):
        for quoted in part.quoted:
            marks = spaced(part, _marks(part, quoted), quoted.start + 1, quoted.end - 1)
            for index, mark in zip((quoted.start, quoted.end), marks, strict=True):
                if part.text[index] in part.language.straight and index not in part.loose:
                    yield _straight(part, index, mark)
        ends = {index for quoted in part.quoted for index in (quoted.start, quoted.end)}
        for index, character in enumerate(part.text):
            if character != APOSTROPHE or index in ends or not part.language.apostrophe or index in part.foreign:
                continue
            if character in part.language.straight and part.at(index - 1).isalpha():
                yield _straight(part, index, part.language.apostrophe)


def _straight(part: Prose, index: int, mark: str) -> tuple[Place, str, str, Edit | None]:
    message = f"`{part.text[index]}` is a straight mark"
    return part.place(index), message, f"type `{mark}`", part.edit(index, index + 1, mark)


def _marks(part: Prose, quoted: Quoted) -> tuple[str, str]:
    """The marks of the language for a quotation, by how deep it is nested."""
    opening, closing = (mark.strip() for mark in part.language.quotes[0])
    before = part.text[: quoted.start]
    typed = max(0, before.count(opening) - before.count(closing)) if opening != closing else 0
    single = part.text[quoted.start] == APOSTROPHE
    return part.language.quotes[min(quoted.depth + typed + single, len(part.language.quotes) - 1)]


@check("HB537", on=Chapter, severity="review")
def three_dots(chapter: Chapter, handbook: Handbook) -> Problems:
    """Three dots are typed for the ellipsis.

    What it does: names three dots in a row; longer rows are lines to write on.
    Who is harmed: the reader, when the line breaks between the dots; a screen reader says "dot dot dot".
    Example: `ثم...`
    Instead: `ثم…`
    """
    for part in prose(chapter, handbook):
        for found in DOTS.finditer(part.text):
            if found.start() not in part.foreign:
                fix = part.edit(*found.span(), "…")
                yield part.place(found.start()), "three dots stand for an ellipsis", "type `…`", fix


@check("HB538", on=Chapter, severity="review")
def hyphen_as_dash(chapter: Chapter, handbook: Handbook) -> Problems:
    """A hyphen between spaces stands for a dash.

    What it does: names it between words; between two numbers it is left alone.
    Who is harmed: the reader: a hyphen joins, a dash parts.
    Example: `المأوى - إن وُجد`.
    Instead: `المأوى – إن وُجد`.
    """
    for part in prose(chapter, handbook):
        for found in HYPHEN.finditer(part.text):
            index, dash = found.start(), part.language.dash
            before, after = part.text[:index].rstrip()[-1:], part.text[index + 1 :].lstrip()[:1]
            word = (before.isalnum() or before in CLOSERS + OBJECT + LINK + NOTE + ".:!?؟،,…") and before
            following = (after.isalnum() or after in OPENERS + OBJECT + LINK + QUOTE) and after
            if not word or not following or before.isdigit() and after.isdigit() or index in part.foreign:
                continue
            yield part.place(index), "a hyphen stands for a dash", f"type `{dash}`", part.edit(index, index + 1, dash)
