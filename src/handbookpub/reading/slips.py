"""Slips that pandoc answers with silence: found in the text itself, before its tree is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handbookpub.faults import reading
from handbookpub.faults import text as faults
from handbookpub.findings import Finding
from handbookpub.model import Place
from handbookpub.reading.lexical import ATTRIBUTES, BLOCK_CLOSER, BLOCK_LINE, BLOCK_OPENER, ID, Masked, cells, tables

NOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](:?)")
COLONS = "HB103"
MERGE = re.compile(r"<{7}(?: |$)|>{7} ")
NOTE_TEXT = re.compile(r"^[\s>]*$")


def slips(source: Masked, path: str) -> Iterator[Finding]:
    """Merges without an end, blocks without an end, notes without a call, cells without a column."""
    yield from _conflicts(source, path)
    yield from _blocks(source, path)
    yield from _notes(source, path)
    yield from _cells(source, path)


def _conflicts(source: Masked, path: str) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, 1):
        if MERGE.match(line):
            yield reading.conflict(Place(path, number), line.strip())
            return


def _blocks(source: Masked, path: str) -> Iterator[Finding]:
    """Opening and closing lines of blocks, matched as pandoc does: a closing line has as many colons or
    more.
    """
    opened: list[
        tuple[int, str, str]
    ] = []  # line, colons, the line as typed; no colons for one pandoc rejects
    for number, line in enumerate(source.lines, 1):
        found = BLOCK_LINE.match(line)
        if not found:
            continue
        place, typed = Place(path, number, found.start(1) + 1), line.strip()
        if BLOCK_OPENER.match(line):
            opened.append((number, found[1], typed))
        elif not BLOCK_CLOSER.match(line):
            opened.append((number, "", typed))
            yield faults.visible_colons(place, typed, _mended(typed))
        elif opened and len(found[1]) >= len(opened[-1][1]):
            opened.pop()
        else:
            yield faults.visible_colons(place, typed, _closing(opened))
    for number, colons, typed in opened:
        if colons:
            yield faults.unclosed_block(Place(path, number, 1), typed, colons)


def _closing(opened: list[tuple[int, str, str]]) -> str:
    """The hint for a closing line that closes nothing."""
    if opened:
        return f"type {opened[-1][1]} with as many colons as line {opened[-1][0]} has"
    return "delete this line: no block is open here"


def _mended(typed: str) -> str:
    """`::: danger {#d}` as it must be typed, or "" for what cannot be guessed."""
    found = re.match(r"^(:+)\s*([^\s{}:]+)\s*\{([^{}]*)\}\s*:*$", typed)
    if found:
        return f"type {found[1]} {{.{found[2]} {found[3].strip()}}}"
    found = re.match(r"^(:+)\s*([^\s{}:]+)[\s:]*", typed)
    return f"type {found[1]} {found[2]}" if found else ""


def _notes(source: Masked, path: str) -> Iterator[Finding]:
    called: dict[str, int] = {}
    written: dict[str, int] = {}
    for found in NOTE.finditer(source.masked):
        line_start = source.masked.rfind("\n", 0, found.start()) + 1
        starts_line = NOTE_TEXT.match(source.masked[line_start : found.start()])
        if not (found[2] and starts_line):
            called.setdefault(found[1].casefold(), found.start())
        elif found[1].casefold() in written:
            yield faults.repeated_note(Place(path, *source.place(found.start())), found[1])
        else:
            written[found[1].casefold()] = found.start()
    for label in written.keys() - called.keys():
        yield faults.unused_note(Place(path, *source.place(written[label])), label)
    for label in called.keys() - written.keys():
        yield faults.unknown_note(Place(path, *source.place(called[label])), label)


def _cells(source: Masked, path: str) -> Iterator[Finding]:
    lines, typed = source.lines, source.text.split("\n")
    for head, rows in tables(lines):
        width = len(cells(lines[head]))
        for row in rows:
            for start, cell in cells(lines[row])[width : width + 1]:
                words = typed[row][start : start + len(cell)].strip()
                column = start + 1 + len(cell) - len(cell.lstrip())
                yield faults.surplus_cell(Place(path, row + 1, column), words)


def is_told(finding: Finding, told: Iterable[Finding], source: Masked) -> bool:
    """Whether a slip says already what a visible mark says: a block that did not open leaves marks behind."""
    misread = [slip.place.line for slip in told if slip.code == COLONS]
    line = finding.place.line
    if finding.code == COLONS:
        return any(start <= line for start in misread) and bool(BLOCK_LINE.match(source.lines[line - 1]))
    return line in misread


def lost_ids(source: Masked, path: str, known: set[str]) -> Iterator[Finding]:
    """Ids that stand in braces in the source and on no node."""
    for braces in ATTRIBUTES.finditer(source.masked):
        for found in ID.finditer(re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted[0]), braces[0])):
            if found[1] not in known:
                place = Place(path, *source.place(braces.start() + found.start()))
                yield faults.lost_id(place, found[1])


def explained(source: Masked, findings: Iterable[Finding], codes: tuple[str, ...]) -> set[int]:
    """The lines whose loss a finding of these codes explains: its own, and the rest of a note's text."""
    lines = source.text.split("\n")
    told: set[int] = set()
    for finding in findings:
        if finding.code in codes:
            line = finding.place.line
            told.add(line)
            while line < len(lines) and _continues(lines, line):
                line += 1
                told.add(line)
    return told


def _continues(lines: list[str], index: int) -> bool:
    """Whether the line at an index (from 0) still belongs to the note above it."""
    after = next((line for line in lines[index:] if line.strip()), "")
    if not lines[index].strip():
        return after.startswith(("    ", "\t"))
    return not NOTE.match(lines[index].lstrip()) and bool(lines[index].strip())
