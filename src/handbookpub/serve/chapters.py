"""Chapters read once: pandoc runs only for a text that was not read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Chapter, Handbook
from handbookpub.reading.chapters import parse_chapter
from handbookpub.reading.files import read_text

Read = tuple[Chapter | None, list[Finding]]
Key = tuple[str, str]
"""A chapter's path and the digest of its text."""


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of a text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def file_digest(path: Path) -> str:
    """The same of a file's bytes; "" for a file that is not there."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


class Reader:
    """What `read_handbook` calls for a chapter. `now` is the digest of each chapter's text as it was last met."""

    def __init__(self, parse: Callable[[str, str, Language], Read] = parse_chapter) -> None:
        self._parse = parse
        self.now: dict[str, str] = {}
        self._known: dict[Key, Read] = {}

    def __call__(self, root: Path, relative: str, language: Language) -> Read:
        """The chapter and what is wrong with it, from memory if its text is known."""
        text, findings = read_text(root, relative)
        if text is None:
            self.now[relative] = ""
            return None, findings
        key = (relative, digest(text))
        if key not in self._known:
            self._known[key] = self._parse(text, relative, language)
        self.now[relative] = key[1]
        return self._known[key]

    def learn(self, known: Mapping[Key, Read]) -> None:
        """Take over what another reader has read, and forget the texts that it replaces."""
        self._known.update(known)
        paths = {path for path, _ in known}
        self._known = {key: read for key, read in self._known.items() if key[0] not in paths or key in known}

    def news(self, told: Iterable[Key]) -> dict[Key, Read]:
        """What is known of today's texts and was not `told`, fit to be sent to another process."""
        wanted = set(self.now.items()) & self._known.keys() - set(told)
        return {key: (_plain(self._known[key][0]), self._known[key][1]) for key in wanted}

    def forget(self) -> None:
        """Let go of texts that stand no more."""
        self._known = {key: self._known[key] for key in self.now.items() if key in self._known}


def _plain(chapter: Chapter | None) -> Chapter | None:
    return replace(chapter, meta=dict(chapter.meta)) if chapter else None


def only(handbook: Handbook, stem: str) -> Handbook:
    """The handbook with one chapter."""
    editions = [
        replace(edition, chapters=tuple(each for each in edition.chapters if each.stem == stem))
        for edition in handbook.editions
    ]
    return replace(handbook, editions=tuple(editions))
