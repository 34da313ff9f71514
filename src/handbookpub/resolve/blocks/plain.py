"""Blocks that are a label, perhaps a title, and text.

A `voice` says that its speaker agreed, or that nobody said its words; where the author says neither, so does the
output, and where both, it says that the words are invented: no output claims a consent that may not exist.
"""

from __future__ import annotations

from handbookpub.model import Node
from handbookpub.tree import Nodes, at, attributes, children, make_para, make_space, make_span, make_words

from .common import Context, block, label, title_of, with_class

YES = "yes"


def plain(node: Node, name: str, number: str, context: Context) -> Node:
    """Any block without a shape of its own."""
    content = children(node)
    title = title_of(content)
    given = attributes(node) if name == "voice" else {}
    invented = name == "case" or given.get("invented") == YES
    head = heading(name, number, context, invented)
    made: Nodes = [label(head)]
    if title:
        made.append(at(with_class(make_para(title), "title"), content[0]))
        content = content[1:]
    if given.get("consent") == YES and not invented:
        content = [*content, with_class(make_para(context.language.strings["voice_consent"]), "consent")]
    return block(node, name, [*made, *content], head if number else title or head)


def heading(name: str, number: str, context: Context, invented: bool) -> Nodes:
    """The words of a label; what is invented says so before its text begins."""
    words = context.language.strings[name]
    if name == "principle":
        return make_words(context.language.say("principle_number", number=number))
    if invented:
        notice = make_span(f"({context.language.strings[f'{name}_invented']})", "invented")
        return [*make_words(words), make_space(), notice]
    return make_words(words)
