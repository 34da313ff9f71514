"""References, services, laws and terms: a reader is led to the right words and never to a wrong number."""

from __future__ import annotations

from pathlib import Path

from support.written import codes, html, resolved, written

COUNTRY = """
[[service]]
key = "hotline"
name = { en = "Hotline", ar = "الخط الساخن" }
number = "+20 2 0000 0000"
source = "the ministry"
verified = "2026-01-01"
expires = "2027-01-01"

[[service]]
key = "police"
name = { en = "Police", ar = "الشرطة" }
number = "999"
placeholder = true

[[law]]
key = "p3"
title = { en = "Palermo Protocol", ar = "بروتوكول باليرمو" }
article = { en = "Article 3", ar = "المادة ٣" }
source = "UNTS 2237"
verified = "2026-01-01"
expires = "2027-01-01"
"""
TERMS = "concept;en;ar;note\nvictim;victim;ضحية;\nshelter;shelter;المأوى;\n"


def pages(folder: Path, english: str, arabic: str = "") -> tuple[str, str]:
    files = {"en/10-a.md": f"# T {{#t}}\n\n{english}\n", "ar/10-a.md": f"# ت {{#t}}\n\n{arabic or english}\n"}
    handbook = written(folder, {**files, "countries/EG.toml": COUNTRY, "terms.csv": TERMS})
    found = [html(resolved(handbook, code).edition).split("</h1>")[1] for code in ("en", "ar")]
    return found[0], found[1]


def test_reference_says_the_title_without_its_note(tmp_path: Path) -> None:
    text = "# A {#a}\n\n## Before you *meet*[^1] {#b}\n\nSee [](#b), [there](#b).\n\n[^1]: Note.\n"
    page = html(resolved(written(tmp_path, {"en/10-a.md": text})).edition)
    link = '<a href="#b" class="ref" data-ref="b">{}</a>'
    assert f"See {link.format('Before you <em>meet</em>')}, {link.format('there')}." in page


def test_reference_reaches_another_chapter(tmp_path: Path) -> None:
    files = {"en/10-a.md": "# A {#a}\n\n[](#z)\n", "en/20-b.md": "# B {#b}\n\n## Last {#z}\n"}
    page = html(resolved(written(tmp_path, files)).edition)
    assert '<a href="#z" class="ref" data-ref="z">Last</a>' in page


def test_reference_to_what_a_translation_lacks_is_told(tmp_path: Path) -> None:
    english = "# A {#a}\n\n[](#z) text\n\n## Last {#z}\n"
    done = resolved(written(tmp_path, {"en/10-a.md": english, "ar/10-a.md": "# أ\n\n[نص](#z) آخر\n"}), "ar")
    assert codes(done.findings) == ["ar/10-a.md:3:1: HB221"]
    assert "<p>نص آخر</p>" in html(done.edition)


def test_number_comes_from_the_country_s_row(tmp_path: Path) -> None:
    english, arabic = pages(tmp_path, "Call [](service:EG.hotline) or [123](service:EG.hotline).")
    assert (
        english == '<p>Call <span class="phone" dir="ltr">+20 2 0000 0000</span> or '
        '<span class="phone" dir="ltr">+20 2 0000 0000</span>.</p>'
    )
    assert '<span class="phone" dir="ltr">+20 2 0000 0000</span>' in arabic and "123" not in arabic


def test_words_of_a_service_link_are_kept(tmp_path: Path) -> None:
    english, _ = pages(tmp_path, "[the hotline](service:EG.hotline)")
    assert english == '<p>the hotline <span class="phone" dir="ltr">+20 2 0000 0000</span></p>'


def test_placeholder_never_shows_a_number(tmp_path: Path) -> None:
    english, arabic = pages(tmp_path, "Call [999](service:EG.police).")
    assert (
        english
        == '<p>Call <span class="placeholder">[ Police: to be filled in by the publisher ]</span>.</p>'
    )
    assert "999" not in arabic and '<span class="placeholder">[ الشرطة: يملؤه الناشر ]</span>' in arabic


def test_a_blank_in_a_table_leaves_the_name_to_the_head_of_its_column(tmp_path: Path) -> None:
    table = "| State | Police |\n|---|---|\n| Egypt | [999](service:EG.police) |"
    english, arabic = pages(tmp_path, table)
    assert '<span class="placeholder">[ to be filled in by the publisher ]</span>' in english
    assert "999" not in english + arabic and '<span class="placeholder">[ يملؤه الناشر ]</span>' in arabic


def test_no_address_of_ours_reaches_the_output(tmp_path: Path) -> None:
    text = "[x](law:EG.p3), [y](term:victim), [](service:EG.hotline), [](law:EG.none), [z](service:XX.none)"
    for page in pages(tmp_path, text):
        assert "href" not in page and "service:" not in page


def test_law_without_words_is_cited(tmp_path: Path) -> None:
    english, arabic = pages(tmp_path, "::: law\n[](law:EG.p3) says so.\n:::")
    assert '<span class="law" data-law="EG.p3">Palermo Protocol, Article\u00a03</span> says so.' in english
    assert '<p class="source">Source: UNTS 2237</p>' in english
    assert "بروتوكول باليرمو، المادة ٣" in arabic


def test_term_is_marked_once_as_a_whole_word(tmp_path: Path) -> None:
    english, arabic = pages(
        tmp_path,
        "## A victim\n\nVictims and `victim` and [a victim](https://example.org). A victim, one victim.",
        "## ضحية\n\nالضحايا ثم وبالضحية ثم ضحية. إلى مأوى. للمأوى.",
    )
    mark = '<span class="term" data-term="victim">{}</span>'
    assert english.endswith(f"</a>. A {mark.format('victim')}, one victim.</p>")
    assert f"الضحايا ثم {mark.format('وبالضحية')} ثم ضحية." in arabic
    assert 'إلى مأوى. <span class="term" data-term="shelter">للمأوى</span>.' in arabic
    assert "term" not in english.split("</h2>")[0]


NESTED = "concept,en,ar\nchild,child,الطفل\nalone,unaccompanied child,الطفل غير المصحوب\n"


def test_the_longest_term_is_marked_and_no_term_inside_it(tmp_path: Path) -> None:
    """Not the `child` in `unaccompanied child`, neither where that is marked nor where it stands again."""
    text = "An unaccompanied child, the child. An unaccompanied child.\n\nUnaccompanied child.\n\n{}\n"
    files = {
        "terms.csv": NESTED,
        "en/10-a.md": "# T {#t}\n\n" + text.format("A child."),
        "en/20-b.md": "# U {#u}\n\nUnaccompanied child.\n\nUnaccompanied child.\n\nA child.\n",
        "ar/10-a.md": "# ت {#t}\n\nالطفل غير المصحوب.\n\nللطفل غير المصحوب.\n\nللطفل.\n",
    }
    handbook = written(tmp_path, files)
    english, arabic = resolved(handbook).edition, resolved(handbook, "ar").edition
    mark = '<span class="term" data-term="{}">{}</span>'
    long, short = mark.format("alone", "unaccompanied child"), mark.format("child", "child")
    assert f"<p>An {long}, the {short}. An unaccompanied child.</p>" in html(english)
    assert html(english).count("data-term") == 2
    assert html(english, 1).endswith(f"<p>Unaccompanied child.</p><p>A {short}.</p>")
    assert f"<p>{mark.format('alone', 'الطفل غير المصحوب')}.</p><p>للطفل غير المصحوب.</p>" in html(arabic)
    assert html(arabic).endswith(f"<p>{mark.format('child', 'للطفل')}.</p>")


def test_a_term_that_cannot_be_marked_where_it_stands_is_marked_at_its_next_use(tmp_path: Path) -> None:
    files = {
        "terms.csv": NESTED,
        "en/10-a.md": "# T {#t}\n\n[An unaccompanied]{lang=fr} child.\n\nUnaccompanied child.\n",
    }
    page = html(resolved(written(tmp_path, files)).edition)
    assert page.endswith('<p><span class="term" data-term="alone">Unaccompanied child</span>.</p>')
