"""`check --fix`: the edits that findings carry, made in the files, and nothing else.

An edit is mechanical and keeps the meaning. This is proven for each file, not believed: the letters, vowel marks
and digits must be the same before and after, in the file and in the text that is read from it. A letter may only
become one that looks like it (the `confusables` and `letter_slips` of the languages), a presentation form its
letters; a tatweel may go. An edit that fails the proof is not made. A file is replaced whole or not at all, with its
byte order mark and its line ends.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handbookpub.findings import Edit, Finding
from handbookpub.languages import available, load
from handbookpub.pandoc import PandocError
from handbookpub.reading import frontmatter
from handbookpub.reading.chapters import read_blocks
from handbookpub.reading.conserve import is_letter
from handbookpub.reading.files import BOM, is_inside, replace_file
from handbookpub.tree import string, walk

TATWEEL = "\u0640"
ENDS = re.compile(r"\r\n|\r|\n")
DIRECTIONS = re.compile(r"\{\.(?:ltr|rtl)\}")
ROUNDS = 8
"""An edit may make room for another, as a confusable letter behind a presentation form does."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file. `diff` is a unified diff to show; `refused` are edits that would change letters."""

    path: str
    before: str
    after: str
    refused: tuple[Edit, ...] = ()

    @property
    def diff(self) -> str:
        """The change as a unified diff, "" where nothing changes."""
        old, new = (ENDS.sub("\n", text).splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(difflib.unified_diff(old, new, self.path, self.path, n=0))


def plan(root: Path, findings: Iterable[Finding]) -> list[Change]:
    """The changes that the findings' edits make, without making them. Edits that touch each other wait."""
    edits: dict[str, set[Edit]] = {}
    for finding in findings:
        if finding.fix:
            edits.setdefault(finding.place.path, set()).add(finding.fix)
    changes = (_change(root, path, sorted(found)) for path, found in sorted(edits.items()))
    return [change for change in changes if change and (change.before != change.after or change.refused)]


def apply(root: Path, findings: Iterable[Finding]) -> list[Change]:
    """Make the changes, and return them. Raises OSError."""
    changes = plan(root, findings)
    for change in changes:
        if change.before != change.after:
            replace_file(root / change.path, change.after.encode())
    return changes


def mend(root: Path, look: Callable[[], Iterable[Finding]]) -> list[Change]:
    """Apply what `look` finds, and look again, until nothing is left to mend. One change for each file.

    Raises OSError.
    """
    first: dict[str, Change] = {}
    for _ in range(ROUNDS):
        made = apply(root, look())
        for change in made:
            before = first[change.path].before if change.path in first else change.before
            first[change.path] = Change(change.path, before, change.after, change.refused)
        if all(change.before == change.after for change in made):
            break
    return [first[path] for path in sorted(first)]


def _change(root: Path, path: str, edits: Sequence[Edit]) -> Change | None:
    file = root / path
    if not is_inside(root, file) or not file.is_file():
        return None
    try:
        before = file.read_bytes().decode()
    except UnicodeDecodeError:
        return None
    kept = _safe(before, edits, path, (letters(before), _shown(before, path)))
    refused = tuple(edit for edit in edits if edit not in kept)
    return Change(path, before, _edited(before, kept), refused)


def _safe(text: str, edits: Sequence[Edit], path: str, proof: tuple[str, str]) -> Sequence[Edit]:
    """The edits after which the letters are those of `proof`, in the file and in what is read from it."""
    after = _edited(text, edits)
    if not edits or (letters(after), _shown(after, path)) == proof:
        return edits
    half = len(edits) // 2
    if half == 0:
        return ()
    kept = [*_safe(text, edits[:half], path, proof), *_safe(text, edits[half:], path, proof)]
    together = _edited(text, kept)
    return kept if (letters(together), _shown(together, path)) == proof else ()


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made, in their order; one that touches the one before it is left out."""
    mark = BOM if text.startswith(BOM) else ""
    body = text.removeprefix(BOM)
    starts = [0, *(found.end() for found in ENDS.finditer(body))]
    stops = [*(found.start() for found in ENDS.finditer(body)), len(body)]
    parts, done = [mark], 0
    for edit in edits:
        if not 0 < edit.line <= len(starts):
            continue
        start = starts[edit.line - 1] + edit.column - 1
        end = start + edit.length
        if (start > done or done == 0) and end <= stops[edit.line - 1]:
            parts += [body[done:start], edit.text]
            done = end
    return "".join([*parts, body[done:]])


def letters(text: str) -> str:
    """The letters, marks and digits of a text, those that look alike as one: what no edit may change."""
    table = _alike()
    plain = unicodedata.normalize("NFKC", DIRECTIONS.sub("", text))
    return "".join(table.get(c, c) for c in plain if c != TATWEEL and is_letter(c))


@cache
def _alike() -> Mapping[str, str]:
    """A letter -> the one that stands for all that look like it, in any language."""
    table: dict[str, str] = {}
    rows = [load(code) for code in available()]
    for one, other in [pair for row in rows for pair in (*row.confusables.items(), *row.letter_slips)]:
        old, new = table.get(one, one), table.get(other, other)
        table.update({one: new, other: new}, **{key: new for key, value in table.items() if value == old})
    return table


def _shown(text: str, path: str) -> str:
    """The letters that a reader of the file is shown; "" where it cannot be read."""
    plain = ENDS.sub("\n", text.removeprefix(BOM))
    _, body, _ = frontmatter.split(plain, path)
    try:
        blocks, _ = read_blocks(body, path)
    except PandocError:
        return ""
    return letters("".join(string(node) for node in walk(blocks)))
