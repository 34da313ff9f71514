"""Markdown as the runs of a word processor, and back; what Word writes into its files is not known here.

`**` and `*` become bold and italic, other codes small tags. In a right-to-left cell, tags and islands of left-to-right
text stand between marks: one for their own direction inside (U+200E), one for the cell's outside (U+200F). With them
every word processor shows `</g1>` and `+20 2 0000 0000` in their order, and two of them after each other in the
sentence's (UAX#9, W7 and N1); without them LibreOffice turns the groups of a number round. Arabic-Indic digits count as
right-to-left to what stands beside them (N1): inside an island, each group of them has a mark at either side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbookpub.resolve.islands import find
from handbookpub.translate.exchange.codes import TAG, Code, Coded, CodeError, Table, decode_with, escape, table
from handbookpub.translate.exchange.xmlfile import reflow

BREAK, PARAGRAPH = "\n", "\n\n"
HARD_BREAK = "\\\n"
LRM, RLM = "\u200e", "\u200f"
BOLD, ITALIC = "bold", "italic"
SHOWN = {"**": BOLD, "*": ITALIC}
MARKS = {style: mark for mark, style in SHOWN.items()}
FIRST = 900_000
"""Numbers from here on are those of emphasis, which has none of its own in a document."""
AROUND = {True: (RLM + LRM, LRM + RLM), False: (LRM, LRM)}
"""What stands before and after a tag or an island, by whether the cell runs from right to left."""
MARKED_TAG = {
    rtl: re.compile(f"(?:{before}|[{before}])?({TAG.pattern})(?:{after}|[{after}])?")
    for rtl, (before, after) in AROUND.items()
}
EDGE = re.compile("(?<=[٠-٩])(?=[^٠-٩])|(?<=[^٠-٩])(?=[٠-٩])")
MARKED_EDGE = re.compile(f"(?<=[٠-٩]){LRM}|{LRM}(?=[٠-٩])")
LTR = re.compile(r"\{[^{}]*(?:\.ltr\b|\bdir=\W?ltr\b)[^{}]*\}$")
"""The end of a span whose author says that it reads from left to right: all of it is an island."""
BESIDE = re.compile(r"</g(9\d{5})><g9\d{5}>")
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. `kind`: "text"; "island", read from left to right; "tag"; "break", whose text is a line
    feed, or two between paragraphs.
    """

    text: str
    styles: frozenset[str] = NONE
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of tags and what stands between them."""

    opening: Run
    inside: tuple[Run | Pair, ...]
    closing: Run


Piece = Run | Pair


class FormatError(ValueError):
    """Bold and italic stand in a way that Markdown cannot say."""


def runs(coded: Coded, rtl: bool, natural: bool) -> list[Run]:
    """A text as runs. `natural`: bold and italic are shown as such, else as tags."""
    result: list[Run] = []
    styles: list[str] = []
    codes, spans = table(coded), 0
    for part in coded.parts:
        if isinstance(part, Code) and part.kind != "alone" and LTR.search(codes[part.number][1]):
            spans += 1 if part.kind == "open" else -1
        if isinstance(part, str):
            result += _words(part, frozenset(styles), rtl, spans > 0)
        elif part.raw == HARD_BREAK:
            result.append(Run(BREAK, frozenset(styles), "break"))
        elif not natural or part.raw not in SHOWN:
            result.append(Run(part.tag.join(AROUND[rtl]), frozenset(styles), "tag"))
        elif part.kind == "open":
            styles.append(SHOWN[part.raw])
        else:
            styles.pop()
    return result


def _words(text: str, styles: frozenset[str], rtl: bool, whole: bool) -> Iterator[Run]:
    for number, paragraph in enumerate(text.split(PARAGRAPH)):
        if number:
            yield Run(PARAGRAPH, styles, "break")
        end = 0
        for start, stop in _islands(paragraph, whole) if rtl else ():
            yield Run(_literal(paragraph[end:start]), styles)
            yield Run(EDGE.sub(LRM, _literal(paragraph[start:stop])).join(AROUND[rtl]), styles, "island")
            end = stop
        yield Run(_literal(paragraph[end:]), styles)


def _islands(text: str, whole: bool) -> list[tuple[int, int]]:
    """Islands in a text, without marks at their edges; one if the `whole` of it is an island."""
    if not any("!" <= sign <= "~" or sign.isdecimal() for sign in text):
        return []
    places = [index for index, sign in enumerate(text) if sign not in (LRM, RLM)]
    if whole:
        return [(places[0], places[-1] + 1)]
    bare = "".join(text[index] for index in places)
    return [(places[island.start], places[island.end - 1] + 1) for island in find(bare)[0] if island.end > island.start]


def _literal(text: str) -> str:
    """Text in which nothing looks like a tag."""
    return TAG.sub(lambda found: found[0].replace("<", "&lt;"), text)


def shown_codes(coded: Coded, natural: bool) -> dict[int, tuple[str, str]]:
    """The codes of a text that stand in a document as tags."""
    codes = table(coded)
    return {
        number: raw
        for number, raw in codes.items()
        if raw[0] != HARD_BREAK and not (natural and raw[1] and raw[0] in SHOWN)
    }


def is_natural(coded: Coded, rtl: bool) -> bool:
    """Whether the text comes back the same if its bold and italic are shown as such."""
    try:
        return markdown(runs(coded, rtl, True), shown_codes(coded, True), rtl) == coded.markdown
    except (CodeError, FormatError):
        return False


def markdown(given: Iterable[Run], codes: Table, rtl: bool) -> str:
    """The Markdown of runs that came back. Raises CodeError and FormatError."""
    tagged, emphasis = _Emphasis(rtl, codes).tagged(_pieces(list(_split(_joined(given), rtl))))
    if found := BESIDE.search(tagged):
        mark = emphasis[int(found[1])][0]
        raise FormatError(f"bold and italic words touch each other after {mark}; put a space between them")
    return decode_with(reflow(tagged), {**codes, **emphasis})


def raw(given: Iterable[Run], rtl: bool) -> str:
    """The text of runs with its tags as they came and Markdown for the rest, for a person to look at."""
    return reflow("".join(_plain(run) for run in _split(_joined(given), rtl)))


def _plain(run: Run) -> str:
    return {"tag": run.text, "break": HARD_BREAK if run.text == BREAK else PARAGRAPH}.get(run.kind, escape(run.text))


def _joined(given: Iterable[Run]) -> Iterator[Run]:
    """Runs of one look are one run: word processors split them at every turn."""
    last: Run | None = None
    for run in given:
        run = replace(run, kind="break" if run.kind == "break" else "text")
        if last and (last.kind, last.styles) == (run.kind, run.styles) == ("text", run.styles):
            last = replace(last, text=last.text + run.text)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _split(given: Iterable[Run], rtl: bool) -> Iterator[Run]:
    """Runs with their tags set apart, and paragraph breaks alone between paragraphs."""
    for run in given:
        end = 0
        for tag in MARKED_TAG[rtl].finditer(run.text) if run.kind == "text" else ():
            yield replace(run, text=run.text[end : tag.start()])
            yield replace(run, text=tag[1], kind="tag")
            end = tag.end()
        yield replace(run, text=run.text[end:])


def _pieces(given: Sequence[Run]) -> tuple[Piece, ...]:
    """Runs with pairs of tags as trees; a tag without its partner stays a run, for `decode_with` to refuse."""
    stack: list[list[Piece]] = [[]]
    openings: list[tuple[Run, str]] = []
    for run in given:
        tag = TAG.fullmatch(run.text) if run.kind == "tag" else None
        if tag is None or tag["alone"] or tag["letter"] not in "gG":
            stack[-1].append(run)
        elif not tag["end"]:
            openings.append((run, tag["number"]))
            stack.append([])
        elif openings and openings[-1][1] == tag["number"]:
            inside = tuple(stack.pop())
            stack[-1].append(Pair(openings.pop()[0], inside, run))
        else:
            stack[-1].append(run)
    while openings:
        inside = tuple(stack.pop())
        stack[-1] += [openings.pop()[0], *inside]
    return tuple(stack[0])


class _Emphasis:
    """Runs with styles as text with tags, where emphasis has tags too and is nested with the others."""

    def __init__(self, rtl: bool, codes: Table) -> None:
        self.rtl, self.codes, self.spans = rtl, codes, 0
        self._table: dict[int, tuple[str, str]] = {}

    def tagged(self, pieces: Sequence[Piece]) -> tuple[str, dict[int, tuple[str, str]]]:
        """The text, and its emphasis by number."""
        return self._emit(pieces, NONE), self._table

    def _emit(self, pieces: Sequence[Piece], active: frozenset[str]) -> str:
        text, at = "", 0
        while at < len(pieces):
            style, end = max(
                ((style, _extent(pieces, at, style)) for style in sorted(_styles(pieces[at]) - active)),
                key=lambda found: found[1],
                default=("", at),
            )
            if style:
                number = FIRST + len(self._table)
                self._table[number] = (MARKS[style], MARKS[style])
                text += f"<g{number}>{self._emit(pieces[at:end], active | {style})}</g{number}>"
            else:
                text, end = text + self._piece(pieces[at], active), at + 1
            at = end
        return text

    def _piece(self, piece: Piece, active: frozenset[str]) -> str:
        if isinstance(piece, Pair):
            tag = TAG.fullmatch(piece.opening.text)
            known = self.codes.get(int(tag["number"])) if tag else None
            here = bool(known and LTR.search(known[1]))
            self.spans += here
            inside = self._emit(piece.inside, active)
            self.spans -= here
            return piece.opening.text + inside + piece.closing.text
        if piece.kind == "break":
            return self._break(piece.text)
        return piece.text if piece.kind == "tag" else self._text(piece.text)

    def _break(self, text: str) -> str:
        if text == PARAGRAPH:
            return PARAGRAPH
        number = FIRST + len(self._table)
        self._table[number] = (HARD_BREAK, "")
        return f"<x{number}/>"

    def _text(self, text: str) -> str:
        """Text as it stands between tags, without the marks that were put beside islands."""
        parts, end = [], 0
        for start, stop in _islands(text, self.spans > 0) if self.rtl else ():
            before = _without(text[end:start], AROUND[True][0], str.removesuffix)
            parts += [before, MARKED_EDGE.sub("", text[start:stop])]
            rest = text[stop:]
            end = stop + len(rest) - len(_without(rest, AROUND[True][1], str.removeprefix))
        return escape("".join([*parts, text[end:]]).replace("&lt;", "<"))


def _without(text: str, marks: str, remove: Callable[[str, str], str]) -> str:
    """Text without the marks at one of its ends; a word processor may have dropped one of the two."""
    return next((bare for each in (marks, *marks) if (bare := remove(text, each)) != text), text)


def _styles(piece: Piece) -> frozenset[str]:
    """The styles of a whole piece. Emphasis never reaches over the end of a paragraph."""
    if isinstance(piece, Run):
        return NONE if piece.text == PARAGRAPH or not piece.text else piece.styles
    inside = [_styles(each) for each in piece.inside if isinstance(each, Pair) or each.text.strip()]
    return piece.opening.styles.intersection(piece.closing.styles, *inside)


def _extent(pieces: Sequence[Piece], start: int, style: str) -> int:
    """The end of the pieces from `start` on that have a style; runs without text belong to any."""
    end = start
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if style in _styles(piece):
            end = at + 1
        elif not isinstance(piece, Run) or piece.text:
            break
    return end


def legend(codes: Table, between: str) -> list[tuple[str, str]]:
    """The tags of a unit and what they stand for."""
    return [
        (f"g{number}", opening + between + closing) if closing else (f"x{number}", opening)
        for number, (opening, closing) in sorted(codes.items())
    ]
