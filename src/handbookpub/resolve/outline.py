"""Step 1, ids: every heading gets one, and a translation has those of its source.

A translation may leave ids out. Its sections are laid beside the source's as two trees: where a section has
as many subsections as its source, they are pairs, and each takes the source's id. Blocks are paired inside
paired sections, the first `danger` with the first `danger`. An id that somebody typed wins, and an id that is
taken is not given again. Where the numbers differ nobody can say which is which: HB220 tells, and the
sections get ids of their own.

A chapter without an id gets its file's stem; a heading without one the chapter's id and its place,
`one-s2-1`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbookpub.findings import Finding
from handbookpub.memo import same
from handbookpub.model import Chapter, Edition, Handbook, Node
from handbookpub.tree import (
    Nodes,
    classes,
    identifier,
    is_block,
    level,
    make_header,
    map_lists,
    place,
    walk,
    with_attr,
)

from . import faults
from .steps import Resolved

KEPT = 48
"""Chapters, or editions, of which the outline is remembered."""
Ids = dict[int, str]
"""The id a node gets, by the identity of the node."""


@dataclass(slots=True)
class Section:
    """A heading, the blocks with a class under it before the next heading, and its subsections."""

    heading: Node
    blocks: list[Node] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def outline(edition: Edition, handbook: Handbook) -> Resolved:
    """Ids for every chapter, heading and block that has one in the source."""
    source = _numbered(handbook.source)
    if edition.language.code == handbook.config.source:
        return Resolved(source)
    originals = {chapter.stem: chapter for chapter in source.chapters}
    chapters: list[Chapter] = []
    findings: list[Finding] = []
    for chapter in edition.chapters:
        original = originals.get(chapter.stem)
        if original and chapter.language == original.language:
            chapters.append(replace(original, notice=chapter.notice))
            continue
        named, found = _named(chapter, original) if original else (chapter, ())
        chapters.append(named)
        findings.extend(found)
    return Resolved(_numbered(replace(edition, chapters=tuple(chapters))), tuple(findings))


def sections(blocks: Sequence[Node]) -> list[Section]:
    """The outline of a chapter. Text before the first heading stands under a heading without words."""
    roots: list[Section] = []
    path: list[Section] = []
    for node in _landmarks(blocks):
        if level(node):
            while path and level(path[-1].heading) >= level(node):
                path.pop()
            section = Section(node)
            (path[-1].sections if path else roots).append(section)
            path.append(section)
        else:
            if not path:
                roots.append(Section(make_header(1, [])))
                path.append(roots[-1])
            path[-1].blocks.append(node)
    return roots


def _landmarks(blocks: Sequence[Node]) -> Iterator[Node]:
    return (node for node in walk(list(blocks)) if level(node) or (is_block(node) and classes(node)))


@same(KEPT)
def _named(chapter: Chapter, original: Chapter) -> tuple[Chapter, tuple[Finding, ...]]:
    """A chapter with the ids that it takes from its source, and where it cannot take them."""
    ids: Ids = {}
    findings: list[Finding] = []
    _pair(sections(chapter.blocks), sections(original.blocks), chapter, ids, findings)
    typed = {identifier(node) for node in walk(list(chapter.blocks))}
    free = {key: value for key, value in ids.items() if value not in typed}
    return _with_ids(chapter, free), tuple(findings)


def _pair(
    own: list[Section], source: list[Section], chapter: Chapter, ids: Ids, findings: list[Finding]
) -> None:
    if len(own) != len(source):
        if any(not identifier(section.heading) for section in own):
            where = place(own[0].heading, chapter.path)
            findings.append(faults.outline_differs(where, len(own), len(source)))
        return
    for mine, theirs in zip(own, source, strict=True):
        if not identifier(mine.heading):
            ids[id(mine.heading)] = identifier(theirs.heading)
        _pair_blocks(mine, theirs, ids)
        _pair(mine.sections, theirs.sections, chapter, ids, findings)


def _pair_blocks(own: Section, source: Section, ids: Ids) -> None:
    for name in dict.fromkeys(classes(block)[0] for block in own.blocks):
        mine = [block for block in own.blocks if classes(block)[0] == name]
        theirs = [block for block in source.blocks if classes(block)[0] == name]
        if len(mine) == len(theirs):
            pairs = zip(mine, theirs, strict=True)
            ids.update({id(a): identifier(b) for a, b in pairs if not identifier(a) and identifier(b)})


def _with_ids(chapter: Chapter, ids: Mapping[int, str]) -> Chapter:
    return replace(chapter, blocks=tuple(_given(list(chapter.blocks), ids)))


def _given(nodes: Nodes, ids: Mapping[int, str]) -> Nodes:
    new = [with_attr(node, id=ids[id(node)]) if id(node) in ids else node for node in nodes]
    return [map_lists(node, lambda inner: _given(inner, ids)) for node in new]


def _numbered(edition: Edition) -> Edition:
    """The edition with an id on each heading, none twice."""
    return replace(edition, chapters=_complete_all(*edition.chapters))


@same(KEPT)
def _complete_all(*chapters: Chapter) -> tuple[Chapter, ...]:
    seen: Counter[str] = Counter()
    return tuple(_complete(chapter, seen) for chapter in chapters)


def _complete(chapter: Chapter, seen: Counter[str]) -> Chapter:
    roots = sections(chapter.blocks)
    first = identifier(roots[0].heading) if roots else ""
    own = _free(first or chapter.id or chapter.stem, seen)
    ids: Ids = {}
    for number, root in enumerate(roots):
        ids[id(root.heading)] = own if number == 0 else _free(f"{own}-s{number}", seen)
        _complete_below(root, own, f"{own}-s" if number == 0 else f"{own}-s{number}-", ids, seen)
    return replace(_with_ids(chapter, ids), id=own)


def _complete_below(section: Section, chapter: str, prefix: str, ids: Ids, seen: Counter[str]) -> None:
    for block in section.blocks:
        if identifier(block):
            ids[id(block)] = _free(identifier(block), seen)
    for number, inner in enumerate(section.sections, 1):
        ids[id(inner.heading)] = _free(identifier(inner.heading) or f"{prefix}{number}", seen)
        _complete_below(inner, chapter, f"{prefix}{number}-", ids, seen)


def _free(wanted: str, seen: Counter[str]) -> str:
    """The id, with a number after it if it is taken (the finding about it stops a build anyway)."""
    seen[wanted] += 1
    return wanted if seen[wanted] == 1 else _free(f"{wanted}-{seen[wanted]}", seen)
