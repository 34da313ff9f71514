"""Making pandoc nodes. Each `make_*` gives a new node; `at` is copied with `at(node, like)`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handbookpub.model import Node
from handbookpub.tree.ask import text
from handbookpub.tree.shapes import Nodes


def make_attr(
    id: str = "", classes: str | Iterable[str] = (), attributes: Mapping[str, str] | None = None
) -> list[Any]:
    """An attr. `classes` is one string with spaces between, or several strings."""
    names = classes.split() if isinstance(classes, str) else list(classes)
    return [id, names, [[key, value] for key, value in (attributes or {}).items()]]


def at(node: Node, like: Node | None) -> Node:
    """The node with the position of another, so that findings about made text lead to what it was made
    from.
    """
    return {**node, "at": like["at"]} if like and "at" in like else node


def make_str(string: str) -> Node:
    """A Str. It must hold no space: `make_words` splits a string into Str and Space."""
    return {"t": "Str", "c": string}


def make_space() -> Node:
    """A Space."""
    return {"t": "Space"}


def make_words(string: str) -> Nodes:
    """A string as Str and Space nodes. No-break spaces stay inside a Str."""
    parts: Nodes = []
    for index, word in enumerate(string.split(" ")):
        parts += ([make_space()] if index else []) + ([make_str(word)] if word else [])
    return parts


def make_inlines(content: str | Sequence[Node]) -> Nodes:
    """A string as inline nodes; nodes as they are."""
    return make_words(content) if isinstance(content, str) else list(content)


def make_para(content: str | Sequence[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": make_inlines(content)}


def make_plain(content: str | Sequence[Node]) -> Node:
    """A paragraph without its own space around it, as in tight lists and cells."""
    return {"t": "Plain", "c": make_inlines(content)}


def make_header(
    level: int, content: str | Sequence[Node], id: str = "", classes: str | Iterable[str] = ()
) -> Node:
    """A heading."""
    return {"t": "Header", "c": [level, make_attr(id, classes), make_inlines(content)]}


def make_strong(content: str | Sequence[Node]) -> Node:
    """Bold words."""
    return {"t": "Strong", "c": make_inlines(content)}


def make_emph(content: str | Sequence[Node]) -> Node:
    """Emphasised words."""
    return {"t": "Emph", "c": make_inlines(content)}


def make_span(
    content: str | Sequence[Node],
    classes: str | Iterable[str] = (),
    attributes: Mapping[str, str] | None = None,
    id: str = "",
) -> Node:
    """A span of inline nodes."""
    return {"t": "Span", "c": [make_attr(id, classes, attributes), make_inlines(content)]}


def make_link(
    content: str | Sequence[Node],
    target: str,
    classes: str | Iterable[str] = (),
    attributes: Mapping[str, str] | None = None,
    id: str = "",
) -> Node:
    """A link to an address or `#id`."""
    return {"t": "Link", "c": [make_attr(id, classes, attributes), make_inlines(content), [target, ""]]}


def make_image(alt: str | Sequence[Node], src: str, classes: str | Iterable[str] = ()) -> Node:
    """A picture within a line; `alt` says what it shows."""
    return {"t": "Image", "c": [make_attr("", classes), make_inlines(alt), [src, ""]]}


def make_code(string: str, classes: str | Iterable[str] = ()) -> Node:
    """Inline code."""
    return {"t": "Code", "c": [make_attr("", classes), string]}


def make_note(blocks: Sequence[Node]) -> Node:
    """A note, at the place of its call."""
    return {"t": "Note", "c": list(blocks)}


def make_line_break() -> Node:
    """A line break."""
    return {"t": "LineBreak"}


def make_div(
    blocks: Sequence[Node],
    classes: str | Iterable[str] = (),
    attributes: Mapping[str, str] | None = None,
    id: str = "",
) -> Node:
    """A div of blocks."""
    return {"t": "Div", "c": [make_attr(id, classes, attributes), list(blocks)]}


def make_bullet_list(items: Sequence[Sequence[Node]]) -> Node:
    """A list; each item is a list of blocks."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def make_ordered_list(items: Sequence[Sequence[Node]], start: int = 1) -> Node:
    """A numbered list; each item is a list of blocks."""
    numbering = [start, {"t": "Decimal"}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [numbering, [list(item) for item in items]]}


def make_raw(format: str, string: str, block: bool = True) -> Node:
    """Text for one output format only. Never made from what an author typed."""
    return {"t": "RawBlock" if block else "RawInline", "c": [format, string]}


def plain_text(string: str | Sequence[Node]) -> str:
    """A string as it is, nodes as their words on one line."""
    return string if isinstance(string, str) else " ".join(text(string).split())
