"""A reader searches and copies: every Arabic word must come back from the PDF, in every engine and every
family.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache

import pytest

from handbookpub.pdfread.engines import ENGINES
from support import words
from support.pdf import FONTS, printed

PAGE = "@page { size: 148mm 210mm; margin: 15mm } body { font-size: 11pt; line-height: 1.8 }"
WIDE = "@page { size: 300mm 210mm; margin: 10mm } p { margin: 2mm 0; font-size: 11pt; line-height: 1.8 }"


def families(*roles: str) -> list[str]:
    """The families that set Arabic in one of these roles, body and headings if none is named."""
    with (FONTS / "fonts.toml").open("rb") as file:
        rows = tomllib.load(file)["family"]
    wanted = set(roles or ("body", "heading"))
    return [row["name"] for row in rows if "Arab" in row["scripts"] and wanted & set(row["roles"])]


@cache
def in_family(kind: str, family: str) -> bytes:
    body = {"words": words.running(words.words()), "vocalised": words.running(words.vocalised())}[kind]
    return printed(body, f'{PAGE} body {{ font-family: "{family}" }}')


@cache
def phrases(family: str) -> bytes:
    return printed(words.phrases(), f'{WIDE} body {{ font-family: "{family}" }}')


NASTALIQ = "Noto Nastaliq Urdu"
NOT_REACHED = {("words", NASTALIQ, "PDFium"), ("words", NASTALIQ, "MuPDF")}
NOT_REACHED |= {("vocalised", NASTALIQ, engine) for engine in ENGINES}
"""What no technique reaches yet: slanting words overlap, and engines read them as several lines."""


def readings() -> list[object]:
    found = []
    for kind in ("words", "vocalised"):
        for family in families():
            for engine in ENGINES:
                reason = "overlapping words" if (kind, family, engine) in NOT_REACHED else ""
                marks = [pytest.mark.xfail(reason=reason)] if reason else []
                found.append(pytest.param(kind, family, engine, marks=marks))
    return found


@pytest.mark.parametrize(("kind", "family", "engine"), readings())
def test_every_word_comes_back(kind: str, family: str, engine: str) -> None:
    wanted = words.words() if kind == "words" else words.vocalised()
    pages = ENGINES[engine](in_family(kind, family))
    lost = words.missing(wanted, pages)
    assert not lost, f"{len(lost)} of {len(wanted)}: {lost[:20]}"


@pytest.mark.parametrize("engine", ENGINES)
def test_words_with_markup_inside_come_back(engine: str) -> None:
    body, wanted = words.marked_inside()
    lost = words.missing(wanted, ENGINES[engine](printed(body, PAGE)))
    assert not lost, f"{len(lost)} of {len(wanted)}: {lost[:20]}"


@pytest.mark.parametrize("family", families())
def test_words_come_back_in_order(family: str) -> None:
    assert words.in_order(words.words(), ENGINES["poppler"](in_family("words", family)))


@pytest.mark.parametrize("family", families())
def test_poppler_gives_brackets_and_digits_back(family: str) -> None:
    found = dict(zip(words.KINDS, words.kept(ENGINES["poppler"](phrases(family))), strict=True))
    assert not {kind: count for kind, count in found.items() if count < words.KEPT}, found


@pytest.mark.parametrize("family", families())
def test_punctuation_stays_with_its_word_in_poppler(family: str) -> None:
    """What stands between two blanks comes back as it was typed: the comma, the bracket, the number."""
    typed = Counter(words.visible(words.running(words.words())).split())
    found = Counter(words.plain(ENGINES["poppler"](in_family("words", family))).split())
    assert not typed - found
