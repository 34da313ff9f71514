"""What every step of resolving gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handbookpub.findings import Finding
from handbookpub.model import Edition, Handbook


@dataclass(frozen=True, slots=True)
class Resolved:
    """An edition after a step, and what the step met that only a person can settle."""

    edition: Edition
    findings: tuple[Finding, ...] = ()


Step = Callable[[Edition, Handbook], Resolved]
