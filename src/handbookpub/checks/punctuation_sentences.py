"""HB539 and HB546: the end and the length of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbookpub.checks import Problems, check
from handbookpub.checks.prose import CLOSERS, LINK, MARK, NOTE, OBJECT, OPENERS, Prose, prose
from handbookpub.model import Chapter, Handbook

FEW = 2
"""Words that a sentence has at least: less is a heading or an abbreviation."""
LABEL = 3
"""Words of a label that ends in a number and a full stop: `Table 2.`"""


def sentences(part: Prose) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence. A full stop after an abbreviation or a single letter ends none."""
    row, start = part.language, 0
    ends = re.escape(row.sentence_end)
    closing, opening = re.escape(CLOSERS + NOTE), re.escape(OPENERS + "\"'")
    for found in re.finditer(rf"[{ends}]+[{closing}]*(?:\s+(?=[{opening}]*(?P<next>\S))|$)", part.text):
        word = re.search(rf"(?:[^\W\d_]|[{MARK}])+$", part.text[: found.start()])
        short = word and part.text[found.start()] == "." and (len(word[0]) == 1 or word[0] in row.abbreviations)
        numbered = part.at(found.start() - 1).isdigit() and word_count(part, start, found.end()) <= LABEL
        short = short or (numbered and part.text[found.start()] == ".")
        goes_on = found["next"] and (found["next"].islower() or found["next"] in ",;:،؛–—-")
        if not (goes_on or (short and found["next"])):
            yield start, found.end()
            start = found.end()
    if part.text[start:].strip():
        yield start, len(part.text)


def word_count(part: Prose, start: int, end: int) -> int:
    """The words between two indexes."""
    return sum(start <= first and last <= end for first, last in part.words)


@check("HB539", on=Chapter, severity="review")
def missing_end_mark(chapter: Chapter, handbook: Handbook) -> Problems:
    """A paragraph of several sentences ends without a mark.

    What it does: looks at paragraphs and list items of two sentences or more; headings, titles and cells of
    tables are left alone, and so is what ends in code or an address.
    Who is harmed: the reader, who asks whether a piece is missing; a screen reader runs on without a pause.
    Example: `الباب مفتوح. والنافذة مغلقة`
    Instead: `الباب مفتوح. والنافذة مغلقة.`
    """
    for part in prose(chapter, handbook):
        if part.block not in ("Para", "Plain") or part.cell or part.title or not part.own:
            continue
        text = part.text.rstrip(" \u00a0\u202f\n" + NOTE + CLOSERS)
        if not text or text[-1] in part.language.sentence_end + ":;؛،,.!?؟۔" + OBJECT or len(text) - 1 in part.foreign:
            continue
        found = [(start, end) for start, end in sentences(part) if word_count(part, start, end) >= FEW]
        if len(found) > 1 and (text[-1].isalnum() or text[-1] == LINK or re.match(f"[{MARK}]", text[-1])):
            mark = part.language.sentence_end[0]
            yield part.place(len(text) - 1), "this paragraph ends without a mark", f"type `{mark}` at its end"


@check("HB546", on=Chapter, severity="review")
def long_sentence(chapter: Chapter, handbook: Handbook) -> Problems:
    """A sentence has more words than is easy to read.

    What it does: counts the words of each sentence and compares them with the number in the language's row.
    Cells of tables are left alone.
    Who is harmed: people who read under stress, in a second language or with a screen reader.
    Example: a sentence of sixty words with four commas.
    Instead: two or three sentences, each with one thought.
    """
    for part in prose(chapter, handbook):
        for start, end in sentences(part) if part.own and not part.cell else ():
            words = word_count(part, start, end)
            if words > part.language.sentence_words:
                first = start + len(part.text[start:]) - len(part.text[start:].lstrip())
                message = f"this sentence has {words} words"
                yield (
                    part.place(first),
                    message,
                    f"make two of it; up to {part.language.sentence_words} words are easy to read",
                )
