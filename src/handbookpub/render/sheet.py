"""Style sheets of print: sizes of the variant, sides and fonts of the row, then the files of `styles/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbookpub.languages import Language
from handbookpub.model import Handbook

from .styles import style_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Format:
    """A page size: millimetres, and the size of Latin body text in points."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    text: float


FORMATS: Mapping[str, Format] = {
    "A5": Format(148, 210, inner=19, outer=16, top=21, bottom=20, text=9.6),
    "A4": Format(210, 297, inner=32, outer=28, top=28, bottom=28, text=11.5),
}
DEFAULT = "A5"
TABLE_TEXT = 0.9
"""The size of a table's letters beside the text's: `table` in print.css."""
MILLIMETRES_A_POINT = 25.4 / 72


def page_format(handbook: Handbook | None, variant: str) -> Format:
    """Return the page of a variant; the default variant is A5."""
    row = handbook.config.variants.get(variant) if handbook else None
    return FORMATS.get((row.page if row else DEFAULT).upper(), FORMATS[DEFAULT])


def text_width(handbook: Handbook, variant: str) -> float:
    """Return the width of the text block in millimetres."""
    page = page_format(handbook, variant)
    return page.width - page.inner - page.outer


def table_width(language: Language, handbook: Handbook, variant: str) -> float:
    """Return the width of the text block in em of a table's letters."""
    size = page_format(handbook, variant).text * language.font_scale * TABLE_TEXT
    return text_width(handbook, variant) / (size * MILLIMETRES_A_POINT)


def stylesheet(language: Language, handbook: Handbook, variant: str, title: str) -> str:
    """Return all rules of one edition and variant."""
    names = ["base.css", f"script-{language.script}.css", "print.css"]
    files = [style_file(name, handbook.root) for name in names]
    return "\n".join(
        [
            *files,
            page_rules(language, page_format(handbook, variant), title, style_file("page.css", handbook.root)),
        ]
    )


def default(language: Language) -> str:
    """Return the rules for a page without a handbook."""
    from handbookpub.resources import styles_dir

    folder = styles_dir()
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("base.css", "print.css", "page.css")]
    return "\n".join([*texts[:2], page_rules(language, FORMATS[DEFAULT], "", texts[2])])


def page_rules(language: Language, page: Format, title: str, template: str) -> str:
    """Fill `page.css`: its words in capitals become sides, sizes, fonts and strings."""
    recto, verso = ("left", "right") if language.rtl else ("right", "left")
    size = page.text * language.font_scale
    heading = _families(language, "heading")
    words = {
        "RECTO": recto,
        "VERSO": verso,
        "SIZE": f"{page.width}mm {page.height}mm",
        "TOP": f"{page.top}mm",
        "BOTTOM": f"{page.bottom}mm",
        "INNER": f"{page.inner}mm",
        "OUTER": f"{page.outer}mm",
        "RUNNING": f"{size * 0.8:.2f}pt {heading}",
        "NUMBER": f"{size * 0.9:.2f}pt {heading}",
        "FOLIO": _string(language.number("000")),
        "BOOK": _string(title),
        "BODY": _families(language, "body"),
        "HEADING": heading,
        "MONO": _families(language, "mono"),
        "FONT-SIZE": f"{size:.2f}pt",
        "LINE-HEIGHT": str(language.line_height),
        "DIRECTION": language.direction,
    }
    rules = re.sub(r"/\*.*?\*/", "", template, flags=re.S)
    return re.sub(
        "|".join(sorted(map(re.escape, words), key=len, reverse=True)),
        lambda match: words[match.group()],
        rules,
    )


def _families(language: Language, role: str) -> str:
    """Return the CSS list of a role: its first family, the row's Latin, then what completes it."""
    names = [
        *language.fonts[role][:1],
        *language.fonts.get("latin", ())[:1],
        *language.fonts["body"],
        *language.fonts.get("symbols", ()),
    ]
    return ", ".join(f'"{name}"' for name in dict.fromkeys(names))


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
