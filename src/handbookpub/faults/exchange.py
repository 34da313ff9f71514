"""HB230 to HB239: what comes back from translators' tools and cannot be taken as it is."""

from __future__ import annotations

from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]
MOST = 80


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST else f"{line[:MOST]}…"


@fault("HB230")
def foreign_file(place: Place, reason: str) -> Fault:
    """A file cannot be imported into this book.

    What it does: refuses the whole file; nothing is written.
    Who is harmed: the translator, whose work would land in another book, language or chapter.
    Example: the PO file of last year's handbook.
    Instead: import the file that `handbookpub export` wrote for this book and language.
    """
    return place, reason, "export the chapter again, or import this file into the book it was made from"


@fault("HB231")
def edited_meanwhile(place: Place, ours: str, theirs: str) -> Fault:
    """A paragraph was edited here after it was sent out, and edited there too.

    What it does: leaves the paragraph as it is, and shows both texts.
    Who is harmed: the colleague whose correction would be overwritten.
    Example: a phone number was corrected in the chapter while the old text was with the translator.
    Instead: write one text out of both at this place; the rest of the file is imported.
    """
    message = f"edited here and in the file: here {_short(ours)!r}, in the file {_short(theirs)!r}"
    return place, message, f"type what shall stand here, for example: {_short(theirs)}"


@fault("HB232")
def damaged_codes(place: Place, reason: str, text: str) -> Fault:
    """The codes of a text are damaged: a link, a note call or bold words would be lost.

    What it does: leaves the paragraph as it is, and names the code.
    Who is harmed: the reader, who misses the note, or the number behind the link.
    Example: `<g1>` without `</g1>`.
    Instead: put the code where it belongs in the file and import it again.
    """
    return place, f"{reason} in {_short(text)!r}", reason.rpartition("type ")[2] or "put the code back"


@fault("HB233")
def other_paragraphs(place: Place, reason: str, text: str) -> Fault:
    """A text came back with more or fewer paragraphs than it went out with.

    What it does: leaves the paragraphs as they are.
    Who is harmed: the reader, for whom one of them would stand at the wrong place.
    Example: one paragraph that a translator cut in two in a tool.
    Instead: write it as one, or edit the chapter itself: there a paragraph may be split.
    """
    return place, f"{reason}: {_short(text)!r}", "write it in as many paragraphs as were sent"


@fault("HB234", severity="review")
def unknown_unit(place: Place, name: str, text: str) -> Fault:
    """A text came back for a paragraph that the source no longer has.

    What it does: tells, and shows the text; nothing is written.
    Who is harmed: the translator, whose work for it would vanish without a word.
    Example: the paragraph was deleted, or rewritten twice, while the file was away.
    Instead: take the text from here if it is still of use.
    """
    return place, f"the source has no paragraph {name} any more: {_short(text)!r}", "export the chapter again"


@fault("HB235")
def no_place(place: Place, reason: str, text: str) -> Fault:
    """A text cannot be written into the chapter as it is.

    What it does: leaves it out and shows it; everything else is imported.
    Who is harmed: the reader: the text would become a list, a heading or part of its neighbour, or stand elsewhere.
    Example: a paragraph that begins with `- `; a paragraph whose neighbours were moved.
    Instead: type it into the chapter by hand, at its place.
    """
    return place, f"{reason}: {_short(text)!r}", f"type it at its place in the chapter: {_short(text)}"


@fault("HB236", severity="review")
def homeless_comment(place: Place, by: str, text: str) -> Fault:
    """A comment came back for a paragraph that nothing translates yet.

    What it does: shows it. Comments live beside a translation, and there is none.
    Who is harmed: the reviser, whose question nobody would ever read.
    Example: a note "what does this mean?" at an empty line of a PO file.
    Instead: answer it, or translate the paragraph and comment there: `handbookpub comment ar PLACE "..." --by NAME`.
    """
    return place, f"{by or 'somebody'} says of a paragraph without translation: {_short(text)!r}", "answer it by hand"
