"""Page numbers in a joined book: the glyphs of each slot are replaced in the page's content, nothing else moves."""

from __future__ import annotations

import re
import zlib
from functools import partial
from typing import Any

from .arrangement import Layout
from .join_fonts import Fonts
from .part import Part

_SLOT = re.compile(rb"%%slot (\d+)\n(.*?)%%end \1\n", re.S)
# The digits stand in a plain font; blank carriers of direction round them (`extraction`) in the extra font.
_DIGITS = re.compile(rb"(/(F\w+) [\d.]+ Tf\s)\[[^\]]*\] TJ")
_MATRIX = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")


class UnknownTarget(LookupError):
    """A page reference names a destination that the book does not have."""


def fill(target: Any, part: Part, start: int, layout: Layout, fonts: Fonts) -> None:
    """Write the page numbers of one part, whose first page is page `start` of the book."""
    from pikepdf import Name

    for page in sorted({slot["page"] for slot in part.record.slots}):
        contents = target.pages[start + page].obj.Contents
        data = contents.read_bytes()
        filled = _SLOT.sub(partial(_patch, part=part, page=start + page, layout=layout, fonts=fonts), data)
        contents.write(zlib.compress(filled, 6), filter=Name.FlateDecode)


def number(slot: dict[str, Any], page: int, layout: Layout) -> str:
    """Return what a slot on `page` shows."""
    if slot["kind"] == "folio":
        return layout.folios[page]
    folio = layout.folio_of(slot["target"])
    if folio is None:
        raise UnknownTarget(slot["target"])
    return folio


def _patch(match: re.Match[bytes], part: Part, page: int, layout: Layout, fonts: Fonts) -> bytes:
    slot = part.record.slots[int(match.group(1))]
    text, content = number(slot, page, layout), match.group(2)
    digits = _DIGITS.search(content)
    if digits is None:
        raise UnknownTarget(f"slot {match.group(1).decode()} shows no digits")
    glyphs, widths = fonts.digit_glyphs(digits.group(2).decode())
    shown = [fonts.digits.index(digit) for digit in text]
    room = slot["length"] * widths[0]  # zeros keep the place; in some faces other digits are wider or narrower
    shift = (room - sum(widths[digit] for digit in shown)) * slot["size"] * slot["align"]
    codes = "".join(f"{glyphs[digit]:04x}" for digit in shown)
    content = _MATRIX.sub(
        lambda m: b"1 0 0 -1 %.4f %s Tm" % (float(m.group(1)) + shift, m.group(2)), content, count=1
    )
    return _DIGITS.sub(lambda m: b"%s[<%s>] TJ" % (m.group(1), codes.encode()), content, count=1)
