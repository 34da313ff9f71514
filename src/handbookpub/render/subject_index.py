"""The index on a screen: each entry links to its places, by the titles of the sections they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from handbookpub.languages import Language
from handbookpub.render import index_entries
from handbookpub.render.index_entries import Entry, Mark
from handbookpub.render.site import Part, Serialise

FILE = "subject_index"  # an underscore stands in no id either


@dataclass(frozen=True, slots=True)
class Place:
    """A link to a place; `title` is markup in the language of the place."""

    address: str
    title: Markup
    language: Language


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry as a page shows it."""

    words: Markup
    places: tuple[Place, ...]
    below: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under a letter; it is "" over entries that begin with none."""

    letter: str
    subjects: tuple[Subject, ...]


def letters(parts: Sequence[Part], language: Language, serialise: Serialise) -> tuple[Letter, ...]:
    """The index of the chapters on some pages."""
    files = {part.id: part.address.partition("#")[0] for part in parts}
    groups = index_entries.groups((mark for part in parts for mark in part.marks), language)
    return tuple(
        Letter(group.letter, tuple(_subject(entry, files, serialise) for entry in group.entries)) for group in groups
    )


def _subject(entry: Entry, files: Mapping[str, str], serialise: Serialise) -> Subject:
    places = tuple(
        Place(f"{files[mark.chapter]}#{mark.id}", Markup(serialise(mark.section.markup)), mark.language)
        for mark in _first_in_sections(entry.marks)
    )
    below = tuple(_subject(each, files, serialise) for each in entry.below)
    return Subject(Markup(serialise(entry.words.markup)), places, below)


def _first_in_sections(marks: Iterable[Mark]) -> list[Mark]:
    """The first of the places that stand in one section: two links with one title would lead nowhere new."""
    found: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        found.setdefault((mark.chapter, mark.heading), mark)
    return list(found.values())
