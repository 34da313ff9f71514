"""The command line as a publisher meets it, and the smallest handbook (DESIGN: two languages, a chapter each)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from handbookpub.cli import main

SMALLEST: Mapping[str, str] = {
    "handbook.toml": (
        'id = "sample"\nsource = "en"\n'
        '[languages.en]\ntitle = "Sample"\n[languages.ar]\ntitle = "نموذج"\n'
    ),
    "en/01-one.md": "# One {#one}\n\nThe text of the chapter.\n",
    "ar/01-one.md": "# واحد {#one}\n\nنص الفصل.\n",
}


def run(*words: object) -> Result:
    """Run `handbookpub WORDS` in this process; an exception that a user would see as a traceback is raised."""
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def write(folder: Path, files: Mapping[str, str | bytes] = SMALLEST) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
