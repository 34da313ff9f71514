"""`make` where something is missing: installed if that needs no password, else the command is printed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SYSTEM = ROOT / ".ci" / "system"


@pytest.fixture
def bare(tmp_path):
    """A PATH with a shell's basics, a Python and an apt-get that writes down what it is asked for."""
    for name in ("bash", "sed", "grep", "tr", "sort", "cat", "env"):
        (tmp_path / name).symlink_to(shutil.which(name))
    (tmp_path / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n')
    for name in ("python3", "apt-get"):
        (tmp_path / name).chmod(0o755)
    return tmp_path


def _run(bare, user, purpose):
    (bare / "id").write_text(f"#!/bin/sh\necho {user}\n")
    (bare / "id").chmod(0o755)
    run = [str(bare / "bash"), str(SYSTEM), purpose]
    return subprocess.run(run, env={**os.environ, "PATH": str(bare)}, capture_output=True, text=True)


def test_root_installs_what_is_missing(bare):
    _run(bare, 0, "run")
    asked = (bare / "asked").read_text()
    assert "install" in asked and "poppler-utils" in asked and "qpdf" in asked
    assert "chromium" not in asked, "building needs no browser"
    _run(bare, 0, "test")
    assert "chromium" in (bare / "asked").read_text()


def test_a_user_is_told_the_command_and_nothing_is_installed(bare):
    done = _run(bare, 1000, "run")
    assert not (bare / "asked").exists()
    assert "sudo apt-get install poppler-utils qpdf" in done.stderr
    assert done.returncode == 0, "tools that only some outputs use do not stop the set-up"


def test_without_a_python_the_set_up_stops(bare):
    (bare / "python3").write_text("#!/bin/sh\nexit 1\n")
    done = _run(bare, 1000, "run")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr and "Python 3.11 or newer" in done.stderr


def test_python_that_is_named_can_make_environments(bare):
    done = _run(bare, 1000, "python")
    assert done.stdout.strip() == str(bare / "python3")


def test_ci_runs_make_test():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[-1] == "make test"
    plan = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "-m pytest" in plan
