"""HB001 to HB019: files of a handbook that cannot be read as they are."""

from __future__ import annotations

from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]


@fault("HB001", stops=True)
def unreadable(place: Place, reason: str) -> Fault:
    """A file that a handbook needs cannot be read.

    What it does: says which file is missing or closed to you, and stops the build.
    Who is harmed: the publisher, who would print a book with a hole in it.
    Example: a folder without `handbook.toml`.
    Instead: put the file there, or name the handbook's folder: `handbookpub -C handbook build`.
    """
    return place, f"this file cannot be read: {reason}", "put the file there, or name the folder with -C"


@fault("HB002", stops=True)
def not_utf8(place: Place) -> Fault:
    """A file is not UTF-8.

    What it does: names the first byte that is not UTF-8, and stops the build.
    Who is harmed: the reader. Pandoc would read such a file as Latin-1 in silence: Arabic becomes a row
    of accented Latin letters, and nobody notices before print.
    Example: a chapter saved as Windows-1256.
    Instead: in the editor choose "Save with encoding: UTF-8".
    """
    return place, "this file is not UTF-8 from here on", "save the file again with the encoding UTF-8"


@fault("HB003", stops=True)
def control_character(place: Place, character: str) -> Fault:
    """A file holds a control character, such as NUL.

    What it does: names the first one, and stops the build.
    Who is harmed: the translator, whose text after it may vanish in another program.
    Example: a file copied from a damaged disk, or saved as UTF-16.
    Instead: delete the character, or save the file as UTF-8 again.
    """
    message = f"a control character (U+{ord(character):04X}) stands in the text"
    return place, message, "delete the character, or save the file again with the encoding UTF-8"


@fault("HB004", stops=True)
def outside(place: Place, what: str) -> Fault:
    """A path leads out of the handbook's folder.

    What it does: refuses to read it, and stops the build. A link of the file system that leads out
    counts too.
    Who is harmed: the publisher. A handbook comes from many hands; one line could print a private file.
    Example: `src="../../private/photo.svg"`.
    Instead: copy the file into the handbook: `src="figures/photo.svg"`.
    """
    message = f"`{what}` lies outside the handbook's folder"
    return place, message, "copy the file into the handbook and name it there"


@fault("HB005", stops=True)
def broken_front_matter(place: Place, reason: str) -> Fault:
    """The front matter of a chapter cannot be read.

    What it does: says where it breaks, and stops the build.
    Who is harmed: the translators, whose credit would be missing from the book.
    Example: `credits: Team: North` (a second colon).
    Instead: `credits: "Team: North"`; one `field: text` in a line, between two lines of `---`.
    """
    message = f"the front matter cannot be read: {reason}"
    return place, message, 'write one `field: "text"` in a line, between two lines of ---'


@fault("HB006")
def front_matter_field(place: Place, reason: str) -> Fault:
    """A field of the front matter is not known, stands there twice, or has a value that means nothing.

    What it does: says which one; the field is left out.
    Who is harmed: the publisher, who believes that a chapter is marked as a draft and it is not.
    Example: `staus: draft`.
    Instead: `status: draft` or `status: revised`, `credits: text`, `notes: text`.
    """
    return place, f"in the front matter {reason}", "the fields are status (draft or revised), credits, notes"


@fault("HB007", stops=True)
def unreadable_text(place: Place, reason: str) -> Fault:
    """Pandoc cannot read a chapter.

    What it does: says what pandoc said, and stops the build.
    Who is harmed: everybody who waits for the chapter.
    Example: thousands of quotation marks `>` in a row.
    Instead: shorten or undo what was last changed.
    """
    return place, reason, "undo the last change to this file and try again"


@fault("HB008", severity="review")
def missing_chapter(place: Place, language: str) -> Fault:
    """A chapter of the source has no translation yet.

    What it does: tells; the source text stands in, with a notice.
    Who is harmed: the reader, who needs the chapter in their language.
    Example: `en/30-security.md` without `ar/30-security.md`.
    Instead: create the file. Its name is the same in every language.
    """
    message = f"this chapter is missing in {language}: the source text stands in"
    return place, message, f"create {place.path}"


@fault("HB009")
def surplus_chapter(place: Place, source: str) -> Fault:
    """A chapter that the source does not have.

    What it does: tells; the chapter is printed after the name order of its own language.
    Who is harmed: readers of the other languages, who miss it; often the file's name just has a slip.
    Example: `ar/20-frist-contact.md` beside `en/20-first-contact.md`.
    Instead: give the file the name of its source.
    """
    message = f"there is no chapter of this name in the source language ({source})"
    return place, message, f"rename the file as it is called in {source}/, or write it there too"


@fault("HB010", stops=True)
def missing_folder(place: Place, code: str) -> Fault:
    """A language of handbook.toml has no folder, or the source language no chapter.

    What it does: stops the build.
    Who is harmed: the publisher, who would print an edition in which nothing is translated.
    Example: `[languages.fr]` without a folder `fr`.
    Instead: create the folder with at least one chapter, or take the language out.
    """
    return place, f"the language `{code}` has no chapter", f"create {code}/10-first.md or delete the table"


@fault("HB011", stops=True)
def conflict(place: Place, typed: str) -> Fault:
    """Two versions of a text stand in a chapter, as version control left them.

    What it does: names the first mark, and stops: nothing is built, and no record is written.
    Who is harmed: the reader, who gets both texts; the translator, whose paragraph would count as translated anew.
    Example: `<<<<<<< HEAD`, two paragraphs with `=======` between them, `>>>>>>> amal`.
    Instead: keep the text that is right, and delete the three marks.
    """
    return place, f"`{typed}` is a mark of a merge: two versions stand here", "keep one of them and delete the marks"
