"""What people say about translations: this is done, this is reviewed, these belong together, this is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handbookpub.model import Handbook, Place
from handbookpub.translate import baseline, names, records
from handbookpub.translate.align import Link
from handbookpub.translate.baseline import Refused
from handbookpub.translate.exchange.model import Comment
from handbookpub.translate.records import Row, carried, sealed
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import made, marks
from handbookpub.translate.status import Item, Progress, difference, in_line, survey

WHERE = re.compile(r"(?:(?:[^:#]*/)?([^:#/]*)/)?([^:#/]+?)(?:\.md)?(?::(\d+)(?::(\d+))?|#([a-z0-9-]+))?")


@dataclass(frozen=True, slots=True)
class Where:
    """A place that a person names: `ar/20-first-contact.md:34`, `20-first-contact#signs`, or a whole chapter."""

    stem: str
    line: int = 0
    column: int = 0
    section: str = ""

    def holds(self, segment: Segment) -> bool:
        """Whether a segment stands there. Of several on a line, such as cells, a column names the one."""
        if self.section:
            return segment.section == self.section
        if not self.line:
            return True
        start, width = segment.place, segment.span[1] - segment.span[0]
        if start.line != self.line:
            return False
        return not self.column or start.column <= self.column < start.column + max(width, 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what was not, each with its place and why."""

    done: tuple[Place, ...]
    refused: tuple[tuple[Place, str], ...] = ()


def where(text: str, *languages: str) -> Where:
    """A place as somebody typed it, in a file of one of some languages if it names a folder. Raises Refused."""
    found = WHERE.fullmatch(text)
    if not found:
        raise Refused(f"{text!r} is no place: type CHAPTER.md:LINE, CHAPTER#SECTION, or CHAPTER")
    if found[1] and found[1] not in languages:
        right = " or ".join(f"{code}/{text.rpartition('/')[2]}" for code in languages)
        raise Refused(f"{text} stands in the folder {found[1]}: type {right}")
    return Where(found[2], int(found[3] or 0), int(found[4] or 0), found[5] or "")


def chapter(handbook: Handbook, language: str, stem: str) -> Progress:
    """A chapter in a language, measured by today's source. Raises Refused."""
    if language not in handbook.config.languages or language == handbook.config.source:
        others = ", ".join(code for code in handbook.config.languages if code != handbook.config.source)
        raise Refused(f"{language!r} is no translation of this handbook: type one of {others or 'none'}")
    found = [each for each in survey(handbook, (language,), head=True)[0] if each.translation.stem == stem]
    if not found:
        raise Refused(f"there is no chapter {stem!r}: type the name of its file, such as 20-first-contact")
    return found[0]


def mark(handbook: Handbook, language: str, place: str, reviewed: bool, by: str) -> Outcome:
    """Mark what stands at a place as translated or reviewed, from today's source. Raises Refused and OSError.

    Reviews stay where a whole chapter or section is marked as translated: only a line takes one back.
    """
    at, by = where(place, language), names.name(by)
    progress = chapter(handbook, language, at.stem)
    chosen = [item for item in progress.items if any(map(at.holds, item.link.targets))]
    if not chosen:
        raise Refused(f"nothing is translated at {place}: name a line on which a paragraph starts")
    if not reviewed and not at.line:
        chosen = [item for item in chosen if item.state != "reviewed"]
    reasons = {id(item): _objection(item, reviewed, by) for item in chosen}
    new = {id(item): made(item.link, by, reviewed, item.state in ("stale", "copied", "unsure"))
           for item in chosen if not reasons[id(item)]}  # fmt: skip
    if new:
        _save(handbook, progress, lambda item: new.get(id(item), item.link.row))
    path = progress.translation.path
    return Outcome(
        tuple(item.place(path) for item in chosen if id(item) in new),
        tuple((item.place(path), reason) for item in chosen if (reason := reasons[id(item)])),
    )


def _objection(item: Item, reviewed: bool, by: str) -> str:
    """Why an item cannot be marked, or ""."""
    row = item.link.row
    if not by:
        return "say who answers for it: --by NAME"
    if not reviewed:
        return ""
    if item.state not in ("translated", "reviewed"):
        return f"this is {item.state}: mend it, or mark it translated first"
    if item.open_comments:
        return "an open comment stands here: close it first"
    if row and names.is_same(row.translator, by):
        return f"{by} translated this: a second person reviews"
    return ""


def _save(handbook: Handbook, progress: Progress, row_of: Callable[[Item], Row | None]) -> None:
    rows = [row for item in progress.items if (row := row_of(item))]
    rows += [row for row, _ in progress.translation.alignment.orphans]
    records.save(handbook.root, progress.translation.language, progress.translation.stem, rows)


def without_effect(handbook: Handbook, place: str, by: str) -> Outcome:
    """Sign that the last edit of the source at a place changes nothing for its translations. Raises Refused.

    One edit is signed, not several: where languages were translated from different texts, one of them may have
    missed an edit that did change something.
    """
    at, by = where(place, handbook.config.source), names.name(by)
    if not by:
        raise Refused("say who answers for it: --by NAME")
    now: dict[str, tuple[str, Place]] = {}
    pairs: set[tuple[str, str]] = set()
    for code in handbook.config.languages:
        if code == handbook.config.source:
            continue
        for item in chapter(handbook, code, at.stem).items:
            if item.state == "stale" and item.link.row and any(map(at.holds, item.link.sources)):
                text = " ".join(segment.markdown for segment in item.link.sources)
                now[text] = (text, item.link.sources[0].place)
                pairs.add((" ".join(item.link.row.source), text))
    if not pairs:
        raise Refused(f"no translation is stale because of {place}: name the line of a source paragraph that changed")
    _refuse_several(pairs, now)
    baseline.sign_edits(handbook, at.stem, sorted(pairs), by)
    return Outcome(tuple(at for _, at in now.values()))


def _refuse_several(pairs: Iterable[tuple[str, str]], now: Mapping[str, tuple[str, Place]]) -> None:
    for text, (_, place) in now.items():
        was = sorted({before for before, after in pairs if after == text})
        if len(was) > 1:
            texts = "; ".join(in_line(difference(before, text)) for before in was)
            hint = "handbookpub mark LANG PLACE translated --by NAME, in each language where it still fits"
            raise Refused(f"{place}: translations were made from {len(was)} different texts: {texts}. Type {hint}")


def pair(handbook: Handbook, language: str, targets: Sequence[str], sources: Sequence[str]) -> Outcome:
    """Say that segments belong together: one and one, two and one, one and two. Raises Refused and OSError."""
    typed = [*(where(text, language) for text in targets), *(where(text, handbook.config.source) for text in sources)]
    stems = {each.stem for each in typed}
    if len(stems) != 1:
        raise Refused("name places of one chapter")
    progress = chapter(handbook, language, stems.pop())
    theirs = _chosen(zip(targets, typed, strict=False), progress.translation.targets)
    ours = _chosen(zip(sources, typed[len(targets) :], strict=True), progress.translation.sources)
    if min(len(ours), len(theirs)) > 1:
        raise Refused("pair one with one, two with one, or one with two; not two with two")
    link = Link(tuple(ours), tuple(theirs))
    kept = [(item.link.row, _left(item.link, ours, theirs)) for item in progress.items]
    kept += [(each, None if set(segments) & set(theirs) else each)
             for each, segments in progress.translation.alignment.orphans]  # fmt: skip
    said = tuple(comment for before, left in kept if before and not left for comment in before.comments)
    row = sealed(replace(made(link, "", False, False), paired=True, comments=said))
    rows = [left for _, left in kept if left]
    records.save(handbook.root, language, progress.translation.stem, [row, *rows])
    return Outcome(tuple(segment.place for segment in theirs))


def _chosen(places: Iterable[tuple[str, Where]], segments: Sequence[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for text, at in places:
        here = [segment for segment in segments if at.line and at.holds(segment)]
        if len(here) != 1:
            many = f"{len(here)} pieces start" if here else "nothing starts"
            raise Refused(f"{many} at {text}: name one, as CHAPTER.md:LINE:COLUMN")
        found += here
    return found


def _left(link: Link, ours: Sequence[Segment], theirs: Sequence[Segment]) -> Row | None:
    """What stays of a record when some of its segments are paired elsewhere. What was stale stays stale."""
    sources = tuple(segment for segment in link.sources if segment not in ours)
    targets = tuple(segment for segment in link.targets if segment not in theirs)
    if (sources, targets) == (link.sources, link.targets) or link.row is None:
        return link.row
    if not sources or not targets:
        return None
    made_from = link.row.source
    if len(made_from) == len(link.sources):
        made_from = tuple(text for text, each in zip(made_from, link.sources, strict=True) if each in sources)
    left = replace(link.row, source=made_from, target=marks(targets), state="translated", reviewer="")
    return carried(left, [link.row])


def comment(handbook: Handbook, language: str, place: str, by: str, text: str) -> Outcome:
    """Say something about a segment. It stays open until somebody closes it. Raises Refused and OSError."""
    said = names.tidy(text)
    if not said:
        raise Refused("type a comment in quotation marks")
    at = where(place, language)
    progress = chapter(handbook, language, at.stem)
    chosen = [item for item in progress.items if any(map(at.holds, item.link.targets))][: 1 if at.line else None]
    if len(chosen) != 1:
        many = f"{len(chosen)} texts stand" if chosen else "nothing is translated"
        raise Refused(f"{many} at {place}: name a line on which a paragraph starts")
    return _commented(handbook, progress, chosen, lambda given: (*given, Comment(names.name(by), said)))


def close_comments(handbook: Handbook, language: str, place: str) -> Outcome:
    """Close the open comments at a place. Raises Refused and OSError."""
    at = where(place, language)
    progress = chapter(handbook, language, at.stem)
    chosen = [item for item in progress.items if item.open_comments and any(map(at.holds, item.link.targets))]
    if not chosen:
        raise Refused(f"no open comment stands at {place}")
    return _commented(handbook, progress, chosen, lambda given: tuple(replace(each, open=False) for each in given))


def _commented(
    handbook: Handbook,
    progress: Progress,
    chosen: Sequence[Item],
    change: Callable[[tuple[Comment, ...]], tuple[Comment, ...]],
) -> Outcome:
    new = {id(item): replace(row, comments=change(row.comments)) for item in chosen for row in [_row(item)]}
    _save(handbook, progress, lambda item: new.get(id(item), item.link.row))
    return Outcome(tuple(item.place(progress.translation.path) for item in chosen))


def _row(item: Item) -> Row:
    """The row of an item; one that nobody has answered for yet stays unsure, whatever is said about it."""
    if item.link.row:
        return item.link.row
    row = made(item.link, "", False, False)
    return row if item.state == "translated" else sealed(replace(row, state="draft"))
