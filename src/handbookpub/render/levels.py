"""Embedding levels of the Unicode Bidirectional Algorithm (UAX#9), from libfribidi.

Pango brings libfribidi along, so the levels are the very ones that the shaper works with. python-bidi is kept out
of this module on purpose: it is the independent oracle with which `verify` and the tests compare the printed order.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes.util import find_library
from functools import lru_cache
from typing import Any

import cffi

from handbookpub.resources import Unfit

_DECLARATIONS = """
typedef uint32_t FriBidiChar; typedef uint32_t FriBidiCharType; typedef uint32_t FriBidiBracketType;
typedef signed char FriBidiLevel; typedef uint32_t FriBidiParType;
void fribidi_get_bidi_types(const FriBidiChar *, int, FriBidiCharType *);
void fribidi_get_bracket_types(const FriBidiChar *, int, const FriBidiCharType *, FriBidiBracketType *);
FriBidiLevel fribidi_get_par_embedding_levels_ex(
    const FriBidiCharType *, const FriBidiBracketType *, int, FriBidiParType *, FriBidiLevel *);
"""
# fribidi-bidi-types-list.h: the direction of a paragraph is given as a strong type.
_PARAGRAPH = {"ltr": 0x110, "rtl": 0x111}
_NAMES = ("libfribidi.so.0", "libfribidi.0.dylib", "fribidi-0.dll", "libfribidi-0.dll")

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
LRO, RLO, PDF = "\u202d", "\u202e", "\u202c"
CONTROLS = frozenset("\u202a\u202b" + LRO + RLO + PDF + LRI + RLI + FSI + PDI)
OBJECT, SEPARATOR = "\ufffc", "\u2029"


class MissingLibrary(Unfit):
    """libfribidi is not on this machine; `handbookpub doctor` says how to install it."""


@lru_cache(maxsize=1)
def _library() -> tuple[cffi.FFI, Any]:
    ffi = cffi.FFI()
    ffi.cdef(_DECLARATIONS)
    for name in (*_NAMES, find_library("fribidi")):
        try:
            return ffi, ffi.dlopen(name)
        except (OSError, TypeError):
            continue
    raise MissingLibrary("libfribidi was not found")


@lru_cache(maxsize=4096)
def levels(text: str, direction: str) -> Sequence[int]:
    """Return the embedding level of each character of one paragraph (UAX#9 rules P1 to I2).

    `direction` is ``ltr`` or ``rtl``. A paragraph separator inside the text ends the paragraph there (P1).
    """
    result: list[int] = []
    for piece in text.splitlines(keepends=True) if SEPARATOR in text else [text]:
        result.extend(_paragraph(piece, direction))
    return tuple(result)


def _paragraph(text: str, direction: str) -> Sequence[int]:
    if not text:
        return ()
    ffi, library = _library()
    size = len(text)
    characters = ffi.new("FriBidiChar[]", [ord(character) for character in text])
    types = ffi.new("FriBidiCharType[]", size)
    brackets = ffi.new("FriBidiBracketType[]", size)
    result = ffi.new("FriBidiLevel[]", size)
    base = ffi.new("FriBidiParType *", _PARAGRAPH[direction])
    library.fribidi_get_bidi_types(characters, size, types)
    library.fribidi_get_bracket_types(characters, size, types, brackets)
    if not library.fribidi_get_par_embedding_levels_ex(types, brackets, size, base, result):
        raise MemoryError("libfribidi could not compute the levels")
    return list(result)
