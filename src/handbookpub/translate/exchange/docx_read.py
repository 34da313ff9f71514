"""What revisers' word processors write into a table: cells as runs of text, with tracked changes accepted.

Word splits runs at will (`w:proofErr`, `w:rsid…`), wraps them in insertions, links, fields and content controls, and
writes some characters as elements. What would be lost without a trace (a picture, a note of Word's own, a sign of a
symbol font) is a fault of its row.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from handbookpub.translate.exchange.docx_runs import BOLD, BREAK, ITALIC, NONE, PARAGRAPH, Run
from handbookpub.translate.exchange.model import Comment, Unreadable
from handbookpub.translate.exchange.xmlfile import comment, local

LARGEST, LARGEST_PART = 200_000_000, 30_000_000
"""Bytes of a document when it is unpacked, and of its XML together: a chapter of 3,000 units has 10 million."""
PARTS = (".xml", ".rels")
DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, OSError),
    *(AttributeError, LookupError, RuntimeError, TypeError, ValueError),
)
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXTENDED = "commentsExtended"
DROPPED = ("del", "moveFrom")
WRAPPERS = ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo")
SIGNS = {"tab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "cr": BREAK}
LOST = {
    "footnoteReference": "a footnote of the word processor",
    "endnoteReference": "an endnote of the word processor",
    "drawing": "a picture",
    "pict": "a picture",
    "object": "an object",
    "AlternateContent": "a picture",
}
HEX = re.compile("[0-9A-Fa-f]{1,4}")
PRIVATE = range(0xE000, 0xF900)
EMBEDDINGS = {("dir", "rtl"): "\u202b", ("dir", "ltr"): "\u202a", ("bdo", "rtl"): "\u202e", ("bdo", "ltr"): "\u202d"}
POP = "\u202c"
ON = (None, "1", "true", "on")
RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Lost(ValueError):
    """Something stands in a cell that Markdown has no place for."""


@contextmanager
def careful() -> Iterator[None]:
    """Whatever a damaged file makes the libraries raise becomes Unreadable."""
    from docx.opc.exceptions import OpcError

    damage: tuple[type[Exception], ...] = (*DAMAGE, OpcError)
    try:
        yield
    except Unreadable:
        raise
    except damage as error:
        reason = " ".join(str(error).split())[:120]
        raise Unreadable(f"this is no Word document (.docx), or it is damaged: {reason}") from None


def open_document(data: bytes) -> Any:
    """The document of a file. Raises Unreadable."""
    import docx

    with careful():
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sizes = [(entry.file_size, entry.filename.lower().endswith(PARTS)) for entry in packed.infolist()]
            for most, found in ((LARGEST, sizes), (LARGEST_PART, [size for size in sizes if size[1]])):
                if sum(size for size, _ in found) > most:
                    raise Unreadable(f"unpacked, the file has more than {most // 1_000_000} megabytes")
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None:
            raise Unreadable("this is no Word document (.docx): it has no body")
    return document


def name(key: str) -> str:
    """A tag or an attribute with its namespace."""
    return NAMESPACE + key


def rows(document: Any) -> Iterator[Any]:
    """The rows of the document's tables, without those that a tracked change removed."""
    for row in document.element.body.iter(name("tr")):
        nested = any(parent.tag == name("tc") for parent in row.iterancestors())
        removed = row.find(f"{name('trPr')}/{name('del')}") is not None
        if not nested and not removed:
            yield row


def cells(row: Any) -> list[Any]:
    """The cells of a row, also those in content controls."""
    return [cell for cell in row.iter(name("tc")) if next(cell.iterancestors(name("tr"))) is row]


def lines(cell: Any) -> list[str]:
    """The words of a cell's paragraphs."""
    return ["".join(each.text or "" for each in paragraph.iter(name("t"))) for paragraph in cell.iter(name("p"))]


def runs(cell: Any) -> list[Run]:
    """The runs of a cell. Empty paragraphs fall away; one whose mark was deleted goes on in the next. Raises Lost."""
    paragraphs: list[list[Run]] = [[]]
    for each in cell.iter(name("p")):
        paragraphs[-1] += _inside(each)
        if each.find(f"{name('pPr')}/{name('rPr')}/{name('del')}") is None:
            paragraphs.append([])
    filled = [inside for inside in paragraphs if any(run.text.strip() for run in inside)]
    return [run for inside in filled for run in (Run(PARAGRAPH, NONE, "break"), *inside)][1:]


def _inside(element: Any) -> Iterator[Run]:
    for each in element.iterchildren(etree.Element):
        kind = local(each)
        if kind == "r":
            yield from _run(each)
        elif kind in WRAPPERS:
            opening = EMBEDDINGS.get((kind, each.get(name("val"), "")), "")
            yield from [Run(opening)] if opening else []
            yield from _inside(each)
            yield from [Run(POP)] if opening else []


def _run(element: Any) -> Iterator[Run]:
    for each in element.iterchildren(etree.Element):
        kind = local(each)
        if kind in LOST:
            raise Lost(f"{LOST[kind]} stands there; write it as text or as a comment")
        if kind == "br":
            words = BREAK if each.get(name("type")) in (None, "textWrapping") else " "
        elif kind == "sym":
            words = _sign(each)
        else:
            words = (each.text or "") if kind == "t" else SIGNS.get(kind, "")
        if words:
            yield Run(words, _styles(element, words), "break" if words == BREAK else "text")


def _sign(element: Any) -> str:
    """A character of a symbol font. One that has no meaning without its font cannot be kept."""
    typed = element.get(name("char"), "")
    code = int(typed, 16) if HEX.fullmatch(typed) else 0
    if code in PRIVATE or code < ord(" "):
        raise Lost(f"a sign of the font {element.get(name('font'), '?')} stands there; type a letter or word instead")
    return chr(code)


def _styles(run: Any, words: str) -> frozenset[str]:
    """Bold and italic. Right-to-left text has properties of its own for them (`bCs`, 17.3.2.2)."""
    properties = run.find(name("rPr"))
    if properties is None:
        return NONE
    style = properties.find(name("rStyle"))
    named = style.get(name("val"), "").lower() if style is not None else ""
    suffix = "Cs" if properties.find(name("rtl")) is not None or RTL_LETTER.search(words) else ""
    bold = _is_on(properties, f"b{suffix}", named == "strong")
    italic = _is_on(properties, f"i{suffix}", named == "emphasis")
    return frozenset(style for style, on in ((BOLD, bold), (ITALIC, italic)) if on)


def _is_on(properties: Any, tag: str, default: bool) -> bool:
    found = properties.find(name(tag))
    return default if found is None else found.get(name("val")) in ON


def comments(document: Any) -> dict[str, Comment]:
    """The comments of a document by their ids. Word's own mark says which are settled (`w15:done`)."""
    with careful():
        return dict(_comments(document, _settled(document)))


def _comments(document: Any, settled: set[str]) -> Iterator[tuple[str, Comment]]:
    for each in document.comments:
        found = comment(each.author, "\n".join(paragraph.text for paragraph in each.paragraphs))
        last = each._comment_elm.findall(name("p"))[-1:]
        keys = {value for p in last for key, value in p.attrib.items() if key.endswith("}paraId")}
        yield str(each.comment_id), Comment(found.by, found.text, found.open and not keys & settled)


def _settled(document: Any) -> set[str]:
    """The ids of paragraphs that end settled comments."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(EXTENDED):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(relation.target_part.blob, parser)
            attributes = [{etree.QName(key).localname: value for key, value in each.attrib.items()} for each in root]
            return {each.get("paraId", "") for each in attributes if each.get("done") in ("1", "true")}
    return set()


def called(row: Any) -> list[str]:
    """The ids of the comments that stand in a row, in order, each once."""
    marks = (each for each in row.iter(name("commentRangeStart"), name("commentReference")))
    return list(dict.fromkeys(each.get(name("id"), "") for each in marks))
