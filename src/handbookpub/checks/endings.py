"""HB250: how a text and its sentences end, beside the source: a question, an order, a full stop, a colon."""

from __future__ import annotations

import re

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import source_markdown
from handbookpub.findings import Finding
from handbookpub.model import Handbook
from handbookpub.quantities.shown import OBJECT, shown
from handbookpub.translate.pairs import Pair

TAIL = re.compile(r"[^\w]*$")
QUESTION, ORDER, COLON, GOES_ON, STOP = "a question", "an exclamation", "a colon", "an ellipsis", "a full stop"
NONE = "no mark"
MARKS = ((QUESTION, "?؟"), (ORDER, "!"), (GOES_ON, "…"), (COLON, ":"), (STOP, ".۔"))
DOTS = "..."
INSIDE = re.compile(r"[«“\"‘(][^«»“”\"()]*[»”\"’)]")
"""What is quoted or stands in brackets has marks of its own."""
PLAIN = ("heading", "title", "cell", "label", "caption", "field", "alt", "credits")
"""Kinds of texts that need no mark."""


def _end(text: str) -> str:
    """What a text ends with; closing quotation marks, brackets and notes are set aside."""
    tail = TAIL.search(text.replace(DOTS, "…"))
    found = tail[0] if tail else ""
    return next((name for name, marks in MARKS if any(mark in found for mark in marks)), NONE)


def _count(text: str, marks: str) -> int:
    """How often a text asks or calls out, outside of quotations and brackets."""
    return sum(INSIDE.sub(OBJECT, text).count(mark) for mark in marks)


@check("HB250", on=Pair, severity="review")
def other_end(pair: Pair, handbook: Handbook) -> Problems:
    """A text ends with another mark than its source: a statement for a question, a full stop for a colon.

    What it does: compares the last mark of each text, and whether it asks or calls out anywhere. A question that became
    a statement, or the other way round, is an error. Headings, cells and labels may go without a full stop.
    Who is harmed: the reader who takes a question for a promise, or advice for an order to run.
    Example: `Is there a room without a window?` and `توجد غرفة بلا نافذة.`
    Instead: `هل توجد غرفة بلا نافذة؟`
    """
    texts = shown(source_markdown(pair)), shown(pair.item.text)
    ours, theirs = map(_end, texts)
    asked, called = ([_count(text, marks) for text in texts] for marks in ("?؟", "!"))
    if QUESTION in (ours, theirs) and ours != theirs and not _is_told(texts, ours == QUESTION):
        message = f"this text ends with {theirs}, its source with {ours}"
        yield Finding("HB250", pair.place, message, f"end it with {ours}", "error")
    elif ours != theirs and QUESTION not in (ours, theirs) and not _may_differ(ours, theirs, pair):
        yield pair.place, f"this text ends with {theirs}, its source with {ours}", f"end it with {ours}"
    elif bool(asked[0]) != bool(asked[1]) and not _is_told(texts, bool(asked[0])):
        yield pair.place, f"this text asks {asked[1]} questions, its source {asked[0]}", "ask what the source asks"
    elif bool(called[0]) != bool(called[1]):
        yield pair.place, f"this text has {called[1]} exclamation marks, its source {called[0]}", "set the same marks"


def _is_told(texts: tuple[str, str], first: bool) -> bool:
    """Whether one text asks directly, behind a colon, what the other tells: `Ask who waits.`, `Ask: who waits?`"""
    asks, tells = texts if first else texts[::-1]
    return ":" in _last_sentence(asks) and ":" not in _last_sentence(tells)


def _last_sentence(text: str) -> str:
    return re.split(r"[.!?؟…۔]\s", text.rstrip())[-1]


def _may_differ(ours: str, theirs: str, pair: Pair) -> bool:
    """Whether two ends may stand for each other: a full stop and none where a text needs none."""
    plain = pair.targets[0].kind in PLAIN or pair.targets[0].kind == "item"
    return plain and {ours, theirs} == {STOP, NONE}
