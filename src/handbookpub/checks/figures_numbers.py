"""HB301 to HB303 and HB305: numbers of a translation that are not those of its source, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_read, target_read
from handbookpub.checks.figures_said import SAID, WEEKDAY, doubtful_days, is_same_hour, said_otherwise
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.quantities.figures import Figure, Read
from handbookpub.quantities.vocabulary import WORD, plain, vocabulary
from handbookpub.translate.pairs import Pair

ONE, TWO = Fraction(1), Fraction(2)
WORDS = re.compile(WORD)
SMALL = 20
"""Up to here a number is often written in words: not compared where one of the languages has no words in its row."""
LONG = 10_000
"""From here on digits are grouped."""
LOOSE_UNITS = ("", "thing", "person", "night")
CLOCK = ("morning", "evening")
NOT_ALONE = "percent"
"""A unit that may not be missing on one side."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of both sides: `matched` belong together, `missing` and `added` have no partner."""

    source: Read
    target: Read
    matched: tuple[tuple[Figure, Figure], ...]
    missing: tuple[Figure, ...]
    added: tuple[Figure, ...]


_last: list[tuple[Pair, Compared]] = []


def compare(pair: Pair) -> Compared:
    """Lay the figures of a translation beside those of its source. All checks of a pair ask: the last is kept."""
    if not _last or _last[0][0] is not pair:
        _last[:] = [(pair, _compare(pair))]
    return _last[0][1]


def _compare(pair: Pair) -> Compared:
    ours, theirs = source_read(pair), target_read(pair)
    free = list(theirs.figures)
    matched: list[tuple[Figure, Figure]] = []
    rest: list[Figure] = []
    for figure in sorted(ours.figures, key=lambda f: not f.firm):
        best = min((t for t in free if _fits(figure, t)), key=lambda t: _distance(figure, t), default=None)
        if best is None:
            rest.append(figure)
        else:
            free.remove(best)
            matched.append((figure, best))
    known = [f for f, _ in matched], [f for _, f in matched]
    missing = [f for f in rest if f.firm and not _said_again(f, known[0]) and not _is_two(f, theirs, pair.language)]
    added = [f for f in free if f.firm and not _said_again(f, known[1]) and not _is_two(f, ours, pair.source_language)]
    parts = {value for read in (ours, theirs) for value in _parts_of_things(read)}
    parts |= said_otherwise(missing, ours, theirs, pair.language)
    parts |= said_otherwise(added, theirs, ours, pair.source_language)
    days = _days(ours, pair.language)
    missing, added = (
        [f for f in found if _is_known(f, pair) and not set(f.values) & parts] for found in (missing, added)
    )
    added = [f for f in added if plain(typed(theirs, f)) not in days]
    return Compared(ours, theirs, tuple(matched), tuple(missing), tuple(added))


def _days(source: Read, language: Language) -> set[str]:
    """The words of a language for the weekdays of a source that are numbers too: `الاثنين` is Monday, or two."""
    values = [thing.value.removeprefix(WEEKDAY) for thing in source.things if thing.value.startswith(WEEKDAY)]
    return {plain(word) for value in values for word in doubtful_days(int(value), language)}


def _same(figure: Figure, other: Figure) -> bool:
    return bool(set(figure.values) & set(other.values))


def _fits(figure: Figure, other: Figure) -> bool:
    """Whether two figures may be the same; the 1 of a paragraph is not the article `un`."""
    labelled = (not f.spelled and bool(f.label) for f in (figure, other))
    loose = ONE in figure.values and not (figure.firm and other.firm) and figure.label != other.label
    return (_same(figure, other) or is_same_hour(figure, other)) and not (loose and any(labelled))


def _distance(figure: Figure, other: Figure) -> tuple[bool, bool, bool]:
    """How badly two figures of the same value fit."""
    far = figure.unit != other.unit or not _same(figure, other)
    return far, figure.label != other.label, figure.spelled != other.spelled


def _said_again(figure: Figure, others: Iterable[Figure]) -> bool:
    """Whether a text says again, in words, what it has said before: the other language may say it once. In digits it
    may stand beside the words: `cinq (5) ans`.
    """
    same = [other for other in others if _same(figure, other)]
    beside = any(min(abs(figure.start - o.end), abs(o.start - figure.end)) <= len(" (") for o in same)
    return beside or (figure.spelled and any(other.spelled for other in same))


def _is_two(figure: Figure, other: Read, language: Language) -> bool:
    """Whether a dual of the other language says a two: `شرطان`. A unit that has its own dual is sought exactly."""
    known = vocabulary(language.code)
    if TWO not in figure.values or not figure.spelled or not known.duals or figure.unit in known.paired:
        return False
    return any(len(word) > 3 and plain(word).endswith(known.duals) for word in WORDS.findall(other.text))


def _parts_of_things(read: Read) -> Iterator[Fraction]:
    """The numbers inside dates, times and the like: where these differ, their own check tells."""
    for thing in read.things:
        if thing.value.startswith(WEEKDAY):
            continue
        digits = "".join(c if c.isdigit() else " " for c in thing.value)
        yield from (Fraction(int(part)) for part in digits.split())
        if thing.kind == "time":
            yield from SAID.get(thing.value[-2:], ())


def _is_known(figure: Figure, pair: Pair) -> bool:
    """Whether both languages have words for numbers, or the number is one that is written in digits."""
    both = all(vocabulary(row.code).reads_words for row in (pair.source_language, pair.language))
    return both or (not figure.spelled and max(figure.values) > SMALL)


def typed(read: Read, figure: Figure) -> str:
    """A figure as it stands in its text."""
    return read.text[figure.start : figure.end]


def _list(read: Read, figures: Iterable[Figure]) -> str:
    return ", ".join(f"`{typed(read, figure)}`" for figure in figures)


def written(figure: Figure, source: str, language: Language) -> str:
    """A number of the source as it is typed in the digits of a language."""
    value = figure.values[0]
    if value.denominator == 1:
        digits = f"{int(value):,}".replace(",", language.group) if value >= LONG else int(value)
        return language.number(digits)
    if 10**6 % value.denominator == 0 and not figure.spelled and "/" not in source:
        return language.number(f"{float(value):g}".replace(".", language.decimal))
    return language.number(f"{value.numerator}/{value.denominator}")


@check("HB301", on=Pair)
def changed_number(pair: Pair, handbook: Handbook) -> Problems:
    """A number of the source does not stand in the translation.

    What it does: compares numbers in digits of any family and in words, ordinals, fractions and duals
    (`يومين` is two days). One in words in one language may be in digits in the other.
    Who is harmed: the reader who waits 48 hours instead of 24, or goes to question 4 instead of 3.
    Example: `within 24 hours` and `خلال ٤٢ ساعة`.
    Instead: the number of the source, `٢٤`.
    """
    found = compare(pair)
    if not found.missing:
        return
    right = ", ".join(written(f, typed(found.source, f), pair.language) for f in found.missing)
    message = f"the source says {_list(found.source, found.missing)}"
    message += f", the translation {_list(found.target, found.added)}" if found.added else ", the translation does not"
    words = typed(found.target, found.added[0]) if found.added else ""
    yield place_of(pair, handbook, words), message, f"type {right}"


@check("HB302", on=Pair)
def added_number(pair: Pair, handbook: Handbook) -> Problems:
    """A number of the translation does not stand in the source.

    What it does: the same as HB301 from the other side.
    Who is harmed: the reader, who follows a limit or a reference that nobody set.
    Example: `within some days` and `خلال ٣ أيام`.
    Instead: what the source says; or the number in the source too.
    """
    found = compare(pair)
    if found.added and not found.missing:
        words = typed(found.target, found.added[0])
        message = f"the source does not say {_list(found.target, found.added)}"
        yield place_of(pair, handbook, words), message, f"delete `{words}`, or write it in the source too"


@check("HB303", on=Pair)
def changed_unit(pair: Pair, handbook: Handbook) -> Problems:
    """A number counts something else than in the source: days for hours, per cent or not.

    What it does: compares the unit beside each number: time, money, measures, per cent, morning and evening.
    Who is harmed: the reader who waits 24 days, or comes at nine in the evening.
    Example: `24 hours` and `٢٤ يومًا`.
    Instead: the unit of the source.
    """
    found = compare(pair)
    told: set[Fraction] = set()
    yield from _exchanged(pair, handbook, found)
    for figure, other in found.matched:
        value = figure.values[0]
        ours, theirs = _units(figure, found.source), _units(figure, found.target)
        if value in told or not _conflict(ours, theirs):
            continue
        told.add(value)
        words = typed(found.target, other)
        unit = ", ".join(sorted(filter(None, ours))) or "no unit"
        message = f"`{words}` counts {', '.join(sorted(filter(None, theirs))) or 'nothing'}, in the source {unit}"
        hint = f"type {written(figure, typed(found.source, figure), pair.language)} with the unit of the source"
        yield place_of(pair, handbook, words), message, hint


def _exchanged(pair: Pair, handbook: Handbook, found: Compared) -> Problems:
    """A unit that stands beside another number than in the source: 40 meals and 14 litres for 14 and 40."""
    pairs = [(f, o) for f, o in found.matched if f.firm and o.firm and _same(f, o)]
    for unit in dict.fromkeys(f.unit for f, _ in pairs if f.unit not in LOOSE_UNITS):
        ours, theirs = ({p[side].values[0] for p in pairs if p[side].unit == unit} for side in (0, 1))
        wrong = [o for f, o in pairs if o.unit == unit and f.unit in LOOSE_UNITS]
        right = [f for f, o in pairs if f.unit == unit and o.unit in LOOSE_UNITS]
        if wrong and right and not ours & theirs:
            words, wanted = typed(found.target, wrong[0]), typed(found.source, right[0])
            message = f"`{words}` counts {unit}, in the source `{wanted}` does"
            hint = f"put each number beside its own unit, {wanted} beside {unit}"
            yield place_of(pair, handbook, words), message, hint


def _units(figure: Figure, read: Read) -> set[str]:
    """The units of all figures of a value, "" for one without."""
    return {"" if f.unit in LOOSE_UNITS else f.unit for f in read.figures if _same(figure, f) and (f.firm or f.unit)}


def _conflict(ours: set[str], theirs: set[str]) -> bool:
    if not ours or not theirs:
        return False
    if (NOT_ALONE in ours) != (NOT_ALONE in theirs):
        return True
    if "hour" in ours | theirs:  # nine o'clock in the evening is nine hours on the clock
        ours, theirs = (side - set(CLOCK) | {"hour"} if side & set(CLOCK) else side for side in (ours, theirs))
    return bool(ours - {""}) and bool(theirs - {""}) and not (ours - {""}) & (theirs - {""}) and "" not in ours & theirs


@check("HB305", on=Pair, severity="review")
def dual_without_two(pair: Pair, handbook: Handbook) -> Problems:
    """A dual of the translation says two, and the source does not.

    What it does: looks at duals of time, persons and common things.
    Who is harmed: the reader, who waits two weeks where the source says one.
    Example: `for a week` and `لمدة أسبوعين`.
    Instead: the number of the source, `لمدة أسبوع`.
    """
    found = compare(pair)
    twos = [figure for figure in found.source.figures if TWO in figure.values]
    for figure in found.target.figures:
        alone = len(found.source.figures) < TWO or figure.unit not in LOOSE_UNITS
        if figure.pair and not twos and not found.missing and alone:
            words = typed(found.target, figure)
            message = f"`{words}` says two, the source does not"
            yield place_of(pair, handbook, words), message, "type the number of the source"
