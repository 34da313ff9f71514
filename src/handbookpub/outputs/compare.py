"""A PDF held against what the book says: the order on every line, and the words that engines give back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from handbookpub.pdfread.content import Glyph, Page
from handbookpub.pdfread.lines import is_invisible, is_mark, page_lines
from handbookpub.pdfread.order import LIMIT, has_ink, visual_order
from handbookpub.pdfread.structure import Element, Structure

from .paragraphs import Paragraph, Word, words

INLINE = frozenset(
    {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Code", "NonStruct", "Annot", "Sub", "BibEntry"}
)
"""Structure types that stand inside a line; everything else starts a paragraph of its own."""
ADDED = 16
"""Letters that print may add to a paragraph."""
PIECE = 10
"""Letters of each half of a paragraph that a page break cut in two; less is a number or a word of the
contents.
"""
LONG = 40
"""Letters of a paragraph from which on print may have added letters, not numbers and markers alone."""
GAP = 150
"""Words that may stand between two words of one paragraph: cells of the same row. At the end of a page its notes stand
between, however long they are.
"""


Lines = list[tuple[int, str]]
"""The lines of a block: page from 1, letters from left to right."""


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
    found = [(lines, index.find(_text(lines))) for lines in printed_blocks(pages, structure)]
    pairs = [(lines, near) for lines, near in found if near]
    alone = [lines for lines, near in found if not near]
    broken = [joined for joined in _over_pages(alone) if index.find(_text(joined), long=LIMIT)]
    pairs += [(lines, index.find(_text(lines), long=LIMIT)) for lines in broken]
    wrong: list[Misplaced] = []
    for lines, counterparts in pairs:
        results: list[list[Misplaced]] = [list(_differences(lines, each)) for each in counterparts]
        wrong.extend(sorted(results, key=len)[0])
    return OrderReport(len(pairs), len(alone) - 2 * len(broken), tuple(wrong))


def _text(lines: Lines) -> str:
    return "".join(text for _, text in lines)


def _over_pages(blocks: Sequence[Lines]) -> Iterator[Lines]:
    """Yield what a page break may have cut in two: a block and each that begins on the next page."""
    for first in blocks:
        for second in blocks:
            if second[0][0] == first[-1][0] + 1 and min(len(_text(first)), len(_text(second))) >= PIECE:
                yield [*first, *second]


class _Index:
    """Paragraphs by their letters. Two titles may have the same letters in another order: both are kept."""

    def __init__(self, meant: Sequence[Paragraph]) -> None:
        self.exact: defaultdict[str, dict[Paragraph, None]] = defaultdict(dict)
        self.by_size: defaultdict[int, list[tuple[Counter[str], Paragraph]]] = defaultdict(list)
        for paragraph in dict.fromkeys(meant):
            text = letters(paragraph.text)
            if text and len(paragraph.text) <= LIMIT:
                self.exact[_key(text)][paragraph] = None
                self.by_size[len(text)].append((Counter(text), paragraph))

    def find(self, printed: str, long: int = LONG) -> list[Paragraph]:
        """Return the paragraphs with these letters, or else with all but a few that print added.

        From `long` letters on, what print added may be letters too.
        """
        if _key(printed) in self.exact:
            return [p for p in self.exact[_key(printed)] if not _other_word(printed, p)]
        have = Counter(printed)
        for size in range(len(printed) - 1, max(len(printed) - ADDED, 0) - 1, -1):
            near = [
                p
                for count, p in self.by_size.get(size, ())
                if count <= have and (size >= long or _no_letters(have - count))
            ]
            if near:
                return near
        return []


def _other_word(printed: str, paragraph: Paragraph) -> bool:
    """True for two words that happen to have the same letters: out of order, a word runs backwards."""
    text = letters(paragraph.text)
    word = text.isalpha() and not any(char.isspace() for char in paragraph.text.strip())
    return word and printed not in (text, text[::-1])


def _no_letters(extra: Counter[str]) -> bool:
    return not any(char.isalpha() for char in extra)


def _key(text: str) -> str:
    return "".join(sorted(text))


def printed_blocks(pages: Sequence[Page], structure: Structure) -> list[Lines]:
    """Return the lines of each block of the structure tree as (page from 1, letters from left to right)."""
    block_of = {marked: _block(owner) for marked, owner in structure.owners.items()}
    found: defaultdict[Hashable, Lines] = defaultdict(list)

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


def _differences(lines: Lines, paragraph: Paragraph) -> Iterator[Misplaced]:
    """Yield the lines that differ: each holds the next letters of the paragraph, in the paragraph's visual
    order.
    """
    visible = [i for i, char in enumerate(paragraph.text) if letters(char)]
    rank = {index: number for number, index in enumerate(visible)}
    shown = [(rank[i], paragraph.text[i]) for i in visual_order(paragraph.text, paragraph.direction) if i in rank]
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
    have = [word for page in pages for word in words(page)]
    whole = Counter(word.joined for word in have)
    parts = Counter(part for word in have for part in word.parts)
    lost = []
    for word in (word for paragraph in meant for word in words(paragraph.text)):
        whole[word.joined] -= 1
        if whole[word.joined] < 0 and (len(word.parts) == 1 or any(not parts[part] for part in word.parts)):
            lost.append(word.joined)
    return lost


def torn_paragraphs(meant: Sequence[Paragraph], pages: Sequence[str], rtl: bool = False) -> list[Paragraph]:
    """Return the paragraphs whose words do not come back one after the other; `rtl`: the book runs from the right."""
    read = _Read([_turned(page) for page in pages] if rtl else pages)
    torn, cursor = [], 0
    for paragraph in meant:
        wanted = _own_words(paragraph)
        starts = sorted(read.starts(wanted[0]), key=lambda place: abs(place - cursor)) if wanted else []
        end = next((end for start in starts if (end := read.follow(wanted, start)) >= 0), -1)
        if wanted and end < 0:
            torn.append(paragraph)
        cursor = end if end >= 0 else cursor
    return torn


_STRETCH = re.compile("\u202b[^\u202c]*\u202c|[^\u202b]+")


def _turned(page: str) -> str:
    """Put the lines of a page into the order of a book that runs from the right.

    poppler takes a page with more Latin letters than others for one from left to right, whatever the file says: it
    gives the stretches of a line from left to right, and marks those from right to left (U+202B) and no others.
    """
    if "\u202a" in page:
        return page
    return "\n".join(" ".join(reversed(_STRETCH.findall(line))) for line in page.split("\n"))


def _own_words(paragraph: Paragraph) -> list[Word]:
    """Return the words that run in the paragraph's direction: engines cut phrases of the other one
    differently.
    """
    own = ("R", "AL") if paragraph.direction == "rtl" else ("L",)
    return [word for word in words(paragraph.text) if unicodedata.bidirectional(word.joined[0]) in own]


class _Read:
    """The words of a book in the order in which an engine gives them back."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.text: list[str] = []
        self.ends: list[int] = []
        for page in pages:
            self.text += [word.joined for word in words(page)]
            self.ends.append(len(self.text))
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.text):
            self.places[word].append(number)

    def starts(self, word: Word) -> list[int]:
        """Return the places before which a paragraph may begin that begins with this word."""
        return [
            place - 1 for name in dict.fromkeys([word.joined, word.parts[0]]) for place in self.places.get(name, ())
        ]

    def follow(self, wanted: Sequence[Word], start: int) -> int:
        """Return where the last of the words stands if all follow each other after `start`, else -1."""
        position = start
        for word in wanted:
            whole = self._next(word.joined, position)
            for part in word.parts if whole < 0 else ():  # a page may end after a hyphen
                position = self._next(part, position)
                if position < 0:
                    return -1
            position = whole if whole >= 0 else position
        return position

    def _next(self, word: str, position: int) -> int:
        """Return the next place of a word: near by, or where the next page begins, after the notes of this one."""
        over = self.ends[min(bisect_right(self.ends, max(position, 0)), len(self.ends) - 1)]
        near = (self._index(word, start) for start in (position + 1, over))
        return next((place for place in near if place >= 0), -1)

    def _index(self, word: str, start: int) -> int:
        try:
            return self.text.index(word, start, start + GAP)
        except ValueError:
            return -1
