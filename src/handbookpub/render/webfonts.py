"""Fonts for screens: of each family only the characters a book uses, as WOFF2.

The first family of a role sets whatever it can; a character it lacks goes to the first other family that has
it. A face is fetched by the browser only where a page needs one of its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handbookpub import fonts
from handbookpub.languages import Language

REGULAR = 400
# What a browser turns on by itself; small capitals, old-style figures and their glyphs would double a Latin
# face.
FEATURES = (
    *("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "kern", "mark", "mkmk", "curs", "rvrn", "stch"),
    *("init", "medi", "med2", "fina", "fin2", "fin3", "isol"),
)


@dataclass(frozen=True, slots=True)
class WebFace:
    """One face of a style sheet. `size_adjust` is a ratio of the font size."""

    family: str
    weight: int
    style: str
    size_adjust: float
    data: bytes

    @property
    def file(self) -> str:
        """A file name that is the same for the same face."""
        return f"{self.family.replace(' ', '')}-{self.weight}{'-italic' * (self.style == 'italic')}.woff2"


def web_faces(
    language: Language, characters: Iterable[str], bold: Iterable[str], roles: Iterable[str] = ("body",)
) -> tuple[WebFace, ...]:
    """The faces for `characters` in a language, `bold` ones in bold; after the first role, only bold."""
    wanted, heavy = _visible(characters), _visible(bold) | set(language.letters)
    primary = list(dict.fromkeys(language.fonts[role][0] for role in roles))
    faces = [*_primary(primary[0], language, wanted, heavy)]
    faces += [face for name in primary[1:] for face in _primary(name, language, set(), heavy)]
    rest = set(fonts.missing(wanted, primary[:1]))
    for name in _stand_ins(language, primary):
        here = {c for c in rest if ord(c) in fonts.coverage(fonts.family(name).faces[0].path)}
        if here:
            faces.append(_face(name, fonts.family(name).faces[0], here, _adjust(name, language)))
            rest -= here
    return tuple(faces)


def stack(faces: Iterable[WebFace], first: str) -> str:
    """The CSS `font-family` that tries `first`, then the stand-ins, then what the machine has."""
    names = dict.fromkeys([first, *(face.family for face in faces)])
    return ", ".join([*(f'"{name}"' for name in names), "serif"])


def _visible(characters: Iterable[str]) -> set[str]:
    return {c for c in characters if c.isprintable() and not c.isspace()}


def _primary(name: str, language: Language, wanted: set[str], heavy: set[str]) -> Iterator[WebFace]:
    for face in fonts.family(name).faces:
        if face.style == "italic" and (face.weight != REGULAR or language.emphasis != "italic"):
            continue
        characters = wanted if face.weight == REGULAR else heavy
        if characters:
            yield _face(name, face, characters, 1.0)


def _stand_ins(language: Language, primary: list[str]) -> list[str]:
    """Other families, best first: those of the language, then every body family, then whatever is left."""
    own = [name for role in ("body", "latin", "symbols") for name in language.fonts[role]]
    others = sorted(fonts.families(), key=lambda each: ("body" not in each.roles, "symbols" in each.roles))
    names = dict.fromkeys([*own, *(each.name for each in others)])
    return [name for name in names if name not in primary]


def _adjust(name: str, language: Language) -> float:
    """A script that stands in beside Latin is enlarged by what its row says of Latin beside it."""
    own = fonts.family(name)
    return 1.0 if language.script in own.scripts or "Latn" in own.scripts else round(1 / own.latin_scale, 3)


def _face(name: str, face: fonts.Face, characters: set[str], adjust: float) -> WebFace:
    data = _subset(face.path, "".join(sorted(characters)), fonts.family(name).reserved)
    return WebFace(name, face.weight, face.style, adjust, data)


@lru_cache(maxsize=64)
def _subset(path: Path, characters: str, reserved: tuple[str, ...]) -> bytes:
    return fonts.subset(path, characters, reserved, FEATURES)
