"""Inline codes of XLIFF 2.1 (section 4.7): `<pc>` for a pair, `<ph>` for a code alone, Markdown in `<originalData>`.

Tools may turn a `<pc>` into `<sc>` and `<ec>` (where it reaches over two segments), copy codes (`copyOf`) and drop what
they do not need. So a code's Markdown is looked up by its number in the source, then by the target's own references,
and last in what it displays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from handbookpub.translate.exchange import inline12, xmlfile
from handbookpub.translate.exchange.codes import escape
from handbookpub.translate.exchange.inline12 import BREAK, NUMBER
from handbookpub.translate.exchange.xmlfile import TOOL, inside, local

FORMATS = {"bold": "xlf:b", "italic": "xlf:i", "lb": "xlf:lb"}
"""Codes that the standard has a `subType` for (section 4.3)."""
FORMATTING = ("x-strikeout", "x-subscript", "x-superscript")
MEANS = {"xlf:b": ("**", "**"), "xlf:i": ("*", "*"), "xlf:lb": (BREAK, "")}
ONCE = "x-note"
"""A note is called once."""


class Writer:
    """The texts of one unit, and the Markdown of their codes."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace
        self._data: dict[str, str] = {}

    def element(self, number: int, opening: str, closing: str) -> Any:
        """The element of a code."""
        kind = inline12.ctype(f"{opening}{inline12.BETWEEN}{closing}" if closing else opening)
        given = {"id": str(number), **_type(kind)}
        if closing:
            given |= {"dataRefStart": self._reference(opening), "dataRefEnd": self._reference(closing)}
            given |= {"dispStart": opening, "dispEnd": closing}
        else:
            given["dataRef"] = self._reference(opening)
            given |= {} if kind == "lb" else {"disp": opening}
        given |= {"canCopy": "no"} if kind == ONCE else {}
        name = f"{{{self.namespace}}}{'pc' if closing else 'ph'}"
        return etree.Element(name, {key: xmlfile.clean(value) for key, value in given.items()})

    def original_data(self) -> Any:
        """The `<originalData>` of the texts written so far (section 4.2); None without codes."""
        if not self._data:
            return None
        result = etree.Element(f"{{{self.namespace}}}originalData")
        for raw, key in self._data.items():
            data = etree.SubElement(result, f"{{{self.namespace}}}data", id=key, dir="ltr")
            data.text = xmlfile.clean(raw)
        return result

    def _reference(self, raw: str) -> str:
        return self._data.setdefault(raw, f"d{len(self._data) + 1}")


def _type(kind: str) -> dict[str, str]:
    if kind in FORMATS:
        return {"type": "fmt", "subType": FORMATS[kind]}
    if kind == "link":
        return {"type": "link"}
    name = kind.removeprefix("x-")
    return {
        "type": "image" if name == "image" else "fmt" if kind in FORMATTING else "other",
        "subType": f"{TOOL}:{name}",
    }


def original(unit: Any) -> dict[str, str]:
    """What the `<data>` elements of a unit hold, by their ids."""
    kept = xmlfile.child(unit, "originalData")
    return {} if kept is None else {each.get("id", ""): _literal(each) for each in inside(kept, "data")}


def _literal(element: Any) -> str:
    """Text with code points that XML cannot hold (`<cp>`, section 4.2)."""
    return (element.text or "") + "".join(_point(each) + (each.tail or "") for each in element)


def _point(element: Any) -> str:
    try:
        return chr(int(element.get("hex", ""), 16)) if local(element) == "cp" else ""
    except (ValueError, OverflowError):
        return ""


def codes(texts: Iterable[Any], data: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """The codes that the texts of a unit say in full, by their numbers; of two with one number the first counts."""
    result: dict[int, tuple[str, str]] = {}
    elements = [each for text in texts for each in inside(text, "pc", "ph", "sc", "ec")]
    ends = {each.get("startRef"): each for each in reversed(elements) if local(each) == "ec"}
    for each in (each for each in elements if local(each) != "ec"):
        name, last = local(each), each
        if name == "sc":
            last = ends.get(each.get("id"), each)
        opening = _raw(each, "Start" if name == "pc" else "", data)
        closing = "" if name == "ph" else _raw(last, "End" if name == "pc" else "", data)
        if each.get("subType") in MEANS and (not opening or name == "ph"):
            opening, closing = MEANS[each.get("subType")]
        if opening and (closing or name == "ph"):
            result.setdefault(_own(each), (opening, closing))
    return result


def _raw(element: Any, end: str, data: Mapping[str, str]) -> str:
    shown: str = element.get(f"disp{end}", "")
    return data.get(element.get(f"dataRef{end}", ""), shown)


def copies(texts: Iterable[Any], known: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """The codes that are copies of known ones."""
    elements = (each for text in texts for each in inside(text, "pc", "ph", "sc") if each.get("copyOf"))
    given = {_own(each): _number(each.get("copyOf")) for each in elements}
    return {number: known[first] for number, first in given.items() if first in known}


def _number(key: str | None) -> int:
    found = NUMBER.search(key or "")
    return int(found[1]) if found else 0


def _own(element: Any) -> int:
    return _number(element.get("startRef") or element.get("id"))


def tagged(text: Any) -> str:
    """Text with tags. Annotations (`<mrk>`, `<sm>`, `<em>`) fall away."""
    return "".join(_tagged(text))


def _tagged(text: Any) -> Iterator[str]:
    yield escape(text.text or "")
    for each in text:
        yield from _code(each, local(each))
        yield escape(each.tail or "")


def _code(each: Any, name: str) -> Iterator[str]:
    tags = {"pc": "<g{}>", "sc": "<g{}>", "ec": "</g{}>", "ph": "<x{}/>"}
    if name in tags:
        yield tags[name].format(_own(each))
    if name == "cp":
        yield escape(_point(each))
    if name in ("pc", "mrk"):
        yield from _tagged(each)
    if name == "pc":
        yield f"</g{_own(each)}>"
