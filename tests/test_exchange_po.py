"""PO files go out and come back as translators' tools leave them: nothing is lost, nothing is guessed."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbookpub.translate.exchange import po
from handbookpub.translate.exchange.model import Comment, Unreadable
from handbookpub.translate.exchange.po_file import Entry, form, parse
from support import tools
from support.packages import COMMENTS, SMALL, book_packages, of_every_state

HEAD = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def entry(text: str, context: str = "small|7|10-one/aaaa|b1", before: str = "") -> str:
    return f'{before}msgctxt "{context}"\nmsgid "First <g1>contact</g1>"\nmsgstr {text}\n\n'


def only(data: str | bytes):
    returned = po.read(data.encode() if isinstance(data, str) else data)
    assert len(returned.units) == 1
    return returned.units[0]


def test_what_a_translator_sees():
    text = po.write(SMALL).decode()
    assert '"Language: ar_MA\\n"' in text
    assert (
        """
# [Amal] Is this [the] word?
#   See https://example.org: line 2
# [Zein] ✓ Mended
#. item · one · d
#. <x1/> = "\\\\\\n"
#. <g2> = "*" "*"
#, fuzzy
#| msgid "Say <g2>no</g2>."
msgctxt "small|7|10-one/cccc|b3"
msgid "Say \\"no\\" &amp; \\\\*wait\\\\*."
msgstr "قل «لا»<x1/>و<g2>انتظر</g2>  قليلًا."
"""
        in text
    )
    assert text.count('msgstr ""\n') == 2  # the header and the one that is not translated
    assert po.write(SMALL) == text.encode()


def test_units_come_back_with_states_and_comments():
    returned = po.read(po.write(SMALL))
    assert (returned.book, returned.language, returned.chapter) == ("small", "ar-MA", "10-one")
    assert [(u.id, u.base, u.target, u.state, u.fault) for u in returned.units] == [
        ("10-one/aaaa", "b1", "الاتصال **الأول**", "translated", ""),
        ("10-one/cccc", "b3", "قل «لا»\\\nو*انتظر*  قليلًا.", "stale", ""),
        ("10-one/aaaa-2", "b4", "الاتصال **الأول**", "translated", ""),
    ]
    assert returned.units[1].comments == COMMENTS
    assert not returned.companion


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_chapter_comes_back(code):
    for package in book_packages(code):
        returned = po.read(po.write(package))
        assert [(u.id, u.base, u.target, u.fault) for u in returned.units] == [
            (u.id, u.base, u.target, "") for u in package.units
        ]


TOOLS = [
    ("msgcat", "-"),
    ("msgcat", "--width=30", "-"),
    ("msgcat", "--escape", "-"),
    ("msgcat", "--sort-output", "--no-location", "-"),
    ("msgattrib", "--no-obsolete", "--indent", "-"),
    ("msgconv", "--to-code=UTF-8", "--no-wrap", "-"),
]


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_gettext_finds_nothing_wrong(code):
    for package in book_packages(code):
        run = [tools.command("msgfmt", "gettext"), "--check", "-o", "/dev/null", "-"]
        checked = subprocess.run(run, input=po.write(of_every_state(package)), capture_output=True)
        assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_gettext_rewrites_every_chapter(tool):
    name, *options = tool
    for package in book_packages("ar"):
        data = po.write(of_every_state(package))
        run = [tools.command(name, "gettext"), *options]
        rewritten = subprocess.run(run, input=data, capture_output=True, check=True).stdout
        assert came_back(rewritten) == came_back(data)


def came_back(data: bytes):
    return {u.id: (u.base, u.target, u.state, u.comments, u.fault) for u in po.read(data).units}


WRAPPED = '""\n"الاتصال "\n"<g1>الأول"\n"</g1>"'
LEGEND = '#. heading · one\n#. <g1> = "**" "**"\n'


@pytest.mark.parametrize(
    "data",
    [
        HEAD + entry('"الاتصال <g1>الأول</g1>"', before=LEGEND),
        HEAD + entry(WRAPPED, before=LEGEND),
        (HEAD + entry(WRAPPED, before=LEGEND)).replace("\n", "\r\n"),
        "\ufeff" + HEAD + entry(WRAPPED, before=LEGEND),
        (HEAD + entry(WRAPPED, before=LEGEND)).encode("utf-16"),
        (HEAD + entry(WRAPPED, before=LEGEND)).replace("UTF-8", "windows-1256").encode("windows-1256"),
        entry(WRAPPED, before=LEGEND),  # the header is gone
        HEAD + entry('"الاتصال \\\n<g1>الأول</g1>"'.replace("\\\n", "\\n"), before=LEGEND),  # somebody pressed Enter
        HEAD + entry(WRAPPED, before='#. heading · one\n#. <g1> =\n#. "**"\n#. "**"\n'),  # comments wrapped
        HEAD + entry(WRAPPED, before='#, no-wrap\n#: a.md:1 b.md:2\n#| msgid "Old"\n' + LEGEND),
        HEAD + '#~ msgid "gone"\n#~ msgstr "ذهب"\n\n' + entry(WRAPPED, before=LEGEND) + '#~ msgid "x"\n#~ msgstr "y"\n',
        HEAD + '# old\n#, fuzzy\n#~ msgctxt "a|b|c|d"\n#~ msgid "gone"\n#~ msgstr "ذهب"\n' + LEGEND + entry(WRAPPED),
        HEAD + entry(WRAPPED, before=LEGEND) + entry(WRAPPED, before=LEGEND),  # files joined
        HEAD + entry(WRAPPED, before=LEGEND) + entry('""', "small|7|10-one/bbbb|") + entry('" "', "small|7|10-one/c|"),
    ],
)
def test_habits_of_tools_do_no_harm(data):
    unit = only(data)
    assert (unit.id, unit.base, unit.target) == ("10-one/aaaa", "b1", "الاتصال **الأول**")
    assert (unit.state, unit.fault, unit.comments) == ("translated", "", ())


def test_codes_without_their_list_are_kept_for_whoever_knows_the_source():
    unit = only(HEAD + entry('"الاتصال <g1>الأول</g1>"'))
    assert unit.target == "الاتصال <g1>الأول</g1>"
    assert unit.fault and unit.place == "6"


def test_a_damaged_code_is_the_fault_of_one_unit_only():
    data = po.write(SMALL).decode().replace("<g1>الأول</g1>", "<g1>الأول", 1)
    faults = [unit.fault for unit in po.read(data.encode()).units]
    assert faults == ["<g1> has no end: type </g1> after its words", "", ""]


def test_a_second_text_for_a_unit_is_told_with_the_line_of_the_first():
    data = HEAD + entry('"أ"') + entry('"ب"')
    assert [(u.target, u.fault) for u in po.read(data.encode()).units] == [
        ("أ", ""),
        ("ب", "the entry stands in line 6 too, with another text; remove one"),
    ]


def test_comments_of_tools_have_no_name():
    unit = only(HEAD + entry('"أ"', before="# Please check.\n# All of it.\n# [Amal] Done\n#\n"))
    assert unit.comments == (Comment("", "Please check.\nAll of it."), Comment("Amal", "Done"))


def test_direction_controls_of_other_tools_are_kept():
    assert only(HEAD + entry('"\u202bنص\u202c"')).target == "\u202bنص\u202c"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEAD + entry('"call 0123').replace('0123"', "0123"), "line 8: a string lacks a quotation mark"),
        (HEAD + 'msgctxt "a|b|c|d"\nmsgid "x"\n\nmsgctxt "a|b|c|e"\nmsgid "y"\nmsgstr "z"\n', "line 6: an entry lacks"),
        ("# First contact\n\nText.\n", "line 3: a string lacks"),
        ('"lost"\n', "line 1: a string belongs to no msgid"),
        (HEAD + 'msgid "x"\nmsgstr "y"\n', "no entry has the msgctxt"),
        ("", "there is no entry"),
        (b"\x95\x04\x12\xde\0\0", "line 1: the file is not UTF-8"),
        (HEAD.encode() + b'msgid "x"\nmsgstr "\xff"\n', "line 7: the file is not UTF-8; save it again as UTF-8"),
        (b"PK\x03\x04", "line 1: a string lacks"),
        ("/etc/hostname", "line 1: a string lacks"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(data, message):
    with pytest.raises(Unreadable) as error:
        po.read(data.encode() if isinstance(data, str) else data)
    assert message in str(error.value)


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1), st.text(), st.text(), st.text())
def test_the_grammar_holds_any_text(source, target, context, previous):
    written = form([Entry(source, target, context, previous), Entry("last", "end")])
    found = parse(written)
    assert [(e.id, e.text, e.context, e.previous) for e in found] == [
        (source, target, context, previous),
        ("last", "end", None, ""),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='#"\\~|.,: \nmsgidtrcx[0]\r\u0644'))
def test_any_file_is_read_or_refused(text):
    try:
        po.read(text.encode())
    except Unreadable as error:
        assert str(error)
