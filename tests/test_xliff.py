"""XLIFF 1.2 and 2.1: what goes out is valid and comes back the same, whatever the tool in between does to the file."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handbookpub.translate.exchange import xliff12, xliff21
from handbookpub.translate.exchange.model import Comment, Package, Unit, Unreadable
from handbookpub.translate.segments import fingerprint
from support import schemas, tools
from support.packages import book_packages

FORMATS = {"1.2": xliff12, "2.1": xliff21}
SCHEMAS = {"1.2": schemas.xliff12, "2.1": schemas.xliff21}
both = pytest.mark.parametrize("version", FORMATS)
SOURCE = "Call **the service** first, see [the section](#safe) and [](service:EG.hotline).[^n]"
TARGET = "اتصل **بالجهة** أولًا، وانظر [القسم](#safe) و[](service:EG.hotline).[^n]"


def unit(source=SOURCE, target=TARGET, state="translated", **more):
    more = {"base": fingerprint(target) if target else "", **more}
    return Unit("10-one/3f2a9c01d2", "paragraph", "safe · d-1", source, target, state, **more)


def package(*units):
    return Package("sample", "en", "ar", "rtl", "ltr", "1", "10-one", units)


def back(version, *units, change=lambda text: text):
    """What comes back of some units when their file was changed by `change` on its way."""
    data = FORMATS[version].write(package(*units))
    return FORMATS[version].read(change(data.decode()).encode()).units


def swap(*pairs):
    def change(text):
        for old, new in pairs:
            assert old in text, f"the file has no {old}"
            text = text.replace(old, new)
        return text

    return change


@both
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_chapter_comes_back_byte_for_byte(version, language):
    for each in book_packages(language):
        returned = FORMATS[version].read(FORMATS[version].write(each))
        assert (returned.book, returned.language, returned.chapter) == (each.book, language, each.chapter)
        assert [(u.id, u.target, u.base, u.state, u.fault) for u in returned.units] == [
            (u.id, u.target, u.base, "translated", "") for u in each.units
        ]


@both
def test_the_same_package_gives_the_same_bytes(version):
    assert FORMATS[version].write(package(unit())) == FORMATS[version].write(package(unit()))


MARKS = st.sampled_from(
    ["**", "*", "[", "](#a)", "]{.ltr}", "`x`", "[^n]", "\\\n", "&amp;", "<!-- x -->", "~~", "![", "[](t)"]
)
WORDS = st.sampled_from(["a", "نص", " b ", "«", "»", "1", "&", "<", ">", '"', "…", "\u200f", "\u202b", "x\n\ny", "\\*"])
TEXT = st.lists(st.one_of(MARKS, WORDS), min_size=1, max_size=12).map("".join)


@both
@settings(max_examples=300, deadline=None)
@given(source=TEXT, target=TEXT)
def test_whatever_a_translator_wrote_comes_back(version, source, target):
    target = target.strip(" \n")
    given_back = back(version, unit(source, target, base="")) if target else ()
    assert [u.target for u in given_back] == ([target] if target else [])


SAID = (Comment("Samira", "«هنا» or there?"), Comment("", "x"))
OLD = unit("New **text**[^n]", "نص **قديم**[^n]", "stale", previous="Old **text**[^n]")
UNITS = (
    unit(),
    replace(unit(state="reviewed"), id="10-one/aaaaaaaaaa", comments=SAID),
    replace(unit("New text", ""), id="10-one/bbbbbbbbbb", state="untranslated"),
    replace(OLD, id="10-one/cccccccccc-2"),
    replace(unit("One\\\ntwo", "واحد\\\nاثنان\n\nثلاثة *عنوان* [مرجع](#x){.y}"), id="10-one/dddddddddd", kind="item"),
    replace(unit("`c` <b> & ~~x~~ ^2^ ~3~ ![a](b.svg)", "ن <https://a.b/> &nbsp; <!-- c -->"), id="10-one/eeeeeeeeee"),
)


@both
def test_files_are_valid(version):
    validator = SCHEMAS[version]()
    cells = (replace(u, kind="cell", place="ar/x.md:3") for u in UNITS)
    for each in (package(*UNITS), package(*cells), book_packages("ar")[1]):
        validator.assertValid(etree.fromstring(FORMATS[version].write(each)))


def test_the_validators_refuse_what_is_wrong():
    bad12 = xliff12.write(package(*UNITS)).replace(b'state="signed-off"', b'state="done"')
    bad21 = xliff21.write(package(*UNITS)).replace(b'state="reviewed"', b'state="done"')
    assert not schemas.xliff12().validate(etree.fromstring(bad12))
    assert not schemas.xliff21().validate(etree.fromstring(bad21))


@both
def test_states_and_comments_come_back(version):
    got = {u.id: u for u in back(version, *UNITS)}
    assert {key: u.state for key, u in got.items()} == {u.id: u.state for u in UNITS if u.target}
    assert [u.target for u in got.values()] == [u.target for u in UNITS if u.target]
    assert got["10-one/aaaaaaaaaa"].comments == UNITS[1].comments


@both
def test_a_settled_comment_stays_settled(version):
    (got,) = back(version, unit(comments=(Comment("A", "open?"), Comment("B", "done", open=False))))
    assert got.comments == (Comment("A", "open?"), Comment("B", "done", open=False))


def test_a_stale_unit_shows_the_source_that_it_was_made_from():
    root = etree.fromstring(xliff12.write(package(*UNITS)))
    before = root.find(".//{*}alt-trans")
    assert before.get("alttranstype") == "previous-version"
    assert "".join(before.find("{*}source").itertext()) == "Old text"
    root = etree.fromstring(xliff21.write(package(*UNITS)))
    assert "".join(root.find(".//{*}match/{*}source").itertext()) == "Old text"


def test_a_review_is_not_claimed_by_an_editor_that_approves_everything():
    (got,) = back("1.2", unit(), change=swap(('approved="no"', 'approved="yes"')))
    assert got.state == "translated"
    (got,) = back("1.2", unit(), change=swap(('approved="no"', 'approved="yes"'), (' state="translated"', "")))
    assert got.state == "reviewed"


@both
def test_what_is_not_translated_does_not_come_back(version):
    assert back(version, unit("New text", "", "untranslated")) == ()
    assert back(version, unit("New text", "New text", "untranslated")) == ()


@pytest.mark.parametrize("version,old,new", [
    ("1.2", "</source>", "</source><target state='new'>{}</target>"),
    ("2.1", "</source>", "</source><target>{}</target>"),
])
def test_a_translation_is_not_lost_where_an_editor_leaves_the_state_alone(version, old, new):
    (got,) = back(version, unit("New text", "", "untranslated"), change=swap((old, new.format("نص جديد"))))
    assert (got.target, got.state, got.base) == ("نص جديد", "stale", "")


def test_what_a_machine_suggests_is_no_translation():
    suggestion = "</source><target state='needs-translation' state-qualifier='leveraged-mt'>نص</target>"
    assert back("1.2", unit("New text", "", "untranslated"), change=swap(("</source>", suggestion))) == ()


# --- what tools do to files ---


def shuffled(text):
    """Attributes in another order, another prefix for the namespace, a byte order mark, CRLF."""
    root = etree.fromstring(text.encode())
    chance = random.Random(1)
    for element in root.iter():
        items = list(element.attrib.items())
        chance.shuffle(items)
        element.attrib.clear()
        element.attrib.update(items)
    text = etree.tostring(root, encoding="unicode")
    name = etree.QName(root).namespace
    text = text.replace(f'xmlns="{name}"', f'xmlns:q="{name}"')
    text = re.sub(r"<(/?)(?=[a-zA-Z-]+[ />])", r"<\1q:", text)
    return "\ufeff" + text.replace("\n", "\r\n")


@both
def test_other_prefixes_orders_and_line_ends(version):
    assert [u.target for u in back(version, *UNITS, change=shuffled)] == [u.target for u in UNITS if u.target]


@both
def test_text_on_lines_of_its_own(version):
    """Some tools indent the text and wrap it, and put spaces of their own beside it."""
    wrap = swap(("اتصل ", "\n      اتصل\n      "), (' xml:space="preserve"', ""))
    (got,) = back(version, unit(), change=wrap)
    assert got.target == TARGET


def test_a_tool_that_keeps_only_ids_and_texts():
    def strip(text):
        root = etree.fromstring(text.encode())
        for name in ("header", "context-group", "note", "alt-trans"):
            for each in root.findall(f".//{{*}}{name}"):
                each.getparent().remove(each)
        for each in root.iter("{*}g", "{*}x"):
            if etree.QName(each.getparent()).localname == "target":
                each.attrib.pop("equiv-text", None)
                each.attrib.pop("ctype", None)
        return etree.tostring(root, encoding="unicode")

    returned = xliff12.read(strip(xliff12.write(package(unit(), UNITS[1])).decode()).encode())
    assert (returned.book, returned.language, returned.chapter) == ("sample", "ar", "10-one")
    assert [(u.target, u.base) for u in returned.units] == [(TARGET, fingerprint(TARGET))] * 2


def test_a_tool_that_drops_modules():
    def strip(text):
        root = etree.fromstring(text.encode())
        for each in [e for e in root.iter() if etree.QName(e).namespace != xliff21.NAMESPACE]:
            if each.getparent() is not None:
                each.getparent().remove(each)
        return etree.tostring(root, encoding="unicode")

    returned = xliff21.read(strip(xliff21.write(package(unit())).decode()).encode())
    assert (returned.language, returned.chapter) == ("ar", "10-one")
    assert [(u.id, u.target, u.base) for u in returned.units] == [("10-one/3f2a9c01d2", TARGET, fingerprint(TARGET))]


CUT12 = """<seg-source><mrk mtype="seg" mid="0"><bx id="1" rid="1"/>One.</mrk>
<mrk mtype="seg" mid="1">Two.<ex id="2" rid="1"/></mrk></seg-source>
<target state="translated"><mrk mtype="seg" mid="0"><bx id="1" rid="1"/>واحد.</mrk>
<mrk mtype="seg" mid="1">{}<ex id="2" rid="1"/></mrk></target>"""


def test_sentences_cut_by_a_tool_are_joined_12():
    change = swap(("</source>", "</source>" + CUT12.format("اثنان.")))
    (got,) = back("1.2", unit("**One. Two.**", "", "untranslated"), change=change)
    assert (got.target, got.state) == ("**واحد. اثنان.**", "translated")


def test_half_a_translation_is_none_12():
    text = """<seg-source><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></seg-source>
    <target state="translated"><mrk mtype="seg" mid="0">واحد.</mrk> <mrk mtype="seg" mid="1"/></target>"""
    assert back("1.2", unit("One. Two.", "", "untranslated"), change=swap(("</source>", "</source>" + text))) == ()


CUT21 = """<unit id="3f2a9c01d2" name="x">
<originalData><data id="d1">[</data><data id="d2">](#safe)</data></originalData>
<segment id="s1" state="translated">
<source><sc id="1" dataRef="d1"/>One.</source><target order="{0}">{2}واحد.</target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="{4}">
<source>Two.<ec startRef="1" dataRef="d2"/></source><target order="{1}">اثنان.{3}</target></segment>
</unit>"""


def cut(*values):
    def change(text):
        return text[: text.index("<unit")] + CUT21.format(*values) + "</file></xliff>"

    return change


def test_sentences_cut_by_a_tool_are_joined_21():
    start, end = '<sc id="1" dataRef="d1"/>', '<ec startRef="1" dataRef="d2"/>'
    (got,) = back("2.1", unit(), change=cut(1, 3, start, end, "reviewed"))
    assert (got.target, got.state) == ("[واحد. اثنان.](#safe)", "translated"), "the unit is as far as its last sentence"
    (got,) = back("2.1", unit(), change=cut(3, 1, "", "", "reviewed"))
    assert got.target == "اثنان. واحد.", "a tool may change the order of sentences"


def test_half_a_translation_is_none_21():
    half = cut(1, 3, "", "", "initial")
    assert back("2.1", unit(), change=lambda text: half(text).replace(">اثنان.</target>", "/>")) == ()


def test_copies_and_annotations_21():
    copy = '<pc id="9" copyOf="1"><mrk id="m1" type="term">أيضًا</mrk></pc> <cp hex="200F"/>اتصل '
    (got,) = back("2.1", unit(), change=swap(("اتصل ", copy)))
    assert got.target == "**أيضًا** \u200f" + TARGET


@both
def test_emphasis_and_line_breaks_that_a_translator_adds(version):
    added = {
        "1.2": '<g id="77" ctype="bold">مهم</g><x id="78" ctype="lb"/>اتصل ',
        "2.1": '<pc id="77" type="fmt" subType="xlf:b">مهم</pc><ph id="78" type="fmt" subType="xlf:lb"/>اتصل ',
    }
    (got,) = back(version, unit(), change=swap(("اتصل ", added[version])))
    assert got.target == "**مهم**\\\n" + TARGET


@both
def test_a_code_that_nobody_knows_is_a_fault_of_its_unit_only(version):
    added = {"1.2": '<x id="x44"/>', "2.1": '<ph id="x44"/>'}
    once = ("اتصل ", added[version] + "اتصل ", 1)
    first, second = back(version, unit(), UNITS[1], change=lambda text: text.replace(*once))
    assert "<x44/>" in first.fault and "<g1>…</g1>" in first.fault and first.place.isdigit()
    assert (second.target, second.fault) == (TARGET, "")


def test_comments_that_tools_add():
    note = '<note>Looks odd</note><note from="handbookpub">ours</note></trans-unit>'
    (got,) = back("1.2", unit(), change=swap(("</trans-unit>", note)))
    assert got.comments == (Comment("", "Looks odd"),)
    mark = '<mrk mtype="x-comment" comment="Which one?">اتصل</mrk> '
    (got,) = back("1.2", unit(), change=swap(("اتصل ", mark)))
    assert (got.target, got.comments) == (TARGET, (Comment("", "Which one?"),))
    note = '<notes><note category="qa">Check</note></notes><originalData>'
    (got,) = back("2.1", unit(), change=swap(("<originalData>", note)))
    assert got.comments == (Comment("", "Check"),)


# --- files that are broken ---


BROKEN = {
    "no XML": (b"PK\x03\x04", "line 1:"),
    "an open element": (b"<xliff version='1.2'>\n<file>", "line 2:"),
    "another format": (b"<tmx/>", "starts with <tmx>"),
    "nothing": (b"", "line 1:"),
    "no file": (b"<xliff version='{}'/>", "no <file>"),
    "a document type": (b"<!DOCTYPE xliff [<!ENTITY e 'x'>]><xliff version='{}'><file/></xliff>", "document type"),
    "no id": (b"<xliff version='{}'>\n<file><trans-unit/><unit/></file></xliff>", "line 2:"),
    "no source": (b"<xliff version='{}'>\n<file><trans-unit id='a'/><unit id='a'/></file></xliff>", "line 2:"),
}


@both
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_with_its_line(version, fault):
    data, words = BROKEN[fault]
    with pytest.raises(Unreadable, match=words) as raised:
        FORMATS[version].read(data.replace(b"{}", version.encode()))
    assert "\n" not in str(raised.value)


def test_the_other_version_is_named():
    with pytest.raises(Unreadable, match="XLIFF 2.1, not XLIFF 1.2"):
        xliff12.read(xliff21.write(package(unit())))
    with pytest.raises(Unreadable, match="XLIFF 1.2, not XLIFF 2.1"):
        xliff21.read(xliff12.write(package(unit())))


@both
def test_a_unit_that_stands_twice_with_two_texts_is_refused(version):
    def change(text):
        name = {"1.2": "trans-unit", "2.1": "unit"}[version]
        start, end = text.index(f"<{name} "), text.index(f"</{name}>") + len(f"</{name}>")
        return text[:end] + text[start:end].replace("اتصل", "اكتب") + text[end:]

    with pytest.raises(Unreadable, match="10-one/3f2a9c01d2 stands there twice"):
        back(version, unit(), change=change)


# --- translators' tools ---


def test_translate_toolkit_reads_our_files(tmp_path):
    xliff = tools.module("translate.storage.xliff", "translate-toolkit")
    path = tmp_path / "a.xlf"
    path.write_bytes(xliff12.write(package(*UNITS)))
    store = xliff.xlifffile.parsefile(str(path))
    assert [u.getid().split("\x04")[-1] for u in store.units] == [u.id for u in UNITS]
    assert [u.isapproved() for u in store.units] == [u.state == "reviewed" for u in UNITS]
    assert "«هنا» or there?" in store.units[1].getnotes()
    store.units[2].settarget("نص جديد")
    for each in store.units[:3]:
        each.markfuzzy(False)
    store.save()
    got = {u.id: u for u in xliff12.read(path.read_bytes()).units}
    assert (got["10-one/bbbbbbbbbb"].target, got["10-one/bbbbbbbbbb"].state) == ("نص جديد", "translated")
    assert got["10-one/3f2a9c01d2"].state == "translated", "done in its editors is not reviewed"
    assert [got[u.id].target for u in UNITS if u.target] == [u.target for u in UNITS if u.target]


def test_translate_toolkit_reads_xliff_2(tmp_path):
    xliff2 = tools.module("translate.storage.xliff2", "translate-toolkit")
    path = tmp_path / "a.xlf"
    path.write_bytes(xliff21.write(package(*UNITS)))
    store = xliff2.Xliff2File.parsefile(str(path))
    assert len(store.units) == len(UNITS)
    store.save()
    assert [u.target for u in xliff21.read(path.read_bytes()).units] == [u.target for u in UNITS if u.target]
