"""HB101 to HB119: what Markdown would lose in silence, or leave visible."""

from __future__ import annotations

from handbookpub.faults import nearest
from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]


@fault("HB101")
def unclosed_block(place: Place, opener: str, colons: str) -> Fault:
    """A block has no closing colons.

    What it does: names the line that opens it.
    Who is harmed: the reader. Everything to the end of the chapter, headings too, would stand in the
    box.
    Example: `::: danger`, a sentence, and no line of colons.
    Instead: a line `:::` under the last line of the block, with as many colons as the line that opens
    it.
    """
    return (
        place,
        f"the block `{opener}` is never closed",
        f"type {colons} on a line of its own after its last line",
    )


@fault("HB102", stops=True)
def unknown_class(place: Place, word: str, known: tuple[str, ...]) -> Fault:
    """A class that no block or span has.

    What it does: names the nearest class that exists, and stops the build.
    Who is harmed: the reader: a danger box that is no danger box looks like any other paragraph.
    Example: `::: dangr`.
    Instead: `::: danger`; in Arabic `::: خطر` is as good.
    """
    near = nearest(word, known)
    hint = f"type {near}" if near else f"the classes are: {', '.join(known)}"
    return place, f"there is no class `{word}`", hint


@fault("HB103")
def visible_colons(place: Place, typed: str, hint: str = "") -> Fault:
    """Colons of a block stayed visible.

    What it does: names the line; pandoc took it for text, so that there is no block.
    Who is harmed: the reader, who sees colons instead of a danger box.
    Example: `::: danger {#d-call}`.
    Instead: `::: {.danger #d-call}`; an id needs braces, and then the class needs its dot.
    """
    message = f"`{typed}` opens or closes no block and stays visible"
    return place, message, hint or "type ::: and one class, or ::: alone to close, on a line of its own"


@fault("HB104")
def visible_stars(place: Place, typed: str) -> Fault:
    """Asterisks stayed visible.

    What it does: names a `**` that has no partner in its paragraph, or stands between two spaces.
    Who is harmed: the reader, and the translator whose stress is lost.
    Example: `** important**`.
    Instead: `**important**`, with no space inside; for a real asterisk type a backslash before it.
    """
    return (
        place,
        "`**` makes nothing bold here and stays visible",
        "type **words** without a space inside the stars",
    )


@fault("HB105")
def visible_brackets(place: Place, typed: str) -> Fault:
    """Empty square brackets stayed visible.

    What it does: names them: a box to tick that is at no start of a list item.
    Who is harmed: the reader on paper, who cannot tick it, and a screen reader, which reads "bracket".
    Example: `Yes [ ] No [ ]` in a paragraph.
    Instead: a `checklist` block, or a form's `choice` field.
    """
    return place, "`[ ]` is no box here and stays visible", "type - [ ] at the start of a list item"


@fault("HB106")
def hanging_braces(place: Place, braces: str) -> Fault:
    """Braces after a space belong to nothing.

    What it does: names them.
    Who is harmed: the reader: the direction or the id that somebody wanted is lost.
    Example: `[نص] {.ltr}`.
    Instead: `[نص]{.ltr}`, without a space.
    """
    return (
        place,
        f"`{braces}` stands after a space and belongs to nothing",
        f"type [words]{braces} without the space",
    )


@fault("HB107", stops=True)
def text_lost(place: Place, words: str) -> Fault:
    """Text of the source did not arrive.

    What it does: compares every letter and digit of the source with what was read; names the first that
    is missing, and stops the build.
    Who is harmed: the reader, who never learns that a sentence is missing.
    Example: `[note]: something`, which Markdown takes for the definition of a link.
    Instead: `\\[note]: something`. If nothing in the line looks wrong, please report it: the fault is
    ours.
    """
    return (
        place,
        f"this text is lost while reading: `{words}`",
        "type a backslash before the first [ or { of the line",
    )


@fault("HB108", stops=True)
def unused_note(place: Place, label: str) -> Fault:
    """A note that nothing calls.

    What it does: names it, and stops the build, because its text would be lost in silence.
    Who is harmed: the reader, who misses the source of a claim.
    Example: `[^law]: Article 6.` without `[^law]` in the text.
    Instead: type `[^law]` where the note belongs, or delete the note.
    """
    return place, f"nothing calls the note `[^{label}]`", f"type [^{label}] in the text, or delete the note"


@fault("HB109")
def unknown_note(place: Place, label: str) -> Fault:
    """The call of a note that does not exist.

    What it does: names it; the call stays visible.
    Who is harmed: the reader, who looks for a note that is not there.
    Example: `text[^1]` without `[^1]: The note.`
    Instead: write the note on a line of its own: `[^1]: The note.`
    """
    return place, f"there is no note `[^{label}]`", f"write [^{label}]: and the note, on a line of its own"


@fault("HB110", stops=True)
def repeated_note(place: Place, label: str) -> Fault:
    """Two notes have one label.

    What it does: names the second, and stops the build: one of the two texts would be lost.
    Who is harmed: the reader, who reads the wrong note.
    Example: two lines that start with `[^1]:`.
    Instead: `[^2]:` for the second, and `[^2]` where it is called.
    """
    return (
        place,
        f"a second note is labelled `[^{label}]`",
        "give the second note another label, and its call too",
    )


@fault("HB111", stops=True)
def surplus_cell(place: Place, words: str) -> Fault:
    """A table row has more cells than the table's head.

    What it does: names the first surplus cell, and stops the build: its text would be lost in silence.
    Who is harmed: the reader of the table.
    Example: a row of three cells under a head of two.
    Instead: add a column to the head, or type a backslash before a bar that belongs to the text.
    """
    message = f"this cell has no column in the table's head: `{words}`"
    return place, message, "add a column to the head, or type \\| for a bar within a cell"


@fault("HB112")
def raw_html(place: Place, typed: str) -> Fault:
    """HTML in the text.

    What it does: leaves it visible as it was typed.
    Who is harmed: readers of the PDF, where it would vanish, and readers of the web pages, whom a
    script could give away.
    Example: `<b>words</b>`.
    Instead: `**words**`; for a real `<` type `&lt;`.
    """
    return (
        place,
        f"HTML is not read: `{typed}`",
        "use the blocks and spans of the source format, or type &lt; for <",
    )


@fault("HB113")
def visible_link(place: Place, typed: str) -> Fault:
    """A link that did not become one.

    What it does: names the place between its brackets.
    Who is harmed: the reader, who sees brackets and cannot follow.
    Example: `[the form](annex form.html)`, an address with a space.
    Instead: `[the form](#form-first-contact)`; put an address with spaces between `<` and `>`.
    """
    return place, "this is no link and stays visible", "an address has no spaces; type [words](#id)"


@fault("HB114")
def visible_braces(place: Place, typed: str) -> Fault:
    """Braces with a class or an id stayed visible.

    What it does: names them.
    Who is harmed: the reader, who sees them; the id or the direction is lost.
    Example: `[words]{.ltr .}`.
    Instead: `[words]{.ltr}`; braces stand right after a square bracket or at the end of a heading.
    """
    return (
        place,
        f"`{typed}` stays visible",
        "type [words]{.ltr}, or an id at the end of a heading: # Title {#id}",
    )


@fault("HB115", stops=True)
def lost_id(place: Place, identifier: str) -> Fault:
    """An id that was typed and did not arrive.

    What it does: names it, and stops the build: links to it would go nowhere.
    Who is harmed: the reader who follows a link.
    Example: `- {#item} text`.
    Instead: give the id to a heading or a block: `::: {.note #item}`.
    """
    return (
        place,
        f"the id `{identifier}` belongs to nothing here",
        f"put it on a block: ::: {{.note #{identifier}}}",
    )


@fault("HB116", severity="review")
def lone_control(place: Place, character: str) -> Fault:
    """An invisible direction control without its partner.

    What it does: takes it out; the words stay.
    Who is harmed: the reader: it could turn round the order of a whole paragraph.
    Example: U+202B at the start of a line, and no U+202C after it.
    Instead: delete it; where a direction must be forced type `[words]{.rtl}`.
    """
    message = f"the invisible direction control U+{ord(character):04X} has no partner"
    return place, message, "delete it; where a direction must be forced type [words]{.ltr} or [words]{.rtl}"


@fault("HB117", severity="review")
def override(place: Place, direction: str) -> Fault:
    """An invisible control that forces each letter into one direction.

    What it does: makes it a span of that direction, in which letters follow their own rules.
    Who is harmed: the reader: with the control, Arabic would be printed backwards and nobody could
    search it.
    Example: U+202D, some words, U+202C, as PDF programs leave them.
    Instead: delete both characters; where a direction must be forced type `[words]{.ltr}`.
    """
    message = "an invisible control forces the letters here into one direction"
    return place, message, f"delete it, or type [words]{{.{direction}}}"
