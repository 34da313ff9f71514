"""A box that goes on over a page does not look as if it ended there: no rule closes it, and nothing is drawn below the
last line that stands on the page but a little of its tint; no rule opens it again on the next page.
"""

from __future__ import annotations

import pytest

from handbookpub.outputs import flow, frame
from support.printed import small
from support.typeset_book import WORDS

BOXES = {
    "law": "::: law\n{long} {long}\n:::",
    "case": "::: case\n{long}\n\n{long}\n:::",
    "exercise": "::: exercise\n{long}\n\n{long}\n:::",
    "checklist": "::: checklist\n{items}\n:::",
    "form": '::: {{.form #f{number} version="1"}}\n**T**\n\n{fields}\n:::',
}
BEFORE = range(12, 22, 3)
"""Short paragraphs before a box: it meets the foot of the page at several heights."""


def files(code: str, box: str) -> dict[str, str]:
    words = WORDS[code]
    parts = {
        "long": " ".join([words] * 6),
        "items": "\n".join([f"- {words}"] * 14),
        "fields": "\n".join([f"- `text` {words[:30]}"] * 20),
    }
    return {
        f"{code}/{number}-x.md": f"# C {{#c{number}}}\n\n"
        + "\n\n".join([words[:40]] * number)
        + f"\n\n{box.format(number=number, **parts)}\n\n{words}\n"
        for number in BEFORE
    }


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("kind", BOXES)
def test_a_box_is_open_where_it_goes_on(tmp_path_factory: pytest.TempPathFactory, kind: str, code: str) -> None:
    book = small(tmp_path_factory.mktemp(kind), files(code, BOXES[kind]), code)
    read = flow.read(book.pages, book.structure, code == "ar")
    found = frame.find(book.pdf, book.pages, read)
    broken = 0
    for page in range(len(book.pages) - 1):
        here, there = read.running(page), read.running(page + 1)
        if not (here and there) or _box(here[-1]) is None or _box(here[-1]) is not _box(there[0]):
            continue
        broken += 1
        last, first = here[-1].on(page)[-1], there[0].on(page + 1)[0]
        drawn = [shape.bottom for shape in found.shapes[page]]
        room = 4 if kind == "form" else 1.4  # the line to write on stands below the label of a field
        assert all(bottom > last.y - room * last.size for bottom in drawn), (page + 1, last.y, min(drawn))
        wide = [s for s in found.shapes[page] if s.right - s.left > 200 and s.top - s.bottom < 3]
        assert kind == "form" or all(shape.bottom > last.y for shape in wide), (page + 1, last.y)
        wide = [s for s in found.shapes[page + 1] if s.right - s.left > 200 and s.top - s.bottom < 3]
        assert all(shape.top < first.y for shape in wide), (page + 2, first.y)
    assert broken


def _box(block: flow.Block) -> object:
    return next((outer for outer in reversed(block.above) if outer.kind == "Div"), None)
