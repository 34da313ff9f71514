"""HB514 to HB517: accents, ligatures and vowel marks that a keyboard leaves out or sets in another order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import MARK, Prose, bare, prose
from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Edition, Handbook

APOSTROPHE = re.compile("['’]")
SHORTEST = 4
"""Letters of a word that is compared with others of the book: shorter ones are often two words."""
ANY = "*"
START = r"(?:^|(?<=[.!?…:»“(–—]\s)|(?<=[\n«“(]))"


def _parts(edition: Edition, handbook: Handbook) -> Iterator[Prose]:
    return (part for chapter in edition.chapters if not chapter.notice for part in prose(chapter, handbook))


@check("HB514", on=Edition, severity="review")
def other_mark_order(edition: Edition, handbook: Handbook) -> Problems:
    """A vowel mark stands on the other side of its letter than in most words of the edition.

    What it does: counts both orders that the row names, such as `ًا` and `اً`, and names the rarer one.
    Who is harmed: the reader who searches for the word and finds half of its places.
    Example: `أحداً` in an edition that writes `أحدًا`.
    Instead: `أحدًا`.
    """
    for first, second in edition.language.mark_orders:
        places: dict[str, list[tuple[Prose, int]]] = {first: [], second: []}
        for part in _parts(edition, handbook):
            for found in re.finditer(rf"{first}|{second}", part.text) if first[0] in part.text else ():
                if not re.match(rf"[^\W\d_]|[{MARK}]", part.text[found.end() :]):
                    places[found[0]].append((part, found.start()))
        usual, rare = sorted((first, second), key=lambda order: -len(places[order]))
        for part, index in places[rare] if places[usual] else ():
            message = f"`{rare}` is typed `{usual}` in most words here"
            yield part.place(index), message, f"type `{usual}`"


@check("HB515", on=Chapter, severity="review")
def lost_ligature(chapter: Chapter, handbook: Handbook) -> Problems:
    """Two letters are typed apart that are one in this language.

    What it does: seeks the letters of the row, such as `oeu` in French.
    Who is harmed: the reader who searches for the word and does not find it.
    Example: `soeur`.
    Instead: `sœur`.
    """
    pairs = load(chapter.language).ligatures
    for part in prose(chapter, handbook) if pairs else ():
        for found in _apart(pairs).finditer(part.text):
            right = _cased(dict(pairs)[found[0].casefold()], found[0])
            message = f"`{found[0]}` is written `{right}`"
            yield part.place(found.start()), message, f"type `{right}`"


@cache
def _apart(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(apart for apart, _ in pairs), re.IGNORECASE)


def _cased(right: str, typed: str) -> str:
    return right.upper() if typed.isupper() else right[0].upper() + right[1:] if typed[0].isupper() else right


@check("HB516", on=Chapter, severity="review")
def lost_capital_accent(chapter: Chapter, handbook: Handbook) -> Problems:
    """A capital letter has lost its accent.

    What it does: seeks the words of the row that begin with an accent; `A` only where a sentence starts.
    Who is harmed: the reader who searches; the listener, whose screen reader says another word.
    Example: `l’Etat`; `A la porte, attendez.`
    Instead: `l’État`; `À la porte, attendez.`
    """
    language = load(chapter.language)
    for part in prose(chapter, handbook) if language.capitals else ():
        for found in _capitals(language.code).finditer(part.text):
            right = _accented(language)[found[0][:2].rstrip()]
            word = re.match(r"\w*", part.text[found.start() + 1 :])
            typed = found[0][0] + (word[0] if word else "")
            message = f"the capital of `{typed}` has lost its accent"
            yield part.place(found.start()), message, f"type `{right}{typed[1:]}`"


@cache
def _capitals(code: str) -> re.Pattern[str]:
    """Where a word of the row stands without its accent."""
    found = []
    for word in load(code).capitals:
        typed = re.escape(plain_letters(word[0]) + word[1:].rstrip(ANY)).replace(r"\ ", "[ \u00a0]")
        start, end = START if " " in word else "", "" if word.endswith(ANY) else r"(?!\w)"
        found.append(start + typed + end)
    firsts = "".join(sorted({plain_letters(word[0]) for word in load(code).capitals}))
    return re.compile(rf"(?<!\w)(?=[{firsts}])(?:{'|'.join(found)})")


def _accented(language: Language) -> Mapping[str, str]:
    """The right capital behind the first two letters of a word typed without it."""
    return {(plain_letters(word[0]) + word[1]).rstrip(): word[0] for word in language.capitals}


def plain_letters(text: str) -> str:
    """A text without the accents of its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


@check("HB517", on=Edition, severity="review")
def lost_accent(edition: Edition, handbook: Handbook) -> Problems:
    """A word has lost an accent or a hamza that it has elsewhere in the edition.

    What it does: compares words of four letters and more that differ only in the letters of the row, and names the one
    without them where it is the rarer. Endings such as `é` do not count, nor the `أ` of a verb's first person; the row
    has words that are right both ways.
    Who is harmed: the reader who searches for the word and finds half of its places.
    Example: `telephone` in an edition that writes `téléphone`; `الاشخاص` beside `الأشخاص`.
    Instead: `téléphone`; `الأشخاص`.
    """
    row = edition.language.accents
    if not row["letters"]:
        return
    counted, places = Counter[str](), defaultdict[str, list[tuple[Prose, int]]](list)
    for part in _parts(edition, handbook):
        for start, end in part.words:
            word = bare(part.text[start:end])
            if max(map(len, APOSTROPHE.split(word))) >= SHORTEST:  # `qu’a` and `qu’à` are two words
                counted[word] += 1
                places[word].append((part, start))
    rights = _rights(counted, edition.language)
    for word, right in rights.items():
        if counted[word] < counted[right] and word not in row["right"]:
            for part, start in (place for place in places[word] if place[1] not in place[0].foreign):
                typed = part.text[start : start + len(word)]
                yield part.place(start), f"`{typed}` is written `{right}` elsewhere in this edition", f"type `{right}`"


def _rights(counted: Counter[str], language: Language) -> dict[str, str]:
    """The words without accents that are known with them, and their most frequent spelling."""
    letters, found = set(language.accents["letters"]), dict[str, str]()
    for word in sorted(counted):
        if letters & set(_core(word, language)):
            plain = _plain(word, letters)
            if plain in counted and counted[word] > counted[found.get(plain, "")]:
                found[plain] = word
    return found


def _core(word: str, language: Language) -> str:
    row = language.accents
    start = next((each for each in row["starts"] if word.startswith(each)), "")
    ending = next((each for each in row["endings"] if word.endswith(each)), "")
    return word.removeprefix(start).removesuffix(ending)


def _plain(word: str, letters: set[str]) -> str:
    return "".join(plain_letters(c) if c in letters else c for c in word)
