"""Boxes that go on over a page: open at the foot, and no lower than what stands in them.

WeasyPrint draws such a box down to the foot of the page (CSS Fragmentation 3, section 5), also where nothing fits
there any more; and a box that is broken only afterwards, to keep things together, keeps the height and the closing
rule that it had as a whole (`find_earlier_page_break`). Both look like the end of the box in mid-sentence, or like a
field to write in. So the boxes are cut once the pages are known: nothing is laid out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

BELOW = 0.3
"""What is left of a box below its last line on a page, in sizes of its text, where there is room."""


def open_ends(pages: Sequence[Any]) -> None:
    """Cut the boxes of each page that go on on the next one."""
    roots = [page._page_box.children[0] for page in pages]
    for root, after in pairwise(roots):
        _cut(root, {id(box.element) for box in _blocks(after)})


def _blocks(box: Any) -> Iterator[Any]:
    """The blocks of a tree outside tables, which end where their rows do."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.BlockBox) and not box.is_table_wrapper:
        yield box
        for child in box.children:
            yield from _blocks(child)


def _cut(box: Any, ahead: set[int]) -> None:
    """Cut a block, the inner ones first."""
    from weasyprint.formatting_structure import boxes

    inner = [child for child in box.children if child.is_in_normal_flow()]
    for child in inner:
        if isinstance(child, boxes.BlockBox) and not child.is_table_wrapper:
            _cut(child, ahead)
    if id(box.element) not in ahead or not inner:
        return
    lowest = max(map(_bottom, inner))
    end = min(_bottom(box), lowest + BELOW * box.style["font_size"])
    box._reset_spacing("bottom")
    box.height = max(end - box.content_box_y(), 0)
    if box.background:  # its place was settled with the page
        shape = box.rounded_border_box()
        layers = [layer._replace(painting_area=shape[:4], clipped_boxes=[shape]) for layer in box.background.layers]
        box.background = box.background._replace(layers=layers)


def _bottom(box: Any) -> float:
    """Where a box or a line ends, in CSS pixels from the head of the page."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())
