"""HB700: a check that did not run is said, never taken for success."""

from __future__ import annotations

from dataclasses import replace

from handbookpub.findings import Finding, fault
from handbookpub.model import Place


@fault("HB700", severity="review")
def check_not_run(place: Place, what: str, tool: str) -> tuple[Place, str, str]:
    """A check of the output did not run, because its tool is not installed.

    What it does: names the check and the tool; with `--strict` and for a release it is an error.
    Who is harmed: everybody who trusts a report that says nothing about what it left out.
    Example: no Java on this machine, so nobody looked whether the EPUB is valid.
    Instead: install the tool; `handbookpub doctor` prints the command.
    """
    return place, f"not checked: {what}; {tool} is not installed", "type handbookpub doctor"


def not_run(place: Place, what: str, tool: str, strict: bool) -> Finding:
    """Return the finding, as an error if every check must run."""
    found = check_not_run(place, what, tool)
    return replace(found, severity="error") if strict else found
