"""The walk that proves a tagged PDF whole (ISO 32000-1, 14.7; ISO 14289-1, 7.1).

Every marked content of every page is reached from the structure tree exactly once and back; every
annotation knows its element and the element knows it; parents, identifiers, table headers, destinations and
bookmarks lead somewhere. Each breach is a `Fault` with a kind from `KINDS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .content import Page, read_pages

KINDS: Mapping[str, str] = {
    "list": "a list holds something beside items",
    "no tree": "the document has no structure tree, or is not marked as tagged",
    "parent": "an element's P does not name the element that holds it",
    "twice": "an element or a marked content is reached more than once",
    "unreached": "text on a page belongs to no element of the structure tree",
    "empty": "the structure tree names marked content that the page does not have",
    "parent tree": "the parent tree disagrees with the structure tree",
    "annotation": "an annotation and the structure tree do not name each other",
    "id tree": "the ID tree disagrees with the elements",
    "headers": "a table cell names a header cell that does not exist",
    "no header": "a table has no header cell",
    "alt": "a figure has no alternative text",
    "outside": "text stands outside marked content and is no artifact",
}
IN_LIST = ("L", "LI", "Caption")
"""What a list may hold (ISO 14289-1, 7.2)."""
DEEPEST = 200
"""Elements inside elements; deeper ones are a loop."""
Ref = tuple[int, int]
Marked = tuple[int, int]
"""Page number from 0, and MCID."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach. `page` counts from 1; 0 means the document."""

    kind: str
    page: int
    detail: str


@dataclass(slots=True)
class Element:
    """A structure element: its type, its way up, what it marks, in order. `kids` mixes elements and marked
    content.
    """

    kind: str
    parent: Element | None
    ref: Ref
    kids: list[Element | Marked] = field(default_factory=list)
    alt: str = ""
    language: str = ""

    def marked(self) -> Iterator[Marked]:
        """Yield the marked content below this element in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marked()
            else:
                yield kid

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(slots=True)
class Structure:
    """What the walk found."""

    root: Element
    faults: list[Fault] = field(default_factory=list)
    owners: dict[Marked, Element] = field(default_factory=dict)
    annotations: dict[Ref, Element] = field(default_factory=dict)
    ids: dict[bytes, Ref] = field(default_factory=dict)
    wanted_headers: list[tuple[bytes, Element]] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Yield all elements in reading order, the root left out."""
        elements = self.root.walk()
        next(elements)
        return elements


def read(pdf: Any, pages: Sequence[Page] | None = None) -> Structure:
    """Walk an open pikepdf document's structure tree and hold it against its pages (read here unless
    given).
    """
    structure = Structure(Element("Root", None, (0, 0)))
    root = pdf.Root
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked", False):
        structure.faults.append(Fault("no tree", 0, "StructTreeRoot or MarkInfo is missing"))
        return structure
    _descend(pdf, structure)
    _compare(pdf, structure, pages or list(read_pages(pdf)))
    return structure


def _descend(pdf: Any, structure: Structure) -> None:
    tree = pdf.Root.StructTreeRoot
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    structure.root.ref = tree.objgen
    walk = _Descent(structure, pages)
    walk.fill(structure.root, tree, None)


@dataclass(slots=True)
class _Descent:
    structure: Structure
    pages: Mapping[Ref, int]
    seen: set[Ref] = field(default_factory=set)

    def fill(self, element: Element, raw: Any, page: int | None, depth: int = 0) -> None:
        """Enter the kids of `raw` into `element`."""
        page = self.pages.get(raw.Pg.objgen) if "/Pg" in raw else page
        for kid in _kids(raw):
            if isinstance(kid, int):
                self.mark(page, kid, element)
            elif kid.get("/Type") == "/OBJR":
                self.claim(self.structure.annotations, kid.Obj.objgen, element)
            elif kid.get("/Type") == "/MCR":
                self.mark(self.pages.get(kid.Pg.objgen) if "/Pg" in kid else page, int(kid.MCID), element)
            elif depth < DEEPEST and self.is_new(kid):
                below = self.enter(kid, element)
                self.fill(below, kid, page, depth + 1)

    def is_new(self, raw: Any) -> bool:
        """Remember an element; one that was seen before is a fault."""
        if raw.objgen in self.seen:
            self.structure.faults.append(Fault("twice", 0, f"element {raw.objgen[0]}"))
            return False
        self.seen.add(raw.objgen)
        return True

    def enter(self, raw: Any, parent: Element) -> Element:
        """Make the element of `raw` and check its way up."""
        element = Element(str(raw.get("/S", "")).lstrip("/"), parent, raw.objgen)
        element.alt, element.language = str(raw.get("/Alt", "")), str(raw.get("/Lang", ""))
        parent.kids.append(element)
        if "/P" not in raw or raw.P.objgen != parent.ref:
            self.structure.faults.append(Fault("parent", 0, f"{element.kind} {raw.objgen[0]}"))
        if "/ID" in raw:
            self.structure.ids[bytes(raw.ID)] = raw.objgen
        self.structure.wanted_headers.extend((name, element) for name in _headers(raw))
        return element

    def mark(self, page: int | None, mcid: int, element: Element) -> None:
        """Enter marked content."""
        marked = (-1 if page is None else page, mcid)
        element.kids.append(marked)
        self.claim(self.structure.owners, marked, element)

    def claim(self, owners: dict[tuple[int, int], Element], key: tuple[int, int], element: Element) -> None:
        """Give marked content or an annotation its element; a second one is a fault."""
        if key in owners:
            self.structure.faults.append(Fault("twice", 0, f"{key} in {element.kind}"))
        owners[key] = element


def _kids(raw: Any) -> list[Any]:
    kids = raw.get("/K")
    if kids is None:
        return []
    import pikepdf

    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _headers(raw: Any) -> Iterator[bytes]:
    """Yield the identifiers in /Headers of an element's attributes (14.8.5.7)."""
    import pikepdf

    attributes = raw.get("/A")
    for entry in list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(entry, pikepdf.Dictionary) and "/Headers" in entry:
            yield from (bytes(name) for name in entry.Headers)


def _compare(pdf: Any, structure: Structure, pages: Sequence[Page]) -> None:
    faults, owners = structure.faults, structure.owners
    drawn = Counter((page.number, mcid) for page in pages for mcid in page.mcids)
    faults.extend(Fault("outside", page.number + 1, f"{page.loose} glyphs") for page in pages if page.loose)
    faults.extend(Fault("unreached", p + 1, f"MCID {m}") for p, m in drawn if (p, m) not in owners)
    faults.extend(Fault("twice", p + 1, f"MCID {m} on the page") for (p, m), n in drawn.items() if n > 1)
    faults.extend(Fault("empty", p + 1, f"MCID {m}") for p, m in owners if (p, m) not in drawn)
    parents = dict(_numbers(pdf.Root.StructTreeRoot.get("/ParentTree", {}), faults))
    for number, page in enumerate(pdf.pages):
        faults.extend(_page_parents(number, page, parents, structure))
        faults.extend(_annotations(number, page, parents, structure))
    faults.extend(_identifiers(pdf.Root.StructTreeRoot, structure))
    faults.extend(_accessible(structure))


def _numbers(node: Any, faults: list[Fault], depth: int = 0) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree (7.9.7); keys out of order are a fault."""
    for kid in node.get("/Kids", []) if depth < 32 else []:
        yield from _numbers(kid, faults, depth + 1)
    flat = list(node.get("/Nums", []))
    keys = [int(key) for key in flat[::2]]
    if keys != sorted(set(keys)):
        faults.append(Fault("parent tree", 0, "its keys are not in order"))
    yield from zip(keys, flat[1::2], strict=False)


def _page_parents(
    number: int, page: Any, parents: Mapping[int, Any], structure: Structure
) -> Iterator[Fault]:
    mine = {mcid: owner for (p, mcid), owner in structure.owners.items() if p == number}
    key = page.get("/StructParents")
    entries = parents.get(int(key)) if key is not None else None
    if entries is None:
        if mine:
            yield Fault("parent tree", number + 1, "the page has no entry")
        return
    for mcid, entry in enumerate(entries):
        owner = mine.pop(mcid, None)
        if getattr(entry, "objgen", None) != (owner.ref if owner else None):
            yield Fault("parent tree", number + 1, f"MCID {mcid}")
    yield from (Fault("parent tree", number + 1, f"MCID {mcid} is missing") for mcid in mine)


def _annotations(number: int, page: Any, parents: Mapping[int, Any], structure: Structure) -> Iterator[Fault]:
    for annotation in page.get("/Annots", []):
        owner = structure.annotations.get(annotation.objgen)
        key = annotation.get("/StructParent")
        entry = parents.get(int(key)) if key is not None else None
        if owner is None or entry is None or entry.objgen != owner.ref:
            yield Fault("annotation", number + 1, f"{annotation.get('/Subtype')} {annotation.objgen[0]}")


def _identifiers(tree: Any, structure: Structure) -> Iterator[Fault]:
    import pikepdf

    if structure.ids and "/IDTree" not in tree:
        yield Fault("id tree", 0, "there is none")
    elif structure.ids:
        found = [element.objgen for element in pikepdf.NameTree(tree.IDTree).values()]
        if sorted(found) != sorted(structure.ids.values()):
            yield Fault("id tree", 0, f"{len(found)} entries, {len(structure.ids)} elements with an ID")
    for name, element in structure.wanted_headers:
        if name not in structure.ids:
            yield Fault("headers", _page_of(element), name.decode("latin-1"))


def _accessible(structure: Structure) -> Iterator[Fault]:
    for element in structure.elements():
        if element.kind == "Figure" and not element.alt:
            yield Fault("alt", _page_of(element), "Figure")
        if element.kind == "L" and (wrong := [kid for kid in _kids_of(element) if kid not in IN_LIST]):
            yield Fault("list", _page_of(element), f"it holds {', '.join(sorted(set(wrong)))}")
        if element.kind == "Table" and not any(below.kind == "TH" for below in element.walk()):
            yield Fault("no header", _page_of(element), "Table")


def _kids_of(element: Element) -> Iterator[str]:
    return (kid.kind if isinstance(kid, Element) else "content" for kid in element.kids)


def _page_of(element: Element) -> int:
    return next((page + 1 for page, _ in element.marked()), 0)


def summary(faults: Iterable[Fault]) -> Counter[str]:
    """Count faults by kind."""
    return Counter(fault.kind for fault in faults)
