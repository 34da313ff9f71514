"""Pages and pieces of pages as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from handbookpub import fonts, languages, resources
from handbookpub.findings import Finding
from handbookpub.serve import team
from handbookpub.serve.library import Library
from handbookpub.serve.rows import Row
from handbookpub.serve.views import View

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = ("serve.js",)
HEADINGS = re.compile(r"^(What it does|Who is harmed|Example|Instead): ?", re.MULTILINE)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = resources.templates_dir() / "serve"
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["said"] = said
    return made


def said(text: str) -> Markup:
    """A sentence of a finding: what stands between backticks is to be typed, and keeps its own direction."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a backtick is what the finding is about
        return escape(text)
    code = Markup('<code dir="auto">{}</code>')
    return Markup("").join(code.format(part) if i % 2 else escape(part) for i, part in enumerate(parts))


def fill(template: str, **values: Any) -> str:
    """A page from a template of `templates/serve/`. Everything that is not markup is escaped."""
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=8_000)
def _row(row: Row, code: str, source: str, stem: str) -> str:
    page = {"language": languages.load(code), "source": languages.load(source), "stem": stem}
    return fill("row.html.j2", row=row, **page)


def rows(view: View, source: str) -> dict[str, str]:
    """The rows of a page as HTML, by their keys."""
    return {row.key: _row(row, view.page.code, source, view.page.stem) for row in view.rows}


def summary(view: View) -> str:
    """What stands above the rows of a page: counts, findings that stand on no row, whether the checks are done."""
    return fill("summary.html.j2", view=view, bar_of=list(team.bar(view.page.progress)), counts_of=_counts(view))


def _counts(view: View) -> list[tuple[str, str, int]]:
    from handbookpub.serve.rows import SIGN

    return [(state, SIGN[state], number) for state, number in view.page.progress.counts.items()]


def chapter(view: View, library: Library, token: str, name: str) -> str:
    """The page of a chapter. `name` is what its stream is asked for with."""
    handbook = library.handbook
    assert handbook is not None  # there is a page
    source = handbook.config.source
    keys = list(library.pages)
    at = keys.index((view.page.code, view.page.stem))
    beside = [keys[i] if 0 <= i < len(keys) and keys[i][0] == view.page.code else None for i in (at - 1, at + 1)]
    return fill(
        "chapter.html.j2", view=view, token=token, name=name, rows=list(rows(view, source).values()), beside=beside,
        language=languages.load(view.page.code), source=languages.load(source), summary=summary(view),
        title=handbook.config.languages[source].title, home=None,
    )  # fmt: skip


def team_body(library: Library, others: Sequence[Finding]) -> str:
    """What the team's page shows now."""
    surveyed = [page.progress for page in library.pages.values()]
    broken = {key: page.faults for key, page in library.pages.items() if page.faults}
    told = [*library.findings, *others] if library.handbook else library.findings
    paths = {path for page in library.pages.values()
             for path in (page.progress.translation.path, page.progress.translation.source_path)}  # fmt: skip
    loose = [finding for finding in dict.fromkeys(told) if finding.place.path not in paths]
    frames = library.frames if library.handbook else None
    return fill("team-body.html.j2", live=True, loose=loose, broken=broken, **team.facts(surveyed, frames))


def explained(code: str) -> str | None:
    """The page of a finding's code; None if there is none."""
    from handbookpub import checks, read, resolve  # noqa: F401 - they enter their codes
    from handbookpub.findings import RULES

    checks.load_all()
    rule = RULES.get(code)
    if rule is None:
        return None
    title, _, page = rule.page.partition("\n\n")
    pieces = HEADINGS.split(page)
    parts = [(name, " ".join(words.split())) for name, words in zip(pieces[1::2], pieces[2::2], strict=True)]
    return fill("explain.html.j2", rule=rule, title=title, before=" ".join(pieces[0].split()), parts=parts)


def text_style(codes: Sequence[str]) -> str:
    """The style sheet that shows each language in the book's own fonts."""
    rules: dict[str, None] = {}
    for language in map(languages.load, codes):
        names = dict.fromkeys(name for role in ("body", "latin", "symbols") for name in language.fonts[role][:1])
        for face in (face for name in names for face in _faces(name)):
            rules[face] = None
        stack = ", ".join([*(f'"{name}"' for name in names), "serif"])
        rules[
            f'.text[lang="{language.code}"], textarea[lang="{language.code}"] {{ font-family: {stack};'
            f" line-height: {language.line_height}; font-size: {language.font_scale}rem; }}"
        ] = None
    return "\n".join(rules) + "\n"


def _faces(name: str) -> list[str]:
    return [
        f'@font-face {{ font-family: "{name}"; font-weight: {face.weight}; font-style: {face.style};'
        f' font-display: swap; src: url("/static/fonts/{face.path.name}") format("truetype"); }}'
        for face in fonts.family(name).faces
    ]
