"""All findings on one page, docs/findings.md, made from the docstrings: `make docs` writes it, a test compares it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from handbookpub.faults import nearest
from handbookpub.findings import RULES, Rule
from handbookpub.reading.files import write_text

FAMILIES: Mapping[str, str] = {
    "HB0": "Configuration, data and reading",
    "HB1": "Structure",
    "HB2": "Translation",
    "HB3": "Figures and typed objects",
    "HB4": "Terms",
    "HB5": "Script and typography",
    "HB6": "Safety",
    "HB7": "Pages and EPUB, as built",
    "HB8": "PDF, as built",
    "HB9": "Releases",
}
"""First letters of codes -> what they are about."""
HEADINGS = ("What it does", "Who is harmed", "Example", "Instead")
HEAD = """# Findings

What `handbookpub check`, `build`, `import` and `verify` may say, family by family. `handbookpub explain HB103` prints
one of them. An *error* makes `check` exit with 1, a *review* asks a person to look. What *stops a build* makes an
output impossible or unsafe; every other finding is printed and the book is written. What does not stop a build can be
signed for a time: `handbookpub except`.

This page is made from the program, by `make docs`.
"""


def rules() -> Mapping[str, Rule]:
    """Every code of the program, with its page."""
    from handbookpub import build, checks, read, release, resolve, verify  # noqa: F401 - they enter their codes
    from handbookpub.render import found  # noqa: F401

    checks.load_all()
    return dict(sorted(RULES.items()))


def nearest_to(word: str) -> str:
    """The code that looks most like a word, with its name; a word may be a part of a name."""
    known = rules()
    named = [code for code, rule in known.items() if word.lower() in rule.name] if word.strip() else []
    digits = re.sub(r"\D", "", word)
    by_number = min(known, key=lambda code: abs(int(code[2:]) - int(digits))) if digits else ""
    by_name = nearest(word.lower(), [rule.name for rule in known.values()])
    named += [code for code, rule in known.items() if rule.name == by_name]
    code = by_number or next(iter(named), min(known))
    return f"{code} ({known[code].name})"


def as_list() -> str:
    """A line for each code: what is wrong."""
    return "".join(f"{code}  {_first(rule)}\n" for code, rule in rules().items())


def as_page() -> str:
    """docs/findings.md."""
    known = list(rules().values())
    families = [(key, list(group)) for key, group in groupby(known, lambda rule: rule.code[:3])]
    contents = [line for key, group in families for line in _contents(key, group)]
    body = [block for key, group in families for block in (f"## {key}xx {FAMILIES[key]}", *map(_entry, group))]
    return "\n\n".join([HEAD.rstrip(), "\n".join(contents), *body]) + "\n"


def _contents(key: str, group: list[Rule]) -> Iterator[str]:
    yield f"- {key}xx {FAMILIES[key]}"
    for rule in group:
        yield f"  - [{rule.code}](#{_anchor(rule)}) {_first(rule)}"


def _anchor(rule: Rule) -> str:
    """The id that Markdown viewers give a heading."""
    return _title(rule).lower().replace(" ", "-")


def _title(rule: Rule) -> str:
    return f"{rule.code} {rule.name.replace('_', ' ')}"


def _first(rule: Rule) -> str:
    """The first paragraph of a page, on one line."""
    return " ".join(rule.page.partition("\n\n")[0].split())


def _entry(rule: Rule) -> str:
    stops = ", stops a build" if rule.stops else ""
    facts = re.sub(rf"^({'|'.join(HEADINGS)}):", r"- **\1:**", rule.page.partition("\n\n")[2], flags=re.M)
    lines = [line if line.startswith("- **") or not line else f"  {line}" for line in facts.splitlines()]
    return "\n".join([f"### {_title(rule)}", "", f"*{rule.severity}{stops}.* {_first(rule)}", "", *lines])


if __name__ == "__main__":
    target = Path(sys.argv[1])
    write_text(target.parent, target.name, as_page())
