"""Findings: what is wrong, where, and the text to type; and the registry of their codes.

Every code has one owner, a function whose docstring is the page that `explain CODE` prints:

- a *fault* is a function that makes a Finding, for what is met at work (reading, resolving);
- a *check* is a generator of findings over something that was read or built (`handbookpub.checks.check`).

A page has four fixed headings: What it does, Who is harmed, Example, Instead.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, ParamSpec
from urllib.parse import quote

from handbookpub.model import Place

Severity = Literal["error", "review"]
P = ParamSpec("P")
LEVELS: Mapping[Severity, str] = {"error": "error", "review": "warning"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
MARKS = "\u200c\u200d\u200e\u200f"
"""Joiners and direction marks belong to a text; other invisible characters are not printed."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What `check --fix` may do: `length` characters from line and column on, both from 1, become `text`.

    An edit stays on one line of the finding's file; `length` 0 puts something in.
    """

    line: int
    column: int
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place. `hint` says what to type instead; `fix` is the change that is safe to make."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"
    fix: Edit | None = None

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


def restored(data: Mapping[str, Any]) -> Finding:
    """The finding that was written down as `asdict` gives it. Raises KeyError or TypeError."""
    fix = Edit(**data["fix"]) if data.get("fix") else None
    return Finding(**{**data, "place": Place(**data["place"]), "fix": fix})


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repetition, by place, then code."""
    return sorted(set(findings), key=lambda finding: (finding.place, finding.code, finding.message))


def as_text(findings: Iterable[Finding]) -> str:
    """One line per finding, `path:line:col: HBnnn message`, and a line with the hint where there is one."""
    lines: list[str] = []
    for finding in findings:
        note = "" if finding.severity == "error" else f" ({finding.severity})"
        lines.append(f"{finding.place}: {finding.code} {_line(finding.message)}{note}")
        if finding.hint:
            lines.append(f"hint: {_line(finding.hint)}")
    return "".join(f"{line}\n" for line in lines)


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Text without characters that a terminal would obey; other spaces than the plain one become plain."""
    spaced = (" " if sign.isspace() and sign != "\n" else sign for sign in text)
    return "".join(sign for sign in spaced if sign.isprintable() or sign == "\n" or sign in MARKS)


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON list with an object per finding: code, severity, stops, path, line, column, message, hint,
    fix (line, column, length, text, or null).
    """
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "stops": finding.stops,
            **asdict(finding.place),
            "message": finding.message,
            "hint": finding.hint,
            "fix": asdict(finding.fix) if finding.fix else None,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0, which code hosts and editors show beside the text."""
    given = list(findings)
    used = [RULES[code] for code in sorted({finding.code for finding in given} & RULES.keys())]
    rules = [{"id": rule.code, "name": rule.name, "fullDescription": {"text": rule.page}} for rule in used]
    driver = {"name": "handbookpub", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(map(_result, given)),
    }
    return (
        json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"
    )


def _result(finding: Finding) -> dict[str, object]:
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    location = {"artifactLocation": {"uri": quote(finding.place.path)}, "region": region}
    message = finding.message + (f" (hint: {finding.hint})" if finding.hint else "")
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": location}],
    }
    if finding.fix:
        result["fixes"] = [_sarif_fix(finding.fix, finding)]
    return result


def _sarif_fix(edit: Edit, finding: Finding) -> dict[str, object]:
    """An edit as SARIF says it (3.55 to 3.57); its end column is the one after the last character."""
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.line,
        "endColumn": edit.column + edit.length,
    }
    change = {
        "artifactLocation": {"uri": quote(finding.place.path)},
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": edit.text}}],
    }
    return {"description": {"text": finding.hint or finding.message}, "artifactChanges": [change]}


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the changed lines."""
    lines: list[str] = []
    for finding in findings:
        place = finding.place
        file = place.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        text = f"{finding.message}\nhint: {finding.hint}" if finding.hint else finding.message
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        head = f"{LEVELS[finding.severity]} file={file},line={place.line},col={place.column}"
        lines.append(f"::{head},title={finding.code}::{text}\n")
    return "".join(lines)


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
