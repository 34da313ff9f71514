"""Labels in groups that are moved or scaled, and on other baselines: print sets them where Chromium does."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from handbookpub.languages import load
from handbookpub.render.drawing import Figure, drawing
from handbookpub.render.svg import TEXT, BadDrawing
from support import chromium
from support.printed import Printed, small

FONT = Path(__file__).parents[1] / "fonts"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" font-size="14">{}</svg>'
FRAME = '<g data-mirror="true"><rect x="0.5" y="0.5" width="399" height="199" fill="none" stroke="#000"/></g>'
PLACES = {
    "plain": ("", "", 0, 0, 1),
    "translate": ("translate(100 40)", "", 100, 40, 1),
    "one number": ("translate(100)", "", 100, 0, 1),
    "scale": ("scale(1.5)", "", 0, 0, 1.5),
    "matrix": ("matrix(2 0 0 2 -20,10)", "", -20, 10, 2),
    "list": ("translate(30,10) scale(2) translate(5 -3)", "", 40, 4, 2),
    "own": ("", "translate(60, 20)", 60, 20, 1),
    "nested": ("translate(50 20) scale(.5)", "translate(40, 60) scale(3)", 70, 50, 1.5),
    "turned twice": ("rotate(90)", "rotate(-90) translate(20 30)", 20, 30, 1),
}
"""The transform of the group, that of the label, and what both do: moved by x and y, and scaled."""


def svg(group: str, own: str, more: str = "") -> str:
    text = f'<text data-label="a" x="40" y="30" transform="{own}" {more}>Label</text>'
    return HEAD.format(f'{FRAME}<g transform="{group}" fill="#000" font-weight="bold">{text}</g>')


def label(source: str, code: str = "en") -> etree._Element:
    return next(drawing(Figure(source.encode(), "", {"a": "Label"}, "x"), load(code)).iter(TEXT))


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_place_of_a_label_is_that_of_its_transforms(name: str, code: str) -> None:
    """In Arabic the place is mirrored, and the text is not, whatever groups it stands in."""
    group, own, x, y, scale = PLACES[name]
    for source in (svg(group, own), svg(group, own).replace('<g transform', '<g data-mirror="true" transform')):
        found = label(source, code)
        moved = x + scale * 40
        assert float(found.get("x", "")) == pytest.approx(400 - moved if code == "ar" else moved, abs=0.002)
        assert float(found.get("y", "")) == pytest.approx(y + scale * 30, abs=0.002)
        assert float(found.get("font-size", "14")) == pytest.approx(14 * scale, abs=0.002)
        assert [e.get("transform") for e in (found, *found.iterancestors()) if e.get("transform")] == []
        assert "bold" in [one.get("font-weight") for one in (found, *found.iterancestors())]


def boxes(pages: list[str]) -> list[tuple[float, float, float]]:
    """Left edge, top and height of the text of each drawing, as Chromium shows it, in units of the drawing."""
    face = f"@font-face{{font-family:F;src:url({next(FONT.rglob('NotoSans-Regular.ttf')).as_uri()})}}"
    style = f"<style>{face} svg{{display:block;width:400px;height:200px;font-family:F}}</style>"
    script = """<script>document.fonts.load('14px F').then(() => document.fonts.ready).then(() => {
      const found = [...document.querySelectorAll('svg')].map(svg => {
        const out = svg.getBoundingClientRect(), box = svg.querySelector('text').getBoundingClientRect();
        return [box.left - out.left, box.top - out.top, box.height];
      });
      document.title = JSON.stringify(found);
    })</script>"""
    measured: list[tuple[float, float, float]] = json.loads(_title(style + "".join(pages) + script))
    return measured


def _title(page: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(f"<!doctype html><title>-</title>{page}", encoding="utf-8")
        command = [chromium.program(), *chromium.FLAGS, f"--user-data-dir={folder}/p", "--allow-file-access-from-files"]
        command += ["--virtual-time-budget=5000", "--dump-dom", path.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    match = re.search("<title>(.*?)</title>", dom)
    assert match and match[1] != "-", dom[:500]
    return match[1]


BASELINES = ["auto", "middle", "central", "hanging", "mathematical", "text-before-edge", "text-after-edge"]


@pytest.mark.chromium
def test_settled_labels_stand_where_chromium_draws_the_author_s() -> None:
    """What the drawing says and what every output gets, side by side in a browser."""
    typed = [svg(group, own) for group, own, *_ in PLACES.values()]
    typed += [svg("scale(2)", "", f'dominant-baseline="{name}"') for name in BASELINES]
    typed += [svg("translate(9 9)", "", 'style="dominant-baseline: middle" dx="2" dy="1em"')]
    settled = [etree.tostring(label(source).getroottree().getroot(), encoding="unicode") for source in typed]
    found = boxes([*typed, *settled])
    before, after = found[: len(typed)], found[len(typed) :]
    assert len({tuple(map(round, box)) for box in before}) > 10
    for source, one, other in zip(typed, before, after, strict=True):
        assert other == pytest.approx(one, abs=0.7), source


WORDS = {"ar": ("كلمة", "أخرى"), "en": ("Word", "Other")}


@pytest.fixture(scope="module", params=WORDS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """One page with one drawing: a label in nested groups, and one that is centred on its point."""
    inner = '<g transform="scale(1.5)"><text data-label="a" x="40" y="30"/></g>'
    frame = f'{FRAME}<g transform="translate(50 20)">{inner}</g>'
    middle = '<text data-label="b" x="300" y="150" text-anchor="middle" dominant-baseline="middle"/>'
    words = "- `alt` A.\n- `a` {}\n- `b` {}".format(*WORDS[request.param])
    chapter = f'# T {{#c}}\n\n::: {{.figure #f src="figures/a.svg"}}\nC.\n\n{words}\n:::\n'
    files = {f"{request.param}/10-c.md": chapter, "figures/a.svg": HEAD.format(frame + middle)}
    return small(tmp_path_factory.mktemp(request.param), files, request.param)


def test_labels_are_printed_in_those_places(book: Printed) -> None:
    """To a quarter of a unit, on their baselines, whatever the font of the language."""
    words = WORDS[book.edition.language.code]
    glyphs = {"".join(sorted("".join(g.text for g in book.glyphs(p)))): book.glyphs(p) for p in book.elements("P")}
    first, second = (glyphs["".join(sorted(word))] for word in words)
    with pymupdf.open(stream=book.data, filetype="pdf") as document:
        frame = max((p["rect"] for p in document[first[0].page].get_drawings()), key=lambda r: r.width * r.height)
        height = document[first[0].page].rect.height
    unit = frame.width / 399

    def x(value: float) -> float:
        return (value - frame.x0) / unit + 0.5

    def y(value: float) -> float:
        return (height - value - frame.y0) / unit + 0.5

    assert y(first[0].y) == pytest.approx(20 + 1.5 * 30, abs=0.25)
    assert y(second[0].y) == pytest.approx(150 + 0.268 * 14, abs=0.25)
    rtl = book.edition.language.rtl
    start = max(x(g.x + g.advance) for g in first) if rtl else min(x(g.x) for g in first)
    assert start == pytest.approx(400 - 110 if rtl else 110, abs=0.25)
    middle = (min(x(g.x) for g in second) + max(x(g.x + g.advance) for g in second)) / 2
    assert middle == pytest.approx(100 if rtl else 300, abs=0.25)


REFUSED = {
    svg("rotate(-90 20 100)", ""): 'type <text data-label="a" x="-50" y="80"> outside of the transform',
    svg("", "scale(2 1)"): 'type <text data-label="a" x="80" y="30"> outside of the transform',
    svg("scale(-1 1)", ""): 'type <text data-label="a" x="-40" y="30"> outside of the transform',
    svg("skewX(20)", ""): 'type <text data-label="a" x="50.919" y="30"> outside of the transform',
    svg("around(3)", ""): 'type <text data-label="a" x="40" y="30"> outside of it',
    svg("", "", 'writing-mode="vertical-rl"'): 'delete writing-mode="vertical-rl"',
    svg("", "").replace('x="40"', 'x="10%"'): 'type x="…" with one number in the units of the viewBox',
    svg("", "").replace('x="40"', 'x="1 2 3"'): 'type x="…" with one number in the units of the viewBox',
    HEAD.format('<defs><g id="s"><text data-label="a" x="1" y="2"/></g></defs><use href="#s" x="9"/>'): (
        'type <text data-label="a" x="1" y="2"> at the end of the drawing'
    ),
    HEAD.format('<text x="1" y="2">One <tspan>two</tspan></text>'): 'type x="…" and y="…" on each tspan',
    HEAD.format('<text x="1" y="2"><tspan x="1" y="2">One</tspan> two</text>'): "put them into a tspan with x and y",
}


@pytest.mark.parametrize("source", REFUSED)
def test_what_print_cannot_show_is_refused_with_the_text_to_type(source: str) -> None:
    with pytest.raises(BadDrawing) as caught:
        label(source)
    assert caught.value.hint == REFUSED[source]


def test_lines_of_a_label_follow_each_other() -> None:
    lines = '<text x="10" y="20">One<tspan x="10" dy="1.5em">two</tspan><tspan x="12" dy="1.5em">three</tspan></text>'
    root = drawing(Figure(HEAD.format(lines).encode(), "", {}, "x"), load("en"))
    places = [(part.get("x"), part.get("y")) for part in root.iter() if part.text and part.get("x")]
    assert places == [("10", "20"), ("10", "41"), ("12", "62")]


def test_a_transform_of_css_holds_for_shapes_and_labels() -> None:
    """Styles become attributes, and SVG's own attribute has no units."""
    moved = '<g style="transform: translate(60px, 20px) scale(2)"><rect width="9"/><text x="1" y="2">A</text></g>'
    root = drawing(Figure(HEAD.format(moved).encode(), "", {}, "x"), load("en"))
    assert [e.get("transform") for e in root.iter() if e.get("transform")] == ["translate(60, 20) scale(2)"]
    assert [(e.get("x"), e.get("y")) for e in root.iter(TEXT)] == [("62", "24")]


def test_hidden_labels_are_not_printed() -> None:
    hidden = '<g display="none"><text x="1" y="2">No</text></g><text x="1" y="2" visibility="hidden">No</text>'
    assert not list(drawing(Figure(HEAD.format(hidden).encode(), "", {}, "x"), load("en")).iter(TEXT))
