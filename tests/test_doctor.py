"""`doctor` tells the truth about the machine and names a command that mends it."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from handbookpub import doctor
from handbookpub.doctor import Tool


def _tool(probe, **changes):
    values = {"series": 2, "needed": True, "shapes_output": True, "mend": {"pip": "thing==1.2"}} | changes
    return Tool("thing", "1.2.3", probe, **values)


@pytest.fixture
def only(monkeypatch):
    def set_tools(*tools):
        monkeypatch.setattr(doctor, "TOOLS", tools)
        return doctor.report()

    return set_tools


STATES = [("1.2.3", "ok"), ("1.2.9", "ok"), ("1.3.0", "differs"), ("11.2", "differs"), ("", "missing")]


@pytest.mark.parametrize(("found", "state"), STATES)
def test_state_compares_the_series_that_was_tested(only, found, state):
    (row,) = only(_tool(lambda: found))
    assert (row.state, row.found, row.tested) == (state, found, "1.2.3")
    assert row.mend == ("" if state == "ok" else f"{sys.executable} -m pip install thing==1.2")


def test_only_what_is_needed_makes_the_machine_unfit(only):
    assert not doctor.healthy(only(_tool(lambda: "")))
    assert doctor.healthy(only(_tool(lambda: "", needed=False), _tool(lambda: "9.9")))


def test_mending_uses_an_installer_this_machine_has(only, monkeypatch):
    mend = {"apt-get": "libthing0", "brew": "thing"}
    monkeypatch.setattr(doctor.shutil, "which", lambda name: name if name == "brew" else None)
    (row,) = only(_tool(lambda: "", mend=mend))
    assert row.mend == "brew install thing"
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    (row,) = only(_tool(lambda: "", mend=mend))
    assert row.mend == "apt-get install libthing0"


def test_this_machine_can_build():
    """The tests run here, so everything a build needs is found, each with a version number."""
    rows = {row.name: row for row in doctor.report()}
    assert doctor.healthy(list(rows.values()))
    assert all(re.fullmatch(r"\d+(\.\d+)*", row.found) for row in rows.values() if row.found)
    assert rows["WeasyPrint"].found == metadata.version("weasyprint")


def test_the_pinned_engine_is_the_tested_one():
    """The version in pyproject.toml, in the lock file and in the table is one and the same."""
    root = Path(__file__).parents[1]
    tested = {tool.name: tool.tested for tool in doctor.TOOLS}
    for name, package in (("WeasyPrint", "weasyprint"), ("pikepdf", "pikepdf"), ("fontTools", "fonttools")):
        assert f"{package}=={tested[name]} \\" in (root / "requirements.lock").read_text()
    assert f'"weasyprint=={tested["WeasyPrint"]}"' in (root / "pyproject.toml").read_text()


def test_missing_library_and_program_are_not_an_exception(tmp_path):
    assert doctor.library("no-such-library", 9, lambda loaded: "1") == ""
    assert doctor.program(("no-such-program",), "--version") == ""
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 3\n")
    silent.chmod(0o755)
    assert doctor.program((str(silent),), "--version") == ""


def test_library_without_the_function_is_missing():
    """An old or foreign library under the right name must not end in a traceback."""
    assert doctor.library("fribidi", 0, lambda loaded: str(loaded.no_such_function())) == ""


def test_versions_hold_what_shapes_the_output():
    found = doctor.versions()
    assert {"handbookpub", "pandoc", "WeasyPrint", "Pango", "HarfBuzz", "fonts"} <= found.keys()
    assert not found.keys() & {"Chromium", "Java", "qpdf"}
    assert all(re.search(r"\d", version) for version in found.values()), found


def test_lock_files_name_no_place(request):
    """A lock file is hashes; where a package comes from is the reader's own setting."""
    root = request.config.rootpath
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (root / name).read_text()
        assert not re.search(r"://|--index|--find-links|@ ", text)
        pins = re.findall(r"^[a-z0-9]\S*==\S+.*\\$", text, re.M)
        assert len(pins) > 20
        assert len(re.split(r"^\S+==", text, flags=re.M)[1:]) == len(pins)
