"""The structure tree of a joined book (PDF 32000-1, 14.7): the parts' trees under one Document element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .arrangement import Layout
from .part import Part

STEP = 100_000
"""Structure parents of part n are numbered from n * STEP."""


def structure(target: Any, sources: Sequence[Any], parts: Sequence[Part], layout: Layout) -> None:
    """Copy the parts' structure trees; pages must have been copied before, so that references to them stay true."""
    from pikepdf import Array, Dictionary, Name

    document = target.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    parent_tree = target.make_indirect(Dictionary(Kids=Array()))
    root = target.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([document]), ParentTree=parent_tree)
    )
    document.P = root
    for number, (source, part, start) in enumerate(zip(sources, parts, layout.starts, strict=True)):
        tree = target.copy_foreign(source.Root.StructTreeRoot)
        section = tree.K[0]
        section.S, section.P = Name.Sect, document
        document.K.append(section)
        parent_tree.Kids.append(target.make_indirect(_renumbered(tree.ParentTree, number * STEP)))
        _renumber_pages(target, range(start, start + part.record.pages), number * STEP)
    root.ParentTreeNextKey = len(parts) * STEP
    _id_tree(target, root)
    target.Root.StructTreeRoot = root


def _renumbered(tree: Any, base: int) -> Any:
    from pikepdf import Array, Dictionary

    numbers = Array()
    for index in range(0, len(tree.Nums), 2):
        numbers.append(int(tree.Nums[index]) + base)
        numbers.append(tree.Nums[index + 1])
    return Dictionary(Nums=numbers, Limits=Array([numbers[0], numbers[len(numbers) - 2]]))


def _renumber_pages(target: Any, pages: range, base: int) -> None:
    for number in pages:
        page = target.pages[number].obj
        page.StructParents = int(page.StructParents) + base
        for annotation in page.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + base


def _id_tree(target: Any, root: Any) -> None:
    """Write the tree of element ids, which table headers and notes are found by (PDF 32000-1, table 322)."""
    from pikepdf import Array, Dictionary, String

    found = {bytes(element.ID): element for element in _elements(root.K[0]) if "/ID" in element}
    names = Array()
    for name in sorted(found):
        names.append(String(name))
        names.append(found[name])
    if found:
        limits = Array([names[0], names[len(names) - 2]])
        root.IDTree = target.make_indirect(
            Dictionary(Kids=[target.make_indirect(Dictionary(Names=names, Limits=limits))])
        )


def _elements(element: Any) -> Iterator[Any]:
    from pikepdf import Array, Dictionary

    pending = [element]
    while pending:
        current = pending.pop()
        yield current
        kids = current.get("/K", ())
        for kid in kids if isinstance(kids, Array) else (kids,):
            if isinstance(kid, Dictionary) and "/S" in kid:
                pending.append(kid)
