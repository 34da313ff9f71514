"""What the pages of an edition have in common: its chapters as page parts, its colophon, its links to other
languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree, html
from markupsafe import Markup

from handbookpub import languages, resources, tree
from handbookpub.languages import Language
from handbookpub.model import Chapter, Coverage, Edition, Handbook
from handbookpub.render import Context, glossary, imprint, index_entries
from handbookpub.render.elements import Element, as_html, bare
from handbookpub.render.fragment import Page, fragment

Serialise = Callable[[Element], str]
# Elements and classes that base.css and screen.css set in bold.
BOLD = {"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "th", "dt", "caption", "summary"}
BOLD |= {"label", "title", "question", "book", "exit", "contents"}
SECTION_LEVELS = ("h2",)
ISOLATE, POP = "\u2068", "\u2069"  # first strong isolate, pop: a title in plain text inside another language


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as the contents show it. `heading` is markup without links, notes and ids."""

    id: str
    address: str
    heading: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter ready for a page. `language` is that of its text; `title` is plain, `heading` and `content`
    markup.
    """

    id: str
    address: str
    language: Language
    title: str
    heading: Markup
    notice: str
    sections: tuple[Section, ...]
    root: Element
    content: Markup = Markup("")
    marks: tuple[index_entries.Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page in some language."""

    address: str
    title: str
    language: str = ""
    direction: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the colophon; `latin` values are isolated from the writing direction."""

    label: str
    value: str
    latin: bool = False


@cache
def environment() -> Environment:
    """The templates; everything put into a page is escaped unless it is Markup."""
    loader = FileSystemLoader(resources.templates_dir())
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def fill(template: str, **values: Any) -> str:
    """A template with its values."""
    return environment().get_template(template).render(**values)


def parts(
    edition: Edition,
    page: Page,
    address: Callable[[Chapter], str],
    serialise: Serialise = as_html,
    coverage: Coverage | None = None,
) -> tuple[Part, ...]:
    """The chapters of an edition. `page` is the same for all, but for the prefix of their notes."""
    own = edition.language
    notices = {each.stem: " ".join(imprint.notices(each, own, coverage)) for each in edition.chapters}
    return tuple(_part(each, page, address(each), serialise, notices[each.stem]) for each in edition.chapters)


def _part(chapter: Chapter, page: Page, address: str, serialise: Serialise, notice: str) -> Part:
    identifier = chapter.id or chapter.stem
    root = fragment(chapter, replace(page, chapter=identifier))
    text = languages.load(chapter.language)
    marks = index_entries.marks(root, identifier, text, page.language, page.handbook)
    title = next(root.iter("h1"), None)
    heading = Markup("") if title is None else _heading(title, serialise)
    plain = isolated(" ".join(Markup(heading).striptags().split()), text, page.language)
    file = address.partition("#")[0]
    sections = tuple(
        Section(found.get("id", ""), f"{file}#{found.get('id')}", _heading(found, serialise))
        for found in root.iter(*SECTION_LEVELS)
        if found.get("id") and "notes-title" not in found.get("id", "")
    )
    content = Markup(serialise(root))
    return Part(identifier, address, text, plain, heading, notice, sections, root, content, marks)


def owners(edition: Edition) -> dict[str, str]:
    """Each id of the book -> the id of the chapter it stands in."""
    return {
        found: chapter.id or chapter.stem
        for chapter in edition.chapters
        for found in [chapter.id or chapter.stem, *map(tree.identifier, tree.walk(chapter.blocks))]
        if found
    }


def across(edition: Edition, suffix: str) -> Callable[[str, str], str]:
    """The address of an id for chapters that are files of their own: its file, and the place in it."""
    home = owners(edition)

    def address(identifier: str, chapter: str) -> str:
        if identifier.startswith(glossary.PREFIX):
            return f"{glossary.FILE}{suffix}#{identifier}"
        owner = home.get(identifier, chapter)
        place = "" if identifier == owner else f"#{identifier}"
        return f"#{identifier}" if owner == chapter else f"{owner}{suffix}{place}"

    return address


def _heading(element: Element, serialise: Serialise) -> Markup:
    return Markup(serialise(bare(element)))


def words(parts: Iterable[Part], edition: Edition, handbook: Handbook) -> tuple[glossary.Entry, ...]:
    """The glossary: the terms that these parts link to."""
    return glossary.entries(handbook, edition.language, glossary.used_terms(part.root for part in parts))


def switcher(edition: Edition, context: Context, out: Path, stem: str | None) -> list[Link]:
    """Links to the page of chapter `stem`, else to the contents, in each language that is there or is
    coming.
    """
    coming = context.languages or tuple(context.editions)
    return [
        Link(f"../{code}/{page}", other.language.name, code, other.language.direction, other is edition)
        for code, other in context.editions.items()
        for page in [_page(other, stem)]
        if code in coming or (out / code / page).is_file()
    ]


def _page(edition: Edition, stem: str | None) -> str:
    found = [chapter for chapter in edition.chapters if chapter.stem == stem]
    return f"{found[0].id or found[0].stem}.html" if found else "index.html"


def colophon(edition: Edition, handbook: Handbook, coverage: Coverage | None = None) -> list[Row]:
    """What a reader may want to know about this edition; nothing about people who did not ask to be named."""
    config, say = handbook.config, edition.language.strings
    credits = dict.fromkeys(chapter.meta.get("credits", "") for chapter in edition.chapters)
    rows = [
        Row(say["edition"], config.edition, True),
        Row(say["publisher"], config.publisher),
        Row(say["published"], imprint.written_date(edition.language, config.date)),
        *(Row(label, value) for label, value in imprint.rows(edition, handbook, coverage)),
        Row(say["licence"], config.licence, True),
        Row(say["identifier"], config.identifier, True),
        *(Row(say["credits"], credit) for credit in credits),
        *([] if config.vetted else [Row(say["sample"], " ".join(edition.language.texts["sample_text"]))]),
    ]
    return [row for row in rows if row.value]


def book(edition: Edition, handbook: Handbook) -> dict[str, Any]:
    """The values every template takes."""
    return {
        "book": {"title": edition.title, "subtitle": edition.subtitle, "vetted": handbook.config.vetted},
        "language": edition.language,
        "say": edition.language.strings,
        "exit_url": handbook.config.exit_url,
    }


def isolated(text: str, own: Language, around: Language) -> str:
    """Plain text inside plain text of another direction, in invisible isolates (UAX#9 2.4.2)."""
    return text if own.direction == around.direction else f"{ISOLATE}{text}{POP}"


def characters(pages: Iterable[str], language: Language) -> set[str]:
    """Every character that finished pages show, with what style sheets generate."""
    counters = (symbol for symbols in language.alphabets.values() for symbol in symbols)
    quotes = (mark for pair in language.quotes for mark in pair)
    return set().union(*map(_seen, pages), language.digits, language.list_marker, *counters, *quotes)


def _seen(page: str) -> str:
    """What a page shows: its text, what stands in for a picture, and what its script writes."""
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(root, "script", "style", with_tail=False)
    return "".join([root.text_content(), *(str(said) for said in root.xpath("//@alt | //@data-hint"))])


def bold_characters(pages: Iterable[str]) -> set[str]:
    """Every character that the style sheets show in bold."""
    return set().union(*(_bold(page) for page in pages))


def _bold(page: str) -> str:
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    heavy = (each for each in root.iter(etree.Element) if each.tag in BOLD or BOLD & set(each.classes))
    return "".join(each.text_content() for each in heavy)
