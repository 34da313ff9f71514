"""A PDF held against what the book says: the order on every line, and the words that engines give back."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from handbookpub.pdfread.content import Glyph, Page
from handbookpub.pdfread.lines import is_invisible, is_mark, page_lines
from handbookpub.pdfread.order import LIMIT, has_ink, visual_order
from handbookpub.pdfread.structure import Element, Structure

from .paragraphs import Paragraph, words

INLINE = frozenset(
    {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Code", "NonStruct", "Annot", "Sub", "BibEntry"}
)
"""Structure types that stand inside a line; everything else starts a paragraph of its own."""
ADDED = 16
"""Letters that print may add to a paragraph."""
LEAST = 6
"""Shorter paragraphs are compared only if they have exactly the same letters."""
GAP = 150
"""Words that may stand between two words of one paragraph: a page's notes, cells of the same row."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A line whose characters are not where UAX#9 puts them. Both texts run from left to right."""

    page: int
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class OrderReport:
    """What came of a comparison: how many paragraphs had a counterpart, and the lines that differ."""

    compared: int
    alone: int
    misplaced: tuple[Misplaced, ...]


def letters(text: str) -> str:
    """Return the characters that order is compared by: with ink, without marks."""
    return "".join(char for char in text if has_ink(char) and not is_mark(char) and not is_invisible(char))


def order(pages: Sequence[Page], structure: Structure, meant: Sequence[Paragraph]) -> OrderReport:
    """Compare every printed line with the order of its paragraph in the book.

    A printed paragraph is recognised by its letters, whatever their order; what print adds to it (markers,
    page numbers of references) may be up to `ADDED` letters. One that print made up itself has no
    counterpart: it is `alone`.
    """
    index = _Index(meant)
    compared = alone = 0
    wrong: list[Misplaced] = []
    for lines in printed_blocks(pages, structure):
        counterpart = index.find("".join(text for _, text in lines))
        if counterpart is None:
            alone += 1
            continue
        compared += 1
        wrong.extend(_differences(lines, counterpart))
    return OrderReport(compared, alone, tuple(wrong))


class _Index:
    """Paragraphs by their letters."""

    def __init__(self, meant: Sequence[Paragraph]) -> None:
        self.exact: dict[str, Paragraph] = {}
        self.by_size: defaultdict[int, list[tuple[Counter[str], Paragraph]]] = defaultdict(list)
        for paragraph in meant:
            text = letters(paragraph.text)
            if not text or len(paragraph.text) > LIMIT or _key(text) in self.exact:
                continue
            self.exact[_key(text)] = paragraph
            self.by_size[len(text)].append((Counter(text), paragraph))

    def find(self, printed: str) -> Paragraph | None:
        """Return the paragraph with these letters, or with all but a few of them."""
        if found := self.exact.get(_key(printed)):
            return found
        have = Counter(printed)
        for size in range(len(printed) - 1, max(len(printed) - ADDED, LEAST) - 1, -1):
            for count, paragraph in self.by_size.get(size, ()):
                if count <= have:
                    return paragraph
        return None


def _key(text: str) -> str:
    return "".join(sorted(text))


def printed_blocks(pages: Sequence[Page], structure: Structure) -> list[list[tuple[int, str]]]:
    """Return the lines of each block of the structure tree as (page from 1, letters from left to right)."""
    block_of = {marked: _block(owner) for marked, owner in structure.owners.items()}
    found: defaultdict[Hashable, list[tuple[int, str]]] = defaultdict(list)

    def block(glyph: Glyph) -> Hashable:
        return id(block_of.get((glyph.page, -1 if glyph.mcid is None else glyph.mcid)))

    for page in pages:
        glyphs = [glyph for glyph in page.glyphs if not glyph.artifact and glyph.mcid is not None]
        for line in page_lines(glyphs, block):
            text = letters("".join(glyph.text for glyph in line.glyphs))
            if text:
                found[block(line.glyphs[0])].append((page.number + 1, text))
    return list(found.values())


def _block(element: Element) -> Element:
    while element.kind in INLINE and element.parent is not None:
        element = element.parent
    return element


def _differences(lines: Sequence[tuple[int, str]], paragraph: Paragraph) -> Iterator[Misplaced]:
    """Yield the lines that differ: each holds the next letters of the paragraph, in the paragraph's visual
    order.
    """
    visible = [i for i, char in enumerate(paragraph.text) if letters(char)]
    rank = {index: number for number, index in enumerate(visible)}
    shown = [
        (rank[i], paragraph.text[i]) for i in visual_order(paragraph.text, paragraph.direction) if i in rank
    ]
    start, added = 0, sum(len(text) for _, text in lines) - len(visible)
    for page, found in lines:
        count = _letters_on(found, shown, start, added)
        if count is None:
            yield Misplaced(page, found, _between(shown, start, start + len(found)))
            count = len(found)
        added -= len(found) - count
        start += count


def _between(shown: Sequence[tuple[int, str]], start: int, end: int) -> str:
    return "".join(char for number, char in shown if start <= number < end)


def _letters_on(found: str, shown: Sequence[tuple[int, str]], start: int, added: int) -> int | None:
    """Return how many letters of the paragraph stand on a line in their order, the others being print's
    own.
    """
    for count in range(len(found), max(len(found) - added, 0) - 1, -1):
        if _is_within(_between(shown, start, start + count), found):
            return count
    return None


def _is_within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


def lost_words(meant: Sequence[Paragraph], pages: Sequence[str]) -> list[str]:
    """Return the words of the book that the extracted text has not, or not often enough, in the book's
    order.
    """
    found = Counter(word for page in pages for word in words(page))
    lost = []
    for word in (word for paragraph in meant for word in words(paragraph.text)):
        found[word] -= 1
        if found[word] < 0:
            lost.append(word)
    return lost


def torn_paragraphs(meant: Sequence[Paragraph], pages: Sequence[str]) -> list[Paragraph]:
    """Return the paragraphs whose words do not come back one after the other."""
    text = [word for page in pages for word in words(page)]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(text):
        places[word].append(number)
    torn, cursor = [], 0
    for paragraph in meant:
        wanted = _own_words(paragraph)
        starts = sorted(places.get(wanted[0], ()), key=lambda place: abs(place - cursor)) if wanted else []
        end = next((end for start in starts if (end := _follow(wanted, text, start)) >= 0), -1)
        if wanted and end < 0:
            torn.append(paragraph)
        cursor = end if end >= 0 else cursor
    return torn


def _own_words(paragraph: Paragraph) -> list[str]:
    """Return the words that run in the paragraph's direction: engines cut phrases of the other one
    differently.
    """
    own = ("R", "AL") if paragraph.direction == "rtl" else ("L",)
    return [word for word in words(paragraph.text) if unicodedata.bidirectional(word[0]) in own]


def _follow(wanted: Sequence[str], text: Sequence[str], start: int) -> int:
    """Return where the last of the words stands if all follow each other from `start` on, else -1."""
    position = start
    for word in wanted[1:]:
        try:
            position = text.index(word, position + 1, position + 1 + GAP)
        except ValueError:
            return -1
    return position
