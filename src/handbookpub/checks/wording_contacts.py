"""HB603 to HB605: numbers to call and addresses, which hurt when they are wrong, watched or out of date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from handbookpub import tree
from handbookpub.checks import Problem, Problems, check
from handbookpub.checks.wording_pieces import pieces
from handbookpub.findings import Finding
from handbookpub.model import Chapter, Config, Handbook, Law, Node, Place, Service
from handbookpub.quantities.digits import bare_digits
from handbookpub.resolve import typed

EXAMPLE = re.compile(r"\d{0,4}0{6,}|\d{5}0{7,}")
"""The digits of a number that nobody has: a country and an area, then zeros, as in `+20 2 0000 0000`."""

DIALLED = ("phone", "groups")
FEWEST = 7
MANY = re.compile(rf"(?:\d\D{{0,3}}){{{FEWEST}}}")
UNDATED = Config("", "", {}).date
"""The date of a handbook that gives none."""

SOON = 90
"""Days before `expires` in which somebody should check the row again."""

TELEPHONE, SERVICE = "tel:", "service:"
INSECURE = re.compile(r"(?i)(?:http|ftp)://[^\s/]")


@check("HB603", on=Chapter, severity="review")
def typed_number(chapter: Chapter, handbook: Handbook) -> Problems:
    """A telephone number typed into the text.

    What it does: seeks numbers to dial outside `service:` links; a number that ends in six zeros is an example. A
    number that the source has too is told there, once: a translation must keep it.
    Who is harmed: the reader who calls a number that nobody checks any more, or that now belongs to somebody
    else.
    Example: `Call +20 2 2736 1234.`
    Instead: `Call [](service:EG.hotline).`, with the number in `countries/EG.toml` where its source and the day
    of the last check stand.
    """
    told = _told(chapter, handbook)
    yield from (found[1:] for found in _typed_numbers(chapter) if found[0] not in told)


def _told(chapter: Chapter, handbook: Handbook) -> set[str]:
    """The digits of the numbers that the chapter's source has."""
    originals = (each for each in handbook.source.chapters if each.stem == chapter.stem and each.path != chapter.path)
    return {digits for original in originals for digits, *_ in _typed_numbers(original)}


def _typed_numbers(chapter: Chapter) -> Iterator[tuple[str, Place, str, str]]:
    """The numbers to dial of a chapter: their digits, and what to say of each."""
    linked = {place for node in _links(chapter, SERVICE) for place in _places(node, chapter.path)}
    for piece in pieces(chapter):
        for number in _numbers(piece.text):
            if piece.place(number.start) not in linked:
                yield _typed(piece.place(number.start), piece.text[number.start : number.end])
    for node in tree.walk(chapter.blocks):
        place, address = tree.place(node, chapter.path), tree.target(node)
        if address.casefold().startswith(TELEPHONE):
            yield _typed(place, address)
        elif tree.kind(node) == "Code":
            for number in _numbers(tree.string(node)):
                yield _typed(place, tree.string(node)[number.start : number.end])


def _links(chapter: Chapter, start: str) -> Iterator[Node]:
    return (node for node in tree.walk(chapter.blocks) if tree.target(node).casefold().startswith(start))


def _places(link: Node, path: str) -> Iterator[Place]:
    """The place of each character in the words of a link."""
    for node in tree.walk(link):
        at = tree.place(node, path)
        yield from (Place(path, at.line, at.column + offset) for offset in range(len(tree.string(node))))


def _typed(place: Place, number: str) -> tuple[str, Place, str, str]:
    hint = "type [](service:EG.hotline) with the country and the key of the service"
    return bare_digits(number), place, f"the number {number} stands in the text", hint


def _numbers(text: str) -> Iterator[typed.Typed]:
    if not MANY.search(text):
        return
    taken: set[int] = set()
    for found in (*typed.addresses(text), *typed.dialled(text), *typed.numbers(text)):
        digits = "".join(str(int(sign)) for sign in text[found.start : found.end] if sign.isdecimal())
        free = taken.isdisjoint(range(found.start, found.end))
        taken.update(range(found.start, found.end))
        number = len(digits) >= FEWEST and (found.kind in DIALLED or found.doubt in DIALLED)
        if free and number and not EXAMPLE.fullmatch(digits):
            yield found


@check("HB604", on=Chapter)
def insecure_address(chapter: Chapter, handbook: Handbook) -> Problems:
    """A link to an address that is not encrypted.

    What it does: names links, pictures and typed addresses with `http://` or `ftp://`.
    Who is harmed: the reader: whoever owns the network sees which page is read, and can change it.
    Example: `[the shelter](http://example.org)`.
    Instead: `https://`, once you have opened the page and seen that it answers.
    """
    told = {place for node in _links(chapter, "") if tree.target(node) for place in _places(node, chapter.path)}
    for node in tree.walk(chapter.blocks):
        place = tree.place(node, chapter.path)
        if INSECURE.match(tree.target(node)):
            yield _insecure(place, tree.target(node))
        elif tree.kind(node) in ("Str", "Code") and place not in told:
            for found in typed.addresses(tree.string(node)):
                if INSECURE.match(address := tree.string(node)[found.start : found.end]):
                    yield _insecure(Place(place.path, place.line, place.column + found.start), address)


def _insecure(place: Place, address: str) -> tuple[Place, str, str]:
    right = re.sub("^[A-Za-z]+", "https", address)
    return place, f"the connection to {address} is not encrypted", f"type {right}"


@check("HB605", on=Handbook)
def outdated_row(subject: Handbook, handbook: Handbook) -> Problems:
    """A service or a law that must be checked again.

    What it does: compares `verified` and `expires` of each row that is no placeholder with the date of the
    handbook; for a row that ends within 90 days it asks for a review.
    Who is harmed: the person who calls a hotline that has closed, or relies on a law that has changed.
    Example: `expires = "2026-06-30"` in a handbook of November 2026.
    Instead: ring the number, then write the new days into `verified` and `expires`; or `placeholder = true`.
    """
    for country in handbook.countries.values():
        rows: tuple[Service | Law, ...] = (*country.services.values(), *country.laws.values())
        for row in rows:
            if not row.placeholder:
                yield from _outdated(row, handbook.config)


def _outdated(row: Service | Law, config: Config) -> Iterator[Problem]:
    """Dates are ISO dates, so that they compare as text; a handbook without a date cannot say what is late."""
    dated = config.date != UNDATED
    if row.expires and row.expires < row.verified:
        message = f"`{row.key}` expires on {row.expires}, before it was verified on {row.verified}"
        yield row.place, message, "write the later of the two days into expires"
    elif dated and row.expires and row.expires < config.date:
        message = f"`{row.key}` expired on {row.expires}; the handbook is of {config.date}"
        yield row.place, message, "check it, and write new days into verified and expires"
    elif dated and row.expires and row.expires < _later(config.date, SOON):
        message = f"`{row.key}` expires on {row.expires}, within {SOON} days of the handbook's date"
        hint = "check it again, and write new days into verified and expires"
        yield Finding("HB605", row.place, message, hint, "review")
    elif dated and row.verified > config.date:
        message = f"`{row.key}` was verified on {row.verified}, after the handbook's date {config.date}"
        yield Finding("HB605", row.place, message, f'type date = "{row.verified}" in handbook.toml', "review")


def _later(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()
