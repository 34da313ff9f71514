"""Paragraphs as a viewer copies them: what counts as torn (HB816), and what only the page or the viewer does."""

from __future__ import annotations

import pytest

from handbookpub.outputs.compare import GAP, torn_paragraphs
from handbookpub.outputs.paragraphs import Paragraph

NOTES = " ".join(["note"] * (GAP + 50))
LAW = Paragraph("It names the principle of non-refoulement that they contain.", "ltr")
TITLE = Paragraph("«آليات الإحالة: توحيد الجهود. دليل عملي» (National Referral Mechanisms)، منظمة الأمن.", "rtl")
# One line of a page with more Latin letters than Arabic ones, as poppler gives it: its stretches from left to right.
LINE = (
    "\u202b منظمة الأمن\u202c،)National Referral Mechanisms( »\u202bدليل عملي\u202c."
    "\u202bتوحيد الجهود\u202c:\u202b«آليات الإحالة\u202c"
)


@pytest.mark.parametrize(
    "pages",
    [
        ["It names the principle of non-refoulement that they contain."],
        ["It names the principle of non-\n154\n", "Return and stay\nrefoulement that they contain."],
        [f"It names the principle of\n{NOTES}\n", "Return and stay\nnon-refoulement that they contain."],
    ],
    ids=["whole", "a page ends after a hyphen", "long notes at the foot of a page"],
)
def test_a_paragraph_that_goes_over_a_page_is_whole(pages: list[str]) -> None:
    assert torn_paragraphs([LAW], pages) == []


@pytest.mark.parametrize(
    "pages",
    [
        [f"It names the principle of\n{NOTES}\nnon-refoulement that they contain."],
        ["that they contain. It names the principle of non-refoulement"],
        ["It names the principle of refoulement that they contain."],
        [f"It names the principle of {NOTES}", f"{NOTES} non-refoulement that they contain."],
    ],
    ids=["far away on one page", "another order", "half a word", "far away on the next page"],
)
def test_a_paragraph_in_pieces_is_told(pages: list[str]) -> None:
    assert torn_paragraphs([LAW], pages) == [LAW]


def test_a_line_that_poppler_gives_from_left_to_right_is_read_from_the_right() -> None:
    assert torn_paragraphs([TITLE], [LINE], rtl=True) == []
    assert torn_paragraphs([TITLE], [LINE]) == [TITLE]  # nothing is turned in a book from left to right


def test_clauses_out_of_order_are_told_on_a_page_from_right_to_left() -> None:
    printed = (
        "\u202b«توحيد الجهود: آليات الإحالة. دليل عملي» (\u202aNational Referral Mechanisms\u202c)، منظمة الأمن\u202c"
    )
    assert torn_paragraphs([TITLE], [printed], rtl=True) == [TITLE]
