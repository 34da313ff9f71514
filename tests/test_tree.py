"""The tree: going through it, asking it, making it. What is made must be what pandoc reads."""

from __future__ import annotations

import pytest

from handbookpub import pandoc, tree
from handbookpub.reading import chapters

SOURCE = """# One {#one}

A *b* [c](#one) "d" e[^1] ![f](g.svg)

> h

- i
    1. j

| k | l |
|---|---|
| m | n |

o
: p

[^1]: q
"""


@pytest.fixture(scope="module")
def blocks() -> tree.Nodes:
    return chapters.read_blocks(SOURCE)[0]


def test_a_walk_meets_every_word_once_and_in_the_order_of_the_text(blocks: tree.Nodes) -> None:
    words = [tree.string(node) for node in tree.walk(blocks) if node["t"] == "Str"]
    assert words == ["One", "A", "b", "c", "d", "e", "q", "f", "h", "i", "j", "k", "l", "m", "n", "o", "p"]


def test_a_tree_rewritten_by_nothing_stays_as_it_is(blocks: tree.Nodes) -> None:
    assert tree.rewrite(blocks, lambda node: node) == blocks
    assert tree.rewrite_lists(blocks, lambda nodes: nodes) == blocks


def test_a_node_may_be_replaced_by_several_or_by_none() -> None:
    para = tree.make_para("one two three")
    spread = {"one": [tree.make_str("1"), tree.make_str("!")], "two": []}
    (changed,) = tree.rewrite([para], lambda node: spread.get(tree.string(node), node))
    assert tree.text(changed) == "1!  three\n"


def test_text_leaves_notes_out_and_shows_quotes(blocks: tree.Nodes) -> None:
    assert tree.text(blocks[1]) == "A b c “d” e f\n"


def test_a_node_without_a_place_is_found_at_the_start_of_its_file(blocks: tree.Nodes) -> None:
    assert str(tree.place(tree.make_para("x"), "en/a.md")) == "en/a.md:1:1"
    assert str(tree.place(blocks[2], "en/a.md")) == "en/a.md:5:1"


def test_parts_of_an_attr_are_replaced_alone() -> None:
    span = tree.make_span("x", "a b", {"k": "v"}, id="i")
    assert tree.attr(tree.with_attr(span, classes=["c"])) == ("i", ("c",), {"k": "v"})
    assert tree.attr(tree.with_attr(span, id="")) == ("", ("a", "b"), {"k": "v"})
    with pytest.raises(KeyError):
        tree.with_attr(tree.make_para("x"), id="i")


def test_rows_and_cells_of_a_table_that_was_read(blocks: tree.Nodes) -> None:
    table = next(node for node in tree.walk(blocks) if node["t"] == "Table")
    assert [[tree.text(cell) for cell in row] for row in tree.cell_rows(table)] == [
        ["k\n", "l\n"],
        ["m\n", "n\n"],
    ]
    assert tree.text(tree.caption(tree.with_caption(table, [tree.make_plain("Levels")]))) == "Levels\n"


def test_what_is_made_is_what_pandoc_writes() -> None:
    cell = [tree.make_plain("x")]
    made = [
        tree.make_header(1, "Title", "id", "c"),
        tree.make_div(
            [
                tree.make_para(
                    [tree.make_strong("a"), tree.make_space(), tree.make_emph("b"), tree.make_code("c")]
                ),
                tree.make_ordered_list(
                    [[tree.make_plain([tree.make_link("d", "#id"), tree.make_span("e", "f")])]], 3
                ),
                tree.make_bullet_list(
                    [[tree.make_plain([tree.make_image("g", "h.svg"), tree.make_line_break()])]]
                ),
            ],
            "block danger",
        ),
        tree.with_row_heads(tree.make_table([[cell]], [[cell]], [tree.make_plain("i")])),
        tree.make_para([tree.make_str("j"), tree.make_note([tree.make_para("k")])]),
        tree.make_raw("html", "<hr class='l'>"),
    ]
    html = pandoc.write(made)
    wanted = ('<h1 class="c" id="id">Title</h1>', '<div class="block danger">', "<em>b</em>",
              '<ol start="3"', '<a href="#id">d</a><span class="f">e</span>', '<img src="h.svg" alt="g"',
              "<caption>i</caption>", "<hr class='l'>")  # fmt: skip
    assert [part for part in wanted if part not in html] == []
    assert html.count("<th>x</th>") == 2  # the column's head and the row's
