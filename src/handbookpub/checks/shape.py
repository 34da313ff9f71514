"""The shape of a chapter: its sections, and how the blocks of two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from handbookpub import tree
from handbookpub.model import Node
from handbookpub.tree import Nodes

Kind = Literal["table", "list", "items", "block", "added", "field"]
"""`items` and `added` may be the same fault as a text that is missing or left over."""
LISTS = {"BulletList": "list", "OrderedList": "numbered list"}
OTHERS = {**LISTS, "Table": "table", "BlockQuote": "quotation"}
TEXT = ("Para", "Plain", "CodeBlock")
"""Code is a paragraph that somebody moved in: HB143."""


@dataclass(slots=True)
class Section:
    """A heading with the blocks under it, up to the next heading of any level; the text before the first has none."""

    heading: Node | None = None
    blocks: Nodes = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """The id of the heading."""
        return tree.identifier(self.heading) if self.heading else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: a sentence, the node of the source, and the node at which it is seen in the translation."""

    kind: Kind
    message: str
    source: Node | None
    target: Node | None


def sections(blocks: Sequence[Node]) -> list[Section]:
    """The sections of a chapter in their order."""
    found = [Section()]
    for block in blocks:
        if tree.level(block):
            found.append(Section(block))
        else:
            found[-1].blocks.append(block)
    return found if found[0].blocks else found[1:]


def name(node: Node) -> str:
    """What a block is called, with its class."""
    kind = tree.kind(node)
    if kind == "Div":
        return f"block `{next(iter(tree.classes(node)), '')}`"
    return OTHERS.get(kind, "paragraph")


def differences(ours: Sequence[Node], theirs: Sequence[Node], before: Node | None) -> Iterator[Difference]:
    """How the blocks of a translation differ from those of its source; `before` is the node that they follow."""
    left, right = [name(node) for node in ours], [name(node) for node in theirs]
    for tag, i, ii, j, jj in SequenceMatcher(None, left, right, False).get_opcodes():
        seen = theirs[j] if j < len(theirs) else theirs[-1] if theirs else before
        if tag == "equal":
            for one, other in zip(ours[i:ii], theirs[j:jj], strict=True):
                yield from _inside(one, other)
        else:
            yield from _replaced(ours[i:ii], theirs[j:jj], seen)


def _replaced(ours: Sequence[Node], theirs: Sequence[Node], seen: Node | None) -> Iterator[Difference]:
    """Blocks that have no partner of their name. Paragraphs alone say nothing here: HB202 and HB205 tell of them."""
    structured = [[node for node in side if tree.kind(node) not in TEXT] for side in (ours, theirs)]
    for one, other in zip(*structured, strict=False):
        message = f"here stands a {name(other)}, in the source a {name(one)}"
        yield Difference(_kind(one, other), message, one, other)
        if tree.kind(one) == tree.kind(other) == "Div":
            yield from _inside_div(one, other)
    most = min(map(len, structured))
    for one in structured[0][most:]:
        instead = f"here stands a {name(theirs[0])}, in the source a {name(one)}" if theirs else ""
        yield Difference(_kind(one, one), instead or f"a {name(one)} of the source does not stand here", one, seen)
    for other in structured[1][most:]:
        instead = f"here stands a {name(other)}, in the source a {name(ours[0])}" if ours else ""
        message = instead or f"a {name(other)} stands here that the source does not have"
        kind = _kind(other, other)
        yield Difference("added" if kind == "block" and not ours else kind, message, ours[0] if ours else None, other)


def _kind(one: Node, other: Node) -> Kind:
    kinds = {tree.kind(one), tree.kind(other)}
    return "block" if "Div" in kinds else "table" if "Table" in kinds else "list" if kinds & LISTS.keys() else "block"


def _inside(one: Node, other: Node) -> Iterator[Difference]:
    kind = tree.kind(one)
    if kind == "Div":
        yield from _fields(one, other)
        yield from _inside_div(one, other)
    elif kind in LISTS:
        yield from _lists(one, other)
    elif kind == "Table":
        yield from _tables(one, other)
    elif kind == "BlockQuote":
        yield from differences(tree.children(one), tree.children(other), other)


def _inside_div(one: Node, other: Node) -> Iterator[Difference]:
    yield from differences(tree.children(one), tree.children(other), other)


def _fields(one: Node, other: Node) -> Iterator[Difference]:
    ours, theirs = tree.attributes(one), tree.attributes(other)
    if wrong := [key for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]:
        here, there = (_list(side, wrong) for side in (theirs, ours))
        yield Difference("field", f"the {name(other)} has {here}, in the source {there}", one, other)
    keys = [_keys(node) for node in (one, other)]
    for ours_key, (key, item) in zip(keys[0], keys[1], strict=False):
        if ours_key[0] != key and len(keys[0]) == len(keys[1]):
            yield Difference("field", f"here stands `{key}`, in the source `{ours_key[0]}`", ours_key[1], item)
            return


def _list(fields: Mapping[str, str], keys: Sequence[str]) -> str:
    return " ".join(f'`{key}="{fields[key]}"`' for key in keys if key in fields) or f"no `{keys[0]}`"


def _keys(node: Node) -> list[tuple[str, Node]]:
    """The keys in backticks of a form's fields or a figure's labels, each with its node."""
    if not tree.is_block(node, "form", "figure"):
        return []
    items = [item for child in tree.children(node) for item in tree.items(child)]
    starts = [tree.children(item[0])[:1] for item in items if item and tree.kind(item[0]) in TEXT]
    return [(tree.string(code), code) for start in starts for code in start if tree.kind(code) == "Code"]


def _lists(one: Node, other: Node) -> Iterator[Difference]:
    ours, theirs = tree.items(one), tree.items(other)
    if tree.kind(one) == "OrderedList" and tree.start(one) != tree.start(other):
        message = f"this list begins with {tree.start(other)}, in the source with {tree.start(one)}"
        yield Difference("list", message, one, other)
    if len(ours) != len(theirs):
        message = f"this list has {len(theirs)} items, in the source {len(ours)}"
        yield Difference("items", message, one, other)
        return
    for left, right in zip(ours, theirs, strict=True):
        yield from differences(left, right, other)


def _tables(one: Node, other: Node) -> Iterator[Difference]:
    ours, theirs = tree.cell_rows(one), tree.cell_rows(other)
    columns = [max(map(len, rows), default=0) for rows in (ours, theirs)]
    if columns[0] != columns[1]:
        message = f"this table has {columns[1]} columns, in the source {columns[0]}"
    elif len(ours) != len(theirs):
        message = f"this table has {len(theirs)} rows, in the source {len(ours)}"
    else:
        message = _gaps(ours, theirs)
    if message:
        yield Difference("table", message, one, other)


def _gaps(ours: Sequence[list[Nodes]], theirs: Sequence[list[Nodes]]) -> str:
    """The first row in which other cells are empty; "" if there is none."""
    for number, (row, other) in enumerate(zip(ours, theirs, strict=True), 1):
        full = [sum(bool(tree.text(cell).strip() or cell) for cell in each) for each in (row, other)]
        if full[0] != full[1]:
            return f"row {number} of this table has {full[1]} cells with text, in the source {full[0]}"
    return ""
