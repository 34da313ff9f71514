"""Front matter of a printed book: cover, colophon, contents; and what stands over a chapter with gaps."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from handbookpub.languages import Language
from handbookpub.model import Config, Coverage, Edition, Handbook

from . import imprint
from .elements import Element, parse
from .paper import Heading

_LEVELS = 2  # levels of headings in the contents


def matter(
    edition: Edition, handbook: Handbook, outlines: Sequence[Sequence[Heading]], coverage: Coverage | None = None
) -> Element:
    """Return the front matter as one article: cover, colophon on its back, contents on the next recto."""
    article = etree.Element("article", {"class": "front"})
    article.append(_cover(edition, handbook.config))
    article.append(_colophon(edition, handbook, coverage))
    article.append(_contents(edition.language, [heading for outline in outlines for heading in outline]))
    return article


def _paragraph(parent: Element, text: str, name: str, tag: str = "p") -> Element:
    paragraph = etree.SubElement(parent, tag, {"class": name})
    paragraph.text = text
    return paragraph


def _cover(edition: Edition, config: Config) -> Element:
    section = etree.Element("section", {"class": "cover", "id": "book.cover"})
    _paragraph(section, edition.title, "title")
    if edition.subtitle:
        _paragraph(section, edition.subtitle, "subtitle")
    if config.edition:
        _paragraph(
            section,
            f"{edition.language.strings['edition']} {edition.language.number(config.edition)}",
            "imprint",
        )
    if config.publisher:
        _paragraph(section, config.publisher, "imprint")
    if not config.vetted:
        _paragraph(section, edition.language.strings["sample_notice"], "sample-notice")
    return section


def _colophon(edition: Edition, handbook: Handbook, coverage: Coverage | None) -> Element:
    """Return the imprint: only fields that the handbook gives; no machine, no clock, no person who did not agree."""
    words, config = edition.language.strings, handbook.config
    section = etree.Element("section", {"class": "colophon", "id": "book.colophon"})
    _paragraph(section, words["colophon"], "title")
    if not config.vetted:
        for text in (words["sample_notice"], *edition.language.texts["sample_text"]):
            _paragraph(section, text, "sample-text")
    credits = "\n".join(dict.fromkeys(c.meta["credits"] for c in edition.chapters if c.meta.get("credits")))
    rows = {
        "title": edition.title,
        "edition": edition.language.number(config.edition),
        "publisher": config.publisher,
        "published": imprint.written_date(edition.language, config.date),
        "licence": config.licence,
        "identifier": config.identifier,
        "credits": credits,
    }
    facts = etree.SubElement(section, "dl")
    for key, value in rows.items():
        if value and key in words:
            _paragraph(facts, words[key], "field", "dt")
            _paragraph(facts, value, "value", "dd")
    for label, markup in imprint.rows(edition, handbook, coverage):
        _paragraph(facts, label, "field", "dt")
        description = parse(markup)
        description.tag = "dd"
        description.set("class", "value")
        facts.append(description)
    return section


def _contents(language: Language, outline: Sequence[Heading]) -> Element:
    section = etree.Element("section", {"class": "contents", "id": "book.contents"})
    title = _paragraph(section, language.strings["contents"], "contents-title", "h1")
    title.set("data-label", language.strings["contents"])
    for heading in outline:
        if heading.level <= _LEVELS and heading.id:
            section.append(_line(language, heading))
    return section


def _line(language: Language, heading: Heading) -> Element:
    """Return one line of the contents: the words, and the page at the far edge. No leader: it would be read aloud."""
    line = etree.Element("div", {"class": f"line level-{heading.level}"})
    words = etree.SubElement(line, "div", {"class": "words"})
    etree.SubElement(words, "a", {"href": f"#{heading.id}"}).text = heading.label
    number = etree.SubElement(line, "div", {"class": "page"})
    align = "0" if language.rtl else "1"
    slot = etree.SubElement(
        number, "span", {"data-slot": "contents", "data-target": heading.id, "data-align": align}
    )
    slot.text = language.number("000")
    return line


def notice(tree: Element, texts: Sequence[str], own: Language) -> None:
    """Say over a chapter, in the language of the edition, what a reader must know of its text."""
    if texts:
        paragraph = etree.Element("p", {"class": "notice", "lang": own.code, "dir": own.direction})
        paragraph.text = " ".join(texts)
        tree.insert(1, paragraph)
