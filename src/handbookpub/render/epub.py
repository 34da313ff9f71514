"""EPUB 3.3, written by ourselves: direction in every document, one package, the same bytes every time.

Pandoc's own writer leaves `dir` out of the documents and the progression out of the spine, and draws a
random identifier.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from handbookpub.model import Chapter, Coverage, Edition, Handbook
from handbookpub.render import Artefact, Context, glossary, site, subject_index
from handbookpub.render.cover import cover_png
from handbookpub.render.elements import Element, as_xhtml
from handbookpub.render.files import publish, zipped
from handbookpub.render.fragment import Page
from handbookpub.render.html import file_name
from handbookpub.render.notes import as_asides
from handbookpub.render.styles import stylesheet
from handbookpub.render.svg import SVG
from handbookpub.render.webfonts import web_faces

NAME = "epub"
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
etree.register_namespace("epub", OPS)  # some reading systems look for the prefix, not for the namespace
MEDIA = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
GLOSSARY, INDEX = f"{glossary.FILE}.xhtml", f"{subject_index.FILE}.xhtml"
FRONT, BACK = ("cover.xhtml", "nav.xhtml", "safer_reading.xhtml"), (GLOSSARY, INDEX, "about_edition.xhtml")
TEMPLATES = {
    "cover.xhtml": "cover.xhtml",
    "nav.xhtml": "nav.xhtml",
    "safer_reading.xhtml": "safer.xhtml",
    "about_edition.xhtml": "about.xhtml",
    "toc.ncx": "toc.ncx",
}
TYPES = {
    "doc-noteref": "noteref",
    "doc-footnote": "footnote",
    "doc-backlink": "backlink",
    "endnotes": "footnotes",
}
FEATURES = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked")
IDS = {"toc.ncx": "ncx", "cover.png": "cover-image"}
PROPERTIES = {"nav.xhtml": "nav", "cover.png": "cover-image"}


@dataclass(frozen=True, slots=True)
class Item:
    """A manifest item (EPUB 3.3 section 5.6.2)."""

    id: str
    name: str
    media_type: str
    properties: str = ""


def render(edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[Artefact]:
    """Write `OUT/<lang>/<id>-<lang>.epub`."""
    language = edition.language
    name = file_name(handbook, language.code, NAME)
    publish(out / language.code, {name: _container(edition, handbook, context.coverage.get(language.code))})
    return [Artefact(f"{language.code}/{name}", NAME, language.code, language.direction)]


def _container(edition: Edition, handbook: Handbook, coverage: Coverage | None) -> bytes:
    """The zip (EPUB OCF 3.3 section 4)."""
    book = _publication(edition, handbook, coverage)
    files = {f"EPUB/{name}": content for name, content in book.items()}
    files["META-INF/container.xml"] = site.fill("epub/container.xml.j2").encode()
    return zipped(files | {"mimetype": b"application/epub+zip"}, "mimetype", handbook.config.date)


def _publication(edition: Edition, handbook: Handbook, coverage: Coverage | None) -> dict[str, bytes]:
    """Every file of the publication, the package document last."""
    pictures: dict[str, bytes] = {}

    def picture(path: str) -> str:
        name = f"images/{PurePosixPath(path).name}"
        pictures[name] = (handbook.root / path).read_bytes()
        return name

    page = Page(handbook, edition.language, site.across(edition, ".xhtml"), picture)
    parts = site.parts(edition, page, _file, _serialise, coverage)
    documents = _documents(edition, handbook, parts, coverage)
    characters = site.characters(documents.values(), edition.language)
    faces = web_faces(edition.language, characters, characters, ("body", "heading"))
    files = {name: text.encode() for name, text in documents.items()} | pictures
    files |= {f"fonts/{face.file}": face.data for face in faces}
    style = stylesheet(edition.language, handbook, ["epub.css"], faces, lambda face: f"fonts/{face.file}")
    files["style.css"] = style.encode()
    files["cover.png"] = cover_png(edition, handbook.config.publisher)
    return files | {"package.opf": _package(edition, handbook, parts, files).encode()}


def _file(chapter: Chapter) -> str:
    return f"{chapter.id or chapter.stem}.xhtml"


def _documents(
    edition: Edition, handbook: Handbook, parts: tuple[site.Part, ...], coverage: Coverage | None
) -> dict[str, str]:
    """The content documents and the two tables of contents."""
    values = site.book(edition, handbook) | {
        "parts": parts,
        "publisher": handbook.config.publisher,
        "colophon": site.colophon(edition, handbook, coverage),
        "identifier": identifier(edition, handbook),
        "words": site.words(parts, edition, handbook),
        "letters": subject_index.letters(parts, edition.language, _serialise),
    }
    templates = TEMPLATES | ({GLOSSARY: "glossary.xhtml"} if values["words"] else {})
    templates |= {INDEX: "subject_index.xhtml"} if values["letters"] else {}
    documents = {name: site.fill(f"epub/{template}.j2", **values) for name, template in templates.items()}
    return documents | {
        part.address: site.fill("epub/chapter.xhtml.j2", **values, part=part) for part in parts
    }


def identifier(edition: Edition, handbook: Handbook) -> str:
    """One fixed identifier per book and language; a later edition of the book keeps it."""
    base = handbook.config.identifier or handbook.config.id
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{base}#{edition.language.code}").urn


def _package(
    edition: Edition, handbook: Handbook, parts: tuple[site.Part, ...], files: dict[str, bytes]
) -> str:
    """The package document, with what the content itself says about its accessibility (EPUB Accessibility
    1.1).
    """
    drawn = {part.address for part in parts if next(part.root.iter(f"{{{SVG}}}svg"), None) is not None}
    pictured = any(next(part.root.iter("img"), None) is not None for part in parts)
    back = [name for name in BACK if name in files]
    names = [*FRONT, *(part.address for part in parts), *back]
    manifest = [_item(name, drawn) for name in [*names, *sorted(set(files) - set(names))]]
    values: dict[str, Any] = {
        "identifier": identifier(edition, handbook),
        "publisher": handbook.config.publisher,
        "rights": handbook.config.rights or handbook.config.licence,
        "date": handbook.config.date,
        "other_languages": sorted({part.language.code for part in parts} - {edition.language.code}),
        "access_modes": ["textual", "visual"] if drawn or pictured else ["textual"],
        "features": _features(parts, bool(drawn or pictured)),
        "manifest": manifest,
        "spine": [item.id for item in manifest[: len(names)]],
    }
    return site.fill("epub/package.opf.j2", **site.book(edition, handbook), **values)


def _features(parts: tuple[site.Part, ...], pictures: bool) -> list[str]:
    described = any(part.root.find(".//div[@class='longdesc']") is not None for part in parts)
    told = {"alternativeText": pictures, "longDescription": described}
    return sorted([*FEATURES, *(name for name, holds in told.items() if holds)])


def _item(name: str, drawn: set[str]) -> Item:
    properties = "svg" if name in drawn else PROPERTIES.get(name, "")
    return Item(_id(name), name, MEDIA[PurePosixPath(name).suffix], properties)


def _id(name: str) -> str:
    return IDS.get(name) or f"f-{name.replace('/', '-')}"


def _serialise(root: Element) -> str:
    """XHTML with the types reading systems know; a table is not scrolled where pages are turned."""
    as_asides(root)
    for element in root.iter():
        kind = TYPES.get(element.get("role", "")) or TYPES.get(element.get("class", ""))
        if kind:
            element.set(TYPE, kind)
        if element.get("class") == "wide":
            for key in ("tabindex", "role", "aria-label"):
                element.attrib.pop(key, None)
    return as_xhtml(root)
