"""Figures and tables: a caption with a number, and what it stands under or over.

A figure becomes a Div `figure` with its id and the attributes `data-src`, `data-alt` and `data-labels` (JSON:
a label's key -> its words), a Para `caption`, and a Div `longdesc` with the long description. HTML and EPUB
set the drawing inline with those words; PDF sets the words over the drawing. So the labels stand in
attributes, not in the text.

A table becomes a Div `table` with its id, in it the pandoc Table with the caption; `headers="row"` makes the
first column head the rows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handbookpub.model import Node
from handbookpub.tree import (
    Nodes,
    at,
    attributes,
    children,
    identifier,
    items,
    kind,
    make_div,
    make_para,
    make_plain,
    make_span,
    make_words,
    plain_text,
    with_caption,
    with_row_heads,
)

from .common import Context, title_of, with_class
from .forms import field_of

TITLE = "\ufffc"


def caption(name: str, number: str, words: Sequence[Node], context: Context) -> Nodes:
    """The inline nodes of a caption, `Figure 2. The way ahead`."""
    strings, language = context.language.strings, context.language
    before, _, after = language.say("caption", label=strings[name], number=number, title=TITLE).partition(
        TITLE
    )
    named = make_span(make_words(before.rstrip()), "number")
    space = make_words(" ") if before.endswith(" ") else []
    return [named, *space, *words, *make_words(after)]


def numbered(name: str, number: str, context: Context) -> str:
    """What a reference to a figure or table says: `Figure 2`."""
    return f"{context.language.strings[name]} {number}"


def figure(node: Node, name: str, number: str, context: Context) -> Node:
    """A figure."""
    words, content = _first(children(node))
    labels: dict[str, str] = {}
    for child in [child for child in content if items(child)][:1]:
        labels = {key: plain_text(text) for key, text in map(field_of, items(child)) if key}
        content = [other for other in content if other is not child]
    alt = labels.pop("alt", "")
    given = {key: value for key, value in attributes(node).items() if key != "src"}
    drawn = {"data-src": attributes(node).get("src", ""), "data-alt": alt}
    drawn["data-labels"] = json.dumps(labels, ensure_ascii=False)
    made = [with_class(make_para(caption(name, number, words, context)), "caption")]
    if content:
        made.append(make_div(content, "longdesc"))
    div = make_div(made, "figure", {**given, **drawn}, identifier(node))
    return {**at(div, node), "ref": make_words(numbered(name, number, context))}


def table(node: Node, name: str, number: str, context: Context) -> Node:
    """A table."""
    words, content = _first(children(node))
    given = attributes(node)
    by_row = given.pop("headers", "") == "row"
    made: Nodes = []
    captioned = False
    for child in content:
        if kind(child) == "Table" and not captioned:
            child = with_caption(child, [make_plain(caption(name, number, words, context))])
            child, captioned = with_row_heads(child) if by_row else child, True
        made.append(child)
    if not captioned:
        made.insert(0, with_class(make_para(caption(name, number, words, context)), "caption"))
    div = make_div(made, "table", given, identifier(node))
    return {**at(div, node), "ref": make_words(numbered(name, number, context))}


def _first(content: Sequence[Node]) -> tuple[Nodes, Nodes]:
    """The words of a first paragraph (also of one that is bold), and what follows it."""
    if content and kind(content[0]) in ("Para", "Plain"):
        return title_of(content) or children(content[0]), list(content[1:])
    return [], list(content)
