"""The inline markup of a text: its links, notes, code, pictures, stress, titles and spans, with the words in each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from handbookpub.quantities.shown import shown
from handbookpub.translate.exchange.marks import Piece, pieces

TAIL = re.compile(
    r"\]?(?:\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^)]*\))?(?P<attributes>\{[^{}]*\})?"
)
NOTE = re.compile(r"\[\^([^\]\s]+)\]")
CODE = re.compile(r"`+(.+?)`+(?:\{[^{}]*\})?", re.DOTALL)
AUTOLINK = re.compile(r"<(?:mailto:)?([^<>\s]+)>")
LANGUAGE = re.compile(r"\blang=[\"']?([\w-]+)")
BOLD, ITALIC = ("**", "__"), ("*", "_")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a reference; `words` are "" where the build fills them in."""

    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words with attributes: `[Palermo]{lang=it}`, `[referral]{.index}`."""

    words: str
    attributes: str

    @property
    def language(self) -> str:
        """The language that the words are in, "" if the span does not say."""
        found = LANGUAGE.search(self.attributes)
        return found[1] if found else ""

    @property
    def indexed(self) -> bool:
        """Whether the span makes an entry of the index."""
        return ".index" in self.attributes


@dataclass(slots=True)
class Marked:
    """What is marked in a text, each in its order."""

    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    italic: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@lru_cache(maxsize=8192)
def marked(markdown: str) -> Marked:
    """The markup of a text; it must not be changed."""
    found = Marked()
    all_pieces = pieces(markdown) if set(markdown) & set("[]*_`<!") else []
    for index, piece in enumerate(all_pieces):
        if piece.role == "close":
            _pair(found, all_pieces, piece.pair, index)
        elif piece.role == "alone":
            _alone(found, piece.raw)
    return found


def _pair(found: Marked, all_pieces: list[Piece], start: int, end: int) -> None:
    opening, closing = all_pieces[start].raw, all_pieces[end].raw
    words = shown("".join(piece.raw for piece in all_pieces[start + 1 : end]))
    if opening in BOLD:
        found.bold.append(words)
    elif opening in ITALIC:
        found.italic.append(words)
    elif opening.endswith("[") and (tail := TAIL.fullmatch(closing)):
        _bracket(found, opening, words, tail)


def _bracket(found: Marked, opening: str, words: str, tail: re.Match[str]) -> None:
    target, attributes = tail["target"], tail["attributes"] or ""
    if target is not None and opening == "![":
        found.images.append(target)
    elif target is not None:
        found.links.append(Link(target, words))
    if attributes:
        found.spans.append(Span(words, attributes))


def _alone(found: Marked, raw: str) -> None:
    if note := NOTE.fullmatch(raw):
        found.notes.append(note[1])
    elif code := CODE.fullmatch(raw):
        found.codes.append(code[1])
    elif link := AUTOLINK.fullmatch(raw):
        if ":" in link[1] or "@" in link[1]:
            found.links.append(Link(link[1], ""))
    elif (tail := TAIL.fullmatch(raw[raw.find("]") :])) and tail["target"] is not None:
        if raw.startswith("!"):
            found.images.append(tail["target"])
        else:
            found.links.append(Link(tail["target"], ""))
