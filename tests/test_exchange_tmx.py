"""The translation memory holds what was translated, beside the text that it was made from."""

from __future__ import annotations

import codecs

import pytest
from lxml import etree

from handbookpub.translate.exchange import tmx
from handbookpub.translate.exchange.codes import decode, encode
from handbookpub.translate.exchange.model import Package, Unit, Unreadable
from support.packages import book_packages

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNITS = (
    Unit("10-one/a", "heading", "one", "Call **now** & [](#id)", "اتصل <الآن> [](#id) **فورًا**", "reviewed"),
    Unit("10-one/b", "paragraph", "one", "New text.", "نص *قديم*.", "stale", previous="Old *text*."),
    Unit("10-one/c", "paragraph", "one", "Newer text.", "نص أقدم.", "stale"),
    Unit("10-one/d", "paragraph", "one", "Nobody translated this.", "", "untranslated"),
    Unit("10-one/e", "paragraph", "one", "Copied.", "Copied.", "untranslated"),
)
PACKAGE = Package("small", "en", "ar-MA", "rtl", "ltr", "7", "10-one", UNITS)


def pairs(data: bytes) -> list[list[str]]:
    """Language and text of the variants, codes as their Markdown."""
    root = etree.fromstring(data)
    return [["".join(segment.itertext()) for segment in unit.iter("seg")] for unit in root.iter("tu")]


def test_every_translation_stands_beside_the_text_it_was_made_from():
    assert pairs(tmx.write(PACKAGE)) == [
        ["Call **now** & [](#id)", "اتصل <الآن> [](#id) **فورًا**"],
        ["Old *text*.", "نص *قديم*."],
    ]
    assert tmx.write(PACKAGE) == tmx.write(PACKAGE)


def test_codes_of_both_languages_have_the_same_numbers():
    first = etree.fromstring(tmx.write(PACKAGE)).find("body/tu")
    assert [variant.get(LANG) for variant in first] == ["en", "ar-MA"]
    source, target = ([(each.tag, dict(each.attrib)) for each in variant.iter("bpt", "ept", "ph")] for variant in first)
    assert source == [("bpt", {"i": "1", "x": "1"}), ("ept", {"i": "1"}), ("ph", {"x": "2"})]
    assert target == [("ph", {"x": "2"}), ("bpt", {"i": "1", "x": "1"}), ("ept", {"i": "1"})]


def test_the_header_has_what_the_standard_asks_for():
    header = etree.fromstring(tmx.write(PACKAGE)).find("header")
    wanted = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(header.attrib) == wanted  # and no date and no name of a person
    assert header.get("srclang") == "en"


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_chapter_is_in_its_memory(code):
    for package in book_packages(code):
        assert pairs(tmx.write(package)) == [[unit.source, unit.target] for unit in package.units]
        for (source, target), unit in zip(pairs(tmx.write(package, inline=False)), package.units, strict=True):
            known = encode(unit.source)
            assert decode(source, known) == unit.source
            assert decode(target, known, encode(unit.target, known)) == unit.target


@pytest.mark.parametrize(
    "data",
    [
        tmx.write(PACKAGE),
        b'<?xml version="1.0"?>\r\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\r\n<tmx version="1.4">',
        b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]> <!-- from a tool --><tmx version="1.1">',
        codecs.BOM_UTF8 + b"<tmx/>",
        '<?xml version="1.0" encoding="utf-16"?><tmx/>'.encode("utf-16"),
    ],
)
def test_a_memory_is_recognised_and_nothing_is_imported_from_it(data):
    returned = tmx.read(data)
    assert returned.companion and not returned.units


@pytest.mark.parametrize("data", [b"", b"<xliff/>", b"# Text\n\n<tmx>", b"<?xml version='1.0'?>"])
def test_another_file_is_no_memory(data):
    with pytest.raises(Unreadable, match="line 1: the file should start with <tmx>"):
        tmx.read(data)
