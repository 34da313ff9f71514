"""Every override of WeasyPrint's internals, in one place, for one version of it.

What the public interface cannot do and a book needs: text that comes back (`extraction`), fonts shared by the parts
of a book, page-number slots, running heads and folios as artifacts, structure elements with a language. `session`
installs the overrides for the time of one part and puts the originals back. `check_version` refuses another
WeasyPrint than the one that these overrides were written against; `tests/test_engine.py` sees
whether each override is reached and put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pydyf
import weasyprint
from weasyprint import draw, pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, block, inline
from weasyprint.pdf import stream as stream_module
from weasyprint.pdf import tags
from weasyprint.text.ffi import ffi, pango

from handbookpub.resources import Unfit

from .elements import classes
from .faces import Codes, Face
from .feet import NotesStay
from .joining import glued
from .pen import Pen
from .tagging import Tagging, Unmarked

VERSION = "70.0"
# By name: the package holds a function beside the module.
draw_text_module = import_module("weasyprint.draw.text")
SLOT_OPEN, SLOT_CLOSE = b"%%slot", b"%%end"


class WrongEngine(Unfit):
    """The installed WeasyPrint is not the version that the overrides were written for."""


@dataclass
class Slot:
    """A place for a page number, filled when the parts are joined. Sizes in CSS pixels."""

    page: int
    kind: str
    target: str
    length: int
    align: float
    size: float
    font: str = ""


@dataclass
class Session:
    """What one part leaves behind besides its PDF."""

    codes: dict[str, Codes] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    slot_of: dict[int, int] = field(default_factory=dict)
    pagination: set[int] = field(default_factory=set)
    carried: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    tagging: Tagging = field(default_factory=Tagging)
    fonts: Callable[[Any, Session], Any] | None = None
    faces: dict[int, Codes] = field(default_factory=dict)

    def codes_of(self, font: Any) -> Codes:
        """Return the codes of a WeasyPrint font object's file."""
        found = self.faces.get(id(font))
        if found is None:
            face = face_of(font.file_content, font.index)
            found = self.codes.setdefault(face.digest, Codes(face))
            self.faces[id(font)] = found
        return found


_FACES: dict[tuple[int, int], Face] = {}
_current: ContextVar[Session] = ContextVar("session")


def face_of(data: bytes, index: int) -> Face:
    """Return the face of a font file; its tables are read once in a process."""
    key = (hash(data), index)
    return _FACES.setdefault(key, Face(data, index))


def resource(digest: str, plain: bool) -> str:
    """Return the name of a font in the page resources."""
    return f"{'F' if plain else 'X'}{digest[:10]}"


def check_version() -> None:
    """Raise WrongEngine unless WeasyPrint is the pinned version."""
    if weasyprint.VERSION != VERSION:
        raise WrongEngine(f"WeasyPrint {VERSION} is needed, {weasyprint.VERSION} is installed")


@contextmanager
def session(fonts: Callable[[Any, Session], Any]) -> Iterator[Session]:
    """Install the overrides. `fonts(pdf, session)` adds the font dictionaries and returns the resource dictionary."""
    check_version()
    current = Session(fonts=fonts)
    token = _current.set(current)
    kept = [(module, name, getattr(module, name)) for module, name, _ in _OVERRIDES]
    try:
        for module, name, replacement in _OVERRIDES:
            setattr(module, name, replacement)
        yield current
    finally:
        for module, name, original in kept:
            setattr(module, name, original)
        _current.reset(token)


_draw_text = draw_text_module.draw_text
_draw_inline_level = draw.draw_inline_level
_linebox_layout = block._linebox_layout
_update_footnote_area = LayoutContext._update_footnote_area
_split_first_line = inline.split_first_line
_split_inline_level = inline.split_inline_level
_build_box_tree = tags._build_box_tree
_marked = stream_module.Stream.marked


def _slotted_text(stream: Any, box: Any, *rest: Any) -> None:
    """Draw a text box; one that holds a slot stands between two comments that the join finds."""
    number = _current.get().slot_of.get(id(box))
    if number is None:
        _draw_text(stream, box, *rest)
        return
    stream.stream.append(b"%s %d" % (SLOT_OPEN, number))
    stream._current_font = stream._old_font = None
    _draw_text(stream, box, *rest)
    stream.stream.append(b"%s %d" % (SLOT_CLOSE, number))
    stream._current_font = stream._old_font = None


def _first_line(stream: Any, box: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> list[Any]:
    """Draw a line of a text box with the codes of `extraction`."""
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        raise NotImplementedError("print styles do not cut lines with an ellipsis")
    if not box.text.strip() or box.style["font_size"] < 1e-6:
        return []
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    stream.set_text_matrix(*matrix.values)
    text = box.pango_layout.text.encode()
    current = _current.get()
    pen = Pen(stream, current.codes_of, resource)
    opens, closes = current.carried.get(id(box), (False, False))
    node = line.runs[0]
    while node != ffi.NULL:
        last = node.next == ffi.NULL
        pen.run(node.data, text, (opens, closes and last))
        node, opens = node.next, False
    pen.flush()
    if (slot := current.slot_of.get(id(box))) is not None:
        current.slots[slot].font = pen.plain_font
    return []


def _line_split(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
    """Split a text at the end of a line. Text that fits but for its last space is whole: the space hangs.

    WeasyPrint breaks such a text after its first word; one that ends in a no-break space breaks before its last word
    instead. `_LINE` em of width in characters bounds what may fit at all.
    """
    result = _split_first_line(text, style, context, max_width, *rest, **options)
    broken = result[2] is not None and text.endswith(_SPACES) and style["white_space"] == "normal"
    if broken and len(text) * style["font_size"] < _LINE * max_width:
        stripped = _split_first_line(text.rstrip("".join(_SPACES)), style, context, max_width, *rest, **options)
        if stripped[2] is None and stripped[3] <= max_width:
            room = float("inf") if text.endswith(" ") else stripped[3] - 1
            return _split_first_line(text, style, context, room, *rest, **options)
    return result


_LINE = 6
_SPACES = (" ", "\u00a0", "\u202f")


def _inline_level(context: Any, box: Any, *rest: Any) -> Any:
    """Lay out a box of a line. No line ends before the call of a note, whatever stands there."""
    new, resume, kept, first, *end = _split_inline_level(context, box, *rest)
    return new, resume, kept, False if _is_call(box) else first, *end


def _lines(context: Any, *rest: Any) -> Any:
    return _linebox_layout(context if isinstance(context, NotesStay) else NotesStay(context), *rest)


def _foot(context: Any) -> bool:
    """Lay out the notes of a page; say that they fit.

    WeasyPrint compares two sums of the same heights. Without a largest height the foot is as high as its notes, yet at
    some sizes rounding made it overflow: notes moved on, and pages stayed nearly empty (18 of 105, English on A4).
    """
    _update_footnote_area(context)
    return False


def _fonts(document: Any, *_: Any) -> Any:
    current = _current.get()
    assert current.fonts is not None
    return current.fonts(document, current)


@contextmanager
def _marked_or_artifact(self: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark content; running heads and folios are artifacts (PDF 32000-1 section 14.8.2.2.2)."""
    if id(box) in _current.get().pagination and self._tags is not None:
        pydyf.Stream.begin_marked_content(self, "Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        try:
            yield
        finally:
            pydyf.Stream.end_marked_content(self)
    else:
        with _marked(self, box, tag):
            yield


def _words_whole(stream: Any, page: Any, box: Any, *rest: Any) -> None:
    """Draw the pieces of a right-to-left word from left to right: in another order MuPDF takes them for several words.

    Note calls come last on their line: PDFium puts a raised text into the word that is drawn after it. All else is
    drawn in logical order, which MuPDF needs round Arabic-Indic digits. Only the drawing changes: the structure tree
    follows `children`.
    """
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)) or box.style["direction"] == "ltr":
        _draw_inline_level(stream, page, box, *rest)
        return
    logical = box.children
    drawn = [child for word in glued(logical, _edges) for child in reversed(word)]
    box.children = sorted(drawn, key=_is_call)
    try:
        _draw_inline_level(stream, page, box, *rest)
    finally:
        box.children = logical


def _is_call(box: Any) -> bool:
    element = getattr(getattr(box, "box", box), "element", None)
    return element is not None and "call" in classes(element)


def _edges(box: Any) -> tuple[str, str]:
    """Return the first and last character of a box, joiners aside."""
    box = getattr(box, "box", box)
    text = box.text if isinstance(box, boxes.TextBox) else "".join(_texts(box))
    text = text.replace("\u200d", "")
    return text[:1], text[-1:]


def _texts(box: Any) -> Iterator[str]:
    for child in getattr(box, "children", ()):
        yield from [child.text] if isinstance(child, boxes.TextBox) else _texts(child)


def _box_tree(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
    """Build structure elements; add what WeasyPrint leaves out: languages, notes. Margin boxes are artifacts."""
    if isinstance(box, boxes.MarginBox):
        return
    current = _current.get()
    if isinstance(rest[-1], Unmarked):
        yield from _build_box_tree(box, parent, pdf, *rest)
        return
    if id(box) in current.tagging.repeated:
        tuple(_build_box_tree(box, parent, pdf, rest[0], {}, [], Unmarked()))
        return
    for element in _build_box_tree(box, parent, pdf, *rest):
        current.tagging.describe(box, element, pdf)
        if not current.tagging.continued(box, element, pdf):
            yield element


_OVERRIDES: tuple[tuple[Any, str, Any], ...] = (
    (draw, "draw_text", _slotted_text),
    (draw, "draw_inline_level", _words_whole),
    (draw_text_module, "draw_first_line", _first_line),
    (inline, "split_first_line", _line_split),
    (inline, "split_inline_level", _inline_level),
    (block, "_linebox_layout", _lines),
    (LayoutContext, "_update_footnote_area", _foot),
    (pdf, "build_fonts_dictionary", _fonts),
    (stream_module.Stream, "marked", _marked_or_artifact),
    (tags, "_build_box_tree", _box_tree),
)


def faces() -> list[Face]:
    """Return the faces that this process has laid out with."""
    return list(_FACES.values())
