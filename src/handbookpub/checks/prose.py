"""The prose of a chapter as it was typed: each paragraph as one text, with the place of every character.

The tree says what is text and what is code, a link or a heading; the file says which characters were typed,
for pandoc makes `"` a quotation, three dots one character and two spaces one. Both are read side by side.

- Markup is left out of the text; `seams` are the indexes before which some stands in the file.
- Code, addresses, pictures, and words in another language or direction are one `OBJECT` for each node (an
  address one for each character), the call of a note is one `NOTE`. A line end in the file is a line feed.
- A note is a paragraph of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handbookpub.checks.typed import LINK, NOTE, OBJECT, PLACELESS, Quoted, Typist
from handbookpub.findings import Edit
from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Handbook, Node, Place
from handbookpub.reading.files import read_text
from handbookpub.resolve.inlines import is_inline
from handbookpub.resolve.islands import Island, find
from handbookpub.resolve.signs import signs
from handbookpub.resolve.typed import addresses
from handbookpub.tree import Nodes, attributes, child_lists, classes, is_title, kind, walk

MARK = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
"""Vowel marks and accents that stand behind their letter, as a part of a pattern."""
WORD = re.compile(rf"(?:[^\W_]|[{MARK}\u200c\u200d])+(?:['’\-‑](?:[^\W_]|[{MARK}\u200c\u200d])+)*")
SPACES = " \t\u00a0\u2000-\u200a\u202f\u3000"
OPENERS, CLOSERS = "([{«“‘‹„‚﴿", ")]}»”’›﴾\"'"
TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
STRAIGHT = re.compile(r'(?<!\d)"(?P<abbreviation>(?<=[\u05d0-\u05ea]")[\u05d0-\u05ea](?![\u05d0-\u05ea]))?')
NUMERIC = ("percent", "range", "number", "digits")
"""Islands that are numbers of the sentence, not something of another script."""


@dataclass(frozen=True)
class Prose:
    """A paragraph. `block` is the kind of its node; `cell` and `title` say that it is one of these."""

    path: str
    language: Language
    block: str
    nodes: Nodes
    text: str
    places: tuple[tuple[int, int], ...]
    loose: frozenset[int]  # indexes whose character is not typed as it is: no edit may touch them
    seams: frozenset[int]
    quoted: tuple[Quoted, ...]
    cell: bool = False
    title: bool = False

    def place(self, index: int) -> Place:
        """Where a character stands in the file."""
        return Place(self.path, *self.places[index])

    def edit(self, start: int, end: int, text: str) -> Edit | None:
        """The change of `start:end`, None where the file does not hold these characters side by side."""
        line, column = self.places[start]
        expected = tuple((line, column + offset) for offset in range(max(1, end - start)))
        if self.places[start : max(end, start + 1)] != expected:
            return None
        if any(index in self.loose for index in range(start, max(end, start + 1))):
            return None
        return Edit(line, column, end - start, text)

    @cached_property
    def signs(self) -> str:
        """The sign of each character: `resolve.signs`."""
        own = signs(self.text.replace("\n", " "))
        return "".join({OBJECT: "B", LINK: "B", NOTE: "n"}.get(c, s) for c, s in zip(self.text, own, strict=True))

    @cached_property
    def islands(self) -> tuple[Island, ...]:
        """The islands of left-to-right text in a right-to-left paragraph; none in another."""
        return tuple(find(self.text.replace("\n", " "), self.signs)[0]) if self.language.rtl else ()

    @cached_property
    def foreign(self) -> frozenset[int]:
        """The indexes of what is written in a script of the other direction: phrases, codes, numbers to dial."""
        if self.language.rtl:
            spans = [(i.start, i.end) for i in self.islands if i.kind not in NUMERIC]
        else:
            spans = [m.span() for m in re.finditer(r"R(?:[^Ld]*[Ra])?", self.signs)]
        return frozenset(index for span in spans for index in range(*span))

    @cached_property
    def own(self) -> bool:
        """Whether the paragraph has letters of the language's direction at all."""
        return ("R" if self.language.rtl else "L") in self.signs

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each word."""
        return tuple(found.span() for found in WORD.finditer(self.text))

    def is_own(self, index: int) -> bool:
        """Whether a letter of the language's own direction stands there."""
        return 0 <= index < len(self.text) and self.signs[index] == ("R" if self.language.rtl else "L")

    def at(self, index: int) -> str:
        """The character at an index, "" outside of the text."""
        return self.text[index] if 0 <= index < len(self.text) else ""

    def bare(self, start: int, end: int) -> str:
        """A passage without vowel marks and joiners, in small letters: for comparing words."""
        return bare(self.text[start:end])


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word without vowel marks and joiners, in small letters. Accents of Latin letters stay."""
    composed = unicodedata.normalize("NFC", word)
    return re.sub(rf"[{MARK}\u200c\u200d]", "", composed).casefold()


def spaced(part: Prose, marks: tuple[str, str], first: int, last: int) -> tuple[str, str]:
    """Quotation marks with their inner spaces, each without it where the words between have one already."""
    opening, closing = marks
    before, after = part.at(first).isspace(), part.at(last).isspace()
    return opening.rstrip() if before else opening, closing.lstrip() if after else closing


KEPT = 64
_kept: OrderedDict[int, tuple[Chapter, tuple[Prose, ...]]] = OrderedDict()


def prose(chapter: Chapter, handbook: Handbook) -> tuple[Prose, ...]:
    """The paragraphs of a chapter. All checks of a chapter ask one after the other, those of an edition ask again: the
    last chapters are kept.
    """
    if (found := _kept.get(id(chapter))) and found[0] is chapter:
        return found[1]
    text, _ = read_text(handbook.root, chapter.path)
    lines = (text or "").split("\n")
    language = load(chapter.language)
    parts = tuple(_paragraphs(list(chapter.blocks), language, chapter.path, lines, False))
    _kept[id(chapter)] = chapter, parts
    if len(_kept) > KEPT:
        _kept.popitem(last=False)
    return parts


def _paragraphs(nodes: Nodes, language: Language, path: str, lines: list[str], cell: bool) -> Iterator[Prose]:
    for node in nodes:
        if is_foreign(node, language):
            continue
        inside = cell or kind(node) == "Table"
        for inner in child_lists(node):
            if not is_inline(inner):
                yield from _paragraphs(inner, language, path, lines, inside)
                continue
            yield _prose(node, inner, language, path, lines, cell)
            for note in (found for found in walk(inner) if kind(found) == "Note"):
                yield from _paragraphs([*child_lists(note)[0]], language, path, lines, False)


def _prose(node: Node, inner: Nodes, language: Language, path: str, lines: list[str], cell: bool) -> Prose:
    typist = Typist(lines, lambda found: is_foreign(found, language))
    typist.write(inner)
    text = _without_addresses("".join(typist.text))
    quoted = tuple(_straight(text, typist.quoted, language))
    return Prose(
        path, language, kind(node), inner, text, tuple(typist.places), frozenset(typist.loose),
        frozenset(typist.seams), quoted, cell, is_title(node),
    )  # fmt: skip


def _without_addresses(text: str) -> str:
    for start, end in [*((t.start, t.end) for t in addresses(text)), *(m.span() for m in TAG.finditer(text))]:
        text = text[:start] + OBJECT * (end - start) + text[end:]
    return text


def _straight(text: str, quoted: Sequence[Quoted], language: Language) -> list[Quoted]:
    """The quotations that pandoc found, and those that it does not: after a prefix, as in `و"نعم"`."""
    taken = {index for pair in quoted for index in (pair.start, pair.end)}
    found, opened = list(quoted), -1
    for match in STRAIGHT.finditer(text):
        index = match.start()
        if index in taken or (match["abbreviation"] and language.rtl):
            continue
        if opened < 0 and text[index + 1 : index + 2].strip():
            opened = index
        elif opened >= 0 and text[index - 1].strip():
            found.append(Quoted(opened, index, 0))
            opened = -1
    return found


def is_foreign(node: Node, language: Language) -> bool:
    """Whether a node says that its words are of another language or direction."""
    given = attributes(node)
    if given.get("lang", language.code).partition("-")[0] != language.code.partition("-")[0]:
        return True
    wanted = {given.get("dir", ""), *classes(node)} & {"ltr", "rtl"}
    return bool(wanted) and language.direction not in wanted


__all__ = ["LINK", "NOTE", "OBJECT", "PLACELESS", "Prose", "bare", "prose"]
