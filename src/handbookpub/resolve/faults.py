"""HB220, HB221 and HB520 to HB525: what resolving meets. Each function's docstring is the page of its code.

HB520 to HB529 are the review findings of the automatic isolation: places where only the author knows the
order.
"""

from __future__ import annotations

from handbookpub.findings import fault
from handbookpub.model import Place

Fault = tuple[Place, str, str]


@fault("HB220", severity="review")
def outline_differs(place: Place, own: int, source: int) -> Fault:
    """A translated section has more or fewer subsections than its source.

    What it does: gives the subsections ids of their own, and tells.
    Who is harmed: the reader who changes the language and lands at the chapter's start; links from other
    chapters.
    Example: three sections `##` where the source has four.
    Instead: translate the missing section, or type the ids of the source: `## عنوان {#before-you-meet}`.
    """
    message = f"here stand {own} sections of one level, in the source {source}: ids cannot be matched"
    return place, message, "add the missing section, or type each heading's id: `{#id-of-the-source}`"


@fault("HB221")
def lost_target(place: Place, name: str) -> Fault:
    """A reference leads to a place that the source has and this translation has not.

    What it does: keeps the words, without the link, and tells.
    Who is harmed: the reader, who is sent to a place that is not there.
    Example: `[](#safety-plan)` where the section with that id was left out.
    Instead: translate the section, or give it its id: `{#safety-plan}`.
    """
    message = f"`#{name}` stands in the source, but not in this language"
    return place, message, f"give the heading or block its id: `{{#{name}}}`"


@fault("HB520", severity="review")
def number_after_phrase(place: Place, text: str) -> Fault:
    """A number stands between a Latin phrase and a word of the sentence.

    What it does: sets the number with the phrase, as plain UAX#9 would, and tells.
    Who is harmed: the reader. In `يستخدم Signal 5 مرات` the number belongs to the sentence, but it is shown
    on the far side of the name, away from the word it counts.
    Example: `Signal 5 مرات`.
    Instead: `[Signal]{.ltr} 5 مرات` if it counts the word after it, `[Signal 5]{.ltr}` if it is part of the
    name.
    """
    name, _, number = text.rpartition(" ")
    message = f"the number in `{text}` may belong to the name or to the words after it"
    return place, message, f"type `[{text}]{{.ltr}}` or `[{name}]{{.ltr}} {number}`"


@fault("HB521", severity="review")
def one_phrase_or_two(place: Place, text: str) -> Fault:
    """A full stop stands between two Latin words.

    What it does: takes them for the end of one sentence and the start of the next, so that the second stands
    to the left of the first, and tells.
    Who is harmed: the reader, if the two are one name.
    Example: `يستخدم Signal. WhatsApp أقل أمانًا`.
    Instead: `[Signal. WhatsApp]{.ltr}` if they belong together.
    """
    return place, f"`{text}` is taken for two phrases", f"type `[{text}]{{.ltr}}` if it is one"


@fault("HB522", severity="review")
def digit_groups(place: Place, text: str) -> Fault:
    """Groups of digits that may be one number or several.

    What it does: leaves them to plain UAX#9, which puts the first group at the right, and tells.
    Who is harmed: the reader who dials the groups in the wrong order.
    Example: `2736 1234`.
    Instead: `[2736 1234]{.ltr}` for one number; a comma or a word between the groups for several.
    """
    message = f"`{text}` may be one number, read from the left, or several"
    return place, message, f"type `[{text}]{{.ltr}}` if it is one number"


@fault("HB523", severity="review")
def date_order(place: Place, text: str) -> Fault:
    """A date in figures whose order nobody can know.

    What it does: leaves it to plain UAX#9, and tells.
    Who is harmed: the reader who comes on the wrong day: `03/04/2026` is two days, and its figures are shown
    from the left in one place and from the right in another.
    Example: `23/11/2026`.
    Instead: the month in words (`23 نوفمبر 2026`), or the ISO date `2026-11-23`.
    """
    return place, f"the date `{text}` can be read in two ways", "write the month as a word, or YYYY-MM-DD"


@fault("HB524", severity="review")
def phrase_across(place: Place, text: str) -> Fault:
    """A Latin phrase starts inside a link, a span or a quotation and ends outside of it.

    What it does: leaves the phrase to plain UAX#9, because the link cannot be cut in two, and tells.
    Who is harmed: the reader, if the phrase holds brackets, numbers or punctuation: they may be turned round.
    Example: `[بروتوكول Palermo](#p) Protocol, 2000`.
    Instead: let the link hold the whole phrase, or none of it.
    """
    message = f"the phrase `{text}` reaches out of a link, a span or a quotation"
    return place, message, "put the whole phrase inside it, or outside"


@fault("HB525", severity="review")
def range_falls(place: Place, text: str) -> Fault:
    """A range goes from the greater number to the smaller one.

    What it does: sets it as typed, the first number at the right, and tells.
    Who is harmed: the reader. Ranges are often typed backwards to look right in an editor that orders them
    differently.
    Example: `20-10`.
    Instead: type the number that is read first, first: `10–20`.
    """
    return place, f"the range `{text}` falls: was it typed backwards?", "type the smaller number first"
