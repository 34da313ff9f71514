"""A segment as HTML: its words as a reader will see them, with quotation marks, numbers of services, titles behind
references and islands of the other direction as `resolve` makes them. Everything that an author typed is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from handbookpub import tree
from handbookpub.languages import Language
from handbookpub.memo import same
from handbookpub.model import Chapter, Edition, Handbook, Node
from handbookpub.resolve.countries import countries
from handbookpub.resolve.isolate import Isolator, overrides
from handbookpub.resolve.outline import outline
from handbookpub.resolve.references import plain_words
from handbookpub.resolve.typography import Setter
from handbookpub.serve.chapters import only
from handbookpub.translate.segments import Segment
from handbookpub.translate.spans import CALL
from handbookpub.tree import Nodes

TAGS = {"Emph": "em", "Strong": "strong", "Underline": "u", "Strikeout": "s", "Superscript": "sup",
        "Subscript": "sub", "SmallCaps": "span"}  # fmt: skip
SHOWN = ("phone", "placeholder", "law", "term", "index")
"""Classes of spans that the page tells apart."""
EMPTY = re.compile(r"\[\]\(#([^)\s]+)\)")
TERM = "term:"


@dataclass(frozen=True, slots=True)
class Spot:
    """Inline nodes from the first of a segment on, and the level of the heading that they are, 0 for none."""

    nodes: Nodes
    level: int


@same(48)
def spots(chapter: Chapter | None) -> dict[tuple[int, int], Spot]:
    """The inline nodes of a chapter by the line and column where they start, the outermost where several do."""
    found: dict[tuple[int, int], Spot] = {}
    for node in tree.walk(list(chapter.blocks) if chapter else []):
        for nodes in tree.child_lists(node):
            if nodes and tree.is_inline(nodes[0]):
                _enter(found, nodes, tree.level(node))
    return found


def _enter(found: dict[tuple[int, int], Spot], nodes: Nodes, level: int) -> None:
    for index, node in enumerate(nodes):
        line, column = node.get("at", (0, 0))
        if line and (line, column) not in found:
            found[line, column] = Spot(nodes[index:], level)


def titles(chapter: Chapter, edition: Edition, handbook: Handbook) -> dict[str, tuple[str, Nodes]]:
    """What references into a chapter say: for each id the chapter's stem and the words of its heading or title. A
    translation has the ids of its source.
    """
    numbered = outline(replace(edition, chapters=(chapter,)), only(handbook, chapter.stem)).edition.chapters
    found: dict[str, tuple[str, Nodes]] = {}
    for node in tree.walk([node for each in numbered for node in each.blocks]):
        if name := tree.identifier(node):
            found.setdefault(name, (chapter.stem, _title(node, edition.language)))
    return found


def _title(node: Node, language: Language) -> Nodes:
    """A heading's words; of a block its label and its first words (the book numbers it instead)."""
    if tree.level(node):
        return plain_words(tree.children(node))
    first = next(iter(tree.children(node)), None)
    words = plain_words(tree.children(first)) if first and tree.kind(first) in ("Para", "Plain") else []
    label = language.strings.get(next(iter(tree.classes(node)), ""), "")
    return [*tree.make_words(f"{label}: " if label and words else label), *words]


class Preview:
    """Shows the segments of one edition. A segment is set once for each text that it has and refers to."""

    def __init__(self, handbook: Handbook, edition: Edition) -> None:
        self._isolate = handbook.config.typography.isolate != "off"
        self._made: dict[tuple[str, ...], Markup] = {}
        self._known: dict[str, tuple[list[object], dict[str, tuple[str, Nodes]]]] = {}
        self.renew(handbook, edition)

    def renew(self, handbook: Handbook, edition: Edition) -> None:
        """Go on with a handbook whose data (terms, countries, configuration) are the same."""
        self.handbook, self.edition = handbook, edition
        sources = {chapter.stem: chapter.blocks for chapter in handbook.source.chapters}
        for chapter in edition.chapters:
            texts: list[object] = [chapter.blocks, sources.get(chapter.stem)]
            known = self._known.get(chapter.stem, ([], {}))[0]
            if not known or any(old is not new for old, new in zip(known, texts, strict=True)):
                self._known[chapter.stem] = texts, titles(chapter, edition, handbook)
        stems = [chapter.stem for chapter in edition.chapters]
        self._titles = {name: said for stem in reversed(stems) for name, said in self._known[stem][1].items()}

    def html(self, segment: Segment, spot: Spot | None) -> Markup:
        """A segment as HTML; the Markdown as it is typed where no node is known for it."""
        if spot is None:
            return escape(segment.markdown)
        names = EMPTY.findall(segment.markdown)
        key = (segment.markdown, *(tree.text(self._titles[name][1]) for name in names if name in self._titles))
        if key not in self._made:
            labels = iter(CALL.findall(segment.markdown))
            self._made[key] = Markup("").join(self._node(node, labels) for node in self._set(spot.nodes))
        return self._made[key]

    def _set(self, nodes: Nodes) -> Nodes:
        """The nodes as `resolve` sets them."""
        language = self.edition.language
        block = tree.make_para(tree.rewrite(nodes, self._refer))
        chapter = Chapter("", "", language.code, "", [], (block,))
        edition = countries(Edition(language, "", "", (chapter,)), self.handbook).edition
        blocks = overrides([Setter(language).block(each) for each in edition.chapters[0].blocks])
        if self._isolate:
            blocks = [Isolator("").block(each, language.rtl) for each in blocks]
        return [node for each in blocks for node in tree.children(each)]

    def _refer(self, node: Node) -> Node:
        target = tree.target(node) if tree.kind(node) == "Link" else ""
        if target.startswith(TERM):
            key = target.removeprefix(TERM)
            named = {term.concept: term.preferred.get(self.edition.language.code, "") for term in self.handbook.terms}
            return tree.make_span(tree.children(node) or tree.make_words(named.get(key) or key), "term")
        if not target.startswith("#") or tree.children(node):
            return node
        words = self._titles.get(target[1:], ("", []))[1]
        return tree.with_children(node, words or tree.make_words(target))

    def _node(self, node: Node, labels: Iterator[str]) -> Markup:
        kind = tree.kind(node)
        if kind == "Note":
            name = next(labels, "")
            return Markup('<sup><a class="call" href="#n-{0}">{0}</a></sup>').format(name)
        if kind in tree.SPACES:
            return Markup("<br>") if kind == "LineBreak" else Markup(" ")
        if kind == "Code":
            return _element("code", escape(tree.string(node)), _side(node))
        inner = Markup("").join(self._node(child, labels) for child in tree.children(node))
        return self._link(node, inner) if kind == "Link" else _span(node, kind, inner)

    def _link(self, node: Node, inner: Markup) -> Markup:
        """A reference leads to its row; an address outside is shown and not followed."""
        target = tree.target(node)
        if not target.startswith("#"):
            return _element("span", inner, {"class": "outside", "title": target})
        stem = self._titles.get(target[1:], ("", []))[0]
        page = f"/{self.edition.language.code}/{stem}" if stem else ""
        return _element("a", inner, {"href": f"{page}#s-{target[1:]}"})


def _span(node: Node, kind: str, inner: Markup) -> Markup:
    if kind == "Span":
        return _element("span", inner, _side(node) | _classes(node))
    if kind == "Image":
        return _element("span", inner, {"class": "picture"})
    return _element(TAGS[kind], inner, {}) if kind in TAGS else inner or escape(tree.text(node))


def _side(node: Node) -> dict[str, str]:
    """The direction and language of an island."""
    given = tree.attributes(node)
    return {name: given[name] for name in ("dir", "lang") if name in given}


def _classes(node: Node) -> dict[str, str]:
    shown = [name for name in tree.classes(node) if name in SHOWN]
    return {"class": " ".join(shown)} if shown else {}


def _element(tag: str, inner: Markup, attributes: Mapping[str, str]) -> Markup:
    given = Markup("").join(Markup(' {}="{}"').format(name, text) for name, text in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(tag, given, inner)
