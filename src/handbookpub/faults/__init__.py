"""The codes of what is met while a handbook is read. Each function's docstring is the page of its code.

`reading` has the files, `rows` the configuration and tables, `text` what Markdown would lose or leave
visible.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like a given one, or ""."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.5)), "")
