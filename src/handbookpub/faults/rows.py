"""HB021 to HB039: handbook.toml, countries, terms and exceptions."""

from __future__ import annotations

import shlex

from handbookpub.faults import nearest
from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]


@fault("HB021", stops=True)
def broken_toml(place: Place, reason: str) -> Fault:
    """A TOML file cannot be read.

    What it does: says where it breaks, and stops the build.
    Who is harmed: the publisher, who would build with half of the configuration.
    Example: `title = Sample` without quotes.
    Instead: `title = "Sample"`.
    """
    return place, f"this file breaks here: {reason}", 'write name = "text", one in a line'


@fault("HB022", stops=True)
def unknown_key(place: Place, key: str, known: tuple[str, ...]) -> Fault:
    """A key that means nothing.

    What it does: names the nearest key that exists, and stops the build.
    Who is harmed: the publisher, who believes that something is set and it is not.
    Example: `licence_url = "..."`, or `vetttd = true`.
    Instead: one of the keys that the hint names.
    """
    near = nearest(key, known)
    hint = f"type {near}" if near else f"the keys here are: {', '.join(known)}"
    return place, f"there is no key `{key}` here", hint


@fault("HB023", stops=True)
def missing_key(place: Place, key: str, wanted: str) -> Fault:
    """A key that must be there is missing.

    What it does: names it, and stops the build.
    Who is harmed: the reader, who would hold a book without a title.
    Example: `[languages.ar]` without `title`.
    Instead: `title = "..."` under it.
    """
    return place, f"`{key}` is missing: {wanted}", f'type {key} = "..."'


@fault("HB024", stops=True)
def wrong_value(place: Place, key: str, wanted: str) -> Fault:
    """A value that is not what it must be.

    What it does: says what it must be, and stops the build.
    Who is harmed: the publisher, whose setting would be ignored.
    Example: `vetted = "no"`.
    Instead: `vetted = false`.
    """
    return place, f"`{key}` must be {wanted}", f"write {wanted}"


@fault("HB025", stops=True)
def unknown_language(place: Place, code: str, known: tuple[str, ...]) -> Fault:
    """A language that the toolchain has no row for.

    What it does: names the languages it knows, and stops the build.
    Who is harmed: the reader: without a row nobody knows the direction of the script.
    Example: `[languages.xx]`.
    Instead: one of the codes that the hint names, or a row of your own for the language.
    """
    return place, f"nothing is known about the language `{code}`", f"the languages are: {', '.join(known)}"


@fault("HB026", stops=True)
def damaged_table(place: Place, reason: str) -> Fault:
    """terms.csv cannot be read as a table.

    What it does: names the line, and stops the build.
    Who is harmed: the translators, whose agreed words would shift into other columns.
    Example: a row with more cells than the first row has.
    Instead: quotation marks around a cell that holds a separator: `"shelter; safe house"`.
    """
    return place, f"this table is damaged: {reason}", 'put a cell that holds ; or , between "quotation marks"'


@fault("HB027", stops=True)
def repeated_row(place: Place, key: str) -> Fault:
    """Two rows have one name.

    What it does: names the second, and stops the build.
    Who is harmed: the reader, who might get the wrong telephone number.
    Example: two `[[service]]` with `key = "hotline"` in one country.
    Instead: another key for the second, for instance `hotline-night`.
    """
    return place, f"a second row has the name `{key}`", "give the second row another name, or delete it"


@fault("HB028")
def incomplete_row(place: Place, key: str, missing: str) -> Fault:
    """A service or law that is no placeholder lacks what a reader must be able to trust.

    What it does: names the field.
    Who is harmed: the reader: a number without a source and a day on which somebody rang it may be
    wrong.
    Example: `placeholder = false` and `verified = ""`.
    Instead: `verified = "2026-11-23"`, or `placeholder = true` until it is known.
    """
    message = f"`{key}` is no placeholder, and its `{missing}` is empty"
    return place, message, f"fill in {missing}, or type placeholder = true"


@fault("HB029", severity="review")
def unused_exception(place: Place, code: str, where: str) -> Fault:
    """A signed exception that excuses nothing.

    What it does: names it.
    Who is harmed: the publisher: an exception that is forgotten may hide the next fault at its place.
    Example: an exception for `HB104` at a line that has been mended since.
    Instead: delete the exception.
    """
    return place, f"no finding {code} stands at `{where}`", "delete this exception"


@fault("HB030")
def expired_exception(place: Place, code: str, until: str) -> Fault:
    """A signed exception whose last day is over.

    What it does: names it; the finding counts again.
    Who is harmed: the reader, for whom somebody promised to mend it by that day.
    Example: `until = "2020-01-31"`.
    Instead: mend what the exception excuses, or sign a new day.
    """
    return place, f"the exception for {code} ended on {until}", "mend what it excuses, or sign a later day"


@fault("HB031", stops=True)
def unknown_source(place: Place, code: str, known: tuple[str, ...]) -> Fault:
    """The source language is none of the handbook's languages.

    What it does: stops the build.
    Who is harmed: the translators, who would have nothing to translate from.
    Example: `source = "en"` without `[languages.en]`.
    Instead: add the table, or name another language as the source.
    """
    message = f"the source language `{code}` has no table [languages.{code}]"
    return (
        place,
        message,
        f"the languages here are: {', '.join(known)}" if known else f"type [languages.{code}]",
    )


@fault("HB032")
def void_exception(place: Place, code: str, where: str) -> Fault:
    """A signed exception whose text has changed since it was signed.

    What it does: names it; the finding counts again, wherever the new text stands.
    Who is harmed: the reader: somebody looked at another sentence than the one that is printed.
    Example: an exception for a number that agrees with no source, and the number has changed since.
    Instead: read the new text. If the finding is right, mend it and delete the exception; else sign again with
    `handbookpub except`, which writes the new text's fingerprint.
    """
    message = f"this exception is void: the text it was signed for has changed ({code} at `{where}`)"
    again = f"handbookpub except {code} {where}{_folder(where)} --by NAME --why TEXT --until DATE, with today's line"
    return place, message, f"read the text and delete this exception, or sign again: {again}"


@fault("HB033", severity="review")
def loose_exception(place: Place, code: str, where: str, who: str, why: str, until: str) -> Fault:
    """An exception names a line of a chapter, and not the text that was signed.

    What it does: gives the command that signs the text at that line. Whole files, and files that are no chapters, need
    none.
    Who is harmed: the reader: when lines move, the exception excuses another sentence that nobody looked at.
    Example: `place = "ar/30-security.md:12"` without `segment`.
    Instead: `handbookpub except`, which writes the fingerprint of the text and puts the new exception in place of the
    old one.
    """
    command = shlex.join(["handbookpub", "except", code, where, "--by", who, "--why", why, "--until", until])
    return place, f"the exception for {code} names a line and no text", f"type {command}{_folder(where)}"


def _folder(where: str) -> str:
    """What the command needs besides for a place in a PDF."""
    return " --out OUT" if ".pdf:" in f"{where}:" else ""
