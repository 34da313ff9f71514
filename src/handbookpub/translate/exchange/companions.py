"""Files that export writes for tools only: they come along when a translator sends a whole folder back."""

from __future__ import annotations

import codecs
import re

from handbookpub.translate.exchange.model import Returned, Unreadable

PROLOG = r"(?:(?:<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*"
ROOT = re.compile(rf"\s*{PROLOG}<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL)
HEAD = 4096
"""Bytes in which a file says what it is."""


def recognised(data: bytes, root: str) -> Returned:
    """An XML file whose first element is `root`, as a companion. Raises Unreadable for another file."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    found = ROOT.match(data[:HEAD].decode(encoding, "replace"))
    if not found or found[1] != root:
        there = f"it starts with <{found[1]}>" if found else "it is no XML"
        raise Unreadable(f"line 1: the file should start with <{root}>, but {there}")
    return Returned("", "", "", (), companion=True)
