"""Somebody who installs the wheel has the fonts and styles that somebody with the checkout has."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from handbookpub import resources

ROOT = Path(__file__).parents[1]
SHOW = (
    "from handbookpub import resources, fonts\n"
    "print(resources.fonts_dir(), resources.styles_dir(), resources.templates_dir(), sep='\\n')\n"
    "print(all(face.path.is_file() for family in fonts.families() for face in family.faces))"
)


def test_checkout_uses_its_own_folders():
    assert resources.fonts_dir() == ROOT / "fonts"
    assert resources.styles_dir() == ROOT / "styles"


def test_wheel_brings_fonts_styles_and_rows(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    surroundings = {**os.environ, "PYTHONPATH": str(installed)}
    run = [sys.executable, "-P", "-c", SHOW]
    done = subprocess.run(run, cwd=tmp_path, env=surroundings, check=True, capture_output=True, text=True)
    *folders, complete = done.stdout.split()
    assert complete == "True"
    sources = [ROOT / "fonts", ROOT / "styles", resources.templates_dir()]
    for ours, theirs in zip(sources, folders, strict=True):
        assert theirs.startswith(str(installed))
        names = {path.relative_to(ours) for path in ours.rglob("*") if path.is_file()}
        assert names == {path.relative_to(theirs) for path in Path(theirs).rglob("*") if path.is_file()}
    rows = {path.name for path in (installed / "handbookpub/languages").glob("*.toml")}
    assert rows == {path.name for path in (resources.PACKAGE / "languages").glob("*.toml")}
