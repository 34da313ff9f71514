"""Arabic words and phrases whose way through a PDF is counted. Always the same ones."""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DICTIONARY = Path("/usr/share/hunspell/ar.dic")  # Debian package hunspell-ar
SEED = 20261124
LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a]+")
WORD = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670\u0671]+")
VOWELS = "\u064e\u064f\u0650\u0652"
SHADDA, TANWIN = "\u0651", "\u064b\u064c\u064d"

KINDS: dict[str, str] = {
    "(عدد ٢٠٢٦)": "(عدد ٢٠٢٦)",
    "[نص]": "[نص]",
    "«اقتباس»": "«اقتباس»",
    "Palermo (2000)": '<bdi dir="ltr">Palermo (2000)</bdi>',
    "85%": '<bdi dir="ltr">85%</bdi>',
    "10–20": "10–20",
    "+20 227 3508 79": '<bdi dir="ltr">+20 227 3508 79</bdi>',
}
"""The seven kinds of reference/extraction.md section 3, and how the build writes them (phrases are
isolated).
"""
KEPT = 60
"""Paragraphs of each kind."""


@cache
def words(count: int = 2000) -> tuple[str, ...]:
    """Different words of at least two letters, without marks."""
    entries = (line.partition("/")[0].strip() for line in DICTIONARY.read_text("utf-8").splitlines()[1:])
    known = sorted({entry for entry in entries if len(entry) > 1 and LETTERS.fullmatch(entry)})
    return tuple(random.Random(SEED).sample(known, count))


@cache
def vocalised(count: int = 2000) -> tuple[str, ...]:
    """The same words with marks put on at random; NFC, as texts are stored."""
    chance = random.Random(SEED + 1)
    found = dict.fromkeys(unicodedata.normalize("NFC", _marked(word, chance)) for word in words(count))
    return tuple(found)


def _marked(word: str, chance: random.Random) -> str:
    marks = [_mark(chance) for _ in word]
    if chance.random() < 0.2:
        marks[-1] = chance.choice(TANWIN)
    return "".join(letter + mark for letter, mark in zip(word, marks, strict=True))


def _mark(chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < 0.35:
        return ""
    return (SHADDA if drawn > 0.85 else "") + chance.choice(VOWELS)


def running(chosen: Sequence[str], per_paragraph: int = 25) -> str:
    """HTML paragraphs of these words with what stands between words in a handbook."""
    chance = random.Random(SEED + 2)
    return "\n".join(
        f"<p>{_sentence(chosen[i : i + per_paragraph], chance)}</p>" for i in range(0, len(chosen), per_paragraph)
    )


INSIDE: dict[str, tuple[str, str]] = {
    "after a prefix": ("و<b>{}</b>", "و{}"),
    "a link after a prefix": ('و<a href="https://example.org">{}</a>', "و{}"),
    "before a suffix": ("<b>{}</b>ها", "{}ها"),
}
"""Markup that begins or ends inside a word: as written, and the word that must come back."""


def marked_inside(count: int = 300) -> tuple[str, list[str]]:
    """HTML paragraphs of words with markup inside, and the words that they are."""
    chosen = words()[: count * len(INSIDE)]
    pairs = [(word, *forms) for word, forms in zip(chosen, list(INSIDE.values()) * count, strict=True)]
    pairs = [(word, written, meant) for word, written, meant in pairs if word[-1] != "ة"]  # not before a suffix
    body = [
        "<p>" + " ".join(f"{written.format(word)} بيت" for word, written, _ in pairs[i : i + 10]) + "</p>"
        for i in range(0, len(pairs), 10)
    ]
    return "\n".join(body), [meant.format(word) for word, _, meant in pairs]


_BETWEEN = (
    "، ",
    "؛ ",
    ": ",
    " 2026 ",
    " ٣٤ ",
    ' <bdi dir="ltr">Palermo Protocol</bdi> ',
    " IOM ",
    " – ",
    ". ",
)


def _sentence(chosen: Sequence[str], chance: random.Random) -> str:
    text = ""
    for word in chosen:
        drawn = chance.random()
        shown = f"({word})" if drawn < 0.04 else f"«{word}»" if drawn < 0.08 else word
        shown = f"<b>{shown}</b>" if 0.08 < drawn < 0.14 else shown
        text += shown + (chance.choice(_BETWEEN) if chance.random() < 0.15 else " ")
    return text.strip() + "."


def visible(body: str) -> str:
    """The text of an HTML body."""
    return html.unescape(re.sub("<[^>]+>", "", body))


def phrases() -> str:
    """HTML paragraphs of one line, each with one phrase of one kind between other words."""
    chance = random.Random(SEED + 3)
    lines = []
    for written in KINDS.values():
        for _ in range(KEPT):
            around = chance.sample(words(), 6)
            lines.append(f"<p>{' '.join(around[:3])} {written} {' '.join(around[3:])}</p>")
    return "\n".join(lines)


def plain(pages: Sequence[str]) -> str:
    """Extracted text with its direction marks and joiners taken out, NFC."""
    text = "\n".join(pages).replace("\xa0", " ")
    return unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c) != "Cf"))


def missing(wanted: Sequence[str], pages: Sequence[str]) -> list[str]:
    """The words that do not stand in the extracted text as words."""
    found = set(WORD.findall(plain(pages)))
    return [word for word in wanted if word not in found]


def in_order(wanted: Sequence[str], pages: Sequence[str]) -> bool:
    """Whether the words come back in the order in which they were written."""
    known = set(wanted)
    return [word for word in WORD.findall(plain(pages)) if word in known] == list(wanted)


def kept(pages: Sequence[str]) -> list[int]:
    """How many of the phrases of each kind came back whole, in the order of `KINDS`."""
    lines = [" ".join(line.split()) for line in plain(pages).splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == KEPT * len(KINDS):
        groups = [lines[i * KEPT : (i + 1) * KEPT] for i in range(len(KINDS))]
        return [sum(kind in line for line in group) for kind, group in zip(KINDS, groups, strict=True)]
    return [min(KEPT, sum(kind in line for line in lines)) for kind in KINDS]
