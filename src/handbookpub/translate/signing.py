"""Signed exceptions and the texts that they hang on: `handbookpub except` writes one with the segment's fingerprint.

Nobody types a fingerprint. The command refuses what would excuse nothing: a finding that is not there, a code that
stops a build, a day that is over.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handbookpub.data import exceptions
from handbookpub.data.exceptions import FILE, Exception_, Piece, Pieces, piece_at
from handbookpub.findings import Finding
from handbookpub.model import EMPTY, Chapter, Edition, Handbook, Place
from handbookpub.reading.files import read_text, write_text
from handbookpub.translate import names, records
from handbookpub.translate.baseline import Refused
from handbookpub.translate.segments import segments

HEAD = "# Signed exceptions to findings. Written by handbookpub except.\n"
ORDER = ("code", "place", "segment", "who", "why", "until")
NEAR = 3
"""How many other places of a finding a refusal names."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to sign, as it was typed."""

    code: str
    place: str
    who: str
    why: str
    until: str

    @property
    def path(self) -> str:
        """The file of the place."""
        return self.place.partition(":")[0]


def pieces(handbook: Handbook, signed: Iterable[Exception_]) -> Pieces:
    """The segments of all chapters in the languages where an exception hangs on a text; none if none does."""
    folders = {each.path.partition("/")[0] for each in signed if each.segment and not each.printed}
    chosen = [edition for edition in handbook.editions if edition.language.code in folders]
    return {chapter.path: _pieces(handbook, chapter) for edition in chosen for chapter in _own(edition)}


def _own(edition: Edition) -> list[Chapter]:
    """The chapters that stand in the edition's own language."""
    return [chapter for chapter in edition.chapters if not chapter.notice]


def _pieces(handbook: Handbook, chapter: Chapter) -> list[Piece]:
    text = read_text(handbook.root, chapter.path)[0] or ""
    found = []
    for segment in segments(chapter, text):
        before = text[: segment.span[1]]
        end = before.count("\n") + 1, segment.span[1] - before.rfind("\n")
        found.append(Piece(segment.fingerprint, (segment.place.line, segment.place.column), end))
    return found


def sign(
    handbook: Handbook, found: Sequence[Finding], wish: Wish, today: datetime.date, printed: Pieces = EMPTY
) -> Exception_:
    """Write an exception to a finding that stands in `found`, in place of an older one for the same text or place.

    `printed` are the paragraphs of the PDF, for a finding in one. Raises Refused and OSError.
    """
    day, who, why = _day(wish.until, today), names.name(wish.who), names.tidy(wish.why)
    if not who or not why:
        raise Refused("say who answers for it and why: --by NAME --why TEXT")
    made = Exception_(wish.code, wish.place, who, why, day, Place(FILE))
    meant = [finding for finding in found if made.covers(finding)]
    if not meant:
        raise Refused(_elsewhere(found, wish))
    if made.loose and made.printed:
        made = _hung(made, printed.get(made.path, ()), meant)
    elif made.loose:
        chapter = next(c for edition in handbook.editions for c in _own(edition) if c.path == made.path)
        made = _hung(made, _pieces(handbook, chapter), meant)
    _enter(handbook, made)
    return made


def _day(text: str, today: datetime.date) -> str:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text!r} is no day: type it as {today.isoformat()}") from error
    if day < today:
        raise Refused(f"{text} is over: type the last day on which the exception holds")
    return day.isoformat()


def _elsewhere(found: Sequence[Finding], wish: Wish) -> str:
    """Why nothing can be signed at a place, and where the finding does stand."""
    if any(finding.stops for finding in found):
        return "a finding stops the build, so not every check ran: mend it first; handbookpub check names it"
    same = [finding for finding in found if finding.code == wish.code]
    near = [finding for finding in same if finding.place.path == wish.path] or same
    if not near:
        command = "verify" if wish.path.endswith(exceptions.PDF) else "check"
        return f"no finding {wish.code} stands anywhere in this handbook: handbookpub {command} names those that do"
    places = ", ".join(str(finding.place) for finding in near[:NEAR])
    return f"no finding {wish.code} stands at {wish.place}: type one of its places, such as {places}"


def _hung(made: Exception_, known: Sequence[Piece], meant: Sequence[Finding]) -> Exception_:
    """The exception with the segment in which all the findings stand; a chapter without text is signed as a whole."""
    homes = {piece_at(known, finding.place): finding.place for finding in meant}
    if len(homes) > 1:
        places = " or ".join(map(str, homes.values()))
        raise Refused(f"{made.code} stands in {len(homes)} texts at {made.place}: name one, {places}")
    piece = next(iter(homes))
    return replace(made, segment=piece.fingerprint) if piece else replace(made, place=made.path)


def _enter(handbook: Handbook, made: Exception_) -> None:
    """Write the file, and read it back first: what stood in it stays, but for the exception that is replaced."""
    signed, faulty = exceptions.load(handbook.root)
    if faulty:
        raise Refused(f"{faulty[0].place}: {faulty[0].message}: mend it first")
    old = (read_text(handbook.root, FILE)[0] or HEAD) if (handbook.root / FILE).exists() else HEAD
    said = {name: getattr(made, name) for name in ORDER if getattr(made, name)}
    table = records.table("exception", said)
    replaced = [index for index, each in enumerate(signed) if each.code == made.code and _same(each, made)]
    for gone in (replaced, []):  # where a table cannot be taken out, the new one is added alone
        text = f"{_without(old, [signed[index].at.line for index in gone]).rstrip()}\n\n{table}"
        if _rows(text) == [*(row for index, row in enumerate(_rows(old)) if index not in gone), said]:
            write_text(handbook.root, FILE, text)
            return
    raise Refused(f"{FILE} cannot be added to: write its rows as tables, [[exception]]")


def _same(old: Exception_, new: Exception_) -> bool:
    folders = {each.path.rpartition("/")[0] for each in (old, new)}
    return old.place == new.place or (bool(new.segment) and old.segment == new.segment and len(folders) == 1)


def _rows(text: str) -> list[dict[str, object]]:
    try:
        given: list[dict[str, object]] = tomllib.loads(text).get("exception", [])
    except tomllib.TOMLDecodeError:
        return []
    return given


def _without(text: str, heads: Iterable[int]) -> str:
    """The text without the tables whose heads stand on these lines (from 1). Comments before the next head stay."""
    lines = text.split("\n")
    for head in sorted(heads, reverse=True):
        end = next((i for i in range(head, len(lines)) if lines[i].lstrip().startswith("[")), len(lines))
        while end > head and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        del lines[head - 1 : end]
    return "\n".join(lines)


__all__ = ["Wish", "pieces", "sign"]
