"""The front matter of a chapter: plain text fields, through a YAML parser that keeps marks and strings.

Pandoc would read `1.10` as 1.1 and `no` as false, so it never sees these lines: they are blanked, which
keeps every line number of the body.
"""

from __future__ import annotations

import yaml

from handbookpub.faults import reading as faults
from handbookpub.findings import Finding
from handbookpub.model import Place

FIELDS = ("status", "credits", "notes")
STATES = ("draft", "revised")
FENCE = "---"


def split(text: str, path: str) -> tuple[dict[str, str], str, list[Finding]]:
    """The fields, the text with the front matter's lines blanked, and what is wrong with them."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return {}, text, []
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), 0)
    if not end:
        return {}, text, [faults.broken_front_matter(Place(path), "it has no closing ---")]
    fields, findings = _fields("\n".join(["", *lines[1:end]]), path)
    return fields, "\n".join([""] * (end + 1) + lines[end + 1 :]), findings


def _fields(source: str, path: str) -> tuple[dict[str, str], list[Finding]]:
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        return {}, [faults.broken_front_matter(place, getattr(error, "problem", None) or "it cannot be read")]
    except RecursionError:
        return {}, [faults.broken_front_matter(Place(path), "it is nested too deeply")]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.MappingNode):
        return {}, [faults.broken_front_matter(_place(root, path), "it is no list of fields")]
    return _values(root, path)


def _values(root: yaml.MappingNode, path: str) -> tuple[dict[str, str], list[Finding]]:
    fields: dict[str, str] = {}
    findings: list[Finding] = []
    for key, value in root.value:
        name = str(key.value)
        if not isinstance(value, yaml.ScalarNode):
            findings.append(faults.front_matter_field(_place(value, path), f"`{name}` must be plain text"))
        elif name not in FIELDS:
            findings.append(
                faults.front_matter_field(_place(key, path), f"`{name}` is no field of a chapter")
            )
        elif name in fields:
            findings.append(faults.front_matter_field(_place(key, path), f"`{name}` stands here twice"))
        elif name == "status" and value.value not in STATES:
            findings.append(faults.front_matter_field(_place(value, path), f"`{value.value}` is no status"))
        else:
            fields[name] = value.value
    return fields, findings


def _place(node: yaml.Node, path: str) -> Place:
    return Place(path, node.start_mark.line + 1, node.start_mark.column + 1)
