"""What the layout of a book met: characters that no font has, and what the engine complained of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbookpub.findings import Finding, fault
from handbookpub.model import Edition, Place

from .part import Part


def findings(edition: Edition, parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield the findings of an edition's parts, with the chapter they were met in."""
    paths = {chapter.stem: chapter.path for chapter in edition.chapters}
    for part in parts:
        place = Place(paths.get(part.record.key, "handbook.toml"))
        for text in part.record.missing:
            yield character_without_glyph(place, text)
        for message in part.record.warnings:
            yield layout_complaint(place, message)


@fault("HB850", severity="review")
def character_without_glyph(place: Place, text: str) -> tuple[Place, str, str]:
    """A character that no font of the book has.

    What it does: the build looks for every printed character in the fonts of the language's row. One that is in none of
    them is printed as an empty box; its text can still be copied and searched.

    Who is harmed: a reader of the printed book, who cannot know what stood there.

    Example: an emoji, or a letter of a script that no row of fonts.toml covers.

    Instead: write the character in words, or add a font that has it to fonts.toml.
    """
    codes = " ".join(f"U+{ord(character):04X}" for character in text)
    return (
        place,
        f"no font of this book has the character {text} ({codes}): it is printed as a box",
        "write it in words",
    )


@fault("HB851", severity="review")
def layout_complaint(place: Place, message: str) -> tuple[Place, str, str]:
    """The layout engine complained.

    What it does: no warning of the layout engine goes unread; each becomes a finding.

    Who is harmed: a reader, if what the engine left out was meant to be seen.

    Example: a style sheet of the handbook uses a property that print does not know.

    Instead: change the style sheet or the picture that the message names.
    """
    return place, f"the layout engine says: {message}", "change what the message names"
