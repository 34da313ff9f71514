"""The index on a screen: each entry links to its places, by the titles of the sections they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from handbookpub.languages import Language
from handbookpub.render import index_entries
from handbookpub.render.index_entries import Entry, Group, Mark, Words
from handbookpub.render.site import Part, Serialise

FILE = "subject_index"  # an underscore stands in no id either


@dataclass(frozen=True, slots=True)
class Place:
    """A link to a place; `title` is markup in the language of the place."""

    address: str
    title: Markup
    language: Language


def letters(parts: Sequence[Part], language: Language, serialise: Serialise) -> tuple[Group[Markup, Place], ...]:
    """The index of the chapters on some pages."""
    files = {part.id: part.address.partition("#")[0] for part in parts}
    groups = index_entries.groups((mark for part in parts for mark in part.marks), language)
    return tuple(
        Group(group.letter, tuple(_subject(entry, files, serialise) for entry in group.entries)) for group in groups
    )


def _subject(
    entry: Entry[Words, Mark], files: Mapping[str, str], serialise: Serialise
) -> Entry[Markup, Place]:
    places = tuple(
        Place(f"{files[mark.chapter]}#{mark.id}", Markup(serialise(mark.section.markup)), mark.language)
        for mark in _first_in_sections(entry.places)
    )
    below = tuple(_subject(each, files, serialise) for each in entry.below)
    return Entry(Markup(serialise(entry.words.markup)), places, below)


def _first_in_sections(marks: Iterable[Mark]) -> list[Mark]:
    """The first of the places that stand in one section: two links with one title would lead nowhere new."""
    found: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        found.setdefault((mark.chapter, mark.heading), mark)
    return list(found.values())
