"""Units: what goes out to translators' tools, one for each link between source and translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from handbookpub import languages
from handbookpub.model import Handbook
from handbookpub.translate.align import Link
from handbookpub.translate.baseline import Frames
from handbookpub.translate.exchange.model import Package, State, Unit
from handbookpub.translate.segments import fingerprint
from handbookpub.translate.states import State as Progressed
from handbookpub.translate.states import source_print
from handbookpub.translate.status import Item, Progress

OUTSIDE: Mapping[Progressed, State] = {
    "untranslated": "untranslated", "copied": "untranslated", "stale": "stale", "unsure": "stale",
    "translated": "translated", "reviewed": "reviewed",
}  # fmt: skip
"""What tools know of our states. What is unsure wants a look, as what is stale does."""


def package(handbook: Handbook, progress: Progress, frames: Frames) -> Package:
    """One chapter for a tool."""
    source, target = (languages.load(c) for c in (handbook.config.source, progress.translation.language))
    return Package(
        book=handbook.config.id, source_language=source.code, target_language=target.code, direction=target.direction,
        source_direction=source.direction, baseline=frames.baseline.name if frames.baseline else "",
        chapter=progress.translation.stem, units=tuple(_units(progress)),
    )  # fmt: skip


def _units(progress: Progress) -> Iterator[Unit]:
    path = progress.translation.path
    for name, item in identified(progress).items():
        first, how = item.link.sources[0], OUTSIDE[item.state]
        text = "" if how == "untranslated" else item.text
        yield Unit(
            id=name, kind=first.kind, where=" · ".join(filter(None, (first.section, first.block, first.slot))),
            source=item.now, target=text, state=how, previous=item.was,
            comments=item.link.row.comments if item.link.row else (),
            place=str(item.place(path)), base=base(item.link),
        )  # fmt: skip


def identified(progress: Progress) -> dict[str, Item]:
    """The items of a chapter by the ids of their units."""
    seen: Counter[str] = Counter()
    found: dict[str, Item] = {}
    for item in progress.items:
        found[_numbered(f"{progress.translation.stem}/{source_print(item.link.sources)}", seen)] = item
    return found


def identified_before(progress: Progress) -> dict[str, Item]:
    """The same by the source texts that translations were made from: ids of units that went out before an edit."""
    seen: Counter[str] = Counter()
    return {
        _numbered(f"{progress.translation.stem}/{item.link.row.source_fingerprint}", seen): item
        for item in progress.items
        if item.link.row
    }


def _numbered(name: str, seen: Counter[str]) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def base(link: Link) -> str:
    """The fingerprint of a translation as it stands, "" for none: what a file that comes back was made on."""
    return fingerprint("\n\n".join(segment.markdown for segment in link.targets)) if link.targets else ""
