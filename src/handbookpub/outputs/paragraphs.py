"""The paragraphs of an HTML output in logical order: what the book says, to hold other outputs against.

A paragraph is what UAX#9 calls one: the inline content between two block boundaries or line breaks, with
the direction of the nearest `dir`. Inline elements with a direction are isolates (HTML, 15.3.6), written
here as U+2066 to U+2069.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "img",
        "svg",
    }
)
SILENT = frozenset({"script", "style", "template", "svg", "math", "object", "noscript", "head"})
_ISOLATE = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
_LETTERS = r"[^\W\d_]+"
_HYPHEN = r"[-\u2010\u2011\ufffe\x02]\s*"
"""PDFium writes U+FFFE or U+0002 for a hyphen at the end of a line."""
_WORD = re.compile(f"{_LETTERS}(?:{_HYPHEN}{_LETTERS})*")
_PART = re.compile(_LETTERS)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its isolates as characters; `direction` is "ltr" or "rtl"."""

    text: str
    direction: str


@dataclass(slots=True)
class _Reader:
    found: list[Paragraph] = field(default_factory=list)
    text: str = ""

    def flush(self, direction: str) -> None:
        text = " ".join(self.text.split())
        if text.strip("\u2066\u2067\u2068\u2069 "):
            self.found.append(Paragraph(text, direction))
        self.text = ""

    def read(self, element: Any, direction: str) -> None:
        """Read the content of a block."""
        self.text += element.text or ""
        for child in element:
            self.child(child, direction)
            self.text += child.tail or ""

    def child(self, child: Any, direction: str) -> None:
        tag = local(child)
        if tag == "br":
            self.flush(direction)
        elif tag in INLINE:
            self.inline(child, tag, direction)
        elif tag and tag not in SILENT and child.get("hidden") is None:
            self.flush(direction)
            own = child.get("dir", direction)
            self.read(child, own)
            self.flush(own)

    def inline(self, element: Any, tag: str, direction: str) -> None:
        if tag in SILENT or element.get("hidden") is not None:
            return
        opening = _ISOLATE.get(element.get("dir") or ("auto" if tag == "bdi" else ""), "")
        self.text += opening
        self.read(element, direction)
        self.text += "\u2069" if opening else ""


def local(element: Any) -> str:
    """Return an element's name without its namespace, "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def paragraphs(root: Any, direction: str) -> list[Paragraph]:
    """Return the paragraphs below `root`, an lxml element whose own direction is `direction`."""
    reader = _Reader()
    reader.read(root, direction)
    reader.flush(direction)
    return reader.found


@dataclass(frozen=True, slots=True)
class Word:
    """A word; one with hyphens has several `parts`. `joined` is how engines give it back across a line's
    end.
    """

    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The word without its hyphens."""
        return "".join(self.parts)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text: runs of letters, without marks and controls, compatibility forms folded."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return (Word(tuple(_PART.findall(match[0]))) for match in _WORD.finditer(kept))
