"""TBX: the termbase goes out whole, and tables that other people keep come in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from handbookpub.model import Place, Term
from handbookpub.translate.exchange import tbx
from handbookpub.translate.exchange.model import Unreadable
from support.packages import book


def rows(terms):
    return [replace(term, place=Place("")) for term in terms]


def test_the_termbase_of_the_book_comes_back():
    terms = book().terms
    assert terms and rows(tbx.read(tbx.write(terms, "sample", "en"))) == rows(terms)


def test_names_that_are_no_xml_names_come_back():
    names = ("human trade", "3p", "a_x20_", "ü/ö", "-a", "كلمة", "_x")
    terms = [Term(name, {"ar": "كلمة"}, {}, "", Place("")) for name in names]
    assert rows(tbx.read(tbx.write(terms, "sample", "en"))) == terms


def test_the_same_terms_give_the_same_bytes():
    assert tbx.write(book().terms, "sample", "en") == tbx.write(book().terms, "sample", "en")


ALLOWED = {
    "body": {"termEntry"},
    "termEntry": {"note", "langSet"},
    "langSet": {"tig"},
    "tig": {"term", "termNote"},
}


def test_a_file_keeps_to_the_core_structure_and_the_words_of_the_dialect():
    """ISO 30042:2008: entries hold languages, languages words; TBX-Basic: the values of administrativeStatus."""
    root = etree.fromstring(tbx.write(book().terms, "sample", "en"))
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert [each.tag for each in root] == ["martifHeader", "text"]
    for name, children in ALLOWED.items():
        for element in root.iter(name):
            assert {each.tag for each in element} <= children
    ids = [entry.get("id") for entry in root.iter("termEntry")]
    assert len(ids) == len(set(ids))
    assert all(section.findall("tig") for section in root.iter("langSet"))
    statuses = {note.text for note in root.iter("termNote")}
    assert statuses == {"preferredTerm-admn-sts", "deprecatedTerm-admn-sts"}


FORBIDDEN = {"en": ("object",), "ar": ("مجني عليه", "متضرر")}
WANTED = [Term("victim", {"en": "victim", "ar": "ضحية"}, FORBIDDEN, "Of law.", Place(""))]

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en"
  xmlns="urn:iso:std:iso:30042:ed-2" xmlns:m="http://www.tbxinfo.net/ns/min">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="victim">
<m:subjectField>law</m:subjectField><note>Of
  law.</note>
<langSec xml:lang="en">
<termSec><term>object</term><m:administrativeStatus>supersededTerm-admn-sts</m:administrativeStatus></termSec>
<termSec><term>victim</term><m:administrativeStatus>preferredTerm-admn-sts</m:administrativeStatus></termSec></langSec>
<langSec xml:lang="ar"><termSec><term>ضحية</term></termSec><termSec><term>مجني عليه</term>
<m:administrativeStatus>deprecatedTerm-admn-sts</m:administrativeStatus></termSec><termSec><term>متضرر</term>
<m:administrativeStatus>deprecatedTerm-admn-sts</m:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>"""

MARTIF = """<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body><termEntry id="victim"><note>Of law.</note>
<langSet xml:lang="en">
<tig><term>object</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>sufferer</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
<ntig><termGrp><term>victim</term><termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
</langSet>
<langSet xml:lang="ar"><tig><term>ضحية</term></tig>
<tig><term>مجني عليه</term><termNote type="administrativeStatus">deprecated</termNote></tig>
<tig><term>متضرر</term><termNote type="administrativeStatus">forbidden</termNote></tig>
</langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize("text", [DCT, MARTIF], ids=["2019, style DCT", "2008"])
def test_files_of_other_tools(text):
    assert rows(tbx.read(text.encode())) == WANTED


@pytest.mark.parametrize(
    "text,words",
    [
        ("<tbx>\n<", "line 2:"),
        ("<tmx/>", "starts with <tmx>, not with <tbx>"),
        ("<!DOCTYPE martif [<!ENTITY a 'b'>]><martif>&a;</martif>", "document type"),
        ("<tbx><conceptEntry id='a'/>\n<conceptEntry id='a'/></tbx>", "line 2: the concept a stands in line 1"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, words):
    with pytest.raises(Unreadable, match=words):
        tbx.read(text.encode())
