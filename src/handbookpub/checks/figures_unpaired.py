"""HB249: figures and links of texts that stand at the same place, where nothing else says that they belong together.

A changed number takes away what spoke for a pair of short texts: they count as unsure, or as missing on one side and
left over on the other (HB202, HB204, HB205), and the number itself would go unseen. So where a block has the same
kinds of texts in the same order on both sides, they are compared one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from handbookpub import languages
from handbookpub.checks import CHECKS, Problems, check
from handbookpub.findings import Finding
from handbookpub.model import Handbook
from handbookpub.translate.align import Link
from handbookpub.translate.evidence import LONGEST, SHORTEST, evidence
from handbookpub.translate.pairs import Pair, Progress
from handbookpub.translate.segments import Segment
from handbookpub.translate.status import Item

CODES = (
    "HB222", "HB223", "HB224", "HB301", "HB302", "HB303", "HB310", "HB311", "HB312", "HB313", "HB314", "HB320",
)  # fmt: skip
"""What is compared: numbers, things with a shape of their own, links and notes. Not length, not stress."""
Couple = tuple[Segment, Segment]


@check("HB249", on=Progress)
def unpaired_figures(progress: Progress, handbook: Handbook) -> Problems:
    """A number or a link differs in texts that stand at the same place of a translation and its source.

    What it does: in blocks with the same kinds of texts in the same order it compares the texts that are not paired
    yet. Where most of them differ, they belong to other texts, and nothing is told.
    Who is harmed: the reader who waits 42 hours instead of 24, while the finding only asks which texts belong
    together.
    Example: a list of seven items, in one of which `24 hours` became `٤٢ ساعة`.
    Instead: the number of the source; then the texts are a pair again.
    """
    loose = {i.link.sources[0].span for i in progress.items if i.state in ("unsure", "untranslated")}
    for run in _runs(progress, loose):
        told = [list(_compared(couple, progress, handbook)) for couple in run]
        if sum(map(bool, told)) > max(len(run) // 2, 1):
            continue
        for (source, _), findings in zip(run, told, strict=True):
            for each in findings if source.span in loose else ():
                yield each.place, f"beside {source.place}: {each.message}", each.hint


def _runs(progress: Progress, loose: Set[tuple[int, int]]) -> Iterator[list[Couple]]:
    """The texts of each block, one beside the other, if there are some that are not paired."""
    if not loose or progress.translation.missing:
        return
    ours, theirs = (_by_block(side) for side in (progress.translation.sources, progress.translation.targets))
    for place, sources in ours.items():
        targets = theirs.get(place, [])
        couples = list(zip(sources, targets, strict=False))
        even = [s.kind for s in sources] == [t.kind for t in targets]
        if even and any(s.span in loose for s in sources) and all(map(_is_likely, couples)):
            yield couples


def _by_block(segments: Iterable[Segment]) -> dict[tuple[str, str], list[Segment]]:
    found: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for segment in segments:
        found[segment.section, segment.block].append(segment)
    return found


def _is_likely(couple: Couple) -> bool:
    """Whether the lengths of two texts allow that one translates the other."""
    return SHORTEST <= evidence((couple[0],), (couple[1],)).ratio <= LONGEST


def _compared(couple: Couple, progress: Progress, handbook: Handbook) -> Iterator[Finding]:
    source = languages.load(handbook.config.source)
    language = languages.load(progress.translation.language)
    item = Item("unsure", Link((couple[0],), (couple[1],), None, False), False)
    for code in CODES:
        yield from CHECKS[code].run(Pair(source, language, item), handbook)
