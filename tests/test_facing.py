"""Which way drawings lead: turned round, drawn anew or the same for right-to-left readers, and never a clock that runs
backwards.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from handbookpub import build
from handbookpub.build import Request
from handbookpub.languages import load
from handbookpub.render.drawing import Figure, drawing, parsed
from handbookpub.render.facing import ATTRIBUTE, DIRECTIONS, GROUPS, UPRIGHT, VARIANT, variant_of
from handbookpub.render.svg import TEXT, BadDrawing
from handbookpub.render.transforms import UNMOVED, Matrix, apply, matrix, times
from support.cli import write
from support.printed import OWN, small

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" data-direction="{}">{}</svg>'
CLOCK = '<g id="clock" data-upright="{}" transform="{}"><path id="hand" d="M0 0"/></g>'
WAY = '<path id="way" d="M0 0"/>'
LABEL = '<text data-label="a" x="30" y="20">A</text>'
FIGURE = '# {} {{#c}}\n\n::: {{.figure #fig src="figures/way.svg"}}\n{}.\n\n- `alt` {}.\n- `a` {}\n:::\n'
OURS = sorted((OWN / "figures").glob("*.svg"))


def drawn(source: str, code: str) -> etree._Element:
    return drawing(Figure(source.encode(), "", {"a": "Word"}, "x"), load(code))


def moved(root: etree._Element, name: str) -> Matrix:
    """What all transforms do to an element."""
    element = next(one for one in root.iter() if one.get("id") == f"x.{name}")
    result = UNMOVED
    for one in reversed([element, *element.iterancestors()]):
        result = times(result, matrix(one.get("transform", "")))
    return result


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_only_a_mirrored_drawing_is_turned_round_and_only_for_right_to_left(direction: str, code: str) -> None:
    source = HEAD.format(direction, f'<g data-mirror="true">{WAY}</g>{LABEL}')
    root = drawn(source, code)
    turned = code == "ar" and direction == "mirror"
    assert apply(moved(root, "way"), 30, 20) == pytest.approx((370 if turned else 30, 20))
    assert float(next(root.iter(TEXT)).get("x", "")) == (370 if turned else 30)


@pytest.mark.parametrize(("axis", "own"), [("60", ""), ("0", "translate(60 40)"), ("10", "translate(40 0) scale(2)")])
def test_a_clock_moves_to_the_other_side_and_runs_as_before(axis: str, own: str) -> None:
    source = HEAD.format("mirror", f'<g data-mirror="true">{CLOCK.format(axis, own)}</g>')
    before, after = (moved(drawn(source, code), "hand") for code in ("en", "ar"))
    middle, right = float(axis), float(axis) + 5
    assert apply(after, middle, 0)[0] == pytest.approx(400 - apply(before, middle, 0)[0]), "it stands at its new place"
    assert apply(after, right, 0)[0] - apply(after, middle, 0)[0] > 0, "three o'clock stays on the right"
    assert after[0] == pytest.approx(before[0])


def test_a_label_in_what_stays_upright_is_refused() -> None:
    source = HEAD.format("mirror", f'<g data-mirror="true"><g data-upright="30">{LABEL}</g></g>')
    with pytest.raises(BadDrawing, match="kept upright") as told:
        drawn(source, "en")
    assert told.value.hint == 'type <text data-label="a" x="30" y="20"> outside of it'


def test_the_middle_of_a_clock_is_a_number() -> None:
    with pytest.raises(BadDrawing, match="no number"):
        drawn(HEAD.format("mirror", f'<g data-mirror="true">{CLOCK.format("middle", "")}</g>'), "en")


BOOK = {
    "handbook.toml": 'id = "s"\nsource = "en"\n[languages.en]\ntitle = "S"\n[languages.ar]\ntitle = "ن"\n',
    "en/10-c.md": FIGURE.format("One", "Caption", "A way", "Word"),
    "ar/10-c.md": FIGURE.format("واحد", "عنوان", "طريق", "كلمة"),
}


def page(folder: Path, code: str, files: dict[str, str]) -> etree._Element:
    """The page of the only chapter in a language."""
    wish = Request(write(folder / "in", {**BOOK, **files}), folder / "out", formats=("html",), cache=folder / "cache")
    build.build(wish)
    return html.parse(folder / "out" / code / "c.html").getroot()


@pytest.mark.parametrize(("code", "place"), [("en", "30"), ("ar", "200")])
def test_a_variant_is_shown_to_those_who_read_from_right_to_left(code: str, place: str, tmp_path: Path) -> None:
    other = HEAD.format("variant", LABEL.replace("30", "200"))
    files = {"figures/way.svg": HEAD.format("variant", LABEL), "figures/way.rtl.svg": other}
    labels = page(tmp_path, code, files).findall(".//text")
    assert [label.get("x") for label in labels] == [place]


def test_a_variant_outside_of_the_handbook_is_shown_to_nobody(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere.svg": HEAD.format("variant", LABEL.replace("30", "200"))})
    write(tmp_path / "in", {"figures/way.svg": HEAD.format("variant", LABEL)})
    (tmp_path / "in/figures/way.rtl.svg").symlink_to(tmp_path / "elsewhere.svg")
    assert [label.get("x") for label in page(tmp_path, "ar", {}).findall(".//text")] == ["30"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_long_label_stays_in_its_middle_on_paper(code: str, tmp_path: Path) -> None:
    """As long as the drawing is wide: it had been set off to one side."""
    words = {"en": "Help depends neither on a complaint nor on a statement", "ar": "لا تتوقف المساعدة على شكوى " * 3}
    label = '<text data-label="a" x="200" y="20" text-anchor="middle" font-size="11">A</text>'
    files = {
        f"{code}/10-c.md": FIGURE.format("T", "Caption", "A way", words[code].strip()),
        "figures/way.svg": HEAD.format("neutral", label),
    }
    printed = small(tmp_path, files, code)
    letters = sorted(words[code].replace(" ", ""))
    found = [printed.glyphs(part) for part in printed.elements("P")]
    glyphs = next(each for each in found if sorted("".join(g.text.strip() for g in each)) == letters)
    left, right = min(g.x for g in glyphs), max(g.x + g.advance for g in glyphs)
    box = printed.pdf.pages[glyphs[0].page].mediabox
    assert (left + right) / 2 == pytest.approx(float(box[2]) / 2, abs=12), "the page's middle, but for its margins"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_drawing_of_our_book_says_how_it_stands(path: Path) -> None:
    root = parsed(path.read_bytes())
    assert root.get(ATTRIBUTE) in DIRECTIONS
    assert (root.get(ATTRIBUTE) == "mirror") == (root.find(GROUPS) is not None)
    assert variant_of(path).is_file() == (root.get(ATTRIBUTE) == VARIANT and not path.name.endswith(".rtl.svg"))


def test_no_clock_of_our_book_is_turned_round() -> None:
    root = parsed((OWN / "figures/first-day.svg").read_bytes())
    clocks = [one.get("id", "") for one in root.iterfind(f"{GROUPS}//*[@{UPRIGHT}]")]
    assert len(clocks) == 5
    turned = drawn((OWN / "figures/first-day.svg").read_text(encoding="utf-8"), "ar")
    assert [moved(turned, name)[0] for name in clocks] == [1.0] * 5
    assert {round(apply(moved(turned, name), 32, 0)[0]) for name in clocks} == {480 - 32}
