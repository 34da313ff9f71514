"""What was built, read back: the manifest, and each kind of output as the subject of checks."""

from __future__ import annotations
