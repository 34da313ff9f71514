"""What the layout engine leaves out of structure elements: languages, notes, words of links, broken paragraphs."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.css import AnonymousStyle

from .elements import classes

# Spans that print sets as blocks, by class.
_TAGS = {"footnote": "/Note", "para": "/P", "list": "/L", "list-item": "/LI"}


class Tagging:
    """Completes the structure elements of one part."""

    def __init__(self) -> None:
        self.notes = 0
        self.paragraphs: dict[Any, Any] = {}

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
        if element["S"] == "/Note":  # each note needs an id of its own (ISO 14289-1, 7.9)
            self.notes += 1
            element["ID"] = pydyf.String(f"note-{self.notes}")
        if box.link_annotation is not None:
            words = " ".join("".join(html.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(words.replace("\u200d", ""))

    def continued(self, box: Any, element: Any, pdf: Any) -> bool:
        """True if a paragraph goes on from the page before: one paragraph is one element, on whatever pages."""
        html = _html(box)
        if html is None or element["S"] != "/P":
            return False
        first = self.paragraphs.setdefault(html, element)
        if first is element or first["Pg"] == element["Pg"]:  # the same, or an anonymous box inside it
            return False
        _adopt(first, element["K"], pdf)
        first["K"].extend(element["K"])
        return True


def _hold(item: Any, pdf: Any) -> None:
    """Put what a list item holds into its body (PDF 32000-1, 14.8.4.3.3)."""
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": item["K"], "Pg": item["Pg"]})
    body["P"] = item.reference
    pdf.add_object(body)
    _adopt(body, body["K"], pdf)
    item["K"] = pydyf.Array([body.reference])


def _adopt(parent: Any, kids: Any, pdf: Any) -> None:
    """Make an element the parent of some kids; those that are numbers are content."""
    for kid in kids:
        if isinstance(kid, bytes):
            pdf.objects[int(kid.split()[0])]["P"] = parent.reference


def _html(box: Any) -> Any:
    return getattr(getattr(box, "_box", box), "element", None)
