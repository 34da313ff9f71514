"""New handbooks and new languages: the smallest thing that builds, with every field named."""

from __future__ import annotations

import json
from pathlib import Path

from handbookpub import languages

_CONFIG = """id = "{id}"
source = "{source}"
edition = "0.1"
publisher = ""
licence = "CC-BY-SA-4.0"
date = "{date}"
vetted = false

[variants.a4]
page = "A4"

[languages.{source}]
title = {title}
"""
_CHAPTER = """# {title} {{#start}}

{text}
"""


class Occupied(FileExistsError):
    """The folder has files in it already."""


def new(folder: Path, source: str, date: str) -> list[Path]:
    """Write a handbook with one chapter in one language, English by default.

    Raises Occupied and languages.UnknownLanguage.
    """
    row = languages.load(source or _default())
    source = row.code
    if folder.exists() and any(folder.iterdir()):
        raise Occupied(str(folder))
    title = json.dumps(_title(folder), ensure_ascii=False)  # TOML's basic strings escape alike
    text = row.strings["sample_notice"]
    files = {
        folder / "handbook.toml": _CONFIG.format(id=_id(folder), source=source, date=date, title=title),
        folder / source / "10-start.md": _CHAPTER.format(title=row.strings["start"], text=text),
        folder / "terms.csv": f"concept;{source};forbidden_{source};note\n",
        folder / "exceptions.toml": "",
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return list(files)


def _default() -> str:
    return next(code for code in languages.available() if languages.load(code).english_name == "English")


def _id(folder: Path) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in folder.resolve().name.lower())
    return "-".join(kept.split()) or "handbook"


def _title(folder: Path) -> str:
    words = "".join(c if c.isprintable() and c not in "-_" else " " for c in folder.resolve().name)
    return " ".join(words.split()) or "handbook"


def add_language(root: Path, code: str) -> list[Path]:
    """Add a language to handbook.toml and make its folder. Raises Occupied and languages.UnknownLanguage."""
    row = languages.load(code)
    config = root / "handbook.toml"
    text = config.read_text(encoding="utf-8")
    if f"[languages.{code}]" in text or (root / code).exists():
        raise Occupied(code)
    (root / code).mkdir()
    keep = root / code / ".gitkeep"
    keep.write_text("", encoding="utf-8")
    config.write_text(f'{text.rstrip()}\n\n[languages.{code}]\ntitle = "{row.name}"\n', encoding="utf-8")
    return [config, keep]


__all__ = ["Occupied", "add_language", "new"]
