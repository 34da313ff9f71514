"""The frame of a document for revisers: an empty one with our styles, its elements, and bytes that never differ.

Elements are those of ISO/IEC 29500-1 (WordprocessingML, section 17). Fonts are named by generic families; whoever opens
the file sees their own. Nothing says who made the file or when.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

FONT = "sans-serif"
GREY, SHADE, RULE = "7A7A7A", "EFEFEF", "BFBFBF"
TAG_STYLE, HEADING, DATA, BEFORE, NUMBER = "Tag", "RowHeading", "Data", "Before", "Number"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""
UNUSED = ("theme", "fontTable", "webSettings", "stylesWithEffects", "customXml", "numbering")
UNUSED_IN_PACKAGE = ("thumbnail", "extended-properties")
WIDTHS = (6600, 6600, 1900)
"""Twentieths of a point: source, target, number and state, on A4 turned sideways."""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _style(kind: str, key: str, paragraph: str = "", run: str = "", default: bool = False) -> str:
    base = "" if default or kind == "character" else '<w:basedOn w:val="Normal"/>'
    inside = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")
    mark = ' w:default="1"' if default else ""
    names = {"Normal": "Normal", "Title": "Title", "CommentText": "annotation text"}
    name = names.get(key, {"CommentReference": "annotation reference"}.get(key, key))
    return f'<w:style w:type="{kind}"{mark} w:styleId="{key}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


STYLES = f"""<w:styles {W}><w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:sz w:val="19"/><w:szCs w:val="23"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:before="30" w:after="30" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
{_style("paragraph", "Normal", default=True)}
{_style("paragraph", "Title", _spacing(0, 80), _size(15))}
{_style("paragraph", HEADING, '<w:keepNext/>' + _spacing(80, 80), '<w:sz w:val="24"/><w:szCs w:val="28"/>')}
{_style("paragraph", NUMBER, "", _size(8))}
{_style("paragraph", DATA, _spacing(0, 0), f'<w:color w:val="{GREY}"/>' + _size(5))}
{_style("paragraph", BEFORE, "", f'<w:strike/><w:color w:val="{GREY}"/>' + _size(8.5))}
{_style("paragraph", "CommentText", "", _size(10))}
{_style("character", "CommentReference", "", _size(8))}
{_style("character", TAG_STYLE, "", f'<w:color w:val="{GREY}"/>' + _size(7.5))}
</w:styles>"""
SETTINGS = f"""<w:settings {W}><w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""


def blank(title: str, about: str) -> Any:
    """An empty document, turned sideways; `about` stands among its properties too."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    part = document.part
    _drop(part, UNUSED)
    _drop(part.package, UNUSED_IN_PACKAGE)
    _refill(part._styles_part._element, STYLES)
    _refill(document.settings.element, SETTINGS)
    properties = document.core_properties
    for each in list(properties._element):
        properties._element.remove(each)
    properties.title, properties.keywords = title, about
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(15)
    return document


def _drop(part: Any, names: tuple[str, ...]) -> None:
    for key in [key for key, each in part.rels.items() if each.reltype.rpartition("/")[2] in names]:
        part.rels.pop(key)


def _refill(element: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    for each in list(element):
        element.remove(each)
    element.extend(list(parse_xml(xml)))


def add(parent: Any, tag: str, **values: str) -> Any:
    """A new element of WordprocessingML at the end of another; `values` are its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def table(document: Any, rtl: bool) -> Any:
    """The table, its first column where reading begins (`bidiVisual`, 17.4.1)."""
    body = document.element.body
    element = add(body, "tbl")
    body.insert(len(body) - 2, element)
    properties = add(element, "tblPr")
    if rtl:
        add(properties, "bidiVisual")
    add(properties, "tblW", w=str(sum(WIDTHS)), type="dxa")
    borders = add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, side, val="single", sz="4", space="0", color=RULE)
    add(properties, "tblLayout", type="fixed")
    margins = add(properties, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w="100", type="dxa")
    grid = add(element, "tblGrid")
    for width in WIDTHS:
        add(grid, "gridCol", w=str(width))
    return element


def row(parent: Any, header: bool, shaded: bool) -> list[Any]:
    """The cells of a new row, still without paragraphs."""
    element = add(parent, "tr")
    properties = add(element, "trPr")
    add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    cells = []
    for width in WIDTHS:
        cell = add(element, "tc")
        inside = add(cell, "tcPr")
        add(inside, "tcW", w=str(width), type="dxa")
        if shaded:
            add(inside, "shd", val="clear", color="auto", fill=SHADE)
        cells.append(cell)
    return cells


def paragraph(cell: Any, style: str, rtl: bool, language: str = "") -> Any:
    """A new paragraph; what is typed into it starts in its direction and language (`bidi`, 17.3.1.6)."""
    element = add(cell, "p")
    properties = add(element, "pPr")
    if style:
        add(properties, "pStyle", val=style)
    if rtl:
        add(properties, "bidi")
    if language:
        look(add(properties, "rPr"), rtl, language)
    return element


def look(properties: Any, rtl: bool, language: str) -> None:
    """Direction and language of text (`rtl`, 17.3.2.30; `lang`, 17.3.2.20)."""
    if rtl:
        add(properties, "rtl")
        add(properties, "lang", bidi=language)
    else:
        add(properties, "lang", val=language)


def text(parent: Any, words: str) -> Any:
    """Text in a run; its spaces are kept."""
    from docx.oxml.ns import qn

    element = add(parent, "t")
    element.text = words
    element.set(qn("xml:space"), "preserve")
    return element


def save(document: Any) -> bytes:
    """The bytes of a document: parts in the order of their names, all of one date."""
    packed, result = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, old.read(name))
    return result.getvalue()
