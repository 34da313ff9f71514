"""After a baseline: what changed in the source, and which segments a changed term touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handbookpub import languages, stems
from handbookpub.data import termbase
from handbookpub.findings import visible
from handbookpub.model import Handbook, Place, Term
from handbookpub.translate.align import piece
from handbookpub.translate.baseline import Baseline, Refused, baselines, frozen_segments
from handbookpub.translate.follow import follow
from handbookpub.translate.segments import Segment
from handbookpub.translate.spans import Span
from handbookpub.translate.status import Progress, difference, in_line


@dataclass(frozen=True, slots=True)
class Revisit:
    """A translated segment that a changed term touches. `place` is its unit's."""

    place: str
    term: Term
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A source paragraph that is not as it was in a baseline: `was` or `now` is "" for one that is new or gone."""

    place: Place
    was: str
    now: str
    translations: tuple[Place, ...] = ()


def named(handbook: Handbook, name: str = "") -> Baseline:
    """The baseline of a name, the newest if none is given. Raises Refused."""
    known, _ = baselines(handbook.root)
    chosen = [each for each in known if not name or each.name == name]
    if not chosen:
        there = ", ".join(each.name for each in known) or "none yet: handbookpub freeze NAME makes one"
        raise Refused(f"there is no baseline {name or 'at all'}; there is {there}")
    return chosen[-1]


# --- terms ---


def revisits(handbook: Handbook, surveyed: Sequence[Progress], since: Baseline) -> list[Revisit]:
    """The segments whose words a term changed after a baseline: another word is preferred, or one is forbidden now."""
    before, _ = termbase.load(handbook.root / since.folder, handbook.config.languages)
    old = {term.concept: term for term in before}
    changed = [(old[term.concept], term) for term in handbook.terms
               if term.concept in old and _said(term) != _said(old[term.concept])]  # fmt: skip
    return [found for progress in surveyed for pair in changed for found in _touched(handbook, progress, *pair)]


def _said(term: Term) -> tuple[object, object]:
    return dict(term.preferred), dict(term.forbidden)


def _touched(handbook: Handbook, progress: Progress, was: Term, now: Term) -> Iterator[Revisit]:
    language = languages.load(progress.translation.language)
    source = languages.load(handbook.config.source)
    wanted = now.preferred.get(language.code, "")
    avoided = {*now.forbidden.get(language.code, ()), was.preferred.get(language.code, "")} - {wanted, ""}
    for item in progress.items:
        if not item.link.targets:
            continue
        words = " ".join(segment.words for segment in item.link.targets)
        right = stems.contains(words, wanted, language) if wanted else []
        found = [word for word in sorted(avoided) if _is_outside(stems.contains(words, word, language), right)]
        named_so = was.preferred.get(source.code, "")
        if not found and was.preferred.get(language.code) != wanted and named_so:
            spoken = " ".join(segment.words for segment in item.link.sources)
            found = [named_so] if stems.contains(spoken, named_so, source) and not right else []
        if found:
            reason = f"{now.concept}: {found[0]} → {wanted}"
            yield Revisit(str(item.place(progress.translation.path)), now, reason, item.text)


def _is_outside(places: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether one of some places lies in none of others: the old word is no part of the new one there."""
    return any(not any(first <= start and end <= last for first, last in others) for start, end in places)


# --- the source ---


def moved(handbook: Handbook, surveyed: Sequence[Progress], since: Baseline) -> list[Moved]:
    """What changed in the source after a baseline, in the order of the book: the sheet of a translator."""
    frozen = frozen_segments(handbook, since)
    by_chapter: dict[str, list[Progress]] = {}
    for each in surveyed:
        by_chapter.setdefault(each.translation.stem, []).append(each)
    return [found for stem, chapters in by_chapter.items() for found in _changes(frozen.get(stem, []), chapters)]


def _changes(old: Sequence[Segment], chapters: Sequence[Progress]) -> Iterator[Moved]:
    new = chapters[0].translation.sources
    groups = follow([piece(segment) for segment in old], [piece(segment) for segment in new])
    known = {j for _, after in groups for j in after}
    kept = {i for before, _ in groups for i in before}
    for before, after in groups:
        was, now = (" ".join(each[i].markdown for i in side) for each, side in ((old, before), (new, after)))
        if was != now:
            yield Moved(new[after[0]].place, was, now, _where(new[after[0]], chapters))
    yield from (Moved(s.place, "", s.markdown, _where(s, chapters)) for j, s in enumerate(new) if j not in known)
    yield from (Moved(s.place, s.markdown, "") for i, s in enumerate(old) if i not in kept)


def _where(source: Segment, chapters: Sequence[Progress]) -> tuple[Place, ...]:
    """Where a source segment is translated."""
    items = [(item, each) for each in chapters for item in each.items if source in item.link.sources]
    return tuple(item.link.targets[0].place for item, _ in items if item.link.targets)


def as_text(changes: Sequence[Moved], since: Baseline) -> str:
    """The sheet: place, what changed, where it is translated."""
    lines = [f"source since {since.name} ({since.day}): {len(changes)} changes"]
    for each in changes:
        how = "new" if not each.was else "gone" if not each.now else "changed"
        lines += [f"{each.place}: {how}", f"  {in_line(difference(each.was, each.now))}"]
        lines += [f"  translated at {place}" for place in each.translations]
    return visible("\n".join(lines) + "\n")
