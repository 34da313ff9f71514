"""Commands about findings: check, explain."""

from __future__ import annotations

from pathlib import Path

import click

from handbookpub import findings
from handbookpub.cli.common import Refused, findings_as, guarded, languages_option, report, root_of


@click.command()
@languages_option
@findings_as
@click.option("--fix", is_flag=True, help="Mend what is mechanical and safe; every change is shown first.")
@click.pass_context
def check(context: click.Context, languages: tuple[str, ...], output: str, fix: bool) -> None:
    """Check the chapters and the handbook's data. Exit 1 if a finding is an error.

    \b
    Each finding says where, what, and the text to type:
      ar/20-first-contact.md:14:1: HB103 `::: danger {#d2}` opens or closes no block and stays visible
      hint: type ::: {.danger #d2}
    handbookpub explain HB103 tells why it matters.
    """
    root = root_of(context)
    if fix:
        _mend(root, languages)
    raise SystemExit(report(_found(root, languages), output))


def _found(root: Path, languages: tuple[str, ...]) -> list[findings.Finding]:
    """The findings of a handbook, of some languages if they are named. Raises Refused."""
    from handbookpub import build as builder

    handbook, _, found = builder.load(root)
    known = [edition.language.code for edition in handbook.editions]
    if unknown := set(languages) - set(known):
        raise Refused(f"there is no language {sorted(unknown)[0]!r} here; choose from {', '.join(known)}")
    others = tuple(f"{code}/" for code in known if languages and code not in languages)
    return [finding for finding in found if not finding.place.path.startswith(others or ("//",))]


def _mend(root: Path, languages: tuple[str, ...]) -> None:
    """Show the edits that findings carry, and make them."""
    from handbookpub import fix

    for change in guarded(lambda: fix.mend(root, lambda: _found(root, languages))):
        click.echo(f"{change.path}: not mended: {change.refused}" if change.refused else change.diff, err=True)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page of a finding: what it does, who is harmed, what to write instead.

    Example: handbookpub explain HB103
    """
    from handbookpub import build, checks, read, resolve, verify  # noqa: F401 - they enter their codes

    checks.load_all()
    rule = findings.RULES.get(code.upper())
    if rule is None:
        raise Refused(
            f"there is no finding {code}; codes run from {min(findings.RULES)} to {max(findings.RULES)}"
        )
    click.echo(f"{rule.code}: {rule.page}")
