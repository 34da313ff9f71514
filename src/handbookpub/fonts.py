"""The fonts of the book: their rows (`fonts/fonts.toml`), what they cover, our own fontconfig, web subsets.

Rendering must not see the fonts of the machine, or the same book looks different elsewhere: call
`use_own_fontconfig()` before the first text is laid out (fontconfig reads its file when it starts).
"""

from __future__ import annotations

import io
import os
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from . import disk
from .resources import fonts_dir

# Characters that steer joining and direction: they carry no ink, yet a subset without them breaks words.
STEERING = "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u00a0\u202f "
GENERIC = {"serif": "body", "sans-serif": "screen", "monospace": "mono"}  # CSS generic family -> role
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright, names, version, licence and its address


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    path: Path
    weight: int
    style: str  # "normal" or "italic"
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Family:
    """One family; `latin_scale` is the size of Latin beside its script as a ratio of the font size."""

    name: str
    scripts: tuple[str, ...]
    roles: tuple[str, ...]
    latin: str
    latin_scale: float
    latin_letter: str
    latin_ratio: float
    licence: str  # SPDX
    licence_file: str
    reserved: tuple[str, ...]
    origin: str
    faces: tuple[Face, ...]


@cache
def families() -> tuple[Family, ...]:
    """Every family of `fonts.toml`, in its order."""
    rows = tomllib.loads((fonts_dir() / "fonts.toml").read_text(encoding="utf-8"))["family"]
    return tuple(_family(row) for row in rows)


def family(name: str) -> Family:
    """The family called `name`; KeyError if there is no such row."""
    for found in families():
        if found.name == name:
            return found
    raise KeyError(f"no font family {name!r} in fonts.toml")


@cache
def coverage(path: Path) -> frozenset[int]:
    """The code points the font file has a glyph for."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: Iterable[str], names: Iterable[str]) -> str:
    """The visible characters of `text` that no regular face of the families `names` can show, sorted."""
    covered = frozenset[int]().union(*(coverage(family(name).faces[0].path) for name in names))
    visible = {c for c in text if c.isprintable()} - set(STEERING)
    return "".join(sorted(c for c in visible if ord(c) not in covered))


def digest() -> str:
    """One sha256 over every font row: part of the key of everything rendered."""
    hashes = sorted(face.sha256 for each in families() for face in each.faces)
    return sha256("\n".join(hashes).encode()).hexdigest()


def use_own_fontconfig(cache_dir: Path | None = None, extra: Sequence[Path] = ()) -> Path:
    """Point this process at our fonts only and return the file in use; `extra`: font folders of the handbook.

    A relative or unset `cache_dir` would make fontconfig write elsewhere, so it is resolved first.
    """
    file = fontconfig_file((), cache_dir or disk.cache_folder(), extra)
    for name in ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        os.environ.pop(name, None)
    os.environ["FONTCONFIG_FILE"] = str(file)
    return file


def fontconfig_file(names: Sequence[str], cache_dir: Path, extra: Sequence[Path] = ()) -> Path:
    """Write a fonts.conf that knows nothing but our fonts, or only the families `names`, and return its path.

    The name holds a hash of the content, and the file appears whole: processes may share `cache_dir`.
    """
    folder = cache_dir.resolve() / "fontconfig"
    folder.mkdir(parents=True, exist_ok=True)
    content = _fontconfig(names, folder, extra)
    path = folder / f"fonts-{sha256(content.encode()).hexdigest()[:16]}.conf"
    if not path.is_file():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(content, encoding="utf-8")
        draft.replace(path)
    return path


def subset(
    path: Path, characters: Iterable[str], reserved: Sequence[str] = (), features: Sequence[str] = ("*",)
) -> bytes:
    """A WOFF2 of the font at `path` with the glyphs `characters` need, with the layout `features` named.

    Same input, same bytes. `reserved`: font names the licence keeps for unchanged files (OFL 1.1, clause 3).
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=NAMES)
    options.layout_features = list(features)  # Arabic joins live in the layout features
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes={ord(c) for c in set(characters) | set(STEERING)})
        subsetter.subset(font)
        _rename(font, reserved)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


def _rename(font: Any, reserved: Sequence[str]) -> None:
    """Take reserved names out of the names a program shows; the copyright line (name 0) keeps them."""
    for record in font["name"].names if reserved else ():
        if record.nameID in (1, 3, 4, 6):
            text = record.toUnicode()
            for word in reserved:
                text = text.replace(word, "Handbook")
            record.string = text


def _family(row: dict[str, Any]) -> Family:
    """A Family from its TOML block."""
    faces = tuple(
        Face(fonts_dir() / file["file"], file["weight"], file["style"], file["version"], file["sha256"])
        for file in row["files"]
    )
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    del values["files"]
    return Family(faces=faces, **values)


def _fontconfig(names: Sequence[str], folder: Path, extra: Sequence[Path]) -> str:
    """The content of our fonts.conf. Generic CSS families fall to the row that has the role, Latin first."""
    lines = [f"  <dir>{escape(str(path.resolve()))}</dir>" for path in (fonts_dir(), *extra)]
    lines.append(f"  <cachedir>{escape(str(folder))}</cachedir>")
    lines += _only(names) if names else []
    lines += _aliases()
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
    return head + "\n".join(lines) + "\n</fontconfig>\n"


def _only(names: Sequence[str]) -> list[str]:
    """Accept the files of the families `names` and no other (accepting wins over rejecting)."""
    files = [escape(str(face.path)) for name in names for face in family(name).faces]
    accepted = "".join(f"<glob>{file}</glob>" for file in files)
    return ["  <selectfont>", f"    <acceptfont>{accepted}</acceptfont>"] + [
        "    <rejectfont><glob>*</glob></rejectfont>",
        "  </selectfont>",
    ]


def _aliases() -> list[str]:
    """What the generic families mean, and which family comes in for one we do not have or a letter it lacks.

    Weak names rank below the language, so a Latin family stands first for Latin text and the first Arabic row
    for Arabic text; without them fontconfig takes whichever file it met first.
    """
    ranked = sorted(families(), key=lambda each: bool(each.latin_letter) or "symbols" in each.roles)
    lines = []
    for generic, role in GENERIC.items():
        name = next(escape(each.name) for each in ranked if role in each.roles)
        preferred = f"<prefer><family>{name}</family></prefer>"
        lines.append(f'  <alias binding="same"><family>{generic}</family>{preferred}</alias>')
    names = "".join(f"<string>{escape(each.name)}</string>" for each in ranked)
    edit = f'<edit name="family" mode="append_last" binding="weak">{names}</edit>'
    return [*lines, f'  <match target="pattern">{edit}</match>']
