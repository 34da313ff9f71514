"""Decisions: numbered questions, each with its answers.

The numbered list stays, because the text says "go to question 2". In each item the question becomes a Para
`question`, its list of answers a list `answers`, and the bold word that starts an answer a Strong inside a
Span `answer`.
"""

from __future__ import annotations

from handbookpub.model import Node
from handbookpub.tree import Nodes, at, children, items, kind, make_para, make_span, map_lists, with_children

from .common import Context, block, label, title_of, with_class


def decision(node: Node, name: str, number: str, context: Context) -> Node:
    """A decision."""
    content = children(node)
    title = title_of(content)
    made = [label(context.language.strings[name])]
    if title:
        made.append(with_class(make_para(title), "title"))
        content = content[1:]
    questions = [map_lists(child, _question) if items(child) else child for child in content]
    return block(node, name, [*made, *questions], title or context.language.strings[name])


def _question(item: Nodes) -> Nodes:
    made = [with_class(map_lists(child, _answer), "answers") if items(child) else child for child in item]
    if made and kind(made[0]) in ("Para", "Plain"):
        made[0] = at(with_class(make_para(children(made[0])), "question"), made[0])
    return made


def _answer(item: Nodes) -> Nodes:
    words = children(item[0]) if item and kind(item[0]) in ("Para", "Plain") else []
    if not words or kind(words[0]) != "Strong":
        return item
    return [with_children(item[0], [make_span([words[0]], "answer"), *words[1:]]), *item[1:]]
