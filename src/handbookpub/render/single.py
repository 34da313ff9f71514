"""The whole edition in one HTML file: fonts, styles, script and drawings inside, nothing fetched, ever."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from pathlib import Path

from markupsafe import Markup

from handbookpub.model import Coverage, Edition, Handbook
from handbookpub.render import Artefact, Context, glossary, lean, site, subject_index
from handbookpub.render.elements import as_html
from handbookpub.render.files import publish
from handbookpub.render.fragment import Page
from handbookpub.render.html import file_name, script
from handbookpub.render.styles import stylesheet
from handbookpub.render.webfonts import WebFace, web_faces

NAME = "single"


def render(edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[Artefact]:
    """Write `OUT/<lang>/<id>-<lang>-single.html`."""
    language = edition.language
    name = file_name(handbook, language.code, NAME)
    publish(out / language.code, {name: _page(edition, handbook, context.coverage.get(language.code)).encode()})
    return [Artefact(f"{language.code}/{name}", NAME, language.code, language.direction)]


def _page(edition: Edition, handbook: Handbook, coverage: Coverage | None) -> str:
    language = edition.language
    page = Page(handbook, language, _here, lambda path: _inline(handbook.root / path), shared=True)
    parts = site.parts(edition, page, lambda chapter: f"#{chapter.id or chapter.stem}", coverage=coverage)
    words = site.words(parts, edition, handbook)
    letters = subject_index.letters(parts, language, as_html)
    values = site.book(edition, handbook) | {
        "parts": lean.lighten(parts, letters),
        "colophon": site.colophon(edition, handbook, coverage),
        "words": words,
        "glossary_address": f"#{glossary.FILE}" if words else "",
        "letters": letters,
        "index_address": f"#{subject_index.FILE}" if letters else "",
        "switcher": [],
        "home": "#content",
        "safer_address": "#safer_reading",
        "script": Markup(f"\n{script()}"),
    }
    draft = site.fill("single.html.j2", **values, style="", policy="")
    faces = web_faces(language, site.characters([draft], language), site.bold_characters([draft]))
    style = stylesheet(language, handbook, ["screen.css"], faces, _font)
    policy = _policy(style, str(values["script"]))
    return site.fill("single.html.j2", **values, style=Markup(style), policy=policy)


def _here(identifier: str, _: str) -> str:
    return f"#{identifier}"


def _policy(style: str, code: str) -> str:
    """Only this very style and this very script may run (CSP Level 3, hash sources); nothing is ever
    fetched.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code)}';"
        " font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def data_address(media_type: str, content: bytes) -> str:
    """Content as an address (RFC 2397)."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _font(face: WebFace) -> str:
    return data_address("font/woff2", face.data)


def _inline(path: Path) -> str:
    return data_address(mimetypes.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes())
