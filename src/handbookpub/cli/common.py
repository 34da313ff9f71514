"""What the commands share: where the handbook is, how findings are printed, what becomes one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from handbookpub import findings

FORMATS = ("text", "json", "sarif", "github")


class Refused(click.ClickException):
    """Wrong usage: exit 2, one sentence."""

    exit_code = 2


languages_option = click.option(
    "-l", "--language", "languages", multiple=True, metavar="LANG", help="Only this language; may be repeated."
)
findings_as = click.option(
    "--output", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are printed."
)
signed = click.option("--by", metavar="NAME", required=True, help="Who answers for it; anonymous-1 is a name too.")


def root_of(context: click.Context) -> Path:
    """Return the folder that holds handbook.toml. Raises Refused."""
    folder: Path | None = context.find_root().obj
    if place := standing_root(folder):
        return place
    where = f"in {folder}" if folder else "in handbook/ or in the current folder"
    raise Refused(f"there is no handbook.toml {where}; name the folder with -C DIR, or make one: handbookpub new DIR")


def standing_root(folder: Path | None = None) -> Path | None:
    """Return the folder that holds handbook.toml, None if there is none."""
    places = [folder] if folder else [Path("handbook"), Path()]
    return next((place for place in places if (place / "handbook.toml").is_file()), None)


def report(found: Iterable[findings.Finding], output: str = "text") -> int:
    """Print findings and return the exit code."""
    ordered = findings.in_order(found)
    click.echo(findings.FORMATS[output](ordered), nl=False)
    return int(any(finding.severity == "error" for finding in ordered))


def guarded(action: Callable[[], Any]) -> Any:
    """Run an action; what a user can cause or mend becomes one sentence."""
    from handbookpub.build import UnknownChoice
    from handbookpub.languages import UnknownLanguage
    from handbookpub.resources import Unfit
    from handbookpub.scaffold import Occupied
    from handbookpub.translate.baseline import Refused as Declined

    try:
        return action()
    except (UnknownChoice, UnknownLanguage, Declined) as error:
        raise Refused(str(error)) from error
    except Occupied as error:
        raise Refused(f"{error} is there already, with something in it") from error
    except Unfit as error:
        raise Refused(f"{error}; handbookpub doctor says how to mend it") from error
    except OSError as error:
        if error.filename is None:  # a system library that could not be loaded
            raise Refused(f"{str(error).splitlines()[0]}; handbookpub doctor says what is missing") from error
        raise Refused(f"{error.filename}: {error.strerror}") from error
