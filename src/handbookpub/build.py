"""Building: a handbook folder becomes files, a manifest and checksums.

A job is one language in one format and variant. Jobs share a pool of workers for the parts of PDFs; what stops a build
stops it before anything is written, and each output is replaced whole or left as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from hashlib import sha256
from pathlib import Path

from handbookpub.cache import PartCache
from handbookpub.findings import Finding, in_order
from handbookpub.model import EMPTY, Coverage, Edition, Handbook
from handbookpub.render import Artefact
from handbookpub.stamps import SUMS, Stamp, Stamps, key

FORMATS = ("html", "single", "epub", "pdf")
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. Empty `languages` and `formats` mean all; `variants` are names beside the default page."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    jobs: int = 0
    cache: Path | None = None
    executor: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One output, or the pages of one edition."""

    language: str
    format: str
    variant: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.language, self.format, self.variant)))


@dataclass(slots=True)
class Result:
    """What came of a build: findings, and whether anything was written."""

    findings: list[Finding] = field(default_factory=list)
    built: bool = False
    jobs: int = 0

    @property
    def stopped(self) -> bool:
        """True if a finding stopped the build."""
        return any(finding.stops for finding in self.findings)


class UnknownChoice(ValueError):
    """A language, format or variant that the handbook does not have."""


Progress = Callable[[str, int, int], None]


def build(request: Request, progress: Progress = lambda *_: None) -> Result:
    """Build what is asked for; nothing, if just that stands there already. Raises UnknownChoice; every fault of the
    handbook is a finding.
    """
    stamps, asked = Stamps(request.cache), (request.languages, request.formats, request.variants)
    wanted = key(request.root, request.out, asked)
    if known := stamps.find(wanted, request.out):
        return Result(list(known.findings), built=True, jobs=known.jobs)
    result = _build(request, progress)
    if result.built:
        stamps.keep(wanted, request.out, Stamp(tuple(result.findings), result.jobs))
    return result


def _build(request: Request, progress: Progress) -> Result:
    reading = take_in(request.root)
    handbook, editions = reading.handbook, reading.editions
    result = Result(in_order(unsigned(reading)))
    if result.stopped:
        return result
    jobs = plan(handbook, request)
    request.out.mkdir(parents=True, exist_ok=True)
    with workers(request) as pool:
        artefacts, late = _run(jobs, reading, request, pool, progress)
    result.findings = in_order([*result.findings, *late])
    from handbookpub.render import catalogue

    artefacts += catalogue.write(handbook, editions, request.out)
    write_manifest(request.out, handbook, standing(request.out, artefacts))
    result.built, result.jobs = True, len(jobs)
    return result


@dataclass(frozen=True, slots=True)
class Reading:
    """A handbook that was read, checked and resolved. `findings` are all of them, the signed ones too; `editions` and
    `coverage`, by language, are empty where reading met something that stops a build.
    """

    handbook: Handbook
    findings: Sequence[Finding]
    editions: Mapping[str, Edition] = field(default_factory=lambda: EMPTY)
    coverage: Mapping[str, Coverage] = field(default_factory=lambda: EMPTY)


def load(root: Path) -> tuple[Handbook, Mapping[str, Edition], list[Finding]]:
    """Read, check and resolve a handbook, its signed exceptions taken off the findings.

    The editions are empty where reading met something that stops a build.
    """
    reading = take_in(root)
    return reading.handbook, reading.editions, unsigned(reading)


def unsigned(reading: Reading) -> list[Finding]:
    """The findings that nobody signed, and what is wrong with the signed exceptions."""
    from handbookpub.data import exceptions
    from handbookpub.translate import signing

    every, faults = exceptions.load(reading.handbook.root)
    signed = [each for each in every if not each.printed]
    pieces = signing.pieces(reading.handbook, signed)
    return [*exceptions.apply(reading.findings, signed, date.today(), pieces), *faults]


def take_in(root: Path) -> Reading:
    """Read, check and resolve a handbook; how far its translations are is measured once."""
    from handbookpub import checks, read, readings, resolve
    from handbookpub.translate import coverage, status

    handbook, findings = read.read_handbook(root, readings.Readings())
    if any(finding.stops for finding in findings):
        return Reading(handbook, findings)
    surveyed = status.survey(handbook)
    findings = [*findings, *checks.run_source_checks(handbook, surveyed)]
    editions = {}
    for edition in handbook.editions:
        resolved = resolve.resolve(edition, handbook)
        editions[edition.language.code] = resolved.edition
        findings.extend(resolved.findings)
    return Reading(handbook, findings, editions, coverage.coverage(handbook, surveyed))


def plan(handbook: Handbook, request: Request) -> list[Job]:
    """Return the jobs in a fixed order. Raises UnknownChoice."""
    languages = _chosen(request.languages, [e.language.code for e in handbook.editions], "language")
    formats = _chosen(request.formats, FORMATS, "format")
    variants = (
        _chosen(request.variants, list(handbook.config.variants), "variant") if request.variants else ()
    )
    jobs = [Job(language, name) for language in languages for name in formats]
    return jobs + [Job(language, "pdf", v) for language in languages for v in variants if "pdf" in formats]


def _chosen(wanted: Sequence[str], known: Sequence[str], what: str) -> list[str]:
    for name in wanted:
        if name not in known:
            raise UnknownChoice(f"there is no {what} {name!r} here; choose from {', '.join(known) or 'none'}")
    return [name for name in known if not wanted or name in wanted]


def workers(request: Request) -> Executor:
    """Return the pool that lays out parts: processes of this machine, or a cluster at `--executor URL`."""
    import os
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    if request.executor:
        return _cluster(request.executor)
    return ProcessPoolExecutor(request.jobs or os.cpu_count() or 1, mp_context=get_context("spawn"))


def _cluster(address: str) -> Executor:
    try:
        from distributed import Client
    except ImportError as error:
        raise UnknownChoice("--executor needs the package distributed: pip install distributed") from error
    executor: Executor = Client(address).get_executor()
    return executor


def _run(
    jobs: Sequence[Job], reading: Reading, request: Request, pool: Executor, progress: Progress
) -> tuple[list[Artefact], list[Finding]]:
    """Run all jobs; results come in the order of the jobs, whatever order they end in."""
    from handbookpub.render import RENDERERS, Context
    from handbookpub.render.pdf import Printer

    formats = tuple(dict.fromkeys(job.format for job in jobs))
    languages = tuple(dict.fromkeys(job.language for job in jobs))
    printer = Printer(PartCache(request.cache), pool)
    done = 0

    def run(job: Job) -> list[Artefact]:
        context = Context(reading.editions, formats, job.variant, printer, languages, reading.coverage)
        edition = reading.editions[job.language]
        return RENDERERS[job.format].render(edition, reading.handbook, request.out, context)

    with ThreadPoolExecutor(max(2, len(jobs))) as threads:
        futures: list[Future[list[Artefact]]] = [threads.submit(run, job) for job in jobs]
        artefacts = []
        for job, future in zip(jobs, futures, strict=True):
            artefacts.extend(future.result())
            done += 1
            progress(str(job), done, len(jobs))
    return artefacts, printer.findings


def standing(out: Path, new: Sequence[Artefact]) -> list[Artefact]:
    """Return what stands in `out` by its manifest and its new files: a build of one language keeps the others."""
    known = {artefact.path: artefact for artefact in _known(out) if (out / artefact.path).is_file()}
    known.update({artefact.path: artefact for artefact in new})
    return [known[path] for path in sorted(known)]


def _known(out: Path) -> list[Artefact]:
    names = [each.name for each in fields(Artefact)]
    try:
        rows = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["artefacts"]
        return [Artefact(*(str(row[name]) for name in names)) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def write_manifest(out: Path, handbook: Handbook, artefacts: Sequence[Artefact]) -> None:
    """Write manifest.json and SHA256SUMS from what stands in `out`."""
    from handbookpub import doctor
    from handbookpub.render.files import publish

    rows = []
    for artefact in sorted(artefacts):
        data = (out / artefact.path).read_bytes()
        rows.append({**asdict(artefact), "sha256": sha256(data).hexdigest(), "bytes": len(data)})
    manifest = {
        "id": handbook.config.id,
        "edition": handbook.config.edition,
        "date": handbook.config.date,
        "tools": doctor.versions(),
        "artefacts": rows,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    publish(out, {MANIFEST: text.encode(), SUMS: "".join(_sums(out, text)).encode()})


def _sums(out: Path, manifest: str) -> list[str]:
    """Return the lines of SHA256SUMS for every file in `out`, in the form that `sha256sum -c` reads."""
    sums = {MANIFEST: sha256(manifest.encode()).hexdigest()}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if (
            path.is_file()
            and name not in (SUMS, MANIFEST)
            and not any(p.startswith(".partial-") for p in path.parts)
        ):
            sums[name] = sha256(path.read_bytes()).hexdigest()
    return [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
