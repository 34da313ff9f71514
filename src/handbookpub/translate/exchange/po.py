"""PO, for Poedit, Weblate, OmegaT and everything that reads gettext's files: one entry for each unit.

`msgctxt` says which unit an entry is, `book|baseline|unit|base`, so that tools that rewrite the header do no harm and
equal texts stay apart. What the codes of a unit stand for is written in its `#.` lines: `<g1> = "**" "**"`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handbookpub.translate.exchange.codes import Coded, CodeError, Table, decode_with, encode, reflow, table
from handbookpub.translate.exchange.model import Comment, Incoming, Package, Returned, State, Unit, Unreadable
from handbookpub.translate.exchange.po_file import Entry, decoded, form, parse

SUFFIX = ".po"
JSON = r'"(?:[^"\\]|\\.)*"'
CODE = re.compile(rf"<[gx](\d+)/?>\s*=\s*({JSON})(?:\s+({JSON}))?")
SIGNED = re.compile(r"\[(?P<by>[^\]]*)\] ?(?P<done>✓ )?(?P<text>.*)")
DONE = "✓ "
"""Before a comment that is settled; a person may type it too."""
CONTINUED = "  "


def write(package: Package) -> bytes:
    """The file of a chapter."""
    entries = [_header(package), *(_entry(package, unit) for unit in package.units)]
    return form(entries).encode()


def _header(package: Package) -> Entry:
    fields = {
        "Project-Id-Version": package.book,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": package.target_language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": package.source_language.replace("-", "_"),
        "X-Handbook-Book": package.book,
        "X-Handbook-Chapter": package.chapter,
        "X-Handbook-Baseline": package.baseline,
    }
    return Entry(text="".join(f"{name}: {value}\n" for name, value in fields.items()))


def _entry(package: Package, unit: Unit) -> Entry:
    source = encode(unit.source)
    target = encode(unit.target if unit.state != "untranslated" else "", source)
    both = Coded(source.parts + target.parts)
    previous = encode(unit.previous, both)
    return Entry(
        id=source.tagged(),
        text=target.tagged(),
        context=f"{package.book}|{package.baseline}|{unit.id}|{unit.base}",
        previous=previous.tagged(),
        fuzzy=unit.state == "stale",
        extracted=[" · ".join(filter(None, [unit.kind, unit.where])), *_legend(table(both, previous))],
        comments=[line for comment in unit.comments for line in _signed(comment)],
        places=[unit.place.replace(" ", "%20")] if unit.place else [],
    )


def _legend(codes: Table) -> Iterator[str]:
    """What codes stand for. Spaces are single and lines unbroken, so that a tool that wraps comments does no harm."""
    for number, (opening, closing) in sorted(codes.items()):
        tag = f"<g{number}>" if closing else f"<x{number}/>"
        raw = " ".join(json.dumps(each, ensure_ascii=False) for each in (opening, closing) if each)
        yield f"{tag} = {raw}".replace("  ", " \\u0020")


def _codes(lines: Iterable[str]) -> Table:
    found = CODE.finditer(" ".join(lines))
    return {int(each[1]): (json.loads(each[2]), json.loads(each[3] or '""')) for each in found}


def _signed(comment: Comment) -> Iterator[str]:
    """`[Name] text`, `[Name] ✓ text` for a settled one; the lines after the first are indented."""
    first, *rest = comment.text.split("\n")
    yield f"[{comment.by.replace(']', ')')}] {'' if comment.open else DONE}{first}"
    yield from (CONTINUED + line for line in rest)


def _comments(lines: Iterable[str]) -> tuple[Comment, ...]:
    """Comments of translators; those that a tool wrote have no name."""
    result: list[Comment] = []
    for line in lines:
        found = SIGNED.fullmatch(line)
        last = result[-1] if result else None
        if found:
            result.append(Comment(found["by"], found["text"], not found["done"]))
        elif last and (line.startswith(CONTINUED) or not last.by):
            result[-1] = replace(last, text=f"{last.text}\n{line.removeprefix(CONTINUED)}")
        elif line.strip():
            result.append(Comment("", line))
    return tuple(result)


def read(data: bytes) -> Returned:
    """The translated units of a file that came back. Raises Unreadable with the line."""
    entries = parse(decoded(data))
    header = next((_fields(entry.text) for entry in entries if entry.id == "" and entry.context is None), {})
    messages = [entry for entry in entries if entry.id]
    contexts = [context for entry in messages if (context := _context(entry))]
    if messages and not contexts:
        raise Unreadable("no entry has the msgctxt that export wrote, so that nothing says where its text belongs")
    if not entries:
        raise Unreadable("there is no entry in this file")
    book, unit = contexts[0][:2] if contexts else ("", "")
    return Returned(
        book=book or header.get("X-Handbook-Book", ""),
        language=header.get("Language", "").replace("_", "-"),
        chapter=unit.rpartition("/")[0] or header.get("X-Handbook-Chapter", ""),
        units=tuple(_once(_incoming(entry) for entry in messages if entry.text.strip() or _comments(entry.comments))),
    )


def _fields(header: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in header.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _context(entry: Entry) -> tuple[str, str, str] | None:
    """Book, unit and base of an entry; None if it was not exported."""
    parts = (entry.context or "").split("|")
    return (parts[0], "|".join(parts[2:-1]), parts[-1]) if len(parts) > 3 else None


def _incoming(entry: Entry) -> Incoming:
    _, unit, base = _context(entry) or ("", "", "")
    fault = "" if unit else "the entry has lost its msgctxt; copy it from the exported file"
    target = entry.text
    try:
        target = decode_with(reflow(entry.text), _codes(entry.extracted))
    except CodeError as error:
        fault = fault or str(error)
    state: State = "untranslated" if not target.strip() else "stale" if entry.fuzzy else "translated"
    return Incoming(unit, base, target, state, _comments(entry.comments), str(entry.line), fault)


def _once(units: Iterable[Incoming]) -> Iterator[Incoming]:
    """Units without repetitions, which tools that join files make; a second text for a unit is a fault."""
    first: dict[str, Incoming] = {}
    for unit in units:
        known = first.setdefault(unit.id, unit) if unit.id else unit
        if known is unit:
            yield unit
        elif (known.target, known.state) != (unit.target, unit.state):
            yield replace(unit, fault=f"the entry stands in line {known.place} too, with another text; remove one")
