"""HB144: drawings that cannot be shown as they are drawn."""

from __future__ import annotations

import re

from handbookpub import tree
from handbookpub.checks import Problems, check
from handbookpub.languages import load
from handbookpub.model import Handbook, Place
from handbookpub.reading.files import is_inside
from handbookpub.render.drawing import Figure, drawing
from handbookpub.render.svg import BadDrawing

LABEL = re.compile(rb'data-label="([^"]*)"')


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
    for source in _sources(handbook):
        data = (handbook.root / source).read_bytes()
        labels = {key.decode(): "-" for key in LABEL.findall(data)}
        try:
            drawing(Figure(data, "", labels, "x"), load(handbook.config.source))
        except BadDrawing as error:
            yield Place(source, error.line, 1), str(error), error.hint


def _sources(handbook: Handbook) -> list[str]:
    """The drawings of all figures that are there, each once; HB132 and HB004 name the others."""
    chapters = (chapter for edition in handbook.editions for chapter in edition.chapters)
    nodes = (node for chapter in chapters for node in tree.walk(chapter.blocks) if tree.is_block(node, "figure"))
    named = dict.fromkeys(tree.attributes(node).get("src", "") for node in nodes)
    paths = {source: handbook.root / source for source in named if source.endswith(".svg")}
    return [source for source, path in paths.items() if is_inside(handbook.root, path) and path.is_file()]
