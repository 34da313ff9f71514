"""The OmegaT project: what is in it, that it comes back, and where OmegaT is installed, that it does its work."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from handbookpub.model import Place, Term
from handbookpub.translate.exchange import omegat, po, srx, tmx
from handbookpub.translate.exchange.model import Unreadable
from support.packages import SMALL, book, book_packages

HERE = Place("terms.csv", 2)
TERMS = (
    Term("victim", {"en": "victim", "ar-MA": "ضحية"}, {"ar-MA": ("متضرر", "مصاب")}, "The word\tof the law.", HERE),
    Term("case", {"en": "case"}, {}, "", HERE),
    Term("shelter", {"en": "shelter", "ar-MA": "مأوى"}, {}, "", HERE),
)
command = pytest.mark.skipif(not shutil.which("omegat"), reason="OmegaT is not installed: apt-get install omegat")


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


@pytest.mark.slow
@command
def test_omegat_translates_the_book(tmp_path):
    """Every translation comes back the same. (OmegaT drops the mark of a stale one and leaves it empty.)"""
    packages = book_packages("ar")
    for name, data in omegat.write_project(packages, book().terms).items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    run = ["omegat", str(tmp_path / "project"), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"]
    home = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(run, env=home, check=True, capture_output=True, timeout=300)
    for package in packages:
        returned = po.read((tmp_path / "project/target" / f"{package.chapter}.po").read_bytes())
        assert [(u.id, u.base, u.target, u.fault) for u in returned.units] == [
            (u.id, u.base, u.target, "") for u in package.units
        ]
