"""What is exchanged with translators' tools: packages that go out, files that come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["untranslated", "stale", "translated", "reviewed"]
"""What is only a copy of the source counts as untranslated."""


class Unreadable(ValueError):
    """A file is not what it says. The message is one sentence, with the line if it is known."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a unit."""

    by: str
    text: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """One segment with its translation, as a translator's tool sees it.

    `source`, `target` and `previous` are Markdown on one line; several paragraphs are parted by a blank line.
    `target` is "" if there is none, `previous` the source text that a stale target was made from.
    """

    id: str  # "20-first-contact/3f2a9c01d2": chapter, fingerprint of the source; "-2" after a repeated text
    kind: str  # heading, paragraph, item, cell, ...
    where: str  # for a person: "before-you-meet · check-before"
    source: str
    target: str
    state: State
    previous: str = ""
    comments: tuple[Comment, ...] = ()
    place: str = ""  # "ar/20-first-contact.md:34"
    base: str = ""  # fingerprint of `target` as it was exported, "" for none: the base of a three-way merge


@dataclass(frozen=True, slots=True)
class Package:
    """What one export holds: the units of one chapter, in the order of its file."""

    book: str
    source_language: str
    target_language: str
    direction: str  # of the target language
    source_direction: str
    baseline: str
    chapter: str  # stem of the chapter's file
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One translated unit that came back.

    `target` is Markdown. If its codes are damaged, `fault` says how and what to type, and `target` is the text with
    tags as it came (`codes.Coded.tagged`): whoever knows the source may try to decode it again.
    """

    id: str
    base: str
    target: str
    state: State
    comments: tuple[Comment, ...] = ()
    place: str = ""  # line in the imported file, "120"; "" if the format has none
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back. A `companion` (TMX, SRX, OmegaT project) was written for tools only: nothing to import."""

    book: str
    language: str
    chapter: str
    units: tuple[Incoming, ...]
    companion: bool = False
