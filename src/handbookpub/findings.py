"""Findings: what is wrong, where, and the text to type; and the registry of their codes.

Every code has one owner, a function whose docstring is the page that `explain CODE` prints:

- a *fault* is a function that makes a Finding, for what is met at work (reading, resolving);
- a *check* is a generator of findings over something that was read or built (`handbookpub.checks.check`).

A page has four fixed headings: What it does, Who is harmed, Example, Instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, ParamSpec

from handbookpub.model import Place

Severity = Literal["error", "review"]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place. `hint` says what to type instead."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"

    @property
    def stops(self) -> bool:
        """Whether `build` must stop: the output would be impossible or unsafe."""
        return self.code in RULES and RULES[self.code].stops


@dataclass(frozen=True, slots=True)
class Rule:
    """A code: its page, its severity, whether it stops a build."""

    code: str
    name: str
    page: str
    severity: Severity
    stops: bool


RULES: dict[str, Rule] = {}


def register(code: str, function: Callable[..., object], severity: Severity, stops: bool) -> Rule:
    """Enter a code in the registry. Raises ValueError when it has no page or belongs to somebody else."""
    page = inspect.getdoc(function)
    known = RULES.get(code)
    if not page:
        raise ValueError(f"{code}: {function.__qualname__} has no docstring")
    if known and known.name != function.__name__:
        raise ValueError(f"{code} is both {known.name} and {function.__name__}")
    RULES[code] = Rule(code, function.__name__, page, severity, stops)
    return RULES[code]


def fault(
    code: str, *, stops: bool = False, severity: Severity = "error"
) -> Callable[[Callable[P, tuple[Place, str, str]]], Callable[P, Finding]]:
    """Make a function that returns (place, message, hint) the owner of `code`; it gives the Finding."""

    def decorate(function: Callable[P, tuple[Place, str, str]]) -> Callable[P, Finding]:
        register(code, function, severity, stops)

        def make(*args: P.args, **kwargs: P.kwargs) -> Finding:
            place, message, hint = function(*args, **kwargs)
            return Finding(code, place, message, hint, severity)

        make.__name__, make.__doc__ = function.__name__, function.__doc__
        return make

    return decorate


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repetition, by place, then code."""
    return sorted(set(findings), key=lambda finding: (finding.place, finding.code, finding.message))


def as_text(findings: Iterable[Finding]) -> str:
    """One line per finding, `path:line:col: HBnnn message`, and a line with the hint where there is one."""
    lines: list[str] = []
    for finding in findings:
        note = "" if finding.severity == "error" else f" ({finding.severity})"
        lines.append(f"{finding.place}: {finding.code} {finding.message}{note}")
        if finding.hint:
            lines.append(f"hint: {finding.hint}")
    return "".join(f"{line}\n" for line in lines)
