"""A light stemmer: the words of a phrase found again in a text, with their article, prefixes and endings.

A word of the text has several *forms*: as it is typed, without what may stand before it (`clitics`), without
what may stand after it (`endings`), and the singular of a broken plural (`irregular`). A word of the phrase sought
keeps its ending and loses only its article. The two are the same word if they share a form. So `متسلل` is found in
`والمتسللين`, and the search for `servante` does not stop at `servant`.

All of it is data of the language's row, `[stems]`; letters are folded by the row's `letter_folds`. Vowel marks,
tatweel, joiners and direction marks never count. Positions are those of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.model import Term, Termbase

SILENT = "\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060\ufeff"
"""Characters that change how a word looks and not which word it is."""

WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{SILENT}])*")
DROPPED = re.compile(f"[{SILENT}]+")
JOINT = re.compile(r"[\s‐‑–'’ʼ\"«»“”„‘()-]{1,4}")
"""What may stand between two words of one phrase; a comma only where the phrase has one too."""
COMMAS = str.maketrans("", "", ",،")
ROUNDS = 2
"""How many endings one word may lose: `travailleuses`, `ضحيتيهما`."""
SKIPPED = 2
Forms = frozenset[str]
Found = tuple[int, int, int]
"""The index of the phrase, and where it starts and ends."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at `start:end`. `joint` says how it hangs on the word before: " ", "," or "" (not at all).

    `inner` are its forms inside a phrase: a conjunction there would start something new.
    """

    start: int
    end: int
    joint: str
    forms: Forms
    inner: Forms
    small: bool


@dataclass(slots=True)
class Stemmer:
    """The forms of words by one language's row; without `folded`, spellings that are mixed up stay apart."""

    language: Language
    folded: bool
    letters: dict[int, str] = field(default_factory=dict)
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()
    irregular: dict[str, str] = field(default_factory=dict)
    known: dict[str, tuple[Forms, Forms, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        row = self.language.stems
        folds = self.language.letter_folds.items() if self.folded else ()
        self.letters = {ord(letter.casefold()): other.casefold() for letter, other in folds}
        for name in ("clitics", "articles", "joins", "small", "leads"):
            self.rows[name] = tuple(map(self.bare, row[name]))
        for ending, other in row["endings"]:
            self.endings.setdefault(self.bare(ending), []).append(self.bare(other))
        self.sizes = tuple(sorted(set(map(len, self.endings))))
        self.irregular = {self.bare(many): self.bare(one) for many, one in row["irregular"].items()}

    def bare(self, word: str) -> str:
        """The word in small letters, without silent characters, its letters folded."""
        return unicodedata.normalize("NFC", DROPPED.sub("", word)).casefold().translate(self.letters)

    def sought(self, word: str) -> Forms:
        """The forms that a word of a phrase is known by: it loses its article, and a broken plural is also one."""
        forms = set(self._both(self.bare(word), "articles")[1])
        return frozenset(forms | {self.irregular[form] for form in forms if form in self.irregular})

    def forms(self, word: str) -> tuple[Forms, Forms, bool]:
        """Every form that a word of a text may have at the start of a phrase, and inside one; whether it is small."""
        if word not in self.known:
            bare = self.bare(word)
            start, inner = map(self._inflected, self._both(bare, "clitics"))
            self.known[word] = start, inner, bare in self.rows["small"]
        return self.known[word]

    def _both(self, word: str, beginnings: str) -> tuple[set[str], set[str]]:
        """What is left of a word without a beginning; in the second set a conjunction stays where it is."""
        start = {word, *self._without(word, self.rows[beginnings])}
        own = [beginning for beginning in self.rows[beginnings] if not beginning.startswith(self.rows["joins"] or "-")]
        inner = {word, *self._without(word, own)}
        for join in self.rows["joins"]:
            if word.startswith(join):
                inner |= {join + rest for rest in self._without(word[len(join) :], own)}
        return start | inner, inner

    def _without(self, word: str, beginnings: Iterable[str]) -> Iterator[str]:
        for beginning in beginnings:  # behind one letter a short word is rather a part of it: `وقت` is no `قت`
            shortest = self.language.stems["shortest"] - (len(beginning) > 1)
            if word.startswith(beginning) and len(word) - len(beginning) >= shortest:
                yield word[len(beginning) :]

    def _inflected(self, forms: Iterable[str]) -> Forms:
        return frozenset(inflected for form in forms for inflected in self._shorter(form))

    def _shorter(self, form: str) -> Iterator[str]:
        """The form itself, and what is left of it without its endings, none of which is taken twice. After one
        lost letter it is no broken plural any more: `تجارة` is not `تجار`.
        """
        shortest = self.language.stems["shortest"]
        waiting: list[tuple[str, tuple[str, ...]]] = [(form, ("",))]
        for word, lost in waiting:
            yield word
            if word in self.irregular and len(lost[-1]) != 1:
                yield self.irregular[word]
            for size in self.sizes if len(lost) <= ROUNDS else ():
                ending = word[-size:]
                if ending not in lost and len(word) - size >= shortest:
                    waiting += [(word[:-size] + other, (*lost, ending)) for other in self.endings.get(ending, ())]


@cache
def stemmer(code: str, folded: bool = True) -> Stemmer:
    """The stemmer of a language."""
    return Stemmer(languages.load(code), folded)


@lru_cache(maxsize=4096)
def words(text: str, code: str, folded: bool = True) -> tuple[Word, ...]:
    """The words of a text in a language."""
    own, found, end = stemmer(code, folded), list[Word](), 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        joint = " " if JOINT.fullmatch(between) else "," if JOINT.fullmatch(between.translate(COMMAS)) else ""
        found.append(Word(match.start(), end, joint, *own.forms(match[0])))
    return tuple(found)


@dataclass(slots=True)
class Finder:
    """Many phrases sought at once in texts of one language."""

    code: str
    folded: bool
    first: dict[str, list[tuple[int, tuple[tuple[str, Forms], ...]]]] = field(default_factory=dict)

    def add(self, index: int, phrase: str) -> None:
        """Seek one more phrase; small words in it need not be there, or may be others."""
        own = stemmer(self.code, self.folded)
        parts = words(phrase, self.code, self.folded)
        kept = [part for part in parts if not part.small] or list(parts)
        sought = tuple((part.joint, own.sought(phrase[part.start : part.end])) for part in kept)
        for form in sought[0][1] if sought else ():
            self.first.setdefault(form, []).append((index, sought))

    def find(self, text: str) -> list[Found]:
        """Every place where a phrase stands, in the order of the text; places may overlap."""
        given, found = words(text, self.code, self.folded), dict[Found, None]()
        for at, word in enumerate(given):
            for form in word.forms:
                for index, sought in self.first.get(form, ()):
                    if end := _end(given, at, sought):
                        found[(index, word.start, end)] = None
        return sorted(found, key=lambda place: (place[1], -place[2], place[0]))


def _end(given: Sequence[Word], at: int, sought: Sequence[tuple[str, Forms]]) -> int:
    """Where the phrase ends whose first word stands at `at`, or 0."""
    for joint, forms in sought[1:]:
        at += 1
        skipped = 0
        while at < len(given) and given[at].joint == " " and given[at].small and skipped < SKIPPED:
            if given[at].inner & forms:
                break
            at, skipped = at + 1, skipped + 1
        hangs = at < len(given) and (given[at].joint == " " or given[at].joint == joint == ",")
        if not hangs or not given[at].inner & forms:
            return 0
    return given[at].end


@lru_cache(maxsize=256)
def finder(phrases: tuple[str, ...], code: str, folded: bool = True) -> Finder:
    """A finder for some phrases of a language; its indices are theirs."""
    made = Finder(code, folded)
    for index, phrase in enumerate(phrases):
        made.add(index, phrase)
    return made


def contains(text: str, phrase: str, language: Language) -> list[tuple[int, int]]:
    """Where a phrase stands in a text, inflected or not: start and end of each place."""
    return longest((start, end) for _, start, end in finder((phrase,), language.code).find(text))


def longest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places without those that a longer one overlaps, in the order of the text."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(places), key=lambda place: (place[0] - place[1], place)):
        if all(end <= other or stop <= start for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)


def terms_in(text: str, language: Language, termbase: Termbase) -> list[tuple[Term, int, int]]:
    """The agreed terms that stand in a text, in its order. A term inside a longer one does not count."""
    known = [term for term in termbase if term.preferred.get(language.code)]
    sought = tuple(term.preferred[language.code] for term in known)
    found = finder(sought, language.code).find(text)
    kept = set(longest((start, end) for _, start, end in found))
    return [(known[index], start, end) for index, start, end in found if (start, end) in kept]
