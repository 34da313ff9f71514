"""HB254: abbreviations in capital letters that a translation lost or changed, by the table `beside.abbreviations`."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_markdown
from handbookpub.checks.names import is_near, of_book
from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.quantities.marked import marked
from handbookpub.quantities.shown import shown
from handbookpub.translate.pairs import Pair

CAPITALS = re.compile(r"(?<![\w.@/’'-])(?:[A-Z]{2,6}s?|[A-Z](?:\.[A-Z]){1,5}\.?)(?![\w@/-])")
BRACKETED = re.compile(r"\(\s*([A-Z]{2,6})s?\s*[),;]")
ROMAN = re.compile(r"[IVXLC]+")
WORDS = re.compile(r"[^\W\d_]{2,}")


def _abbreviations(text: str) -> list[str]:
    """The abbreviations of a text; a text in capitals has none."""
    found = [each.replace(".", "") for each in CAPITALS.findall(text)]
    words = [word for word in WORDS.findall(text) if not word.isupper()]
    return [each for each in found if not ROMAN.fullmatch(each)] if words else []


def _same(one: str, source: Language, language: Language) -> set[str]:
    """The abbreviations that may stand for one of the source."""
    tables = source.beside["abbreviations"], language.beside["abbreviations"]
    keys = [key for key, known in tables[0].items() if one in known]
    return {each for key in keys for each in tables[1].get(key, ())}


def _known(language: Language) -> set[str]:
    return {each for known in language.beside["abbreviations"].values() for each in known}


@check("HB254", on=Pair, severity="review")
def other_abbreviation(pair: Pair, handbook: Handbook) -> Problems:
    """An abbreviation of the source is lost or changed.

    What it does: compares words of two to six capitals, with the table of the row: `WHO` is `OMS` in French. One that
    nearly is the right one is an error. In other scripts only abbreviations in brackets are sought: HB244 compares
    the others.
    Who is harmed: the reader who looks for an organization that does not exist.
    Example: `(IOM)` and `(OMI)`.
    Instead: `(OIM)`.
    """
    source, target = _bare(source_markdown(pair)), _bare(pair.item.text)
    ours, theirs = _abbreviations(source), _abbreviations(target)
    wanted = {one: {one, *_same(one, pair.source_language, pair.language)} for one in ours}
    lost = [one for one, right in wanted.items() if not right & set(theirs) and not _is_said(right, target)]
    known = set().union(*wanted.values())
    added = [each for each in theirs if each not in known] if pair.language.script == "Latn" else []
    for each in dict.fromkeys(added):
        right = next((r for one in lost for r in sorted(wanted[one] - {one}) or [one] if is_near(each, r)), "")
        if right:
            place, message = place_of(pair, handbook, each), f"`{each}` is `{right}` in this language"
            yield Finding("HB254", place, message, f"type {right}", "error")
        elif not ours and each.casefold() not in of_book(handbook) and each not in _known(pair.language):
            hint = "write it in the source too, or write it out"
            yield place_of(pair, handbook, each), f"`{each}` does not stand in the source", hint
    if not added and len(BRACKETED.findall(target)) < len(BRACKETED.findall(source)):
        for one in [found for found in BRACKETED.findall(source) if found in lost]:
            right = " or ".join(sorted(wanted[one] - {one}) or [one])
            yield pair.place, f"the abbreviation `({one})` of the source does not stand here", f"type ({right})"


def _bare(markdown: str) -> str:
    """What is shown, without code."""
    text = shown(markdown)
    for code in marked(markdown).codes:
        text = text.replace(code, " ")
    return text


def _is_said(right: set[str], target: str) -> bool:
    """Whether an abbreviation stands in small letters: `sida`."""
    return bool({each.casefold() for each in right} & {word for word in WORDS.findall(target) if word.islower()})
