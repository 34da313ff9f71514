"""Sentences end where a reader says: the rules are applied here as SRX 2.0 (section 3) describes."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

import pytest
from lxml import etree

from handbookpub import languages
from handbookpub.translate.exchange import srx
from handbookpub.translate.exchange.model import Unreadable

CATEGORY = re.compile(r"\\p\{(\w+)\}")
IN_CLASS = re.compile(r"\[(?:\\.\{\w+\}|\\.|[^\]\\])*\]|\\p\{\w+\}")


@cache
def characters(category: str) -> str:
    """The characters of a Unicode category as ranges inside a class: Python's own `re` knows no categories."""
    has = [unicodedata.category(chr(i)).startswith(category) for i in range(sys.maxunicode + 1)]
    starts = [i for i, yes in enumerate(has) if yes and not has[i - 1]]
    ends = [i for i, yes in enumerate(has) if yes and has[i + 1 : i + 2] != [True]]
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in zip(starts, ends, strict=True))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    def part(found: re.Match[str]) -> str:
        inner = CATEGORY.sub(lambda name: characters(name[1]), found[0])
        return inner if found[0].startswith("[") else f"[{inner}]"

    return re.compile(IN_CLASS.sub(part, pattern))


@cache
def rules(code: str) -> tuple[tuple[bool, re.Pattern[str], re.Pattern[str]], ...]:
    """The rules that a file with every language has for one: those of every map that fits, in their order."""
    root = etree.fromstring(srx.write())
    space = {"s": srx.NAMESPACE}
    found = []
    for each in root.iterfind(".//s:languagemap", space):
        if re.fullmatch(each.get("languagepattern"), code):
            name = each.get("languagerulename")
            for rule in root.iterfind(f".//s:languagerule[@languagerulename='{name}']/s:rule", space):
                before, after = (element.text or "" for element in rule)
                found.append((rule.get("break") == "yes", compiled(f"(?:{before})\\Z"), compiled(after)))
    return tuple(found)


def decision(code: str, text: str, place: int) -> bool:
    """Whether there is a break: the first rule that fits decides."""
    for breaks, before, after in rules(code):
        if before.search(text[:place]) and after.match(text, place):
            return breaks
    return False


def sentences(code: str, text: str) -> list[str]:
    result, start = [], 0
    for place in range(1, len(text)):
        if decision(code, text, place):
            result.append(text[start:place].strip())
            start = place
    return [*result, text[start:].strip()]


SENTENCES = [
    ("ar", "قابل د. أحمد أ. سعيد في ص. ٥ سنة ١٤٤٢ هـ. ثم ذهب.|هل عاد؟|نعم!|ثم انتظر…|وبعد"),
    ("ar", "قال: «قف.»|ثم مضى.|انظر البروتوكول (ص. 12).|انتهى"),
    ("ar", "النسبة 3.5 والرقم +20 2 0000 0000.|اتصل <g1>الآن.</g1>|ثم **انتظر.**"),
    ("ar", "١. البند الأول.|البند الثاني"),
    ("ar-MA", "نعم.|لا."),
    ("en", "See p. 12 and Art. 6, e.g. this.|Call +20 2 0000.|“Stop.”|Then <g1>go.</g1>|In J. Smith’s house."),
    ("en", 'He left at 3.5 p.m. and came back.|"Why?"|(She asked.)|[No answer.]'),
    ("EN-GB", "Dr. Who left!|Yes."),
    ("fr", "M. Dupont (cf. art. 6, p. ex. ici).|«\u00a0Venez\u202f!\u00a0»|Puis il part.|Vraiment\u202f?|Oui."),
    ("fr_CA", "Oui.|Non."),
    ("ur", "یہ ہے۔|وہ نہیں۔|ص۔ 5 پر"),
    ("he", "כן.|לא!|פרופ. לוי"),
    ("fa", "بله.|نه؟|ص. ۵"),
    ("arc", "one. Two"),  # Aramaic is not Arabic
]
"""Language and text; `|` is where a sentence ends."""


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_where_sentences_end(code, text):
    assert sentences(code, text.replace("|", " ")) == text.split("|")


def test_a_file_may_hold_some_languages_only():
    names = re.findall(r'<languagerule languagerulename="(.+?)"', srx.write("ar-MA", "fr", "ar").decode())
    assert names == ["ar", "fr"]
    assert len(re.findall("<languagerule ", srx.write().decode())) == len(languages.available())


def test_java_can_measure_what_stands_before_a_break():
    """Engines put it into a look-behind: Java refuses one without an end, and one with a repeated group."""
    for before in re.findall("<beforebreak>(.*?)</beforebreak>", srx.write().decode()):
        outside = re.sub(r"\[(?:\\.|[^\]\\])*\]", "X", before.replace("&lt;", "<").replace("&gt;", ">"))
        assert not re.search(r"(?<!\\)[*+]|\)\{", outside), before


def test_rules_are_recognised():
    returned = srx.read(srx.write())
    assert returned.companion and not returned.units
    with pytest.raises(Unreadable, match="should start with <srx>, but it starts with <tmx>"):
        srx.read(b"<tmx/>")
