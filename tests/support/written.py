"""A handbook from a few strings, and what a resolved chapter looks like as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from handbookpub import pandoc, read
from handbookpub.findings import Finding
from handbookpub.model import Edition, Handbook
from handbookpub.resolve import Resolved, resolve

HEAD = 'id = "sample"\nsource = "en"\n'


def written(folder: Path, files: Mapping[str, str], settings: str = "") -> Handbook:
    """The handbook with those files; a language is any folder named, handbook.toml is made up."""
    codes = dict.fromkeys(["en", *(name.split("/")[0] for name in files if name.endswith(".md"))])
    titles = "".join(f'[languages.{code}]\ntitle = "{code}"\n' for code in codes)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"handbook.toml": HEAD + titles + settings, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read.read_handbook(folder)[0]


def resolved(handbook: Handbook, code: str = "en") -> Resolved:
    """The edition in a language, resolved."""
    edition = handbook.edition(code)
    assert edition is not None
    return resolve(edition, handbook)


def html(edition: Edition, chapter: int = 0) -> str:
    """A chapter as pandoc writes it, on one line."""
    return re.sub(r"\n", "", pandoc.write(edition.chapters[chapter].blocks))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The findings as `path:line:col: code`."""
    return [f"{finding.place}: {finding.code}" for finding in findings]
