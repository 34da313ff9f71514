"""PDF: a resolved edition in parts, laid out apart, joined into one tagged book.

The front matter is a part like the chapters; its contents name the headings of all of them. Page numbers are slots
until the join. A part is laid out again only when the number of digits of a page number in its text differs from
what was kept free for it. The index stands last, so it moves nothing: it is made when the pages are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import cache
from pathlib import Path
from typing import Protocol

from handbookpub import languages
from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Chapter, Config, Coverage, Edition, Handbook

from . import (
    Artefact,
    Context,
    back,
    bidi,
    bound,
    columns,
    elements,
    found,
    fragment,
    front,
    glossary,
    imprint,
    index_entries,
    labels,
    loose,
    paper,
    sheet,
    whole,
)
from .arrangement import Book, arrange
from .faces import Face
from .files import publish
from .join import join
from .part import Part, Source, render_part

NAME = "pdf"
FRONT = "/front"  # no file of a chapter has a stroke in its name
_ROUNDS = 4  # a page number that gains a digit may push another one; four rounds settle any book


class Printer:
    """Lays out parts: from the cache, else in a pool of workers. Collects what the layout met."""

    def __init__(self, cache: PartStore, pool: Executor | None = None) -> None:
        self._cache, self._pool = cache, pool
        self.findings: list[Finding] = []

    def parts(self, sources: Sequence[Source]) -> list[Part]:
        """Return the parts of sources, in their order."""
        known: dict[Source, Part | None] = {source: self._cache.get(source) for source in sources}
        missing = [source for source, part in known.items() if part is None]
        made = self._pool.map(lay_out, missing) if self._pool else map(lay_out, missing)
        for source, new in zip(missing, made, strict=True):
            self._cache.put(source, new)
            known[source] = new
        return [part for source in sources if (part := known[source]) is not None]


class PartStore(Protocol):
    """What a printer needs of a cache."""

    def get(self, source: Source) -> Part | None:
        """Return the part of a source, if it is known."""

    def put(self, source: Source, part: Part) -> None:
        """Keep a part."""


class NoStore:
    """A cache that keeps nothing."""

    def get(self, source: Source) -> Part | None:
        """Return nothing."""
        return None

    def put(self, source: Source, part: Part) -> None:
        """Keep nothing."""


def lay_out(source: Source) -> Part:
    """Lay out a part in this process, which may be a worker that was just started."""
    _prepare()
    return render_part(source)


def render(edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[Artefact]:
    """Write `OUT/<lang>/<id>-<lang>[-variant].pdf`."""
    language = edition.language
    variant = f"-{context.variant}" if context.variant else ""
    path = f"{language.code}/{handbook.config.id}-{language.code}{variant}.pdf"
    coverage = context.coverage.get(language.code)
    publish(out, {path: book(edition, handbook, context.variant, context.printer, coverage)})
    return [Artefact(path, NAME, language.code, language.direction, context.variant)]


def book(
    edition: Edition,
    handbook: Handbook,
    variant: str = "",
    printer: Printer | None = None,
    coverage: Coverage | None = None,
) -> bytes:
    """Return the bytes of an edition's PDF."""
    printer = printer or Printer(NoStore())
    about = _about(edition, handbook.config)
    parts = settled(lambda folios: sources(edition, handbook, variant, folios, coverage), about, printer)
    printer.findings.extend(found.findings(edition, parts))
    return join(parts, about, face)


def settled(make: Callable[[Mapping[str, str]], Sequence[Source]], about: Book, printer: Printer) -> list[Part]:
    """Lay out all parts until every page number has the room it needs and the index names the pages that are.

    `make(folios)` gives the sources; `folios` are the printed page numbers of the ids in the round before.
    """
    folios: Mapping[str, str] = {}
    made: dict[Source, Part] = {}
    parts: list[Part] = []
    for _ in range(_ROUNDS):
        wanted = list(make(folios))
        new = [source for source in wanted if source not in made]
        made.update(zip(new, printer.parts(new), strict=True))
        parts = [made[source] for source in wanted]
        layout = arrange(parts, about)
        now = {name: layout.folios[page] for name, page in layout.pages.items()}
        indexed = {name for name in now if name.startswith(index_entries.PREFIX)}
        room = all(len(now.get(name, "")) == _room(name, folios) for name in _referred(parts))
        if room and all(now[name] == folios.get(name) for name in indexed):
            break
        folios = now
    return parts


ROOM = 2
"""Digits kept free for a page number before the book is known."""


def _room(name: str, folios: Mapping[str, str]) -> int:
    return len(folios[name]) if name in folios else ROOM


def _referred(parts: Sequence[Part]) -> set[str]:
    """Return the targets of page numbers in running text: only there does their room change the lines."""
    return {slot["target"] for part in parts for slot in part.record.slots if slot["kind"] == "page"}


def sources(
    edition: Edition, handbook: Handbook, variant: str, folios: Mapping[str, str], coverage: Coverage | None = None
) -> list[Source]:
    """Return the parts of an edition: front matter, its chapters, the glossary, the index.

    `folios` are the page numbers of ids, as far as they are known.
    """
    css = sheet.stylesheet(edition.language, handbook, variant, edition.title)
    trees = _trees(edition, handbook, variant, folios, coverage)
    everywhere = set().union(*map(paper.ids, trees.values()))
    result = []
    for key, tree in trees.items():
        paper.elsewhere(tree, paper.ids(tree), everywhere)
        html = document(tree, edition.language, edition.title)
        result.append(Source(key, html, css, handbook.root.resolve().as_uri() + "/"))
    return result


def _trees(
    edition: Edition, handbook: Handbook, variant: str, folios: Mapping[str, str], coverage: Coverage | None
) -> dict[str, elements.Element]:
    language = edition.language
    body: dict[str, elements.Element] = {}
    marks: list[index_entries.Mark] = []
    for chapter in edition.chapters:
        tree = body[chapter.stem] = text_tree(chapter, edition, handbook)
        marks += index_entries.marks(tree, chapter.id, languages.load(chapter.language), language, handbook)
        bound.tables(tree, language)
        columns.share(tree, sheet.table_width(edition.language, handbook, variant))
        dress(tree, chapter, edition, sheet.text_width(handbook, variant), folios)
        front.notice(tree, imprint.notices(chapter, language, coverage), language)
        if handbook.config.print.link_addresses:
            paper.addresses(tree)
    words = glossary.entries(handbook, language, glossary.used_terms(body.values()))
    if words:
        body[back.GLOSSARY_PART] = back.glossary(language, words)
    if marks:
        body[back.INDEX_PART] = back.index(language, index_entries.groups(marks, language), folios)
    outlines = [paper.outline(tree) for tree in body.values()]
    return {FRONT: front.matter(edition, handbook, outlines, coverage), **body}


def text_tree(chapter: Chapter, edition: Edition, handbook: Handbook) -> elements.Element:
    """Return a chapter as an article, as the screen has it too."""
    page = fragment.Page(
        handbook,
        edition.language,
        lambda name, _: f"#{name}",
        lambda path: (handbook.root / path).resolve().as_uri(),
        chapter.id,
    )
    tree = fragment.fragment(chapter, page)
    tree.tag = "article"
    return tree


def dress(tree: elements.Element, chapter: Chapter, edition: Edition, width: float, folios: Mapping[str, str]) -> None:
    """Add to a chapter's article what print adds; the order of its lines comes last, in `document`."""
    text = languages.load(chapter.language)
    if text.code != edition.language.code:
        tree.set("lang", text.code)
        tree.set("dir", text.direction)
    paper.leads(tree)
    paper.blanks(tree)
    paper.choices(tree)
    whole.loosen(tree)
    paper.markers(tree, text)
    paper.footnotes(tree, chapter.id)
    loose.forms(tree, text)
    paper.headings(tree)
    paper.page_references(tree, text, lambda name: _room(name, folios))
    labels.overlay(tree, width)


def document(tree: elements.Element, language: Language, title: str) -> str:
    """Return the finished HTML of a part, its inline markup rebuilt in the order of UAX#9."""
    root = elements.parse("")
    root.append(tree)
    bidi.order(root, language.direction)
    bound.bind(root, language)
    opening = f'<html lang="{language.code}" dir="{language.direction}"><head><title>{_escaped(title)}</title></head>'
    return f"<!DOCTYPE html>{opening}<body>{elements.as_html(root)}</body></html>"


def html_to_pdf(html: str, css: str = "", language: str | Language | None = None, *, plain: bool = False) -> bytes:
    """Print one HTML body (well-formed markup) as a book of one part, through all passes; `plain` skips the sheets.

    For tests and for trying things out; a book goes through `book`.
    """
    _prepare()
    row = language if isinstance(language, Language) else languages.load(language or languages.available()[0])
    tree = elements.parse(html)
    tree.tag = "article"
    paper.headings(tree)
    sheets = "" if plain else sheet.default(row)
    text = document(tree, row, "")
    part = render_part(Source("body", text, f"{sheets}\n{css}", Path.cwd().as_uri() + "/"))
    return join([part], Book("-", row.code, row.rtl, row.digits, "2000-01-01"), face)


def _about(edition: Edition, config: Config) -> Book:
    language = edition.language
    return Book(
        title=edition.title,
        language=language.code,
        rtl=language.rtl,
        digits=language.digits,
        date=config.date,
        author=config.publisher,
        subject=edition.subtitle,
    )


@cache
def _prepare() -> None:
    """Make the layout engine see our fonts and no other; it reads the setting once, when it is loaded."""
    from handbookpub import fonts

    fonts.use_own_fontconfig()


@cache
def face(digest: str) -> Face:
    """Return the face of a digest that a part names: one of our fonts, or one that this process has laid out with."""
    from . import engine

    known = {found.digest: found for found in engine.faces()}
    if digest in known:
        return known[digest]
    from handbookpub.resources import fonts_dir

    for path in sorted(fonts_dir().rglob("*.ttf")):
        found = Face(path.read_bytes())
        if found.digest == digest:
            return found
    raise LookupError(f"no font file with the digest {digest}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


__all__ = ["NAME", "Printer", "book", "html_to_pdf", "render"]
