"""The registry of checks. A check is a generator of findings over a chapter, an edition, the handbook or
an output.

A new check is one function in a module of this package and one folder in tests/checks:

    @check("HB120", on=Chapter)
    def missing_title(chapter: Chapter, handbook: Handbook) -> Problems:
        \"\"\"A chapter has no title.  (and its page: see any module here)\"\"\"
        yield place, message, hint

It yields (place, message, hint) or (place, message, hint, edit), which become findings of its code; a
finding is yielded as it is. Every module of the package is loaded, and one that cannot be loaded is an error: a
check that is silently absent finds nothing for ever.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handbookpub.findings import Edit, Finding, Severity, in_order, register
from handbookpub.model import Chapter, Edition, Handbook, Place
from handbookpub.translate.pairs import Pair, Progress, Survey, pairs, survey

Problem = tuple[Place, str, str] | tuple[Place, str, str, Edit | None] | Finding
Problems = Iterator[Problem]
Check = Callable[..., Problems]


@dataclass(frozen=True, slots=True)
class Registered:
    """A check: its code, the type of its subject, and the generator `(subject, handbook) -> findings`."""

    code: str
    on: type[Any]
    run: Callable[..., Iterator[Finding]]


CHECKS: dict[str, Registered] = {}


def check(
    code: str, *, on: type[Any], stops: bool = False, severity: Severity = "error"
) -> Callable[[Check], Callable[..., Iterator[Finding]]]:
    """Enter a generator of problems in the registry under its code."""

    def decorate(function: Check) -> Callable[..., Iterator[Finding]]:
        register(code, function, severity, stops)

        def run(*args: object) -> Iterator[Finding]:
            for found in function(*args):
                yield found if isinstance(found, Finding) else _finding(code, severity, *found)

        run.__name__, run.__doc__ = function.__name__, function.__doc__
        CHECKS[code] = Registered(code, on, run)
        return run

    return decorate


def _finding(
    code: str, severity: Severity, place: Place, message: str, hint: str, fix: Edit | None = None
) -> Finding:
    return Finding(code, place, message, hint, severity, fix)


def load_all() -> None:
    """Load every module of checks and of faults, so that every code has its page."""
    for name in ("handbookpub.checks", "handbookpub.faults"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def run(subjects: Iterable[Any], on: type[Any], handbook: Handbook) -> Iterator[Finding]:
    """The findings of all checks of one type of subject."""
    load_all()
    chosen = [registered for _, registered in sorted(CHECKS.items()) if registered.on is on]
    for subject in subjects if chosen else ():
        for registered in chosen:
            yield from registered.run(subject, handbook)


def run_source_checks(handbook: Handbook, surveyed: Survey | None = None) -> list[Finding]:
    """What is wrong with a handbook that was read. Source text that stands in for a translation is not
    checked twice. `surveyed` is the handbook's survey, where somebody has it already.
    """
    if not handbook.editions:
        return []
    chapters = [c for edition in handbook.editions for c in edition.chapters if not c.notice]
    found = [
        *run(chapters, Chapter, handbook),
        *run(handbook.editions, Edition, handbook),
        *run([handbook], Handbook, handbook),
        *_between_languages(handbook, surveyed or survey(handbook)),
    ]
    return in_order(found)


def _between_languages(handbook: Handbook, surveyed: Survey) -> Iterator[Finding]:
    """What is wrong with translations beside their source, and with the records of them."""
    chapters, _, findings = surveyed
    yield from findings
    yield from run(chapters, Progress, handbook)
    yield from run(pairs(handbook, chapters), Pair, handbook)
