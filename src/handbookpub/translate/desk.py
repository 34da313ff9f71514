"""The desk between the chapters and translators' tools: which format, which file, what goes out, what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from handbookpub.faults import exchange as faults
from handbookpub.findings import Finding
from handbookpub.model import Handbook, Place
from handbookpub.reading.files import LARGEST
from handbookpub.translate.exchange import docx, omegat, po, srx, tbx, tmx, xliff12, xliff21
from handbookpub.translate.exchange.model import Package, Returned, Unreadable
from handbookpub.translate.receive import Plan, plan
from handbookpub.translate.revisit import Revisit
from handbookpub.translate.status import Progress, survey
from handbookpub.translate.units import package

Write = Callable[[Package], bytes]
WRITERS: Mapping[str, tuple[str, Write]] = {
    "po": (".po", po.write),
    "xliff": (".xlf", xliff21.write),
    "xliff12": (".xlf", xliff12.write),
    "tmx": (".tmx", tmx.write),
    "docx": (".docx", docx.write),
}
OMEGAT = "omegat"
FORMATS = (*WRITERS, OMEGAT)
"""`xliff` is XLIFF 2.1, `xliff12` for tools that know only 1.2, `omegat` a project folder with PO files in it."""
READERS: Mapping[str, tuple[Callable[[bytes], Returned], ...]] = {
    ".po": (po.read,), ".pot": (po.read,), ".xlf": (xliff21.read, xliff12.read), ".xliff": (xliff21.read, xliff12.read),
    ".docx": (docx.read,), ".tmx": (tmx.read,), ".srx": (srx.read,), ".project": (omegat.read,),
}  # fmt: skip
COMPANIONS = (".tbx", ".utf8", ".keep", ".json", ".zip", ".properties", ".prefs", ".conf", ".txt")
"""Files beside those that come back: written by export, or by a tool for itself."""
FINISHED = "target"
"""The folder of an OmegaT project with the translated files; `source` beside it holds what was sent."""


@dataclass(slots=True)
class Arrival:
    """What some files would change: a plan for each chapter, and what is wrong with the files."""

    plans: list[Plan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def outgoing(
    handbook: Handbook, language: str, form: str, work: bool = False, revisits: Sequence[Revisit] | None = None
) -> dict[str, bytes]:
    """The files of an export by their names: one for each chapter, and companions for tools.

    With `work` only the units that want work; with `revisits` only those that a changed term touches.
    """
    surveyed, frames, _ = survey(handbook, (language,))
    packages = [package(handbook, each, frames) for each in surveyed]
    packages = [chosen for each in packages if (chosen := _chosen(each, work, revisits)).units]
    terms = {"terms.tbx": tbx.write(handbook.terms, handbook.config.id, handbook.config.source)}
    if form == OMEGAT:
        return {**omegat.write_project(packages, handbook.terms), **terms} if packages else {}
    suffix, write = WRITERS[form]
    files = {f"{each.chapter}{suffix}": write(each) for each in packages}
    if form in ("tmx", "docx") or not files:
        return files
    memory = {f"memory/{each.chapter}.tmx": tmx.write(each) for each in packages}
    rules = {"segmentation.srx": srx.write(handbook.config.source, language)}
    return {**files, **memory, **rules, **terms}


def _chosen(whole: Package, work: bool, revisits: Sequence[Revisit] | None) -> Package:
    units = [unit for unit in whole.units if not work or unit.state in ("untranslated", "stale")]
    if revisits is not None:
        reasons = {each.place: each.reason for each in revisits}
        units = [replace(unit, where=f"{unit.where} · {reasons[unit.place]}", state="stale")
                 for unit in units if unit.place in reasons]  # fmt: skip
    return replace(whole, units=tuple(units))


def incoming(handbook: Handbook, language: str, files: Iterable[Path]) -> Arrival:
    """What files that came back would change. Nothing is written."""
    arrival = Arrival()
    returned: list[tuple[str, Returned]] = []
    for path in _all(files):
        name = str(path)
        found = _read(path, arrival)
        if found is None or found.companion:
            arrival.skipped += [name] if found else []
        elif reason := _foreign(handbook, language, found):
            arrival.findings.append(faults.foreign_file(Place(name), reason))
        else:
            returned.append((name, found))
    surveyed = {each.translation.stem: each for each in survey(handbook, (language,))[0]} if returned else {}
    for name, found in returned:
        _lay(arrival, surveyed, name, found)
    return arrival


def _all(files: Iterable[Path]) -> list[Path]:
    """The files, and those in folders. Of an OmegaT project only what its translator finished."""
    found: list[Path] = []
    for path in files:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        inside = [each for each in inside if not each.name.startswith(".")]
        if (path / omegat.PROJECT).is_file():
            inside = [each for each in inside if each.relative_to(path).parts[0] == FINISHED]
        found += inside
    return found


def _read(path: Path, arrival: Arrival) -> Returned | None:
    suffix = path.suffix.lower()
    if suffix in COMPANIONS:
        arrival.skipped.append(str(path))
        return None
    if not path.is_file() or path.stat().st_size > LARGEST:
        arrival.findings.append(faults.foreign_file(Place(str(path)), "this is no file of a chapter, or far too large"))
        return None
    problems: list[str] = []
    for read in READERS.get(suffix, ()):
        try:
            return read(path.read_bytes())
        except Unreadable as error:
            problems.append(str(error))
    known = ", ".join(READERS)
    reason = problems[-1] if problems else f"files that end in {suffix or 'nothing'} are not known: {known} are"
    arrival.findings.append(faults.foreign_file(Place(str(path)), reason))
    return None


def _foreign(handbook: Handbook, language: str, returned: Returned) -> str:
    """Why a file does not belong here, or ""."""
    if returned.book != handbook.config.id:
        return f"this file was made from the book {returned.book or 'without a name'}, not {handbook.config.id}"
    if returned.language != language:
        return f"this file holds {returned.language or 'no language'}, not {language}"
    return ""


def _lay(arrival: Arrival, surveyed: Mapping[str, Progress], name: str, returned: Returned) -> None:
    if returned.chapter not in surveyed:
        reason = f"the chapter {returned.chapter} is not in this book any more"
        arrival.findings.append(faults.foreign_file(Place(name), reason))
        return
    if any(each.progress.translation.stem == returned.chapter for each in arrival.plans):
        reason = f"a second file for the chapter {returned.chapter}: import one, then the other"
        arrival.findings.append(faults.foreign_file(Place(name), reason))
        return
    made = plan(surveyed[returned.chapter], returned, name)
    arrival.plans.append(made)
    arrival.findings += made.findings
