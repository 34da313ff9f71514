"""Resolving: an edition as it was read becomes an edition that a renderer can set.

`resolve` runs the steps of STEPS in order. A step is a pure function (edition, handbook) -> Resolved. What
comes out:

- every heading has an id, none twice; a translation has those of its source (`outline`);
- every block is plain pandoc nodes with classes (`blocks`);
- references, services, laws and terms say what they mean (`references`, `countries`, `terms`);
- quotation marks, emphasis and spaces are the language's (`typography`);
- in right-to-left text what is read from the left stands in `Span dir="ltr"` (`isolate`);
- `Chapter.title` and `Chapter.id` are those of the level 1 heading (`titles`).

Every letter and digit of the text is still there: labels of figures and alternative texts in the attributes
of the figure, the typed number of a service replaced by the one in `countries/`.
"""

from __future__ import annotations

from functools import reduce

from handbookpub.model import Edition, Handbook

from .blocks import blocks
from .countries import countries
from .isolate import isolate
from .outline import outline
from .references import references
from .steps import Resolved, Step
from .terms import terms
from .titles import titles
from .typography import typography

__all__ = ["STEPS", "Resolved", "resolve"]

STEPS: tuple[Step, ...] = (
    outline,
    blocks,
    references,
    countries,
    terms,
    typography,
    isolate,
    titles,
)


def resolve(edition: Edition, handbook: Handbook) -> Resolved:
    """The edition after all steps, and their findings in the order they were met."""

    def then(before: Resolved, step: Step) -> Resolved:
        after = step(before.edition, handbook)
        return Resolved(after.edition, before.findings + after.findings)

    return reduce(then, STEPS, Resolved(edition))
