"""The law of codes: whatever a translator's tool gets, the same Markdown comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbookpub.translate.exchange.codes import CodeError, decode, encode

SOUP = st.lists(
    st.sampled_from(
        ["**", "*", "***", "_", "__", "~~", "~", "^", "`", "``", "[", "]", "](#id)", "](law:INT.x)", "]{.ltr}", "![", "[]"]
        + ["(", ")", "{", "}", "[^n]", "[](#id)", "<https://a.b/>", "<", ">", "&", "&amp;", "&lt;", "<g1>", "</g1>", "<x2/>"]
        + ["\\", "\\*", "\\\n", "\n", "\n\n", " ", "\u00a0", "a", "word", "لـ", "نص", "«", "»", "،", ":", "\u200f", "\u202b"]
        + ["<!--", "-->", "<b>", "&#x202A;", "\r", "\0", "ـ", "\u200d", '"', "'"]
    ),
    max_size=24,
).map("".join)
EXAMPLES = ["**a *b***", "***a***", "*a **b***", "**a [b** c](d)", "[a [b]{.x} c](y)", "**ملاحظة:**النص و**كلمة**", "****"]


def back(markdown, *like):
    coded = encode(markdown, *like)
    assert coded.markdown == markdown
    return decode(coded.tagged(), *like, coded)


@settings(max_examples=2000, deadline=None)
@given(st.one_of(SOUP, st.text(max_size=60)))
def test_any_text_comes_back_byte_for_byte(markdown):
    assert back(markdown) == markdown


@settings(max_examples=1000, deadline=None)
@given(SOUP, SOUP)
def test_any_translation_comes_back_beside_any_source(source, target):
    assert back(target, encode(source)) == target
