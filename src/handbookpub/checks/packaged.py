"""HB711 to HB714: EPUB files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handbookpub.checks import Problems, check
from handbookpub.outputs import epubcheck
from handbookpub.outputs.documents import Packaged
from handbookpub.outputs.paragraphs import local
from handbookpub.outputs.unchecked import not_run

_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_FETCHED: tuple[str, ...] = ("src", "poster", "data", "srcset")
_DRAWN = ("href", "{http://www.w3.org/1999/xlink}href")
_FETCHED_BY: dict[str, tuple[str, ...]] = {"link": ("href",), "image": _DRAWN, "use": _DRAWN}
_ELSEWHERE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:)?//")
_IN_STYLE = re.compile(r"(?i)(?:@import\s+[\"']?|url\(\s*[\"']?)\s*((?:https?:)?//[^\"')\s]+)")


@check("HB711", on=Packaged)
def invalid_epub(book: Packaged) -> Problems:
    """The EPUB breaks a rule of the format.

    What it does: runs epubcheck; each of its errors and warnings is a finding.
    Who is harmed: readers whose program or shop refuses the book.
    Example: a link to a file that the package does not list.
    Instead: this is a fault of the program or of a file you added: report it with the message.
    """
    if not book.files:
        yield book.place(), "this is not an EPUB: the zip cannot be read", "build again"
        return
    try:
        for message in epubcheck.run(book.file):
            place = book.place(message.file, message.line, message.column)
            yield place, f"{message.code} {message.text}", "see the EPUB 3.3 specification"
    except epubcheck.CannotRun as error:
        yield not_run(book.place(), "the rules of the EPUB format", str(error), book.strict)


@check("HB712", on=Packaged)
def epub_without_direction(book: Packaged) -> Problems:
    """A document in the EPUB does not say its language or its direction.

    What it does: looks at `lang`, `xml:lang` and `dir` of every document, and at `dir` of the package.
    Who is harmed: readers of Arabic: the program aligns to the left and mixes up brackets and numbers.
    Example: `<html lang="xx">` without `dir="rtl"` in the table of contents.
    Instead: this is a fault of a template: report it.
    """
    for name, tree in book.trees.items():
        package = name.endswith(".opf")
        said = [tree.get(_XML), tree.get("dir")] + ([] if package else [tree.get("lang")])
        wanted = [book.row.language, book.row.direction] + ([] if package else [book.row.language])
        if said != wanted:
            shown = f"says {said[0]} and {said[1]}, not {wanted[0]} and {wanted[1]}"
            yield book.place(name), f"this document {shown}", f'give its root dir="{book.row.direction}"'


@check("HB713", on=Packaged)
def wrong_page_progression(book: Packaged) -> Problems:
    """The pages of the EPUB turn the wrong way.

    What it does: looks at `page-progression-direction` of the spine.
    Who is harmed: readers of Arabic: the next page comes when they swipe back.
    Example: a right-to-left book whose spine has no `page-progression-direction="rtl"`.
    Instead: this is a fault of the package: report it.
    """
    for name, tree in book.trees.items():
        for spine in tree.iter("{*}spine"):
            turns = spine.get("page-progression-direction", "ltr")
            if turns != (book.row.direction or "ltr"):
                message = f"the pages turn {turns}, the text runs {book.row.direction}"
                yield book.place(name), message, f'type page-progression-direction="{book.row.direction}"'


@check("HB714", on=Packaged)
def epub_fetches(book: Packaged) -> Problems:
    """The EPUB fetches something from another host.

    What it does: looks at pictures, styles, scripts and fonts of every document and style sheet.
    Who is harmed: readers next to somebody dangerous: the request tells a stranger what they read, and when.
    Example: `<img src="https://example.org/logo.png"/>`.
    Instead: put the file into the handbook's folder.
    """
    for name, tree in book.trees.items():
        for address in fetched(tree):
            yield book.place(name), f"this document fetches {address}", "put the file into the handbook"
    for name, data in book.files.items():
        if name.endswith(".css"):
            for match in _IN_STYLE.finditer(data.decode("utf-8", "replace")):
                yield (
                    book.place(name),
                    f"this style sheet fetches {match[1]}",
                    "put the file into the handbook",
                )


def fetched(tree: Any) -> Iterator[str]:
    """Yield the addresses on other hosts that a document fetches by itself, but no links."""
    for element in tree.iter():
        names = _FETCHED_BY.get(local(element), _FETCHED)
        addresses = [element.get(name) for name in names] if local(element) else []
        yield from (address for address in addresses if address and _ELSEWHERE.match(address))
        style = (
            (element.text or "")
            if local(element) == "style"
            else element.get("style", "")
            if local(element)
            else ""
        )
        yield from (match[1] for match in _IN_STYLE.finditer(style))
