"""Step 2, blocks: every class of docs/source-format.md as plain pandoc nodes with classes.

| class | becomes |
|---|---|
| any | Div `block CLASS` with its id: Para `label` (a word of the row), Para `title` if there is one, text |
| `principle` | the label carries its number through the book |
| `case` | the label says that the example is invented (Span `invented`) |
| `voice` | the label says that the words are invented (Span `invented`), or a last Para `consent` |
| `checklist` | every item starts with a Span `box` |
| `form` | each list item is a Div `field TYPE`; see `forms` |
| `figure`, `table` | a numbered caption; see `figures` |
| `decision` | Para `question`, list `answers`, Span `answer`; see `decisions` |

A list item that was written `- [ ]` gets its box wherever it stands. A paragraph or list with a class is a
Div with the attribute `wrapper`, which pandoc's HTML writer turns into `<p class>` and `<ul class>`. The key
`ref` on a block holds the words that a reference without text gets. Generated words are in the language of
the chapter's text.
"""

from __future__ import annotations

from handbookpub.languages import load
from handbookpub.model import Edition, Handbook
from handbookpub.tree import Nodes, classes, is_block, map_lists

from ..steps import Resolved, each_chapter
from .common import Context
from .decisions import decision
from .figures import figure, table
from .forms import checklist, form, ticked
from .plain import plain

MAKERS = {
    "checklist": checklist,
    "decision": decision,
    "figure": figure,
    "form": form,
    "table": table,
}


def blocks(edition: Edition, handbook: Handbook) -> Resolved:
    """Blocks of every chapter; principles, figures and tables are numbered through the book."""
    numbers: dict[str, int] = {}

    def change(nodes: Nodes, context: Context) -> Nodes:
        made: Nodes = []
        for node in nodes:
            number = context.count(node)
            node = ticked(map_lists(node, lambda inner: change(inner, context)), context)
            name = classes(node)[0] if is_block(node) and classes(node) else ""
            known = name in context.language.classes
            made.append(MAKERS.get(name, plain)(node, name, number, context) if known else node)
        return made

    return Resolved(
        each_chapter(edition, lambda c: change(list(c.blocks), Context(load(c.language), handbook, numbers)))
    )
