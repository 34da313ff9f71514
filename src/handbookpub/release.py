"""A release: everything strict. The book is signed, built, read back and moved into place whole, or not at all."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handbookpub import build, verify
from handbookpub.data.config import FILE
from handbookpub.faults import release as faults
from handbookpub.findings import Finding, in_order
from handbookpub.model import Handbook, Place
from handbookpub.scaffold import Occupied

_VETTED = re.compile(r"^\s*vetted\s*=", re.MULTILINE)


@dataclass(slots=True)
class Release:
    """What came of it. `outputs` counts the files of the book; 0 where it was refused, and `findings` say why."""

    findings: list[Finding] = field(default_factory=list)
    outputs: int = 0


def release(root: Path, out: Path, progress: build.Progress = lambda *_: None, cache: Path | None = None) -> Release:
    """Release a handbook into the new folder `out`, in every language, format and variant.

    Any error refuses it: of the chapters, of those who have not signed, of what was built; so does a check whose tool
    is missing. Raises Occupied if `out` has files in it: what readers have downloaded is not written over.
    """
    if out.is_dir() and any(out.iterdir()):
        raise Occupied(str(out))
    reading = build.take_in(root)
    result = Release(in_order([*build.unsigned(reading), *unreleasable(reading)]))
    if _refused(result):
        return result
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as staging:
        made = Path(staging) / out.name
        variants = tuple(reading.handbook.config.variants)
        request = build.Request(root, made, variants=variants, cache=cache)
        built = build.build(request, progress)
        read_back = verify.read_back(made, strict=True, root=root)
        result.findings = in_order([*result.findings, *built.findings, *read_back.findings])
        if not _refused(result):
            if out.is_dir():
                out.rmdir()
            made.replace(out)
            result.outputs = built.jobs
    return result


def _refused(result: Release) -> bool:
    return any(finding.severity == "error" for finding in result.findings)


def unreleasable(reading: build.Reading) -> Iterator[Finding]:
    """Yield what keeps a handbook from being released, whatever its chapters say: signatures, states, drafts."""
    handbook = reading.handbook
    if not handbook.config.vetted:
        yield faults.not_vetted(_vetted(handbook))
    for code, coverage in reading.coverage.items():
        place = Place(f"{code}/")
        if left := coverage.total - coverage.translated:
            yield faults.not_current(place, left, coverage.total, code)
        if left := coverage.translated - coverage.reviewed:
            yield faults.not_reviewed(place, left, coverage.total, code)
    for edition in handbook.editions:
        drafts = [chapter for chapter in edition.chapters if chapter.meta.get("status") == "draft"]
        yield from (faults.still_a_draft(Place(chapter.path)) for chapter in drafts)
    for code, country in handbook.countries.items():
        services = sum(row.placeholder for row in country.services.values())
        if left := services + sum(row.placeholder for row in country.laws.values()):
            yield faults.placeholders_left(Place(f"countries/{code}.toml"), left)


def _vetted(handbook: Handbook) -> Place:
    """The line of handbook.toml that says it, the first one if none does."""
    text = (handbook.root / FILE).read_text(encoding="utf-8")
    found = _VETTED.search(text)
    return Place(FILE, text.count("\n", 0, found.end()) + 1 if found else 1)
