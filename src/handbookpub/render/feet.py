"""The foot of a page: which notes stay on it."""

from __future__ import annotations

from typing import Any


class NotesStay:
    """The layout context as the lines of a paragraph see it.

    To spare a widow, WeasyPrint sends notes on to the next page although their calls stand on this one. It does
    not do so in columns, so the lines are told that they stand in one.
    """

    in_column = True

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "_context", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)
