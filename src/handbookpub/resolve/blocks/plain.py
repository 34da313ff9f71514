"""Blocks that are a label, perhaps a title, and text."""

from __future__ import annotations

from handbookpub.model import Node
from handbookpub.tree import Nodes, at, children, make_para, make_space, make_span, make_str, make_words

from .common import Context, block, label, title_of, with_class


def plain(node: Node, name: str, number: str, context: Context) -> Node:
    """Any block without a shape of its own."""
    content = children(node)
    title = title_of(content)
    head = heading(name, number, context)
    made: Nodes = [label(head)]
    if title:
        made.append(at(with_class(make_para(title), "title"), content[0]))
        content = content[1:]
    if name == "voice":
        content = [*content, with_class(make_para(context.language.strings["voice_consent"]), "consent")]
    return block(node, name, [*made, *content], head if number else title or head)


def heading(name: str, number: str, context: Context) -> Nodes:
    """The words of a label."""
    words = context.language.strings[name]
    if name == "principle":
        return make_words(context.language.say("principle_number", number=number))
    if name == "case":
        invented = make_span(f"({context.language.strings['case_invented']})", "invented")
        return [make_str(words), make_space(), invented]
    return make_words(words)
