"""HB310 to HB314: telephone numbers, dates, times, addresses and codes of a translation that are not the source's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from fractions import Fraction

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_read, target_read
from handbookpub.checks.figures_said import SAID, WEEKDAY, doubtful_days
from handbookpub.model import Handbook
from handbookpub.quantities.digits import ascii_digits, bare_digits
from handbookpub.quantities.figures import Read
from handbookpub.quantities.typed import Thing
from handbookpub.translate.pairs import Pair

HALF_DAY = 12
JOINED = "[وفبل]?"
"""What may be written together with the name of a day."""


def _of(read: Read, *kinds: str) -> list[Thing]:
    return [thing for thing in read.things if thing.kind in kinds]


def _unmatched(ours: list[Thing], theirs: list[Thing]) -> tuple[list[Thing], list[Thing]]:
    """What stands on one side alone. A thing may be said again, or once where the other side repeats it."""
    left, right = Counter(t.value for t in ours), Counter(t.value for t in theirs)
    missing = [thing for thing in ours if thing.value not in right]
    added = [thing for thing in theirs if thing.value not in left]
    return missing, added


def _paired(missing: list[Thing], added: list[Thing]) -> Iterator[tuple[Thing | None, Thing | None]]:
    """The missing with the added thing that is most like it."""
    free = list(added)
    for thing in missing:
        best = max(free, key=lambda t: SequenceMatcher(None, t.value, thing.value, False).ratio(), default=None)
        if best is not None:
            free.remove(best)
        yield thing, best
    yield from ((None, thing) for thing in free)


def _problems(
    pair: Pair, handbook: Handbook, name: str, found: Iterable[tuple[Thing | None, Thing | None]], tell: bool = True
) -> Problems:
    """One finding for each thing that differs; `tell` says to type it as the source does."""
    source, target = source_read(pair), target_read(pair)
    for ours, theirs in found:
        right = source.text[ours.start : ours.end] if ours else ""
        wrong = target.text[theirs.start : theirs.end] if theirs else ""
        place = place_of(pair, handbook, wrong)
        if ours and theirs:
            yield place, f"the {name} `{wrong}` is `{right}` in the source", _hint(right, tell)
        elif ours:
            yield place, f"the {name} `{right}` of the source does not stand here", _hint(right, tell)
        else:
            hint = f"delete `{wrong}`, or write it in the source too"
            yield place, f"the {name} `{wrong}` does not stand in the source", hint


def _hint(right: str, tell: bool) -> str:
    return f"type {right}" if tell else f"write {right} in the words of this language"


@check("HB310", on=Pair)
def changed_phone(pair: Pair, handbook: Handbook) -> Problems:
    """A telephone number is not the number of the source.

    What it does: compares the digits of each number in their order, whatever their family and their groups.
    Who is harmed: the person who dials it, and reaches nobody, or a stranger.
    Example: `+20 2 2736 1234` and `+20 2 2763 1234`.
    Instead: the number of the source, digit by digit.
    """
    ours, theirs = _of(source_read(pair), "phone"), _of(target_read(pair), "phone")
    missing, added = _unmatched(ours, theirs)
    digits = [bare_digits(read.text) for read in (source_read(pair), target_read(pair))]
    missing = [t for t in missing if not _stands(t, digits[1], added)]
    added = [t for t in added if not _stands(t, digits[0], missing)]
    yield from _problems(pair, handbook, "telephone number", _paired(missing, added))


def _stands(thing: Thing, digits: str, others: list[Thing]) -> bool:
    """Whether the digits of a number stand on the other side, read there as something else than a number to dial."""
    return not others and thing.value.removeprefix("+") in digits


@check("HB311", on=Pair)
def changed_date(pair: Pair, handbook: Handbook) -> Problems:
    """A date is not the date of the source.

    What it does: compares dates in digits and in words, with the months' names of every region, and weekdays.
    Who is harmed: the person who misses a hearing, a time limit, a meeting.
    Example: `23 November 2026` and `٢٣ كانون الأول ٢٠٢٦`; `03/04/2026` and `04/03/2026`.
    Instead: the same day, month and year.
    """
    missing, added = _unmatched(_of(source_read(pair), "date"), _of(target_read(pair), "date"))
    if not (pair.source_language.figures["weekdays"] and pair.language.figures["weekdays"]):
        missing = [t for t in missing if not t.value.startswith(WEEKDAY)]
    missing = [t for t in missing if not _is_said_day(t, pair)]
    missing, added = (
        [t for t in side if not any(_may_be(t.value, other.value) for other in others)]
        for side, others in ((missing, list(added)), (added, list(missing)))
    )
    loose = [t for t in added if t.value.startswith(WEEKDAY) or ("?" in t.value[:1] and t.value.endswith("?"))]
    added = [t for t in added if t not in loose or missing]
    yield from _problems(pair, handbook, "date", _paired(missing, added), False)


def _is_said_day(thing: Thing, pair: Pair) -> bool:
    """Whether a text has a weekday in a word that may be another: `الاثنين`."""
    if not thing.value.startswith(WEEKDAY):
        return False
    words = doubtful_days(int(thing.value.removeprefix(WEEKDAY)), pair.language)
    return any(re.search(rf"(?<!\w){JOINED}{word}(?!\w)", target_read(pair).text) for word in words)


def _may_be(value: str, other: str) -> bool:
    """Whether one of two dates may be the other: 03/04/2026 is the third of April or the fourth of March."""
    slashed, plain = sorted((value, other), key=lambda each: "/" not in each)
    if "/" not in slashed or "/" in plain:
        return False
    year, _, rest = slashed.partition("-")
    first, second = rest.split("/")
    return plain in (f"{year}-{first}-{second}", f"{year}-{second}-{first}")


@check("HB312", on=Pair)
def changed_time(pair: Pair, handbook: Handbook) -> Problems:
    """A time of the day is not the time of the source.

    What it does: compares times with minutes, on a clock of twelve or of twenty-four hours.
    Who is harmed: the person who comes too late, or waits alone.
    Example: `14:30` and `١٤:١٣`.
    Instead: the time of the source.
    """
    source, target = source_read(pair), target_read(pair)
    missing, added = _unmatched(_of(source, "time"), _of(target, "time"))
    missing, added = (
        [t for t in side if not any(_is_same_time(t, other) for other in others) and not _is_said(t, read)]
        for side, others, read in ((missing, list(added), target), (added, list(missing), source))
    )
    yield from _problems(pair, handbook, "time", _paired(missing, added))


def _is_same_time(thing: Thing, other: Thing) -> bool:
    ours, theirs = (tuple(map(int, each.value.split(":"))) for each in (thing, other))
    return ours[1] == theirs[1] and ours[0] % HALF_DAY == theirs[0] % HALF_DAY and min(ours[0], theirs[0]) <= HALF_DAY


def _is_said(thing: Thing, read: Read) -> bool:
    """Whether a time stands in words: `half past two`, `الثانية والنصف`."""
    hour, minute = map(int, thing.value.split(":"))
    told = {value for figure in read.figures for value in figure.values}
    typed = {ascii_digits(read.text[f.start : f.end]).lstrip("0") for f in read.figures}
    if f"{hour}.{minute:02}" in typed:
        return True
    hours = {Fraction(h) for h in (hour, hour % HALF_DAY, (hour + 1) % HALF_DAY)}
    return bool(hours & told) and (not minute or bool({Fraction(minute), *SAID.get(f"{minute:02}", ())} & told))


@check("HB313", on=Pair)
def changed_address(pair: Pair, handbook: Handbook) -> Problems:
    """An e-mail address or an address on the web is not the one of the source.

    What it does: compares addresses that are shown, letter by letter.
    Who is harmed: the person whose message goes to a stranger, or nowhere.
    Example: `safe@example.org` and `safe@exemple.org`.
    Instead: the address of the source.
    """
    kinds = ("url", "email")
    missing, added = _unmatched(_of(source_read(pair), *kinds), _of(target_read(pair), *kinds))
    yield from _problems(pair, handbook, "address", _paired(missing, added))


@check("HB314", on=Pair)
def changed_code(pair: Pair, handbook: Handbook) -> Problems:
    """A code is not the code of the source.

    What it does: compares codes of forms, cases and papers, such as `FC-12` and `A4`.
    Who is harmed: the colleague who looks for the wrong file.
    Example: `FC-12` and `FC-21`.
    Instead: the code of the source, in Latin letters and the same digits.
    """
    missing, added = _unmatched(_of(source_read(pair), "code"), _of(target_read(pair), "code"))
    yield from _problems(pair, handbook, "code", _paired(missing, added))
