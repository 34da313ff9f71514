"""Segments: the pieces of a chapter that a translator translates one by one, each with its place in the file.

A segment is a heading, a paragraph, a list item, a cell, a caption, a note's paragraph, a field of a form, a label of
a figure, or the front matter's `credits`. (`notes` are for colleagues and are never shown; code is not translated.)
Every letter of a chapter outside code stands in exactly one segment: `tests/test_segments.py` proves it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from handbookpub import tree
from handbookpub.model import Chapter, Node, Place
from handbookpub.translate.spans import Source
from handbookpub.tree import Nodes

Kind = Literal[
    "heading", "title", "caption", "paragraph", "item", "cell", "note", "field", "label", "alt", "credits"
]
LISTS = ("BulletList", "OrderedList")
KEYED: Mapping[str, Kind] = {"form": "field", "figure": "label"}
"""Blocks whose list items start with a key in backticks, and what such an item is."""
ALT = "alt"


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of text. `span` are offsets into the file's text as `read_text` gives it, `markdown` is what stands
    there on one line (a hard break keeps its line feed), `words` is what a reader sees. `slot` names a place that
    exists once in its block: a heading's id, a label's key, a cell's row and column, a note's label.
    """

    kind: Kind
    section: str
    block: str
    slot: str
    markdown: str
    words: str
    place: Place
    span: tuple[int, int]

    @property
    def fingerprint(self) -> str:
        """Ten hexadecimal digits; see `fingerprint`."""
        return fingerprint(self.markdown)


@dataclass(frozen=True, slots=True)
class Around:
    """Where the walk is: the section, the block, and what a paragraph met here would be."""

    section: str = ""
    block: str = ""
    kind: Kind = "paragraph"
    slot: str = ""


def fingerprint(markdown: str) -> str:
    """Ten hexadecimal digits of a text's SHA-256. Another line length or normal form (UAX#15) makes no difference."""
    plain = " ".join(unicodedata.normalize("NFC", markdown).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:10]


def segments(chapter: Chapter, text: str) -> list[Segment]:
    """The segments of a chapter in the order of its file; `text` is the file's text. A note stands where its text
    stands, and once, however often it is called.
    """
    source = Source(text, chapter.path)
    found = {each.span: each for each in [*_credits(chapter, source), *_blocks(chapter.blocks, Around(), source)]}
    return sorted(found.values(), key=lambda segment: segment.span)


def _credits(chapter: Chapter, source: Source) -> Iterator[Segment]:
    span = source.field("credits") if chapter.meta.get("credits") else None
    if span:
        words = chapter.meta["credits"]
        yield Segment("credits", "", "", "credits", words, words, source.place(span[0]), span)


def _blocks(blocks: Iterable[Node], around: Around, source: Source) -> Iterator[Segment]:
    for node in blocks:
        if tree.level(node):
            around = Around(section=tree.identifier(node) or around.section)
            at = replace(around, kind="heading", slot=around.section)
            yield from _words(tree.children(node), at, source)
        else:
            yield from _block(node, around, source)


def _block(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    kind = tree.kind(node)
    if kind in ("Para", "Plain"):
        yield from _words(tree.children(node), around, source)
    elif kind == "Div":
        yield from _div(node, around, source)
    elif kind in LISTS:
        yield from _list(node, around, source)
    elif kind == "Table":
        yield from _table(node, around, source)
    else:
        yield from _others(node, around, source)


def _others(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    """Block quotations and definition lists: their terms are inline nodes, everything else is blocks."""
    for nodes in tree.child_lists(node):
        if nodes and tree.is_inline(nodes[0]):
            yield from _words(nodes, around, source)
        else:
            yield from _blocks(nodes, around, source)


def _div(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    name = next(iter(tree.classes(node)), "")
    block = tree.identifier(node) or source.nameless(around.section, name or around.block)
    inside = replace(around, block=block, kind="paragraph", slot="")
    children = tree.children(node)
    if children and tree.is_title(children[0]):
        yield from _words(tree.children(children[0]), replace(inside, kind="title", slot="title"), source)
        children = children[1:]
    if children and name in ("figure", "table") and tree.kind(children[0]) == "Para":
        yield from _words(tree.children(children[0]), replace(inside, kind="caption", slot="caption"), source)
        children = children[1:]
    for child in children:
        if name in KEYED and tree.kind(child) in LISTS:
            yield from _keyed(child, replace(inside, kind=KEYED[name]), source)
        else:
            yield from _blocks([child], inside, source)


def _keyed(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    """Fields of a form and labels of a figure: the key in backticks is no text."""
    for item in tree.items(node):
        first, rest = item[:1], item[1:]
        inline = tree.children(first[0]) if first and tree.kind(first[0]) in ("Para", "Plain") else []
        key = tree.string(inline[0]) if inline and tree.kind(inline[0]) == "Code" else ""
        if not key:
            yield from _item(item, replace(around, kind="item"), source)
            continue
        at = replace(around, kind="alt" if key == ALT and around.kind == "label" else around.kind)
        slot = key if around.kind == "label" else ""
        spaces = 1 + (len(inline) > 1 and tree.kind(inline[1]) in tree.SPACES)
        yield from _words(inline[spaces:], replace(at, slot=slot), source)
        yield from _blocks(rest, replace(around, kind="item"), source)


def _list(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    for item in tree.items(node):
        yield from _item(item, replace(around, slot=""), source)


def _item(item: Nodes, around: Around, source: Source) -> Iterator[Segment]:
    if item and tree.kind(item[0]) in ("Para", "Plain"):
        kind: Kind = "note" if around.kind == "note" else "item"
        yield from _words(tree.children(item[0]), replace(around, kind=kind), source)
        item = item[1:]
    yield from _blocks(item, around, source)


def _table(node: Node, around: Around, source: Source) -> Iterator[Segment]:
    around = replace(around, block=around.block or source.nameless(around.section, "table"))
    for row, cells in enumerate(tree.cell_rows(node), 1):
        for column, cell in enumerate(cells, 1):
            yield from _blocks(cell, replace(around, kind="cell", slot=f"r{row}c{column}"), source)


def _words(nodes: Nodes, around: Around, source: Source) -> Iterator[Segment]:
    """The segment of some inline nodes, and the notes that they call."""
    words = tree.text(nodes).strip()
    span = source.cell(nodes) if around.kind == "cell" else source.lines(nodes, around.kind == "heading")
    if span and (words or source.markdown(span)):
        markdown, place = source.markdown(span), source.place(span[0])
        yield Segment(around.kind, around.section, around.block, around.slot, markdown, words, place, span)
    for note in (node for node in tree.walk(nodes) if tree.kind(node) == "Note"):
        label = source.label(note)
        yield from _blocks(tree.children(note), Around(around.section, label, "note", label), source)
