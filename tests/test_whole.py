"""Lines end in sensible places: a number to dial, an address, a marker, the call of a note."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from handbookpub.languages import load
from handbookpub.pdfread.lines import opened, visual_lines
from handbookpub.render import elements, paper, pdf, whole

NO_BREAK = "\u00a0"
CALL = '<span class="call"><a href="#n{n}"><sup>7</sup></a><span class="footnote" id="n{n}">note</span></span>'


def printed(paragraphs: list[str], code: str, css: str = "") -> list[str]:
    """The lines of paragraphs, each a little wider than the last, on as many pages as they need."""
    widths = range(48, 120, 3)
    body = "".join(f'<p style="width:{width / 4}em">{text}</p>' for text in paragraphs for width in widths)
    tree = elements.parse(body)
    whole.keep(tree)
    data = pdf.html_to_pdf(elements.as_html(tree).replace("<br>", "<br/>"), css, code)
    return [line.text for line in visual_lines(opened(data))]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("call +20 2 0000 0000 now", ["+20 2 0000 0000"]),
        ("اتصل بالرقم +٢٠ ٢ ٠٠٠٠ ٠٠٠٠ الآن", ["+٢٠ ٢ ٠٠٠٠ ٠٠٠٠"]),
        ("see ISO/IEC and ST/SGB/2003/13.", ["ISO/IEC", "ST/SGB/2003/13."]),
        ("organisations/institutions", []),
        (
            "https://www.example.org/about/2020/work, then",
            ["https://www.example.org/", "about/2020/", "work"],
        ),
        (f"https://a.example/{'x' * 40}", ["https://a.example/"]),
        (f"https://{'x-' * 20}.org", ["https://x"]),
        ("mail help-line@example.org", ["help-line@example.org"]),
        ("between 1939 and 1945", []),
    ],
)
def test_what_stays_whole(typed: str, pieces: list[str]) -> None:
    assert [typed[start:end] for start, end in whole.find(typed)] == pieces


def test_only_elements_are_added() -> None:
    markup = '<p>Call <b>+20 2 0000</b> or <span dir="ltr">+20 2 0000</span>, ISO/IEC, et/ou.</p>'
    tree = elements.parse(markup)
    before = "".join(tree.itertext())
    whole.keep(tree)
    assert "".join(tree.itertext()) == before
    assert [span.text for span in tree.iter("span")] == ["+20 2 0000", "+20 2 0000", "ISO/IEC,", "et/ou."]
    assert [span.get("dir") for span in tree.iter("span")] == [None, "ltr", None, None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Write the number as it is, +20 2 0000 0000, and see ISO/IEC there."),
        ("ar", 'اكتب الرقم كما هو <span dir="ltr">+20 2 0000 0000</span> ثم اقرأ ISO/IEC هناك.'),
    ],
)
def test_a_number_stays_on_its_line(code: str, text: str) -> None:
    lines = printed([text], code)
    assert sum("+20 2 0000 0000" in line for line in lines) == sum("ISO/IEC" in line for line in lines) == 24


def test_numbers_longer_than_their_columns_may_break() -> None:
    row = "<td>+20 2 0000 0000 0000</td>"
    for cells, crowded in ((2, False), (6, True)):
        tree = elements.parse(f"<table><tr>{row * cells}</tr></table>")
        whole.keep(tree)
        whole.loosen(tree)
        assert ("crowded" in elements.classes(tree[0])) == crowded


@pytest.mark.parametrize(("code", "marker"), [("en", "10."), ("ar", "١٠.")])
def test_two_digits_get_their_room(code: str, marker: str) -> None:
    tree = elements.parse("<ol>" + "<li>x</li>" * 10 + "</ol><ol><li>x</li></ol>")
    paper.markers(tree, load(code))
    assert [items.get("class") for items in tree] == [f"marks-{len(marker)}", None]


def test_french_lines_are_full_before_a_quotation_in_arabic() -> None:
    """A line that ended in a no-break space too many broke after its first word."""
    word = '<span lang="ar" dir="rtl">نعم</span>'
    lines = printed([f"Convenez de deux mots simples pour la conversation : «{NO_BREAK}{word}{NO_BREAK}»."], "fr")
    assert [line for line in lines if re.fullmatch(r"\s*(Convenez|simples|pour|deux|de|mots)\s*", line)] == []
    assert [line for line in lines if line.rstrip().endswith("«")] == []


BEFORE = ["the case as a party.", "as a <em>party</em>", "(great) <span lang='fr'>party</span>)", f"200{NO_BREAK}party"]


def test_no_call_begins_a_line() -> None:
    texts = [f"We can join {said}{CALL.format(n=n)}{CALL.format(n=f'{n}b')} then more" for n, said in enumerate(BEFORE)]
    lines = printed(texts, "en", "p { break-inside: avoid }")
    assert [line for line in lines if line.startswith("7")] == []


def test_a_blank_stays_whole_where_it_fits() -> None:
    short, long = "[ to be filled in ]", f"[ {'to be filled in ' * 5}]"
    tree = elements.parse("".join(f'<p><span class="placeholder">{blank}</span></p>' for blank in (short, long)))
    paper.blanks(tree)
    assert ["whole" in elements.classes(span) for span in tree.iter("span")] == [True, False]
    assert etree.tostring(tree, method="text", encoding="unicode") == short + long
