"""The checks while somebody works: first those of the chapter that was saved, then those that need the whole book.

These functions run in a worker, which keeps what it was told of the chapters and reads the rest itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbookpub import checks, read, resolve
from handbookpub.findings import Finding
from handbookpub.model import Chapter, Edition, Handbook
from handbookpub.serve.chapters import Key, Read, Reader, file_digest, only
from handbookpub.translate import baseline
from handbookpub.translate.baseline import Frames
from handbookpub.translate.book import translations
from handbookpub.translate.pairs import Pair, Progress, pairs
from handbookpub.translate.status import progress


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and the digests of the texts that this says something about, by their paths."""

    findings: list[Finding]
    texts: dict[str, str]


_reader = Reader()
_frames: dict[str, Frames] = {}


def prepare(root: Path, news: Mapping[Key, Read]) -> Handbook:
    """The handbook as it stands; `news` are chapters that were read elsewhere."""
    _reader.learn(news)
    _reader.now.clear()
    return read.read_handbook(root, _reader)[0]


def chapter(root: Path, news: Mapping[Key, Read], stem: str) -> Checked:
    """What is wrong with one chapter in its languages, and between it and its source."""
    checks.load_all()
    handbook = prepare(root, news)
    part = only(handbook, stem)
    chapters = [each for edition in part.editions for each in edition.chapters if not each.notice]
    surveyed = [progress(each, _frame(handbook)) for each in translations(part)[0]]
    found = [
        *checks.run(chapters, Chapter, handbook),
        *checks.run(surveyed, Progress, handbook),
        *checks.run(pairs(handbook, surveyed), Pair, handbook),
    ]
    return Checked(found, {path: text for path, text in _reader.now.items() if Path(path).stem == stem})


def _frame(handbook: Handbook) -> Frames:
    """The frames of the handbook; a baseline is read once."""
    print_ = file_digest(handbook.root / baseline.LIST)
    frames = _frames.setdefault(print_, Frames(handbook))
    frames.handbook = handbook
    return frames


Step = tuple[str, str]
"""A check of editions ("HB124", language), of the handbook ("HB144", ""), or ("", language): resolving."""


def steps(root: Path, news: Mapping[Key, Read]) -> list[Step]:
    """The pieces in which the whole book is checked: between two of them a chapter may be looked at."""
    checks.load_all()
    handbook = prepare(root, news)
    codes = [edition.language.code for edition in handbook.editions]
    known = sorted(checks.CHECKS.items())
    return [
        *((code, language) for code, check in known if check.on is Edition for language in codes),
        *((code, "") for code, check in known if check.on is Handbook),
        *(("", language) for language in codes),
    ]


def step(root: Path, news: Mapping[Key, Read], what: Step) -> Checked:
    """What one piece finds."""
    checks.load_all()
    handbook = prepare(root, news)
    code, language = what
    subject = handbook.edition(language) if language else handbook
    found: list[Finding] = []
    if isinstance(subject, Edition) and not code:
        found = list(resolve.resolve(subject, handbook).findings)
    elif subject is not None:
        found = list(checks.CHECKS[code].run(subject, handbook))
    return Checked(found, dict(_reader.now))


Work = Callable[[Path, Mapping[Key, Read], Any], Checked]
"""A function of this module that a worker calls for one thing."""
