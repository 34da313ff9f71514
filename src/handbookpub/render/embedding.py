"""Fonts in the joined PDF: Type 0 fonts with two-byte codes, and the text of each code (PDF 32000-1, 9.7 and 9.10)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from .faces import Face

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_BATCH = 100  # entries in one bfchar section (PDF 32000-1, 9.10.3 and the CMap specification)


def embed(pdf: Any, face: Face, program: bytes, texts: Mapping[int, str], widths: Mapping[int, int]) -> Any:
    """Return a font dictionary for `program`, whose glyph numbers are the codes."""
    from pikepdf import Array, Dictionary, Name, String

    name = Name(f"/{_tag(program)}+{face.name}")
    descriptor = _descriptor(pdf, face, program, name)
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        W=_widths(widths),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    unicode = pdf.make_stream(b"")
    unicode.write(zlib.compress(to_unicode(texts), 9), filter=Name.FlateDecode)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=unicode,
        )
    )


def _descriptor(pdf: Any, face: Face, program: bytes, name: Any) -> Any:
    from pikepdf import Array, Dictionary, Name

    file = pdf.make_stream(b"", Length1=len(program))
    file.write(zlib.compress(program, 9), filter=Name.FlateDecode)
    metrics = dict(face.metrics)
    box = Array([metrics.pop(edge) for edge in ("xMin", "yMin", "xMax", "yMax")])
    fixed = {"Type": Name.FontDescriptor, "FontName": name, "Flags": 4, "ItalicAngle": 0, "StemV": 80}
    return Dictionary(**fixed, FontBBox=box, FontFile2=file, **metrics)


def _tag(program: bytes) -> str:
    """Return the six capital letters that name a subset (PDF 32000-1, 9.6.4): by content, so that bytes repeat."""
    return "".join(chr(65 + byte % 26) for byte in sha256(program).digest()[:6])


def _widths(widths: Mapping[int, int]) -> Any:
    from pikepdf import Array

    array, run, last = Array(), Array(), -2
    for code in sorted(widths):
        if code != last + 1:
            run = Array()
            array.append(code)
            array.append(run)
            run = array[-1]
        run.append(widths[code])
        last = code
    return array


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return a ToUnicode CMap."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in sorted(texts.items())]
    batches = [entries[i : i + _BATCH] for i in range(0, len(entries), _BATCH)]
    sections = [f"{len(batch)} beginbfchar\n{''.join(batch)}endbfchar\n" for batch in batches]
    return (_CMAP_HEAD + "".join(sections) + _CMAP_TAIL).encode("ascii")
