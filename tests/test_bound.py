"""What a printed line never parts: a number and its word, short pieces beside a hyphen, two words in Arabic letters."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest

from handbookpub.languages import load
from handbookpub.pdfread.lines import opened, visual_lines
from handbookpub.render import bound, elements, pdf

WIDTHS = range(60, 120)


def lines_of(text: str, code: str) -> list[str]:
    """The lines of a paragraph in sixty widths, their characters from left to right."""
    body = "".join(f'<p style="width:{width / 4}em">{text}</p>' for width in WIDTHS)
    return [line.text.strip() for line in visual_lines(opened(pdf.html_to_pdf(body, "", code)))]


def marked(text: str, code: str, longest: int = 20) -> str:
    """A text with `~` for each space and `=` for each hyphen that ends no line."""
    found = set(bound.find(text, load(code), longest))
    return "".join({" ": "~", "-": "="}[sign] if at in found else sign for at, sign in enumerate(text))


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("fr", "dans les 72~heures, à 18~ans, de 10 à 20~minutes, le 24~novembre 2026"),
        ("fr", "l’article~24 de la Convention, les articles~6 à~8, la question~2 puis"),
        ("fr", "celle=ci, celles=là, que propose=t=il, l’a=t=on, au=delà, c’est=à=dire, lisez=les, sous-traitants"),
        ("fr", "en 2026 vous pourrez, voir www.a-b.org et le +20 2 0000 0000 demain, 1 000~euros"),
        ("fr", "En arabe, عاملة~منزلية, « السلام~عليكم », une"),
        ("en", "Article~6 of the Protocol, section~3 and question~2. Form~2 is for 3 or 4~rooms"),
        ("en", "It takes 10=20 minutes, see pages 3=4."),
        ("en", "a non=governmental follow=up by well-founded means"),
        ("ar", "انتقل إلى السؤال~٢. وتنص الفقرة~٢ من المادة~٩ على، وللمادة~٣ من"),
        ("ar", "دون ١٨~عامًا، خلال ٧٢~ساعة، من ١٠~دقائق إلى ٢٠~دقيقة، في عام ٢٠٠٠ تعهدت"),
    ],
)
def test_what_is_bound(code: str, kept: str) -> None:
    assert marked(kept.replace("~", " ").replace("=", "-"), code) == kept


def test_a_cell_binds_less_than_a_line() -> None:
    assert marked("16 personnes et 2 ans", "fr", 8) == "16 personnes et 2~ans"


SENTENCES = [
    ("fr", "La personne a 72 heures pour dire oui, et un enfant a moins de 18 ans.", ["72 heures", "18 ans"]),
    ("fr", "L’appel est court, il prend de 10 à 20 minutes, et il suffit.", ["20 minutes"]),
    (
        "fr",
        "Voyez ce qu’en dit <b>l’article</b> 24, puis la <i>question</i> 2.",
        ["article 24", "question 2."],
    ),
    (
        "fr",
        "Que propose-t-il à la personne, et celle-ci va au-delà ?",
        ["propose-t-il", "celle-ci", "au-delà"],
    ),
    (
        "en",
        "Go on with <a href='#x'>the question</a> 2, and read Article 6 of it.",
        ["question 2,", "Article 6"],
    ),
    ("en", "The call is short, it takes 10–20 minutes, and that is enough.", ["10–20"]),
    ("ar", "نعم: اتصل بالخدمة في الحال، ثم انتقل إلى السؤال ٢.", ["٢ لاؤسلا"]),
    ("ar", "وتنص الفقرة ٢ من <b>المادة</b> ٩ على ذلك، خلال ٧٢ ساعة من الطلب.", ["٢ ةرقفلا", "٩ ةداملا", "ةعاس ٧٢"]),
]


@pytest.mark.parametrize(("code", "text", "pieces"), SENTENCES)
def test_no_line_parts_them(code: str, text: str, pieces: list[str]) -> None:
    lines = lines_of(text, code)
    assert len(lines) > len(WIDTHS)  # something was broken at all
    plain = ["".join(unicodedata.normalize("NFC", line).split()) for line in lines]  # the reader drops lone spaces
    for piece in pieces:
        assert sum(piece.replace(" ", "") in line for line in plain) == len(WIDTHS), piece


def test_what_is_copied_is_as_it_was_typed(tmp_path: Path) -> None:
    text = "Dans les 72 heures, celle-ci lit l’article 24."
    pdf_file = tmp_path / "a.pdf"
    pdf_file.write_bytes(pdf.html_to_pdf(f"<p>{text}</p>", "", "fr"))
    line = subprocess.run(["pdftotext", str(pdf_file), "-"], capture_output=True, text=True, check=True).stdout
    assert text in line.replace("\n", " ")
    assert not set("\u2060\u00a0") & set(line)


def test_bookmarks_and_links_keep_their_words() -> None:
    tree = elements.parse('<h2 data-label="Au-delà de 18 ans">Au-delà de 18 ans</h2><p><a href="#a-b">a-t-il</a></p>')
    bound.bind(tree, load("fr"))
    assert tree[0].get("data-label") == "Au-delà de 18 ans"
    assert tree[1][0].get("href") == "#a-b"
    assert tree[0].text == "Au-\u2060delà de 18\u00a0ans"
