"""The order of a glossary or an index: what is set aside, which letters file together, which letter heads a
group.

Words file word by word: a blank comes before digits, digits before the letters of the row, those before letters
of other scripts.
"""

from __future__ import annotations

import unicodedata

from handbookpub.languages import Language

Key = tuple[tuple[int, ...], str]
TATWEEL = "\u0640"
_DIGIT, _LETTER, _OTHER = 1, 11, 10_000  # where the ranks of each kind begin; a blank has rank 0


def filing_key(text: str, language: Language) -> Key:
    """What to sort `text` by: its letters in the order of the row, then the text itself."""
    order = {letter.lower(): place for place, letter in enumerate(language.letters)}
    return tuple(_rank(c, order) for c in filed(text, language)), text


def _rank(character: str, order: dict[str, int]) -> int:
    if character.isspace():
        return 0
    if character.isdecimal():
        return _DIGIT + int(character)
    return _LETTER + order[character] if character in order else _OTHER + ord(character)


def heading(text: str, language: Language) -> str:
    """The letter that `text` stands under: a letter of the row, all digits for any number, "" for signs alone."""
    first = next(iter(filed(text, language)), "")
    if first.isdecimal():
        return f"{language.digits[0]}–{language.digits[-1]}"
    return next((letter for letter in language.letters if letter.lower() == first), first.upper())


def filed(text: str, language: Language) -> str:
    """`text` without article, marks and anything that is no letter or digit, its letters folded."""
    plain = _without_marks(unicodedata.normalize("NFC", text)).lower()
    plain = plain[next((place for place, c in enumerate(plain) if c.isalnum()), len(plain)) :]
    for prefix in language.sort_ignore:
        if plain.startswith(prefix) and len(plain) > len(prefix) + 1:
            plain = plain[len(prefix) :]
            break
    folds = {letter.lower(): under.lower() for letter, under in language.letter_folds.items()}
    folded = "".join(folds.get(c, c) for c in plain)
    parted = _without_marks(unicodedata.normalize("NFD", folded))
    words = "".join(c for c in unicodedata.normalize("NFC", parted) if c.isalnum() or c.isspace())
    return " ".join(words.split())


def _without_marks(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Mn" and c != TATWEEL)
