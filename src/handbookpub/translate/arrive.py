"""An import carried out: chapters and their records written, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handbookpub.model import Handbook, Place
from handbookpub.reading.chapters import read_chapter
from handbookpub.reading.files import write_text
from handbookpub.translate import names, records
from handbookpub.translate.align import align
from handbookpub.translate.baseline import Frames
from handbookpub.translate.book import Translation, translations
from handbookpub.translate.exchange.model import Comment, Incoming
from handbookpub.translate.graft import paragraphs
from handbookpub.translate.receive import Change, Plan
from handbookpub.translate.records import Row, carried, sealed
from handbookpub.translate.sketch import mark
from handbookpub.translate.states import made, recorded


def carry_out(handbook: Handbook, language: str, plans: Sequence[Plan], by: str = "") -> None:
    """Write what some plans of one language say. `by` signs what came back as reviewed. Raises Refused and OSError.

    A chapter whose record cannot be written gets its old text back: a text without its record would count as current.
    """
    bare = {each.progress.translation.stem: each for each in plans}
    try:
        for each in plans:
            if each.text != each.progress.translation.text:
                write_text(handbook.root, each.progress.translation.path, each.text)
        for stem in _record(handbook, language, plans, by):
            del bare[stem]
    except BaseException:
        for each in bare.values():
            _put_back(handbook, each.progress.translation)
        raise


def _put_back(handbook: Handbook, translation: Translation) -> None:
    if translation.missing:
        (handbook.root / translation.path).unlink(missing_ok=True)
    else:
        write_text(handbook.root, translation.path, translation.text)


def _record(handbook: Handbook, language: str, plans: Sequence[Plan], by: str) -> Iterator[str]:
    """Write the records of chapters that were written, and give the stem of each that is done."""
    again = _reread(handbook, language, [each.progress.translation for each in plans])
    known = {each.progress.translation.stem: _rows(each, by) for each in plans}
    frames = Frames(again)
    for translation in translations(again, (language,))[0]:
        if translation.stem not in known:
            continue
        frame = frames.of(translation.stem, translation.sources)
        found = align(translation.sources, translation.targets, known[translation.stem])
        rows = [row for link in found.links if (row := recorded(link, frame))]
        records.save(handbook.root, language, translation.stem, [*rows, *(row for row, _ in found.orphans)])
        yield translation.stem


def _reread(handbook: Handbook, language: str, translations: Iterable[Translation]) -> Handbook:
    """The handbook with some chapters of one language as they stand in their files now."""
    edition = handbook.edition(language)
    if edition is None:
        return handbook
    chapters = {chapter.stem: chapter for chapter in edition.chapters}
    for each in translations:
        chapter, _ = read_chapter(handbook.root, each.path, edition.language)
        chapters |= {each.stem: chapter} if chapter else {}
    new = replace(edition, chapters=tuple(chapters[stem] for stem in sorted(chapters)))
    return replace(handbook, editions=tuple(new if each is edition else each for each in handbook.editions))


def _rows(planned: Plan, by: str) -> list[Row]:
    """The rows of a chapter with what came back about each unit, before the new file is aligned."""
    told = {id(change.item): change for change in planned.changes}
    rows = [_row(change, by) if (change := told.get(id(item))) else item.link.row for item in planned.progress.items]
    return [row for row in rows if row] + [row for row, _ in planned.progress.translation.alignment.orphans]


def _row(change: Change, by: str) -> Row | None:
    """What is recorded of an item after its import."""
    link, unit = change.item.link, change.unit
    if not change.new:
        return link.row
    row = _judged(change, by)
    if row is None:
        return None
    row = replace(row, comments=merged(link.row.comments if link.row else (), unit))
    target = tuple(map(mark, paragraphs(link, change.new)))
    if row.target == target:
        return row
    return carried(replace(row, target=target), [row])


def _judged(change: Change, by: str) -> Row | None:
    """The row of an item by the state that came back: what is unfinished stays so, and nobody's review is another's."""
    link, unit = change.item.link, change.unit
    same = change.new == change.old
    if unit.state == "stale" or change.late:
        return link.row or (None if same else sealed(replace(made(link, "", False, False), state="draft")))
    if same and link.row and change.item.state == "reviewed":
        return link.row
    if unit.state == "reviewed" and not _objection(change, by):
        return made(link, names.name(by), True, False)
    if not same or change.item.state != "translated":
        return made(link, "", False, same)
    return link.row or made(link, "", False, False)


def unsigned(plans: Iterable[Plan], by: str) -> list[tuple[Place, str]]:
    """What came back as reviewed and will not count as that, each with its place and why."""
    found = [(change, each.progress.translation.path) for each in plans for change in each.changes
             if change.unit.state == "reviewed" and change.item.state != "reviewed"]  # fmt: skip
    return [(change.item.place(path), why) for change, path in found if (why := _objection(change, by))]


def _objection(change: Change, by: str) -> str:
    row = change.item.link.row
    if change.late:
        return "its source changed after the file went out"
    if not names.name(by):
        return "say who reviewed it, and import the file again: --by NAME"
    if any(comment.open for comment in merged(row.comments if row else (), change.unit)):
        return "an open comment stands there"
    return "its translator does not review it" if row and names.is_same(row.translator, by) else ""


def merged(ours: Iterable[Comment], unit: Incoming) -> tuple[Comment, ...]:
    """The comments of both sides; one that was closed on either side is closed."""
    theirs = {(each.by, each.text): each for each in unit.comments}
    kept = [replace(each, open=each.open and theirs.pop((each.by, each.text), each).open) for each in ours]
    return (*kept, *theirs.values())
