"""A translation that has no record yet: what is laid beside what."""

from __future__ import annotations

import pytest

from handbookpub.model import Place
from handbookpub.translate.pairing import pairs
from handbookpub.translate.segments import Segment


def segment(markdown: str, kind: str = "paragraph") -> Segment:
    return Segment(kind, "one", "", "", markdown, markdown, Place("x.md"), (0, len(markdown)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("There is neither a 13th room nor a 13th floor.", "لا توجد غرفة ثالثة عشرة ولا طابق ثالث عشر."),
        ("The first of May is a holiday, and so is the second of June.", "Le 1er mai est férié, le 2 juin aussi."),
        ("Call [](service:EG.hotline) within 2 days.", "اتصل بـ [](service:EG.hotline) في غضون يومين."),
    ],
)
def test_numbers_in_words_are_numbers(source: str, target: str) -> None:
    found = pairs([segment(source)], [segment(target)])
    assert [(pair.sources, pair.targets, pair.sure) for pair in found] == [((0,), (0,), True)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Call 20223508 or 96170000 at night.", "Fermez la porte à clef avant de partir."),
        ("Wait 48 hours, then 12 more.", "Attendez 84 heures, puis 21 de plus."),
        ("Read [](#consent) and [](#safety) first.", "Lisez d’abord le chapitre suivant, je vous prie."),
    ],
)
def test_a_telephone_number_another_number_or_a_link_is_not_said_in_words(source: str, target: str) -> None:
    assert pairs([segment(source)], [segment(target)]) == []
