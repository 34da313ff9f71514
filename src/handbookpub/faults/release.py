"""HB901 to HB909: why a book is not released."""

from __future__ import annotations

from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]


@fault("HB901")
def not_vetted(place: Place) -> Fault:
    """The book is sample text.

    What it does: refuses a release while handbook.toml does not say `vetted = true`.
    Who is harmed: a person who follows advice that no practitioner and no lawyer has read.
    Example: `vetted = false`, or no such line.
    Instead: have practitioners, a lawyer and native revisers read it and sign, then write `vetted = true`.
    """
    return place, "this is sample text that nobody has vetted", "when it is vetted, write vetted = true"


@fault("HB902")
def not_current(place: Place, left: int, total: int, code: str) -> Fault:
    """A translation does not say what its source says today.

    What it does: refuses a release while a paragraph is stale, not translated, or of uncertain pairing.
    Who is harmed: the reader of that language, who is told last year's rule, or nothing.
    Example: the source of a paragraph changed and its translation did not.
    Instead: translate what `handbookpub status` lists.
    """
    return place, f"{left} of {total} paragraphs are not current", f"type handbookpub status -l {code}"


@fault("HB903")
def not_reviewed(place: Place, left: int, total: int, code: str) -> Fault:
    """A translation was not read by a second person who answers for it.

    What it does: refuses a release while a paragraph of a translation has no reviewer.
    Who is harmed: the reader, when a slip turns a warning into its opposite and only the translator has seen it.
    Example: a chapter that is translated to 100 % and reviewed to 0 %.
    Instead: let a second person read it, then `handbookpub mark ar 20-first-contact reviewed --by NAME`.
    """
    message = f"{left} of {total} paragraphs were reviewed by nobody"
    return place, message, f"type handbookpub mark {code} CHAPTER reviewed --by NAME, once somebody has"


@fault("HB904")
def still_a_draft(place: Place) -> Fault:
    """A chapter says that it is a draft.

    What it does: refuses a release while the front matter of a chapter says `status: draft`.
    Who is harmed: the reader who takes a draft for advice.
    Example: `status: draft`.
    Instead: finish it and write `status: revised`.
    """
    return place, "this chapter is a draft", "when it is revised, write status: revised"


@fault("HB905", severity="review")
def placeholders_left(place: Place, left: int) -> Fault:
    """Rows of a country are placeholders.

    What it does: tells how many services and laws of a country nobody has verified. Such a number prints as a blank.
    Who is harmed: a reader in that country who looks for a number to call.
    Example: `placeholder = true`.
    Instead: verify the row and take that line away; or leave the blank, to be filled in by hand.
    """
    return place, f"{left} rows are placeholders", "verify them, or leave the blanks to be filled in by hand"
