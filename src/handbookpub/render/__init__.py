"""Renderers: a resolved edition becomes files. A format is one module here that has `NAME` and `render`.

None inherits another; what two of them need is a function in a module of its own (`fragment`, `drawing`,
`styles`...). The modules are loaded when they are asked for: a page does not wait for the PDF engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from handbookpub.model import EMPTY, Coverage, Edition, Handbook


@dataclass(frozen=True, slots=True, order=True)
class Artefact:
    """One file that was written. `path` is relative to OUT, in posix form; `language` is "" for the
    catalogue.
    """

    path: str
    format: str
    language: str = ""
    direction: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a renderer may know beside its edition.

    `editions` are the resolved editions by language code (the language switcher needs their ids); `formats`
    and `languages` are those of this build, so that a page links only what will exist; empty `languages` are
    all of `editions`. `variant` is a name of `[variants]`, "" the default. `coverage`, by language, is how far the
    translations are: the source has none.
    """

    editions: Mapping[str, Edition] = field(default_factory=lambda: EMPTY)
    formats: tuple[str, ...] = ()
    variant: str = ""
    printer: Any = None
    languages: tuple[str, ...] = ()
    coverage: Mapping[str, Coverage] = field(default_factory=lambda: EMPTY)


class Renderer(Protocol):
    """What a format's module offers. It writes whole outputs below `out` or leaves the old ones."""

    NAME: str

    def render(self, edition: Edition, handbook: Handbook, out: Path, context: Context) -> list[Artefact]:
        """Write the edition in this format; the files that were written, in a fixed order."""
        ...


class _Modules(Mapping[str, Renderer]):
    """Format name -> its module, imported on first use."""

    _names = ("html", "single", "epub", "pdf")

    def __getitem__(self, name: str) -> Renderer:
        if name not in self._names:
            raise KeyError(name)
        return cast(Renderer, import_module(f"{__name__}.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


RENDERERS: Mapping[str, Renderer] = _Modules()
