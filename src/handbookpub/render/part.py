"""One part of a book PDF: a chapter, or the front matter, laid out alone.

`render_part` is pure: the same source gives the same bytes, so parts are cached by the hash of their source. What
depends on the rest of the book is left open and filled by `join`: page numbers (slots), links to other parts (by
name), numbers of structure parents, fonts.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .faces import extra_font
from .open_ends import open_ends

POINTS = 0.75
"""Points in a CSS pixel."""
ELSEWHERE = "part:"
"""Scheme of links whose target is in another part."""


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that a part depends on, besides fonts and versions. `key` is unique and stable in the book."""

    key: str
    html: str
    css: str
    base_url: str


@dataclass(slots=True)
class FontRecord:
    """What a part uses of one face: plain glyphs, and an extra font (base64) with the text and width of each code."""

    plain: list[int]
    extra: str
    texts: dict[str, str]
    widths: dict[str, int]


@dataclass(slots=True)
class Record:
    """What `join` must know of a part. Places are (page, x, y), pages from 0, points from the lower left corner."""

    key: str
    pages: int
    anchors: dict[str, tuple[int, float, float]]
    outline: list[tuple[int, str, int, float, float]]
    slots: list[dict[str, Any]]
    fonts: dict[str, FontRecord]
    width: float
    height: float
    warnings: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def to_json(self) -> str:
        """Return the record as text for the cache."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Record:
        """Read a record from the cache."""
        data = json.loads(text)
        data["fonts"] = {key: FontRecord(**value) for key, value in data["fonts"].items()}
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Part:
    """A laid-out part: pages without fonts, and what is needed to make a book of it."""

    pdf: bytes
    record: Record


def render_part(source: Source) -> Part:
    """Lay out one part. Raises engine.WrongEngine if WeasyPrint is another version than the tested one."""
    from . import engine

    with _heard() as warnings, engine.session(_font_stubs) as session:
        document = _layout(source)
        open_ends(document.pages)
        _mark(document, session)
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _, pdf: _finish(pdf, source.key))
    return Part(pdf, _record(source.key, document, session, warnings))


def _layout(source: Source) -> Any:
    import weasyprint

    fetcher = _fetcher(source.base_url)
    html = weasyprint.HTML(string=source.html, base_url=source.base_url, url_fetcher=fetcher)
    css = weasyprint.CSS(string=source.css, base_url=source.base_url, url_fetcher=fetcher)
    return html.render(stylesheets=[css])


def _fetcher(base_url: str) -> Any:
    """Fetch data and files of the handbook's folder: no network, and nothing outside the folder."""
    from weasyprint.urls import URLFetcher

    folder = Path(unquote(urlsplit(base_url).path)).resolve()

    class Local(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            own = parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(folder)
            if parts.scheme != "data" and not own:
                raise ValueError(f"{url} is outside the handbook")
            return super().fetch(url, headers)

    return Local()


def _heard() -> Any:
    """Collect WeasyPrint's warnings: none of them goes unread."""
    import logging
    from contextlib import contextmanager

    @contextmanager
    def listening() -> Iterator[list[str]]:
        messages: list[str] = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("weasyprint")
        logger.addHandler(handler)
        propagate, logger.propagate = logger.propagate, False
        try:
            yield messages
        finally:
            logger.removeHandler(handler)
            logger.propagate = propagate

    return listening()


def _mark(document: Any, session: Any) -> None:
    """Note which text boxes are slots, which belong to the page and where stretches against it begin and end."""
    for number, page in enumerate(document.pages):
        box = page._page_box
        _Marker(session, number, rtl=box.style["direction"] == "rtl").walk(box, in_margin=False, slot=None)
        # WeasyPrint links each box inside a link once more; an annotation belongs to one Link (ISO 14289-1, 7.18.5).
        page.links = [link for link in page.links if link[3].link and id(link[3]) not in session.pagination]


class _Marker:
    def __init__(self, session: Any, page: int, rtl: bool) -> None:
        self.session, self.page, self.rtl = session, page, rtl

    def walk(self, box: Any, in_margin: bool, slot: Any) -> None:
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)
        in_margin = in_margin or isinstance(box, boxes.MarginBox)
        element = getattr(box, "element", None)
        if isinstance(box, boxes.TableRowGroupBox) and self.session.tagging.again(box, self.page):
            self.session.pagination.update(map(id, box.descendants()))  # the words of a head are said once
            return
        if element is not None and not in_margin and element.get("data-slot"):
            slot = element
        if isinstance(box, boxes.LineBox):
            self.stretches(box)
        if isinstance(box, boxes.TextBox):
            self.text(box, in_margin, slot)
        for child in getattr(box, "children", ()):
            self.walk(child, in_margin, slot)

    def stretches(self, line: Any) -> None:
        """Find the stretches of a line against the page's direction: neighbours on paper, over inline boxes."""
        from itertools import groupby

        from weasyprint.formatting_structure import boxes

        texts = [
            box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip("\u200d")
        ]
        texts.sort(key=lambda box: box.position_x)
        for direction, group in groupby(texts, key=lambda box: box.style["direction"]):
            stretch = [id(box) for box in group]
            if (direction == "rtl") != self.rtl:
                for box in stretch:
                    self.session.carried[box] = (box == stretch[0], box == stretch[-1])

    def text(self, box: Any, in_margin: bool, slot: Any) -> None:
        if in_margin:
            self.session.pagination.add(id(box))
            if box.text and not box.text.strip("0٠۰"):
                align = {"left": 0.0, "center": 0.5, "right": 1.0}.get(_physical(box.style), 0.5)
                self.slot(box, "folio", "", align)
        elif slot is not None and box.text.strip():
            self.slot(box, slot.get("data-slot"), slot.get("data-target"), float(slot.get("data-align") or 0))

    def slot(self, box: Any, kind: str, target: str, align: float) -> None:
        from .engine import Slot

        self.session.slot_of[id(box)] = len(self.session.slots)
        self.session.slots.append(Slot(self.page, kind, target, len(box.text), align, box.style["font_size"]))


def _physical(style: Any) -> str:
    value = str(style["text_align_all"])
    if value in ("start", "end"):
        return "right" if (value == "end") == (style["direction"] == "ltr") else "left"
    return value


def _font_stubs(pdf: Any, session: Any) -> Any:
    """Return the font resources of a part: empty fonts, which `join` replaces by name."""
    import pydyf

    from .engine import resource

    fonts = pydyf.Dictionary()
    for digest in session.codes:
        for plain in (True, False):
            stub = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type0"})
            pdf.add_object(stub)
            fonts[resource(digest, plain)] = stub.reference
    return fonts


def _finish(pdf: Any, key: str) -> None:
    """Make what must be unique in a book unique by the part's key; turn links to other parts into destinations."""
    import pydyf

    for entry in pdf.objects:
        if not isinstance(entry, pydyf.Dictionary):
            continue
        if "ID" in entry and entry.get("S"):
            entry["ID"] = pydyf.String(f"{key}-{entry['ID'].string}")
        attributes = entry.get("A")
        if not isinstance(attributes, pydyf.Dictionary):
            continue
        if "Headers" in attributes:
            attributes["Headers"] = pydyf.Array(
                [pydyf.String(f"{key}-{h.string}") for h in attributes["Headers"]]
            )
        if "URI" in attributes and attributes["URI"].string.startswith(ELSEWHERE):
            entry["Dest"] = pydyf.String(attributes["URI"].string[len(ELSEWHERE) :])
            del entry["A"]


def _record(key: str, document: Any, session: Any, warnings: list[str]) -> Record:
    pages = document.pages
    return Record(
        key=key,
        pages=len(pages),
        anchors={
            name: (number, *_point(page, x, y))
            for number, page in reversed(list(enumerate(pages)))
            for name, (x, y, _, _) in page.anchors.items()
        },
        outline=list(_outline(document.make_bookmark_tree(), pages, 1)),
        slots=[asdict(slot) for slot in session.slots],
        fonts={digest: _font_record(codes) for digest, codes in session.codes.items()},
        width=pages[0].width * POINTS,
        height=pages[0].height * POINTS,
        warnings=warnings,
        missing=sorted(
            {drawn.text for codes in session.codes.values() for drawn in codes.extra if drawn.missing}
        ),
    )


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    return round(x * POINTS, 3), round((page.height - y) * POINTS, 3)


def _outline(entries: Any, pages: Any, level: int) -> Iterator[tuple[int, str, int, float, float]]:
    for label, (number, x, y), children, _ in entries:
        yield (level, label, number, *_point(pages[number], x, y))
        yield from _outline(children, pages, level + 1)


def _font_record(codes: Any) -> FontRecord:
    upem = codes.face.upem
    extra = base64.b64encode(extra_font(codes)).decode() if codes.extra else ""
    return FontRecord(
        plain=sorted(codes.plain),
        extra=extra,
        texts={str(code): drawn.text for drawn, code in codes.extra.items()},
        widths={str(code): round(drawn.advance * 1000 / upem) for drawn, code in codes.extra.items()},
    )


__all__ = ["ELSEWHERE", "FontRecord", "Part", "Record", "Source", "render_part"]
