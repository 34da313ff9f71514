"""The catalogue: one page before all languages, saying in each what there is, how large it is, how far it is
vetted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from handbookpub.languages import Language
from handbookpub.model import Edition, Handbook
from handbookpub.render import Artefact, site
from handbookpub.render.files import publish
from handbookpub.render.html import DOWNLOADS, POLICY, SAFER, file_name, script
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


def write(handbook: Handbook, editions: Mapping[str, Edition], out: Path) -> list[Artefact]:
    """Write `OUT/index.html` about the files that stand in `out`, of earlier builds too. Call it last."""
    cards = [_card(edition, handbook, out) for edition in editions.values()]
    first = editions.get(handbook.config.source) or next(iter(editions.values()))
    safer = f"{first.language.code}/{SAFER}"
    values = {
        "cards": [card for card in cards if card.read or card.downloads],
        "policy": POLICY,
        "home": "index.html",
        "switcher": [],
        "safer_address": safer if (out / safer).is_file() else "",
    }
    page = site.fill("catalogue.html.j2", **site.book(first, handbook), **values)
    files = {
        "index.html": page.encode(),
        f"{FOLDER}/style.css": small(_style(handbook, [card.language for card in cards])).encode(),
        f"{FOLDER}/page.js": script().encode(),
    }
    publish(out, files)
    return [Artefact(name, NAME) for name in sorted(files)]


def _card(edition: Edition, handbook: Handbook, out: Path) -> Card:
    language, titles = edition.language, handbook.config.languages[edition.language.code]
    read = f"{language.code}/index.html"
    files = [_download(name, "", edition, handbook, out) for name in DOWNLOADS]
    files += [_download("pdf", variant, edition, handbook, out) for variant in handbook.config.variants]
    there = tuple(file for file in files if file is not None)
    return Card(language, titles.title, titles.subtitle, read if (out / read).is_file() else "", there)


def _download(name: str, variant: str, edition: Edition, handbook: Handbook, out: Path) -> Download | None:
    language = edition.language
    path = f"{language.code}/{file_name(handbook, language.code, name, variant)}"
    if not (out / path).is_file():
        return None
    size = language.number(ceil((out / path).stat().st_size / 1024))
    return Download(path, language.strings[DOWNLOADS[name]], language.say("file_size", size=size), variant)


def _style(handbook: Handbook, languages: Sequence[Language]) -> str:
    """The page's own style; the machine's fonts, for a page of a few words is not worth one of ours."""
    rows = [
        f":lang({each.code}) {{ font-family: {stack((), each.fonts['body'][0])};"
        f" line-height: {each.line_height}; }}"
        for each in languages
    ]
    return "\n".join([style_file("base.css", handbook.root), style_file("screen.css", handbook.root), *rows])
