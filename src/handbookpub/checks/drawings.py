"""HB144, HB146, HB147: drawings that cannot be shown as they are drawn, that lead the wrong way in right-to-left
languages, or that have words nobody translates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.faults import nearest
from handbookpub.languages import Language, load
from handbookpub.model import Chapter, Handbook, Node, Place
from handbookpub.reading.files import is_inside
from handbookpub.render.drawing import Figure, drawing, parsed
from handbookpub.render.elements import Element
from handbookpub.render.facing import ATTRIBUTE, DIRECTIONS, GROUPS, MIRROR, NEUTRAL, UPRIGHT, VARIANT, variant_of
from handbookpub.render.svg import TEXT, USE, XLINK, BadDrawing

ALT = "alt"
KEPT = {"clock", "watch", "tick", "check", "logo", "emblem", "flag"}
"""Words in an id or a class of what is never turned round."""


@check("HB144", on=Handbook)
def unfit_drawing(handbook: Handbook, _: Handbook) -> Problems:
    """A drawing is broken, or has a label that not every output can show in its place.

    What it does: reads each SVG of a figure as a build does. Labels may stand in groups that are moved or scaled. One
    that is turned, stretched or set along a column is refused: print sets labels as real text, upright, so that they
    can be searched and read aloud. The build prints the sentence after `alt` where such a drawing would stand.

    Who is harmed: the reader, who would get a word beside the box that it names.

    Example: `<text transform="rotate(-90 20 100)" x="20" y="100" data-label="harm">`.

    Instead: `<text x="20" y="100" data-label="harm">`.
    """
    language = load(handbook.config.source)
    for source in _sources(handbook):
        yield from _unfit(handbook, source, language)
        root = _root(handbook, source)
        other = _variant(source)
        if root is not None and root.get(ATTRIBUTE) == VARIANT and _is_there(handbook, other):
            yield from _unfit(handbook, other, language)


def _unfit(handbook: Handbook, source: str, language: Language) -> Problems:
    data = (handbook.root / source).read_bytes()
    labels = dict.fromkeys(re.findall(r'data-label="([^"]*)"', data.decode(errors="replace")), "-")
    try:
        drawing(Figure(data, "", labels, "x"), language)
    except BadDrawing as error:
        yield Place(source, error.line, 1), str(error), error.hint


@check("HB146", on=Handbook)
def undeclared_direction(handbook: Handbook, _: Handbook) -> Problems:
    """A drawing does not say how it stands in languages written from right to left, or says what is not so.

    What it does: reads `data-direction` on the `svg` element of each drawing of a book with such a language. `neutral`
    is the same for everybody, `mirror` has groups that are turned round, `variant` has a drawing `name.rtl.svg` beside
    it, with the same labels. A clock, a tick or a logo, known by its id or class, is never turned round.

    Who is harmed: the reader, who follows the arrows from the last step to the first.

    Example: `<svg viewBox="0 0 480 150">` with an arrow that leads to the right.

    Instead: `<svg viewBox="0 0 480 150" data-direction="mirror">` and `<g data-mirror="true">` round the arrow;
    `<g id="clock" data-upright="60">`, where 60 is the x of its middle, for what moves but is not turned.
    """
    if not any(edition.language.rtl for edition in handbook.editions):
        return
    for source in _sources(handbook):
        root = _root(handbook, source)
        if root is not None:
            place = Place(source, root.sourceline or 1, 1)
            yield from ((place, *told) for told in _declaration(root, _is_there(handbook, _variant(source)), source))
            yield from _turned_by_mistake(root, source)
            if root.get(ATTRIBUTE) == VARIANT:
                yield from _beside(handbook, root, _variant(source))


def _declaration(root: Element, has_variant: bool, source: str) -> Iterator[tuple[str, str]]:
    """What is wrong with what a drawing says about its direction: message and hint."""
    said, groups, other = root.get(ATTRIBUTE, ""), root.find(GROUPS) is not None, _variant(source)
    right = VARIANT if has_variant else MIRROR if groups else NEUTRAL
    if not said:
        unless = '; if it leads to the right: data-direction="mirror", and <g data-mirror="true"> round its shapes'
        message = "this drawing does not say how it stands in languages written from right to left"
        yield message, f'type data-direction="{right}" into its svg element' + (unless if right == NEUTRAL else "")
    elif said not in DIRECTIONS:
        message = f'there is no direction "{said}", only {", ".join(DIRECTIONS)}'
        yield message, f'type data-direction="{nearest(said, DIRECTIONS) or right}"'
    elif said == VARIANT and not has_variant:
        yield f"there is no {other}", f"draw it from right to left, with the same labels, and put it at {other}"
    elif said != VARIANT and has_variant:
        yield f"{other} is shown to nobody", f'type data-direction="variant", or delete {other}'
    elif said == MIRROR and not groups:
        message = 'nothing in it has data-mirror="true"'
        yield message, 'type <g data-mirror="true"> round its shapes, or data-direction="neutral"'
    elif said != MIRROR and groups:
        yield f'it is "{said}" and has data-mirror="true"', 'type data-direction="mirror", or delete data-mirror'


def _turned_by_mistake(root: Element, source: str) -> Problems:
    if root.get(ATTRIBUTE) != MIRROR:
        return
    for element in root.iterfind(f"{GROUPS}//*"):
        names = [element.get("id", ""), element.get("class", "")]
        names += [element.get("href", element.get(XLINK, ""))[1:]] if element.tag == USE else []
        name = next((each for each in names if KEPT & set(re.split(r"[\W_]+", each.lower()))), "")
        holders = (element, *element.iterancestors())
        if name and not any(one.get(UPRIGHT) is not None for one in holders):
            message = f"`{name}` would be turned round with its group"
            hint = f'type {UPRIGHT}="…" into it, with the x of its middle'
            yield Place(source, element.sourceline or 1, 1), message, hint


def _beside(handbook: Handbook, root: Element, other: str) -> Problems:
    """What is wrong with the right-to-left drawing beside another."""
    variant = _root(handbook, other) if _is_there(handbook, other) else None
    if variant is None:
        return
    place = Place(other, variant.sourceline or 1, 1)
    if variant.get(ATTRIBUTE) != VARIANT or variant.find(GROUPS) is not None:
        yield place, "this drawing is shown as it is drawn", 'type data-direction="variant", and no data-mirror'
    for key in [key for key in _labels(root) if key not in _labels(variant)]:
        yield place, f"the label `{key}` is missing", f'type <text data-label="{key}" x="…" y="…">'
    for key in [key for key in _labels(variant) if key not in _labels(root)]:
        yield place, f"the other drawing has no label `{key}`", f'delete <text data-label="{key}">, or draw it there'


@check("HB147", on=Handbook)
def untranslated_drawing(handbook: Handbook, _: Handbook) -> Problems:
    """A drawing has words that a figure does not give in its language, or a figure has a label for no place.

    What it does: compares the keys `data-label` of the drawing with the list of labels of each figure of the source
    that shows it (a translation is compared with its source), and seeks words of the drawing that have no key.

    Who is harmed: the reader, who finds a foreign word in the picture, or none where the source has one.

    Example: `<text x="20" y="30">Safety</text>`; a figure without its item `safety`.

    Instead: `<text data-label="safety" x="20" y="30">Safety</text>`, and ``- `safety` السلامة`` in the figure.
    """
    for source in _sources(handbook):
        root = _root(handbook, source)
        if root is None:
            continue
        keys = _labels(root)
        for chapter, node in _figures(handbook, source):
            if chapter.language != handbook.config.source:
                continue
            yield from _unlike(keys, _keys(node), tree.place(node, chapter.path), source)
        for text in root.iter(TEXT):
            words = " ".join("".join(text.itertext()).split())
            if not text.get("data-label") and any(map(str.isalpha, words)):
                place = Place(source, text.sourceline or 1, 1)
                yield place, f"nobody can translate `{words}`", 'type data-label="key" into its text element'


def _unlike(drawn: list[str], given: list[str], place: Place, source: str) -> Problems:
    for key in drawn:
        if key not in given:
            yield place, f"the drawing has a label `{key}`, and this figure none", f"type - `{key}` and its words"
    for key in given:
        if key not in (*drawn, ALT):
            near = nearest(key, [each for each in drawn if each not in given])
            hint = f"type - `{near}`" if near else f'delete it, or type data-label="{key}" into {source}'
            yield place, f"the drawing has no label `{key}`", hint


def _labels(root: Element) -> list[str]:
    found = (text.get("data-label", "") for text in root.iter(TEXT))
    return list(dict.fromkeys(key for key in found if key))


def _keys(node: Node) -> list[str]:
    """The keys of a figure's list of labels."""
    for child in tree.children(node):
        if items := tree.items(child):
            starts = [tree.children(item[0])[:1] if item else [] for item in items]
            return [tree.string(start[0]).strip() for start in starts if start and start[0]["t"] == "Code"]
    return []


def _figures(handbook: Handbook, source: str = "") -> Iterator[tuple[Chapter, Node]]:
    """The figures of all chapters, or those that show a drawing, without source text that stands in."""
    chapters = (chapter for edition in handbook.editions for chapter in edition.chapters if not chapter.notice)
    for chapter in chapters:
        for node in tree.walk(chapter.blocks):
            if tree.is_block(node, "figure") and source in ("", tree.attributes(node).get("src", "")):
                yield chapter, node


def _sources(handbook: Handbook) -> list[str]:
    """The drawings of all figures that are there, each once; HB132 and HB004 name the others."""
    named = dict.fromkeys(tree.attributes(node).get("src", "") for _, node in _figures(handbook))
    return [source for source in named if source.endswith(".svg") and _is_there(handbook, source)]


def _is_there(handbook: Handbook, source: str) -> bool:
    path = handbook.root / source
    return is_inside(handbook.root, path) and path.is_file()


def _variant(source: str) -> str:
    return variant_of(PurePosixPath(source)).as_posix()


def _root(handbook: Handbook, source: str) -> Element | None:
    """The `svg` element of a drawing; HB144 tells of a broken one."""
    try:
        return parsed((handbook.root / source).read_bytes())
    except BadDrawing:
        return None
