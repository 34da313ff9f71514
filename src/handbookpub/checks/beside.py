"""What the checks of a translation beside its source look at: the text it was made from, its figures, its places.

A stale paragraph is compared with the text it was made from; what has changed since, HB201 tells.
"""

from __future__ import annotations

from functools import lru_cache

from handbookpub.model import Handbook, Place
from handbookpub.quantities.figures import Read, read
from handbookpub.quantities.shown import shown
from handbookpub.reading.files import read_text
from handbookpub.translate.pairs import Pair
from handbookpub.translate.spans import Source


def source_markdown(pair: Pair) -> str:
    """The source text that the translation was made from."""
    return pair.item.was or pair.item.now


def source_read(pair: Pair) -> Read:
    """The figures of the source."""
    return read(shown(source_markdown(pair)), pair.source_language.code)


def target_read(pair: Pair) -> Read:
    """The figures of the translation."""
    return read(shown(pair.item.text), pair.language.code)


def place_of(pair: Pair, handbook: Handbook, words: str = "") -> Place:
    """Where some words stand in the translation; its first character if they are not found as they are."""
    if words:
        source = _source(handbook, pair.place.path)
        for segment in pair.targets:
            offset = source.text.find(words, *segment.span)
            if offset >= 0:
                return source.place(offset)
    return pair.place


def _source(handbook: Handbook, path: str) -> Source:
    text, _ = read_text(handbook.root, path)
    return _kept(text or "", path)


@lru_cache(maxsize=8)
def _kept(text: str, path: str) -> Source:
    return Source(text, path)


def shorten(text: str, most: int = 60) -> str:
    """A text on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
