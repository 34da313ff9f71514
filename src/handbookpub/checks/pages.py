"""HB721 to HB724: HTML pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from handbookpub.checks import Problems, check
from handbookpub.checks.packaged import fetched
from handbookpub.outputs.documents import WebPage

BUDGET = 100 * 1024
"""Bytes of a page with the styles, scripts and fonts of its first view."""
_PARTS = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@check("HB721", on=WebPage)
def page_without_direction(page: WebPage) -> Problems:
    """A page does not say its language or its direction.

    What it does: looks at `lang` and `dir` of the page.
    Who is harmed: readers of Arabic: brackets and numbers stand in the wrong places, and a screen reader
    speaks the words of one language with the sounds of another.
    Example: `<html lang="xx">` without `dir`.
    Instead: this is a fault of a template: report it.
    """
    root = page.root
    known = {row.language: row.direction for row in page.built.rows if row.language}
    folder = page.path.partition("/")[0]
    wanted = (folder, known[folder]) if folder in known else None
    said = (root.get("lang"), root.get("dir"))
    if wanted and said != wanted:
        yield (
            page.place(),
            f"this page says {said[0]} and {said[1]}, not {wanted[0]} and {wanted[1]}",
            "report it",
        )
    if not all(said):
        yield page.place(), "this page does not say its language and direction", "report it"


@check("HB722", on=WebPage)
def foreign_request(page: WebPage) -> Problems:
    """A page fetches something from another host.

    What it does: looks at pictures, styles, scripts and fonts of the page and of its style sheets. Links
    that a reader follows are none of these.
    Who is harmed: readers next to somebody dangerous: the request tells a stranger what they read, and when.
    Example: a font from a font service.
    Instead: put the file into the handbook's folder.
    """
    for address in fetched(page.root):
        yield page.place(), f"this page fetches {address}", "put the file into the handbook"
    for sheet in _files(page, ("link",)):
        for address in _PARTS.findall(sheet.read_text(encoding="utf-8", errors="replace")):
            if re.match(r"(?i)(https?:)?//", address):
                yield page.place(), f"{sheet.name} fetches {address}", "put the file into the handbook"


@check("HB723", on=WebPage)
def dead_page_link(page: WebPage) -> Problems:
    """A link of a page leads nowhere, or an id occurs twice.

    What it does: follows every link that stays in the output folder, its id included.
    Who is harmed: the reader who looks for help and finds an error.
    Example: `<a href="security.html#devices">` where that page has no such id.
    Instead: mend the reference in the chapter; `handbookpub check` names its line.
    """
    for name, count in Counter(element.get("id") for element in page.root.xpath("//*[@id]")).items():
        if count > 1:
            yield page.place(), f"the id {name} occurs {count} times", "give each its own id"
    for link in page.root.iter("a"):
        if not _arrives(page, link.get("href", "")):
            yield page.place(link.sourceline or 1), f"the link to {link.get('href')} leads nowhere", "mend it"


@check("HB724", on=WebPage)
def heavy_page(page: WebPage) -> Problems:
    """A page is too heavy for a slow connection.

    What it does: adds up the page, its styles, scripts and the fonts that they name; more than 100 KB is too
    much. The single file, which is made to be carried, and figures, which come later, do not count.
    Who is harmed: readers on an old phone with little credit.
    Example: a chapter of 90 KB with two fonts of 40 KB.
    Instead: split the chapter.
    """
    if page.row is not None and page.row.format == "single":
        return
    files = {page.file, *_files(page, ("link", "script"))}
    for sheet in [file for file in files if file.suffix == ".css"]:
        named = _PARTS.findall(sheet.read_text(encoding="utf-8", errors="replace"))
        files |= {sheet.parent / name for name in named if (sheet.parent / name).is_file()}
    size = sum(file.stat().st_size for file in files)
    if size > BUDGET:
        yield (
            page.place(),
            f"this page weighs {size // 1024} KB with what it needs at once",
            "split the chapter",
        )


def _files(page: WebPage, tags: tuple[str, ...]) -> Iterator[Path]:
    for element in page.root.iter(*tags):
        address = element.get("src") or (element.get("href") if element.get("rel") == "stylesheet" else None)
        file = _target(page, address) if address else None
        if file is not None and file.is_file():
            yield file


def _target(page: WebPage, address: str) -> Path | None:
    """Return the file an address names, None if it leaves the folder."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    return (page.file.parent / unquote(parts.path)).resolve() if parts.path else page.file


_ids: dict[tuple[Path, int], frozenset[str]] = {}


def _arrives(page: WebPage, address: str) -> bool:
    file = _target(page, address)
    if file is None:
        return True
    if file.is_dir():
        file = file / "index.html"
    name = unquote(urlsplit(address).fragment)
    return file.is_file() and (not name or file.suffix != ".html" or name in _ids_of(file))


def _ids_of(file: Path) -> frozenset[str]:
    key = (file, file.stat().st_mtime_ns)
    if key not in _ids:
        names = re.findall(r"\sid=[\"']?([^\"'\s>]+)", file.read_text(encoding="utf-8", errors="replace"))
        _ids[key] = frozenset(names)
    return _ids[key]
