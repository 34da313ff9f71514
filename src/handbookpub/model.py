"""The frozen types every part shares: places, chapters, editions, the handbook and its rows of data.

A `Node` is a pandoc node as JSON gives it, `{"t": ..., "c": ..., "at": [line, column]}`. The key `at`
is ours: pandoc's own reader ignores keys it does not know, so a tree with positions still goes to every
writer. Only `tree.py` may look inside `c`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handbookpub.languages import Language

Node = dict[str, Any]
Words = Mapping[str, str]
"""Language code -> text. A field that holds one string for all languages has the key `""`."""

EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the handbook folder, a line and a column, both counted
    from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in one language.

    `blocks` hold the level 1 heading too. `language` is the code of the language the text is in, which
    differs from the edition's where `notice` is "untranslated" and the source text stands in. `id` is
    "" where a translation left it out (resolve takes it from the source).
    """

    stem: str
    path: str
    language: str
    id: str
    title: list[Node]
    blocks: tuple[Node, ...]
    meta: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The handbook in one language."""

    language: Language
    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """`[languages.XX]` of handbook.toml."""

    title: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Typography:
    """`[typography]` of handbook.toml. `isolate = "off"` leaves the order of mixed text to plain UAX#9."""

    isolate: str = "on"


@dataclass(frozen=True, slots=True)
class Variant:
    """`[variants.NAME]` of handbook.toml: another page size of the same book. `page` is a CSS page size."""

    page: str = "A5"


@dataclass(frozen=True, slots=True)
class Print:
    """`[print]` of handbook.toml. `link_addresses` prints the address of each web link in brackets after its words."""

    link_addresses: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """`[people]` of handbook.toml. `print` names the translators and reviewers of the records in the imprint. It is off
    unless somebody turns it on: a name in print may put a person in danger.
    """

    print: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """handbook.toml. `date` is an ISO date and the only date an output carries; `vetted = false` sets the
    sample notice.
    """

    id: str
    source: str
    languages: Mapping[str, Titles]
    edition: str = ""
    publisher: str = ""
    licence: str = ""
    rights: str = ""
    date: str = "2000-01-01"
    identifier: str = ""
    exit_url: str = "https://www.wikipedia.org/"
    vetted: bool = False
    typography: Typography = Typography()
    variants: Mapping[str, Variant] = field(default_factory=lambda: EMPTY)
    print: Print = Print()
    people: People = People()


@dataclass(frozen=True, slots=True)
class Service:
    """A `[[service]]` row: who to call. `placeholder` means that no number may be shown."""

    key: str
    name: Words
    place: Place
    number: str = ""
    hours: Words = field(default_factory=lambda: EMPTY)
    languages: tuple[str, ...] = ()
    cost: Words = field(default_factory=lambda: EMPTY)
    safe_to_call_back: str = ""
    source: str = ""
    verified: str = ""
    expires: str = ""
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """A `[[law]]` row: a text to cite."""

    key: str
    title: Words
    place: Place
    article: Words = field(default_factory=lambda: EMPTY)
    source: str = ""
    verified: str = ""
    expires: str = ""
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """One `countries/XX.toml`; `code` is the file's stem. Rows are addressed as `CODE.key`."""

    code: str
    services: Mapping[str, Service]
    laws: Mapping[str, Law]


@dataclass(frozen=True, slots=True)
class Term:
    """A row of terms.csv. `forbidden` holds, per language, the words that must not stand for the concept."""

    concept: str
    preferred: Mapping[str, str]
    forbidden: Mapping[str, tuple[str, ...]]
    note: str
    place: Place


Termbase = tuple[Term, ...]


def say(words: Words, language: str, fallback: str = "") -> str:
    """The text of `words` in `language`, else the one for all languages, else `fallback`'s, else ""."""
    return words.get(language) or words.get("") or words.get(fallback) or ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a chapter says about itself: how many of its paragraphs have no translation (or the source's words), and
    how many were translated from a source that has changed since.
    """

    untranslated: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a translation is, for its imprint and its notices. Numbers count segments; `translated` are the reviewed
    ones too. `baseline` and its `day` (ISO) are "" where nothing was frozen. `gaps` are by chapter stem. The names are
    those that may be printed.
    """

    total: int = 0
    translated: int = 0
    reviewed: int = 0
    baseline: str = ""
    day: str = ""
    translators: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    gaps: Mapping[str, Gaps] = field(default_factory=lambda: EMPTY)

    def share(self, count: int) -> int:
        """A count in per cent of all segments, rounded down: 100 only if nothing is left to do."""
        return count * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Handbook:
    """Everything that was read from one handbook folder."""

    root: Path
    config: Config
    editions: tuple[Edition, ...]
    terms: Termbase = ()
    countries: Mapping[str, Country] = field(default_factory=lambda: EMPTY)

    def edition(self, code: str) -> Edition | None:
        """The edition in the language `code`."""
        return next((edition for edition in self.editions if edition.language.code == code), None)

    @property
    def source(self) -> Edition:
        """The edition that the others are translated from."""
        return next(edition for edition in self.editions if edition.language.code == self.config.source)

    def service(self, key: str) -> Service | None:
        """The service that `service:EG.hotline` means; `key` is `EG.hotline`."""
        country, _, name = key.partition(".")
        return self.countries[country].services.get(name) if country in self.countries else None

    def law(self, key: str) -> Law | None:
        """The law that `law:INT.palermo-3` means; `key` is `INT.palermo-3`."""
        country, _, name = key.partition(".")
        return self.countries[country].laws.get(name) if country in self.countries else None
