"""TOML files of a handbook: their values checked against a table of fields, each with its place in the
file.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Place
from handbookpub.reading.files import read_text

Keys = tuple[str | int, ...]
NAME = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
DOTTED = rf"{NAME}(?:\s*\.\s*{NAME})*"
HEAD = re.compile(rf"^\s*(\[\[?)\s*({DOTTED})\s*\]\]?")
ENTRY = re.compile(rf"^\s*({DOTTED})\s*=")
DECODE_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Toml:
    """What a TOML file says, and where each key stands."""

    path: str
    data: Mapping[str, Any]
    places: Mapping[Keys, tuple[int, int]]

    def place(self, *keys: str | int) -> Place:
        """The place of a key, or of the nearest table around it that has one."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.places:
                return Place(self.path, *self.places[keys[:end]])
        return Place(self.path)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table: what it must be, in words for a person, and whether it must be there."""

    read: Callable[[Any], Any]
    wanted: str
    required: bool = False


def load(root: Path, relative: str) -> tuple[Toml | None, list[Finding]]:
    """A TOML file of the handbook; None with findings where it cannot be read."""
    text, findings = read_text(root, relative)
    if text is None:
        return None, findings
    try:
        return Toml(relative, tomllib.loads(text), key_places(text)), []
    except tomllib.TOMLDecodeError as error:
        return None, [_broken(str(error), text, relative)]
    except RecursionError:
        return None, [faults.broken_toml(Place(relative), "it is nested too deeply")]


def _broken(message: str, text: str, relative: str) -> Finding:
    found = DECODE_PLACE.search(message)
    reason = DECODE_PLACE.sub("", message)
    if found and found[1]:
        return faults.broken_toml(Place(relative, int(found[1]), int(found[2])), reason)
    return faults.broken_toml(Place(relative, max(1, len(text.rstrip("\n").split("\n")))), reason)


def key_places(text: str) -> dict[Keys, tuple[int, int]]:
    """Line and column of each key and table head, by its path; rows of `[[name]]` are counted from 0."""
    places: dict[Keys, tuple[int, int]] = {}
    table: Keys = ()
    rows: dict[Keys, int] = {}
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        head, entry = (None, None) if quote else (HEAD.match(line), ENTRY.match(line))
        if head:
            table = _names(head[2])
            if head[1] == "[[":
                rows[table] = rows.get(table, -1) + 1
                table = (*table, rows[table])
            _enter(places, table, number, head.start(2) + 1)
        elif entry:
            _enter(places, (*table, *_names(entry[1])), number, entry.start(1) + 1)
        for mark in re.findall(r'"""|\'\'\'', line):
            quote = "" if quote == mark else quote or mark
    return places


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(NAME, dotted))


def _enter(places: dict[Keys, tuple[int, int]], keys: Keys, line: int, column: int) -> None:
    for end in range(1, len(keys) + 1):
        places.setdefault(keys[:end], (line, column))


def take(
    toml: Toml, keys: Keys, data: Any, fields: Mapping[str, Field]
) -> tuple[dict[str, Any], list[Finding]]:
    """The values of a table that are what they must be, and findings for the others."""
    if not isinstance(data, dict):
        return {}, [faults.wrong_value(toml.place(*keys), _dotted(keys), "a table")]
    findings = [
        faults.unknown_key(toml.place(*keys, key), key, tuple(fields)) for key in data if key not in fields
    ]
    values: dict[str, Any] = {}
    for key, field in fields.items():
        if key not in data:
            if field.required:
                findings.append(faults.missing_key(toml.place(*keys), key, field.wanted))
            continue
        try:
            values[key] = field.read(data[key])
        except ValueError:
            findings.append(faults.wrong_value(toml.place(*keys, key), _dotted((*keys, key)), field.wanted))
    return values, findings


def _dotted(keys: Keys) -> str:
    return ".".join(str(key) for key in keys if isinstance(key, str))


# --- what a value may be: each gives the value, or raises ValueError ---


def text(value: Any) -> str:
    """Text; a date that is written without quotes is text too."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, str):
        raise ValueError
    return value


def some_text(value: Any) -> str:
    """Text that is not empty."""
    if not text(value).strip():
        raise ValueError
    return text(value)


def is_matching(pattern: str, value: str) -> bool:
    """Whether a text matches a pattern as a whole."""
    return re.fullmatch(pattern, value) is not None


def matching(pattern: str) -> Callable[[Any], str]:
    """Text that matches a pattern as a whole."""

    def read(value: Any) -> str:
        if not is_matching(pattern, text(value)):
            raise ValueError
        return text(value)

    return read


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError
    return value


def text_or_flag(value: Any) -> str:
    """Text; true and false become "true" and "false"."""
    return str(value).lower() if isinstance(value, bool) else text(value)


def day(value: Any) -> str:
    """An ISO date, or nothing."""
    written = text(value)
    if written:
        datetime.date.fromisoformat(written)
    return written


def words(value: Any) -> dict[str, str]:
    """Text for all languages (key `""`), or a table with text by language."""
    given = value if isinstance(value, dict) else {"": text(value)}
    return {key: text(entry) for key, entry in given.items() if text(entry)}


def names(value: Any) -> tuple[str, ...]:
    """A list of texts; one text is a list of one."""
    given = value if isinstance(value, list) else [value]
    return tuple(text(entry) for entry in given if text(entry))


def anything(value: Any) -> Any:
    """A table that is checked elsewhere."""
    return value
