"""The fonts of a joined book: one plain font for each face, shared by all parts, and each part's own extra font."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from .embedding import embed
from .engine import resource
from .faces import Face
from .part import FontRecord, Part


class Fonts:
    """Font dictionaries of one book."""

    def __init__(self, target: Any, parts: Sequence[Part], face: Callable[[str], Face], digits: str) -> None:
        self.target, self.digits = target, digits
        digests = sorted({digest for part in parts for digest in part.record.fonts})
        self.faces = {digest: face(digest) for digest in digests}
        self._shared = {digest: self._plain(digest, parts) for digest in digests}

    def _plain(self, digest: str, parts: Sequence[Part]) -> Any:
        face = self.faces[digest]
        glyphs = {
            glyph
            for part in parts
            if digest in part.record.fonts
            for glyph in part.record.fonts[digest].plain
        }
        slots = {slot["font"] for part in parts for slot in part.record.slots}
        if resource(digest, plain=True) in slots:
            glyphs.update(face.digits(self.digits) or ())
        texts = {glyph: face.plain_text[glyph] for glyph in sorted(glyphs)}
        widths = {glyph: face.width(glyph) for glyph in sorted(glyphs)}
        return embed(self.target, face, face.subset(glyphs), texts, widths) if glyphs else None

    def put(self, page: Any, part: Part) -> None:
        """Put the fonts into a part's resources, which all its pages share."""
        fonts = page.obj.Resources.Font
        for digest, record in sorted(part.record.fonts.items()):  # as a cached record lists them
            for plain, font in ((True, self._shared[digest]), (False, self._extra(digest, record))):
                name = f"/{resource(digest, plain)}"
                if font is not None:
                    fonts[name] = font
                elif name in fonts:
                    del fonts[name]

    def _extra(self, digest: str, record: FontRecord) -> Any:
        if not record.extra:
            return None
        texts = {int(code): text for code, text in record.texts.items()}
        widths = {int(code): width for code, width in record.widths.items()}
        return embed(self.target, self.faces[digest], base64.b64decode(record.extra), texts, widths)

    def digit_glyphs(self, name: str) -> tuple[list[int], list[float]]:
        """Return the glyphs of the ten digits in the plain font called `name`, and their widths in em."""
        digest = next(digest for digest in self.faces if resource(digest, plain=True) == name)
        face = self.faces[digest]
        glyphs = face.digits(self.digits)
        if glyphs is None:
            raise LookupError(f"{face.name} has no digits {self.digits}")
        return glyphs, [face.advance(glyph) / face.upem for glyph in glyphs]
