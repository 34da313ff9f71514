"""Pandoc's nodes: the only package that knows their shape. Everybody else asks these functions.

Where the children of a node stand in `c` (`i` is an inline node, `b` a block node):

| node | c |
|---|---|
| Str | a string |
| Code, CodeBlock, Math, RawInline, RawBlock | `[attr or format, string]` |
| Space, SoftBreak, LineBreak, HorizontalRule | none |
| Para, Plain, Emph, Strong, Underline, Strikeout, Superscript, Subscript, SmallCaps | `[i...]` |
| BlockQuote, Note | `[b...]` |
| Quoted, Cite | `[kind or citations, [i...]]` |
| Span, Div | `[attr, [i... or b...]]` |
| Header | `[level, attr, [i...]]` |
| Link, Image | `[attr, [i...], [target, title]]` |
| BulletList, OrderedList | `[[b...]...]`, `[numbering, [[b...]...]]` |
| DefinitionList | `[[[i...], [[b...]...]]...]` |
| LineBlock | `[[i...]...]` |
| Figure | `[attr, [short, [b...]], [b...]]` |
| Table | `[attr, caption, columns, head, bodies, foot]`: see `cell_rows` |

`attr` is `[id, [class...], [[key, value]...]]`. Keys of our own beside `t` and `c`: `at` is `[line,
column]` in the source, `box` ("empty" or "ticked") stands on the first block of a list item that was
written `- [ ]` or `- [x]`.

The parts of our blocks (docs/source-format.md), which translation records hang on: a *title* is a first
Para that is one Strong; a *caption* is the first Para of a figure or table that is not all Strong; a
*label* of a figure and a *field* of a form are list items that start with a Code (the label's key, the
field's type); a *cell* is a row's member in `cell_rows`; a *paragraph* is any other Para or Plain.
"""

from __future__ import annotations

from handbookpub.tree.ask import (
    SPACES,
    Attr,
    attr,
    attributes,
    child_lists,
    children,
    classes,
    identifier,
    is_block,
    is_inline,
    is_single_quoted,
    is_title,
    items,
    kind,
    level,
    map_lists,
    place,
    rewrite,
    rewrite_lists,
    start,
    string,
    take,
    target,
    text,
    walk,
    with_attr,
    with_children,
    with_string,
    with_target,
)
from handbookpub.tree.make import (
    at,
    make_attr,
    make_bullet_list,
    make_code,
    make_div,
    make_emph,
    make_header,
    make_image,
    make_inlines,
    make_line_break,
    make_link,
    make_note,
    make_ordered_list,
    make_para,
    make_plain,
    make_raw,
    make_space,
    make_span,
    make_str,
    make_strong,
    make_words,
    plain_text,
)
from handbookpub.tree.shapes import (
    Nodes,
)
from handbookpub.tree.tables import (
    Row,
    alignments,
    body_rows,
    caption,
    cell_rows,
    head_rows,
    make_table,
    with_caption,
    with_row_heads,
)

__all__ = [
    "SPACES",
    "Attr",
    "Nodes",
    "Row",
    "alignments",
    "at",
    "attr",
    "attributes",
    "body_rows",
    "caption",
    "cell_rows",
    "child_lists",
    "children",
    "classes",
    "head_rows",
    "identifier",
    "is_block",
    "is_inline",
    "is_single_quoted",
    "is_title",
    "items",
    "kind",
    "level",
    "make_attr",
    "make_bullet_list",
    "make_code",
    "make_div",
    "make_emph",
    "make_header",
    "make_image",
    "make_inlines",
    "make_line_break",
    "make_link",
    "make_note",
    "make_ordered_list",
    "make_para",
    "make_plain",
    "make_raw",
    "make_space",
    "make_span",
    "make_str",
    "make_strong",
    "make_table",
    "make_words",
    "map_lists",
    "place",
    "plain_text",
    "rewrite",
    "rewrite_lists",
    "start",
    "string",
    "take",
    "target",
    "text",
    "walk",
    "with_attr",
    "with_caption",
    "with_children",
    "with_row_heads",
    "with_string",
    "with_target",
]
