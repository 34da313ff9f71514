"""Which language a text is in, asked of a library where the frequent words of a row leave doubt."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from handbookpub import languages

MARGIN = 9.0
"""How much more likely, as a logarithm, another language must be: right texts of six words never came near it."""


@cache
def _model() -> Any:
    """The library's model. It takes a second to load: only where it is asked."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@lru_cache(maxsize=4096)
def other_language(text: str, code: str) -> str:
    """The code of another language of the same script that a text is far more likely in, or "". `code` is the language
    that it should be in.
    """
    row, own = languages.load(code), code.partition("-")[0]
    same = {each for each in languages.available() if languages.load(each).script == row.script}
    likely = {str(each): float(score) for each, score in _model().rank(text)}
    best = max(same | {*row.tongue["neighbours"]}, key=lambda each: likely.get(each, float("-inf")))
    return best if own in likely and likely[best] - likely[own] > MARGIN else ""
