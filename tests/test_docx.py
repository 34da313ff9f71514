"""DOCX for revisers: what Word and LibreOffice do to a table of two columns loses no word and no code."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handbookpub.translate.exchange import docx
from handbookpub.translate.exchange.model import Comment, Package, Unit, Unreadable
from handbookpub.translate.segments import fingerprint
from support import tools
from support.packages import book_packages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = "Call **the service** first, see [the section](#safe) and [](service:EG.hotline).[^n]"
TARGET = "اتصل **بالجهة** أولًا على +20 2 0000 0000، وانظر [القسم](#safe) و[](service:EG.hotline).[^n]"


def unit(source=SOURCE, target=TARGET, state="translated", key="3f2a9c01d2", **more):
    more = {"base": fingerprint(target) if target else "", "kind": "paragraph", **more}
    return Unit(id=f"10-one/{key}", where="safe", source=source, target=target, state=state, **more)


def package(*units, language="ar", direction="rtl"):
    return Package("sample", "en", language, direction, "ltr", "1", "10-one", units)


def changed(data, change, part="word/document.xml"):
    """The document with one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return result.getvalue()


def back(*units, change=lambda text: text):
    return docx.read(changed(docx.write(package(*units)), change)).units


def swap(*pairs):
    def change(text):
        for old, new in pairs:
            assert old in text, f"the document has no {old}"
            text = text.replace(old, new, 1)
        return text

    return change


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def retyped(*content):
    """The second cell of the first row, with other content."""

    def change(text):
        root = etree.fromstring(text.encode())
        cell = root.findall(f".//{W}tr")[1].findall(f"{W}tc")[1]
        for each in cell.findall(f"{W}p"):
            cell.remove(each)
        space = f'xmlns:w="{W[1:-1]}"'
        cell.extend(etree.fromstring(f"<w:x {space}>{''.join(content)}</w:x>"))
        return etree.tostring(root, encoding="unicode")

    return change


def paragraph(*content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_chapter_comes_back_byte_for_byte(language):
    for each in book_packages(language):
        returned = docx.read(docx.write(each))
        assert (returned.book, returned.language, returned.chapter) == (each.book, language, each.chapter)
        assert [(u.id, u.target, u.base, u.state, u.fault) for u in returned.units] == [
            (u.id, u.target, u.base, "translated", "") for u in each.units
        ]


MARKS = ["**", "*", "__", "_", "[", "](#a)", "]{.ltr}", "`x`", "[^n]", "\\\n", "&lt;", "<!-- x -->", "![", "[](t)"]
WORDS = ["a", "نص", " b ", "«", "1", "&", "<", "…", "\u200e", "\u200f", "x\n\ny", "\\*", "+20 2 00", " ", "<g1>"]
WORDS += ["+٢٠ ٢ ٠٠٠٠", "١٢"]
TEXT = st.lists(st.sampled_from([*MARKS, *WORDS, "(Palermo, 2000)"]), min_size=1, max_size=10).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=8, max_size=8), st.sampled_from([("ar", "rtl"), ("fr", "ltr")]))
def test_whatever_a_translator_wrote_comes_back(texts, way):
    units = [unit(s, t.strip(), key=f"{n}", base="") for n, (s, t) in enumerate(texts) if t.strip(" \n\u200e")]
    returned = docx.read(docx.write(package(*units, language=way[0], direction=way[1])))
    assert [u.target for u in returned.units] == [u.target for u in units]


EMPHASIS = ["**a *b***", "*a **b***", "***a***", "__a__ **b**", "**a****b**", "**[a](#b)** [**a**](#b)"]


@pytest.mark.parametrize("target", EMPHASIS)
def test_emphasis_keeps_its_marks(target):
    assert [u.target for u in back(unit(target=target))] == [target]


# --- the file ---


def test_nothing_says_who_made_the_file_or_when():
    data = docx.write(package(unit(comments=(Comment("Samira", "هنا؟"),))))
    assert data == docx.write(package(unit(comments=(Comment("Samira", "هنا؟"),))))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "creator" not in text and "created" not in text and "w:date" not in text and "python-docx" not in text


def test_fonts_are_generic():
    with zipfile.ZipFile(io.BytesIO(docx.write(package(unit())))) as packed:
        text = "".join(packed.read(name).decode() for name in packed.namelist())
    assert set(re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]*)"', text)) == {"sans-serif"}
    assert "theme" not in text and "w:font " not in text


def test_right_to_left_text_says_so():
    root = etree.fromstring(part(docx.write(package(unit()))).encode())
    assert root.find(f".//{W}tblPr/{W}bidiVisual") is not None
    source, target, _ = root.findall(f".//{W}tr")[1].findall(f"{W}tc")
    assert target.find(f"{W}p/{W}pPr/{W}bidi") is not None and source.find(f"{W}p/{W}pPr/{W}bidi") is None
    looks = {r.findtext(f"{W}t"): r.find(f"{W}rPr/{W}rtl") is not None for r in target.iter(f"{W}r")}
    assert looks["اتصل "] and not looks["\u200f\u200e+20 2 0000 0000\u200e\u200f"]
    assert not looks["\u200f\u200e<x3/>\u200e\u200f"]
    languages = {each.get(f"{W}bidi") for each in target.iter(f"{W}lang")}
    assert languages == {"ar"}
    root = etree.fromstring(part(docx.write(package(unit(), language="fr", direction="ltr"))).encode())
    assert root.find(f".//{W}bidiVisual") is None and root.find(f".//{W}rtl") is None


def test_the_old_source_stands_struck_out_beside_a_stale_text():
    root = etree.fromstring(part(docx.write(package(unit(state="stale", previous="Old text.")))).encode())
    cell = root.findall(f".//{W}tr")[1].find(f"{W}tc")
    styles = [each.get(f"{W}val") for each in cell.iter(f"{W}pStyle")]
    assert styles == ["Before"] and "Old text." in "".join(cell.itertext())


def test_marks_of_a_translator_beside_an_island_stay():
    targets = ["رقم \u200e+20 2 0000 0000\u200e هنا", "نص\u200f[](#a)\u200f نص", "\u200f(Palermo, 2000)\u200f و"]
    assert [u.target for u in back(*(unit(target=t, key=str(n)) for n, t in enumerate(targets)))] == targets


def test_marks_that_a_word_processor_dropped_are_not_missed():
    words = "رقم \u200e+20 2 0000 0000\u200f ثم \u200f&lt;x3/&gt; و&lt;g2&gt;قسم&lt;/g2&gt;\u200e."
    (got,) = back(unit(), change=retyped(paragraph(run(words))))
    assert got.target == "رقم +20 2 0000 0000 ثم [](service:EG.hotline) و[قسم](#safe)."


# --- what revisers do ---


def test_words_in_bold_get_their_marks():
    bold, plain = run("بالجهة ", "<w:bCs/><w:rtl/>"), run("أولًا", '<w:b w:val="0"/><w:rtl/>')
    change = retyped(paragraph(run("اتصل "), bold, plain))
    assert [u.target for u in back(unit(), change=change)] == ["اتصل **بالجهة** أولًا"]


def test_arabic_that_libreoffice_made_plain_is_plain():
    """It leaves the property of Latin letters in place (`w:b`) and takes away that of Arabic ones."""
    change = retyped(paragraph(run("اتصل", '<w:b/><w:bCs w:val="false"/><w:rtl/>')))
    assert [u.target for u in back(unit(), change=change)] == ["اتصل"]


def test_bold_that_reaches_into_a_link_is_cut_at_its_edge():
    text = paragraph(run("أ "), run("ب \u200e&lt;g2&gt;\u200eج", "<w:bCs/>"), run(" د&lt;/g2&gt;"))
    assert [u.target for u in back(unit(), change=retyped(text))] == ["أ **ب** [**ج** د](#safe)"]


def test_bold_and_italic_that_touch_are_a_fault():
    (got,) = back(unit(), change=retyped(paragraph(run("نص", "<w:bCs/>"), run("آخر", "<w:iCs/>"))))
    assert "put a space between them" in got.fault


SPLIT = paragraph(
    '<w:proofErr w:type="spellStart"/>',
    run("ات"),
    '<w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
    run("صل &lt;g"),
    run("2&gt;ال"),
    '<w:hyperlink w:anchor="x">' + run("قسم") + "</w:hyperlink>",
    run("&lt;/g2"),
    run("&gt;"),
    "<w:sdt><w:sdtContent>" + run(" هنا") + "</w:sdtContent></w:sdt>",
)


def test_runs_that_word_split():
    assert [u.target for u in back(unit(), change=retyped(SPLIT))] == ["اتصل [القسم](#safe) هنا"]


def test_tracked_changes_count_as_accepted():
    gone = '<w:r><w:delText>قديم </w:delText></w:r>'
    moved = f"<w:moveFrom>{run('x')}</w:moveFrom>"
    text = paragraph(run("نص "), f"<w:del>{gone}</w:del><w:ins>{run('جديد')}</w:ins>", moved)
    assert [u.target for u in back(unit(), change=retyped(text))] == ["نص جديد"]


def test_paragraphs_and_line_breaks():
    broken = paragraph(run("واحد"), "<w:r><w:br/></w:r>", run("اثنان"))
    joined = paragraph(run("خم"), properties="<w:rPr><w:del/></w:rPr>")
    text = (broken, paragraph(), paragraph(run("ثلاثة")), joined, paragraph(run("سة")), paragraph(run(" ")))
    assert [u.target for u in back(unit(), change=retyped(*text))] == ["واحد\\\nاثنان\n\nثلاثة\n\nخمسة"]


def test_signs_that_word_writes_as_elements_or_by_itself():
    text = paragraph(run("a“b”…"), "<w:r><w:noBreakHyphen/></w:r>", run("c"), "<w:r><w:tab/></w:r>", run("’d"))
    assert [u.target for u in back(unit(), change=retyped(text))] == ["a“b”…\u2011c ’d"]


@pytest.mark.parametrize(
    "content,words",
    [
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "a footnote"),
        ("<w:r><w:drawing/></w:r>", "a picture"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "font Wingdings"),
    ],
)
def test_what_markdown_cannot_hold_is_a_fault_of_its_row(content, words):
    first, second = back(unit(), unit(key="aaaaaaaaaa"), change=retyped(paragraph(run("نص"), content)))
    assert words in first.fault and first.target == "نص" and first.place == "1"
    assert (second.fault, second.target) == ("", TARGET)


def test_a_damaged_tag_is_a_fault_with_what_to_type():
    (got,) = back(unit(), change=retyped(paragraph(run("نص &lt;g2&gt;القسم &lt;x9/&gt;"))))
    assert "<x9/> stands for nothing" in got.fault and "<g2>…</g2>" in got.fault


def test_a_reviser_writes_reviewed():
    (got,) = back(unit(), change=swap(("1 · translated", "1 · Reviewed")))
    assert got.state == "reviewed"


def test_states():
    rows = [unit(state=s, key=s[0] * 10, base="") for s in ("reviewed", "stale", "translated")]
    untouched = [replace(u, base=fingerprint(u.target)) for u in rows]
    assert [u.state for u in back(*untouched)] == ["reviewed", "stale", "translated"]
    assert [u.state for u in back(*rows)] == ["translated"] * 3, "a text that was changed is not reviewed"
    assert back(unit(target="", state="untranslated"), unit("x", "x", "untranslated", "aaaaaaaaaa")) == ()
    (got,) = back(unit(target="", state="untranslated"), change=retyped(paragraph(run("نص"))))
    assert (got.target, got.state, got.base) == ("نص", "translated", "")


def test_rows_may_be_left_out_and_moved():
    units = [unit(target=f"نص {n}", key=f"{n}" * 10) for n in range(4)]

    def change(text):
        root = etree.fromstring(text.encode())
        table = root.find(f".//{W}tbl")
        rows = table.findall(f"{W}tr")
        table.remove(rows[0])
        table.remove(rows[2])
        table.append(rows[1])
        properties = rows[3].find(f"{W}trPr")
        etree.SubElement(properties, f"{W}del")
        table.append(etree.fromstring(f'<w:tr xmlns:w="{W[1:-1]}"><w:tc><w:p/></w:tc></w:tr>'))
        return etree.tostring(root, encoding="unicode")

    assert [u.target for u in back(*units, change=change)] == ["نص 3", "نص 0"]


def test_a_row_that_nobody_sent_is_named():
    row = f"<w:tr><w:tc><w:p>{run('New words here')}</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    with pytest.raises(Unreadable, match="row 2 .“New words here”. is none that was exported"):
        back(unit(), change=swap(("</w:tbl>", row)))


def test_a_row_that_stands_twice_with_two_texts_is_named():
    def change(text):
        start, end = [m.start() for m in re.finditer("<w:tr>", text)][1], text.rindex("</w:tr>") + len("</w:tr>")
        return text[:end] + text[start:end].replace("أولًا", "ثانيًا") + text[end:]

    with pytest.raises(Unreadable, match="10-one/3f2a9c01d2 stands there twice"):
        back(unit(), change=change)


# --- comments ---


def test_comments_go_out_and_come_back():
    said = (Comment("Samira", "«هنا»؟\nor there"), Comment("B", "settled", open=False))
    empty = unit("New", "", "untranslated", "aaaaaaaaaa", comments=said)
    first, second, third = back(unit(comments=said), empty, unit(key="b" * 10))
    assert first.comments == said and third.comments == ()
    assert (second.target, second.comments) == ("", said)  # a text that is missing may still be asked about


def test_a_comment_that_word_settled():
    data = docx.write(package(unit(comments=(Comment("A", "x"),))))
    data = changed(data, lambda t: t.replace("<w:p>", '<w:p xmlns:n="urn:n" n:paraId="0A">', 1), "word/comments.xml")
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="ext.xml"/></Relationships>'
    data = changed(data, swap(("</Relationships>", link)), "word/_rels/document.xml.rels")
    result = io.BytesIO(data)
    with zipfile.ZipFile(result, "a") as packed:
        packed.writestr("word/ext.xml", '<e xmlns:n="urn:n"><c n:paraId="0A" n:done="1"/></e>')
    assert docx.read(result.getvalue()).units[0].comments == (Comment("A", "x", open=False),)


# --- files that are broken ---


def test_broken_files_are_refused_in_a_sentence():
    good = docx.write(package(unit()))
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("a.txt", "x")
    damaged = changed(good, lambda text: text[: len(text) // 2])
    untyped = changed(good, lambda text: text.replace('Type="', 'Kind="'), "word/_rels/document.xml.rels")
    for data in (b"", b"<xliff/>", good[: len(good) // 2], zipped.getvalue(), damaged, untyped):
        with pytest.raises(Unreadable, match="this is no Word document") as raised:
            docx.read(data)
        assert "\n" not in str(raised.value)


def test_a_document_that_names_no_chapter_is_refused():
    data = changed(docx.write(package(unit())), lambda text: text.replace("chapter=", ""))
    assert docx.read(data).chapter == "10-one", "its properties say it once more"
    with pytest.raises(Unreadable, match="which chapter"):
        docx.read(changed(data, lambda text: text.replace("chapter=", ""), "docProps/core.xml"))


def test_a_document_that_unpacks_to_no_end_is_refused(monkeypatch):
    monkeypatch.setattr(docx.docx_read, "LARGEST", 10_000)
    with pytest.raises(Unreadable, match="megabytes"):
        docx.read(docx.write(package(unit())))


# --- LibreOffice ---


@pytest.mark.slow
def test_libreoffice_sets_the_table_from_right_to_left(tmp_path):
    chapter = next(each for each in book_packages("ar") if each.chapter == "20-first-contact")
    islands = unit(target="فقرة: person@example.org، 2024-01-05، [](#a).[](#b) هنا")
    (tmp_path / "a.docx").write_bytes(docx.write(replace(chapter, units=(*chapter.units, islands))))
    (pdf,) = tools.office("pdf", tmp_path / "out", tmp_path / "a.docx")
    command = [tools.command("pdftotext", "poppler-utils"), "-bbox", str(pdf), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = [(text, float(x)) for x, text in re.findall(r'xMin="([\d.]+)".*?>(.*?)</word>', pages)]
    at = dict(words) | {text[::-1]: x for text, x in words}
    assert at["#"] < at["العربية"] < at["English"], "number, translation, source from left to right"
    assert at["person@example.org"] > at["2024-01-05"], "islands follow each other from right to left"
    phone = ["+20", "2", "0000", "0000"]
    found = [words[i : i + 4] for i in range(len(words)) if [text for text, _ in words[i : i + 4]] == phone]
    places = [[x for _, x in each] for each in found]
    assert all(each == sorted(each) for each in places), "+20 2 0000 0000 reads from left to right"
    assert {each[0] < at["English"] for each in places} == {True, False}, "it stands in both columns"
