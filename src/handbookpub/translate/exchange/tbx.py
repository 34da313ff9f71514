"""TBX: the termbase for tools that keep terms.

Written is the edition of 2008 (ISO 30042:2008, `<martif>`), which OmegaT and translate-toolkit read; they refuse that
of 2019. A row of terms.csv is a `<termEntry>` (its `id` is the concept), a language a `<langSet>`, a word a `<tig>`
whose administrativeStatus says `preferredTerm-admn-sts` or, for a forbidden one, `deprecatedTerm-admn-sts`. Read are
both editions, and both styles of the new one. A word that is only admitted is neither and falls away; so does a concept
without words, which the format cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from handbookpub.model import Place, Term, Termbase
from handbookpub.translate.exchange import xmlfile
from handbookpub.translate.exchange.model import Unreadable
from handbookpub.translate.exchange.xmlfile import LANG, children, clean, inside, local

CONSTRAINTS = "http://www.lisa.org/fileadmin/standards/tbx_basic/TBXBasicXCSV02.xcs"
"""The name of TBX-Basic's list of categories. Nobody fetches it."""
STATUS = "administrativeStatus"
STATUSES = (STATUS, "normativeAuthorization")
PREFERRED, FORBIDDEN = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"
NOT_WANTED = ("deprecated", "superseded", "forbidden", "rejected")
"""How values of a status begin that forbid a word, in either edition and in tools' own words."""
ADMITTED = "admitted"
CONCEPTS, LANGUAGES, WORDS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
NO_NAME = re.compile(r"^[^\w]|^[\d]|[^\w.-]|_(?=x)")
ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
MIXED = ("term", "note", "termNote", "title", "p")


def write(terms: Termbase, book: str, source_language: str) -> bytes:
    """The file of a termbase; the same terms give the same bytes."""
    root = etree.Element("martif", type="TBX-Basic")
    root.set(LANG, source_language)
    header = _add(root, "martifHeader")
    file = _add(header, "fileDesc")
    _add(_add(file, "titleStmt"), "title", book)
    _add(_add(file, "sourceDesc"), "p", f"Termbase of the handbook {book}")
    _add(_add(header, "encodingDesc"), "p", CONSTRAINTS).set("type", "XCSURI")
    body = _add(_add(root, "text"), "body")
    for term in terms:
        if term.preferred or term.forbidden:
            _concept(body, term)
    xmlfile.indent(root, MIXED)
    return xmlfile.serialise(root)


def _add(parent: Any, tag: str, text: str = "") -> Any:
    element = etree.SubElement(parent, tag)
    element.text = clean(text) or None
    return element


def _concept(body: Any, term: Term) -> None:
    entry = _add(body, "termEntry")
    entry.set("id", NO_NAME.sub(lambda found: f"_x{ord(found[0]):04X}_", term.concept))
    if term.note:
        _add(entry, "note", term.note)
    for language in dict.fromkeys([*term.preferred, *term.forbidden]):
        section = _add(entry, "langSet")
        section.set(LANG, language)
        words = [(term.preferred[language], PREFERRED)] if language in term.preferred else []
        words += [(word, FORBIDDEN) for word in term.forbidden.get(language, ())]
        for word, status in words:
            each = _add(section, "tig")
            _add(each, "term", word)
            _add(each, "termNote", status).set("type", STATUS)


def read(data: bytes) -> list[Term]:
    """The rows of a termbase that is kept elsewhere; the place of each is its line, without a path. Raises Unreadable.

    Languages keep the codes that the file gives them.
    """
    root = xmlfile.parse(data, "tbx", "martif", doctype=True)
    seen: dict[str, int] = {}
    terms = []
    for number, entry in enumerate(inside(root, *CONCEPTS), 1):
        concept = ESCAPED.sub(lambda found: chr(int(found[1], 16)), entry.get("id", "")) or f"c{number}"
        line = entry.sourceline
        if concept in seen:
            raise Unreadable(f"line {line}: the concept {concept} stands in line {seen[concept]} too; keep one of them")
        seen[concept] = line
        terms.append(_term(entry, concept, line))
    return terms


def _term(entry: Any, concept: str, line: int) -> Term:
    preferred: dict[str, str] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for section in children(entry, *LANGUAGES):
        language = section.get(LANG) or section.get("lang") or ""
        for word, status in sorted(_words(section), key=lambda pair: not pair[1].startswith("preferred")):
            if status.startswith(NOT_WANTED):
                forbidden[language] = (*forbidden.get(language, ()), word)
            elif not status.startswith(ADMITTED):
                preferred.setdefault(language, word)
    notes = (" ".join("".join(note.itertext()).split()) for note in children(entry, "note"))
    return Term(concept, preferred, forbidden, " ".join(filter(None, notes)), Place("", line))


def _words(section: Any) -> Iterator[tuple[str, str]]:
    """The words of a language with their status, "" where nothing is said."""
    for each in children(section, *WORDS):
        term = next(inside(each, "term"), None)
        word = "" if term is None else " ".join("".join(term.itertext()).split())
        if word:
            yield word, next(_statuses(each), "")


def _statuses(word: Any) -> Iterator[str]:
    """What is said about a word: `<termNote type="administrativeStatus">` or `<min:administrativeStatus>`."""
    for each in word.iter(etree.Element):
        if local(each) in STATUSES or (local(each) == "termNote" and each.get("type") in STATUSES):
            yield (each.text or "").strip()
