"""HB306: a number whose separators say another value in the translation's language."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of
from handbookpub.checks.figures_numbers import compare, typed, written
from handbookpub.model import Handbook
from handbookpub.translate.pairs import Pair


@check("HB306", on=Pair)
def other_value(pair: Pair, handbook: Handbook) -> Problems:
    """A number has the same digits as in the source, and another value for readers of this language.

    What it does: reads the comma and the point of a number by the rows of both languages.
    Who is harmed: the reader, for whom a thousand becomes one.
    Example: `1,500` in French, where it is one and a half.
    Instead: `1 500`.
    """
    found = compare(pair)
    for figure, other in found.matched:
        ours, theirs = typed(found.source, figure), typed(found.target, other)
        own = {pair.language.decimal, pair.language.group} & set(theirs)
        if own and not figure.spelled and not other.spelled and figure.values[0] != other.values[0]:
            right = written(figure, ours, pair.language)
            message = f"`{theirs}` is not {ours} in {pair.language.english_name}"
            yield place_of(pair, handbook, theirs), message, f"type {right}"
