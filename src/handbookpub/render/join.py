"""A book PDF from its parts: pages, page numbers, structure, destinations, bookmarks, fonts, metadata.

What depends on the whole book is decided here, so that a chapter that changes is the only one laid out again. The
result is deterministic: the same parts give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from . import join_fonts, join_structure, slots
from .arrangement import Book, Layout, arrange
from .faces import Face
from .part import Part


def join(
    parts: Sequence[Part], book: Book, face: Callable[[str], Face], layout: Layout | None = None
) -> bytes:
    """Return the bytes of the book. `face` gives the face of a font digest."""
    import pikepdf

    layout = layout or arrange(parts, book)
    target = pikepdf.Pdf.new()
    sources = [pikepdf.open(io.BytesIO(part.pdf)) for part in parts]
    _pages(target, sources, parts, layout)
    fonts = join_fonts.Fonts(target, parts, face, book.digits)
    for part, start in zip(parts, layout.starts, strict=True):
        fonts.put(target.pages[start], part)
        slots.fill(target, part, start, layout, fonts)
    join_structure.structure(target, sources, parts, layout)
    _destinations(target, parts, layout)
    _outline(target, parts, layout)
    _catalogue(target, book, layout)
    output = io.BytesIO()
    target.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return output.getvalue()


def _pages(target: Any, sources: Sequence[Any], parts: Sequence[Part], layout: Layout) -> None:
    """Copy the pages, without their named destinations, which `_destinations` writes anew, and empty pages between."""
    import warnings

    from pikepdf import PageCopyWarning

    warnings.simplefilter("ignore", PageCopyWarning)
    for source, part, start in zip(sources, parts, layout.starts, strict=True):
        while len(target.pages) < start:
            target.add_blank_page(page_size=(part.record.width, part.record.height))
        target.pages.extend(source.pages)


def _destinations(target: Any, parts: Sequence[Part], layout: Layout) -> None:
    """Write the name tree of destinations: the ids of sections, so that other books and sites can link to them."""
    from pikepdf import Array, Dictionary, Name, String

    places = {
        name: Array([target.pages[start + page].obj, Name.XYZ, x, y, 0])
        for part, start in reversed(list(zip(parts, layout.starts, strict=True)))
        for name, (page, x, y) in part.record.anchors.items()
    }
    names = Array()
    for name in sorted(places, key=lambda name: name.encode()):
        names.append(String(name))
        names.append(places[name])
    if places:
        limits = Array([names[0], names[len(names) - 2]])
        target.Root.Names = Dictionary(
            Dests=Dictionary(Kids=[target.make_indirect(Dictionary(Names=names, Limits=limits))])
        )


def _outline(target: Any, parts: Sequence[Part], layout: Layout) -> None:
    from pikepdf import Array, Name, OutlineItem

    with target.open_outline() as outline:
        open_items: list[tuple[int, Any]] = []
        for part, start in zip(parts, layout.starts, strict=True):
            for level, label, page, x, y in part.record.outline:
                place = Array([target.pages[start + page].obj, Name.XYZ, x, y, 0])
                item = OutlineItem(label, destination=place)
                while open_items and open_items[-1][0] >= level:
                    open_items.pop()
                siblings = open_items[-1][1].children if open_items else outline.root
                siblings.append(item)
                item.is_closed = level > 1
                open_items.append((level, item))


def _catalogue(target: Any, book: Book, layout: Layout) -> None:
    from pikepdf import Array, Dictionary, Name, String

    root = target.Root
    root.Lang = String(book.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name.R2L if book.rtl else Name.L2R)
    root.PageLayout = Name.TwoPageRight
    labels = Array()
    for page, folio in enumerate(
        layout.folios
    ):  # prefix labels: viewers cannot count in every script's digits
        labels.append(page)
        labels.append(Dictionary(P=String(folio)))
    root.PageLabels = Dictionary(Nums=labels)
    _metadata(target, book)


def _metadata(target: Any, book: Book) -> None:
    """Write the document information and XMP with PDF/UA-1's identifier (ISO 14289-1, 5); no person, no clock."""
    stamp = f"{book.date}T00:00:00+00:00" if len(book.date) == 10 else book.date
    digits = "".join(c for c in stamp if c.isdigit())[:14]
    info = {"Title": book.title, "Author": book.author, "Subject": book.subject, "Producer": "handbookpub"}
    for key, value in info.items():
        if value:
            target.docinfo[f"/{key}"] = value
    target.docinfo["/CreationDate"] = target.docinfo["/ModDate"] = f"D:{digits}Z"
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
        xmp["dc:title"] = book.title
        xmp["dc:language"] = {book.language}
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = stamp
        xmp["pdf:Producer"] = "handbookpub"
        xmp["pdfuaid:part"] = "1"
        if book.author:
            xmp["dc:creator"] = [book.author]
        if book.subject:
            xmp["dc:description"] = book.subject
