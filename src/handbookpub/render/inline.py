"""Paragraphs of an HTML tree as flat lists of items, and back.

A paragraph here is what UAX#9 calls one: the longest sequence of inline content inside a block. Its items are
pieces of text, or whole objects (images, boxes to tick, line breaks, notes), each with the inline elements round
it. The print passes (order, joining) work on items; `place` puts the items back as a tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from .elements import Element, classes
from .levels import FSI, LRI, LRO, OBJECT, PDF, PDI, RLI, RLO, SEPARATOR

_INLINE = "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup svg u var"
INLINE = frozenset(_INLINE.split())
# A class that makes an inline element one object for the order of the line: it is drawn, or it leaves the line.
OBJECT_CLASSES = frozenset({"box", "blank", "footnote", "marker", "object"})
# Spans that print sets as blocks: the paragraphs and lists of a note, which stands inside the paragraph of its call.
BLOCK_CLASSES = frozenset({"para", "list", "list-item"})
_OBJECT_TAGS = frozenset({"img", "svg", "input"})
# Stands for what takes no place in the line, such as an anchor or a note that goes to the foot: a boundary neutral
# (UAX#9 table 4), so it moves nothing.
NOTHING = "\u200b"
_OPENING = {"ltr": LRI, "rtl": RLI, "auto": FSI}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a paragraph: text, or an object.

    `text` is what the order is computed from. `shown` is False for isolates that stand for a `dir` attribute:
    they take part in the order and are dropped from the output. `path` is the inline elements round the piece,
    outermost first. `level` is the embedding level, once known.
    """

    text: str
    path: tuple[Element, ...]
    element: Element | None = None
    shown: bool = True
    level: int = 0


def tag_of(element: Element) -> str:
    """Return the local name of an element; the empty string for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def is_object(element: Element) -> bool:
    """True for elements that stand in a line as one object."""
    return tag_of(element) in _OBJECT_TAGS or bool(OBJECT_CLASSES & classes(element))


def is_inline(element: Element) -> bool:
    """True for elements that belong to the paragraph of their parent."""
    inline = tag_of(element) in INLINE or is_object(element) or not isinstance(element.tag, str)
    return inline and not BLOCK_CLASSES & classes(element)


def paragraphs(root: Element) -> Iterator[tuple[Element, int, int]]:
    """Yield each paragraph below `root` as (block, first child, end child).

    Child -1 is the block's own text. Blocks inside objects (the paragraphs of a note) are paragraphs of their own.
    """
    for block in root.iter():
        if isinstance(block.tag, str) and (not is_inline(block) or OBJECT_CLASSES & classes(block)):
            yield from _runs(block)


def _runs(block: Element) -> Iterator[tuple[Element, int, int]]:
    start = -1
    for index, child in enumerate(block):
        if not is_inline(child):
            if _has_content(block, start, index):
                yield block, start, index
            start = index
    if _has_content(block, start, len(block)):
        yield block, start, len(block)


def _has_content(block: Element, start: int, end: int) -> bool:
    lead = block.text if start < 0 else block[start].tail
    return bool((lead or "").strip()) or end > start + 1


def flatten(block: Element, start: int, end: int) -> list[Item]:
    """Return the items of one paragraph, isolate controls included (UAX#9 section 2.4.2, HTML's `dir`)."""
    items: list[Item] = []
    _text(items, block.text if start < 0 else block[start].tail, ())
    for child in block[start + 1 : end]:
        _element(items, child, ())
        _text(items, child.tail, ())
    return items


def _text(items: list[Item], text: str | None, path: tuple[Element, ...]) -> None:
    if text:
        items.append(Item(text, path))


def _element(items: list[Item], element: Element, path: tuple[Element, ...]) -> None:
    if tag_of(element) == "br":
        _line_break(items, element, path)
    elif is_object(element):
        items.append(Item(NOTHING if "footnote" in classes(element) else OBJECT, path, element))
    elif isinstance(element.tag, str):
        opening, closing = _controls(element)
        items.extend(Item(control, path, shown=False) for control in opening)
        inner = (*path, element)
        _text(items, element.text, inner)
        for child in element:
            _element(items, child, inner)
            _text(items, child.tail, inner)
        items.extend(Item(control, path, shown=False) for control in closing)
        if not len(element) and not element.text:
            items.append(Item(NOTHING, path, element))


def _line_break(items: list[Item], element: Element, path: tuple[Element, ...]) -> None:
    """Add a forced break: it ends the UAX#9 paragraph (CSS Writing Modes 4, 2.4.5.1); isolates go on after it."""
    controls = [control for ancestor in path for control in _controls(ancestor)[0]]
    closing = [PDF if control in (LRO, RLO) else PDI for control in reversed(controls)]
    items.extend(Item(control, path, shown=False) for control in closing)
    items.append(Item(SEPARATOR, path, element))
    items.extend(Item(control, path, shown=False) for control in controls)


def _controls(element: Element) -> tuple[str, str]:
    direction = (element.get("dir") or "").lower()
    tag = tag_of(element)
    if tag == "bdo" and direction in ("ltr", "rtl"):
        return FSI + {"ltr": LRO, "rtl": RLO}[direction], PDF + PDI
    if direction in _OPENING:
        return _OPENING[direction], PDI
    return (FSI, PDI) if tag == "bdi" else ("", "")


def place(block: Element, start: int, end: int, tree: Sequence[str | Element]) -> None:
    """Put rebuilt content in the place of one paragraph's old content."""
    for child in block[start + 1 : end]:
        block.remove(child)
    lead: Element | None = block[start] if start >= 0 else None
    if lead is None:
        block.text = None
    else:
        lead.tail = None
    index = start + 1
    for node in tree:
        if isinstance(node, str):
            _append_text(block, lead, node)
        else:
            block.insert(index, node)
            lead, index = node, index + 1


def _append_text(block: Element, lead: Element | None, text: str) -> None:
    if lead is None:
        block.text = (block.text or "") + text
    else:
        lead.tail = (lead.tail or "") + text


def split(item: Item, at: int) -> tuple[Item, Item]:
    """Split a text item before its character `at`."""
    return replace(item, text=item.text[:at]), replace(item, text=item.text[at:])
