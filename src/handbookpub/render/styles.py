"""Style sheets: what a language's row says, then the files of `styles/`, a handbook's own file of a name
going first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from handbookpub import resources
from handbookpub.languages import DIGITS, Language
from handbookpub.model import Handbook
from handbookpub.render.webfonts import WebFace, stack

HEADINGS = "h1, h2, h3, h4, h5, h6"
DECIMAL = "0123456789"


def style_file(name: str, root: Path) -> str:
    """The text of `styles/NAME` of the handbook, else of the program; "" where neither has it."""
    places = (root / "styles" / name, resources.styles_dir() / name)
    return next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")


def stylesheet(
    language: Language,
    handbook: Handbook,
    names: Sequence[str],
    faces: Sequence[WebFace],
    address: Callable[[WebFace], str],
) -> str:
    """One style sheet of a language: its fonts, its row, `base.css`, its script's file, then the files
    `names`.
    """
    files = ["base.css", f"script-{language.script}.css", *names]
    texts = [style_file(name, handbook.root) for name in files]
    fonts = [_font_face(face, address(face)) for face in faces]
    return small("\n".join([*fonts, row_style(language, faces), *texts]))


def row_style(language: Language, faces: Sequence[WebFace]) -> str:
    """The rules that stand in the language's row: fonts, line height, list counters, quotation marks."""
    body, heading = language.fonts["body"][0], language.fonts["heading"][0]
    has_heading = any(face.family == heading for face in faces)
    quotes = " ".join(f'"{mark}"' for pair in language.quotes for mark in pair)
    rules = [
        f"html {{ font-size: {language.font_scale:.0%}; }}",
        f"body {{ font-family: {stack(faces, body)}; line-height: {language.line_height}; }}",
        *([f"{HEADINGS} {{ font-family: {stack(faces, heading)}; }}"] if has_heading and heading != body else []),
        f"q {{ quotes: {quotes}; }}",
        *_counters(language),
    ]
    return "\n".join(rules)


def _counters(language: Language) -> list[str]:
    """Numbered lists, level by level, with counters that are written out: no reader needs to know the
    script.
    """
    before, _, after = language.list_marker.partition("{n}")
    ends = f'prefix: "{before}"; suffix: "{after} ";'
    numeric = f"system: numeric; symbols: {_symbols(language.digits)}; {ends}"
    rules = [f"@counter-style row-{DIGITS} {{ {numeric} }}"]
    for level, style in enumerate(language.counters["list"]):
        symbols = language.alphabets.get(style, ())
        if symbols:
            system = f"system: fixed; symbols: {_symbols(symbols)}; fallback: row-{DIGITS}; {ends}"
            rules.append(f"@counter-style row-{style} {{ {system} }}")
        selector = " ".join(["ol"] * (level + 1))
        plain = style == DIGITS and language.digits == DECIMAL and ends == 'prefix: ""; suffix: ". ";'
        rules.append(f"{selector} {{ list-style-type: {'decimal' if plain else f'row-{style}'}; }}")
    return rules


def _symbols(symbols: Sequence[str]) -> str:
    return " ".join(f'"{symbol}"' for symbol in symbols)


def _font_face(face: WebFace, address: str) -> str:
    adjust = f" size-adjust: {face.size_adjust:.1%};" if face.size_adjust != 1 else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' font-display: swap;{adjust} src: url("{address}") format("woff2"); }}'
    )


def small(css: str) -> str:
    """The same rules without comments, white space, last semicolons and zeros nobody needs; strings are left alone."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (" ".join(line.split()) for line in css.splitlines())
    text = "\n".join(line for line in lines if line)
    pieces = re.split(r'("[^"\n]*")', text)
    pieces[::2] = [re.sub(r"\s*([{};,>])\s*|(:)\s+", r"\1\2", piece) for piece in pieces[::2]]
    pieces[::2] = [re.sub(r";(?=})|(?<![\w.#])0(?=\.\d)", "", piece) for piece in pieces[::2]]
    return "".join(pieces)
