"""handbookpub: a publishing toolchain for multilingual handbooks that field workers rely on."""

from __future__ import annotations

__version__ = "0.1.0"
