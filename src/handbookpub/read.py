"""A folder read as a Handbook. What is wrong comes back as findings beside it, never as an exception."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from handbookpub import languages
from handbookpub.data import config, countries, termbase
from handbookpub.faults import reading as faults
from handbookpub.findings import Finding, in_order
from handbookpub.languages import Language
from handbookpub.model import Chapter, Config, Edition, Handbook, Place
from handbookpub.pandoc import program
from handbookpub.reading.chapters import read_chapter

UNTRANSLATED = "untranslated"
Reader = Callable[[Path, str, Language], tuple[Chapter | None, list[Finding]]]
"""The folder, a chapter's path in it, its language -> the chapter and what is wrong with it."""
Chapters = Mapping[str, Chapter | None]
"""By file stem; None for a file that is there and cannot be read."""


def read_handbook(root: Path, reader: Reader = read_chapter) -> tuple[Handbook, list[Finding]]:
    """The handbook in the folder `root`, and what is wrong with it. A cache may stand before `reader`.

    Where a finding `stops`, the handbook may lack chapters, or every edition if handbook.toml is
    broken. Raises PandocError where pandoc is missing.
    """
    settings, findings = config.load(root)
    terms, more = termbase.load(root, settings.languages)
    rows, still_more = countries.load(root)
    findings += more + still_more
    read = _read_all(root, settings, reader)
    findings += [finding for _, found in read.values() for finding in found]
    by_language: dict[str, dict[str, Chapter | None]] = {code: {} for code in settings.languages}
    for (code, path), (chapter, _) in read.items():
        by_language[code][Path(path).stem] = chapter
    editions = tuple(_edition(settings, code, by_language) for code in by_language)
    findings += [finding for code in by_language for finding in _gaps(root, settings, code, by_language)]
    return Handbook(root, settings, editions, terms, rows), in_order(findings)


def _read_all(
    root: Path, settings: Config, reader: Reader
) -> dict[tuple[str, str], tuple[Chapter | None, list[Finding]]]:
    """Every chapter of every language: one pandoc each, side by side."""
    jobs = [(code, path) for code in settings.languages for path in chapter_paths(root, code)]
    if jobs:
        program()  # a missing pandoc is told once, not once per chapter
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = pool.map(lambda job: reader(root, job[1], languages.load(job[0])), jobs)
        return dict(zip(jobs, read, strict=True))


def chapter_paths(root: Path, code: str) -> list[str]:
    """The chapter files of a language, in the order of the book, relative to the handbook."""
    paths = sorted((root / code).glob("*.md"), key=lambda path: path.name)
    return [f"{code}/{path.name}" for path in paths if not path.name.startswith(".")]


def _edition(settings: Config, code: str, read: Mapping[str, Chapters]) -> Edition:
    titles = settings.languages[code]
    chapters = tuple(_chapters(read[code], read[settings.source]))
    return Edition(languages.load(code), titles.title, titles.subtitle, chapters)


def _chapters(own: Chapters, source: Chapters) -> Sequence[Chapter]:
    """The chapters of an edition, the source's text where it has none of its own."""
    found: list[Chapter] = []
    for stem in sorted({*own, *source}):
        chapter, original = own.get(stem), source.get(stem)
        if chapter:
            found.append(chapter)
        elif original:
            found.append(replace(original, notice=UNTRANSLATED))
    return found


def _gaps(root: Path, settings: Config, code: str, read: Mapping[str, Chapters]) -> list[Finding]:
    """What a language has not, or has alone. A folder without chapters is a translation that has just begun."""
    own, source = read[code], read[settings.source]
    if not own and (code == settings.source or not (root / code).is_dir()):
        return [faults.missing_folder(Place(config.FILE), code)]
    missing = [Place(f"{code}/{stem}.md") for stem in source if stem not in own]
    surplus = [Place(f"{code}/{stem}.md") for stem in own if stem not in source]
    return [
        *(faults.missing_chapter(place, code) for place in missing),
        *(faults.surplus_chapter(place, settings.source) for place in surplus),
    ]
