"""What every step of resolving gives back, and what steps share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from handbookpub.findings import Finding
from handbookpub.model import Chapter, Edition, Handbook, Node
from handbookpub.tree import Nodes, kind, map_lists


@dataclass(frozen=True, slots=True)
class Resolved:
    """An edition after a step, and what the step met that only a person can settle."""

    edition: Edition
    findings: tuple[Finding, ...] = ()


Step = Callable[[Edition, Handbook], Resolved]


def each_chapter(edition: Edition, change: Callable[[Chapter], Nodes]) -> Edition:
    """The edition with each chapter's blocks replaced by `change(chapter)`, in the order of the book."""
    chapters = tuple(replace(chapter, blocks=tuple(change(chapter))) for chapter in edition.chapters)
    return replace(edition, chapters=chapters)


def without(nodes: Iterable[Node], *kinds: str) -> Nodes:
    """The tree without nodes of those kinds."""
    kept = [node for node in nodes if kind(node) not in kinds]
    return [map_lists(node, lambda inner: without(inner, *kinds)) for node in kept]
