"""HB701 to HB703: the output folder as a whole."""

from __future__ import annotations

from handbookpub.checks import Problems, check
from handbookpub.model import Place
from handbookpub.outputs.manifest import MANIFEST, SUMS, Built, digest


@check("HB701", on=Built)
def unreadable_manifest(built: Built) -> Problems:
    """The output folder has no manifest or no checksums that can be read.

    What it does: reads manifest.json and SHA256SUMS.
    Who is harmed: the publisher, who cannot say what was built, with which tools, and whether it is whole.
    Example: a folder into which files were copied by hand.
    Instead: `handbookpub build -o OUT`, and verify that folder.
    """
    for fault in built.faults:
        yield Place(MANIFEST), fault, "type handbookpub build -o with this folder"


@check("HB702", on=Built)
def changed_output(built: Built) -> Problems:
    """A file is not the one that was built.

    What it does: compares each file with its SHA-256 in manifest.json and in SHA256SUMS.
    Who is harmed: readers who get a file that was cut off while copying, or that somebody changed.
    Example: an EPUB of 0 bytes after a full disk.
    Instead: build again; never edit an output.
    """
    expected = [(row.path, row.sha256) for row in built.rows] + list(built.sums.items())
    for path, wanted in dict.fromkeys(expected):
        file = built.folder / path
        if not file.is_file():
            yield Place(path), "this file is missing", "build again"
        elif digest(file) != wanted:
            yield Place(path), "this file differs from what was built", "build again"


@check("HB703", on=Built)
def unlisted_file(built: Built) -> Problems:
    """The output folder has a file that no build wrote.

    What it does: lists the files that SHA256SUMS does not name.
    Who is harmed: readers who are sent a draft or somebody's notes together with the book.
    Example: `ar/notes.txt` left by a colleague.
    Instead: move it elsewhere, or build into an empty folder.
    """
    if not built.sums:
        return
    for file in sorted(built.folder.rglob("*")):
        path = file.relative_to(built.folder).as_posix()
        if file.is_file() and path not in built.sums and path not in (SUMS, MANIFEST):
            yield Place(path), "no build wrote this file", "move it out of the output folder"
