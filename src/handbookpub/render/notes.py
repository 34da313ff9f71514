"""Notes on a screen: calls with the row's digits, a list at the end with ways back, each note in its own
direction.
"""

from __future__ import annotations

import unicodedata
from copy import deepcopy

from lxml import etree

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.model import Handbook
from handbookpub.render.elements import Element, remove

BACK = "\u2191"  # an upward arrow is the same in both directions of writing
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def dress(root: Element, language: Language, handbook: Handbook, prefix: str = "") -> None:
    """Give pandoc's calls and its list of notes our numbers, names and roles. `prefix` goes before their
    ids.
    """
    for number, call in enumerate(root.findall(".//a[@role='doc-noteref']"), 1):
        _call(call, number, language, prefix)
    for section in root.findall("section[@role='doc-endnotes']"):
        _list(section, language, handbook, prefix)


def _call(call: Element, number: int, language: Language, prefix: str) -> None:
    call.set("class", "noteref")
    call.set("id", f"{prefix}fnref{number}")
    call.set("href", f"#{prefix}fn{number}")
    call.set("aria-label", language.say("note_number", number=language.number(number)))
    mark = call.find("sup")
    (call if mark is None else mark).text = language.note(number)


def _list(section: Element, language: Language, handbook: Handbook, prefix: str) -> None:
    section.set("class", "endnotes")
    section.set("id", f"{prefix}notes")
    section.set("aria-labelledby", f"{prefix}notes-title {prefix[:-1]}".strip())  # whose, in a shared file
    for rule in section.findall("hr"):
        section.remove(rule)
    heading = etree.Element("h2", {"id": f"{prefix}notes-title"})
    heading.text, heading.tail = language.strings["notes"], "\n"
    section.insert(0, heading)
    for number, note in enumerate(section.iterfind("ol/li"), 1):
        _note(note, number, language, handbook, prefix)


def _note(note: Element, number: int, language: Language, handbook: Handbook, prefix: str) -> None:
    note.set("id", f"{prefix}fn{number}")
    for back in note.iterfind(".//a[@role='doc-backlink']"):
        back.set("class", "backref")
        back.set("href", f"#{prefix}fnref{number}")
        back.set("aria-label", f"{language.strings['back_to_text']} ({language.number(number)})")
        back.text = BACK
    own = direction(text_of(note)) or language.direction
    note.set("dir", own)
    note.set("lang", language.code if own == language.direction else _other(own, handbook, language))


def text_of(note: Element) -> str:
    """The words of a note without its way back."""
    copy = deepcopy(note)
    for back in copy.findall(".//a[@role='doc-backlink']"):
        remove(back)
    return "".join(copy.itertext())


def direction(text: str) -> str:
    """The one direction of all letters in `text`: "ltr", "rtl", or "" where there is none or both."""
    found = {STRONG[name] for name in map(unicodedata.bidirectional, text) if name in STRONG}
    return found.pop() if len(found) == 1 else ""


def _other(own: str, handbook: Handbook, language: Language) -> str:
    """A guess at the language of a note in the other direction: the book's source, else one that is written
    so.
    """
    codes = [handbook.config.source, *handbook.config.languages]
    fitting = [code for code in codes if languages.load(code).direction == own]
    return fitting[0] if fitting else language.code


def as_asides(root: Element) -> None:
    """Notes as EPUB reading systems show them in a small window: each an aside that starts with its way
    back.
    """
    marks = {
        call.get("href", ""): "".join(call.itertext()) for call in root.iterfind(".//a[@role='doc-noteref']")
    }
    for section in root.findall("section[@role='doc-endnotes']"):
        del section.attrib["role"]
        for note in section.findall("ol/li"):
            _aside(note, marks.get(f"#{note.get('id')}", BACK))
            section.append(note)
        for numbered in section.findall("ol"):
            section.remove(numbered)


def _aside(note: Element, mark: str) -> None:
    note.tag = "aside"
    note.set("role", "doc-footnote")
    back = next(note.iterfind(".//a[@role='doc-backlink']"), None)
    if back is None:
        return
    remove(back)
    first = note[0] if len(note) and note[0].tag == "p" else etree.Element("p")
    if first.getparent() is None:
        note.insert(0, first)
    back.text, back.tail, first.text = mark, f" {first.text or ''}", None
    first.insert(0, back)
