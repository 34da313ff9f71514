"""SRX 2.0 (OSCAR recommendation of 2008): where a sentence ends, from the rows of languages.

The units of an exchange are paragraphs; these rules are for tools that cut them into sentences. A sentence that is cut
too late does less harm than one cut in two, so that what may be an abbreviation is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub import languages
from handbookpub.languages import Language
from handbookpub.translate.exchange.companions import recognised
from handbookpub.translate.exchange.model import Returned
from handbookpub.translate.exchange.xmlfile import indent, serialise

SUFFIX = ".srx"
NAMESPACE = "http://www.lisa.org/srx20"
LONE = r"(?<![\p{L}\p{M}\p{N}])"
"""Nothing of a word stands before: engines do not agree on \\b in Arabic."""
TAG = r"(?:</?[gx][0-9]{1,3}/?>)?"
"""No group is repeated: engines put what stands before a break into a look-behind, and Java must see how long it is."""
SPACE = "[\\s\u00a0]"
HANDLED = (("start", "no"), ("end", "yes"), ("isolated", "no"))
Rule = tuple[bool, str, str]
"""Whether to break, what stands before, what stands after."""


def write(*codes: str) -> bytes:
    """The rules of some languages, of all that have a row if none is named; a region has those of its language."""
    root = etree.Element("srx", {"version": "2.0"}, nsmap={None: NAMESPACE})
    header = etree.SubElement(root, "header", segmentsubflows="yes", cascade="yes")
    for kind, include in HANDLED:
        etree.SubElement(header, "formathandle", type=kind, include=include)
    body = etree.SubElement(root, "body")
    rules, maps = etree.SubElement(body, "languagerules"), etree.SubElement(body, "maprules")
    for code in dict.fromkeys(code.partition("-")[0] for code in codes or languages.available()):
        _language(rules, languages.load(code))
        pattern = rf"(?:{code}|{code.upper()})(?:[-_].*)?"
        etree.SubElement(maps, "languagemap", languagepattern=pattern, languagerulename=code)
    indent(root, ("beforebreak", "afterbreak"))
    return serialise(root)


def _language(parent: Any, row: Language) -> None:
    group = etree.SubElement(parent, "languagerule", languagerulename=row.code)
    for breaks, before, after in _rules(row):
        rule = etree.SubElement(group, "rule", {"break": "yes" if breaks else "no"})
        etree.SubElement(rule, "beforebreak").text = before
        etree.SubElement(rule, "afterbreak").text = after


def _rules(row: Language) -> Iterator[Rule]:
    """Exceptions first, as SRX asks. The first mark of `sentence_end` is the full stop that abbreviations take."""
    stop = re.escape(row.sentence_end[0])
    words = "|".join(re.escape(word).replace("\\ ", f"{SPACE}?") for word in row.abbreviations)
    yield False, f"{LONE}(?i:{words}){stop}{TAG}{TAG}", SPACE
    yield False, rf"{LONE}\p{{L}}\p{{M}}{{0,4}}{stop}{TAG}{TAG}", SPACE  # initials
    yield False, rf"^{SPACE}{{0,8}}\p{{Nd}}{{1,3}}[.)]", SPACE  # the number of an item
    ends = "".join(re.escape(mark) for mark in row.sentence_end)
    closed = f"{TAG}{_closing(row)}{TAG}{_closing(row)}{TAG}"
    yield True, f"[{ends}]{{1,4}}{closed}", f"{SPACE}+[^\\s\u00a0\\p{{Ll}}{_closers(row)}]"
    yield True, r"\n", ""


def _closers(row: Language) -> str:
    """Marks that close and never open, inside a class."""
    opening = {mark.strip() for mark, _ in row.quotes}
    return "".join(re.escape(mark) for _, each in row.quotes if (mark := each.strip()) not in opening) + ")\\]"


def _closing(row: Language) -> str:
    """A closing mark after the end of a sentence, with the space that the language sets before it."""
    marks = [mark for _, mark in row.quotes]
    space = f"{SPACE}?" if any(mark != mark.strip() for mark in marks) else ""
    return f"(?:{space}[{''.join(re.escape(mark.strip()) for mark in marks)})\\]\"'])?"


def read(data: bytes) -> Returned:
    """Rules that came back, as a companion. Raises Unreadable for another file."""
    return recognised(data, "srx")
