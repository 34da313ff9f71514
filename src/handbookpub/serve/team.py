"""How far the team is: each language and chapter with its bar, its counts, and what wants work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handbookpub import languages, resources
from handbookpub.languages import Language
from handbookpub.serve.rows import SIGN
from handbookpub.translate.baseline import Frames
from handbookpub.translate.states import CURRENT, STATES, State
from handbookpub.translate.status import Difference, Item, Progress, difference

WIDTH = 100.0
"""Units of a bar."""
SHORT = 140
"""Characters of a text in a list."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar: from `start` on, `width` wide, of `WIDTH`."""

    state: State
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Wish:
    """A segment that wants work."""

    place: str
    state: State
    sign: str
    source: str
    runs: Difference
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter in a language."""

    stem: str
    title: str
    title_language: Language
    total: int
    counts: tuple[tuple[State, str, int], ...]
    bar: tuple[Stretch, ...]
    ahead: int
    surplus: int
    comments: int
    missing: bool
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """All chapters of a language."""

    language: Language
    chapters: tuple[ChapterRow, ...]
    total: int
    current: int


def tables(surveyed: Iterable[Progress], source: str) -> list[LanguageTable]:
    """One table for each language; `source` is the code of the language that they are translated from."""
    by_code: dict[str, list[ChapterRow]] = {}
    for each in surveyed:
        by_code.setdefault(each.translation.language, []).append(_row(each, source))
    return [
        LanguageTable(
            languages.load(code),
            tuple(rows),
            sum(row.total for row in rows),
            sum(number for row in rows for state, _, number in row.counts if state in CURRENT),
        )
        for code, rows in by_code.items()
    ]


def _row(each: Progress, source: str) -> ChapterRow:
    own = next((s.words for s in each.translation.targets if s.kind == "heading"), "")
    original = next((s.words for s in each.translation.sources if s.kind == "heading"), each.translation.stem)
    return ChapterRow(
        stem=each.translation.stem,
        title=own or original,
        title_language=languages.load(each.translation.language if own else source),
        total=len(each.items),
        counts=tuple((state, SIGN[state], number) for state, number in each.counts.items()),
        bar=tuple(bar(each)),
        ahead=each.ahead,
        surplus=len(each.translation.alignment.surplus),
        comments=sum(item.open_comments for item in each.items),
        missing=each.translation.missing,
        wishes=() if each.translation.missing else tuple(_wishes(each)),
    )


def bar(each: Progress) -> Iterator[Stretch]:
    """The bar of a chapter, best states first."""
    at, total = 0.0, len(each.items) or 1
    for state, number in each.counts.items():
        if number:
            width = WIDTH * number / total
            yield Stretch(state, round(at, 2), round(width, 2))
            at += width


def _wishes(each: Progress) -> Iterator[Wish]:
    for item in each.items:
        if item.state not in CURRENT or item.open_comments:
            yield Wish(str(item.place(each.translation.path)), item.state, SIGN[item.state], _short(item),
                       difference(item.was, item.now) if item.was else (), _comments(item))  # fmt: skip


def _comments(item: Item) -> tuple[str, ...]:
    rows = item.link.row.comments if item.link.row else ()
    return tuple(f"{comment.by or 'somebody'}: {comment.text}" for comment in rows if comment.open)


def _short(item: Item) -> str:
    line = " ".join(item.now.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


def status_page(surveyed: Sequence[Progress], frames: Frames) -> str:
    """The team's page as one HTML file that needs no script, no server and nothing from elsewhere."""
    from handbookpub.serve.pages import fill

    style = (resources.styles_dir() / "serve.css").read_text(encoding="utf-8")
    return fill("status.html.j2", style=style, **facts(surveyed, frames))


def facts(surveyed: Iterable[Progress], frames: Frames | None) -> dict[str, object]:
    """What the team's page says, live or written."""
    config = frames.handbook.config if frames else None
    source = config.source if config else ""
    return {
        "title": config.languages[source].title if config else "",
        "source": languages.load(source) if config else None,
        "baseline": frames.baseline if frames else None,
        "tables": tables(surveyed, source),
        "states": [(state, SIGN[state]) for state in STATES],
    }
