"""What other people's tools make of our exchange files: schemas, translate-toolkit, pofilter, Okapi, an SRX engine.

Every chapter of the book, in both translations. `support/tools.py` says what happens where a tool is missing.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from handbookpub.translate.exchange import po, srx, tbx, tmx, xliff12, xliff21
from handbookpub.translate.exchange.codes import TAG, encode
from handbookpub.translate.exchange.model import Package, Unit
from support import schemas, tools
from support.packages import SMALL, book, book_packages, of_every_state
from test_exchange_srx import SENTENCES

languages = pytest.mark.parametrize("language", ["ar", "fr"])
VALIDATE = Path(__file__).parent / "support/Validate.java"


def chapters(language):
    return [of_every_state(package) for package in book_packages(language)]


# --- schemas ---

FORMATS = {
    "xliff12": (xliff12.write, schemas.xliff12),
    "xliff21": (xliff21.write, schemas.xliff21),
    "tmx": (tmx.write, schemas.tmx14),
    "tmx of OmegaT": (lambda package: tmx.write(package, inline=False), schemas.tmx14),
}


@languages
@pytest.mark.parametrize("form", FORMATS)
def test_every_chapter_is_valid(form, language):
    write, schema = FORMATS[form]
    for package in chapters(language):
        schema().assertValid(etree.fromstring(write(package)))


@pytest.mark.parametrize(
    ("schema", "data", "change"),
    [
        (schemas.tmx14, tmx.write(SMALL), (b'<ept i="1"', b"<ept")),
        (schemas.tmx14, tmx.write(SMALL), (b' segtype="paragraph"', b"")),
        (schemas.srx20, srx.write(), (b'break="no"', b'break="never"')),
    ],
)
def test_schemas_refuse_what_is_wrong(schema, data, change):
    assert change[0] in data
    assert schema().validate(etree.fromstring(data))
    assert not schema().validate(etree.fromstring(data.replace(*change, 1)))


def test_rules_for_sentences_are_valid():
    for data in (srx.write(), srx.write("en", "ar")):
        schemas.srx20().assertValid(etree.fromstring(data))


# --- readers ---

STORES = {"po": ("pypo", "pofile"), "xliff": ("xliff", "xlifffile"), "xliff2": ("xliff2", "Xliff2File")}
WRITERS = {"po": po.write, "xliff": xliff12.write, "xliff2": xliff21.write}


def read(form, data):
    """The units that translate-toolkit finds in a file."""
    name, store = {**STORES, "tmx": ("tmx", "tmxfile"), "tbx": ("tbx", "tbxfile")}[form]
    module = tools.module(f"translate.storage.{name}", "translate-toolkit")
    return [unit for unit in getattr(module, store).parsestring(data).units if not unit.isheader()]


def shown(markdown, form):
    """A text as the toolkit gives it: PO with its tags, XLIFF without what its elements stand for."""
    coded = encode(markdown)
    return coded.tagged() if form == "po" else "".join(part for part in coded.parts if isinstance(part, str))


def name(package, unit, form):
    if form == "po":
        return f"{package.book}|{package.baseline}|{unit.id}|{unit.base}"
    return unit.id if form == "xliff" else unit.id.rpartition("/")[2]


def found(unit, form):
    if form == "po":
        return unit.getcontext()
    return unit.getid().removesuffix("::s1").rpartition("\x04")[2]


def state(unit, form):
    """What the toolkit says of a unit, in our words. In XLIFF 1.2 it calls fuzzy whatever is not approved."""
    if form == "xliff":
        return {
            unit.S_UNTRANSLATED: "untranslated",
            unit.S_NEEDS_REVIEW: "stale",
            unit.S_TRANSLATED: "translated",
            unit.S_SIGNED_OFF: "reviewed",
        }[unit.get_state_id()]
    if unit.istranslated():
        return "reviewed" if form == "xliff2" and unit.isapproved() else "translated"
    return "stale" if unit.isfuzzy() else "untranslated"


@languages
@pytest.mark.parametrize("form", STORES)
def test_translate_toolkit_sees_every_unit(form, language):
    for package in chapters(language):
        units = read(form, WRITERS[form](package))
        assert [(found(u, form), u.source) for u in units] == [
            (name(package, u, form), shown(u.source, form)) for u in package.units
        ]
        wanted = [u.state for u in package.units]
        if form == "po":  # gettext has no mark for a review
            wanted = ["translated" if state == "reviewed" else state for state in wanted]
        if form == "xliff2":  # the toolkit takes a unit of codes alone, a cell with a reference, for untranslated
            bare = [not shown(u.target, form) for u in package.units]
            wanted = ["untranslated" if no else one for one, no in zip(wanted, bare, strict=True)]
        assert [state(u, form) for u in units] == wanted
        both = [(encode(u.source), u.target) for u in package.units]
        tagged = [encode(target, source).tagged() if form == "po" else shown(target, form) for source, target in both]
        assert [u.target or "" for u in units] == tagged


@languages
def test_translate_toolkit_reads_the_memory(language):
    for package in chapters(language):
        units = read("tmx", tmx.write(package))
        wanted = [u for u in package.units if u.state != "untranslated"]
        assert [(u.getid(), u.source, u.target) for u in units] == [
            (u.id, u.previous or u.source, u.target) for u in wanted
        ]


def test_the_terms_are_valid_by_the_schema_of_tbx():
    data = tbx.write(book().terms, "sample", "en")
    schemas.tbx08().assertValid(etree.fromstring(data))
    with pytest.raises(etree.DocumentInvalid):
        schemas.tbx08().assertValid(etree.fromstring(data.replace(b"<tig>", b"<tag>").replace(b"</tig>", b"</tag>")))


def test_translate_toolkit_reads_the_terms():
    terms = [term for term in book().terms if {"en", "ar"} <= set(term.preferred)]
    assert len(read("tbx", tbx.write(book().terms, "sample", "en"))) == len(terms)


# --- pofilter ---


def complaints(folder, *options):
    """How often pofilter complains of each entry, by its msgctxt."""
    pofilter = tools.script("pofilter", "translate-toolkit")
    (folder / "out").mkdir()
    run = [pofilter, "--progress=none", "--errorlevel=traceback", *options, str(folder), str(folder / "out")]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    units = [unit for path in (folder / "out").glob("*.po") for unit in read("po", path.read_bytes())]
    return {unit.getcontext(): sorted(unit.geterrors()) for unit in units}


@languages
def test_pofilter_reads_every_chapter(language, tmp_path):
    """It complains of the tags of those entries whose tags are others than the source's, and of no other."""
    different = set()
    for package in book_packages(language):
        (tmp_path / f"{package.chapter}.po").write_bytes(po.write(package))
        for unit in package.units:
            source = encode(unit.source)
            texts = (source.tagged(), encode(unit.target, source).tagged())
            tags = [Counter(each[0] for each in TAG.finditer(text)) for text in texts]
            different |= {name(package, unit, "po")} if tags[0] != tags[1] else set()
    assert set(complaints(tmp_path, f"--language={language}", "-t", "xmltags")) == different


def test_pofilter_finds_a_lost_code_and_a_wrong_digit(tmp_path):
    source, target = "Call [the desk](#desk): +20 2 0000 0000.", "اتصل [بالمكتب](#desk): +20 2 0000 0000."
    unit = Unit("10-one/a", "paragraph", "one", source, target, "translated")
    units = [replace(unit, id=f"10-one/{letter}") for letter in "abc"]
    data = po.write(Package("small", "en", "ar", "rtl", "ltr", "1", "10-one", tuple(units))).decode()
    first, second, third = data.split("\n\n")[1:]
    assert "</g1>: +20 2 0000 0000" in third
    second = second.replace("اتصل <g1>بالمكتب</g1>", "اتصل بالمكتب")
    third = third.replace("بالمكتب</g1>: +20 2 0000 0000", "بالمكتب</g1>: +20 2 0000 0001")
    (tmp_path / "a.po").write_text("\n\n".join([data.split("\n\n")[0], first, second, third]), encoding="utf-8")
    found = complaints(tmp_path, "--language=ar", "-t", "xmltags", "-t", "numbers")
    assert {key.split("|")[2]: "xmltags" in kinds for key, kinds in found.items()} == {
        "10-one/b": True, "10-one/c": False,
    }  # fmt: skip


# --- Okapi ---


@pytest.mark.slow
def test_okapi_finds_nothing_wrong_with_xliff_2(tmp_path):
    """Its reader checks what a schema cannot: ids that repeat, codes without their data."""
    tools.command("javac", "default-jdk-headless")
    paths = []
    for language in ("ar", "fr"):
        for package in chapters(language):
            paths.append(tmp_path / f"{language}-{package.chapter}.xlf")
            paths[-1].write_bytes(xliff21.write(package))
    bad = tmp_path / "bad.xlf"
    text = xliff21.write(SMALL).decode()
    bad.write_text(text.replace(' dataRef="d1"', ' dataRef="d77"').replace(' dataRefStart="d1"', ' dataRefStart="d77"'))
    said = tools.java("okapi", VALIDATE, *paths, bad)
    assert said.returncode == 0, said.stderr
    lines = said.stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [str(bad)], lines
    assert "d77" in lines[0]


# --- a second engine for the rules of sentences ---


def test_an_engine_cuts_sentences_where_a_reader_does(tmp_path):
    tools.module("choppa", "choppa-srx")
    from choppa.iterators import SrxTextIterator
    from choppa.srx_parser import SrxDocument

    (tmp_path / "all.srx").write_bytes(srx.write())
    rules = SrxDocument(ruleset=str(tmp_path / "all.srx"))
    for code, text in SENTENCES:
        found = [each.strip() for each in SrxTextIterator(rules, code, text.replace("|", " "))]
        assert found == text.split("|"), code
