"""HB124 to HB131: ids, what links lead to, and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.faults import nearest
from handbookpub.faults import reading as faults
from handbookpub.model import Chapter, Edition, Handbook, Node, Place
from handbookpub.reading.files import is_inside

RESERVED = ("index",)
FORM = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
WEB = re.compile(r"(?i)(?:https?://[^\s/]|mailto:.|tel:[+\d])")


def _ids(edition: Edition) -> Iterator[tuple[str, Place]]:
    """The ids of an edition's own chapters; a chapter without one has the name of its file."""
    for chapter in edition.chapters:
        for node in tree.walk(chapter.blocks):
            if identifier := tree.identifier(node):
                yield identifier, tree.place(node, chapter.path)


def _known(edition: Edition, handbook: Handbook) -> set[str]:
    """What may be linked to: ids that a translation left out come from the source, by place in the
    outline.
    """
    typed = {name for part in (edition, handbook.source) for name, _ in _ids(part)}
    return typed | {chapter.stem for chapter in edition.chapters if not chapter.id}


@check("HB124", on=Edition, stops=True)
def repeated_id(edition: Edition, handbook: Handbook) -> Problems:
    """An id stands at two places of an edition.

    What it does: names the second place, and stops the build.
    Who is harmed: the reader who follows a link and lands in the wrong section.
    Example: two headings with `{#safety}`, in one chapter or in two.
    Instead: another id for one of them, such as `{#safety-online}`.
    """
    first: dict[str, Place] = {}
    for name, place in _ids(edition):
        if name in first:
            yield (
                place,
                f"the id `{name}` stands at {first[name]} already",
                f"type another id, such as {name}-2",
            )
        first.setdefault(name, place)


@check("HB125", on=Edition, stops=True)
def ids_differ_in_case(edition: Edition, handbook: Handbook) -> Problems:
    """Two ids differ only in capital letters.

    What it does: names the second, and stops the build.
    Who is harmed: readers on systems that see one file name where there are two: one page replaces the
    other.
    Example: `{#Safety}` and `{#safety}`.
    Instead: small letters, and two different words.
    """
    first: dict[str, str] = {}
    for name, place in _ids(edition):
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield place, f"the ids `{name}` and `{other}` differ only in capital letters", "type another id"


@check("HB126", on=Chapter, stops=True)
def reserved_id(chapter: Chapter, handbook: Handbook) -> Problems:
    """An id that the pages need for themselves.

    What it does: names it, and stops the build.
    Who is harmed: the reader: a chapter `index` would replace the page of contents.
    Example: `# The index {#index}`.
    Instead: `{#index-of-words}`.
    """
    for name, place in _chapter_ids(chapter):
        if name.casefold() in RESERVED:
            yield place, f"the id `{name}` is reserved", f"type another id, such as {name.lower()}-of-words"


@check("HB127", on=Chapter, stops=True)
def misformed_id(chapter: Chapter, handbook: Handbook) -> Problems:
    """An id is not made of small letters a to z, digits and hyphens.

    What it does: names it, and stops the build: ids become names of files and addresses.
    Who is harmed: the reader whose reading system cannot follow such an address.
    Example: `{#الأمان}` or `{#Safety_Plan}`.
    Instead: `{#safety-plan}`, the same in every language; a translation may leave the id out.
    """
    for name, place in _chapter_ids(chapter):
        if not FORM.fullmatch(name) and name.casefold() not in RESERVED:
            asked = "-".join(re.findall("[a-z0-9]+", name.casefold())) or "safety-plan"
            yield place, f"the id `{name}` is not small letters, digits and hyphens", f"type {{#{asked}}}"


def _chapter_ids(chapter: Chapter) -> Iterator[tuple[str, Place]]:
    for node in tree.walk(chapter.blocks):
        if name := tree.identifier(node):
            yield name, tree.place(node, chapter.path)


def _links(edition: Edition) -> Iterator[tuple[Node, str, Place]]:
    for chapter in edition.chapters:
        for node in tree.walk(chapter.blocks if not chapter.notice else ()):
            if node["t"] == "Link":
                yield node, tree.target(node), tree.place(node, chapter.path)


@check("HB128", on=Edition, stops=True)
def unresolved_reference(edition: Edition, handbook: Handbook) -> Problems:
    """A link to an id that nothing has.

    What it does: names the nearest id that exists, and stops the build.
    Who is harmed: the reader, who is sent nowhere.
    Example: `[](#first-contct)`.
    Instead: `[](#first-contact)`.
    """
    known = _known(edition, handbook)
    for _, target, place in _links(edition):
        if target.startswith("#") and target[1:] not in known:
            near = nearest(target[1:], sorted(known))
            yield (
                place,
                f"nothing has the id `{target[1:]}`",
                f"type #{near}" if near else "type an id of this book",
            )


@check("HB129", on=Edition, stops=True)
def unresolved_key(edition: Edition, handbook: Handbook) -> Problems:
    """A link to a term, a service or a law that there is no row for.

    What it does: names the nearest row, and stops the build.
    Who is harmed: the reader, who would get no number to call.
    Example: `[](service:EG.hotlin)`.
    Instead: `[](service:EG.hotline)`, a row of `countries/EG.toml`; terms stand in `terms.csv`.
    """
    known = _keys(handbook)
    for _, target, place in _links(edition):
        scheme, _, key = target.partition(":")
        if scheme in known and key not in known[scheme]:
            near = nearest(key, known[scheme])
            hint = f"type {scheme}:{near}" if near else f"add a row for {key}"
            yield place, f"there is no {scheme} `{key}`", hint


def _keys(handbook: Handbook) -> dict[str, list[str]]:
    countries = sorted(handbook.countries.items())
    return {
        "term": [term.concept for term in handbook.terms],
        "service": [f"{code}.{key}" for code, country in countries for key in country.services],
        "law": [f"{code}.{key}" for code, country in countries for key in country.laws],
    }


@check("HB130", on=Edition, stops=True)
def unusable_address(edition: Edition, handbook: Handbook) -> Problems:
    """A link leads neither into the book nor to the web.

    What it does: names the address, and stops the build: on paper, on a phone and on the web it leads
    nowhere, and some kinds of address run a program.
    Who is harmed: the reader.
    Example: `[the form](90-annex.md)`, `[x](javascript:...)`.
    Instead: `[the form](#annex-form)` within the book, `https://...` outside it.
    """
    schemes = ("#", "term:", "service:", "law:")
    for _, target, place in _links(edition):
        if not target.startswith(schemes) and not WEB.match(target):
            message = f"the address `{target}` leads neither into this book nor to the web"
            yield place, message, "type #id for a place in the book, or https:// and the address"


@check("HB131", on=Edition)
def link_without_words(edition: Edition, handbook: Handbook) -> Problems:
    """A link to the web has no words.

    What it does: names it. Only links into the book and to services get their words by themselves.
    Who is harmed: the reader, who sees nothing to press, and hears nothing.
    Example: `[](https://example.org)`.
    Instead: `[the page of the organisation](https://example.org)`.
    """
    for node, target, place in _links(edition):
        if not target.startswith(("#", "service:")) and not tree.text(node).strip():
            yield place, "this link has no words", f"type [words]({target})"


@check("HB132", on=Chapter)
def missing_picture(chapter: Chapter, handbook: Handbook) -> Problems:
    """A picture is not there.

    What it does: looks for the file in the handbook's folder. A path that leads out of it is HB004.
    Who is harmed: the reader, who gets a caption without a picture.
    Example: `src="figures/pathwy.svg"`.
    Instead: `src="figures/pathway.svg"`; paths start at the folder of handbook.toml.
    """
    for node in tree.walk(chapter.blocks):
        source = tree.target(node) if node["t"] == "Image" else tree.attributes(node).get("src", "")
        path, place = handbook.root / source, tree.place(node, chapter.path)
        if not source:
            continue
        if not is_inside(handbook.root, path):
            yield faults.outside(place, source)
        elif not path.is_file():
            yield place, f"there is no picture `{source}`", _similar(handbook, source)


def _similar(handbook: Handbook, source: str) -> str:
    folder = (handbook.root / source).parent
    names = [path.relative_to(handbook.root).as_posix() for path in sorted(folder.glob("*"))]
    near = nearest(source, names)
    return f"type {near}" if near else f"put the picture at {source}"
