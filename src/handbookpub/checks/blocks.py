"""HB133 to HB142: each kind of block has the parts that docs/source-format.md gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.faults import nearest
from handbookpub.model import Chapter, Handbook, Node, Place
from handbookpub.tree import Nodes

LISTS: Mapping[str, tuple[str, ...]] = {
    "keypoints": ("BulletList", "OrderedList"),
    "checklist": ("BulletList", "OrderedList"),
    "reading": ("BulletList", "OrderedList"),
    "steps": ("OrderedList",),
}
TITLED = ("principle", "form")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "form": ("version",),
    "voice": ("consent", "invented"),
    "figure": ("src",),
    "table": ("headers",),
    "index": ("entry",),
}
EVERYWHERE = ("lang", "dir")
FIELD_TYPES = ("text", "lines", "date", "tick", "choice", "signature")
ALT = "alt"


def _blocks(chapter: Chapter, *names: str) -> Iterator[tuple[str, Node, Place]]:
    """The blocks of some classes: class, node, place."""
    for node in tree.walk(chapter.blocks):
        for name in tree.classes(node):
            if node["t"] == "Div" and (not names or name in names):
                yield name, node, tree.place(node, chapter.path)


def _start(item: Nodes) -> Nodes:
    """The inline nodes that a list item starts with."""
    return tree.children(item[0]) if item and item[0]["t"] in ("Para", "Plain") else []


def _key(item: Nodes) -> str:
    """The word in backticks that an item starts with, or ""."""
    start = _start(item)
    return tree.string(start[0]).strip() if start and start[0]["t"] == "Code" else ""


def _place(item: Nodes, otherwise: Place) -> Place:
    return tree.place(item[0], otherwise.path) if item and "at" in item[0] else otherwise


def _all_items(node: Node, *kinds: str) -> list[Nodes]:
    return [item for child in tree.children(node) if child["t"] in kinds for item in tree.items(child)]


@check("HB133", on=Chapter)
def missing_list(chapter: Chapter, handbook: Handbook) -> Problems:
    """A block that is a list holds none.

    What it does: looks for the list in `keypoints`, `checklist`, `reading`; in `steps` it must be
    numbered.
    Who is harmed: the reader, who gets nothing to tick off or to follow in order.
    Example: a `checklist` that holds a paragraph.
    Instead: lines that start with `- `, in `steps` with `1. `.
    """
    for name, node, place in _blocks(chapter, *LISTS):
        if not any(child["t"] in LISTS[name] for child in tree.children(node)):
            mark = "1. " if name == "steps" else "- "
            yield place, f"this `{name}` holds no list", f"start each line with {mark.strip()} and a space"


@check("HB134", on=Chapter)
def missing_block_title(chapter: Chapter, handbook: Handbook) -> Problems:
    """A principle or a form has no title.

    What it does: looks for a first paragraph that is bold from end to end.
    Who is harmed: the worker, who looks for the principle or the form by its name.
    Example: a `form` that starts with its fields.
    Instead: `**First contact record**` and an empty line before them.
    """
    for name, node, place in _blocks(chapter, *TITLED):
        if not tree.is_title(next(iter(tree.children(node)), None)):
            yield place, f"this `{name}` has no title", "type **Title** and an empty line at its start"


@check("HB135", on=Chapter)
def incomplete_figure(chapter: Chapter, handbook: Handbook) -> Problems:
    """A figure lacks its picture, its caption or the sentence that says what it shows.

    What it does: looks for `src`, for a first paragraph, and for a list with an item `alt`.
    Who is harmed: readers who do not see the picture, and those whose screen reader has nothing to say.
    Example: a figure with a caption and nothing else.
    Instead: ``- `alt` Four boxes in a row, joined by arrows.`` in the list after the caption.
    """
    for _, node, place in _blocks(chapter, "figure"):
        if not tree.attributes(node).get("src"):
            yield place, "this figure names no picture", 'type ::: {.figure #id src="figures/name.svg"}'
        if next((child["t"] for child in tree.children(node)), "") != "Para":
            yield place, "this figure has no caption", "write the caption as its first paragraph"
        labels = _all_items(node, "BulletList")
        if not any(_key(item) == ALT and len(_start(item)) > 1 for item in labels):
            yield (
                place,
                "this figure does not say what it shows",
                "type - `alt` and a sentence that describes it",
            )
        for item in labels:
            if not _key(item):
                yield _place(item, place), "this label has no key", "type - `key` Label"


@check("HB136", on=Chapter)
def incomplete_table(chapter: Chapter, handbook: Handbook) -> Problems:
    """A table block lacks its caption or its table.

    What it does: looks for a first paragraph and a pipe table after it.
    Who is harmed: the reader, who cannot be referred to the table; those who hear it, who cannot choose
    it.
    Example: a `table` block that starts with the table.
    Instead: the caption in a paragraph, an empty line, then the table.
    """
    for _, node, place in _blocks(chapter, "table"):
        kinds = [child["t"] for child in tree.children(node)]
        if kinds[:1] != ["Para"]:
            yield place, "this table has no caption", "write the caption as its first paragraph"
        if "Table" not in kinds:
            yield place, "this block holds no table", "type the head, a line |---|---|, and the rows"
        if tree.attributes(node).get("headers", "row") != "row":
            yield place, "`headers` can only be row", 'type headers="row" if the first column names the rows'


@check("HB137", on=Chapter)
def voice_without_origin(chapter: Chapter, handbook: Handbook) -> Problems:
    """A voice that does not say whose words it holds, or says two things.

    What it does: looks on every `voice` for exactly one of `consent="yes"` and `invented="yes"`.
    Who is harmed: the survivor, whose words can be recognised by the person they fled from; and the reader,
    who takes invented words for what somebody lived through.
    Example: `::: voice`; `::: {.voice consent="yes" invented="yes"}`.
    Instead: `::: {.voice consent="yes"}`, once the person has agreed to these words in this book;
    `::: {.voice invented="yes"}` for words that nobody said: every output says so.
    """
    for _, node, place in _blocks(chapter, "voice"):
        said = {key: value for key, value in tree.attributes(node).items() if key in FIELDS["voice"]}
        if list(said.values()) != ["yes"]:
            fault = "says two things about whose words it holds" if said else "does not say whose words it holds"
            yield (
                place,
                f"this voice {fault}",
                'type ::: {.voice consent="yes"} if the survivor agreed to these words in this book, '
                'or ::: {.voice invented="yes"} if nobody said them',
            )


@check("HB138", on=Chapter)
def broken_form(chapter: Chapter, handbook: Handbook) -> Problems:
    """A field of a form has no type, or one that does not exist.

    What it does: looks at the word in backticks at the start of each field; a `choice` needs its
    answers.
    Who is harmed: the worker, who finds no line to write on.
    Example: ``- `txt` Case code``.
    Instead: ``- `text` Case code``; the types are text, lines, date, tick, choice, signature.
    """
    for _, node, place in _blocks(chapter, "form"):
        lists = [child for child in tree.children(node) if any(map(_key, tree.items(child)))]
        if not lists:
            yield place, "this form has no fields", "type - `text` and the field's label"
        for item in (item for fields in lists for item in tree.items(fields)):
            yield from _field(item, _place(item, place))


def _field(item: Nodes, place: Place) -> Problems:
    kind = _key(item)
    if kind not in FIELD_TYPES:
        near = nearest(kind, FIELD_TYPES) or "text"
        message = f"`{kind}` is no type of field" if kind else "this field has no type"
        yield place, message, f"type - `{near}` and the field's label"
    elif kind == "choice" and not any(block["t"] == "BulletList" for block in item):
        yield place, "this choice has no answers", "list the answers under it, four spaces further in"
    elif len(_start(item)) < 2:
        yield place, "this field has no label", f"type - `{kind}` and the field's label"


@check("HB139", on=Chapter)
def broken_decision(chapter: Chapter, handbook: Handbook) -> Problems:
    """A decision without questions, a question without answers, an answer that is not bold.

    What it does: looks for a numbered list, under each item for a list, in each of its items for a bold
    start.
    Who is harmed: the worker in a hurry, who cannot see which way the answer leads.
    Example: a question with a paragraph under it.
    Instead: `- **Yes:** call the emergency service.` under the question, four spaces further in.
    """
    for _, node, place in _blocks(chapter, "decision"):
        questions = _all_items(node, "OrderedList")
        if not questions:
            yield place, "this decision has no numbered questions", "type 1. and the question"
        for question in questions:
            at = _place(question, place)
            answers = [i for part in question if part["t"] == "BulletList" for i in tree.items(part)]
            if not answers:
                yield (
                    at,
                    "this question has no answers",
                    "type - **Yes:** and what to do, four spaces further in",
                )
            for answer in answers:
                if [child["t"] for child in _start(answer)][:1] != ["Strong"]:
                    yield (
                        _place(answer, at),
                        "this answer does not start in bold",
                        "type - **Yes:** and what to do",
                    )


@check("HB140", on=Chapter)
def law_without_source(chapter: Chapter, handbook: Handbook) -> Problems:
    """A law block without a link to the law.

    What it does: looks for a `law:` link in every `law`.
    Who is harmed: the worker, who says "the law gives you this right" and cannot show where.
    Example: a `law` that only tells what a law says.
    Instead: `[the Palermo Protocol, Article 6](law:INT.palermo-6)` in it.
    """
    for _, node, place in _blocks(chapter, "law"):
        if not any(tree.target(child).startswith("law:") for child in tree.walk(node)):
            yield place, "this law names no source", "type [name and article](law:INT.key)"


@check("HB141", on=Chapter)
def unknown_field(chapter: Chapter, handbook: Handbook) -> Problems:
    """A field in braces that means nothing.

    What it does: names it.
    Who is harmed: whoever relies on it: `concent="yes"` on a `voice` gives no consent.
    Example: `::: {.figure scr="figures/x.svg"}`.
    Instead: `src` on a figure, `version` on a form, `consent` or `invented` on a voice, `headers` on a
    table, `entry` on an index word, `lang` on any words.
    """
    for node in tree.walk(chapter.blocks):
        known = [*EVERYWHERE, *(field for name in tree.classes(node) for field in FIELDS.get(name, ()))]
        for field in tree.attributes(node).keys() - set(known):
            near = nearest(field, known)
            place = tree.place(node, chapter.path)
            yield place, f"the field `{field}` means nothing here", f"type {near}" if near else "delete it"


@check("HB142", on=Chapter)
def empty_block(chapter: Chapter, handbook: Handbook) -> Problems:
    """A block holds nothing.

    What it does: names it.
    Who is harmed: the reader, who sees the word "Danger" and no danger.
    Example: `::: danger` and `:::` in the next line.
    Instead: the text between the two lines, or neither of them.
    """
    for name, node, place in _blocks(chapter):
        if not tree.children(node):
            yield place, f"this `{name}` is empty", "write its text, or delete both lines"
