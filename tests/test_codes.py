"""The law of codes: whatever a translator's tool gets, the same Markdown comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbookpub.translate.exchange.codes import Coded, CodeError, decode, encode, reflow
from support.packages import book_packages

SOUP = st.lists(
    st.sampled_from(
        ["**", "*", "***", "_", "__", "~~", "~", "^", "`", "``", "[", "]", "](#id)", "](law:INT.x)", "]{.ltr}", "!["]
        + ["(", ")", "{", "}", "[]", "[^n]", "[](#id)", "<https://a.b/>", "<", ">", "&", "&amp;", "&lt;", "<g1>"]
        + ["</g1>", "<x2/>", "\\", "\\*", "\\\n", "\n", "\n\n", " ", "\u00a0", "a", "word", "لـ", "نص", "«", "»", "،"]
        + [":", "\u200f", "\u202b", "<!--", "-->", "<b>", "&#x202A;", "\r", "\0", "ـ", "\u200d", '"', "'"]
    ),
    max_size=24,
).map("".join)


def back(markdown: str, *like: Coded) -> str:
    coded = encode(markdown, *like)
    assert coded.markdown == markdown
    return decode(coded.tagged(), *like, coded)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(SOUP, st.text(max_size=60)))
def test_any_text_comes_back_byte_for_byte(markdown):
    assert back(markdown) == markdown


@settings(max_examples=500, deadline=None)
@given(SOUP, SOUP)
def test_any_translation_comes_back_beside_any_source(source, target):
    assert back(target, encode(source)) == target


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_segment_of_the_book_comes_back_and_shows_no_markup(code):
    for unit in (unit for package in book_packages(code) for unit in package.units):
        source = encode(unit.source)
        for coded in (source, encode(unit.target, source)):
            assert decode(coded.tagged(), source, coded) == coded.markdown
            assert not set(coded.words) & set("*[]{}`<>^\\_"), unit.place


def test_a_translation_gets_the_numbers_of_its_source():
    """A tool compares the codes of both sides: most of the book's Arabic has exactly those of the English. An index
    mark whose entry is another form of its word is another code.
    """
    every = [unit for package in book_packages("ar") for unit in package.units]
    units = [unit for unit in every if ' entry="' not in unit.source + unit.target]
    coded = [(encode(unit.source), encode(unit.target, encode(unit.source))) for unit in units]
    same = sum(sorted(a.tag for a in s.codes) == sorted(b.tag for b in t.codes) for s, t in coded if s.codes)
    assert same / sum(bool(s.codes) for s, _ in coded) > 0.9


@pytest.mark.parametrize(
    ("markdown", "tagged"),
    [
        ("Call **now**.", "Call <g1>now</g1>."),
        ("لـ**«نص»** و**ملاحظة:**النص", "لـ<g1>«نص»</g1> و<g2>ملاحظة:</g2>النص"),
        ("المادة **(3)**من", "المادة <g1>(3)</g1>من"),
        ("***both***", "<g1><g2>both</g2></g1>"),
        ("*a **b***", "<g1>a <g2>b</g2></g1>"),
        ("*a **b* c**", "<g1>a **b</g1> c**"),
        ("**a [b** c](law:INT.x)", "**a <g1>b** c</g1>"),
        ("[a *b* c](term:x){.ltr}", "<g1>a <g2>b</g2> c</g1>"),
        ("see [](#id), [](service:EG.hotline)[^n]", "see <x1/>, <x2/><x3/>"),
        ("![alt](a.svg) ![](b.svg)", "<g1>alt</g1> <x2/>"),
        ("`a*b` and `` a`b ``{.x}", "<x1/> and <x2/>"),
        ("<https://a.b/?x=1&y> <a@b.org> <!-- no --> <b>", "<x1/> <x2/> <x3/> <x4/>"),
        ("5 < 6 & 7 &lt; 8", "5 &lt; 6 &amp; 7 <x1/> 8"),
        ("snake_case and _so_ __so__", "snake_case and <g1>so</g1> <g2>so</g2>"),
        ("H~2~O, x^2^, ~~no~~", "H<g1>2</g1>O, x<g2>2</g2>, <g3>no</g3>"),
        (r"\*not\* \[this\](#id)", r"\*not\* \[this\](#id)"),
        ("2 * 3 * 4, **** and ** open", "2 * 3 * 4, **** and ** open"),
        ("[plain] [ ] [a] (b) [a]()", "[plain] [ ] [a] (b) <g1>a</g1>"),
        ("[[inner]{.index} text](#id)", "<g1><g2>inner</g2> text</g1>"),
        ("one\\\ntwo", "one<x1/>two"),
        ('[a](b "t (x)") [a](b_(c)) [a](<b c>)', "<g1>a</g1> <g2>a</g2> <g3>a</g3>"),
        ("**unclosed *both", "**unclosed *both"),
        ("<g1>typed</g1>", "<x1/>typed<x2/>"),
    ],
)
def test_what_is_a_code(markdown, tagged):
    assert encode(markdown).tagged() == tagged
    assert back(markdown) == markdown


def test_numbers_follow_the_source_each_used_once():
    source = encode("**a** [b](#x) **c** [](#y)")
    target = encode("[ب](#x) **ج** **ا** **د** [](#z)", source)
    assert target.tagged() == "<g2>ب</g2> <g1>ج</g1> <g3>ا</g3> <g5>د</g5> <x6/>"


@pytest.mark.parametrize(
    ("tagged", "markdown"),
    [
        ("< G1 >نص< / g1> <x2>", "**نص** [](#id)"),
        ("<g١>نص</g١>", "**نص**"),
        ("5 < 6 & 7 &gt; 8 &quot;x&quot;", '5 < 6 & 7 > 8 "x"'),
        ("a <g1> bold\u00a0</g1>b", "a  **bold**\u00a0b"),
        ("a <g1> </g1>b", "a  b"),
        ("<g3> a </g3>", "[ a ](#x)"),
        ("**typed** <g1>نص</g1>", "**typed** **نص**"),
        ("<g1>a</g1> <g1>b</g1> <x2/><x2/>", "**a** **b** [](#id)[](#id)"),
    ],
)
def test_what_people_and_tools_do_to_tags_is_understood(tagged, markdown):
    assert decode(tagged, encode("**bold** [](#id) [link](#x)")) == markdown


@pytest.mark.parametrize(
    ("tagged", "message"),
    [
        ("<g1>نص", "<g1> has no end: type </g1>"),
        ("نص</g1>", "</g1> has no beginning: type <g1>"),
        ("<g1>a<g3>b</g1>c</g3>", "</g1> stands inside <g3>: type </g3> before it"),
        ("<x9/>", "<x9/> stands for nothing in the source; type <g1>…</g1>, <x2/>, <g3>…</g3>"),
        ("</x2>", "</x2> stands for nothing"),
        ("<g2>a</g2>", "<g2> stands for nothing"),
    ],
)
def test_damaged_tags_are_named_with_the_text_to_type(tagged, message):
    with pytest.raises(CodeError) as error:
        decode(tagged, encode("**bold** [](#id) [link](#x)"))
    assert message in str(error.value)


def test_line_ends_of_tools_are_no_line_ends_of_the_text():
    assert reflow(" one\ntwo \r\n three\n\nfour\n \n\nfive\n") == "one two three\n\nfour\n\nfive"


def test_many_marks_take_no_time():
    """A text that was made to be slow is read in time."""
    for piece in ("[", "*a ", "](", "[a](", "`", "<!--", "&", "![](", "**a*"):
        assert back(piece * 3000) == piece * 3000
