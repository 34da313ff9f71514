"""One chapter on paper: laid out alone, as the book's printer does it, with the page of each line.

Runs in a worker. Page numbers of other chapters are left out, for only the whole book knows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handbookpub import resolve, tree
from handbookpub.model import Chapter, Edition, Node
from handbookpub.render import pdf
from handbookpub.render.arrangement import Book
from handbookpub.render.join import join
from handbookpub.render.part import Part, Source
from handbookpub.serve.chapters import Key, Read
from handbookpub.serve.checking import prepare
from handbookpub.tree import Nodes

MARK = "line-"
KEEP = 30
"""Chapters that stay laid out."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A chapter's PDF, and the page (from 1) on which each line of its file starts."""

    data: bytes
    pages: dict[int, int]

    def page(self, line: int) -> int:
        """The page of a line, or of the last one before it that stands somewhere."""
        before = [each for each in self.pages if each <= line]
        return self.pages[max(before)] if before else 1


class _Store:
    """The parts that this process laid out."""

    def __init__(self) -> None:
        self._parts: dict[Source, Part] = {}

    def get(self, source: Source) -> Part | None:
        """The part of a source, if it is known."""
        return self._parts.get(source)

    def put(self, source: Source, part: Part) -> None:
        """Keep a part; the oldest goes."""
        self._parts[source] = part
        if len(self._parts) > KEEP:
            self._parts.pop(next(iter(self._parts)))


_store = _Store()


def print_chapter(root: Path, news: Mapping[Key, Read], code: str, stem: str) -> Printed:
    """Lay out a chapter of an edition. Raises LookupError if there is none."""
    handbook = prepare(root, news)
    read = next(edition for edition in handbook.editions if edition.language.code == code)
    edition = resolve.resolve(read, handbook).edition
    chapter = _marked(next(each for each in edition.chapters if each.stem == stem))
    alone = replace(edition, chapters=(chapter,))

    def sources(folios: Mapping[str, str]) -> list[Source]:
        return [each for each in pdf.sources(alone, handbook, "", folios) if each.key == stem]

    about = _about(alone, handbook.config.date)
    parts = pdf.settled(sources, about, pdf.Printer(_store))
    anchors = parts[0].record.anchors
    lines = {int(name.removeprefix(MARK)): place[0] + 1 for name, place in anchors.items() if name.startswith(MARK)}
    return Printed(join(parts, about, pdf.face), lines)


def _about(edition: Edition, date: str) -> Book:
    language = edition.language
    return Book(edition.title, language.code, language.rtl, language.digits, date)


def _marked(chapter: Chapter) -> Chapter:
    """The chapter with a place to go to on each line where a text starts, and without references to other chapters."""
    blocks = list(chapter.blocks)
    own = {tree.identifier(node) for node in tree.walk(blocks)}
    blocks = tree.rewrite(blocks, lambda node: _alone(node, own))
    seen: set[int] = set()
    return replace(chapter, blocks=tuple(_with_marks(blocks, seen)))


def _alone(node: Node, own: set[str]) -> Node | Nodes:
    away = tree.kind(node) == "Link" and tree.target(node).startswith("#") and tree.target(node)[1:] not in own
    return tree.children(node) if away else node


def _with_marks(nodes: Nodes, seen: set[int]) -> Nodes:
    """Blocks with a mark at the first node of each run of text, one for each line of the file."""

    def change(inner: Nodes) -> Nodes:
        if not inner or not tree.is_inline(inner[0]):
            return _with_marks(inner, seen)
        line, _ = inner[0].get("at", (0, 0))
        if not line or line in seen:
            return inner
        seen.add(line)
        return [tree.make_span([inner[0]], id=f"{MARK}{line}"), *inner[1:]]

    return [tree.map_lists(node, change) for node in nodes]
