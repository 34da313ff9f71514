"""What stays on one line in print: a number with its word, `celle-ci`, a short phrase of the other direction.

- A number and the word that it counts: `72 heures`, `20 minutes`. A word is one that the row of the language lists as a
  unit, or any of 4 to 10 letters; years count nothing.
- A word and the number that names it: `article 24`, `question 2.` The word is one that the row lists as a label, or any
  word where the number ends the phrase, or a name with a capital letter. Then the number goes with no word behind it.
- A range: `10–20`.
- No line ends at a hyphen with at most three letters before it or four behind it: `au-delà`, `celle-ci`, `a-t-on`,
  `lisez-les`.

Spaces become no-break spaces, which the layout stretches as it does others, and U+2060 stands behind hyphens. The
pen (`extraction`) gives back a plain space and nothing, so what a reader copies or searches is as it was typed. What
is bound is a pair and short, so that justified lines are not pulled apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from handbookpub.languages import Language, load

from .elements import Element, classes
from .inline import NOTHING, is_object, paragraphs, tag_of
from .levels import OBJECT

NO_BREAK, JOINER = "\u00a0", "\u2060"
_FLOW, _CELL = 20, 12
"""Letters that are bound at most, in running text and in a cell of a table."""
_BEFORE, _BEHIND = 3, 4
"""Letters of a piece beside a hyphen that are too few to stand on a line by themselves."""
_D = "[0-9٠-٩۰-۹]"
_L = r"(?:[^\W\d_]|[\u064b-\u065f\u0670\u200d])"
_NUMBER = rf"(?<![\w.,:/@#+\-–٫٬]){_D}+(?:[.,٫٬]{_D}+)*(?!\w)"
_COUNTED = re.compile(rf"(?P<number>{_NUMBER}) (?P<word>{_L}+)(?![\w/@])")
_NAMED = re.compile(rf"(?<!\w)(?P<word>{_L}+\.?) (?P<number>{_D}{{1,3}})(?![\w.,:/٫٬\-–]{_D}|\w)")
_ENDS = re.compile(rf"[\s{NOTHING}]*(?:$|[.,;:!?)\]»”…،؛؟])")
_RANGE = re.compile(rf"(?<={_D})[–-](?={_D})")
_YEAR = re.compile(r"[12١٢۱۲][0-9٠-٩۰-۹]{3}")
_HYPHENED = re.compile(rf"(?<![\w@/.:\-’']){_L}+(?:[’'-]{_L}+)+(?![\w@/-]|\.\w)")
_TURNED = re.compile(r"(?<!\w)[\u05d0-\u05ea\u0620-\u06d3\u200d]+(?: [\u05d0-\u05ea\u0620-\u06d3\u200d]+){1,2}(?!\w)")
_COMMON = range(4, 11)
_SKIPPED = frozenset({"svg", "math", "pre", "code", "script", "style", "br"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece of a paragraph's text, and where it stands; without an element it stands for something else."""

    text: str
    element: Element | None = None
    is_tail: bool = False


def bind(root: Element, language: Language) -> None:
    """Bind what stays together in each paragraph below `root`; nothing changes but spaces and hyphens."""
    for block, start, end in list(paragraphs(root)):
        places = list(_places(block, start, end))
        in_cell = any(holder.tag in ("td", "th") for holder in (block, *block.iterancestors()))
        found = set(find("".join(place.text for place in places), language, _CELL if in_cell else _FLOW))
        offset = 0
        for place in places:
            own = [at - offset for at in found if offset <= at < offset + len(place.text)]
            offset += len(place.text)
            if own and place.element is not None:
                setattr(place.element, "tail" if place.is_tail else "text", _bound(place.text, own))


def tables(root: Element, language: Language) -> None:
    """Bind the text of tables, before their columns are shared out."""
    for table in root.iter("table"):
        bind(table, language)


def find(text: str, language: Language, longest: int = _FLOW) -> Iterator[int]:
    """Where in a paragraph the spaces and hyphens stand that end no line."""
    labels, units, joined = _words(language.code)
    for match in _NAMED.finditer(text):
        if match.end() - match.start() <= longest and _is_name(match, labels, joined):
            yield match.start("number") - 1
    for match in _COUNTED.finditer(text):
        word, number = match["word"], match["number"]
        grouped = text[: match.start()].rstrip()[-1:].isdigit()  # the end of a number to dial, if not of 1 000
        common = len(word) in _COMMON and not grouped and not _YEAR.fullmatch(number)
        counts = word.casefold() in units or common
        names = _is_label(_last(text, match.start()), labels, joined)
        if counts and not names and match.end() - match.start() <= longest:
            yield match.start("word") - 1
    for match in _HYPHENED.finditer(text):
        if match.end() - match.start() <= longest:
            yield from _hyphens(match)
    yield from (match.start() for match in _RANGE.finditer(text))
    if not language.rtl:
        for match in _TURNED.finditer(text):
            if match.end() - match.start() <= longest:
                yield from (at for at in range(*match.span()) if text[at] == " ")


def _is_name(match: re.Match[str], labels: frozenset[str], joined: tuple[str, ...]) -> bool:
    """Whether a number names what the word before it says."""
    word = match["word"]
    return word[0].isupper() or bool(_ENDS.match(match.string, match.end())) or _is_label(word, labels, joined)


def _is_label(word: str, labels: frozenset[str], joined: tuple[str, ...]) -> bool:
    plain = word.rstrip(".").casefold()
    return plain in labels or any(plain.startswith(start) and plain[len(start) :] in labels for start in joined)


def _last(text: str, end: int) -> str:
    """The word before a number, without what an apostrophe ties to it."""
    return next(iter(re.findall(rf"({_L}+\.?)[ {NO_BREAK}]$", text[max(0, end - 40) : end])), "")


def _hyphens(match: re.Match[str]) -> Iterator[int]:
    """The hyphens of a word with a short piece beside them."""
    marks = [match.start() - 1, *(match.start() + at for at, sign in enumerate(match.group()) if sign in "-’'")]
    for (before, at), behind in zip(pairwise(marks), [*marks[2:], match.end()], strict=True):
        short = at - before - 1 <= _BEFORE or behind - at - 1 <= _BEHIND
        if match.string[at] == "-" and short:
            yield at


@cache
def _words(code: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """What the row lists: labels, units, and what is written together with the word behind it."""
    row = load(code)
    labels, units = (
        frozenset(word.casefold() for words in row.figures[table].values() for word in words)
        for table in ("labels", "units")
    )
    return labels, units, tuple(row.stems["clitics"])


def _bound(text: str, found: list[int]) -> str:
    letters = list(text)
    for at in found:
        letters[at] = NO_BREAK if letters[at] == " " else letters[at] + JOINER
    return "".join(letters).replace(JOINER * 2, JOINER)


def _places(block: Element, start: int, end: int) -> Iterator[_Place]:
    yield from _own(block) if start < 0 else _tail(block[start])
    for child in block[start + 1 : end]:
        yield from _inside(child)
        yield from _tail(child)


def _inside(element: Element) -> Iterator[_Place]:
    if "call" in classes(element):
        yield _Place(NOTHING)
    elif is_object(element) or tag_of(element) in _SKIPPED or "data-slot" in element.attrib:
        yield _Place(OBJECT)
    else:
        yield from _own(element)
        for child in element:
            yield from _inside(child)
            yield from _tail(child)


def _own(element: Element) -> Iterator[_Place]:
    if isinstance(element.tag, str) and element.text:
        yield _Place(element.text, element)


def _tail(element: Element) -> Iterator[_Place]:
    if element.tail:
        yield _Place(element.tail, element, is_tail=True)
