"""New words into a chapter's file: only the bytes of the segments that change, and whole pieces that were missing.

A segment that the translation lacks is grafted in with what stands around it in the source: the empty lines, the
`- ` of its item, the fence of its block. That is possible where its neighbours stand beside each other in the
translation; elsewhere nobody can know where it belongs, and `NoPlace` says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from handbookpub.translate.align import Link
from handbookpub.translate.book import Translation
from handbookpub.translate.segments import Segment

DRAFT = "---\nstatus: draft\n---\n"
"""How a chapter begins that an import begins."""
FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
Texts = Mapping[int, str]
"""Index of a link -> the Markdown of its translation, one paragraph for each of its segments, parted by empty lines."""


class NoPlace(ValueError):
    """A missing segment has no place in the translation: the message says why."""


class Mismatch(ValueError):
    """A text has more or fewer paragraphs than the segments that it is for."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Text for a span of the file."""

    start: int
    end: int
    new: str


def written(segment: Segment, markdown: str, text: str) -> str:
    """A text as it stands in the place of a segment; the very bytes that are there if nothing changes."""
    if markdown == segment.markdown:
        return text[slice(*segment.span)]
    if segment.kind == "credits":
        return json.dumps(markdown, ensure_ascii=False)
    return escaped(segment, markdown)


def escaped(segment: Segment, markdown: str) -> str:
    """The Markdown of a text in its place: in a cell a bar would end it."""
    return BAR.sub(r"\1\\|", markdown) if segment.kind == "cell" else markdown


def paragraphs(link: Link, markdown: str) -> list[str]:
    """The paragraphs of a text that comes for a link. Raises Mismatch."""
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n", markdown) if part.strip()]
    wanted = len(link.targets or link.sources)
    if len(parts) != wanted:
        raise Mismatch(f"it has {len(parts)} paragraphs where {wanted} stand")
    return parts


def changed(translation: Translation, texts: Texts) -> str:
    """The chapter's file with new texts for some links. Raises NoPlace and Mismatch."""
    links = translation.alignment.links
    edits = [edit for index, text in texts.items() if links[index].targets
             for edit in _replaced(links[index], text, translation.text)]  # fmt: skip
    edits += [_grafted(translation, run, texts) for run in missing_runs(links, texts)]
    return _applied(translation.text, edits)


def missing_runs(links: Sequence[Link], texts: Texts) -> list[list[int]]:
    """Runs of links without a translation that hold one that gets a text. What gets none is written in the source's
    words, and counts as copied.
    """
    missing = [index for index, link in enumerate(links) if not link.targets]
    runs = [[index for _, index in run] for _, run in groupby(enumerate(missing), lambda pair: pair[1] - pair[0])]
    return [run for run in runs if any(index in texts for index in run)]


def _replaced(link: Link, markdown: str, text: str) -> list[Edit]:
    parts = paragraphs(link, markdown)
    return [Edit(*segment.span, written(segment, part, text))
            for segment, part in zip(link.targets, parts, strict=True)]  # fmt: skip


def _grafted(translation: Translation, run: Sequence[int], texts: Texts) -> Edit:
    """The edit that writes a run of missing links, each with what stands before it in the source."""
    links, source = translation.alignment.links, translation.source_text
    if links[run[0]].sources[0].kind == "credits":
        raise NoPlace("front matter is written by hand: type credits: between two lines of ---")
    before = links[run[0] - 1] if run[0] else None
    before = before if before and before.sources[0].kind != "credits" else None
    after = links[run[-1] + 1] if run[-1] + 1 < len(links) else None
    start, end = _gap(translation, before, after)
    at = before.sources[-1].span[1] if before else body(source)
    new = "" if translation.text else DRAFT
    for index in run:
        parts = paragraphs(links[index], texts[index]) if index in texts else [""] * len(links[index].sources)
        for segment, part in zip(links[index].sources, parts, strict=True):
            new += source[at : segment.span[0]] + written(segment, part or segment.markdown, source)
            at = segment.span[1]
    return Edit(start, end, new + source[at : after.sources[0].span[0] if after else len(source)])


def _gap(translation: Translation, before: Link | None, after: Link | None) -> tuple[int, int]:
    """Where the translations of two neighbours leave room for what is missing between them."""
    left = before.targets[-1].span[1] if before and before.targets else body(translation.text)
    right = after.targets[0].span[0] if after and after.targets else len(translation.text)
    between = [t for t in translation.targets if left <= t.span[0] and t.span[1] <= right]
    if left > right or between:
        raise NoPlace("its neighbours do not stand beside each other here")
    return left, right


def body(text: str) -> int:
    """Where the text of a chapter begins: after the front matter, if it has one."""
    found = FRONT.match(text)
    return found.end() if found else 0


def _applied(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
