"""HB120 to HB123, HB143: titles and sections of a chapter, and paragraphs that became something else."""

from __future__ import annotations

from itertools import pairwise

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.model import Chapter, Handbook, Place


def _headings(chapter: Chapter) -> list[tuple[int, Place]]:
    nodes = (node for node in tree.walk(chapter.blocks) if node["t"] == "Header")
    return [(tree.level(node), tree.place(node, chapter.path)) for node in nodes]


@check("HB120", on=Chapter)
def missing_title(chapter: Chapter, handbook: Handbook) -> Problems:
    """A chapter has no title.

    What it does: looks for `# Title` in each file; an empty file has none.
    Who is harmed: the reader, who cannot find the chapter in the contents.
    Example: a file that starts with `## Section`.
    Instead: `# Title {#id}` as the first line under the front matter.
    """
    if not any(level == 1 for level, _ in _headings(chapter)):
        yield (
            Place(chapter.path),
            "this chapter has no title",
            f"type # Title {{#{chapter.id or 'id'}}} first",
        )


@check("HB121", on=Chapter)
def second_title(chapter: Chapter, handbook: Handbook) -> Problems:
    """A chapter has more than one title.

    What it does: names every `# Title` after the first.
    Who is harmed: the reader: the contents and the bookmarks lose their order.
    Example: two lines that start with one `#`.
    Instead: `## Section` for the second, or a file of its own.
    """
    for _, place in [heading for heading in _headings(chapter) if heading[0] == 1][1:]:
        yield (
            place,
            "this is the second title of the chapter",
            "type ## for a section, or make a file of its own",
        )


@check("HB122", on=Chapter)
def skipped_level(chapter: Chapter, handbook: Handbook) -> Problems:
    """A heading skips a level.

    What it does: compares each heading with the one before it.
    Who is harmed: readers who hear the book: a screen reader announces a section that is not there.
    Example: `####` right under `##`.
    Instead: `###`.
    """
    for (before, _), (level, place) in pairwise([(0, Place(chapter.path)), *_headings(chapter)]):
        if level > before + 1 and before:
            yield (
                place,
                f"a heading of level {level} follows one of level {before}",
                f"type {'#' * (before + 1)}",
            )


@check("HB123", on=Chapter)
def heading_in_block(chapter: Chapter, handbook: Handbook) -> Problems:
    """A heading stands inside a block, a list or a table.

    What it does: names the first one in each.
    Who is harmed: the reader: the section ends with the box, and the contents do not show it as it is.
    Example: `## Section` between `::: note` and `:::`.
    Instead: close the block before the heading; for a title within a block type `**Title**`.
    """
    for block in chapter.blocks:
        first = next((node for node in tree.walk(tree.children(block)) if node["t"] == "Header"), None)
        if first:
            place = tree.place(first, chapter.path)
            yield place, "this heading stands inside a block", "close the block above it, or type **Title**"


@check("HB143", on=Chapter, severity="review")
def paragraph_as_code(chapter: Chapter, handbook: Handbook) -> Problems:
    """Text is set as program code.

    What it does: names it: four spaces at the start of a line, or three backticks, make code.
    Who is harmed: the reader of a right-to-left language: code runs from the left, in another typeface.
    Example: a paragraph that somebody moved in with four spaces.
    Instead: no spaces at its start; for words that a worker may use `::: say`.
    """
    for node in tree.walk(chapter.blocks):
        if node["t"] == "CodeBlock":
            place = tree.place(node, chapter.path)
            yield place, "this is set as program code", "delete the spaces at the start of its lines"
