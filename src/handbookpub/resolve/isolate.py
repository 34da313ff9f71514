"""Last step: islands of left-to-right text in right-to-left text get a direction of their own.

In HTML an element with `dir` is an isolate (HTML, section 15.3.6: `unicode-bidi: isolate`), so `Span
dir="ltr"`, which pandoc writes as `<span dir="ltr">`, is what U+2066 and U+2069 are in plain text. What is an
island is decided in `islands.py` and `typed.py`. A phrase that also stands in the source text carries the
source's `lang`, so that a screen reader changes its voice.

The author's own spans win: `{.ltr}`, `{.rtl}` and anything with a direction are left as they are, whatever
`[typography] isolate` says. A span or block in a language of the other direction gets that direction.
"""

from __future__ import annotations

from dataclasses import replace

from handbookpub.findings import Finding
from handbookpub.languages import UnknownLanguage, load
from handbookpub.model import Chapter, Edition, Handbook, Node, Place
from handbookpub.tree import (
    Nodes,
    attributes,
    classes,
    kind,
    map_lists,
    place,
    rewrite,
    text,
    walk,
    with_attr,
)  # fmt: skip

from . import faults
from .inlines import Wrapper, is_inline, measure, measure_all
from .islands import Island, find
from .phrases import Doubt
from .signs import strong
from .steps import Resolved

DIRECTIONS = ("ltr", "rtl")
FAULTS = {
    "number": faults.number_after_phrase,
    "stop": faults.one_phrase_or_two,
    "groups": faults.digit_groups,
    "date": faults.date_order,
    "across": faults.phrase_across,
    "falls": faults.range_falls,
}
LRI, PDI = "\u2066", "\u2069"


def isolate(edition: Edition, handbook: Handbook) -> Resolved:
    """Islands in every chapter; with `isolate = "off"` only the author's own."""
    foreign = handbook.source if edition.language.code != handbook.config.source else None
    known = "\n".join(text(chapter.blocks) for chapter in foreign.chapters) if foreign else ""
    findings: list[Finding] = []
    chapters = []
    for chapter in edition.chapters:
        isolator = Isolator(chapter.path, handbook.config.source, known)
        chapters.append(_chapter(chapter, isolator, handbook.config.typography.isolate != "off"))
        findings.extend(isolator.findings)
    return Resolved(replace(edition, chapters=tuple(chapters)), tuple(findings))


def _chapter(chapter: Chapter, isolator: Isolator, on: bool) -> Chapter:
    rtl = load(chapter.language).rtl
    blocks = overrides(chapter.blocks)
    if on:
        blocks = [isolator.block(block, rtl) for block in blocks]
    return replace(chapter, blocks=tuple(blocks))


def overrides(nodes: Nodes | tuple[Node, ...]) -> Nodes:
    """`{.ltr}` and `{.rtl}` as `dir`."""

    def change(node: Node) -> Node:
        wanted = next((name for name in classes(node) if name in DIRECTIONS), None)
        if wanted is None:
            return node
        rest = [name for name in classes(node) if name not in DIRECTIONS]
        return with_attr(node, classes=rest, attributes={**attributes(node), "dir": wanted})

    return rewrite(nodes, change)


def isolate_text(words: str, rtl: bool) -> str:
    """Text that cannot hold markup (titles of windows, alternative texts, bookmarks) with LRI and PDI round
    islands.
    """
    if not rtl:
        return words
    for island in reversed(find(words)[0]):
        words = f"{words[: island.start]}{LRI}{words[island.start : island.end]}{PDI}{words[island.end :]}"
    return words


class Isolator:
    """The isolation of one chapter. `known` is the source's text, for the language of a phrase."""

    def __init__(self, path: str, source: str = "", known: str = "") -> None:
        self.path, self.source, self.known = path, source, known
        self.findings: list[Finding] = []

    def block(self, node: Node, rtl: bool) -> Node:
        """A block whose surroundings run right to left (`rtl`) or not, with its paragraphs isolated."""
        if own := _direction(node, rtl):
            rtl = own == "rtl"
            node = with_attr(node, attributes={**attributes(node), "dir": own})
        return map_lists(node, lambda nodes: self._list(nodes, rtl))

    def _list(self, nodes: Nodes, rtl: bool) -> Nodes:
        if is_inline(nodes):
            return self.paragraph(nodes, rtl)
        return [self.block(node, rtl) for node in nodes]

    def paragraph(self, nodes: Nodes, rtl: bool) -> Nodes:
        """The inline nodes of one paragraph, isolated."""
        nodes = [self._inside(node, rtl) for node in nodes]
        if not rtl:
            return nodes
        words, signs = measure_all(nodes)
        islands, doubts = find(words, signs)
        wrapper = Wrapper(lambda island: self._attributes(words, island))
        wrapped = wrapper.wrap(nodes, islands)
        torn = [
            i for i in wrapper.across if set(signs[i.start : i.end]) - {"L", " "}
        ]  # else UAX#9 sets it right
        doubts += [Doubt(i.start, "across", words[i.start : i.end]) for i in torn]
        self.findings.extend(FAULTS[d.kind](_place(nodes, d.at, self.path), d.text) for d in doubts)
        return wrapped

    def _inside(self, node: Node, rtl: bool) -> Node:
        """What a paragraph holds that is a text of its own: notes, and spans in a language of the other
        direction.
        """
        if "dir" in attributes(node):
            return node
        if own := _direction(node, rtl):
            node = with_attr(node, attributes={**attributes(node), "dir": own})
            return map_lists(node, lambda nodes: self._list(nodes, own == "rtl"))
        if kind(node) == "Note":
            return self.block(node, rtl)
        return map_lists(node, lambda nodes: [self._inside(inner, rtl) for inner in nodes])

    def _attributes(self, words: str, island: Island) -> dict[str, str]:
        phrase = words[island.start : island.end]
        known = island.kind == "phrase" and any(map(str.islower, phrase)) and phrase in self.known
        return {"dir": "ltr", "lang": self.source} if known else {"dir": "ltr"}


def _direction(node: Node, rtl: bool) -> str:
    """The direction of a span or block of its own: the author's, or that of its language where it differs."""
    given = attributes(node)
    if "dir" in given or "lang" not in given:
        return given.get("dir", "")
    try:
        own = load(given["lang"]).direction
    except UnknownLanguage:
        own = strong(text(node))
    return own if own in DIRECTIONS and (own == "rtl") != rtl else ""


def _place(nodes: Nodes, at: int, path: str) -> Place:
    """Where the character `at` of a paragraph stands in the source, as nearly as its nodes know."""
    found = Place(path)
    for node in nodes:
        length = len(measure(node)[0])
        for inner in walk(node):
            if "at" in inner:
                found = place(inner, path)
                break
        if at < length:
            break
        at -= length
    return replace(found, column=found.column + at) if kind(node) == "Str" and "at" in node else found
