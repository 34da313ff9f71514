"""HB246 and HB247: text in another script or another language than the translation's.

Four witnesses: the script of the letters; the most frequent words of each language's row; the source of the text
itself, for what is left untranslated is nearly always a piece of it; and where these leave doubt, a library.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from handbookpub import languages
from handbookpub.checks import Problems, check, identify
from handbookpub.checks.beside import place_of, shorten, source_markdown
from handbookpub.findings import Finding
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.quantities.marked import marked
from handbookpub.quantities.shown import OBJECT, shown
from handbookpub.quantities.vocabulary import WORD, plain
from handbookpub.resolve import typed
from handbookpub.translate.pairs import Pair

WORDS = re.compile(WORD)
SENTENCE = re.compile(r"[^.!?…؟۔:;؛\n]+")
ASIDES = re.compile(r"\([^()]*\)|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\[[^\[\]]*\]")
NAMES = {"Arab": "ARABIC", "Latn": "LATIN", "Hebr": "HEBREW"}
"""ISO 15924 codes of the rows, and how Unicode's names of letters begin."""
COMMA = re.compile(r"[,،–—]")
LOWER = re.compile(r"(?<![a-zA-Z\u00c0-\u024f'’_/.@-])[a-z]{4,}(?![a-zA-Z\u00c0-\u024f'’_/@-])")
"""A word in small Latin letters, which is no name and no abbreviation."""
RARE = 8
"""One frequent word of the language for so many words is less than a sentence has."""
LONG = 5
"""Words of a sentence that the library is asked about."""
FEW, SENTENCES, MOST = 3, 4, 0.7
"""Words of a passage that is no name; words of a sentence that is compared; share of its words that the source has."""


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """The script of a letter, as the first word of its name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def is_of_script(letter: str, language: Language) -> bool:
    """Whether a letter is of the script that a language is written in."""
    return script(letter) == NAMES.get(language.script, "")


def _is_own(word: str, language: Language) -> bool:
    return is_of_script(word[0], language)


@check("HB246", on=Pair)
def other_script(pair: Pair, handbook: Handbook) -> Problems:
    """A passage is written in another script than the language's.

    What it does: seeks passages in other letters outside quotations, brackets and `{lang=…}`; in a language of
    Arabic script a Latin name is no passage. A text that is all in other letters is for review: it may be a name.
    A word of the source in small letters is told alone.
    Who is harmed: the reader, who may not read these letters.
    Example: `اتصل بنا before you leave the house.`
    Instead: translate it; what belongs there is marked, `[before]{lang=en}`.
    """
    text = _bare(pair.item.text)
    for passage in _passages(ASIDES.sub(OBJECT, text), pair.language):
        words = WORDS.findall(passage)
        if _is_passage(words, pair) and not _is_kept(words, pair):
            place = place_of(pair, handbook, passage)
            yield place, f"`{shorten(passage)}` is written in other letters", "translate it, or mark it: […]{lang=…}"
            return
    letters = WORDS.findall(text)
    if letters and not any(_is_own(word, pair.language) for word in letters) and any(map(_is_common_word, letters)):
        message = f"`{shorten(text)}` has no letter of this language's script"
        yield Finding("HB246", pair.place, message, "translate it, or mark it: […]{lang=…}", "review")
    elif word := _left_word(ASIDES.sub(OBJECT, text), pair):
        yield place_of(pair, handbook, word), f"the word `{word}` of the source is left here", f"translate `{word}`"


def _left_word(text: str, pair: Pair) -> str:
    """A word of the source in small letters that stands in a text of another script, or ""."""
    if pair.source_language.script == pair.language.script:
        return ""
    words = set(LOWER.findall(shown(source_markdown(pair)))) if LOWER.search(text) else set()
    return next((found for found in LOWER.findall(text) if found in words), "")


def _bare(markdown: str) -> str:
    """What is shown, without what is marked as another language, without code and addresses."""
    text = shown(markdown)
    found = marked(markdown)
    for words in [*(span.words for span in found.spans if span.language or ".ltr" in span.attributes), *found.codes]:
        text = text.replace(words, OBJECT)
    for each in typed.addresses(text) if "@" in text or "://" in text or "www." in text else ():
        text = text[: each.start] + OBJECT * (each.end - each.start) + text[each.end :]
    return text


def _passages(text: str, language: Language) -> Iterator[str]:
    """Runs of words in other scripts, with blanks and commas between them."""
    start = end = -1
    for found in WORDS.finditer(text):
        if _is_own(found[0], language):
            if start >= 0:
                yield text[start:end]
            start = -1
        elif start < 0 or re.search(r"[^\s,'’\-–]", text[end : found.start()]):
            if start >= 0:
                yield text[start:end]
            start, end = found.span()
        else:
            end = found.end()
    if start >= 0:
        yield text[start:end]


def _is_passage(words: list[str], pair: Pair) -> bool:
    """Whether words in other letters are more than a name."""
    if not pair.language.rtl:
        return True
    common = _common(pair.source_language.code)
    small = sum(word[0].islower() for word in words)
    return len(words) >= FEW and (small > len(words) / 2 or sum(plain(word) in common for word in words) > 1)


def _is_kept(words: list[str], pair: Pair) -> bool:
    """Whether a few words in other letters stand unquoted in the source too."""
    return not pair.language.rtl and len(words) < FEW and set(words) <= set(WORDS.findall(shown(source_markdown(pair))))


def _is_common_word(word: str) -> bool:
    """Whether a word may be more than an abbreviation."""
    return len(word) > FEW and not word.isupper() and not re.search("[a-z][A-Z]", word)


@cache
def _common(code: str) -> frozenset[str]:
    return frozenset(map(plain, languages.load(code).tongue["common"]))


@check("HB247", on=Pair)
def other_language(pair: Pair, handbook: Handbook) -> Problems:
    """A sentence is written in another language than the translation's.

    What it does: counts the most frequent words of the languages that share a script, sentence by sentence and between
    commas; where they leave doubt it asks whether the words stand in the source, and of five words and more a library,
    which language they are most likely in. A frequent word of the source alone is for review.
    Who is harmed: the reader, who meets a sentence that they may not read: the warning was not translated.
    Example: `Attendez ici. Do not open the door. Restez calme.`
    Instead: translate the sentence; what belongs there is marked, `[Toolkit]{lang=en}`.
    """
    text = _bare(pair.item.text)
    without = ASIDES.sub(OBJECT, text)
    for found in SENTENCE.finditer(without if WORDS.search(without) else text):
        if passage := _foreign_part(found[0], pair):
            message = f"`{shorten(passage)}` is not in {pair.language.english_name}"
            yield place_of(pair, handbook, passage), message, "translate it, or mark it: […]{lang=…}"
            return
    if word := _strange_word(without, pair):
        message = f"`{word}` is a word of the source's language"
        yield Finding("HB247", place_of(pair, handbook, word), message, f"translate `{word}`", "review")


def _foreign_part(sentence: str, pair: Pair) -> str:
    """The part of a sentence that is in another language, or ""."""
    for part in (sentence, *(COMMA.split(sentence) if COMMA.search(sentence) else ())):
        words = [plain(word) for word in WORDS.findall(part)]
        if len(words) >= FEW and _is_foreign(words, part, pair):
            return str(part.strip().strip(OBJECT).strip())
    words = [plain(word) for word in WORDS.findall(sentence)]
    if len(words) >= LONG and _is_doubtful(words, sentence, pair.language):
        letters = str.maketrans(dict(pair.language.confusables))
        if identify.other_language(" ".join(words).translate(letters), pair.language.code):
            return sentence.strip().strip(OBJECT).strip()
    return ""


def _is_doubtful(words: list[str], sentence: str, language: Language) -> bool:
    """Whether nothing says that a sentence is in its language: no frequent word, or a letter that it does not have; and
    that it is no list of single words.
    """
    written = sum(_is_own(word, language) for word in words)
    if written * 2 < len(words) or not any(len(WORDS.findall(part)) >= SENTENCES for part in COMMA.split(sentence)):
        return False
    own = sum(word in _own(language.code) for word in words)
    letters = {letter for letter in "".join(words) if is_of_script(letter, language)}
    strange = bool(language.tongue["frequent"]) or bool(letters - _letters(language.code))
    return strange and own * RARE < len(words)


def _strange_word(text: str, pair: Pair) -> str:
    """A frequent word of the source's language that the translation's does not have, and that stands in both."""
    if pair.source_language.script != pair.language.script:
        return ""
    strange = _common(pair.source_language.code) - _own(pair.language.code) - frozenset(pair.language.tongue["alike"])
    found = (word for word in WORDS.findall(text) if word in strange)
    return next((word for word in found if word in _source_words(source_markdown(pair))), "")


@cache
def _own(code: str) -> frozenset[str]:
    """The frequent words of a language, all of them."""
    row = languages.load(code)
    return frozenset(map(plain, (*row.tongue["common"], *row.tongue["frequent"])))


@cache
def _letters(code: str) -> frozenset[str]:
    """The letters of a language, as they are compared."""
    row = languages.load(code)
    return frozenset(plain(row.letters + row.exemplar + "".join(row.confusables)).casefold())


def is_left(title: str, pair: Pair) -> bool:
    """Whether a title of several words stands as it is in the source, in the source's language."""
    words = [plain(word) for word in WORDS.findall(title)]
    source = _source_words(source_markdown(pair))
    same = pair.source_language.script == pair.language.script and len(words) >= FEW
    own = _common(pair.language.code)
    return same and all(word in source for word in words) and not any(word in own for word in words)


def _is_foreign(words: list[str], part: str, pair: Pair) -> bool:
    own = sum(word in _common(pair.language.code) for word in words)
    other = max((len(_common(code) & set(words)) for code in _neighbours(pair.language.code)), default=0)
    if other > 1 and other > 2 * own:
        return True
    if own or len(words) < SENTENCES or pair.source_language.script != pair.language.script:
        return False
    if not any(len(WORDS.findall(each)) >= FEW for each in COMMA.split(part)):  # a list of words that both may have
        return False
    source = _source_words(source_markdown(pair))
    return sum(word in source for word in words) >= MOST * len(words)


@cache
def _neighbours(code: str) -> tuple[str, ...]:
    """Other languages of the same script."""
    row = languages.load(code)
    base = code.partition("-")[0]
    return tuple(each for each in languages.available() if each != base and languages.load(each).script == row.script)


@lru_cache(maxsize=4096)
def _source_words(markdown: str) -> frozenset[str]:
    return frozenset(plain(word) for word in WORDS.findall(shown(markdown)))
