"""Pairs: what the checks between a translation and its source look at, one segment (or two merged ones) at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.model import Handbook, Place
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import State
from handbookpub.translate.status import Item, Progress, Survey, survey


@dataclass(frozen=True, slots=True)
class Pair:
    """Source segments with their translation, in two languages. `targets` are never empty."""

    source_language: Language
    language: Language
    item: Item

    @property
    def sources(self) -> tuple[Segment, ...]:
        """The segments of the source, nearly always one."""
        return self.item.link.sources

    @property
    def targets(self) -> tuple[Segment, ...]:
        """The segments of the translation, nearly always one."""
        return self.item.link.targets

    @property
    def state(self) -> State:
        """How far the translation is."""
        return self.item.state

    @property
    def place(self) -> Place:
        """Where the translation stands."""
        return self.targets[0].place


def pairs(handbook: Handbook, surveyed: list[Progress]) -> Iterator[Pair]:
    """All pairs of a handbook in the order of its languages and chapters; unsure ones are left out."""
    source = languages.load(handbook.config.source)
    for each in surveyed:
        language = languages.load(each.translation.language)
        for item in each.items:
            if item.link.targets and item.state not in ("unsure", "copied"):
                yield Pair(source, language, item)


__all__ = ["Pair", "Progress", "Survey", "pairs", "survey"]
