"""A chapter's blocks as an element tree that HTML, the single file and EPUB share.

Pandoc's writer gives well-formed markup (reading lets no raw HTML through); it is parsed as XML so that
nothing is guessed, mended where pandoc's HTML says direction or alignment in words of its own, and
serialised by each format in its own syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from handbookpub import languages, pandoc
from handbookpub.languages import Language
from handbookpub.model import Chapter, Handbook
from handbookpub.render import index_entries, notes, whole
from handbookpub.render.elements import Element, add_class, parse, remove, wrap
from handbookpub.render.figures import place_figures
from handbookpub.render.glossary import link_terms

WORKING = ("data-ref", "data-law", "data-service")  # for other steps; no reader needs them
ALIGNMENTS = {"center": "align-center", "right": "align-end"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a chapter needs to know about the page it stands on.

    `address(id, chapter)` gives the link to an id of the book from a chapter; `picture` gives the address of
    a picture that is not drawn inline, from its path in the handbook. `shared` says that chapters share a
    file: the ids of notes get the id of their `chapter`.
    """

    handbook: Handbook
    language: Language
    address: Callable[[str, str], str]
    picture: Callable[[str], str]
    chapter: str = ""
    shared: bool = False


def fragment(chapter: Chapter, page: Page) -> Element:
    """The chapter as an element whose children are the page's content; notes stand at its end."""
    text = languages.load(chapter.language)
    markup = pandoc.write(chapter.blocks, "html5")
    root = parse(markup)
    place_figures(root, page.handbook, text, page.picture)
    notes.dress(root, text, page.handbook, f"{page.chapter}." if page.shared else "")
    for step in (_plain_styles, _tables, _lists):
        step(root)
    _links(root, page)
    index_entries.name_places(root, page.chapter)
    link_terms(root, page.language, page.handbook, lambda name: page.address(name, page.chapter))
    whole.keep(root)
    return root


def _plain_styles(root: Element) -> None:
    """No style attributes (the page's policy refuses them); alignment becomes a class, by the writing
    direction.
    """
    for element in root.iter():
        for key in WORKING:
            element.attrib.pop(key, None)
        style = element.attrib.pop("style", "")
        align = style.partition("text-align:")[2].partition(";")[0].strip()
        if align in ALIGNMENTS:
            add_class(element, ALIGNMENTS[align])
    for columns in list(root.iter("colgroup")):
        remove(columns)


def _tables(root: Element) -> None:
    """Header cells say what they head; a table wider than the screen scrolls by itself, also by keyboard."""
    for table in list(root.iter("table")):
        for cell in list(table.iter("th")):
            if not "".join(cell.itertext()).strip():
                cell.tag = "td"  # the corner of a table with two kinds of heads is no head
                continue
            row = cell.getparent()
            inside = row.getparent() if row is not None else None
            cell.set("scope", "col" if inside is not None and inside.tag == "thead" else "row")
        wrapper = etree.Element("div", {"class": "wide", "role": "region", "tabindex": "0"})
        caption = table.find("caption")
        label = " ".join("".join(caption.itertext()).split()) if caption is not None else ""
        wrapper.set("aria-label", label) if label else wrapper.attrib.pop("role")
        wrap(table, wrapper)


def _lists(root: Element) -> None:
    """The row of the language says how lists are numbered, not an attribute."""
    for element in root.iter("ol"):
        element.attrib.pop("type", None)


def _links(root: Element, page: Page) -> None:
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("#") and not link.get("role"):
            link.set("href", page.address(address[1:], page.chapter))
        elif ":" in address:
            link.set("rel", "noreferrer noopener")
