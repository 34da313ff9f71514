"""A project that OmegaT 3.6 and later opens as it is: PO files, terms, translation memories, rules for sentences.

OmegaT knows the tags of our codes by itself and warns when one is missing. Its settings of a project are chosen for our
units: they are not cut into sentences, and equal texts with another `msgctxt` keep their own translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from handbookpub.model import Term
from handbookpub.translate.exchange import po, srx, tmx
from handbookpub.translate.exchange.companions import recognised
from handbookpub.translate.exchange.model import Package, Returned
from handbookpub.translate.exchange.xmlfile import indent, serialise

PROJECT = "omegat.project"
FOLDERS = ("target", "dictionary", "tm/auto")
"""Folders that must be there; each gets an empty file, since archives and version control drop empty folders."""
DEFAULTS = ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir")
SWITCHES = ("sentence_seg", "support_default_translations", "remove_tags")
HEADING = "# handbookpub: terms"
FORBIDDEN = "✗ "
BREAKS = str.maketrans("\t\n\r", "   ")


def write_project(packages: Sequence[Package], terms: Iterable[Term] = ()) -> dict[str, bytes]:
    """The files of a project by their paths in its folder; the packages are the chapters of one book in one language.

    Raises ValueError without packages.
    """
    if not packages:
        raise ValueError("a project needs a package")
    first = packages[0]
    source, target = first.source_language, first.target_language
    return {
        PROJECT: _project(source, target),
        "omegat/segmentation.srx": srx.write(source, target),
        "glossary/terms.utf8": _glossary(terms, source, target),
        **{f"source/{package.chapter}{po.SUFFIX}": po.write(package) for package in packages},
        **{f"tm/{package.chapter}{tmx.SUFFIX}": tmx.write(package, inline=False) for package in packages},
        **{f"{folder}/.keep": b"" for folder in FOLDERS},
    }


def _project(source: str, target: str) -> bytes:
    """The settings. Tokenizers are left out: OmegaT takes its own for the languages."""
    root = etree.Element("omegat")
    project = etree.SubElement(root, "project", version="1.0")
    values = dict.fromkeys(DEFAULTS, "__DEFAULT__") | {"source_lang": source, "target_lang": target}
    for name, value in (values | dict.fromkeys(SWITCHES, "false")).items():
        etree.SubElement(project, name).text = value
    indent(root, ())
    return serialise(root)


def _glossary(terms: Iterable[Term], source: str, target: str) -> bytes:
    """Terms, one a line: the source's, the translation's and a note, parted by tabs. `.utf8` says the encoding."""
    lines = [HEADING]
    for term in terms:
        words = (term.preferred.get(source, ""), term.preferred.get(target, ""))
        forbidden = " ".join(FORBIDDEN + word for word in term.forbidden.get(target, ()))
        if all(words):
            comment = " ".join(filter(None, [term.note, forbidden]))
            lines.append("\t".join(cell.translate(BREAKS) for cell in (*words, comment)).rstrip("\t"))
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes) -> Returned:
    """The settings, the terms or an empty file of a project, as a companion. Raises Unreadable for another file."""
    if not data.strip() or data.startswith(HEADING.encode()):
        return Returned("", "", "", (), companion=True)
    return recognised(data, "omegat")
