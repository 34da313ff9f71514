"""HB811 to HB817: the text of PDF files: fonts, missing letters, order, and what comes back."""

from __future__ import annotations

from collections import Counter

from handbookpub.checks import Problems, check
from handbookpub.outputs import compare, typefaces
from handbookpub.outputs.documents import Printed
from handbookpub.outputs.unchecked import not_run
from handbookpub.pdfread.engines import ALWAYS, EngineMissing

SHOWN = 8
"""Examples in one message."""
ENOUGH = 0.8
"""Share of printed paragraphs that must have been compared."""
_PRESENTATION = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF))


@check("HB811", on=Printed)
def foreign_font(document: Printed) -> Problems:
    """The PDF uses a font that is not one of the book's.

    What it does: compares the embedded fonts with fonts.toml, by their own names; one that is not embedded is
    foreign.
    Who is harmed: readers: the book looks different on every machine, and letters may be missing.
    Example: DejaVu Sans, which the machine lent for one symbol.
    Instead: add a font with that symbol to fonts/ and a row to fonts.toml, or type another symbol.
    """
    known = typefaces.names()
    for font in document.fonts.values():
        if not font.program:
            yield document.place(), f"the font {font.name} is not in the file", "report it"
        elif font.name not in known:
            yield document.place(), f"the font {font.name} is not one of fonts.toml", "add it to fonts/"


@check("HB812", on=Printed)
def missing_glyph(document: Printed) -> Problems:
    """The PDF shows a box in the place of a character.

    What it does: looks whether the font that draws a character has it.
    Who is harmed: the reader, who sees an empty box.
    Example: an emoji in a book whose fonts have none.
    Instead: type another character, or add a font that has it.
    """
    pages: dict[str, int] = {}
    for page in document.pages:
        for glyph in page.glyphs:
            for char in typefaces.lacking(glyph):
                pages.setdefault(char, page.number + 1)
    for char, number in sorted(pages.items()):
        yield document.place(number), f"no font has U+{ord(char):04X} {char}", "type another character"


@check("HB813", on=Printed)
def wrong_order(document: Printed) -> Problems:
    """The words of a line stand in the wrong order.

    What it does: compares every printed line with the order that UAX#9 gives to the paragraph, computed by a
    library that print does not use.
    Who is harmed: the reader of Arabic, to whom a number, a name or a whole sentence says something else.
    Example: `(Palermo, 2000)` printed as `(2000 ,Palermo)`.
    Instead: this is a fault of the program: report the line.
    """
    if not document.meant or document.pdf is None:
        return
    report = compare.order(document.pages, document.structure, document.meant)
    for line in report.misplaced:
        message = f"a line reads {line.found}, from left to right, and should read {line.expected}"
        yield document.place(line.page), message, "report it"


@check("HB814", on=Printed, severity="review")
def order_not_compared(document: Printed) -> Problems:
    """The order of lines could not be compared.

    What it does: says when the single page of the same language was not built, or when too few paragraphs
    of it were found in print.
    Who is harmed: the publisher, who would take silence for success.
    Example: `handbookpub build -f pdf`, and then `verify`.
    Instead: build `-f pdf -f single`.
    """
    if not document.meant:
        yield (
            document.place(),
            "there is no single page to compare the text with",
            "type build -f pdf -f single",
        )
    elif document.pdf is not None:
        report = compare.order(document.pages, document.structure, document.meant)
        share = report.compared / len(document.meant)
        if share < ENOUGH:
            message = f"{report.compared} of {len(document.meant)} paragraphs were found in print"
            yield document.place(), message, "build all formats from the same state of the book"


@check("HB815", on=Printed)
def lost_words(document: Printed) -> Problems:
    """Words of the book cannot be searched or copied in the PDF.

    What it does: reads the PDF with poppler and PDFium, as viewers do, and looks for every word of the book.
    Who is harmed: the reader who searches for a word and does not find it, and who hears the book.
    Example: a font whose joined letters come back as blanks.
    Instead: use a font that the tests hold; else report the words.
    """
    for engine in ALWAYS if document.meant and document.pdf is not None else ():
        try:
            lost = compare.lost_words(document.meant, document.text(engine))
        except EngineMissing as missing:
            yield not_run(
                document.place(), f"the words as {engine} reads them", str(missing), document.strict
            )
            continue
        if lost:
            shown = " ".join(word for word, _ in Counter(lost).most_common(SHOWN))
            yield document.place(), f"{engine} does not give back {len(lost)} words: {shown}", "report it"


@check("HB816", on=Printed, severity="review")
def torn_text(document: Printed) -> Problems:
    """Paragraphs of the PDF come back in pieces.

    What it does: looks whether the words of each paragraph follow each other as poppler reads them. The notes of a page
    may stand between, and a page may end after a hyphen. poppler takes a page with more Latin letters than Arabic ones
    for one from left to right, and no file can tell it otherwise: its lines are put into the right order first.
    Who is harmed: readers who copy a paragraph, and who hear the book in a program without structure.
    Example: two columns that are read line by line across.
    Instead: a table with less text in its cells, or report it.
    """
    if not document.meant or document.pdf is None:
        return
    try:
        torn = compare.torn_paragraphs(document.meant, document.text(ALWAYS[0]), document.row.rtl)
    except EngineMissing:
        return  # HB815 says so
    if torn:
        message = f"{len(torn)} paragraphs come back in pieces, the first: {torn[0].text[:60]}"
        yield document.place(), message, "report it"


@check("HB817", on=Printed)
def presentation_forms(document: Printed) -> Problems:
    """The PDF gives letters back as presentation forms.

    What it does: looks for U+FB50 to U+FDFF and U+FE70 to U+FEFE among the characters of the PDF.
    Who is harmed: the reader who searches: the shaped form of a letter is another character.
    Example: U+FEFB in the place of lam and alef.
    Instead: type the plain letters; in figures let the build set the labels.
    """
    found: dict[str, int] = {}
    for page in document.pages:
        for glyph in page.glyphs:
            for char in glyph.text:
                if any(ord(char) in block for block in _PRESENTATION):
                    found.setdefault(char, page.number + 1)
    for char, number in sorted(found.items()):
        yield document.place(number), f"U+{ord(char):04X} {char} is a presentation form", "type plain letters"
