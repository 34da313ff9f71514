"""Our own book as a reader holds it, in every language and page size: nothing lost, pages that open on the right
side, numbers that are true.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from handbookpub import tree
from handbookpub.model import Chapter
from handbookpub.pdfread.content import Glyph
from handbookpub.pdfread.structure import Element
from handbookpub.render import pdf
from support.printed import EDITIONS, OWN, Printed, own

CHAPTERS = [(*edition, path.stem) for edition in EDITIONS for path in sorted((OWN / edition[0]).glob("*.md"))]
MM = 72 / 25.4


@pytest.fixture(scope="module", params=EDITIONS, ids="-".join)
def book(request: pytest.FixtureRequest) -> Printed:
    """Our own book, edition by edition."""
    return own(*request.param)


def letters(text: str) -> Counter[str]:
    """The letters, marks and digits of a text, counted."""
    return Counter(c for c in text if unicodedata.category(c)[0] in "LMN")


def shown(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def resolved(chapter: Chapter) -> Counter[str]:
    """The letters of a resolved chapter: running text, notes, captions, cells, labels of drawings."""
    nodes = list(tree.walk(chapter.blocks))
    labels = [json.loads(tree.attributes(node).get("data-labels", "{}")) for node in nodes]
    words = [word for table in labels for word in dict(table).values()]
    return letters("".join([*(tree.string(node) for node in nodes), *words]))


def added(book: Printed, stem: str) -> Counter[str]:
    """The letters that print adds to a chapter: numbers of items and notes, pages of references."""
    html, language = book.tree(stem), book.edition.language
    numbers = html.xpath("//*[contains(@class, 'marker')] | //span[@class='call']/a")
    pages = html.xpath("//*[@data-slot='page']/@data-target")
    words = language.strings["ref_page"].replace("{title}", "").replace("{page}", "")
    texts = [number.text_content() for number in numbers]
    texts += [f"{words} {book.layout.folio_of(target)}" for target in pages]
    return letters("".join(texts))


def printed(book: Printed, stem: str) -> Counter[str]:
    return letters(shown(book.glyphs(book.section(stem))))


@pytest.mark.parametrize(("code", "variant", "stem"), CHAPTERS)
def test_every_letter_of_a_chapter_is_printed_once(code: str, variant: str, stem: str) -> None:
    """Source = tree is proven while reading, tree = resolved in test_resolve_conserved; this is resolved = printed."""
    book = own(code, variant)
    chapter = next(chapter for chapter in book.edition.chapters if chapter.stem == stem)
    wanted = resolved(chapter) + added(book, stem)
    assert wanted.total() > 2000
    found = printed(book, stem)
    assert (wanted - found, found - wanted) == (Counter(), Counter())


def test_a_letter_less_or_twice_would_be_noticed(book: Printed) -> None:
    """The comparison sees one glyph in fifteen thousand, and an alef that became another alef."""
    chapter = book.edition.chapters[0]
    wanted = resolved(chapter) + added(book, chapter.stem)
    glyphs = [g for g in book.glyphs(book.section(chapter.stem)) if letters(g.text)]
    assert wanted - letters(shown(glyphs[:-1])) == letters(glyphs[-1].text)
    assert letters(shown([*glyphs, glyphs[7]])) - wanted == letters(glyphs[7].text)
    other = replace(glyphs[3], text="\u0671")
    assert letters(shown([*glyphs[:3], other, *glyphs[4:]])) - wanted == Counter("\u0671")


def test_notes_and_labels_are_part_of_the_comparison(book: Printed) -> None:
    kinds = Counter(node["t"] for c in book.edition.chapters for node in tree.walk(c.blocks))
    assert kinds["Note"] > 10
    assert kinds["Table"] > 3
    drawn = [c for c in book.edition.chapters if any(tree.is_block(n, "figure") for n in tree.walk(c.blocks))]
    assert drawn


def test_the_structure_is_whole(book: Printed) -> None:
    assert book.structure.faults == []


def test_nothing_leads_nowhere(book: Printed) -> None:
    targets = [*book.links.links, *book.links.bookmarks]
    assert len(targets) > 100
    assert [target for target in targets if target.leads_nowhere] == []


def test_every_section_has_a_destination_of_its_name(book: Printed) -> None:
    """A link from a site or another book, book.pdf#first-contact, lands where the heading stands."""
    headings = {
        tree.identifier(node)
        for chapter in book.edition.chapters
        for node in tree.walk(chapter.blocks)
        if tree.level(node)
    }
    assert len(headings) > 30
    assert {name: book.links.names.get(name) for name in headings if not book.links.names.get(name)} == {}


def digits(book: Printed, text: str) -> str:
    """Folios and slots as numbers, whatever the digits."""
    own_digits = book.edition.language.digits
    return "".join(str(own_digits.index(c)) if c in own_digits else "" for c in text)


def folios(book: Printed) -> dict[int, list[Glyph]]:
    """The folio of each page that shows one: the artifacts below the text."""
    found = {}
    for page, glyphs in book.furniture():
        low = [glyph for glyph in glyphs if glyph.y < book.format.bottom * MM and glyph.text.strip()]
        if low:
            found[page.number + 1] = low
    return found


def test_every_folio_is_the_page_it_stands_on(book: Printed) -> None:
    numbers = {page: digits(book, shown(glyphs)) for page, glyphs in folios(book).items()}
    assert numbers == {page: str(page) for page in numbers}
    own_digits = set(book.edition.language.digits)
    assert {glyph.text for glyphs in folios(book).values() for glyph in glyphs} <= own_digits
    blank = {page.number + 1 for page in book.pages if not page.glyphs}
    assert len(numbers) + len(blank) + 2 == len(book.pages)  # neither cover nor colophon shows one


def test_contents_name_every_chapter_and_section_with_its_page(book: Printed) -> None:
    rows = [row for row in book.section(pdf.FRONT).walk() if row.kind == "Div" and below(row, "Link")]
    lines = [row for row in rows if [kid.kind for kid in row.kids] == ["Span", "Span"]]
    numbers = [digits(book, shown(book.glyphs(row.kids[1]))) for row in lines]
    assert numbers == [str(book.target(below(row, "Link")[0])) for row in lines]
    headings = [book.tree(source.key).xpath("//*[(self::h1 or self::h2) and @id]") for source in book.sources]
    assert len(lines) == sum(map(len, headings)) > 30
    edges = {round(contents_edge(book, book.glyphs(row.kids[1]))) for row in lines}
    assert len(edges) == 2, "one edge on each side of a leaf"


def contents_edge(book: Printed, glyphs: list[Glyph]) -> float:
    """Where a page number ends: at the left of the contents in a right-to-left book."""
    seen = [glyph for glyph in glyphs if glyph.advance > 0]
    return min(g.x for g in seen) if book.edition.language.rtl else max(g.x + g.advance for g in seen)


def below(element: Element, kind: str) -> list[Element]:
    return [each for each in element.walk() if each.kind == kind]


def references(book: Printed, stem: str) -> list[tuple[str, int]]:
    """Each page number after a reference as it is printed, and the page that its link leads to."""
    template = book.edition.language.strings["ref_page"].replace("{title}", "").replace("{page}", "")
    word = next(c for c in template if c.isalpha())
    owner = book.structure.owners
    found, link, opened = [], None, False
    for key in book.section(stem).marked():
        text = shown(book.marked[key])
        holder = link_of(owner[key])
        if holder is not None:
            link, opened = holder, False
        elif link is not None and opened and digits(book, text):
            found.append((digits(book, text), book.target(link)))
            link = None
        else:
            short = len(text.strip()) <= len(template)  # "(page ", and no sentence that happens to hold a bracket
            opened = link is not None and short and "(" in text and word in text
            link = link if opened else None
    return found


def link_of(element: Element | None) -> Element | None:
    while element is not None and element.kind != "Link":
        element = element.parent
    return element


def test_page_numbers_in_the_text_are_true(book: Printed) -> None:
    total = 0
    for chapter in book.edition.chapters:
        found = references(book, chapter.stem)
        wanted = book.tree(chapter.stem).xpath("//*[@data-slot='page']")
        assert len(found) == len(wanted), chapter.path
        total += len(found)
        assert [number for number, _ in found] == [str(page) for _, page in found], chapter.path
    assert total > 200


def test_facing_pages_open_in_reading_direction(book: Printed) -> None:
    rtl = book.edition.language.rtl
    assert str(book.pdf.Root.ViewerPreferences.Direction) == ("/R2L" if rtl else "/L2R")
    assert str(book.pdf.Root.PageLayout) == "/TwoPageRight"
    assert str(book.pdf.Root.Lang) == book.edition.language.code


def test_chapters_begin_on_a_recto(book: Printed) -> None:
    assert [start % 2 for start in book.layout.starts] == [0] * len(book.layout.starts)


def outer_gap(book: Printed, number: int, glyphs: list[Glyph]) -> float:
    """How far glyphs stand from the outer edge of their page. Recto is the left page of a right-to-left book."""
    left = (number % 2 == 1) == book.edition.language.rtl
    return min(g.x for g in glyphs) if left else book.format.width * MM - max(g.x + g.advance for g in glyphs)


def test_folios_and_heads_stand_at_the_outer_edge(book: Printed) -> None:
    top = (book.format.height - book.format.top) * MM
    heads = {
        page.number + 1: [g for g in glyphs if g.y > top and g.text.strip()]
        for page, glyphs in book.furniture()
    }
    heads = {number: glyphs for number, glyphs in heads.items() if glyphs}
    assert len(heads) > len(book.pages) / 2
    gaps = [outer_gap(book, *each) for each in [*folios(book).items(), *heads.items()]]
    assert gaps == pytest.approx([book.format.outer * MM] * len(gaps), abs=1)


def test_margins_are_mirrored(book: Printed) -> None:
    """No text stands in the inner margin, where the binding is, and lines reach both sides of the block."""
    rtl, page = book.edition.language.rtl, book.format
    lefts: dict[bool, list[float]] = {True: [], False: []}
    for each in book.pages:
        text = [g for g in each.glyphs if not g.artifact and g.text.strip() and g.advance > 0]
        if not text:
            continue
        outer_left = (each.number % 2 == 0) == rtl
        left, right = (page.outer, page.inner) if outer_left else (page.inner, page.outer)
        lefts[outer_left].append(min(g.x for g in text) - left * MM)
        assert min(g.x for g in text) > left * MM - 1, each.number + 1
        assert max(g.x + g.advance for g in text) < (page.width - right) * MM + 1, each.number + 1
    assert min(lefts[True]) < 12 > min(lefts[False])


def test_no_page_within_a_chapter_is_nearly_empty(book: Printed) -> None:
    """What moves to the next page because it does not fit leaves a gap; a gap of most of a page is a fault."""
    page = book.format
    for start, part in list(zip(book.layout.starts, book.parts, strict=True))[1:]:
        for each in book.pages[start : start + part.record.pages - 1]:
            last = min(g.y for g in each.glyphs if not g.artifact and g.text.strip())
            filled = (page.height - page.top) * MM - last
            assert filled > (page.height - page.top - page.bottom) * MM / 3, each.number + 1
