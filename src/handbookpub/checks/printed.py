"""HB801 to HB805: PDF files: damage, what they say about themselves, structure, links, bookmarks."""

from __future__ import annotations

import subprocess

from handbookpub.checks import Problems, check
from handbookpub.outputs.documents import Printed
from handbookpub.outputs.unchecked import not_run
from handbookpub.pdfread.structure import KINDS, summary

TIMEOUT = 120
"""Seconds for qpdf."""


@check("HB801", on=Printed)
def damaged_pdf(document: Printed) -> Problems:
    """The PDF is damaged.

    What it does: opens it, and runs `qpdf --check`.
    Who is harmed: readers whose program refuses the file, and printers.
    Example: a file that was cut off while it was written.
    Instead: build again; if it stays, report it.
    """
    if document.pdf is None:
        yield document.place(), "this file cannot be opened as a PDF", "build again"
        return
    try:
        command = ["qpdf", "--check", str(document.file)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        yield not_run(document.place(), "the file's own tables", "qpdf", document.strict)
        return
    if result.returncode:
        last = (result.stdout + result.stderr).strip().splitlines()[-1:]
        yield document.place(), f"qpdf says: {''.join(last)}", "build again"


@check("HB802", on=Printed)
def unsaid_direction(document: Printed) -> Problems:
    """The PDF does not say its language, its direction or its title.

    What it does: looks at /Lang, at /ViewerPreferences /Direction and /DisplayDocTitle, and at the title.
    Who is harmed: readers of Arabic, whose facing pages stand the wrong way round, and readers who hear the
    book.
    Example: a right-to-left book without /R2L: page 2 stands at the right of page 3.
    Instead: this is a fault of the join: report it.
    """
    if document.pdf is None:
        return
    root, row = document.pdf.Root, document.row
    viewer = root.get("/ViewerPreferences", {})
    wanted = "/R2L" if row.rtl else "/L2R"
    if str(root.get("/Lang", "")) != row.language:
        yield document.place(), f"/Lang is {root.get('/Lang')}, not {row.language}", "report it"
    if str(viewer.get("/Direction", "/L2R")) != wanted:
        yield document.place(), f"the pages are not laid out {wanted}", "report it"
    if not str(document.pdf.docinfo.get("/Title", "")).strip() or not viewer.get("/DisplayDocTitle", False):
        yield document.place(), "the PDF has no title to show", "give the language a title in handbook.toml"


@check("HB803", on=Printed)
def broken_structure(document: Printed) -> Problems:
    """The structure of the PDF is not whole.

    What it does: walks the structure tree: every text is reached once and knows its element; every
    annotation, header cell and identifier fits; figures have a description; running heads are marked as
    such.
    Who is harmed: readers who hear the book: paragraphs are skipped, read twice or read in the wrong order.
    Example: a page whose text belongs to no element.
    Instead: for a figure, type `alt`; for a table, a header row; everything else is a fault to report.
    """
    if document.pdf is None:
        return
    faults = document.structure.faults
    for kind, count in sorted(summary(faults).items()):
        first = next(fault for fault in faults if fault.kind == kind)
        times = f" ({count} times)" if count > 1 else ""
        yield document.place(first.page), f"{KINDS[kind]}: {first.detail}{times}", "report it"


@check("HB804", on=Printed)
def dead_link(document: Printed) -> Problems:
    """A link or a bookmark of the PDF leads nowhere.

    What it does: follows every link, named destination and bookmark.
    Who is harmed: the reader who looks for help and stays where they are.
    Example: a reference to a section of a chapter that was not built.
    Instead: mend the reference in the chapter; `handbookpub check` names its line.
    """
    if document.pdf is None:
        return
    for target in (*document.links.links, *document.links.bookmarks):
        if target.leads_nowhere:
            yield document.place(target.on_page), f"{target.label} leads nowhere", "mend the reference"
    for name, page in document.links.names.items():
        if not page:
            yield document.place(), f"the destination {name} is on no page", "report it"


@check("HB805", on=Printed)
def missing_bookmarks(document: Printed) -> Problems:
    """Chapters are missing among the bookmarks of the PDF.

    What it does: compares the bookmarks with the headings of the structure tree.
    Who is harmed: the reader of 200 pages on a phone.
    Example: a PDF without bookmarks.
    Instead: this is a fault of the join: report it.
    """
    if document.pdf is None:
        return
    headings = sum(element.kind == "H1" for element in document.structure.elements())
    if len(document.links.bookmarks) < max(headings, 1):
        message = f"{len(document.links.bookmarks)} bookmarks for {headings} chapters"
        yield document.place(), message, "report it"
