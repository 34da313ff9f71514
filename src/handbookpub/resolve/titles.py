"""Last step: a chapter's title is its level 1 heading as it will be set, without notes."""

from __future__ import annotations

from dataclasses import replace

from handbookpub.model import Chapter, Edition, Handbook
from handbookpub.tree import children, level, make_words

from .references import plain_words
from .steps import Resolved


def titles(edition: Edition, handbook: Handbook) -> Resolved:
    """Titles of all chapters, for contents, running heads and bookmarks."""
    return Resolved(replace(edition, chapters=tuple(map(_titled, edition.chapters))))


def _titled(chapter: Chapter) -> Chapter:
    heading = next((node for node in chapter.blocks if level(node) == 1), None)
    words = plain_words(children(heading)) if heading else []
    return replace(chapter, title=words or list(chapter.title) or make_words(chapter.id))
