"""Text that comes back from the PDF: which codes draw a run of glyphs, and what each code means.

Readers copy, search and listen through extractors (poppler, PDFium, MuPDF) that see codes with positions and put
words together themselves. What they need, found by measurement (decisions/0002):

- one code for one cluster, with the whole text of the cluster; a cluster of several glyphs becomes one glyph of its
  own;
- in a right-to-left run the characters of a code in visual order, as the glyphs are: extractors turn the run round;
- marks on blank codes of no width before their letter, since a code that starts with a mark moves the letter;
- no code whose advance differs from its width by more than 0.06 em, or poppler sees a space in the word;
- in a right-to-left run, a blank RLM to the left of each comma, stop, colon or sign, or poppler takes it for a
  number's and turns it round with the space that follows;
- each stretch against the direction of the page between blank marks: left-to-right between RLM and LRM, for
  brackets and digits; right-to-left between two LRM, for the bracket or quotation mark that follows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .faces import Codes, Drawn

RLM, LRM, ZWNJ = "\u200f", "\u200e", "\u200c"
ODD = 0.06
"""Above this difference, in em, an advance or offset goes into a glyph of its own."""
_UNSEEN = frozenset("\u00ad\u061c\u200b\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
_SEPARATORS = ("CS", "ES", "ET")
_SPACES = {"\u00a0": " ", "\u202f": " ", "\t": " "}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped run, in font units; `cluster` is the first character of its cluster in the run's text."""

    number: int
    width: float
    right: float
    up: float
    cluster: int
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One code to show: in the plain or the extra font, at `x` font units from the start of the run."""

    plain: bool
    code: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one face and one direction as the shaper gave it: glyphs from left to right."""

    text: str
    glyphs: Sequence[Glyph]
    rtl: bool
    opens: bool = False
    closes: bool = False
    """True where a stretch against the direction of the page begins and ends: there the carriers stand."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    text: str
    glyphs: tuple[Glyph, ...]
    x: float
    width: float


def show(run: Run, codes: Codes) -> list[Shown]:
    """Return the codes that draw `run`, from left to right."""
    clusters = list(_clusters(run))
    shown: list[Shown] = []
    if run.opens:
        shown.append(_blank(codes, LRM if run.rtl else RLM, 0))
    before = ""
    for cluster in clusters:
        if run.rtl and cluster.text and unicodedata.bidirectional(cluster.text[0]) in _SEPARATORS:
            shown.append(_blank(codes, RLM, cluster.x))
        shown.extend(_cluster(cluster, run.rtl, codes, exposed=not before.isalpha()))
        before = cluster.text[:1]
    if run.closes and clusters:
        last = clusters[-1]
        shown.append(_blank(codes, LRM, last.x + last.width))
    return shown


def _clusters(run: Run) -> Iterator[_Cluster]:
    """Group glyphs by cluster, marks with their letter; text of isolates and joiners is dropped."""
    starts = sorted({glyph.cluster for glyph in run.glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    base: dict[int, int] = {}
    last = starts[0] if starts else 0
    for start in starts:
        last = last if _is_mark(run.text[start : start + 1]) and start != starts[0] else start
        base[start] = last
    groups: dict[int, list[tuple[Glyph, float]]] = {}
    x = 0.0
    for glyph in run.glyphs:
        groups.setdefault(base[glyph.cluster], []).append((glyph, x))
        x += glyph.width
    for start, group in groups.items():
        text = "".join(run.text[s : ends[s]] for s in starts if base[s] == start)
        yield _Cluster(
            _kept(text), tuple(glyph for glyph, _ in group), group[0][1], sum(g.width for g, _ in group)
        )


def _kept(text: str) -> str:
    """Drop the characters that only direct the shaper; the non-joiner and the visible number signs are the reader's."""
    return "".join(_SPACES.get(c, c) for c in text if c not in _UNSEEN)


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("Mn", "Me", "Mc")


def _cluster(cluster: _Cluster, rtl: bool, codes: Codes, exposed: bool) -> Iterator[Shown]:
    glyphs = [glyph for glyph in cluster.glyphs if glyph.number >= 0]
    text = cluster.text
    if not glyphs:
        if text == ZWNJ:
            yield _blank(codes, text, cluster.x)
        return
    marks = ""
    if rtl and len(text) > 1:
        letters = text.rstrip("".join(c for c in text if _is_mark(c))) or text[0]
        marks, text = text[len(letters) :][::-1], letters[::-1]
    if marks and exposed:
        yield _blank(
            codes, RLM, cluster.x
        )  # or MuPDF and PDFium give the mark to the space or stop before it
    for mark in marks:
        yield _blank(codes, mark, cluster.x)
    yield _drawn(cluster, glyphs, text, codes)


def _drawn(cluster: _Cluster, glyphs: Sequence[Glyph], text: str, codes: Codes) -> Shown:
    face = codes.face
    if any(glyph.missing for glyph in glyphs):
        drawn = Drawn((), round(cluster.width), text, missing=True)
        return _shown(codes, drawn, cluster.x)
    glyph = glyphs[0]
    advance = face.advance(glyph.number)
    odd = max(abs(cluster.width - advance), abs(glyph.right)) > ODD * face.upem or glyph.up
    if len(glyphs) == 1 and (text.isspace() or not odd):
        drawn = Drawn(((glyph.number, 0, 0),), advance, text)
        return _shown(codes, drawn, cluster.x + glyph.right)
    components, x = [], 0.0
    for part in cluster.glyphs:
        if part.number >= 0:
            components.append((part.number, round(x + part.right), round(part.up)))
        x += part.width
    return _shown(codes, Drawn(tuple(components), round(cluster.width), text), cluster.x)


def _blank(codes: Codes, text: str, x: float) -> Shown:
    return _shown(codes, Drawn((), 0, text), x)


def _shown(codes: Codes, drawn: Drawn, x: float) -> Shown:
    plain, code = codes.code(drawn)
    return Shown(plain, code, x, round(drawn.advance * 1000 / codes.face.upem) * codes.face.upem / 1000)
