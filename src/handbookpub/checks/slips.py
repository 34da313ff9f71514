"""HB145: a backtick that stays visible."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import prose
from handbookpub.model import Chapter, Handbook

TICK = "`"


@check("HB145", on=Chapter)
def visible_backtick(chapter: Chapter, handbook: Handbook) -> Problems:
    """A backtick has no partner and stays visible.

    What it does: names backticks of the text that open or close no code.
    Who is harmed: the reader, who sees a sign that means nothing; in right-to-left text the address is not kept
    together.
    Example: ``Write to `desk@example.org in the evening.``
    Instead: a backtick on both sides of the address.
    """
    for part in prose(chapter, handbook):
        for index, character in enumerate(part.text if TICK in part.text else ""):
            if character == TICK:
                hint = f"type {TICK} on both sides of what is code, or delete it"
                yield part.place(index), "a backtick has no partner and stays visible", hint
