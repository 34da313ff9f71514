"""What the layout engine leaves out of structure elements: languages, notes, words of links, paragraphs and
tables that go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.css import AnonymousStyle

from .elements import classes

# Spans that print sets as blocks, by class.
_TAGS = {"footnote": "/Note", "para": "/P", "list": "/L", "list-item": "/LI"}

# Blocks of a line of the contents: words and number are one line to whoever hears it.
_OF_A_LINE = {"words", "page"}

_ONE = ("/P", "/Table", "/L", "/LI", "/Div")
"""What is one element, however many pages it takes."""


class Tagging:
    """Completes the structure elements of one part."""

    def __init__(self) -> None:
        self.notes = 0
        self.begun: dict[Any, Any] = {}
        self.heads: dict[Any, int] = {}
        self.repeated: set[int] = set()

    def again(self, box: Any, page: int) -> bool:
        """True if a group of rows is the head of a table, shown once more on a later page: it is an artifact there."""
        if not box.is_header or self.heads.setdefault(box.element, page) == page:
            return False
        self.repeated.add(id(box))
        return True

    def describe(self, box: Any, element: Any, pdf: Any) -> None:
        """Give an element its language, its type where a span stands for a block, and a link its words."""
        html = _html(box)
        if html is None or box.element_tag in ("html", "body") or "::" in box.element_tag:
            return  # the empty call and marker of a note are no second note
        if language := html.get("lang"):
            element["Lang"] = pydyf.String(language)
        names = classes(html)
        if element["S"] == "/Span" and not isinstance(box.style, AnonymousStyle):  # nor are the lines inside it
            element["S"] = next((tag for name, tag in _TAGS.items() if name in names), "/Span")
            if element["S"] == "/LI":
                _hold(element, pdf)
        if element["S"] == "/Div" and _OF_A_LINE & set(names):
            element["S"] = "/Span"
        if element["S"] == "/Note":  # each note needs an id of its own (ISO 14289-1, 7.9)
            self.notes += 1
            element["ID"] = pydyf.String(f"note-{self.notes}")
        if box.link_annotation is not None:
            words = " ".join("".join(html.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(words.replace("\u200d", ""))

    def continued(self, box: Any, element: Any, pdf: Any) -> bool:
        """True if a paragraph, a list, an item, a block or a table goes on from the page before: it is one element, on
        whatever pages.
        """
        html = _html(box)
        if html is None or element["S"] not in _ONE:
            return False
        first = self.begun.setdefault(html, element)
        if first is element or first["Pg"] == element["Pg"]:  # the same, or an anonymous box inside it
            return False
        if element["S"] == "/Table":
            _rename(element, first, pdf)
        if element["S"] == "/LI":
            element, first = _body(element, pdf), _body(first, pdf)
        _adopt(first, element["K"], pdf)
        first["K"].extend(element["K"])
        return True


class Unmarked(dict[Any, Any]):
    """Stands for the marked content of a head that is drawn as an artifact: its cells are built, and then left out."""

    def pop(self, *_: Any) -> dict[str, Any]:
        """Return content with a number of its own, which no page has."""
        self[len(self)] = None
        return {"tag": "Span", "mcid": len(self)}


def _rename(table: Any, first: Any, pdf: Any) -> None:
    """Let the cells of a table that goes on name the header cells of its first page, by row and column."""
    cells = list(_below(table, pdf))
    own = {cell["ID"].string for cell in cells if "ID" in cell}
    for cell in cells:
        headers = cell["A"].get("Headers", []) if "A" in cell else []
        for place, header in enumerate(headers):
            if header.string not in own:
                _, _, rest = header.string.partition("-")
                headers[place] = pydyf.String(f"{first.number}-{rest}")


def _below(element: Any, pdf: Any) -> Iterator[Any]:
    """Yield the structure elements below another."""
    for kid in element["K"]:
        if isinstance(kid, bytes) and "K" in (child := pdf.objects[int(kid.split()[0])]):
            yield child
            yield from _below(child, pdf)


def _hold(item: Any, pdf: Any) -> None:
    """Put what a list item holds into its body (PDF 32000-1, 14.8.4.3.3)."""
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": item["K"], "Pg": item["Pg"]})
    body["P"] = item.reference
    pdf.add_object(body)
    _adopt(body, body["K"], pdf)
    item["K"] = pydyf.Array([body.reference])


def _body(item: Any, pdf: Any) -> Any:
    """The body of a list item, or the item where it has none."""
    below = [pdf.objects[int(kid.split()[0])] for kid in item["K"] if isinstance(kid, bytes)]
    return next((kid for kid in below if kid.get("S") == "/LBody"), item)


def _adopt(parent: Any, kids: Any, pdf: Any) -> None:
    """Make an element the parent of some kids; those that are numbers are content."""
    for kid in kids:
        if isinstance(kid, bytes):
            pdf.objects[int(kid.split()[0])]["P"] = parent.reference


def _html(box: Any) -> Any:
    return getattr(getattr(box, "_box", box), "element", None)
