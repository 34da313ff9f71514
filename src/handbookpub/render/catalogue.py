"""The catalogue: one page before all languages, saying in each what there is, how large it is, how far it is
vetted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.render import Artefact, Context, site
from handbookpub.render.files import publish
from handbookpub.render.html import DOWNLOADS, POLICY, SAFER, script
from handbookpub.render.styles import small, style_file
from handbookpub.render.webfonts import stack

NAME = "catalogue"
FOLDER = "assets"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away. `size` is in words of the language."""

    address: str
    title: str
    size: str
    variant: str


@dataclass(frozen=True, slots=True)
class Card:
    """One language of the book."""

    language: Language
    title: str
    subtitle: str
    read: str
    downloads: tuple[Download, ...]


def write_catalogue(
    handbook: Handbook, artefacts: Sequence[Artefact], out: Path, context: Context
) -> list[Artefact]:
    """Write `OUT/index.html` about the files that stand in `out`; sizes are read from them. Call it last."""
    cards = [_card(code, handbook, artefacts, out) for code in context.editions]
    first = context.editions.get(handbook.config.source) or next(iter(context.editions.values()))
    safer = f"{first.language.code}/{SAFER}" if any(card.read for card in cards) else ""
    values = {"cards": cards, "policy": POLICY, "home": "index.html", "switcher": [], "safer_address": safer}
    page = site.fill("catalogue.html.j2", **site.book(first, handbook), **values)
    files = {
        "index.html": page.encode(),
        f"{FOLDER}/style.css": small(_style(handbook, [card.language for card in cards])).encode(),
        f"{FOLDER}/page.js": script().encode(),
    }
    publish(out, files)
    return [Artefact(name, NAME) for name in sorted(files)]


def _card(code: str, handbook: Handbook, artefacts: Sequence[Artefact], out: Path) -> Card:
    titles, own = handbook.config.languages[code], [each for each in artefacts if each.language == code]
    read = f"{code}/index.html"
    language = next(edition.language for edition in handbook.editions if edition.language.code == code)
    downloads = [_download(each, language, out) for each in own if each.format in DOWNLOADS]
    has_pages = any(each.path == read for each in own)
    return Card(language, titles.title, titles.subtitle, read if has_pages else "", tuple(downloads))


def _download(artefact: Artefact, language: Language, out: Path) -> Download:
    kilobytes = ceil((out / artefact.path).stat().st_size / 1024)
    size = language.say("file_size", size=language.number(kilobytes))
    return Download(artefact.path, language.strings[DOWNLOADS[artefact.format]], size, artefact.variant)


def _style(handbook: Handbook, languages: Sequence[Language]) -> str:
    """The page's own style; the machine's fonts, for a page of a few words is not worth one of ours."""
    rows = [
        f":lang({each.code}) {{ font-family: {stack((), each.fonts['body'][0])};"
        f" line-height: {each.line_height}; }}"
        for each in languages
    ]
    return "\n".join([style_file("base.css", handbook.root), style_file("screen.css", handbook.root), *rows])
