"""What print needs of a chapter's tree that a screen does not: notes at the foot of their page, numbers and bullets
as real text, page numbers beside references, headings that say their name to bookmarks and running heads.

Nothing in running text is left to CSS content: the order of a line (`bidi`) sees only what stands in the tree.
Paragraphs inside a note are spans, since HTML ends the paragraph of the call where a `p` begins; the engine tags
them as paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from handbookpub.languages import Language

from . import whole
from .elements import Element, add_class, classes, remove
from .part import ELSEWHERE

_BULLETS = ("•", "–", "·")
_LONG_MARKERS = range(3, 5)
"""Letters of a list's longest marker that ask for more room: `10.` and `100.`; see print.css."""
_BLANK = 50
"""Letters of a blank that fits a line."""
_COLONS = (":", "\uff1a")
_SHORT_LEAD = 220
"""Letters of an introducing sentence: about four lines. A longer text may end a page by itself."""
_LISTS = frozenset({"checklist", "steps", "keypoints", "form"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IN_NOTE = {"p": "para", "ul": "list", "ol": "list", "li": "list-item", "blockquote": "para", "div": "para"}


def footnotes(root: Element, chapter: str) -> None:
    """Move each note of the list at the chapter's end to its call. Call it after `markers`: notes may hold lists."""
    for section in list(root.iterfind(".//section[@role='doc-endnotes']")):
        notes = {item.get("id"): item for item in section.iterfind("ol/li")}
        remove(section)
        for call in list(root.iterfind(".//a[@role='doc-noteref']")):
            note = notes.get(call.get("href", "")[1:])
            if note is not None:
                _footnote(call, note, chapter)


def _footnote(call: Element, note: Element, chapter: str) -> None:
    for back in list(note.iterfind(".//a[@role='doc-backlink']")):
        remove(back)
    identifier = f"{chapter}.{note.get('id')}"
    holder = etree.Element("span", {"class": "call"})
    holder.tail, call.tail = call.tail, None
    call.addprevious(holder)
    holder.append(call)
    for key in ("id", "role", "aria-label"):
        call.attrib.pop(key, None)
    call.set("href", f"#{identifier}")
    body = etree.SubElement(holder, "span", {"class": "footnote", "id": identifier})
    for key in ("lang", "dir"):
        body.set(key, note.get(key, ""))
    body.extend(_spans(child) for child in list(note))
    first = body[0] if len(body) else etree.SubElement(body, "span", {"class": "para"})
    number = etree.Element("span", {"class": "marker"})
    number.text, number.tail = "".join(call.itertext()), f"\u00a0{first.text or ''}"
    first.text = None
    first.insert(0, number)


def _spans(element: Element) -> Element:
    for child in element.iter():
        if child.tag in ("ul", "ol"):  # a list holds items, and no blanks between them
            child.text = (child.text or "").strip() or None
            for item in child:
                item.tail = (item.tail or "").strip() or None
        if isinstance(child.tag, str) and child.tag in _IN_NOTE:
            add_class(child, _IN_NOTE[child.tag])
            child.tag = "span"
    element.tail = None
    return element


def markers(root: Element, language: Language) -> None:
    """Write the number or bullet of each list item as text, in the row's digits or letters."""
    for items in root.iter("ul", "ol"):
        if "list-style" in items.attrib or _unmarked(items) or _is_list_of_notes(items):
            continue
        depth = sum(not _is_list_of_notes(outer) for outer in items.iterancestors(items.tag))
        start, longest = int(items.get("start") or 1), 0
        for number, item in enumerate(items.iterfind("li"), start):
            text = language.marker(number, depth) if items.tag == "ol" else _BULLETS[min(depth, len(_BULLETS) - 1)]
            _mark(item, text)
            longest = max(longest, len(text))
        if longest in _LONG_MARKERS:
            add_class(items, f"marks-{longest}")


def _is_list_of_notes(items: Element) -> bool:
    holder = items.getparent()
    return holder is not None and holder.get("role") == "doc-endnotes"


def _unmarked(items: Element) -> bool:
    """True for lists whose items carry a box, or stand as answers: they have a sign of their own."""
    holders = [items, *items.iterancestors()][:4]
    names = {name for holder in holders for name in classes(holder)}
    return bool(names & {"answers", "fields", "choices", "choice"}) or items.find(".//span[@class='box']") is not None


def _mark(item: Element, text: str) -> None:
    marker = etree.Element("span", {"class": "marker"})
    marker.text = text
    first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    marker.tail, first.text = (first.text or "").lstrip("\n"), None
    first.insert(0, marker)


def choices(root: Element) -> None:
    """Take the blanks from between answers that stand side by side: a list holds items alone (ISO 14289-1, 7.2)."""
    for items in root.iterfind(".//ul[@class='choices']"):
        items.text = None
        for item in items:
            item.tail = None


def blanks(root: Element) -> None:
    """Keep a blank of the publisher's on one line; in a table the column decides."""
    for blank in root.iterfind(".//span[@class='placeholder']"):
        in_cell = any(holder.tag in ("td", "th") for holder in blank.iterancestors())
        if not in_cell and len("".join(blank.itertext())) <= _BLANK:
            add_class(blank, "whole")


def headings(root: Element) -> None:
    """Give each heading its words without notes as `data-label`, for bookmarks and running heads."""
    for heading in root.iter(*_HEADINGS):
        heading.set("data-label", label(heading))


def leads(root: Element) -> None:
    """Mark what stays with what follows it: a paragraph that ends in a colon, and a short one between a heading and the
    list that it introduces.
    """
    for paragraph in root.iter("p"):
        colon = "".join(paragraph.itertext()).rstrip().endswith(_COLONS)
        if colon or _introduces(paragraph):
            add_class(paragraph, "lead-in")


def _introduces(paragraph: Element) -> bool:
    """Whether a paragraph is all that stands between a heading and a list, in a box or out of it."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    if before is None or after is None or before.tag not in _HEADINGS or len(label(paragraph)) > _SHORT_LEAD:
        return False
    return after.tag in ("ul", "ol") or bool(classes(after) & _LISTS)


def label(element: Element) -> str:
    """Return the words of an element without its notes."""
    copy = deepcopy(element)
    copy.tail = None
    for call in [*copy.iterfind(".//span[@class='call']"), *copy.iterfind(".//a[@role='doc-noteref']")]:
        remove(call)
    return " ".join("".join(copy.itertext()).split())


def page_references(root: Element, language: Language, digits_of: Callable[[str], int]) -> None:
    """Add the page after each reference. `digits_of(id)` is how many digits to keep room for."""
    before, after = language.strings["ref_page"].partition("{title}")[2].split("{page}")
    for link in [link for link in root.iter("a") if _is_reference(link)]:
        target = link.get("href", "")[1:]
        slot = etree.Element("span", {"class": "page", "data-slot": "page", "data-target": target})
        slot.text = language.number("0" * digits_of(target))
        rest, link.tail = link.tail, None
        link.addnext(slot)
        link.tail, slot.tail = before, after + (rest or "")


def _is_reference(link: Element) -> bool:
    return "ref" in classes(link) and link.get("href", "").startswith("#")


def addresses(root: Element) -> None:
    """Print the address of each web link after its words, for readers of paper (`[print] link_addresses`)."""
    for link in list(root.iter("a")):
        address = link.get("href", "")
        if "://" in address and address not in "".join(link.itertext()):
            shown = etree.Element("span", {"dir": "ltr", "class": "address"})
            shown.text, shown.tail = address, f"){link.tail or ''}"
            link.tail = None
            link.addnext(shown)
            link.tail = " ("
            whole.keep(shown)


def elsewhere(root: Element, own: Set[str], book: Set[str]) -> None:
    """Mark links whose target is in another part of the book, for the join to resolve; drop those without target."""
    for link in root.iter("a"):
        address = link.get("href", "")
        if not address.startswith("#") or address[1:] in own:
            continue
        if address[1:] in book:
            link.set("href", ELSEWHERE + address[1:])
        else:
            link.tag = "span"
            del link.attrib["href"]


def ids(root: Element) -> set[str]:
    """Return all ids of a tree."""
    return {element.get("id", "") for element in root.iter() if isinstance(element.tag, str)} - {""}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the contents."""

    level: int
    id: str
    label: str


def outline(root: Element) -> list[Heading]:
    """Return the headings of a tree in their order."""
    return [Heading(int(h.tag[1]), h.get("id", ""), h.get("data-label", "")) for h in root.iter(*_HEADINGS)]
