"""Inline codes of XLIFF 1.2 (section 2.2, inline elements): `<g>` and `<x>`, and what tools make of them.

Tools cut a text into segments (`<mrk mtype="seg">`), split a `<g>` into `<bx/>` and `<ex/>` where it reaches over two
of them, and drop attributes. So a code's Markdown is looked up by its number in the source, then in the target's own
`equiv-text`, and last in its `ctype`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub.translate.exchange import xmlfile
from handbookpub.translate.exchange.codes import escape
from handbookpub.translate.exchange.xmlfile import inside, local

BETWEEN = "…"
"""Between what a pair opens with and what it closes with. No opening has it."""
BREAK = "\\\n"
TYPES = (
    ("bold", r"\*\*|__"),
    ("italic", r"[*_]"),
    ("x-strikeout", "~~"),
    ("x-subscript", "~"),
    ("x-superscript", r"\^"),
    ("x-image", r"!\["),
    ("lb", r"\\\n"),
    ("x-note", r"\[\^"),
    ("x-reference", r"\[\]"),
    ("link", rf"\[{BETWEEN}\]\("),
    ("x-span", r"\["),
    ("x-code", "`"),
    ("x-comment", "<!--"),
    ("x-html", "</?[A-Za-z][^:@]*>"),
    ("x-address", "<"),
    ("x-character", "&"),
)
"""The `ctype` of a code by how its Markdown starts."""
PLAIN = {"bold": ("**", "**"), "italic": ("*", "*"), "lb": (BREAK, "")}
"""Codes that a translator may add in a tool: their Markdown needs no source."""
PAIRS = ("g", "bpt", "bx", "ept", "ex", "it")
NUMBER = re.compile(r"(\d{1,6})\D*$")


def ctype(raw: str) -> str:
    """The `ctype` of a code."""
    return next((name for name, start in TYPES if re.match(start, raw)), "x-other")


def element(namespace: str) -> xmlfile.Make:
    """What makes the element of a code."""

    def make(number: int, opening: str, closing: str) -> Any:
        raw = opening + BETWEEN + closing if closing else opening
        name = f"{{{namespace}}}{'g' if closing else 'x'}"
        given = {"id": str(number), "ctype": ctype(raw), "equiv-text": xmlfile.clean(raw)}
        return etree.Element(name, given)

    return make


def number(element: Any) -> int:
    """The number of a code's element; 0 where a tool gave it an id of its own that holds none."""
    found = NUMBER.search(element.get("rid") or element.get("id") or "")
    return int(found[1]) if found else 0


def codes(text: Any) -> dict[int, tuple[str, str]]:
    """The codes that an element of text says in full, by their numbers."""
    result: dict[int, tuple[str, str]] = {}
    for each in inside(text, "g", "x", "bx", "ph"):
        raw, kind = each.get("equiv-text", ""), each.get("ctype", "")
        opening, between, closing = raw.partition(BETWEEN)
        if kind in PLAIN and (not raw or kind == "lb"):
            opening, closing = PLAIN[kind]
        elif local(each) in ("x", "ph"):
            opening, closing = raw or "".join(each.itertext()), ""
        elif not between:
            continue
        if opening:
            result.setdefault(number(each), (opening, closing))
    return result


def tagged(text: Any) -> str:
    """Text with tags. Marks around text (`<mrk>`) are no codes of ours and fall away."""
    return "".join(_tagged(text))


def _tagged(text: Any) -> Iterator[str]:
    yield escape(text.text or "")
    for each in text:
        name = local(each)
        yield from _code(each, name) if name in ("x", "ph", *PAIRS) else _tagged(each)
        yield escape(each.tail or "")


def _code(each: Any, name: str) -> Iterator[str]:
    """An element as tags. What stands inside `<bpt>`, `<ept>`, `<it>` and `<ph>` is code, no text."""
    count = number(each)
    if name == "g":
        yield f"<g{count}>"
        yield from _tagged(each)
        yield f"</g{count}>"
    elif name in ("ept", "ex") or name == "it" and each.get("pos") == "close":
        yield f"</g{count}>"
    elif name in PAIRS:
        yield f"<g{count}>"
    else:
        yield f"<x{count}/>"


def is_partial(target: Any, source: Any) -> bool:
    """Whether a tool cut the source into segments and some of them have no translation yet."""
    if source is None:
        return False
    given, wanted = _segments(target), _segments(source)
    return bool(given) and any(not given.get(key) for key, filled in wanted.items() if filled)


def _segments(text: Any) -> dict[str, bool]:
    """The segments of a text, and whether they have words or codes."""
    marks = (mark for mark in inside(text, "mrk") if mark.get("mtype") == "seg")
    return {mark.get("mid", ""): len(mark) > 0 or bool("".join(mark.itertext()).strip()) for mark in marks}
