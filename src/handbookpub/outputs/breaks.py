"""Where pages end: lines left alone, headings without their text, captions without their table, pages half empty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handbookpub.pdfread.lines import is_mark
from handbookpub.pdfread.structure import Element

from .flow import Block, Drawing, Flow, Line, Spot, inked, is_raised, words
from .frame import Frame

EMPTY = 0.25
"""Share of a page's height from which on an early end is told."""
KEPT = 0.5
"""The same where what follows is kept whole and did not fit."""
TOGETHER = 2
"""Lines of a paragraph that stay together at either side of a page break."""
MARGIN = 4.5
"""Room above what begins a page, in sizes of its text: margins at a page's head are not set, and would be elsewhere."""
FIRST = 4
"""Parts of a form that stay together at its beginning."""
COLONS = (":", "\uff1a")
HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})
UNKEPT = frozenset({"Document", "Sect", "Art", "L", "LI", "LBody", "Table", "TBody"})
"""Elements that may go on over pages."""


def spots(flow: Flow, frame: Frame) -> Iterator[Spot]:
    """Yield all faults at page breaks."""
    for block in flow.blocks:
        if not (block.is_note or block.is_cell or block.is_label):
            yield from _alone(block)
    yield from _tables(flow)
    yield from _figures(flow)
    titles = _title_fonts(flow)
    for page in range(len(flow.by_page) - 1):
        if frame.folios[page] is not None and _goes_on(flow, page):
            yield from _stranded(flow, page, titles)
            yield from _short(flow, frame, page)


def _alone(block: Block) -> Iterator[Spot]:
    if len(block.pages) < 2:
        return
    first, last = block.on(block.pages[0]), block.on(block.pages[-1])
    if len(first) == 1:
        said = "the first line of a paragraph stands alone at the foot of the page (1 line, at least 2)"
        yield _spot("orphan", first[0], block, said)
    if len(last) == 1:
        said = "the last line of a paragraph stands alone at the head of the page (1 line, at least 2)"
        yield _spot("widow", last[0], block, said)


def _spot(kind: str, line: Line, block: Block, said: str) -> Spot:
    return Spot(kind, line.page, block, words(line, block.rtl), said)


def _tables(flow: Flow) -> Iterator[Spot]:
    """Captions and heads whose first row of data stands on a later page."""
    tables: dict[int, list[Block]] = {}
    for block in flow.blocks:
        table = next((outer for outer in block.above if outer.kind == "Table"), None)
        if table is not None:
            tables.setdefault(id(table), []).append(block)
    for parts in tables.values():
        captions = [block for block in parts if block.within("Caption")]
        heads = [block for block in parts if block.within("THead")]
        rows = [block for block in parts if block.is_cell and not block.within("THead")]
        first = next((block.lines[0].page for block in [*heads, *rows]), None)
        if captions and first is not None and captions[-1].lines[-1].page < first:
            said = f"the caption of a table ends this page, and the table begins on page {first + 1} of the PDF"
            yield _spot("caption", captions[-1].lines[-1], captions[-1], said)
        if heads and rows and heads[-1].lines[0].page < rows[0].lines[0].page:
            yield _spot(
                "stranded", heads[0].lines[0], heads[0], "the head of a table ends the page before its first row"
            )


def _figures(flow: Flow) -> Iterator[Spot]:
    captions = [(block, drawing) for block in flow.blocks if (drawing := _drawing(block, flow))]
    for block, drawing in captions:
        page = drawing.page
        own = block.lines[0].page if block.lines[0].page > page else block.lines[-1].page
        if own != page:
            said = f"the caption of a figure stands here, and its drawing on page {page + 1} of the PDF"
            yield _spot("caption", block.on(own)[0], block, said)


def _drawing(block: Block, flow: Flow) -> Drawing | None:
    """The drawing that a paragraph is the caption of: the paragraph next to it in a block of its own."""
    if block.element.kind != "P" or block.is_label or not block.above or block.above[0].kind != "Div":
        return None
    beside = [kid for kid in block.above[0].kids if isinstance(kid, Element)]
    own = beside.index(block.element)
    for drawing in flow.drawings:
        around = set(map(id, _outer(drawing.element)))
        if any(id(kid) in around for kid in beside[max(own - 1, 0) : own + 2]):
            return drawing
    return None


def _outer(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent


def _goes_on(flow: Flow, page: int) -> bool:
    """Whether the chapter goes on on the next page."""
    here, there = flow.running(page), flow.running(page + 1)
    return bool(here and there) and here[-1].part is there[0].part


def _title_fonts(flow: Flow) -> frozenset[str]:
    """Fonts of headings that running text is not set in."""
    headings, running = set(), set()
    for block in flow.blocks:
        kind = block.element.kind
        names = {glyph.font.name for line in block.lines for glyph in line.glyphs if inked(glyph)}
        if kind in HEADINGS:
            headings |= names
        elif kind == "P" and len(block.lines) > 2:
            running |= names
    return frozenset(name for name in headings - running if "Bold" in name)


def _stranded(flow: Flow, page: int, titles: frozenset[str]) -> Iterator[Spot]:
    last = flow.running(page)[-1]
    below = any(each.page == page and each.order > last.order for each in flow.drawings)
    drawing = _drawing(last, flow)
    beside = below or (drawing is not None and drawing.page == page)
    if last.is_cell or last.within("Caption") or page + 1 in last.number or beside:
        return
    line = last.on(page)[-1]
    if last.element.kind in HEADINGS:
        yield _spot("stranded", line, last, "a heading ends the page before its text")
    elif last.element.kind == "P" and _is_title(last, titles):
        yield _spot("stranded", line, last, "a title ends the page before its text")
    elif last.text.rstrip().endswith(COLONS):
        yield _spot("stranded", line, last, "a paragraph that ends in a colon ends the page before what it announces")


def _is_title(block: Block, titles: frozenset[str]) -> bool:
    """A paragraph in bold from end to end, or one that begins in the headings' font."""
    letters = [glyph for line in block.lines for glyph in line.glyphs if any(map(str.isalpha, glyph.text))]
    plain = [glyph for glyph in letters if not all(map(is_mark, glyph.text))]
    names = [glyph.font.name for glyph in plain]
    return bool(names) and (all("Bold" in name for name in names) or names[-1 if block.rtl else 0] in titles)


def _short(flow: Flow, frame: Frame, page: int) -> Iterator[Spot]:
    """A page in mid-chapter that ends early. What is kept whole, and did not fit, is a reason for less than `KEPT`."""
    here, there = flow.running(page), flow.running(page + 1)
    notes = [line for block in flow.by_page[page] if block.is_note for line in block.on(page)]
    floor = max((line.y + 2.2 * line.size for line in notes), default=frame.foot)
    used = [line.y for block in here for line in block.on(page)]
    used += [shape.bottom for shape in frame.shapes[page] if shape.bottom > floor]
    room = max(min(used) - floor, 0.0)
    wanted = _kept(flow, frame, page + 1) + MARGIN * there[0].on(page + 1)[0].size
    fits = wanted < room
    if room / frame.height > (EMPTY if fits else KEPT):
        line = here[-1].on(page)[-1]
        why = "" if fits else f"; what follows, {words(there[0].on(page + 1)[0], flow.rtl)}, is kept whole"
        said = (
            f"{room / frame.height:.0%} of the page's height stays empty (at most {EMPTY if fits else KEPT:.0%}){why}"
        )
        yield _spot("short", line, here[-1], said)


def _kept(flow: Flow, frame: Frame, page: int) -> float:
    """How high the first thing is that stays together at the head of a page: a box, or the first lines of a paragraph,
    with the titles above and the notes that they call.
    """
    blocks = flow.running(page)
    beside = (block for block in flow.by_page[page] if not block.is_note)
    top = max(line.y + line.size for block in beside for line in block.on(page))
    kept: list[Line] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        whole = [outer for outer in block.above if outer.kind not in UNKEPT and _ends_on(outer, page)]
        inside = [each for each in blocks if whole and (each.element is whole[-1] or whole[-1] in each.above)] or [
            block
        ]
        lines = [line for each in inside for line in each.on(page)]
        short = whole or len(lines) < 2 * TOGETHER
        kept += lines if short else lines[:TOGETHER]
        if not (
            block.element.kind in HEADINGS or block.within("Caption", "THead") or (short and _announces(block, after))
        ):
            break
    lowest = min(line.y for line in kept)
    boxes = [shape.bottom for shape in frame.shapes[page] if shape.bottom < lowest < shape.top < top + kept[0].size]
    return top - min([lowest, *boxes]) + _called(flow, page, kept)


def _announces(block: Block, after: Block | None) -> bool:
    """Whether a paragraph stays with what follows it: a list, a box that holds one, or whatever its colon promises."""
    if after is None or block.element.kind != "P":
        return after is not None and (_opens_form(after) or _is_first(block, after))
    boxes = [outer for outer in after.above if outer.kind == "Div" and all(outer is not own for own in block.above)]
    listed = any(isinstance(kid, Element) and kid.kind == "L" for box in boxes for kid in box.kids)
    enters = after.within("L") and not block.within("L")
    return block.text.rstrip().endswith(COLONS) or enters or listed or _opens_form(after)


def _is_first(block: Block, after: Block) -> bool:
    """Whether a paragraph ends the first item of a list: it stays with the second."""
    item = next((outer for outer in (block.element, *block.above) if outer.kind == "LI"), None)
    lists = item.parent if item is not None else None
    items = [kid for kid in lists.kids if isinstance(kid, Element)] if lists is not None else []
    return len(items) > 1 and items[0] is item and any(outer is items[1] for outer in (after.element, *after.above))


def _opens_form(block: Block) -> bool:
    """Whether a paragraph stands in what a form begins with: its label, its title, two fields."""
    for inner, outer in pairwise([block.element, *block.above]):
        kids = [kid for kid in outer.kids if isinstance(kid, Element)]
        if outer.kind == "Div" and any(kid.kind == "Div" for kid in kids):
            return kids.index(inner) < FIRST
    return False


def _called(flow: Flow, page: int, lines: list[Line]) -> float:
    """How high the notes are that some lines call: the first ones of the page, as many as there are calls."""
    raised = [[is_raised(glyph, line) for glyph in line.glyphs if inked(glyph)] for line in lines]
    calls = sum(now and not before for marks in raised for before, now in pairwise([False, *marks]))
    notes: dict[int, list[Line]] = {}
    for block in flow.by_page[page]:
        if block.is_note and block.pages[0] == page:
            note = next((outer for outer in block.above if outer.kind == "Note"), block.element)
            notes.setdefault(id(note), []).extend(block.on(page))
    return sum(lines[0].y - lines[-1].y + 2 * lines[0].size for lines in list(notes.values())[:calls])


def _ends_on(element: Element, page: int) -> bool:
    return all(at == page for at, _ in element.marked())
