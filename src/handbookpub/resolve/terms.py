"""Step 5, terms: the first use of each term of the termbase in a chapter becomes a Span `term` with
`data-term`.

Conservative on purpose: the preferred words exactly, as whole words. Of terms that overlap the longest counts: the
`victim` in `presumed victim` is no use of the term `victim`. In Arabic script the first word may
carry a conjunction, a preposition and the article, as in `وبالضحية` or `للضحية`; the Span then holds the
whole word, so that no letter is cut off from its neighbours. Headings, generated words, links, code, quoted
citations of law and notes are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Edition, Handbook, Node, Term
from handbookpub.tree import Nodes, children, classes, is_block, kind, level, map_lists

from .inlines import CONTAINERS, OBJECT, Wrapper, is_inline, measure
from .islands import Island
from .steps import Resolved, each_chapter

CLOSED = {"Link", "Code", "Note", "Quoted"}
CLOSED_CLASSES = {"term", "law", "phone", "placeholder", "number", "version"}
GENERATED = {"label", "source", "consent", "caption", "title", "form"}
ARTICLE = "ال"
CLITICS = "[وف]?[بكل]?"


def terms(edition: Edition, handbook: Handbook) -> Resolved:
    """Terms marked at their first use, in all chapters."""

    def change(chapter: Chapter) -> Nodes:
        marker = Marker(patterns(handbook.terms, load(chapter.language)))
        return [marker.block(node) for node in chapter.blocks]

    return Resolved(each_chapter(edition, change))


def patterns(rows: Sequence[Term], language: Language) -> dict[str, re.Pattern[str]]:
    """A pattern per concept, longest term first."""
    words = {term.concept: term.preferred.get(language.code, "") for term in rows}
    long_first = sorted(
        (item for item in words.items() if item[1]), key=lambda item: (-len(item[1]), item[0])
    )
    return {concept: _pattern(term, language) for concept, term in long_first}


def _pattern(term: str, language: Language) -> re.Pattern[str]:
    body = re.escape(term).replace(r"\ ", r"\s")
    if language.script == "Arab":
        bare = re.escape(term.removeprefix(ARTICLE)).replace(r"\ ", r"\s")
        body = rf"(?:{CLITICS}{ARTICLE}|[وف]?لل|{'' if term.startswith(ARTICLE) else CLITICS}){bare}"
        if term.startswith(ARTICLE):
            body = rf"(?:{CLITICS}{ARTICLE}|[وف]?لل){bare}"
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


@dataclass(slots=True)
class Marker:
    """Marks terms in one chapter; a concept that was marked is not marked again."""

    patterns: Mapping[str, re.Pattern[str]]
    marked: set[str] = field(default_factory=set)

    def block(self, node: Node) -> Node:
        """A block with the first uses in it marked."""
        if level(node) or (is_block(node) and GENERATED & set(classes(node))):
            return node
        return map_lists(node, self._list)

    def _list(self, nodes: Nodes) -> Nodes:
        return self._paragraph(nodes) if is_inline(nodes) else [self.block(node) for node in nodes]

    def _paragraph(self, nodes: Nodes) -> Nodes:
        words = "".join(map(_readable, nodes))
        if not any(pattern.search(words) for concept, pattern in self.patterns.items() if concept not in self.marked):
            return nodes
        first: dict[str, Island] = {}
        for start, end, concept in self._uses(words):
            if concept not in self.marked:
                first.setdefault(concept, Island(start, end, "term"))
        concepts = {island.start: concept for concept, island in first.items()}
        wrapper = Wrapper(lambda island: {"data-term": concepts[island.start]}, "term")
        made = wrapper.wrap(nodes, list(first.values()))
        self.marked |= first.keys() - {concepts[island.start] for island in wrapper.across}
        return made

    def _uses(self, words: str) -> list[tuple[int, int, str]]:
        """Where terms stand in a text, in its order. Inside a use, marked or not, no shorter term is used."""
        uses: list[tuple[int, int, str]] = []
        for concept, pattern in self.patterns.items():
            for match in pattern.finditer(words):
                if all(match.end() <= start or end <= match.start() for start, end, _ in uses):
                    uses.append((*match.span(), concept))
        return sorted(uses)


def _readable(node: Node) -> str:
    """The text of a node, of the same length as in `measure`, with what must not be marked blotted out."""
    whole = measure(node)[0]
    if kind(node) in CLOSED or (kind(node) == "Span" and CLOSED_CLASSES & set(classes(node))):
        return OBJECT * len(whole)
    inner = "".join(map(_readable, children(node))) if kind(node) in CONTAINERS else whole
    return inner if len(inner) == len(whole) else OBJECT * len(whole)
