"""HB507, HB511, HB512: what cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import MARK, SPACES, Prose, prose
from handbookpub.findings import Edit, Finding
from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Handbook, Place
from handbookpub.reading.controls import CLOSES, CONTROLS, OPENS, OVERRIDES
from handbookpub.reading.files import read_text
from handbookpub.resolve.islands import find
from handbookpub.resolve.signs import strong
from handbookpub.tree import attributes, kind, place, walk

APART, JOINED = "\u200c", "\u200d"
JOINERS = APART + JOINED
HIDDEN = {
    "\u00ad": "a soft hyphen", "\u200b": "a zero-width space", "\u2060": "a word joiner",
    "\ufeff": "a byte order mark", "\u180e": "a vowel separator", "\u2061": "a function sign",
    "\u2062": "an invisible sign", "\u2063": "an invisible sign", "\u2064": "an invisible sign",
    "\u034f": "a grapheme joiner", "\u3164": "an empty letter", "\u115f": "an empty letter",
    APART: "a zero-width non-joiner", JOINED: "a zero-width joiner",
}  # fmt: skip
INVISIBLE = re.compile(f"[{''.join(HIDDEN)}]+")
RUNS = re.compile(f"[{SPACES}]{{2,}}")
EDGE = re.compile(r"^[\u00a0\u202f]+(?=.)|(?<=.)[\u00a0\u202f]+$")
NARROW = "\u202f"


@check("HB507", on=Chapter, severity="review")
def direction_controls(chapter: Chapter, handbook: Handbook) -> Problems:
    """Invisible direction controls stand round a passage.

    What it does: names each pair that reading makes a span of its own. Where the build orders the passage
    rightly by itself, or the passage runs like its sentence, both can go.
    Who is harmed: the next translator, who cannot see them, deletes one of them, and turns a line round.
    Example: U+202A, `Signal`, U+202C.
    Instead: `Signal`; where a direction must be forced `[words]{.ltr}`.
    """
    text, _ = read_text(handbook.root, chapter.path)
    lines = (text or "").split("\n")
    for node in walk(chapter.blocks):
        if kind(node) != "Span" or "dir" not in attributes(node) or "at" not in node:
            continue
        at = place(node, chapter.path)
        rest = lines[at.line - 1][at.column - 1 :] if at.line <= len(lines) else ""
        if rest[:1] in OPENS and rest[0] not in OVERRIDES:
            end = _closing(rest)
            plain = _plain(rest[1:end], OPENS[rest[0]], load(chapter.language)) if end else ""
            hint = f"type `{plain}`" if plain else "delete both controls; to force a direction type [words]{.ltr}"
            fix = Edit(at.line, at.column, end + 1, plain) if plain else None
            message = f"an invisible direction control, U+{ord(rest[0]):04X}, stands here"
            yield Place(chapter.path, at.line, at.column), message, hint, fix


def _closing(rest: str) -> int:
    """The index of the control that closes the first one, 0 if it is not on the line."""
    depth = 0
    for found in CONTROLS.finditer(rest):
        depth += 1 if found[0] in OPENS else -1
        if depth == 0:
            return found.start() if rest[0] in CLOSES[found[0]] else 0
    return 0


def _plain(words: str, direction: str, language: Language) -> str:
    """How to type what stood between two controls; "" where a person must decide."""
    if CONTROLS.search(words) or re.search(r"[\[\]{}`*_\\|<>]", words) or not words.strip():
        return ""
    if strong(words[0]) == strong(words[-1]) == strong(words) == language.direction and (
        direction in (language.direction, "auto")
    ):
        return words
    islands, doubts = find(f"{language.letters[0]} {words} {language.letters[0]}") if language.rtl else ([], [])
    alone = [(island.start, island.end) for island in islands] == [(2, 2 + len(words))] and not doubts
    if alone and direction != language.direction:
        return words
    return f"[{words}]{{.{direction}}}" if direction in ("ltr", "rtl") else ""


@check("HB511", on=Chapter)
def invisible_character(chapter: Chapter, handbook: Handbook) -> Problems:
    """A character that cannot be seen stands in a word.

    What it does: names soft hyphens, zero-width spaces and joiners that the language is not written with,
    and joiners that join nothing. Direction marks (LRM, RLM) are kept.
    Who is harmed: the reader who searches for the word and does not find it; a soft hyphen may be drawn.
    Example: `traf` and `ficking` with U+00AD between.
    Instead: the word without it.
    """
    for part in prose(chapter, handbook):
        for found in INVISIBLE.finditer(part.text):
            if _belongs(part, found.start(), found.end()):
                continue
            names = HIDDEN[found[0][0]]
            message = f"here stands {names} (U+{ord(found[0][0]):04X}), which nobody sees"
            keep = found[0][0] if _belongs(part, found.start(), found.start() + 1, found.end()) else ""
            yield part.place(found.start()), message, "delete it", part.edit(*found.span(), keep)


def _belongs(part: Prose, start: int, end: int, after: int = 0) -> bool:
    """Whether a joiner is part of the writing: ZWNJ between two letters, ZWJ after one."""
    before, following, typed = part.at(start - 1), part.at(after or end), part.text[start:end]
    if typed not in JOINERS or len(typed) != 1:
        return False
    if typed == JOINED and not (before.isalnum() or before == "") and not before.isspace():
        return not re.match(rf"[{MARK}]", before)  # joined pictures
    if typed not in part.language.joiners:
        return not part.language.rtl and start in part.foreign
    letter = before.isalpha() or bool(re.match(rf"[{MARK}]", before))
    if typed == APART:
        return letter and (following.isalpha() or after + end in part.seams)
    return letter and not following.isalpha()


@check("HB512", on=Chapter, severity="review")
def spaces(chapter: Chapter, handbook: Handbook) -> Problems:
    """Several spaces stand in a row.

    What it does: names them, and a no-break space at the start or end of a paragraph. Where one of them is a
    no-break space all are printed, and it is an error.
    Who is harmed: the reader, who sees a hole in the line; colleagues who compare two versions.
    Example: two spaces between two words.
    Instead: one space.
    """
    for part in prose(chapter, handbook):
        for found in RUNS.finditer(part.text):
            start, end = found.span()
            blank = part.at(start - 1) in ("(", "[") and part.at(end) in (")", "]")  # a line to write on
            if part.at(end) not in ("", "\n") and part.at(start - 1) not in ("", "\n") and not blank:
                yield from _run(part, start, end)
        for found in EDGE.finditer(part.text):
            message = "a no-break space stands at the start or end of a paragraph"
            place, fix = part.place(found.start()), part.edit(*found.span(), "")
            yield Finding("HB512", place, message, "delete it", "error", fix)


def _run(part: Prose, start: int, end: int) -> Iterator[Finding]:
    typed = part.text[start:end]
    hard = [c for c in typed if c not in " \t"]
    keep = " " if not hard else NARROW if set(hard) == {NARROW} else "\u00a0"
    fix = None if set(range(start + 1, end)) & part.seams else part.edit(start, end, keep)
    hint = "type one space" if not hard else "type one no-break space, or one space"
    message = f"{end - start} spaces stand in a row"
    yield Finding("HB512", part.place(start), message, hint, "error" if hard else "review", fix)
