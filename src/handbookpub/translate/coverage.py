"""How far each translation is, as its imprint says it: measured once for a build, from the survey that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handbookpub.model import Coverage, Gaps, Handbook
from handbookpub.translate.baseline import Baseline
from handbookpub.translate.names import is_public
from handbookpub.translate.states import CURRENT
from handbookpub.translate.status import Progress, Survey


def coverage(handbook: Handbook, surveyed: Survey) -> Mapping[str, Coverage]:
    """The coverage of every translation, by language."""
    chapters, frames, _ = surveyed
    codes = dict.fromkeys(each.translation.language for each in chapters)
    named = handbook.config.people.print
    return {
        code: _of([each for each in chapters if each.translation.language == code], frames.baseline, named)
        for code in codes
    }


def _of(chapters: list[Progress], baseline: Baseline | None, named: bool) -> Coverage:
    states = [item.state for each in chapters for item in each.items]
    rows = [(item, row) for each in chapters for item in each.items if (row := item.link.row) and item.link.targets]
    translators = [row.translator for _, row in rows]
    reviewers = [row.reviewer for item, row in rows if item.state == "reviewed"]
    return Coverage(
        total=len(states),
        translated=sum(each in CURRENT for each in states),
        reviewed=states.count("reviewed"),
        baseline=baseline.name if baseline else "",
        day=baseline.day if baseline else "",
        translators=_public(translators) if named else (),
        reviewers=_public(reviewers) if named else (),
        gaps={each.translation.stem: _gaps(each) for each in chapters if not each.translation.missing},
    )


def _gaps(chapter: Progress) -> Gaps:
    counts = chapter.counts
    return Gaps(counts["untranslated"] + counts["copied"], counts["stale"])


def _public(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order of the book; nobody who chose to be anonymous."""
    return tuple(dict.fromkeys(name.strip() for name in names if is_public(name)))
