"""Building again what stands already does nothing, and whatever differs is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbookpub import build, stamps
from handbookpub.build import Request
from support.cli import SMALLEST, contents, write


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    return Request(write(tmp_path / "book"), tmp_path / "out", formats=("html",), cache=tmp_path / "cache")


def reads(request: Request, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a build reads the handbook."""
    seen: list[Path] = []
    real = build.take_in
    monkeypatch.setattr(build, "take_in", lambda root: seen.append(root) or real(root))
    assert build.build(request).built
    return bool(seen)


def test_nothing_is_done_twice_and_findings_are_told_again(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    (request_.root / "ar/01-one.md").unlink()
    first = build.build(request_)
    before = contents(request_.out)
    assert not reads(request_, monkeypatch)
    assert build.build(request_).findings == first.findings != []
    assert contents(request_.out) == before


@pytest.mark.parametrize("changed", ["chapter", "new file", "output", "output gone", "strange file", "day", "request"])
def test_whatever_differs_is_built(changed: str, request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(request_)
    if changed == "chapter":
        write(request_.root, {"ar/01-one.md": SMALLEST["ar/01-one.md"] + "\nفقرة.\n"})
    elif changed == "new file":
        write(request_.root, {"figures/new.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    elif changed == "output":
        write(request_.out, {"ar/one.html": "changed by hand"})
    elif changed == "output gone":
        (request_.out / "ar/one.html").unlink()
    elif changed == "strange file":
        write(request_.out, {"note.txt": "kept beside the book"})
    elif changed == "day":
        import datetime

        class Later(datetime.date):
            @classmethod
            def today(cls) -> datetime.date:
                return datetime.date(2099, 1, 1)

        monkeypatch.setattr(stamps, "date", Later)
    else:
        request_ = Request(request_.root, request_.out, ("ar",), request_.formats, cache=request_.cache)
    assert reads(request_, monkeypatch)


def test_a_broken_stamp_counts_as_none(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(request_)
    for path in (request_.cache / stamps.FOLDER).iterdir():
        path.write_text("{", encoding="utf-8")
    assert reads(request_, monkeypatch)
