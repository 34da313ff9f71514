"""The OmegaT project: what is in it, and that it comes back. `test_real_tools_omegat.py` runs OmegaT."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from handbookpub.model import Place, Term
from handbookpub.translate.exchange import omegat, po, srx, tmx
from handbookpub.translate.exchange.model import Unreadable
from support.packages import SMALL

HERE = Place("terms.csv", 2)
TERMS = (
    Term("victim", {"en": "victim", "ar-MA": "ضحية"}, {"ar-MA": ("متضرر", "مصاب")}, "The word\tof the law.", HERE),
    Term("case", {"en": "case"}, {}, "", HERE),
    Term("shelter", {"en": "shelter", "ar-MA": "مأوى"}, {}, "", HERE),
)


def test_a_project_is_complete():
    files = omegat.write_project([SMALL], TERMS)
    assert sorted(files) == [
        "dictionary/.keep",
        "glossary/terms.utf8",
        "omegat.project",
        "omegat/segmentation.srx",
        "source/10-one.po",
        "target/.keep",
        "tm/10-one.tmx",
        "tm/auto/.keep",
    ]
    assert files["source/10-one.po"] == po.write(SMALL)
    assert files["tm/10-one.tmx"] == tmx.write(SMALL, inline=False)
    assert files["omegat/segmentation.srx"] == srx.write("en", "ar-MA")
    assert files == omegat.write_project([SMALL], TERMS)
    settings = {each.tag: each.text for each in etree.fromstring(files["omegat.project"]).iter()}
    assert (settings["source_lang"], settings["target_lang"]) == ("en", "ar-MA")
    # cut into sentences, our units would not come back; one default for equal texts would overwrite the others
    assert settings["sentence_seg"] == settings["support_default_translations"] == "false"


def test_terms_have_their_notes_and_the_words_to_avoid():
    lines = omegat.write_project([SMALL], TERMS)["glossary/terms.utf8"].decode().split("\n")
    assert lines[1:] == ["victim\tضحية\tThe word of the law. ✗ متضرر ✗ مصاب", "shelter\tمأوى", ""]


def test_everything_but_the_po_files_is_a_companion():
    readers = {".tmx": tmx.read, ".srx": srx.read}
    for path, data in omegat.write_project([SMALL], TERMS).items():
        if not path.endswith(po.SUFFIX):
            returned = readers.get(Path(path).suffix, omegat.read)(data)
            assert returned.companion and not returned.units, path
    with pytest.raises(Unreadable):
        omegat.read(b"text")
