"""Records: what each translated segment was made from, one file per language and chapter, beside the chapters.

`records/ar/20-first-contact.toml` holds a table `[[segment]]` for each translated segment, in the order of the
source: the source text as it was, a sketch of the translation (not a second copy), its state, and the people who
answer for it. Tables are parted by empty lines and start with lines that rarely change, so that two people's work
merges line by line in git. Each table is sealed: a record that was changed by hand, so that a stale paragraph looks
current, is found (HB211).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from handbookpub.data import rows
from handbookpub.data.rows import Field, take
from handbookpub.faults import rows as faults
from handbookpub.findings import Finding
from handbookpub.model import Place
from handbookpub.reading.files import write_text
from handbookpub.translate.exchange.model import Comment
from handbookpub.translate.segments import fingerprint

FOLDER = "records"
Made = Literal["draft", "translated", "reviewed"]
"""A `draft` came from a tool as unfinished: a text stands there, and nobody has said that it is the translation."""
HEAD = "# What this translation was made from. Written by handbookpub; merge it as you merge text.\n"


class Refused(ValueError):
    """What was asked for cannot be done; the message is one sentence for a person, with what to type."""


@dataclass(frozen=True, slots=True)
class Row:
    """One translated segment. `source` are the texts it was made from (two where a translation merged two
    paragraphs), `target` the marks of its texts (see `sketch.mark`; two where it was split). `kept` is who
    signed that the translation still fits a source that changed; `paired` says that a person aligned it.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    kind: str = "paragraph"
    section: str = ""
    block: str = ""
    slot: str = ""
    state: Made = "translated"
    translator: str = ""
    reviewer: str = ""
    kept: str = ""
    paired: bool = False
    comments: tuple[Comment, ...] = ()
    seal: str = field(default="", compare=False)
    place: Place = field(default=Place(""), compare=False)

    @property
    def sealed(self) -> bool:
        """Whether the record is as the tool wrote it."""
        return self.seal == seal(self)

    @property
    def source_fingerprint(self) -> str:
        """The fingerprint of the source texts, one after the other."""
        return fingerprint(" ".join(self.source))


WORDS = Field(rows.names, "a list of texts", required=True)
TEXT = Field(rows.text, 'text: "..."')
FIELDS: Mapping[str, Field] = {
    "section": TEXT, "block": TEXT, "kind": TEXT, "slot": TEXT, "source": WORDS, "target": WORDS,
    "state": Field(rows.matching("draft|translated|reviewed"), '"draft", "translated" or "reviewed"'),
    "translator": TEXT, "reviewer": TEXT, "kept": TEXT, "paired": Field(rows.flag, "true or false"),
    "seal": TEXT, "comment": Field(rows.anything, "tables [[segment.comment]]"),
}  # fmt: skip
COMMENT: Mapping[str, Field] = {
    "by": TEXT, "text": Field(rows.some_text, "what was said", required=True),
    "open": Field(rows.flag, "true or false"),
}  # fmt: skip
PLAIN = ("section", "block", "kind", "slot", "source", "target", "state", "translator", "reviewer", "kept")


def path(language: str, stem: str) -> str:
    """The record of a chapter, relative to the handbook."""
    return f"{FOLDER}/{language}/{stem}.toml"


def load(root: Path, language: str, stem: str) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows of a chapter's record; none where nothing was recorded yet."""
    name = path(language, stem)
    if not (root / name).exists():
        return (), []
    toml, findings = rows.load(root, name)
    if toml is None:
        return (), findings
    values, findings = take(toml, (), toml.data, {"segment": Field(rows.anything, "tables [[segment]]")})
    given: Any = values.get("segment", [])
    if not isinstance(given, list):
        return (), [faults.wrong_value(toml.place("segment"), "segment", "tables: [[segment]]")]
    read: list[Row] = []
    for index, data in enumerate(given):
        fields, more = take(toml, ("segment", index), data, FIELDS)
        comments, still_more = _comments(toml, index, fields.pop("comment", []))
        findings += more + still_more
        if not more:
            read.append(Row(**fields, comments=comments, place=toml.place("segment", index)))
    return tuple(read), findings


def _comments(toml: rows.Toml, index: int, given: Any) -> tuple[tuple[Comment, ...], list[Finding]]:
    if not isinstance(given, list):
        return (), [faults.wrong_value(toml.place("segment", index), "comment", "tables: [[segment.comment]]")]
    taken = [take(toml, ("segment", index, "comment", number), data, COMMENT) for number, data in enumerate(given)]
    comments = tuple(Comment(fields.get("by", ""), fields["text"], fields.get("open", True))
                     for fields, found in taken if not found)  # fmt: skip
    return comments, [finding for _, found in taken for finding in found]


def save(root: Path, language: str, stem: str, records: Iterable[Row]) -> None:
    """Write a chapter's record, whole or not at all; nothing is touched where nothing changed.

    Raises Refused where the old one is damaged, by a merge for example: what could not be read would be lost.
    Raises OSError.
    """
    refuse_damaged(load(root, language, stem)[1])
    write_text(root, path(language, stem), as_text(records))


def refuse_damaged(findings: Iterable[Finding]) -> None:
    """Raise Refused for the first of the findings: a file that cannot be read must not be written over."""
    for first in findings:
        raise Refused(f"{first.place}: {first.message}: mend it first, nothing was written over it")


def as_text(records: Iterable[Row]) -> str:
    """The file of some rows."""
    return HEAD + "".join(f"\n{_table(row)}" for row in records)


def _table(row: Row) -> str:
    said = {name: getattr(row, name) for name in (*PLAIN, "paired", "seal")}
    kept = {name: each for name, each in said.items() if each and (name, each) != ("state", "translated")}
    comments = [table("segment.comment", asdict(comment)) for comment in row.comments]
    return "\n".join([table("segment", kept), *comments])


def table(name: str, values: Mapping[str, object]) -> str:
    """A TOML table `[[name]]`, one value in a line."""
    return "\n".join([f"[[{name}]]", *(f"{key} = {value(said)}" for key, said in values.items())]) + "\n"


def value(said: object) -> str:
    """A value as TOML writes it: its basic strings escape as JSON's do, but for U+007F."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def seal(row: Row) -> str:
    """Eight hexadecimal digits over all that a row says but its comments, which people may write by hand."""
    said = [getattr(row, name) for name in PLAIN] + [row.paired]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:8]


def sealed(row: Row) -> Row:
    """The row with the seal that fits it."""
    return replace(row, seal=seal(row))


def carried(row: Row, old: Iterable[Row]) -> Row:
    """A row made of old ones, sealed only if they were: what somebody changed by hand stays unproven."""
    return sealed(row) if all(each.sealed for each in old) else replace(row, seal="")
