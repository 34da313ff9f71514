"""Step 3, references: `[](#id)` says what it leads to, in every chapter of the book.

A reference becomes a Link with the class `ref`, the attribute `data-ref` (the id, for the page number in
print) and the target `#id`; where that id stands is the renderers' matter. Without words of its own it gets
the title of a heading or block, or the label with the number of a figure, table or principle. A `term:` link
becomes a Span `term` with the attribute `data-term`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handbookpub.findings import Finding
from handbookpub.model import Chapter, Edition, Handbook, Node
from handbookpub.tree import (
    Nodes,
    at,
    attributes,
    children,
    classes,
    identifier,
    kind,
    level,
    make_link,
    make_span,
    make_words,
    map_lists,
    place,
    rewrite,
    target,
    walk,
)

from . import faults
from .steps import Resolved, each_chapter

TERM = "term:"


def references(edition: Edition, handbook: Handbook) -> Resolved:
    """References filled, in all chapters."""
    known = targets(edition.chapters)
    source = {identifier(node) for chapter in handbook.source.chapters for node in walk(list(chapter.blocks))}
    findings: list[Finding] = []

    def change(chapter: Chapter) -> Nodes:
        def refer(node: Node) -> Node | Nodes:
            address = target(node) if kind(node) == "Link" else ""
            if address.startswith(TERM):
                return at(_term(node, handbook, chapter.language), node)
            name = address[1:] if address.startswith("#") else ""
            if name and name not in known and name in source:
                findings.append(faults.lost_target(place(node, chapter.path), name))
            if name and name not in known:
                return children(node) or make_words(f"#{name}")
            return at(_reference(node, name, known), node) if name else node

        return rewrite(list(chapter.blocks), refer)

    return Resolved(each_chapter(edition, change), tuple(findings))


def targets(chapters: Iterable[Chapter]) -> Mapping[str, Nodes]:
    """What a reference to each id says."""
    return {name: words for chapter in chapters for name, words in _targets(chapter)}


def _targets(chapter: Chapter) -> Iterator[tuple[str, Nodes]]:
    for node in walk(list(chapter.blocks)):
        if name := identifier(node):
            yield name, plain_words(children(node) if level(node) else node.get("ref", []))


def plain_words(nodes: Nodes) -> Nodes:
    """Inline nodes as a title elsewhere: without notes, links, ids, entries of the index and positions."""
    plain: Nodes = []
    for node in nodes:
        bare = {key: value for key, value in node.items() if key != "at"}
        if kind(node) == "Link" or (kind(node) == "Span" and not {"dir", "lang"} & attributes(node).keys()):
            plain += plain_words(children(node))
        elif kind(node) == "Span":
            plain.append(make_span(plain_words(children(node)), _directions(node), attributes(node)))
        elif kind(node) != "Note":
            plain.append(map_lists(bare, plain_words))
    return plain


def _directions(node: Node) -> list[str]:
    return [name for name in classes(node) if name in ("ltr", "rtl")]


def _reference(node: Node, name: str, known: Mapping[str, Nodes]) -> Node:
    words = children(node) or known[name] or make_words(name)
    kept = {**attributes(node), "data-ref": name}
    return make_link(words, f"#{name}", [*classes(node), "ref"], kept)


def _term(node: Node, handbook: Handbook, language: str) -> Node:
    key = target(node).removeprefix(TERM)
    term = next((term for term in handbook.terms if term.concept == key), None)
    words = children(node) or make_words((term and term.preferred.get(language)) or key)
    return make_span(words, "term", {"data-term": key})
