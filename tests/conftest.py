"""What all tests share: a cache folder of this run alone, and a garbage collector that does not look at the trees of a
book over and over.

What an earlier run or the developer's own builds remembered must not decide what a test sees: a chapter that was read
before is not read again, and a second `make test` would fail where the first one passed.
"""

from __future__ import annotations

import os
import tempfile

import pytest

from handbookpub import collector

collector.rest()
CACHE = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CACHE] = folder = tempfile.TemporaryDirectory(prefix="handbookpub-tests-", ignore_cleanup_errors=True)
    os.environ["XDG_CACHE_HOME"] = folder.name


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[CACHE].cleanup()
