"""Forms and checklists: what a hand fills in.

A field `- `type` Label` becomes a Div `field TYPE`:

- `text`, `date`, `signature`: Para with Span `name`, then Span `blank`;
- `lines`: the same with four Paras that hold a `blank` after it;
- `tick`: Para with Span `box`, then Span `name`;
- `choice`: Para with Span `name`, then a list `choices` whose items start with a `box`.

A list item without a type stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from handbookpub.model import Node
from handbookpub.tree import (
    Nodes,
    at,
    attributes,
    children,
    classes,
    items,
    kind,
    make_bullet_list,
    make_div,
    make_para,
    make_space,
    make_span,
    make_words,
    map_lists,
    string,
    with_children,
)

from .common import Context, blank, block, box, label, title_of, with_class

LINES = 3
"""Lines of a field for several: with four, forms of the book were a page longer and a third of it was empty."""
TYPES = ("text", "lines", "date", "tick", "choice", "signature")


def ticked(node: Node, context: Context) -> Node:
    """A list whose items were written `- [ ]` with their boxes drawn."""
    if not any(item and "box" in item[0] for item in items(node)):
        return node
    return map_lists(node, lambda item: _boxed(item, context) if item and "box" in item[0] else item)


def checklist(node: Node, name: str, number: str, context: Context) -> Node:
    """A list, each item with a box."""
    content = [_with_boxes(child, context) if items(child) else child for child in children(node)]
    title = title_of(content)
    made = [label(context.language.strings[name])]
    if title:
        made.append(with_class(make_para(title), "title"))
        content = content[1:]
    return block(node, name, [*made, *content], title or context.language.strings[name])


def _with_boxes(node: Node, context: Context) -> Node:
    return map_lists(node, lambda item: item if _has_box(item) else _boxed(item, context))


def _has_box(item: Nodes) -> bool:
    first = children(item[0])[:1] if item else []
    return bool(first) and kind(first[0]) == "Span" and "box" in classes(first[0])


def _boxed(item: Nodes, context: Context) -> Nodes:
    if not item or kind(item[0]) not in ("Para", "Plain"):
        return [make_para([box(context)]), *item]
    state = item[0].get("box", "empty")
    first = {key: value for key, value in item[0].items() if key != "box"}
    return [with_children(first, [box(context, state), *children(first)]), *item[1:]]


def form(node: Node, name: str, number: str, context: Context) -> Node:
    """A form: its version beside its label, its title, its fields."""
    language = context.language
    title = title_of(children(node))
    head = make_words(language.strings[name])
    if version := attributes(node).get("version"):
        words = language.say("form_version", version=language.number(version))
        head = [*head, *make_words(language.list_separator), make_span(words, "version")]
    made: Nodes = [label(head)]
    if title:
        made.append(at(with_class(make_para(title), "title"), children(node)[0]))
    for child in children(node)[1 if title else 0 :]:
        made.extend(_fields(child, context) if items(child) else [child])
    return block(node, name, made, title or language.strings[name])


def _fields(node: Node, context: Context) -> Nodes:
    """The fields of a list, and between them the items that are none."""
    made: Nodes = []
    for item in items(node):
        name, words = field_of(item)
        made.append(field(name, words, item[1:], context) if name else make_bullet_list([item]))
    return made


def field_of(item: Sequence[Node]) -> tuple[str, Nodes]:
    """The type and the label of a form's item; "" for an item that starts with no type."""
    words = children(item[0]) if item and kind(item[0]) in ("Para", "Plain") else []
    name = string(words[0]) if words and kind(words[0]) == "Code" else ""
    return (name, words[2:] if kind(words[1]) == "Space" else words[1:]) if name and words[1:] else ("", [])


def field(name: str, words: Nodes, rest: Sequence[Node], context: Context) -> Node:
    """One field."""
    named = make_span(words, "name")
    if name == "tick":
        return make_div([make_para([box(context), named]), *rest], "field tick")
    if name == "choice":
        lists = [
            with_class(_with_boxes(child, context), "choices") if items(child) else child for child in rest
        ]
        return make_div([make_para([named]), *lists], "field choice")
    space = [] if name == "lines" else [make_space(), blank(context)]
    below = [make_para([blank(context)]) for _ in range(LINES if name == "lines" else 0)]
    return make_div([make_para([named, *space]), *below, *rest], f"field {name}")
