"""HB534: the separators of numbers."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import Prose, bare, prose
from handbookpub.findings import Finding
from handbookpub.model import Chapter, Handbook
from handbookpub.quantities.vocabulary import WORD, vocabulary

NUMBER = re.compile(r"(?<![\w.,٫٬/:\-–])\d+(?:[.,٫٬،]\d+)+(?![\w/:]|[.,٫٬\-–]\d)")
AMOUNT = re.compile(r"[ \u00a0\u202f]?(?:[%٪‰€$£]|(?:km|kg|m|cm|g|l|ml|ha|EUR|USD)\b)")
CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.,][0-5]\d")
HOUR = "hour"
THREE = 3


@check("HB534", on=Chapter, severity="review")
def other_separator(chapter: Chapter, handbook: Handbook) -> Problems:
    """A number has the decimal or thousands separator of another language.

    What it does: looks at numbers with a comma or a point in them. Dates, versions, and numbers of sections
    are left alone; where only the author can know, it asks.
    Who is harmed: the reader, who takes one thousand for one, or ten for a thousand.
    Example: `١,٥٠٠` in Arabic, `3.5 %` in French.
    Instead: `١٬٥٠٠`, `3,5 %`.
    """
    for part in prose(chapter, handbook):
        for found in NUMBER.finditer(part.text):
            if found.start() in part.foreign or _is_label(part, found.start()):
                continue
            amount = bool(AMOUNT.match(part.text, found.end())) or _has_unit(part, found)
            right = _right(part, found[0], amount)
            if right and right != found[0]:
                message = f"`{found[0]}` has a separator of another language"
                yield Finding("HB534", part.place(found.start()), message, f"type `{right}`", "review")


def _has_unit(part: Prose, number: re.Match[str]) -> bool:
    """Whether the word behind a number is a unit of the row, such as metres; `10.30 h` is a time of the day."""
    word = re.match(rf"[ \u00a0\u202f]({WORD})", part.text[number.end() :])
    known = vocabulary(part.language.code)
    unit = known.units.at([known.forms(word[1])], 0) if word else None
    return unit is not None and not (unit[2] == HOUR and CLOCK.fullmatch(number[0]))


def _is_label(part: Prose, start: int) -> bool:
    """Whether a number stands behind a word that takes a label: `القسم ٣.٢`."""
    before = part.text[:start].split()[-1:]
    return bool(before) and bare(before[0]) in part.language.letter_labels


def _right(part: Prose, number: str, amount: bool) -> str:
    """The number as the language writes it, or "" where it may be right, or something else than a number."""
    row = part.language
    signs = re.findall(r"[.,٫٬،]", number)
    groups = re.split(r"[.,٫٬،]", number)
    thousands = all(len(group) == THREE for group in groups[1:]) and len(groups[0]) <= THREE and groups[0] != "0"
    native = number[0] in row.digits
    if not native:
        return re.sub("[٫٬]", lambda m: {"٫": ".", "٬": ","}[m[0]], number)
    if set(signs) <= {row.decimal, row.group}:
        return _by_shape(number, signs, thousands, amount, row.decimal, row.group)
    if "." in signs and not (amount and len(signs) == 1):
        return ""
    sign = row.group if thousands and "." not in signs else row.decimal
    if len(signs) > 1 and not thousands:
        return ""
    if not row.rtl and not amount and not thousands:
        return ""
    return re.sub(r"[.,٫٬،]", sign, number)


def _by_shape(number: str, signs: list[str], thousands: bool, amount: bool, decimal: str, group: str) -> str:
    """A number with signs of the language in each other's place: `3,5 %` in English."""
    if thousands and set(signs) == {decimal}:
        return number.replace(decimal, group)
    if len(signs) != 1 or thousands or signs[0] != group or not amount:
        return ""
    return number.replace(group, decimal)
