"""Programs and packages of other people that tests use: where they are, or why a test cannot be.

A test whose tool is not here is skipped and says what to install. Where `CI` is set it fails instead: there the tools
are required, and a check that is left out in silence proves nothing.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest

MAVEN = Path.home() / ".m2/repository"
"""Where Maven keeps what it fetched. No other program writes there."""
RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:resolve"
DEPENDENCY = """<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version><exclusions>
<exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>"""
PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tools</groupId><artifactId>tools</artifactId><version>1</version><dependencies>{}</dependencies></project>"""
WAIT = 180
"""Seconds for Maven."""
HEADLESS = "-Djava.awt.headless=true"


def missing(reason):
    """Ends a test that cannot be."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; it is required where CI is set")
    pytest.skip(reason)


def command(name, package):
    """The path of a program that comes with a package of Debian's."""
    return shutil.which(name) or missing(f"{name} is not installed: apt-get install {package}")


def file(path, package):
    """A file of a package of Debian's."""
    return path if path.exists() else missing(f"{path} is not there: apt-get install {package}")


def module(name, package):
    """A module of a package of PyPI's, which is among our `dev` extras."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return missing(f"{package} is not installed: pip install {package}")


def script(name, package):
    """A program that a package of PyPI's puts beside Python."""
    path = Path(sys.executable).with_name(name)
    return str(path) if path.exists() else missing(f"{package} is not installed: pip install {package}")


@cache
def artifacts():
    """The groups of artifacts.toml: names of Java packages, and the SHA-256 of their jars."""
    return tomllib.loads(Path(__file__).with_name("artifacts.toml").read_text(encoding="utf-8"))


def jars(group):
    """The jars of a group, in its order. Maven fetches what is not here yet."""
    wanted = artifacts()[group]
    paths = [jar(name) for name in wanted]
    if not all(path.is_file() for path in paths):
        mvn = command("mvn", "maven")
        said = fetched(mvn, tuple(wanted))
        if absent := [name for name, path in zip(wanted, paths, strict=True) if not path.is_file()]:
            if "checksum" in said.lower():
                pytest.fail(said)
            pytest.skip(f"Maven could not fetch {absent[0]}: {said}")
    for path, digest in zip(paths, wanted.values(), strict=True):
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            pytest.fail(f"{path} is not the file that artifacts.toml means: remove it, and Maven fetches it anew")
    return paths


def jar(name):
    """Where Maven keeps the jar of group:artifact:version."""
    group, artifact, version = name.split(":")
    return MAVEN / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.jar"


@cache
def fetched(mvn, names):
    """What Maven said when it fetched packages, without those that they depend on."""
    with tempfile.TemporaryDirectory() as folder:
        pom = Path(folder, "pom.xml")
        pom.write_text(PROJECT.format("".join(DEPENDENCY.format(*name.split(":")) for name in names)))
        options = ["-q", "-B", "--strict-checksums", "-Dstyle.color=never", f"-Dmaven.repo.local={MAVEN}"]
        try:
            run = [mvn, *options, "-f", str(pom), RESOLVE]
            done = subprocess.run(run, capture_output=True, text=True, timeout=WAIT)
        except subprocess.TimeoutExpired:
            return f"no answer in {WAIT} seconds"
    return next((line for line in done.stdout.splitlines() if "ERROR" in line), f"it ended with {done.returncode}")


def java(group, *words):
    """Run Java with the jars of a group on its path."""
    path = os.pathsep.join(map(str, jars(group)))
    run = [command("java", "default-jre-headless"), HEADLESS, "-cp", path, *map(str, words)]
    return subprocess.run(run, capture_output=True, text=True, encoding="utf-8", timeout=300)


def omegat(project, home, *options):
    """Let OmegaT translate a project folder without a window; its settings are in `home`, not the user's."""
    words = [project, "--mode=console-translate", f"--config-dir={home}", "--disable-location-save", "--no-team"]
    return java("omegat", "org.omegat.Main", *words, *options)


def office(kind, out, *files):
    """Let LibreOffice open documents and write them into `out` as another kind. It ends with 0 whatever happened."""
    soffice = command("soffice", "libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}"
    run = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    # A book printed before in this process has left its own fonts in the environment: a translator has the machine's.
    machine = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG_")}
    done = subprocess.run(run, capture_output=True, text=True, timeout=300, env=machine)
    paths = [out / f"{path.stem}.{kind}" for path in files]
    if absent := [path for path in paths if not path.is_file()]:
        pytest.fail(f"LibreOffice did not write {absent[0].name}: {done.stderr}")
    return paths
