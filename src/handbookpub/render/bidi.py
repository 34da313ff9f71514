"""The order of characters in print: UAX#9 over whole paragraphs, written into the inline tree.

The layout engine shapes each text box alone and, in a box whose direction is right-to-left, sets the children in
reverse. That is rule L2 as soon as each maximal run above the base level sits in an element of its own with the
right `dir`, and so on inside it. `order` computes the levels over a paragraph with its inline markup, isolates and
brackets, then rebuilds the inline elements so. It runs last, on the finished tree.

UAX#9, Unicode 15: P2-P3 the base direction comes from the block's `dir`; X1-I2 libfribidi; L2 the nesting; L4 the
shaper.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree

from . import joining
from .elements import Element, add_class
from .inline import Item, flatten, paragraphs, place, split, tag_of
from .levels import CONTROLS, levels

_SPAN = "span"
_STRONG = {"L": 0, "R": 1, "AL": 1}
Tree = list["str | Element"]


def order(root: Element, direction: str) -> None:
    """Rebuild every paragraph below `root`, whose own base direction is `direction`, in place."""
    for block, start, end in list(paragraphs(root))[::-1]:  # from the end: earlier child numbers stay true
        base = _direction(block, direction)
        items = joining.whole_clusters(flatten(block, start, end))
        items = joining.join(resolve_levels(items, base))
        place(block, start, end, nest(items, 0, int(base == "rtl"), set()))


def _direction(block: Element, direction: str) -> str:
    for element in (block, *block.iterancestors()):
        if (value := (element.get("dir") or "").lower()) in ("ltr", "rtl"):
            return value
        if value == "auto":
            return _first_strong("".join(element.itertext()))
    return direction


def _first_strong(text: str) -> str:
    """Return the direction of the first strong character (UAX#9 P2, P3)."""
    found = (_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG)
    return "rtl" if next(found, 0) else "ltr"


def resolve_levels(items: Sequence[Item], base: str) -> list[Item]:
    """Return the items with their levels; an item whose characters differ in level becomes several."""
    found = levels("".join(item.text for item in items), base)
    result: list[Item] = []
    position = 0
    for item in items:
        own = found[position : position + len(item.text)]
        position += len(item.text)
        result.extend(_level_runs(item, own))
    return result


def _level_runs(item: Item, own: Sequence[int]) -> Iterator[Item]:
    """Split an item by level. Isolates stay as empty items: their level parts the runs beside them (L2)."""
    rest = item
    for (level, kind), group in groupby(zip(own, map(_kind, item.text), strict=True)):
        piece, rest = split(rest, len(list(group)))
        if kind == _ISOLATE:
            yield replace(piece, text="", level=level, shown=False)
        elif kind == _LETTER and item.shown:
            yield from _overridden(replace(piece, level=level))


_LETTER, _ISOLATE, _EMBEDDING = range(3)


def _kind(character: str) -> int:
    if character not in CONTROLS:
        return _LETTER
    return _ISOLATE if "\u2066" <= character <= "\u2069" else _EMBEDDING


def _overridden(item: Item) -> Iterator[Item]:
    """Give each letter that an override turned round an element of its own: alone, nothing can reorder it again."""
    against = any(
        _STRONG.get(unicodedata.bidirectional(c), item.level % 2) != item.level % 2 for c in item.text
    )
    if not against or item.element is not None:
        yield item
        return
    for character in item.text:
        yield replace(item, text=character, path=(*item.path, etree.Element(_SPAN)))


def nest(items: Sequence[Item], depth: int, level: int, seen: set[Element]) -> Tree:
    """Rebuild the inline tree: runs above `level` in direction spans, inside and outside the markup as they fall."""
    tree: Tree = []
    start = 0
    while start < len(items):
        end, node = _step(items, start, depth, level, seen)
        tree.extend(node)
        start = end
    return tree


def _step(items: Sequence[Item], start: int, depth: int, level: int, seen: set[Element]) -> tuple[int, Tree]:
    item = items[start]
    element = item.path[depth] if len(item.path) > depth else None
    if element is not None:
        end = _end_of_element(items, start, depth)
        if not _cut(items, start, level) and not _cut(items, end, level):
            return end, [_copy(element, nest(items[start:end], depth + 1, level, seen), seen)]
    if item.level > level:
        end = next((i for i in range(start, len(items)) if items[i].level <= level), len(items))
        return end, [_direction_span(nest(items[start:end], depth, level + 1, seen), level + 1)]
    if element is not None:
        end = max(i for i in range(start + 1, end + 1) if not _cut(items, i, level))
        return end, [_copy(element, nest(items[start:end], depth + 1, level, seen), seen)]
    if not item.shown:
        return start + 1, []
    return start + 1, [item.text if item.element is None else _whole(item.element)]


def _end_of_element(items: Sequence[Item], start: int, depth: int) -> int:
    element = items[start].path[depth]
    inside = (
        i
        for i in range(start, len(items))
        if len(items[i].path) <= depth or items[i].path[depth] is not element
    )
    return next(inside, len(items))


def _cut(items: Sequence[Item], at: int, level: int) -> bool:
    """True where a boundary before item `at` would cut a run above `level`."""
    return 0 < at < len(items) and items[at - 1].level > level and items[at].level > level


def _direction_span(content: Tree, level: int) -> Element:
    span = etree.Element(_SPAN, {"dir": "rtl" if level % 2 else "ltr"})
    place(span, -1, 0, content)
    return span


def _copy(element: Element, content: Tree, seen: set[Element]) -> Element:
    """Return a fragment of `element`. Only its first fragment keeps the id: ids are unique (HTML, section 3.2.6)."""
    tag = _SPAN if tag_of(element) in ("bdi", "bdo") else element.tag
    fragment = etree.Element(tag, {k: v for k, v in element.attrib.items() if k != "dir"})
    if element in seen:
        fragment.attrib.pop("id", None)
        add_class(fragment, "continued")
    seen.add(element)
    place(fragment, -1, 0, content)
    return fragment


def _whole(element: Element) -> Element:
    element.tail = None
    return element
