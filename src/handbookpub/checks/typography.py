"""HB821 to HB829: the pages of PDF files as a typographer looks at them. Each may be signed (`handbookpub except`)."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.outputs.documents import Printed
from handbookpub.outputs.typeset import MEDIAN

SIGN = "or sign it with `handbookpub except`"


def _spots(document: Printed, kind: str, hint: str) -> Problems:
    report = document.typeset
    for spot in report.spots if report else ():
        if spot.kind == kind and report:
            message = f"{report.page_name(spot.page)}, “{spot.words}”: {spot.said}"
            yield document.place(spot.page + 1, spot.number), message, f"{hint}, {SIGN}"


@check("HB821", on=Printed)
def overfull_line(document: Printed) -> Problems:
    """A printed line reaches out of its place.

    What it does: compares the ink of every line with the text block, found from the edges of all pages, with the sides
    of the box or cell that the line stands in, with the foot of the page and with other words at its height.
    Who is harmed: the reader: the end of the line is cut, or cannot be told from what it runs into.
    Example: a long address in a narrow cell.
    Instead: shorten the word or let the line break there: a space, a soft hyphen (`&shy;`), a table with fewer
    columns. If nobody loses anything, sign it.
    """
    yield from _spots(document, "overfull", "shorten the text or let it break")


@check("HB822", on=Printed)
def widow(document: Printed) -> Problems:
    """The last line of a paragraph stands alone at the head of a page.

    What it does: counts the lines of each paragraph and item that a page break divides. Cells and notes are left out.
    Who is harmed: the reader, who has turned the page for three words.
    Example: “before they leave.” as the first line of page 31.
    Instead: shorten or lengthen the paragraph by a few words, or sign it. If there are many, the styles of the handbook
    have changed `widows`.
    """
    yield from _spots(document, "widow", "change a few words of the paragraph")


@check("HB823", on=Printed)
def orphan(document: Printed) -> Problems:
    """The first line of a paragraph stands alone at the foot of a page.

    What it does: counts the lines of each paragraph and item that a page break divides. Cells and notes are left out.
    Who is harmed: the reader, who loses the sentence at the break.
    Example: one line of a paragraph of six below a table.
    Instead: shorten or lengthen what stands before it by a few words, or sign it.
    """
    yield from _spots(document, "orphan", "change a few words before it")


@check("HB824", on=Printed)
def stranded_heading(document: Printed) -> Problems:
    """A heading is the last thing on a page, and its text begins on the next.

    What it does: looks at the last thing of each page in mid-chapter: a heading, a title in bold, the label of a
    block, the head of a table, a paragraph or item that ends in a colon.
    Who is harmed: the reader who turns to a page by its heading and finds nothing under it.
    Example: “Ask these questions:” at the foot, and the questions overleaf.
    Instead: change a few words before it, or sign it. If there are many, report it: a rule of the styles is missing.
    """
    yield from _spots(document, "stranded", "change a few words before it")


@check("HB825", on=Printed)
def split_caption(document: Printed) -> Problems:
    """A caption stands on another page than its table or figure.

    What it does: compares the page of each caption with the page where its table or drawing begins.
    Who is harmed: the reader, who sees a table without a name, or a name without a table.
    Example: “Table 4.” as the last line of a page.
    Instead: change a few words before it, or sign it.
    """
    yield from _spots(document, "caption", "change a few words before it")


@check("HB826", on=Printed)
def wide_gap(document: Printed) -> Problems:
    """A justified line has wide gaps between its words.

    What it does: compares each gap of each justified line (all lines of a justified paragraph but its last) with the
    font's own space at that size; 1.8 times is the limit.
    Who is harmed: readers who read slowly or with a magnifier: the line falls into single words.
    Example: a line with two long words and an address that does not break.
    Instead: let the next word break or change a few words; ragged text (`text-align: start`) has no such lines.
    """
    yield from _spots(document, "wide", "change a few words or let the next one break")


@check("HB827", on=Printed)
def loose_setting(document: Printed) -> Problems:
    """The justified lines of a PDF are set too loosely.

    What it does: takes the median of all gaps between words of justified lines, in spaces of the font; 1.4 is the
    limit.
    Who is harmed: every reader: grey pages full of holes.
    Example: justified columns of thirty characters.
    Instead: wider lines, a smaller font, hyphenation, or ragged text (`text-align: start`).
    """
    report = document.typeset
    if report and report.median > MEDIAN:
        message = f"the median gap between words is {report.median:.2f} times the font's space (at most {MEDIAN})"
        yield document.place(), message, f"set text-align: start in the handbook's styles/print.css, {SIGN}"


@check("HB828", on=Printed)
def strayed_note(document: Printed) -> Problems:
    """A note begins on another page than its call, or the call on another line than its word.

    What it does: looks for the number of each note among the raised numbers of its page, and for calls that begin a
    line.
    Who is harmed: the reader, who looks for the note at the foot and does not find it.
    Example: call 4 in the last line of a page, note 4 at the foot of the next.
    Instead: move the call, or change a few words before it; if neither helps, sign it.
    """
    yield from _spots(document, "note", "move the call or change a few words before it")


@check("HB829", on=Printed, severity="review")
def short_page(document: Printed) -> Problems:
    """A page in mid-chapter ends early.

    What it does: measures what stays empty between the last thing of a page and its foot or its notes. More than a
    quarter of the height is told; half of it where what follows is kept whole (a box, a figure, a row) and did not fit.
    Who is harmed: readers who take the empty space for the end of the chapter.
    Example: a page that is half empty before a large table.
    Instead: move a figure or a box, or sign it.
    """
    yield from _spots(document, "short", "move what follows, or a box or figure before it")
