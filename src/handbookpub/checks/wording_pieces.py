"""The running text of a chapter as pieces in which words can be sought: a paragraph, a heading, a cell, a label, a
note, an entry of the index, whatever markup runs through it. Each character knows its place in the file.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from handbookpub import languages, stems, tree
from handbookpub.data import rows
from handbookpub.languages import Language
from handbookpub.model import Chapter, Edition, Handbook, Node, Place
from handbookpub.resolve.inlines import INLINES, OBJECT, is_inline
from handbookpub.tree import Nodes

At = tuple[int, int]
Run = tuple[str, At, str]
"""Characters that follow each other in the file, the line and column of the first, the code of their language."""

FOREIGN = re.compile(r"[^«»“”„‘’‹›\"]")
"""What is blotted out in a text of another language: all but quotation marks."""
SHORT = 6
"""So many words, and no more, has the head of a list or column that may say: do not say this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one language, with what stands in others blotted out. `advised_against`: it is set beside or under
    words such as "Do not say". `spoken`: a survivor's own words.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[At, ...]
    language: Language
    path: str
    advised_against: bool = False
    spoken: bool = False

    def place(self, at: int) -> Place:
        """The place of a character in the file."""
        run = bisect(self.starts, at) - 1
        line, column = self.places[run]
        return Place(self.path, line, column + at - self.starts[run])


@dataclass(frozen=True, slots=True)
class Around:
    """What is known about a text from what stands around it."""

    path: str
    code: str
    cited: bool = False
    spoken: bool = False
    advised_against: bool = False


def pieces(chapter: Chapter) -> Iterator[Piece]:
    """The pieces of a chapter, in its order; notes and pictures after the text that they belong to."""
    return _blocks(chapter.blocks, Around(chapter.path, chapter.language))


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """An edition as it was read: the very same one, since its tree cannot be compared at a glance."""

    edition: Edition
    handbook: Handbook

    def __hash__(self) -> int:
        return id(self.edition) ^ id(self.handbook)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and self.edition is other.edition and self.handbook is other.handbook


def shown(edition: Edition, handbook: Handbook) -> tuple[Piece, ...]:
    """All that an edition shows in words of its own: its title, its chapters, its rows of services. Four checks ask
    for it.
    """
    return _shown(Read(edition, handbook))


@lru_cache(maxsize=4)
def _shown(read: Read) -> tuple[Piece, ...]:
    chapters = (chapter for chapter in read.edition.chapters if not chapter.notice)
    services = (service for country in read.handbook.countries.values() for service in country.services.values())
    language = read.edition.language
    return (
        *_titles(read.edition, read.handbook),
        *(piece for chapter in chapters for piece in pieces(chapter)),
        *(
            _whole(words.get(language.code, ""), service.place, language)
            for service in services
            for words in (service.name, service.hours, service.cost)
        ),
    )


def _titles(edition: Edition, handbook: Handbook) -> Iterator[Piece]:
    code, file = edition.language.code, "handbook.toml"
    toml, _ = rows.load(handbook.root, file) if (handbook.root / file).is_file() else (None, [])
    for key, words in (("title", edition.title), ("subtitle", edition.subtitle)):
        at = toml.place("languages", code, key) if toml else Place(file)
        yield _whole(words, at, edition.language)


def _whole(words: str, at: Place, language: Language) -> Piece:
    """A text that has one place, that of its row."""
    return Piece(words, tuple(range(len(words) + 1)), ((at.line, at.column),) * (len(words) + 1), language, at.path)


def _blocks(nodes: Iterable[Node], around: Around) -> Iterator[Piece]:
    before: Node | None = None
    for node in nodes:
        listed = before is not None and tree.kind(node) in ("BulletList", "OrderedList") and _introduces(before)
        warned = listed and before is not None and _advises_against(tree.text(before), around.code)
        yield from _block(node, replace(around, advised_against=around.advised_against or warned))
        before = node


def _introduces(node: Node) -> bool:
    return bool(tree.level(node)) or tree.text(node).rstrip("\n\u00a0\u202f ").endswith(":")


def _advises_against(head: str, code: str) -> bool:
    """Whether a head or an introduction is short and says that what follows should not be said."""
    if len(stems.words(head, code)) > SHORT:
        return False
    return bool(stems.finder(languages.load(code).wording["heads"], code).find(head))


def _block(node: Node, around: Around) -> Iterator[Piece]:
    if tree.kind(node) == "Div":
        code = _language(tree.attributes(node), around.code)
        cited, spoken = around.cited or tree.is_block(node, "reading"), tree.is_block(node, "voice")
        yield from _blocks(tree.children(node), replace(around, code=code, cited=cited, spoken=spoken))
    elif tree.kind(node) == "Table":
        yield from _blocks(tree.caption(node), around)
        yield from _table(node, around)
    else:
        for nodes in tree.child_lists(node):
            yield from _text(nodes, around) if is_inline(nodes) else _blocks(nodes, around)


def _table(table: Node, around: Around) -> Iterator[Piece]:
    heads = [tree.text(cell) for row in tree.head_rows(table)[:1] for cell in row]
    against = [_advises_against(head, around.code) for head in heads]
    for row in tree.cell_rows(table):
        for index, cell in enumerate(row):
            warned = around.advised_against or (index < len(against) and against[index])
            yield from _blocks(cell, replace(around, advised_against=warned))


def _language(attributes: dict[str, str], code: str) -> str:
    """The language of a node; one that no row is known of stays what is around it in no search."""
    own = attributes.get("lang", code)
    return own if own.partition("-")[0] in languages.available() else ""


def _text(nodes: Nodes, around: Around) -> Iterator[Piece]:
    runs = list(_runs(nodes, around, (1, 1)))
    starts = tuple(accumulate((len(text) for text, _, _ in runs[:-1]), initial=0))
    places = tuple(place for _, place, _ in runs)
    for code in dict.fromkeys(code for _, _, code in runs if code):
        text = "".join(text if own == code else FOREIGN.sub(OBJECT, text) for text, _, own in runs)
        own = languages.load(code)
        yield Piece(text, starts, places, own, around.path, around.advised_against, around.spoken)
    yield from _beside(nodes, around)


def _beside(nodes: Nodes, around: Around) -> Iterator[Piece]:
    """What stands beside a text: its notes, what its pictures show, its entries in the index."""
    for node in tree.walk(nodes):
        name = tree.kind(node)
        if name == "Note":
            yield from _blocks(tree.children(node), around)
        elif name == "Image":
            yield from _text(tree.children(node), around)
        elif name == "Span" and around.code and (entry := tree.attributes(node).get("entry")):
            yield _whole(entry, tree.place(node, around.path), languages.load(around.code))


def _runs(nodes: Nodes, around: Around, at: At) -> Iterator[Run]:
    """The text of inline nodes; one character stands for a picture, for code, for words that are filled in."""
    for node in nodes:
        if "at" in node:
            at = (node["at"][0], node["at"][1])
        name, code = tree.kind(node), around.code
        if name == "Str":
            yield tree.string(node), at, code
        elif name in tree.SPACES:
            yield tree.SPACES[name], at, code
        elif name == "Note":
            continue
        elif name == "Quoted":
            opening, closing = ("‘", "’") if tree.is_single_quoted(node) else ("“", "”")
            yield opening, at, code
            yield from _runs(tree.children(node), around, at)
            yield closing, at, code
        elif name not in INLINES or not tree.children(node) or name == "Image" or _is_title(node, around):
            yield OBJECT, at, code
        else:
            inner = replace(around, code=_language(tree.attributes(node), code))
            yield from _runs(tree.children(node), inner, at)


def _is_title(node: Node, around: Around) -> bool:
    """Whether a node is the title of a work that is cited: it stands as its author wrote it."""
    return around.cited and tree.kind(node) == "Emph"
