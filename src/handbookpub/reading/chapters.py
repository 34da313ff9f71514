"""One file of Markdown read as a Chapter: the tree, settled, mended, and proven whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from handbookpub import pandoc, tree
from handbookpub.faults import reading
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Chapter, Node, Place
from handbookpub.reading import conserve, controls, frontmatter, lexical, mend, raw, settle, slips, visible
from handbookpub.reading.files import read_text
from handbookpub.reading.lexical import Masked
from handbookpub.tree import Nodes

SPAN_CLASSES = ("ltr", "rtl", "index")
SPANS = ("Span", "Link", "Code")
LOSSES = ("HB108", "HB110", "HB111")
"""What explains a loss better than the proof that something is lost."""


def read_chapter(root: Path, relative: str, language: Language) -> tuple[Chapter | None, list[Finding]]:
    """A chapter and what is wrong with its text; None where it cannot be read at all."""
    text, findings = read_text(root, relative)
    return (None, findings) if text is None else parse_chapter(text, relative, language)


def parse_chapter(text: str, relative: str, language: Language) -> tuple[Chapter | None, list[Finding]]:
    """The same of a text that may not stand in a file yet; `relative` is the path it has or would have."""
    meta, body, findings = frontmatter.split(text, relative)
    try:
        blocks, found = read_blocks(body, relative)
    except pandoc.PandocError as error:
        return None, [*findings, reading.unreadable_text(Place(relative), str(error))]
    except RecursionError:
        return None, [*findings, reading.unreadable_text(Place(relative), "this text is nested too deeply")]
    blocks, unknown = named(blocks, language, relative)
    return titled(relative, language.code, blocks, meta), [*findings, *found, *unknown]


def titled(relative: str, code: str, blocks: Nodes, meta: Mapping[str, str]) -> Chapter:
    """A chapter of blocks, which takes its id and title from its first heading."""
    title = next((node for node in tree.walk(blocks) if tree.level(node) == 1), None)
    return Chapter(
        stem=Path(relative).stem,
        path=relative,
        language=code,
        id=tree.identifier(title) if title else "",
        title=tree.children(title) if title else [],
        blocks=tuple(blocks),
        meta=meta,
    )


def read_blocks(body: str, path: str = "") -> tuple[Nodes, list[Finding]]:
    """The blocks of a Markdown text. Raises PandocError."""
    source = lexical.mask(body)
    numbered, changed = mend.latin_numbers(body.split("\n"), source.lines)
    document = pandoc.read("\n".join(numbered), path)
    findings = list(slips.slips(source, path))
    blocks = settle.unwrap(document["blocks"])
    ids = {tree.identifier(node) for node in tree.walk(blocks)}
    pieces = _mended(blocks, source, changed, path, findings)
    findings += slips.lost_ids(source, path, ids)
    findings += conserve.lost_text(source, pieces, path, slips.explained(source, findings, LOSSES))
    return settle.join(pieces), findings


def _mended(
    blocks: Nodes, source: Masked, changed: mend.Changed, path: str, findings: list[Finding]
) -> Nodes:
    """The tree as it was meant, still in pieces."""
    lines, told = source.text.split("\n"), tuple(findings)
    blocks = tree.rewrite(blocks, lambda node: raw.tame(node, path, findings))
    blocks = tree.rewrite(blocks, mend.boxes)

    def change(nodes: Nodes) -> Nodes:
        nodes = mend.restore_numbers(nodes, changed)
        nodes = controls.spread(nodes, path, findings)
        nodes = mend.stars(nodes, lines)
        findings.extend(f for f in visible.marks(nodes, path, lines) if not slips.is_told(f, told, source))
        return nodes

    return tree.rewrite(tree.rewrite_lists(blocks, change), visible.drop_hanging)


def named(blocks: Iterable[Node], language: Language, path: str) -> tuple[Nodes, list[Finding]]:
    """Class names in the language's own words made the canonical ones; unknown ones are found."""
    findings: list[Finding] = []

    def change(node: Node) -> Node:
        typed = tree.classes(node)
        if not typed:
            return node
        findings.extend(_unknown(node, typed, language, path))
        if node["t"] != "Div":
            return node
        return tree.with_attr(node, classes=[language.class_of(name) or name for name in typed])

    return tree.rewrite(blocks, change), findings


def _unknown(node: Node, typed: Iterable[str], language: Language, path: str) -> Iterator[Finding]:
    for name in typed:
        if node["t"] == "Div" and not language.class_of(name):
            known = [word for words in language.classes.values() for word in words]
            yield faults.unknown_class(tree.place(node, path), name, (*language.classes, *known))
        elif node["t"] != "Div" and not (node["t"] in SPANS and name in SPAN_CLASSES):
            yield faults.unknown_class(tree.place(node, path), name, SPAN_CLASSES)
