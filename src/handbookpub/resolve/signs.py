"""What each character of a paragraph is to the recogniser of islands: one sign per character.

The recogniser's patterns run over signs, not over letters: `L` a letter written left to right, `R` a letter
written right to left, `d` a digit 0-9, `a` an Arabic-Indic or Persian digit, a blank for any white space, `z`
a character that is not seen, `n` the call of a note, `B` something an island cannot run across (a picture, a
line break, an island of the author's own). Every other character is its own sign. The kinds are those of
UAX#9, table 4.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LETTER, RIGHT, DIGIT, NATIVE, NOTE, BARRIER, HIDDEN = "LRdanBz"
SIGN_OF_KIND = {
    "L": LETTER,
    "R": RIGHT,
    "AL": RIGHT,
    "AN": NATIVE,
    "WS": " ",
    "S": " ",
    "B": BARRIER,
    "BN": HIDDEN,
}
MARKS = {"\u200e": HIDDEN, "\u200f": HIDDEN, "\u061c": HIDDEN}


def signs(text: str) -> str:
    """One sign per character of `text`."""
    return "".join(_signs(text))


def _signs(text: str) -> Iterator[str]:
    last = HIDDEN
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind != "NSM":  # a mark belongs to its letter (UAX#9 W1)
            last = MARKS.get(character) or _sign(character, kind)
        yield last


def _sign(character: str, kind: str) -> str:
    if unicodedata.category(character)[0] == "P":  # the Arabic semicolon is a strong character to UAX#9
        return character
    if kind == "EN":  # so are Persian digits, but to the reader they are the text's own
        return NATIVE if "\u06f0" <= character <= "\u06f9" else DIGIT
    return SIGN_OF_KIND.get(kind, character)


def strong(text: str) -> str:
    """The direction of the letters in `text`: "ltr", "rtl", "mixed", or "" where there are none."""
    found = set(signs(text)) & {LETTER, RIGHT}
    return "mixed" if len(found) == 2 else {LETTER: "ltr", RIGHT: "rtl"}[found.pop()] if found else ""


def value(digits: str) -> int:
    """The number that a string of digits of any script writes; everything else in it is left out."""
    return int("".join(str(unicodedata.digit(c)) for c in digits if c.isdigit()) or 0)
