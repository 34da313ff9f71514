"""Reading back what was built: every check of outputs over everything in a folder."""

from __future__ import annotations

from pathlib import Path

from handbookpub import checks
from handbookpub.findings import Finding, in_order
from handbookpub.outputs import manifest
from handbookpub.outputs.documents import subjects


def verify(out: Path, strict: bool = False) -> list[Finding]:
    """Return what is wrong with the outputs in `out`. With `strict`, a check whose tool is missing is an
    error.
    """
    checks.load_all()
    built = manifest.read(out)
    chosen = [registered for _, registered in sorted(checks.CHECKS.items())]
    found: list[Finding] = []
    for subject in subjects(built, strict):
        for registered in chosen:
            if isinstance(subject, registered.on):
                found.extend(registered.run(subject))
    return in_order(found)
