"""The order of a glossary or an index: what is set aside, which letters file together, which letter heads a
group.
"""

from __future__ import annotations

import unicodedata

from handbookpub.languages import Language

Key = tuple[tuple[int, ...], str]


def filing_key(text: str, language: Language) -> Key:
    """What to sort `text` by: its letters in the order of the row, then the text itself."""
    order = {letter: place for place, letter in enumerate(language.letters)}
    end = len(order)
    return tuple(order.get(c, end + ord(c)) for c in filed(text, language)), text


def heading(text: str, language: Language) -> str:
    """The letter that `text` stands under."""
    return next(iter(filed(text, language)), "")


def filed(text: str, language: Language) -> str:
    """`text` without article, marks and anything that is no letter or digit, its letters folded."""
    for prefix in language.sort_ignore:
        if text.startswith(prefix) and len(text) > len(prefix) + 1:
            text = text[len(prefix) :]
            break
    plain = unicodedata.normalize("NFC", "".join(c for c in _parted(text, language)))
    return "".join(c for c in plain.lower() if c.isalnum() or c.isspace())


def _parted(text: str, language: Language) -> str:
    """Letters folded as the row says; marks of other letters dropped."""
    folded = "".join(language.letter_folds.get(c, c) for c in text)
    return "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
