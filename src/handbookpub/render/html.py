"""The website of an edition: one page per chapter, a page of contents, a page on reading safely. It needs no
server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from handbookpub import resources
from handbookpub.model import Edition, Handbook
from handbookpub.render import Artefact, Context, glossary, lean, site, subject_index
from handbookpub.render.elements import as_html
from handbookpub.render.files import publish
from handbookpub.render.fragment import Page
from handbookpub.render.styles import stylesheet
from handbookpub.render.webfonts import web_faces

NAME = "html"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'none'"
)
SAFER = "safer_reading.html"  # an underscore stands in no chapter's id
GLOSSARY, INDEX = f"{glossary.FILE}.html", f"{subject_index.FILE}.html"
ASSETS = "assets"
ARROWS = {"ltr": ("\u2190", "\u2192"), "rtl": ("\u2192", "\u2190")}
DOWNLOADS = {"pdf": "download_pdf", "epub": "download_epub", "single": "download_single"}


def render(edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[Artefact]:
    """Write `OUT/<lang>/*.html` and what they need; pages of chapters that are gone are removed."""
    language = edition.language
    folder = out / language.code
    files = _files(edition, handbook, out, context)
    publish(folder, files, _stale(folder))
    return [
        Artefact(f"{language.code}/{name}", NAME, language.code, language.direction) for name in sorted(files)
    ]


def _files(edition: Edition, handbook: Handbook, out: Path, context: Context) -> dict[str, bytes]:
    pictures: dict[str, bytes] = {}
    page = Page(
        handbook,
        edition.language,
        site.across(edition, ".html"),
        lambda path: _picture(path, handbook, pictures),
    )
    coverage = context.coverage.get(edition.language.code)
    parts = site.parts(edition, page, lambda chapter: f"{chapter.id or chapter.stem}.html", coverage=coverage)
    pages = dict(_pages(edition, handbook, out, context, parts))
    texts = pages.values()
    bold = site.bold_characters(texts)
    faces = web_faces(edition.language, site.characters(texts, edition.language), bold)
    style = stylesheet(edition.language, handbook, ["screen.css"], faces, lambda face: face.file)
    return {
        **{name: text.encode() for name, text in pages.items()},
        **pictures,
        **{f"{ASSETS}/{face.file}": face.data for face in faces},
        f"{ASSETS}/style.css": style.encode(),
        f"{ASSETS}/page.js": script().encode(),
    }


def _pages(
    edition: Edition, handbook: Handbook, out: Path, context: Context, parts: tuple[site.Part, ...]
) -> Iterator[tuple[str, str]]:
    common = site.book(edition, handbook) | {"policy": Markup(POLICY), "home": "index.html", "safer_address": SAFER}
    words = site.words(parts, edition, handbook)
    front = common | {"switcher": site.switcher(edition, context, out, None), "words": words}
    front["letters"] = subject_index.letters(parts, edition.language, as_html)
    front |= {"glossary_address": GLOSSARY if words else "", "index_address": INDEX if front["letters"] else ""}
    rows = site.colophon(edition, handbook, context.coverage.get(edition.language.code))
    links = _downloads(edition, handbook, out, context)
    yield "index.html", site.fill("contents.html.j2", **front, parts=parts, colophon=rows, downloads=links)
    yield SAFER, site.fill("safer.html.j2", **front)
    if words:
        yield GLOSSARY, site.fill("glossary.html.j2", **front)
    if front["letters"]:
        yield INDEX, site.fill("subject_index.html.j2", **front)
    arrows = ARROWS[edition.language.direction]
    parts = lean.lighten(parts, front["letters"])
    for number, (chapter, part) in enumerate(zip(edition.chapters, parts, strict=True)):
        values: dict[str, Any] = {
            "part": part,
            "arrows": arrows,
            "switcher": site.switcher(edition, context, out, chapter.stem),
            "previous": parts[number - 1] if number else None,
            "next": parts[number + 1] if number + 1 < len(parts) else None,
        }
        yield part.address, site.fill("chapter.html.j2", **common, **values)


def _downloads(edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[site.Link]:
    """Links to the other formats that are there or are coming."""
    code, say = edition.language.code, edition.language.strings
    names = {name: file_name(handbook, code, name) for name in DOWNLOADS}
    return [
        site.Link(names[name], say[key])
        for name, key in DOWNLOADS.items()
        if name in context.formats or (out / code / names[name]).is_file()
    ]


def file_name(handbook: Handbook, code: str, name: str, variant: str = "") -> str:
    """The file of a format in its language's folder, as DESIGN section 4 names it."""
    base = f"{handbook.config.id}-{code}{f'-{variant}' if variant else ''}"
    return f"{base}-single.html" if name == "single" else f"{base}.{name}"


def script() -> str:
    """The one script of the pages, without what only its authors read."""
    text = (resources.templates_dir() / "page.js").read_text(encoding="utf-8")
    lines = (re.sub(r"(?:^|\s)// .*", "", line).strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _picture(path: str, handbook: Handbook, pictures: dict[str, bytes]) -> str:
    name = f"{ASSETS}/{PurePosixPath(path).name}"
    pictures[name] = (handbook.root / path).read_bytes()
    return name


def _stale(folder: Path) -> list[Path]:
    """What an earlier build of this format left: pages and assets, not the single file."""
    pages = [path for path in folder.glob("*.html") if not path.name.endswith("-single.html")]
    return [*pages, *(path for path in folder.glob(f"{ASSETS}/*") if path.is_file())]
