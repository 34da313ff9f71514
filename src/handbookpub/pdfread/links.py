"""Where a PDF leads: named destinations, links on pages, bookmarks (ISO 32000-1, 12.3 and 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DEEPEST = 64
"""Name-tree levels and bookmarks inside bookmarks; deeper ones are a loop."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link or a bookmark points at. `page` counts from 1, 0 if it leads nowhere; `uri` leaves the
    document.
    """

    label: str
    on_page: int
    page: int
    uri: str = ""

    @property
    def leads_nowhere(self) -> bool:
        """True if it neither reaches a page nor leaves the document."""
        return not self.page and not self.uri


@dataclass(frozen=True, slots=True)
class Links:
    """All targets of a document; `names` maps each named destination to its page, counted from 1, 0 if
    lost.
    """

    names: Mapping[str, int]
    links: tuple[Target, ...]
    bookmarks: tuple[Target, ...]


def read(pdf: Any) -> Links:
    """Read the links and bookmarks of an open pikepdf document."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    resolver = _Resolver(pages, _names(pdf.Root))
    names = {name: resolver.page(value) for name, value in resolver.names.items()}
    links = tuple(resolver.links(pdf))
    return Links(names, links, tuple(resolver.bookmarks(pdf.Root.get("/Outlines", {}).get("/First"))))


def _names(root: Any) -> dict[str, Any]:
    import pikepdf

    found = {str(name).lstrip("/"): value for name, value in root.get("/Dests", {}).items()}
    if "/Names" in root and "/Dests" in root.Names:
        found.update(pikepdf.NameTree(root.Names.Dests).items())
    return found


@dataclass(frozen=True, slots=True)
class _Resolver:
    pages: Mapping[tuple[int, int], int]
    names: Mapping[str, Any]

    def page(self, destination: Any, depth: int = 0) -> int:
        """Return the page of a destination in any of its forms, 0 if there is none (12.3.2)."""
        import pikepdf

        if isinstance(destination, pikepdf.Dictionary) and "/D" in destination:
            return self.page(destination.D, depth)
        if isinstance(destination, pikepdf.Array):
            return self.pages.get(getattr(destination[0], "objgen", (0, 0)), 0) if len(destination) else 0
        name = str(destination).lstrip("/") if isinstance(destination, pikepdf.Name) else str(destination)
        return self.page(self.names[name], depth + 1) if name in self.names and depth < DEEPEST else 0

    def target(self, raw: Any, label: str, on_page: int) -> Target:
        """Return where an annotation or an outline item leads."""
        action = raw.get("/A", {})
        destination = raw.get("/Dest", action.get("/D"))
        page = self.page(destination) if destination is not None else 0
        return Target(label or str(destination), on_page, page, str(action.get("/URI", "")))

    def links(self, pdf: Any) -> Iterator[Target]:
        """Yield the link annotations of all pages."""
        for number, page in enumerate(pdf.pages, start=1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    yield self.target(annotation, "", number)

    def bookmarks(self, item: Any, depth: int = 0) -> Iterator[Target]:
        """Yield an outline item, its kids and its followers."""
        seen: set[tuple[int, int]] = set()
        while item is not None and item.objgen not in seen and depth < DEEPEST:
            seen.add(item.objgen)
            yield self.target(item, str(item.get("/Title", "")), 0)
            yield from self.bookmarks(item.get("/First"), depth + 1)
            item = item.get("/Next")
