"""Numbers as people write them: every number up to 9999 in words is read as itself, in each language that has words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from handbookpub.quantities.figures import read
from handbookpub.quantities.typed import things

EN = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FR = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
    "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
FR_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]
AR = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
AR_TEENS = ["أحد عشر", "اثنا عشر", *(f"{unit} عشر" for unit in AR[3:10])]
AR_TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
AR_HUNDREDS = ["مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
AR_THOUSANDS = ["ألف", "ألفان", *(f"{unit} آلاف" for unit in AR[3:10])]


def english(n: int) -> str:
    if n >= 100:
        scale, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
        head, rest = divmod(n, scale)
        joint = " and " if rest < 100 else " "
        return f"{english(head)} {name}" + (joint + english(rest) if rest else "")
    if n < 20:
        return EN[n]
    return EN_TENS[n // 10 - 2] + (f"-{EN[n % 10]}" if n % 10 else "")


def french(n: int) -> str:
    if n >= 100:
        scale, name = (1000, "mille") if n >= 1000 else (100, "cent")
        head, rest = divmod(n, scale)
        start = name if head == 1 else f"{french(head)} {name}" + ("s" if name == "cent" and not rest else "")
        return start + (f" {french(rest)}" if rest else "")
    if n < 20:
        return FR[n]
    if n >= 80:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{french(n - 80)}"
    ten, rest = FR_TENS[min(n // 10, 6) - 2], n - min(n // 10, 6) * 10
    joint = " et " if rest in (1, 11) else "-"
    return ten + (joint + french(rest) if rest else "")


def arabic(n: int) -> str:
    if n >= 100:
        scale, names = (1000, AR_THOUSANDS) if n >= 1000 else (100, AR_HUNDREDS)
        head, rest = divmod(n, scale)
        return names[head - 1] + (f" و{arabic(rest)}" if rest else "")
    if n <= 10:
        return AR[n]
    if n < 20:
        return AR_TEENS[n - 11]
    ten = AR_TENS[n // 10 - 2]
    return f"{AR[n % 10]} و{ten}" if n % 10 else ten


def values(text: str, code: str) -> list[Fraction]:
    return [figure.values[0] for figure in read(text, code).figures]


@pytest.mark.parametrize(("code", "spell"), [("en", english), ("fr", french), ("ar", arabic)])
def test_every_number_in_words_is_read_as_itself(code: str, spell: Callable[[int], str]) -> None:
    wrong = {spell(n): values(spell(n), code) for n in range(10_000) if Fraction(n) not in values(spell(n), code)[:1]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "two or three people", [2, 3]),
        ("en", "plus two zero, two, zero zero", [2, 0, 2, 0, 0]),
        ("fr", "les vingt premiers jours", [20, 1]),
        ("fr", "du 2 au 12, soit 1 250,5 euros", [2, 12, Fraction(2501, 2)]),
        ("ar", "اليوم الحادي والعشرون", [21]),
        ("ar", "ثلاثة وأربعة", [3, 4]),
        ("ar", "الدقائق العشر الأولى", [10, 1]),
        ("ar", "لست من الشرطة", []),
        ("ar", "بالرقم ١٬٢٥٠٫٥", [Fraction(2501, 2)]),
        ("en", "1,500 people, 1.5 kilometres, ¾ of them", [1500, Fraction(3, 2), Fraction(3, 4)]),
    ],
)
def test_numbers_that_stand_side_by_side_stay_apart(code: str, text: str, expected: list[int | Fraction]) -> None:
    assert values(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ar", "اتصل بالرقم +٢٠ ٢ ٢٧٣٦ ١٢٣٤ قبل ٢٣ تشرين الثاني/نوفمبر ٢٠٢٦", ["+20227361234", "2026-11-23"]),
        ("fr", "le 1er mai 2026 à 14 h 30", ["2026-05-01", "14:30"]),
        ("en", "FC-12, A4, 55/25, 03/04/2026", ["FC-12", "A4", "55/25", "2026-03/04"]),
        ("en", "You may march in 1999–2000 with 1 000 000 people", []),
        ("en", "safe@example.org or https://example.org/safety.", ["safe@example.org", "https://example.org/safety"]),
    ],
)
def test_things_with_a_shape_of_their_own(code: str, text: str, expected: list[str]) -> None:
    assert [thing.value for thing in things(text, code)[0]] == expected
