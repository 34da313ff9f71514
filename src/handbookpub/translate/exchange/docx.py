"""DOCX for revisers: source and translation side by side, a row for each unit, in Word or LibreOffice.

The first column is the source, where reading begins; the second the translation, the only one that is read back; the
third a number, a word for the state that a reviser may change, and in small print what identifies the unit and what
the row's tags stand for. So a row carries all that it needs: rows may be left out, moved, or copied to another file,
and no edit of the text can lose them.

Bold and italic are bold and italic, and come back as `**` and `*`. Revisers know these and nothing of Markdown: they
press Ctrl+B, delete a bold word whole, move it, and never see a mark to break. Other codes have no look of their own,
so they are small grey tags. Where bold would not come back as the same marks (`__so__`, `***` next to `*`), that row
shows tags for it: what goes out comes back byte for byte. A line break is a line break. Tracked changes count as
accepted. A word processor's user seldom changes a state, so a text that was changed counts as translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handbookpub.languages import UnknownLanguage, load
from handbookpub.translate.exchange import docx_page as page
from handbookpub.translate.exchange import docx_read, docx_runs, xmlfile
from handbookpub.translate.exchange.codes import CodeError, encode
from handbookpub.translate.exchange.docx_runs import BOLD, BREAK, ITALIC, PARAGRAPH, FormatError, Run
from handbookpub.translate.exchange.inline12 import BETWEEN
from handbookpub.translate.exchange.model import Comment, Incoming, Package, Returned, State, Unit, Unreadable
from handbookpub.translate.segments import fingerprint

HEADINGS = ("heading", "title")
HELP = (
    "Change the second column only. Keep the small grey tags. Comments are welcome. "
    "In the last column write “reviewed” where a text is right."
)
HEAD = "#"
KEY = re.compile(r"#(\S+)\s+([0-9a-f]{10}|-)\s+([rstu])\b")
NUMBER = re.compile(r"\d+")
LEGEND = re.compile(r"([gx])(\d{1,6}) (.+)")
STATES: tuple[State, ...] = ("reviewed", "stale", "untranslated", "translated")


def write(package: Package) -> bytes:
    """The document of a chapter. The same package gives the same bytes."""
    title = f"{package.chapter} · {package.source_language} → {package.target_language}"
    about = xmlfile.about(package)
    document = page.blank(title, about)
    for style, words in (("Title", title), ("Normal", HELP), (page.DATA, about)):
        document.add_paragraph(xmlfile.clean(words), style=_named(document, style))
    table = page.table(document, package.direction == "rtl")
    names = (_endonym(package.source_language), _endonym(package.target_language), HEAD)
    ways = (package.source_direction == "rtl", package.direction == "rtl", False)
    for cell, words, rtl in zip(page.row(table, True, True), names, ways, strict=True):
        _line(cell, "", words, rtl)
    for number, unit in enumerate(package.units, 1):
        _row(document, table, number, unit, package)
    return page.save(document)


def _named(document: Any, key: str) -> Any:
    return next(style for style in document.styles if style.style_id == key)


def _endonym(code: str) -> str:
    try:
        return load(code).name
    except UnknownLanguage:
        return code


def _line(cell: Any, style: str, words: str, rtl: bool = False) -> None:
    paragraph = page.paragraph(cell, style, rtl)
    page.text(page.add(paragraph, "r"), xmlfile.clean(words))


def _row(document: Any, table: Any, number: int, unit: Unit, package: Package) -> None:
    heading = unit.kind in HEADINGS
    source_cell, target_cell, last = page.row(table, False, heading)
    source = encode(unit.source)
    target = encode(unit.target, source)
    style = page.HEADING if heading else ""
    rtl, back = package.source_direction == "rtl", package.direction == "rtl"
    natural, shown = docx_runs.is_natural(source, rtl), docx_runs.is_natural(target, back)
    _text(source_cell, docx_runs.runs(source, rtl, natural), style, rtl, package.source_language)
    if unit.previous:
        before = docx_runs.runs(encode(unit.previous, source), rtl, True)
        _text(source_cell, before, page.BEFORE, rtl, package.source_language)
    _text(target_cell, docx_runs.runs(target, back, shown), style, back, package.target_language)
    codes = {**docx_runs.shown_codes(target, shown), **docx_runs.shown_codes(source, natural)}
    _number(last, number, unit, package, docx_runs.legend(codes, BETWEEN))
    _comments(document, target_cell, unit.comments)


def _text(cell: Any, runs: list[Run], style: str, rtl: bool, language: str) -> None:
    """The paragraphs of a text; at least one, so that there is a place to write and to comment on."""
    paragraph = page.paragraph(cell, style, rtl, language)
    for run in runs or [Run("")]:
        if run.text == PARAGRAPH:
            paragraph = page.paragraph(cell, style, rtl, language)
        elif run.text or not runs:
            _run(paragraph, run, rtl and run.kind not in ("tag", "island"), language)


def _run(paragraph: Any, run: Run, rtl: bool, language: str) -> None:
    element = page.add(paragraph, "r")
    properties = page.add(element, "rPr")
    if run.kind == "tag":
        page.add(properties, "rStyle", val=page.TAG_STYLE)
    for style, tag in ((BOLD, "b"), (ITALIC, "i")):
        if style in run.styles:
            page.add(properties, tag)
            page.add(properties, f"{tag}Cs")
    if run.kind == "text":
        page.look(properties, rtl, language)
    if run.text == BREAK:
        page.add(element, "br")
    else:
        page.text(element, xmlfile.clean(run.text))


def _number(cell: Any, number: int, unit: Unit, package: Package, legend: list[tuple[str, str]]) -> None:
    _line(cell, page.NUMBER, f"{number} · {unit.state}")
    key = unit.id.removeprefix(f"{package.chapter}/")
    _line(cell, page.DATA, f"#{key} {unit.base or '-'} {unit.state[0]}")
    for tag, raw in legend:
        _line(cell, page.DATA, f"{tag} {raw}")


def _comments(document: Any, cell: Any, comments: tuple[Comment, ...]) -> None:
    from docx.text.paragraph import Paragraph

    runs = [run for each in cell.iter(docx_read.name("p")) for run in Paragraph(each, document).runs]
    for each in comments:
        made = document.add_comment(runs, xmlfile.comment_text(each), author=xmlfile.clean(each.by), initials="")
        made._comment_elm.attrib.pop(docx_read.name("date"), None)


@dataclass(frozen=True, slots=True)
class Place:
    """What the last cell of a row says."""

    number: str
    key: str
    base: str
    was: str
    state: State
    codes: dict[int, tuple[str, str]]


def read(data: bytes) -> Returned:
    """A document that came back. Raises Unreadable for a row that nobody sent; missing rows are not returned."""
    document = docx_read.open_document(data)
    about = dict(xmlfile.ABOUT.findall(_about(document)))
    if not about.get("chapter"):
        raise Unreadable("the document does not say which chapter it holds; keep the small line at its top")
    comments = docx_read.comments(document)
    rtl = _is_rtl(about.get("language", ""))
    units = []
    for position, row in enumerate(docx_read.rows(document)):
        cells = docx_read.cells(row)
        place = _place(cells, position)
        if place:
            said = tuple(comments[key] for key in docx_read.called(row) if key in comments)
            units += _incoming(place, cells[1], about["chapter"], said, rtl)
    return Returned(about.get("book", ""), about.get("language", ""), about["chapter"], xmlfile.unique(units))


def _about(document: Any) -> str:
    """The line that says what the document holds: at its top, and once more among its properties."""
    top = [paragraph.text for paragraph in document.paragraphs if "chapter=" in paragraph.text]
    return str((top or [document.core_properties.keywords])[0] or "")


def _is_rtl(code: str) -> bool:
    try:
        return load(code).rtl
    except UnknownLanguage:
        return False


def _place(cells: list[Any], position: int) -> Place | None:
    """What a row says about itself; None for the head and for empty rows."""
    lines = docx_read.lines(cells[-1]) if cells else []
    found = KEY.search("\n".join(lines))
    if found and len(cells) >= 3:
        words = "\n".join(lines).replace(found[0], "").lower()
        said = (each for each in STATES if re.search(rf"\b{each}\b", words))
        number = NUMBER.match(lines[0].strip())
        return Place(
            number=number[0] if number else str(position),
            key=found[1],
            base="" if found[2] == "-" else found[2],
            was=found[3],
            state=next(said, "translated"),
            codes=dict(_code(*match.groups()) for line in lines if (match := LEGEND.fullmatch(line))),
        )
    text = " ".join(" ".join(docx_read.lines(cell)).strip() for cell in cells).strip()
    if not text or (lines and lines[0].strip() == HEAD):
        return None
    raise Unreadable(f"row {position} (“{text[:40]}”) is none that was exported: its last column names no unit")


def _code(letter: str, number: str, raw: str) -> tuple[int, tuple[str, str]]:
    opening, _, closing = raw.partition(BETWEEN) if letter == "g" else (raw, "", "")
    return int(number), (opening, closing)


def _incoming(place: Place, cell: Any, chapter: str, comments: tuple[Comment, ...], rtl: bool) -> list[Incoming]:
    key = f"{chapter}/{place.key}"
    try:
        runs = docx_read.runs(cell)
    except docx_read.Lost as error:
        words = "\n\n".join(filter(None, docx_read.lines(cell)))
        return [Incoming(key, place.base, words, "stale", comments, place.number, str(error))]
    try:
        target, fault = docx_runs.markdown(runs, place.codes, rtl), ""
    except (CodeError, FormatError) as error:
        target, fault = docx_runs.raw(runs, rtl), str(error)
    except RecursionError:
        target, fault = docx_runs.raw(runs, rtl), "too many tags stand inside each other"
    state = place.state
    if not target:
        said = Incoming(key, place.base, "", "untranslated", comments, place.number)
        return [said] if comments else []
    if fault or fingerprint(target) != place.base:
        state = "translated" if state[0] == place.was else state
    if state == "untranslated":
        return []
    return [Incoming(key, place.base, target, state, comments, place.number, fault)]
