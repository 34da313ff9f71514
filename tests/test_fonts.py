"""The fonts that travel with the book are the files their rows describe, and they can set every language."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from handbookpub import fonts, languages
from handbookpub.resources import fonts_dir

FACES = [(family, face) for family in fonts.families() for face in family.faces]
LIMIT = 12_000_000  # bytes of font files in the repository and the wheel


@pytest.mark.parametrize(("family", "face"), FACES, ids=lambda value: getattr(value, "name", ""))
def test_file_is_what_its_row_says(family, face):
    assert sha256(face.path.read_bytes()).hexdigest() == face.sha256
    with TTFont(face.path, lazy=True) as font:
        assert font["name"].getDebugName(16) or font["name"].getDebugName(1) == family.name
        assert font["OS/2"].usWeightClass == face.weight
        assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")
        assert face.version in font["name"].getDebugName(5)


def test_every_family_has_its_licence():
    for family in fonts.families():
        text = (fonts_dir() / family.licence_file).read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in text, family.name
        for name in family.reserved:
            assert f'"{name}"' in text.splitlines()[1], f"{family.name} reserves {name}"


def test_no_file_without_a_row_and_size():
    rows = {face.path for _, face in FACES}
    assert set(fonts_dir().glob("*.*tf")) == rows
    assert sum(path.stat().st_size for path in fonts_dir().rglob("*") if path.is_file()) < LIMIT


@pytest.mark.parametrize("code", languages.available())
@pytest.mark.parametrize("role", ["body", "heading"])
def test_language_is_covered_by_its_first_families(code, role):
    """Every letter, mark, digit and word of the row, with no fallback but its Latin family."""
    row = languages.load(code)
    names = [row.fonts[role][0]] + list(row.fonts["latin"])
    words = "".join([*row.strings.values(), *row.months, *(s for line in row.texts.values() for s in line)])
    needed = row.letters + row.exemplar + row.digits + words + "".join(sum(row.quotes, ()))
    assert fonts.missing(needed, names) == ""


@pytest.mark.parametrize("code", languages.available())
def test_script_letters_need_no_fallback(code):
    row = languages.load(code)
    for face in fonts.family(row.fonts["body"][0]).faces:
        letters = set(row.letters + row.digits + "()[]«».:%") - set("«»" if row.script == "Hebr" else "")
        assert not {c for c in letters if ord(c) not in fonts.coverage(face.path)}


def test_bold_covers_what_regular_covers():
    for family in fonts.families():
        regular, *others = [face for face in family.faces if face.style == "normal"]
        for face in others:
            assert fonts.coverage(regular.path) <= fonts.coverage(face.path), face.path.name


def test_missing_names_the_character():
    assert fonts.missing("a\u4e2d\u200d ", ["Noto Serif"]) == "\u4e2d"


def _height(path, text):
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    tops = [at.y_offset + font.get_glyph_extents(info.codepoint).y_bearing for info, at in pairs]
    return max(tops) / font.face.upem


@pytest.mark.parametrize("family", [f for f in fonts.families() if f.latin], ids=lambda f: f.name)
def test_latin_scale_follows_the_letters(family):
    letter = _height(family.faces[0].path, family.latin_letter)
    capital = _height(fonts.family(family.latin).faces[0].path, "H")
    assert family.latin_scale == pytest.approx(family.latin_ratio * letter / capital, abs=0.01)


def _shaped(data, text):
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(data)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [(at.x_advance, at.x_offset, at.y_offset) for at in buffer.glyph_positions], buffer.glyph_infos


@pytest.mark.parametrize("name", [f.name for f in fonts.families() if "Arab" in f.scripts])
def test_subset_shapes_like_the_whole_font(name):
    """Joins, lam-alef and marks survive: a reader on a telephone sees the same word as in print."""
    family = fonts.family(name)
    text = "لا إله إلا الله، مُساعَدة الضحايا (٣)"
    small = fonts.subset(family.faces[0].path, text, family.reserved)
    with TTFont(BytesIO(small)) as font:
        names = " ".join(r.toUnicode() for r in font["name"].names if r.nameID in (1, 3, 4, 6))
        font.flavor = None
        plain = BytesIO()
        font.save(plain)
    assert not [word for word in family.reserved if word in names]
    whole, _ = _shaped(family.faces[0].path.read_bytes(), text)
    mine, infos = _shaped(plain.getvalue(), text)
    assert mine == whole
    assert all(info.codepoint for info in infos)


def test_subset_is_small_and_always_the_same():
    face = fonts.family("Noto Naskh Arabic").faces[0]
    row = languages.load("ar")
    text = row.letters + row.exemplar + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    first = fonts.subset(face.path, text)
    assert first == fonts.subset(face.path, reversed(text))
    assert len(first) < 45_000


MATCHES = {
    "serif": "NotoSerif",
    r"sans\-serif": "NotoSans",
    "monospace": "NotoSans",
    "No Such Font:lang=en": "NotoSerif",
    "No Such Font:lang=ar": "NotoNaskhArabic",
    "No Such Font:lang=he": "NotoSerifHebrew",
}


def test_machine_fonts_are_out_of_sight(tmp_path):
    """What the engine could choose from is our rows and nothing else, whatever the machine has installed."""
    listed = _fc(tmp_path, "use_own_fontconfig(Path(sys.argv[1]))", "fc-list", ":", "file")
    assert {line.strip(" :").rpartition("/")[2] for line in listed} == {face.path.name for _, face in FACES}
    for generic, name in MATCHES.items():
        found = _fc(tmp_path, "use_own_fontconfig(Path(sys.argv[1]))", "fc-match", generic, "file")
        assert f"/{name}-Regular" in found[0]


def test_fontconfig_for_chosen_families_only(tmp_path):
    own = "os.environ['FONTCONFIG_FILE'] = str(fontconfig_file(['Vazirmatn'], Path(sys.argv[1])))"
    assert all("Vazirmatn-" in line for line in _fc(tmp_path, own, "fc-list", ":", "file"))


def _fc(folder, setup, *command):
    code = (
        "import os, subprocess, sys\nfrom pathlib import Path\nfrom handbookpub.fonts import *\n"
        f"{setup}\nprint(subprocess.run(sys.argv[2:], capture_output=True, text=True, check=True).stdout)"
    )
    run = [sys.executable, "-c", code, str(folder), *command]
    surroundings = {**os.environ, "FONTCONFIG_PATH": "/etc"}
    done = subprocess.run(run, capture_output=True, text=True, check=True, env=surroundings)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert lines
    return lines


PAGE = """<p style="font-family: DejaVu Sans, Arial">system</p><p style="font-family: serif">serif نص</p>
<p style="font-family: Noto Naskh Arabic">نص <b>غامق</b> ☎</p>"""


def test_pdf_embeds_no_font_of_the_machine(tmp_path):
    """A style that names a font of the machine must not make the book depend on that machine."""
    code = (
        "import sys, io\nfrom pathlib import Path\nfrom handbookpub.fonts import use_own_fontconfig\n"
        "use_own_fontconfig(Path(sys.argv[1]))\nimport weasyprint, pikepdf\n"
        "pdf = pikepdf.open(io.BytesIO(weasyprint.HTML(string=sys.argv[2]).write_pdf()))\n"
        "print(*[o.BaseFont for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and '/BaseFont' in o])"
    )
    run = [sys.executable, "-c", code, str(tmp_path), PAGE]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    found = [name.partition("+")[2].replace("-", "") for name in done.stdout.split()]
    ours = tuple(family.name.replace(" ", "") for family in fonts.families())
    assert len(found) >= 4 and all(name.startswith(ours) for name in found), found
