"""Where each part of a book stands, and the printed number of each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .part import Part


@dataclass(frozen=True, slots=True)
class Book:
    """What a book says of itself. `date` is ISO 8601; `digits` are ten characters, zero first."""

    title: str
    language: str
    rtl: bool
    digits: str
    date: str
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages are counted from 0 in the file; `folios` holds the printed number of each page, `pages` that of each id."""

    starts: tuple[int, ...]
    folios: tuple[str, ...]
    pages: dict[str, int]

    def folio_of(self, anchor: str) -> str | None:
        """Return the printed page number of a destination, or None if the book has no such destination."""
        page = self.pages.get(anchor)
        return None if page is None else self.folios[page]


def arrange(parts: Sequence[Part], book: Book) -> Layout:
    """Give each part its first page: a part starts on a recto, after an empty page where needed.

    Front matter and text are counted as one: a reader who types a folio into a viewer gets that page.
    """
    starts: list[int] = []
    pages: dict[str, int] = {}
    count = 0
    for part in parts:
        count += count % 2
        starts.append(count)
        for name, place in part.record.anchors.items():
            pages.setdefault(name, count + place[0])
        count += part.record.pages
    folios = ("".join(book.digits[int(digit)] for digit in str(page + 1)) for page in range(count))
    return Layout(tuple(starts), tuple(folios), pages)
