"""A handbook as translators see it: each chapter of each language beside its source, aligned by segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from handbookpub.findings import Finding
from handbookpub.memo import same
from handbookpub.model import Chapter, Edition, Handbook
from handbookpub.reading.files import read_text
from handbookpub.resolve.outline import outline
from handbookpub.translate import moved, records
from handbookpub.translate.align import Alignment, align
from handbookpub.translate.records import Row
from handbookpub.translate.segments import Segment, segments


@dataclass(frozen=True, slots=True)
class Translation:
    """A chapter in a language beside its source. `path` is where the translation stands or would stand, `text` what
    stands there ("" where it is missing); `source_text` and `source_path` are the source's. `damaged`: the record
    cannot be read whole; what has no row may have lost it, so it is unsure.
    """

    language: str
    stem: str
    source_path: str
    source_text: str
    path: str
    text: str
    sources: tuple[Segment, ...]
    targets: tuple[Segment, ...]
    rows: tuple[Row, ...]
    alignment: Alignment
    damaged: bool = False

    @property
    def missing(self) -> bool:
        """Whether nobody has begun this chapter."""
        return not self.text


def translations(handbook: Handbook, codes: Iterable[str] = ()) -> tuple[list[Translation], list[Finding]]:
    """Every chapter of the languages `codes` (all but the source if none is named), in the order of the book, and
    what is wrong with the records.
    """
    source = outline(handbook.source, handbook).edition
    originals = {chapter.stem: chapter for chapter in source.chapters}
    chosen = tuple(codes) or tuple(each for each in handbook.config.languages if each != handbook.config.source)
    found: list[Translation] = []
    findings: list[Finding] = []
    for code in chosen:
        edition = handbook.edition(code)
        if edition is None or code == handbook.config.source:
            continue
        own = _own(outline(edition, handbook).edition)
        for stem, original in originals.items():
            rows, more = records.load(handbook.root, code, stem)
            findings += more
            beside = _beside(handbook, code, original, own.get(stem), rows)
            found.append(_doubted(beside) if more else _moved(handbook, beside))
    return found, findings


def _moved(handbook: Handbook, translation: Translation) -> Translation:
    """A translation with the records of texts that stood in another file before."""
    root, code, rows = handbook.root, translation.language, translation.rows
    found = translation.alignment
    if not rows and (rows := moved.renamed(root, handbook.config.source, code, translation.targets)):
        found = align(translation.sources, translation.targets, rows)
    return replace(translation, alignment=moved.adopted(root, code, translation.stem, found))


def _doubted(translation: Translation) -> Translation:
    """A translation whose record is damaged: nothing counts as current because its row could not be read."""
    known = translation.alignment
    links = tuple(link if link.row else replace(link, sure=False) for link in known.links)
    return replace(translation, alignment=replace(known, links=links), damaged=True)


def _own(edition: Edition) -> Mapping[str, Chapter]:
    """The chapters that stand in the edition's own language."""
    return {chapter.stem: chapter for chapter in edition.chapters if not chapter.notice}


def _beside(
    handbook: Handbook, code: str, original: Chapter, own: Chapter | None, rows: tuple[Row, ...]
) -> Translation:
    source_text = read_text(handbook.root, original.path)[0] or ""
    sources = _segments(original, source_text)
    text = (read_text(handbook.root, own.path)[0] or "") if own else ""
    targets = _segments(own, text) if own else ()
    path = own.path if own else f"{code}/{original.path.rpartition('/')[2]}"
    return Translation(code, original.stem, original.path, source_text, path, text, sources, targets, rows,
                       align(sources, targets, rows))  # fmt: skip


@same(48)
def _segments(chapter: Chapter, text: str) -> tuple[Segment, ...]:
    return tuple(segments(chapter, text))
