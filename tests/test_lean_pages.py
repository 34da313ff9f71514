"""Light pages: what is left out is what nobody reads, follows or hears."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html
from markupsafe import Markup

from handbookpub.languages import load
from handbookpub.render import lean
from handbookpub.render.elements import as_html, parse
from handbookpub.render.html import script
from handbookpub.render.index_entries import Entry, Group
from handbookpub.render.site import Part, characters
from handbookpub.render.styles import small

CHAPTER = """<h1 id="one">One</h1>
<p>A <span class="index" id="ix.one.1">referral</span> and a <span class="index" id="ix.one.2">shelter</span>.</p>
<div class="figure"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="Two rooms">
  <g stroke="#000000">
    <path d="M1 1h7" fill="#dd00aa"/>
    <circle cx="4" cy="4" r="2"/>
  </g>
  <text x="4" y="4">Two <tspan>rooms</tspan> here</text>
</svg></div>
<ul><li><p>Listen.</p>
<p>Wait.</p></li><li>Go <b>on</b></li></ul>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td><p>2</p></td></tr></tbody></table>
<p>End.</p>"""


def lightened(linked: str) -> str:
    place = SimpleNamespace(address=f"one.html#{linked}")
    part = Part("one", "one.html", load("en"), "One", Markup("One"), "", (), parse(CHAPTER))
    letters = (Group("R", (Entry(Markup("referral"), (), (Entry(Markup("partners"), (place,), ()),)),)),)
    return str(lean.lighten([part], letters)[0].content)


def read(markup: str) -> html.HtmlElement:
    return html.document_fromstring(f"<main>{markup}</main>")


def test_a_page_says_the_same_and_is_built_the_same() -> None:
    before, after = read(as_html(parse(CHAPTER))), read(lightened("ix.one.1"))
    said = [" ".join(root.text_content().split()) for root in (before, after)]
    assert said[0].replace(" ", "") == said[1].replace(" ", "")
    kinds = [Counter(each.tag for each in root.iter() if each.tag != "span") for root in (before, after)]
    assert kinds[0] == kinds[1]
    assert [cell.text_content().strip() for cell in after.iter("td")] == ["1", "2"]
    assert [item.text_content().split() for item in after.iter("li")] == [["Listen.", "Wait."], ["Go", "on"]]
    assert after.find(".//svg").get("aria-label") == "Two rooms"
    assert "Two <tspan>rooms</tspan> here" in lightened("ix.one.1")


def test_only_marks_that_the_index_leads_to_stay() -> None:
    after = read(lightened("ix.one.2"))
    assert [each.get("id") for each in after.iter() if each.get("id")] == ["one", "ix.one.2"]
    assert after.xpath("//span[@id='ix.one.2']")[0].text == "shelter"


def test_a_chapter_is_lighter() -> None:
    assert len(lightened("ix.one.1")) < 0.75 * len(as_html(parse(CHAPTER)))


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ("p { margin: 0.50em -0.2em 10.5em 0; }", "p{margin:.50em -.2em 10.5em 0}"),
        ('q { quotes: "0.5;}" "»"; }', 'q{quotes:"0.5;}" "»"}'),
        ("a { color: #0a0; } b { top: calc(1em - 0.5em) }", "a{color:#0a0}b{top:calc(1em - .5em)}"),
    ],
)
def test_style_rules_mean_the_same(rules: str, shown: str) -> None:
    assert re.sub(r"\s+}", "}", small(rules)) == shown


def test_the_script_keeps_its_words_and_loses_its_comments(tmp_path: Path) -> None:
    code = script()
    assert "//" not in code and 'document.title = "\\u200b";' in code and "\n\n" not in code
    assert code.count("{") == code.count("}") and code.count("(") == code.count(")")


def test_fonts_hold_what_is_seen_and_not_what_marks_it_up() -> None:
    page = '<p class="Qx" data-hint="Wait">Ab &amp; <img alt="Zu" src="j.png"></p><script>var K = 1;</script>'
    seen = characters([f"<!DOCTYPE html><html><body>{page}</body></html>"], load("ar"))
    assert set("Ab&WaitZu") <= seen
    assert not set("Qx<>=jK") & seen
