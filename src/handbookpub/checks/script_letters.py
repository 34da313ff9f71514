"""HB501 to HB504, HB509: letters that are not what they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import MARK, OBJECT, OPENERS, Prose, bare, prose
from handbookpub.findings import Edit, Finding
from handbookpub.languages import Language, available, load
from handbookpub.model import Chapter, Handbook

TATWEEL = "\u0640"
TATWEELS = re.compile(f"{TATWEEL}+")
FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
LETTERS = re.compile(rf"(?:[^\W\d_]|[{MARK}])+")
RIGHT = re.compile(rf"[^\W_](?:[^\W_]|[{MARK}\u200c])*|[۔]")
WIDTHS = {"<initial>": "first", "<medial>": "middle", "<final>": "last", "<isolated>": ""}


@check("HB501", on=Chapter)
def tatweel(chapter: Chapter, handbook: Handbook) -> Problems:
    """A word is stretched with a tatweel.

    What it does: names each tatweel, except where it belongs: in the abbreviation `هـ`, and between a
    prefix and what cannot join it, such as `لـ**«نص»**`, `الـ18` or `بـ Signal`.
    Who is harmed: the reader who searches for the word and does not find it; a screen reader may spell it.
    Example: `الضحـــية`.
    Instead: `الضحية`.
    """
    for part in prose(chapter, handbook):
        for found in TATWEELS.finditer(part.text):
            start, end = found.span()
            if start in part.foreign or _tatweel_belongs(part, start, end):
                continue
            yield part.place(start), *_stretched(part, start, end)


def _tatweel_belongs(part: Prose, start: int, end: int) -> bool:
    before, after = _run(part.text[:start][::-1])[::-1], _run(part.text[end:])
    if bare(before + part.text[start:end] + after) in part.language.tatweel:
        return True
    if end - start > 1:
        return False
    if bare(before) in part.language.clitics and not after:
        return _starts_apart(part, end) or (part.at(end) in (" ", "\u00a0") and _starts_apart(part, end + 1))
    if bare(before) in part.language.clitics and end in part.seams:
        return True
    return not before and start > 0 and (start in part.seams or _ends_apart(part, start - 1))


def _run(text: str) -> str:
    """The letters that a text starts with."""
    found = re.match(rf"(?:(?![A-Za-z\u00c0-\u024f])[^\W\d_]|[{MARK}])*", text.replace(TATWEEL, " "))
    return found[0] if found else ""


def _starts_apart(part: Prose, at: int) -> bool:
    """Whether something that is no Arabic word starts there: markup, a quotation, a number, Latin."""
    character = part.at(at)
    return bool(character) and (at in part.seams or character in OPENERS + "\"'" + OBJECT or part.signs[at] in "Lda")


def _ends_apart(part: Prose, at: int) -> bool:
    return part.at(at) in ')]}»”"' + OBJECT or part.signs[at] in "Lda"


def _stretched(part: Prose, start: int, end: int) -> tuple[str, str, Edit | None]:
    """Message, hint and fix of a tatweel that does not belong."""
    before, after = part.at(start - 1), part.at(end)
    if (not before or before.isspace()) and (not after or after.isspace()):
        return (
            "a tatweel stands for a dash",
            f"type {part.language.dash}",
            part.edit(start, end, part.language.dash),
        )
    word = part.text[start - len(_run(part.text[:start][::-1])) : end + len(_run(part.text[end:]))]
    joined = word.replace(TATWEEL, "")
    alone = len(bare(joined)) <= 1 or (bare(joined) in part.language.clitics and after.isspace())
    hint = f"type `{joined}`" + (" joined to the next word, or put it in brackets" if alone else "")
    return f"`{word}` is stretched with a tatweel", hint, None if alone else part.edit(start, end, "")


@check("HB502", on=Chapter)
def presentation_forms(chapter: Chapter, handbook: Handbook) -> Problems:
    """Letters are typed as the shapes that they take, not as letters.

    What it does: names passages of U+FB00 to U+FDFF and U+FE70 to U+FEFC, which come from PDF files, except
    for signs such as ﷺ.
    Who is harmed: the reader who searches; a screen reader is silent; many fonts lack these shapes.
    Example: `ﺍﻟﻀﺤﻴﺔ`, copied from a PDF.
    Instead: `الضحية`, typed anew or pasted as text.
    """
    for part in prose(chapter, handbook):
        for found in FORMS.finditer(part.text):
            if set(found[0]) <= set(part.language.signs):
                continue
            letters = _letters_of(found[0], part.language)
            message = f"`{found[0]}` is made of presentation forms, not of letters"
            if _is_backwards(found[0]):
                hint = f"the word stands here from its end to its start: type `{letters[::-1]}`"
                yield part.place(found.start()), message, hint
            else:
                fix = part.edit(*found.span(), letters) if letters != found[0] else None
                yield part.place(found.start()), message, f"type `{letters}`", fix


def _letters_of(forms: str, language: Language) -> str:
    """The letters behind presentation forms; signs that belong to the language stay."""
    text = "".join(c if c in language.signs else unicodedata.normalize("NFKC", c) for c in forms)
    text = re.sub(rf"[ {TATWEEL}](?=[{MARK}])", "", text)
    return "".join(language.confusables.get(c, c) if language.rtl else c for c in text)


def _is_backwards(forms: str) -> bool:
    """Whether a word starts with a shape for the end of a word and ends with one for its start."""
    shapes = [unicodedata.decomposition(c).split(" ")[0] for c in forms]
    starts, ends = shapes[0] in ("<final>", "<medial>"), shapes[-1] in ("<initial>", "<medial>")
    return len(shapes) > 1 and starts and ends


@check("HB503", on=Chapter)
def confusable_letter(chapter: Chapter, handbook: Handbook) -> Problems:
    """A letter or digit of another language stands in a word, and looks right.

    What it does: compares each letter with the list of the language, in right-to-left languages: in Arabic
    the Persian yeh and kaf, in Persian the Arabic ones. In a word that also has other foreign letters it
    asks for a look.
    Who is harmed: the reader who searches for the word and does not find it. The letter may be drawn in
    another shape or not at all.
    Example: `حمایة` with the Persian yeh.
    Instead: `حماية`; for a word in that language `[حمایت]{lang=fa}`.
    """
    for part in prose(chapter, handbook):
        table = part.language.confusables
        if not part.language.rtl:
            continue
        for found in RIGHT.finditer(part.text):
            if found.start() in part.foreign or not set(found[0]) & table.keys():
                continue
            yield _confused(part, found.start(), found[0], _has_alien(found[0], part.language))


def _confused(part: Prose, start: int, word: str, alien: bool) -> Finding:
    table = part.language.confusables
    at = next(i for i, c in enumerate(word) if c in table)
    last = max(i for i, c in enumerate(word) if c in table)
    typed = "".join(table.get(c, c) for c in word)
    message = f"`{word[at]}` (U+{ord(word[at]):04X}) in `{word}` belongs to another language"
    hint = f"type `{typed}`" + (f", or [{word}]{{lang=…}} if the word is of that language" if alien else "")
    fix = None if alien else part.edit(start + at, start + last + 1, typed[at : last + 1])
    return Finding("HB503", part.place(start + at), message, hint, "review" if alien else "error", fix)


def _has_alien(word: str, language: Language) -> bool:
    known = {*language.letters, *language.letter_folds, *language.exemplar, *language.confusables, TATWEEL}
    return any(c.isalpha() and c not in known for c in word)


@cache
def lookalikes() -> Mapping[str, str]:
    """Letters of other scripts that look like Latin ones: what the rows of left-to-right languages say."""
    rows = [load(code) for code in available()]
    return {key: value for row in rows if not row.rtl for key, value in row.confusables.items()}


@check("HB504", on=Chapter)
def mixed_scripts(chapter: Chapter, handbook: Handbook) -> Problems:
    """One word has letters of two scripts.

    What it does: names Cyrillic and Greek letters that look like Latin ones, Latin letters inside a word of
    another script, and two words of different scripts without a space. A prefix such as `و` may stand
    right before a Latin word, an ending such as `ات` right behind it.
    Who is harmed: the reader who searches for the word; a screen reader spells it or changes its voice.
    Example: `Рalermo` with a Cyrillic first letter.
    Instead: `Palermo`.
    """
    for part in prose(chapter, handbook):
        for found in LETTERS.finditer(part.text):
            scripts = [_script(c) for c in found[0]]
            if len({*scripts} - {""}) > 1 or (scripts[0] in ("CYRILLIC", "GREEK")):
                yield from _mixed(part, found.start(), found[0], scripts)


def _script(character: str) -> str:
    """The script of a letter by its name; "" for a mark, which goes with its letter."""
    name = unicodedata.name(character, "").split(" ")[0]
    return name if character.isalpha() and name in SCRIPTS else ""


SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")


def _mixed(part: Prose, start: int, word: str, scripts: list[str]) -> Iterator[Finding]:
    if not {"ARABIC", "HEBREW"} & set(scripts):
        yield from _lookalike(part, start, word, scripts)
        return
    pieces = [(m[0], scripts[m.start() + _first(scripts, m.start())]) for m in _PIECES.finditer(word)]
    if len(pieces) < 2:
        return
    texts = [bare(text) for text, _ in pieces]
    hint = f"type `{' '.join(text for text, _ in pieces)}`, or the letter that was meant"
    if len(pieces) == 2:
        behind = pieces[0][1] == "LATIN"
        right = texts[behind]
        known = right.replace(TATWEEL, "") in part.language.clitics
        if known and (TATWEEL in right or _is_on_its_side(right, behind, part)):
            return
        message = f"`{word}` is two words of different scripts without a space"
        yield Finding("HB504", part.place(start + len(pieces[0][0])), message, hint, "review")
        return
    message = f"`{pieces[1][0]}` stands inside `{word}`, in letters of another script"
    yield Finding("HB504", part.place(start + len(pieces[0][0])), message, hint)


def _is_on_its_side(letters: str, behind: bool, part: Prose) -> bool:
    """Whether a prefix stands before the Latin word, and an ending behind it."""
    return (letters in part.language.stems["clitics"]) != behind


_PIECES = re.compile(rf"(?:[a-zA-Z\u00c0-\u024f][\u0300-\u036f]*)+|(?:(?![a-zA-Z\u00c0-\u024f])(?:\w|[{MARK}]))+")


def _first(scripts: list[str], at: int) -> int:
    """How many marks stand before the first letter from `at` on."""
    return next((i for i, script in enumerate(scripts[at:]) if script), 0)


def _lookalike(part: Prose, start: int, word: str, scripts: list[str]) -> Iterator[Finding]:
    table = lookalikes()
    odd = [i for i, script in enumerate(scripts) if script in ("CYRILLIC", "GREEK")]
    if any(word[i] not in table for i in odd):
        return
    latin = scripts.count("LATIN")
    if not latin and (part.language.rtl or _among_own(part, start, len(word))):
        return
    typed = "".join(table[c] if i in odd else c for i, c in enumerate(word))
    first, last = odd[0], odd[-1] + 1
    fix = part.edit(start + first, start + last, typed[first:last]) if latin >= len(odd) or not latin else None
    message = f"`{word[first]}` (U+{ord(word[first]):04X}) in `{word}` is no Latin letter"
    yield Finding("HB504", part.place(start + first), message, f"type `{typed}`", "error", fix)


def _among_own(part: Prose, start: int, length: int) -> bool:
    """Whether a word stands beside words of its own script: then it is a foreign word, no slip."""
    near = part.text[max(0, start - 25) : start] + part.text[start + length : start + length + 25]
    return any(_script(c) in ("CYRILLIC", "GREEK") for c in near)


@check("HB509", on=Chapter)
def vowel_marks(chapter: Chapter, handbook: Handbook) -> Problems:
    """Vowel marks stand twice, contradict each other, or stand without a letter.

    What it does: looks at the marks of each letter. The order of a shadda and a vowel does not matter.
    Who is harmed: the reader who sees a mark in the wrong place, and the one who searches.
    Example: `الضحيَّةََ`.
    Instead: `الضحيَّةَ`.
    """
    for part in prose(chapter, handbook):
        for found in re.finditer(rf"[{MARK}]+", part.text):
            base, marks = part.at(found.start() - 1), found[0]
            vowels = [mark for mark in marks if mark in part.language.vowels]
            near = part.text[max(0, found.start() - 12) : found.end()].split()[-1]
            if not (base.isalpha() or base in ("\u25cc", "\u00a0", OBJECT, "\u200d")) or base == "":
                yield part.place(found.start()), "a vowel mark has no letter", "delete it, or type its letter"
            elif len(set(marks)) < len(marks):
                hint = f"type `{near[: -len(marks)]}{''.join(dict.fromkeys(marks))}`"
                yield part.place(found.start()), "a vowel mark stands twice on one letter", hint
            elif len(vowels) > 1:
                hint = "keep one of them: " + ", ".join(f"`{base}{vowel}`" for vowel in vowels)
                yield part.place(found.start()), "one letter has two vowel marks", hint
