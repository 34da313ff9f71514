"""Words that say which way a sentence goes: more or less, before or after, not; kinds of treaties; words that judge.

They are the table `beside` of a row. Each list has a key, `bounds.more`, that is the same in every language, so that a
check can lay the keys of a translation beside those of its source. A word may end in `*`: any ending will do; `#` is a
number. A text is read once for all lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from handbookpub.quantities.vocabulary import WORD, plain, vocabulary

TOKEN = re.compile(rf"{WORD}|\d+(?:[.,٫٬]\d+)*|[.,;:!?،؛؟…()\n]")
ANY = "*"
NUMBER = "#"
TABLES = ("bounds", "opposites", "negation", "instruments", "harsh")
SHORTEST = 1
DOUBLED = "\u0651"
"""A shadda: `دوّن` is no `دون`."""
DENIALS = ("negation.strong", "negation.nouns")
"""Lists of short words, which of all prefixes take only a conjunction."""
Phrase = tuple[str, tuple[str, ...]]
"""A key and the words after the first one."""


@dataclass(slots=True)
class Lexicon:
    """The lists of a language by the first word of each phrase; `starts` are those that end in any way."""

    code: str
    words: dict[str, list[Phrase]] = field(default_factory=dict)
    starts: dict[str, list[Phrase]] = field(default_factory=dict)
    known: dict[str, list[Phrase]] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)

    def add(self, key: str, phrase: str) -> None:
        """Seek one more phrase."""
        if DOUBLED in phrase:
            self.doubled.add(plain(phrase))
        first, *rest = (_plain(word) for word in re.split(r"[\s’'-]+", phrase))
        table = self.starts if first.endswith(ANY) else self.words
        table.setdefault(first.rstrip(ANY), []).append((key, tuple(rest)))

    def phrases(self, token: str) -> list[Phrase]:
        """The phrases that may begin with a token, the longest first."""
        if token not in self.known:
            found = [each for form in _forms(token, self.code) for each in self._of(form, token)]
            self.known[token] = sorted(set(found), key=lambda each: -len(each[1]))
        return self.known[token]

    def _of(self, form: str, token: str) -> Iterator[Phrase]:
        whole = plain(token)
        joins = vocabulary(self.code).row.stems["joins"]
        short = form not in (whole, *(whole.removeprefix(join) for join in joins))
        short = short or (DOUBLED in token and form not in self.doubled)
        starts = (each for end in range(SHORTEST, len(form) + 1) for each in self.starts.get(form[:end], ()))
        for each in (*self.words.get(form, ()), *starts):
            if not (short and each[0] in DENIALS):
                yield each


def _plain(word: str) -> str:
    return plain(word.rstrip(ANY)) + ANY * word.endswith(ANY)


@lru_cache(maxsize=65536)
def _forms(token: str, code: str) -> tuple[str, ...]:
    """A token as it is typed, and without the prefixes that it may have."""
    if token[0].isdigit():
        return (NUMBER,)
    return tuple(form.word for form in vocabulary(code).forms(token))


@cache
def _lexicon(code: str) -> Lexicon:
    row, found = vocabulary(code).row, Lexicon(code)
    for table in TABLES:
        for name, phrases in row.beside[table].items():
            for phrase in phrases:
                found.add(f"{table}.{name}", phrase)
    return found


@lru_cache(maxsize=16384)
def said(text: str, code: str) -> Mapping[str, int]:
    """How often each list of a language is met in a text: `bounds.more`, `negation.strong`. In one table a longer
    phrase takes its words from a shorter one: `not more than` is no `more than`.
    """
    return Counter(key for key, _ in _found(tuple(TOKEN.findall(text)), _lexicon(code)))


def words_of(text: str, code: str, key: str) -> str:
    """The first words of a text that belong to a list, as they are typed; "" if there are none."""
    tokens = list(TOKEN.finditer(text))
    for found, (start, end) in _found(tuple(token[0] for token in tokens), _lexicon(code)):
        if found == key:
            return text[tokens[start].start() : tokens[end - 1].end()]
    return ""


MORE, LESS = "bounds.more", "bounds.less"
DENIES, HALF_DENIES = DENIALS
NEAR = 3
"""Words between a bound and its number: `twenty workers or more`."""


@lru_cache(maxsize=8192)
def bounds(text: str, code: str) -> frozenset[str]:
    """Which way a text bounds its numbers, MORE or LESS: what does not take more than 3 days takes at most 3. A bound
    after `ne` alone is none: `il n’a plus de lits`; nor is one without a number.
    """
    tokens = tuple(TOKEN.findall(text))
    found = list(_found(tokens, _lexicon(code)))
    told = set[str]()
    for key, (start, end) in found:
        if key in (MORE, LESS) and any(_counts(token, code) for token in tokens[max(0, start - NEAR) : end + NEAR]):
            clause = max((i for i in range(start) if not tokens[i][0].isalnum()), default=-1)
            before = {k for k, (s, _) in found if clause < s < start}
            if DENIES in before:
                told.add(LESS if key == MORE else MORE)
            elif HALF_DENIES not in before:
                told.add(key)
    return frozenset(told)


def _counts(token: str, code: str) -> bool:
    known = vocabulary(code)
    return token[0].isdigit() or any(known.numbers.begins(f) or known.pairs.begins(f) for f in _forms(token, code))


def _found(tokens: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[str, tuple[int, int]]]:
    taken: dict[str, int] = {}
    for index, token in enumerate(tokens):
        for key, rest in lexicon.phrases(token):
            table = key.partition(".")[0]
            if taken.get(table, 0) > index or not _goes_on(tokens[index + 1 : index + 1 + len(rest)], rest, lexicon):
                continue
            end = index + 1 + len(rest)
            if len(rest) or table != "harsh":
                taken[table] = end
            yield key, (index, end)


def _goes_on(tokens: tuple[str, ...], rest: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether these tokens are the rest of a phrase."""
    return len(tokens) == len(rest) and all(_is(token, word, lexicon) for token, word in zip(tokens, rest, strict=True))


def _is(token: str, word: str, lexicon: Lexicon) -> bool:
    forms = _forms(token, lexicon.code)
    if word.endswith(ANY):
        return any(form.startswith(word[:-1]) for form in forms)
    return word in forms
