"""Where the files that travel with the program stand, in a checkout and in an installed wheel alike.

In a checkout `fonts/` and `styles/` stand beside `src/`; the wheel carries copies in `handbookpub/_data/`.
"""

from __future__ import annotations

from pathlib import Path


class Unfit(RuntimeError):
    """This machine lacks something that a build needs; `handbookpub doctor` says how to mend it."""


PACKAGE = Path(__file__).parent


def _data(name: str) -> Path:
    """The folder `name`; the checkout wins, so that an edit shows at once in an editable install."""
    checkout = PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    return PACKAGE / "_data" / name


def fonts_dir() -> Path:
    """The folder of the font files and `fonts.toml`."""
    return _data("fonts")


def styles_dir() -> Path:
    """The folder of the style sheets."""
    return _data("styles")


def templates_dir() -> Path:
    """The folder of the page templates."""
    return PACKAGE / "templates"
