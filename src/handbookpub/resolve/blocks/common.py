"""What the makers of blocks share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbookpub.languages import Language
from handbookpub.model import Handbook, Node
from handbookpub.tree import (
    Nodes,
    at,
    attributes,
    children,
    classes,
    identifier,
    is_block,
    kind,
    make_div,
    make_para,
    make_span,
    make_words,
)

NUMBERED = ("principle", "figure", "table")
WRAPPER = {"wrapper": "1"}


@dataclass(frozen=True, slots=True)
class Context:
    """The language of the text at hand, the handbook, and how many blocks each numbered class had."""

    language: Language
    handbook: Handbook
    numbers: dict[str, int]

    def count(self, node: Node) -> str:
        """The number of a block that is numbered, in the row's digits, else ""."""
        name = next((name for name in classes(node) if name in NUMBERED), "") if is_block(node) else ""
        if not name:
            return ""
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return self.language.number(self.numbers[name])


def with_class(node: Node, name: str) -> Node:
    """A paragraph or list that carries a class."""
    return at(make_div([node], name, WRAPPER), node)


def label(content: str | Sequence[Node]) -> Node:
    """The paragraph that says what a block is."""
    return with_class(make_para(content), "label")


def box(context: Context, state: str = "empty") -> Node:
    """A box to tick; it is drawn, and its name is spoken."""
    names = "box ticked" if state == "ticked" else "box"
    return make_span([], names, {"role": "img", "aria-label": context.language.strings["check_box"]})


def blank(context: Context) -> Node:
    """A place to write; it is drawn, and its name is spoken."""
    return make_span([], "blank", {"role": "img", "aria-label": context.language.strings["blank"]})


def title_of(nodes: Sequence[Node]) -> Nodes:
    """The inline nodes of a title: a first paragraph that is bold from end to end. Else none."""
    first = nodes[0] if nodes else None
    if first is None or kind(first) not in ("Para", "Plain"):
        return []
    inner = children(first)
    return children(inner[0]) if len(inner) == 1 and kind(inner[0]) == "Strong" else []


def block(node: Node, name: str, content: Sequence[Node], ref: Sequence[Node] | str) -> Node:
    """The Div of a block: its own id and attributes; `ref` is what references to it say."""
    kept = {key: value for key, value in attributes(node).items() if key not in ("consent", "invented", "headers")}
    made = make_div(content, f"block {name}", kept, identifier(node))
    return {**at(made, node), "ref": make_words(ref) if isinstance(ref, str) else list(ref)}
