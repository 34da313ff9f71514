"""HB210 to HB215: a translated chapter whose parts do not stand as in its source.

HB202 and HB205 tell of single texts that are missing or left over; here it is the shape that counts: levels of
headings, blocks and their fields, lists, tables, ids. A section is compared where its heading is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.checks.identifiers import FORM
from handbookpub.checks.shape import Difference, Kind, Section, differences, sections
from handbookpub.model import Chapter, Handbook, Place
from handbookpub.translate.pairs import Progress


@dataclass(frozen=True, slots=True)
class Beside:
    """Two sections that belong together, in the files of their chapters, and how they differ."""

    source: Section
    target: Section
    source_path: str
    path: str
    found: tuple[Difference, ...]

    def differences(self, *kinds: Kind) -> Iterator[tuple[Place, str, str]]:
        """Place, sentence and place in the source of what differs, of some kinds."""
        for each in self.found:
            if each.kind in kinds:
                place = tree.place(each.target, self.path) if each.target else Place(self.path)
                origin = tree.place(each.source, self.source_path) if each.source else self.source_path
                yield place, each.message, str(origin)


def _chapters(progress: Progress, handbook: Handbook) -> tuple[Chapter, Chapter] | None:
    """The chapter of the source and its translation, None if nobody has begun."""
    edition = handbook.edition(progress.translation.language)
    stem = progress.translation.stem
    theirs = next((c for c in edition.chapters if c.stem == stem and not c.notice), None) if edition else None
    ours = next((c for c in handbook.source.chapters if c.stem == stem), None)
    return (ours, theirs) if ours and theirs else None


_last: list[tuple[Progress, list[Beside]]] = []


def _paired(progress: Progress, handbook: Handbook) -> list[Beside]:
    """The sections of a chapter. All checks of a chapter ask one after the other: the last is kept."""
    if not _last or _last[0][0] is not progress:
        _last[:] = [(progress, list(_pairs(progress, handbook)))]
    return _last[0][1]


def _pairs(progress: Progress, handbook: Handbook) -> Iterator[Beside]:
    """Sections by their ids; those without one by their order, where there are as many."""
    chapters = _chapters(progress, handbook)
    if chapters is None:
        return
    ours, theirs = (sections(chapter.blocks) for chapter in chapters)
    even = len(ours) == len(theirs)
    by_id = {section.identifier: section for section in ours if section.identifier}
    for index, section in enumerate(theirs):
        own = by_id.get(section.identifier) or (ours[index] if even and not section.identifier else None)
        if own:
            found = tuple(differences(own.blocks, section.blocks, section.heading))
            yield Beside(own, section, chapters[0].path, chapters[1].path, found)


def _is_gappy(progress: Progress, section: Section) -> bool:
    """Whether a text of the section is known to be missing or left over, which HB202 or HB205 tell."""
    gone = {item.link.sources[0].section for item in progress.items if item.state in ("untranslated", "unsure")}
    over = {segment.section for segment in progress.translation.alignment.surplus}
    return section.identifier in gone | over


@check("HB210", on=Progress)
def other_heading_level(progress: Progress, handbook: Handbook) -> Problems:
    """A heading stands on another level than in the source.

    What it does: compares the number of `#` of headings that belong together.
    Who is harmed: the reader, for whom a section seems to be a part of the one before it; the contents list.
    Example: `### قبل اللقاء {#before-you-meet}` where the source has `##`.
    Instead: as many `#` as the source.
    """
    for pair in _paired(progress, handbook):
        ours, theirs = (tree.level(side.heading) if side.heading else 0 for side in (pair.source, pair.target))
        if ours != theirs and pair.target.heading:
            message = f"this heading has level {theirs}, in the source {ours}"
            yield tree.place(pair.target.heading, pair.path), message, f"type {'#' * ours} before its words"


@check("HB211", on=Progress)
def other_table(progress: Progress, handbook: Handbook) -> Problems:
    """A table has other rows or columns than in the source.

    What it does: compares the number of rows and columns.
    Who is harmed: the reader, who takes what stands in a cell for the answer to another question.
    Example: two cells that were merged, so that a row has two columns instead of three.
    Instead: one cell for each cell of the source.
    """
    for pair in _paired(progress, handbook):
        for place, message, origin in pair.differences("table"):
            yield place, message, f"type the table as it stands at {origin}"


@check("HB212", on=Progress, severity="review")
def other_list(progress: Progress, handbook: Handbook) -> Problems:
    """A list of the source is no list, or another one, in the translation.

    What it does: compares where lists stand, whether they are numbered, where their numbers begin, and how many
    items they have.
    Who is harmed: the reader who looks for step 3, or for the next box to tick.
    Example: three items that became one paragraph.
    Instead: one item for each item of the source.
    """
    for pair in _paired(progress, handbook):
        gappy = _is_gappy(progress, pair.target)
        for place, message, origin in pair.differences(*(("list",) if gappy else ("list", "items"))):
            yield place, message, f"type the list as it stands at {origin}"


@check("HB213", on=Progress)
def other_block(progress: Progress, handbook: Handbook) -> Problems:
    """A block of the source is missing, is new, or has another class in the translation.

    What it does: compares the classes of blocks, section by section.
    Who is harmed: the reader, for whom a danger looks like a note, or like any other text.
    Example: `::: ملاحظة` where the source has `::: danger`; the words of a block without `:::`.
    Instead: the class of the source, `::: خطر`.
    """
    for pair in _paired(progress, handbook):
        gappy = _is_gappy(progress, pair.target)
        for place, message, origin in pair.differences(*(("block",) if gappy else ("block", "added"))):
            yield place, message, f"type the block as it stands at {origin}"


@check("HB214", on=Progress)
def other_field(progress: Progress, handbook: Handbook) -> Problems:
    """A block has other fields than in the source.

    What it does: compares what stands in the braces of blocks (`src`, `version`, `consent`, `headers`) and the keys
    in backticks of form fields and figure labels.
    Who is harmed: the reader who believes that a survivor said invented words, or who fills in an old form.
    Example: `{.voice consent="yes"}` where the source has `invented="yes"`; `text` where the source has `date`.
    Instead: the fields of the source.
    """
    for pair in _paired(progress, handbook):
        for place, message, origin in pair.differences("field"):
            yield place, message, f"type the fields as they stand at {origin}"


@check("HB215", on=Progress)
def other_id(progress: Progress, handbook: Handbook) -> Problems:
    """An id of the translation does not stand in the source.

    What it does: compares the ids that are typed for headings and blocks; leaving them out is right.
    Who is harmed: the reader whose link, bookmark or change of language ends in another place.
    Example: `{#befor-you-meet}` where the source has `{#before-you-meet}`.
    Instead: the id of the source, or none.
    """
    chapters = _chapters(progress, handbook)
    if chapters is None:
        return
    known = {tree.identifier(node) for node in tree.walk(chapters[0].blocks)}
    for node in tree.walk(chapters[1].blocks):
        name = tree.identifier(node)
        if FORM.fullmatch(name) and name not in known and (tree.level(node) or tree.is_block(node)):
            place = tree.place(node, chapters[1].path)
            yield place, f"`#{name}` does not stand in the source", "type the id of the source, or leave it out"
