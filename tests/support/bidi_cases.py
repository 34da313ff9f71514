"""Cases of Unicode's BidiCharacterTest.txt, as HTML and as Markdown with markup at every character.

The file has 91,707 cases, nearly all of them permutations of brackets and neutrals. `chosen` takes every
case that has something else (explicit directions, digits, separators, marks, blanks) and an even sample of
the permutations, the same ones each time.
"""

from __future__ import annotations

import html
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handbookpub.pdfread.order import has_ink, visual_order

SOURCE = Path("/usr/share/unicode/BidiCharacterTest.txt")  # Debian package unicode-data
STRIDE = 29
PERMUTED = frozenset("()[]\u2680\u2681\u2682\u2683\u05d0\u05d1\u05d2\u05d3abcd")
EMBEDDINGS, OVERRIDES, POP = "\u202a\u202b", "\u202d\u202e", "\u202c"
ISOLATES, END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_ISOLATE_FOR = {"\u202a": "\u2066", "\u202b": "\u2067"}
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the file. `order` holds the indices of the characters with ink, from left to right."""

    line: int
    text: str
    direction: str
    order: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The characters with ink from left to right, brackets as written (not mirrored)."""
        return "".join(self.text[i] for i in self.order)

    @property
    def letters(self) -> str:
        """`shown` without marks, whose glyphs share their letter's place."""
        return "".join(char for char in self.shown if not is_mark(char))


def is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


FAMILIES: dict[str, Callable[[str], bool]] = {
    "explicit embeddings (X2, X3)": lambda t: any(c in EMBEDDINGS for c in t),
    "explicit overrides (X4, X5)": lambda t: any(c in OVERRIDES for c in t),
    "isolates (X5a-X6a)": lambda t: any(c in ISOLATES for c in t),
    "removed characters (X9)": lambda t: any(unicodedata.bidirectional(c) == "BN" for c in t),
    "marks (W1)": lambda t: any(unicodedata.bidirectional(c) == "NSM" for c in t),
    "numbers after Arabic letters (W2)": lambda t: has(t, "EN") and has(t, "AL"),
    "Arabic numbers (AN)": lambda t: has(t, "AN"),
    "separators (W4)": lambda t: (has(t, "ES") or has(t, "CS")) and has(t, "EN", "AN"),
    "numbers (W7, I1, I2)": lambda t: has(t, "EN"),
    "paired brackets (N0)": lambda t: has_pair(t),
    "neutrals (N1, N2)": lambda t: any(c in "\u2680\u2681\u2682" for c in t),
    "direction marks": lambda t: any(c in "\u200e\u200f\u061c" for c in t),
    "blanks (L1)": lambda t: any(c.isspace() for c in t),
}


def has(text: str, *classes: str) -> bool:
    return any(unicodedata.bidirectional(char) in classes for char in text)


def has_pair(text: str) -> bool:
    return any(opening in text and closing in text for opening, closing in ("()", "[]", "{}", "\u2329\u232a"))


@cache
def every_case() -> tuple[Case, ...]:
    """All cases of the file."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    return tuple(
        _parse(n, line) for n, line in enumerate(lines, start=1) if line and not line.startswith("#")
    )


def _parse(number: int, line: str) -> Case:
    points, _, level, _, order = line.split(";")
    text = "".join(chr(int(point, 16)) for point in points.split())
    indices = tuple(i for i in map(int, order.split()) if has_ink(text[i]))
    return Case(number, text, "rtl" if level == "1" else "ltr", indices)


@cache
def chosen() -> tuple[Case, ...]:
    """Every unusual case and every 29th permutation."""
    usual = [case for case in every_case() if PERMUTED.issuperset(case.text)]
    unusual = [case for case in every_case() if not PERMUTED.issuperset(case.text)]
    return tuple(unusual + usual[::STRIDE])


def families(cases: Iterable[Case]) -> Counter[tuple[str, str]]:
    """How many cases exercise each family of rules, by paragraph direction."""
    return Counter(
        (name, case.direction) for case in cases for name, belongs in FAMILIES.items() if belongs(case.text)
    )


def cuts(case: Case, seed: int | None) -> list[str]:
    """The text in pieces: every character alone, or cut at random places that depend on the seed and the
    case.
    """
    if seed is None:
        return list(case.text)
    chance = random.Random(f"{seed}-{case.line}")
    pieces = [""]
    for char in case.text:
        if pieces[-1] and chance.random() < 0.4:
            pieces.append("")
        pieces[-1] += char
    return pieces


def as_html(cases: Sequence[Case], seed: int | None = None) -> str:
    """One paragraph per case. The colour of a piece says which case and which piece it is (see `who`)."""
    return "\n".join(_paragraph(n, case, cuts(case, seed)) for n, case in enumerate(cases))


_TAGS = ("span", "b", "i", "a", "sup", "em")
CSS = """p { white-space: pre; font-size: 7px; line-height: 10px; margin: 0 }
sup { font-size: 7px; vertical-align: 0 }"""


def _paragraph(number: int, case: Case, pieces: Sequence[str]) -> str:
    inner = "".join(
        f'<{tag} style="color:#{i + 1:02x}{number >> 8:02x}{number & 255:02x}">{html.escape(piece)}</{tag}>'
        for i, piece in enumerate(pieces)
        for tag in [_TAGS[(i + number) % len(_TAGS)]]
    )
    return f'<p dir="{case.direction}">{inner}</p>'


def who(fill: Sequence[float]) -> tuple[int, int]:
    """(number of the case, number of the piece) from a glyph's colour; (-1, -1) for any other colour."""
    red, green, blue = ([round(part * 255) for part in fill] * 3)[:3]
    return ((green << 8) + blue, red - 1) if len(fill) == 3 and red else (-1, -1)


def as_markdown(case: Case, seed: int | None = None) -> str | None:
    """A paragraph of the source format with markup at every cut; None if Markdown cannot carry the case."""
    if why_not_markdown(case):
        return None
    pieces = cuts(case, seed)
    return "".join(_dressed(piece, i) for i, piece in enumerate(pieces))


def _dressed(piece: str, number: int) -> str:
    if any(char.isspace() or not has_ink(char) for char in piece):
        return _escaped(piece)
    if number % 3 == 2 and piece.isalnum():
        return f"**{piece}**"
    return f"[{_escaped(piece)}]({_ADDRESS})" if number % 3 == 1 else f"[{_escaped(piece)}]{{lang=und}}"


_ADDRESS = "https://example.org"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in _ASCII_PUNCTUATION else char for char in text)


def why_not_markdown(case: Case) -> str:
    """Why a case cannot go through Markdown, "" if it can."""
    text = case.text
    if any(char in "\t\u2028\u2029\u0085" for char in text):
        return "a tab or a paragraph separator"
    if text != " ".join(text.split()):
        return "blanks at an end or twice: Markdown and HTML collapse them"
    if not case.order:
        return "nothing visible"
    if "\u2329" in text or "\u232a" in text:
        return "U+2329 and U+232A are not in Unicode normal form"
    if any(char in text for char in (*OVERRIDES, *EMBEDDINGS, POP, *ISOLATES, END_ISOLATE)):
        return "" if _survives(case) else "the spans that embeddings become are isolates, with another order"
    return ""


def _survives(case: Case) -> bool:
    """Whether a case keeps its order when embeddings become isolated spans and what is unbalanced is
    dropped.
    """
    spans, depth = "", []
    for char in case.text:
        if char in EMBEDDINGS or char in ISOLATES:
            depth.append(POP if char in EMBEDDINGS else END_ISOLATE)
            spans += _ISOLATE_FOR.get(char, char)
        elif char in OVERRIDES:
            return False
        elif char in (POP, END_ISOLATE):
            if not depth or depth.pop() != char:
                return False
            spans += END_ISOLATE
        else:
            spans += char
    if depth:
        return False
    return "".join(spans[i] for i in visual_order(spans, case.direction)) == case.shown
