"""HB531, HB532, HB535: the spaces round a mark."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import CLOSERS, LINK, MARK, NOTE, OBJECT, OPENERS, Prose, is_foreign, prose
from handbookpub.checks.punctuation_marks import BRIEF, before_spaces, marks_in
from handbookpub.model import Chapter, Handbook
from handbookpub.resolve.typography import Setter
from handbookpub.tree import Nodes, children, kind, string

TIGHT = ".,;:!?،؛؟۔"
NATIVE = "،؛؟۔"
SMILEY = re.compile(r"[:;]-?[()]")
RUN = rf"(?:[^\W\d_]|[{MARK}])"
NO_BREAK = "\u00a0\u202f\u2060"


@check("HB531", on=Chapter)
def space_before_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """A space stands before a mark that follows its word.

    What it does: looks before commas, full stops and the other marks of the language; where a language has
    a space before some marks, as French has, these are left alone.
    Who is harmed: the reader, when the line breaks there and the next one starts with a comma.
    Example: `المأوى ، والعلاج`.
    Instead: `المأوى، والعلاج`.
    """
    for part in prose(chapter, handbook):
        for index in marks_in(part, "".join(set(TIGHT) - part.language.space_before.keys())):
            start, last = before_spaces(part, index)
            line_end = start == index and last == "\n"
            if (start < index or line_end) and _hangs(part, index, start - line_end):
                fix = None if line_end else part.edit(start, index, "")
                mark = part.text[index]
                yield (
                    part.place(start - line_end),
                    f"a space stands before `{mark}`",
                    f"type `{mark}` right after the word",
                    fix,
                )


def _hangs(part: Prose, index: int, start: int) -> bool:
    """Whether a mark belongs to the word before its space."""
    last, mark, after = part.at(start - 1), part.text[index], part.at(index + 1)
    if not last or not (last.isalnum() or re.match(f"[{MARK}]", last) or last in CLOSERS + OBJECT + LINK + NOTE):
        return False
    if SMILEY.match(part.text, index) or (mark == ":" and after == ":") or after == "}":
        return False
    if mark in ".," and (after.isalnum() or after in (".", "…")) and after not in ("", "\n"):
        return False
    return not (mark == ":" and last.isdigit() and re.match(r":\s*\d", part.text[index:]))


@check("HB532", on=Chapter)
def no_space_after_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """No space stands after a mark.

    What it does: looks at marks with a letter right after them. Numbers, addresses, abbreviations and file
    names are left alone.
    Who is harmed: the reader, who sees two words as one; the line cannot break there.
    Example: `المأوى،والعلاج`.
    Instead: `المأوى، والعلاج`.
    """
    for part in prose(chapter, handbook):
        for index in marks_in(part, TIGHT):
            if _touches(part, index):
                mark = part.text[index]
                fix = part.edit(index, index + 1, f"{mark} ") if index + 1 not in part.seams else None
                yield part.place(index), f"no space stands after `{mark}`", f"type `{mark} {_next(part, index)}`", fix


def _next(part: Prose, index: int) -> str:
    found = re.match(r"\S{1,20}", part.text[index + 1 :])
    return found[0] if found else ""


def _touches(part: Prose, index: int) -> bool:
    """Whether a mark ends a word and the next word follows without a space."""
    before, mark, after = part.at(index - 1), part.text[index], part.at(index + 1)
    start, last = before_spaces(part, index)
    apart = start < index and mark not in part.language.space_before
    if not after or apart or not (_ends_word(last) or last in (OBJECT, NOTE)):
        return False
    if mark in NATIVE or (mark in ",;" and part.language.rtl):
        return after.isalpha() or after in OPENERS or (after.isdigit() and not before.isdigit())
    if after in ("«", "“") and last.isalpha() and mark in ":.!?":
        return True
    if not after.isalpha() or last.isdigit() or last in "\"'":
        return False
    if mark == ".":
        return start == index and _ends_sentence(part, index)
    word, following = _around(part, start, index + 1)
    elided = part.at(index + 1 + len(following)) in ("'", "’")
    return mark != ":" or start < index or _are_words(word, following + "’" * elided)


def _ends_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character in CLOSERS or bool(re.match(f"[{MARK}]", character)))


def _are_words(word: str, following: str) -> bool:
    """Whether two words, no labels and no parts of a code, stand round a colon."""
    label = word.isupper() and len(word) <= BRIEF
    return len(word) != 1 and len(following) >= BRIEF and not label


def _around(part: Prose, start: int, after: int) -> tuple[str, str]:
    """The letters before and after a mark."""
    before, following = re.search(f"{RUN}*$", part.text[:start]), re.match(f"{RUN}*", part.text[after:])
    return (before[0] if before else ""), (following[0] if following else "")


def _ends_sentence(part: Prose, index: int) -> bool:
    """Whether a full stop between two letters ends a sentence: file names and abbreviations have one too."""
    word, following = _around(part, index, index + 1)
    plain = re.sub(f"[{MARK}]", "", word)
    if part.language.rtl:
        right = part.is_own(index + 1) and (part.is_own(index - 1) or part.at(index - 1) in "»)”]")
        whole = len(plain) > BRIEF or not plain
        return right and whole and len(following) >= BRIEF and plain not in part.language.abbreviations
    if plain in part.language.abbreviations or (plain and (len(plain) <= BRIEF or plain[-1].isupper())):
        return False
    apostrophe = part.at(index + 1 + len(following)) in ("'", "’") and bool(following)
    capital = following[:1].isupper() and (len(following) == 1 or following[1].islower())
    return capital and (len(following) > 1 or apostrophe or part.at(index + 2).isspace()) and bool(plain)


@check("HB535", on=Chapter, severity="review")
def missing_space_before(chapter: Chapter, handbook: Handbook) -> Problems:
    """The space before a mark, or inside quotation marks, is missing, or may break where the build cannot mend it.

    What it does: in languages with a space before `:` `;` `!` `?` it names marks without one, and quotation marks that
    touch their words. The build sets most of these; other programs that read the files do not.
    Who is harmed: the reader, when a line starts with the mark.
    Example: `La lampe est allumée; la rue est vide.`, `«passez»` in French.
    Instead: `La lampe est allumée ; la rue est vide.`, `« passez »`, with a plain space or a no-break one.
    """
    for part in prose(chapter, handbook):
        if part.language.space_before and part.own:
            built = _visible(Setter(part.language).inlines(part.nodes, 0), part)
            for mark, space in part.language.space_before.items():
                yield from _unmended(part, built, mark, space)
            yield from _tight_quotes(part)


def _unmended(part: Prose, built: str, mark: str, space: str) -> Problems:
    typed = [m.start() for m in re.finditer(re.escape(mark), part.text)]
    after = [m.start() for m in re.finditer(re.escape(mark), built)]
    for index, at in zip(typed, after, strict=True) if len(typed) == len(after) else ():
        start, last = before_spaces(part, index)
        whole = re.match(rf"[{re.escape(CLOSERS)}]*(?:[\s.,;:!?…{NOTE}]|$)", part.text[index + 1 :])
        mended = built[at - 1 : at] in (*NO_BREAK, "")
        if (mended and start < index) or index in part.foreign or not whole:
            continue
        if not last.isalnum() and last not in CLOSERS + OBJECT:  # a reference has no words yet
            continue
        if last.isdigit() and part.at(index + 1).isdigit() or start < index and start + 1 < index:
            continue
        hint = f"type a no-break space (U+{ord(space):04X}) before `{mark}`"
        yield part.place(index), f"`{mark}` lacks its no-break space", hint, part.edit(start, index, space)


def _tight_quotes(part: Prose) -> Problems:
    """Quotation marks that touch the words inside them, in a language that sets them apart."""
    opening, closing = part.language.quotes[0]
    apart = opening != opening.strip()
    for index, character in enumerate(part.text) if apart else ():
        after, before = part.at(index + 1), part.at(index - 1)
        if character == opening.strip() and after and not after.isspace():
            fix = part.edit(index, index + 1, opening)
            hint = f"type a no-break space after `{character}`"
            yield part.place(index), f"`{character}` touches its word", hint, fix
        elif character == closing.strip() and before and not before.isspace():
            fix = part.edit(index, index + 1, closing)
            hint = f"type a no-break space before `{character}`"
            yield part.place(index), f"`{character}` touches its word", hint, fix


def _visible(nodes: Nodes, part: Prose) -> str:
    """The text of nodes with the same things left out as in a `Prose`."""
    return "".join(_seen(node, part) for node in nodes)


def _seen(node: dict[str, object], part: Prose) -> str:
    name = kind(node)
    if name == "Str":
        return string(node)
    if name in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if name in ("Code", "Math", "RawInline", "Image", "Note") or is_foreign(node, part.language):
        return OBJECT
    return "".join(_seen(child, part) for child in children(node))
