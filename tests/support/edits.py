"""What translators and authors do to a chapter in an editor. Each edit takes a text with owners and chooses by chance;
one that finds nothing to do leaves the text as it is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from handbookpub.translate.segments import Kind, Segment
from support.owned import NOBODY, Owned

Edit = Callable[[Owned, random.Random, Sequence[str]], None]
WORD = re.compile(r"(?<=\s)[^\W\d_]+(?=\s)")
CODES = re.compile(r"[\d\[\]`*{}#\\<>|]")


def _lines(owned: Owned) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\n]*\n", owned.text)]


def _free_gaps(owned: Owned) -> list[int]:
    """Offsets of empty lines where a paragraph may stand: outside blocks, notes and the front matter."""
    gaps, depth, first = [], 0, False
    for start, end in _lines(owned):
        line = owned.text[start:end]
        first = first or line.startswith("# ")
        depth += 1 if re.match(r":{3,}\s*[^\s:]", line) else -1 if re.match(r":{3,}\s*$", line) else 0
        after = owned.text[end:]
        if first and not depth and line == "\n" and not re.match(r"\[\^|    |\t|[-*|]|\d", after or "x"):
            gaps.append(end)
    return gaps


def _prose(owned: Owned, *kinds: Kind) -> list[Segment]:
    return [p for p in owned.pieces if p.kind in kinds and len(p.markdown.split()) > 8]


def _at_margin(owned: Owned, piece: Segment) -> bool:
    return owned.text[piece.span[0] - 1] == "\n"


def _stands_alone(owned: Owned, piece: Segment) -> bool:
    """Whether nothing hangs on an item or paragraph: no note that it calls, no lines indented below it."""
    below = owned.text[owned.line(piece)[1] :].lstrip("\n")
    return "[^" not in piece.markdown and not below.startswith(("  ", "\t"))


def _other(words: Sequence[str], rng: random.Random) -> str:
    return CODES.sub("", rng.choice(words).split()[0]).strip(":-") or words[0].split()[0]


def retype(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """Some words of a segment are written anew, fewer than a third."""
    choice = _prose(owned, "paragraph", "item", "cell", "note")
    if not choice:
        return
    piece = rng.choice(choice)
    start, end = piece.span
    words = list(WORD.finditer(owned.text[start:end]))
    count = min(len(words) // 3, rng.randint(1, 8))
    for word in sorted(rng.sample(words, count), key=lambda w: -w.start()):
        owner = owned.owners[start + word.start()]
        owned.put(start + word.start(), start + word.end(), _other(pool, rng), owner or 1)


def retype_all(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph is translated once more from its first word to its last: links, notes and numbers stay."""
    choice = _prose(owned, "paragraph", "item")
    if not choice:
        return
    start, end = rng.choice(choice).span
    for word in sorted(re.finditer(r"(?<![^\s])[^\W\d_]+(?=\s|[.,،؛:؟?!]?$)", owned.text[start:end]),
                       key=lambda w: -w.start()):  # fmt: skip
        owner = owned.owners[start + word.start()]
        owned.put(start + word.start(), start + word.end(), _other(pool, rng), owner)
        owned.retyped.add(owner)


def replace_all(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph is deleted, and another written in its place."""
    choice = [p for p in _prose(owned, "paragraph", "item") if _stands_alone(owned, p)]
    if choice:
        piece = rng.choice(choice)
        owned.put(*piece.span, rng.choice(pool), owned.new())


def insert(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph that translates nothing is written between two others."""
    at, text = rng.choice(_free_gaps(owned)), rng.choice(pool)
    owned.put(at, at, text + "\n\n", owned.new())
    owned.pieces.append(replace(owned.pieces[0], kind="paragraph", block="", slot="", span=(at, at + len(text))))
    owned.pieces.sort(key=lambda piece: piece.span)


def delete(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph is deleted, or an item with its line."""
    choice = [p for p in _prose(owned, "paragraph", "item") if _stands_alone(owned, p)]
    if choice:
        owned.cut(*owned.line(rng.choice(choice)))


def delete_row(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A row of a table is deleted."""
    rows = [row for row in _rows(owned) if "[^" not in owned.text[slice(*row)]]
    if rows:
        row = rng.choice(rows)
        cells = [p for p in owned.pieces if row[0] <= p.span[0] < row[1]]
        block, number = cells[0].block, _row(cells[0])
        owned.cut(*row)
        owned.pieces = [_up(p) if (p.kind, p.block) == ("cell", block) and _row(p) > number else p
                        for p in owned.pieces]  # fmt: skip


def _row(cell: Segment) -> int:
    return int(cell.slot[1:].partition("c")[0])


def _up(cell: Segment) -> Segment:
    return replace(cell, slot=f"r{_row(cell) - 1}c{cell.slot.partition('c')[2]}")


def move(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph outside blocks is moved to another place, perhaps in another section."""
    choice = [p for p in _prose(owned, "paragraph") if not p.block and _at_margin(owned, p)]
    if choice:
        taken = owned.cut(*owned.line(rng.choice(choice)))
        at = rng.choice(_free_gaps(owned))
        taken.text, taken.owners = taken.text + "\n", [*taken.owners, NOBODY]
        owned.paste(at, taken)


def move_item(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """An item of a list is moved, in its list or to another of the same kind."""
    items = {piece: _prefix(owned, piece) for piece in owned.pieces if piece.kind == "item"}
    free = [piece for piece in items if _stands_alone(owned, piece)]
    both = [(one, other) for one in free for other in items if one != other and items[one] == items[other]]
    if both:
        one, other = rng.choice(both)
        start, end = owned.line(one)
        at = owned.line(other)[0]
        taken = owned.cut(start, end)
        block = other.block
        taken.pieces = [replace(piece, block=block) for piece in taken.pieces]
        owned.paste(at - (end - start) if at > start else at, taken)


def _prefix(owned: Owned, piece: Segment) -> str:
    start = owned.line(piece)[0]
    return re.sub(r"\w+(?=[.)])", "1", owned.text[start : piece.span[0]])


def move_section(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A section goes to another place, with everything in it."""
    heads = [(m.start(), len(m[1])) for m in re.finditer(r"^(##+) ", owned.text, re.M)]
    spans = []
    for number, (start, level) in enumerate(heads):
        end = next((at for at, other in heads[number + 1 :] if other <= level), None)
        spans += [(start, end, level)] if end else []
    both = [(span, at) for span in spans for at, level in heads
            if level == span[2] and not span[0] <= at <= span[1]]  # fmt: skip
    if both:
        (start, end, _), at = rng.choice(both)
        taken = owned.cut(start, end)
        owned.paste(at - (end - start) if at > start else at, taken)


def split(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """A paragraph becomes two at the end of a sentence."""
    choice = [(piece, at) for piece in _prose(owned, "paragraph") if _at_margin(owned, piece)
              for at in _sentence_ends(owned, piece)]  # fmt: skip
    if choice:
        piece, at = rng.choice(choice)
        owned.put(at - 1, at, "\n\n", NOBODY)
        start, end = piece.span
        index = next(i for i, each in enumerate(owned.pieces) if each.span[0] == start)
        owned.pieces[index : index + 1] = [replace(piece, span=(start, at - 1)), replace(piece, span=(at + 1, end + 1))]


def _sentence_ends(owned: Owned, piece: Segment) -> list[int]:
    start, end = piece.span
    ends = [start + f.end() for f in re.finditer(r"(?<=[.؟!]) (?=[^\W\d_])", owned.text[start:end])]
    return [at for at in ends if min(at - start, end - at) > 40]


def merge(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """Two paragraphs that follow each other become one."""
    both = [(a, b) for a, b in zip(owned.pieces, owned.pieces[1:], strict=False)
            if a.kind == b.kind == "paragraph" and owned.text[a.span[1]:b.span[0]] == "\n\n"]  # fmt: skip
    if both:
        first, second = rng.choice(both)
        owned.put(first.span[1], second.span[0], " ", NOBODY)
        end = second.span[1] - 1
        index = next(i for i, each in enumerate(owned.pieces) if each.span[0] == first.span[0])
        owned.pieces[index : index + 2] = [replace(first, span=(first.span[0], end))]


def _rows(owned: Owned) -> list[tuple[int, int]]:
    """The lines of tables' rows, but for their heads."""
    heads = {p.span[0] for p in owned.pieces if p.kind == "cell" and _row(p) > 1}
    return [(s, e) for s, e in _lines(owned) if owned.text[s] == "|" and any(s <= at < e for at in heads)]


def swap_rows(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """Two rows of a table change places."""
    rows = _rows(owned)
    both = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a[1] == b[0]]
    if both:
        (start, middle), (_, end) = rng.choice(both)
        taken = owned.cut(start, middle)
        owned.paste(start + end - middle, taken)
        owned.pieces = [_swapped(p, start, start + end - middle, end) if p.kind == "cell" else p for p in owned.pieces]


def _swapped(cell: Segment, start: int, middle: int, end: int) -> Segment:
    """A cell of two rows that changed places: the one that stands first now was the second."""
    by = -1 if start <= cell.span[0] < middle else 1 if middle <= cell.span[0] < end else 0
    return replace(cell, slot=f"r{_row(cell) + by}c{cell.slot.partition('c')[2]}")


def swap_cells(owned: Owned, rng: random.Random, pool: Sequence[str]) -> None:
    """The words of two cells of a table change places."""
    cells = [p for p in owned.pieces if p.kind == "cell" and _row(p) > 1 and p.markdown]
    both = [(a, b) for a in cells for b in cells if a.span < b.span and a.block == b.block and a.section == b.section]
    if both:
        first, second = rng.choice(both)
        kept = [(owned.text[slice(*p.span)], owned.owners[slice(*p.span)]) for p in (first, second)]
        owned.put(*second.span, *kept[0])
        owned.put(*first.span, *kept[1])


EDITS: tuple[Edit, ...] = (
    retype, retype, retype_all, replace_all, insert, delete, delete_row, move, move_item, move_section, split, merge,
    swap_rows, swap_cells,
)  # fmt: skip
