"""HB222 to HB226: links, notes, code and pictures of a translation that are not those of its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from handbookpub.checks import Problems, check
from handbookpub.checks.beside import place_of, source_markdown
from handbookpub.model import Handbook
from handbookpub.quantities.digits import DIGIT
from handbookpub.quantities.marked import Link, marked
from handbookpub.quantities.shown import shown
from handbookpub.quantities.typed import things
from handbookpub.translate.pairs import Pair

NOTED = "[^{}]"
TYPED = "service:"
"""Targets whose place beside its words must not change: a number beside a country."""


def _differ(ours: Iterable[str], theirs: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is missing and what was added, each as often as it is."""
    left, right = Counter(ours), Counter(theirs)
    return list((left - right).elements()), list((right - left).elements())


def _list(values: Iterable[str], pattern: str = "{}") -> str:
    return ", ".join(f"`{pattern.format(value)}`" for value in values)


def _told(pair: Pair, handbook: Handbook, name: str, missing: list[str], added: list[str], pattern: str) -> Problems:
    """One finding for all that differs."""
    right = " ".join(pattern.format(value) for value in missing)
    if missing and added:
        place = place_of(pair, handbook, pattern.format(added[0]))
        message = f"the {name} {_list(added, pattern)} is {_list(missing, pattern)} in the source"
        yield place, message, f"type {right}"
    elif missing:
        yield pair.place, f"the {name} {_list(missing, pattern)} of the source does not stand here", f"type {right}"
    elif added:
        place = place_of(pair, handbook, pattern.format(added[0]))
        hint = f"delete {_list(added, pattern)}, or write it in the source too"
        yield place, f"the {name} {_list(added, pattern)} does not stand in the source", hint


@check("HB222", on=Pair)
def changed_link(pair: Pair, handbook: Handbook) -> Problems:
    """A link of the source is missing, is new, or leads elsewhere.

    What it does: compares the targets of links and references: sections, services, laws, terms, the web.
    Who is harmed: the reader who is sent to the wrong place, or calls the service of another country.
    Example: `[](#safety-plan)` of the source became typed words, or `[](#informed-consent)`.
    Instead: the target of the source, `[](#safety-plan)`.
    """
    ours, theirs = marked(source_markdown(pair)).links, marked(pair.item.text).links
    missing, added = _differ((link.target for link in ours), (link.target for link in theirs))
    if not (any(map(_is_term, missing)) and any(map(_is_term, added))):
        missing, added = ([target for target in side if not _is_term(target)] for side in (missing, added))
    yield from _told(pair, handbook, "link", missing, added, "({})")


def _is_term(target: str) -> bool:
    """Terms are linked by the build at their first use: a link of the author may be left out, not changed."""
    return target.startswith("term:")


@check("HB223", on=Pair)
def changed_note(pair: Pair, handbook: Handbook) -> Problems:
    """The call of a note is missing, is new, or calls another note.

    What it does: compares the labels of the notes that a text calls.
    Who is harmed: the reader, for whom a caution or a source is lost or stands beside other words.
    Example: `[^f-numbers]` left out.
    Instead: `[^f-numbers]` where the source has it.
    """
    missing, added = _differ(marked(source_markdown(pair)).notes, marked(pair.item.text).notes)
    yield from _told(pair, handbook, "note", missing, added, NOTED)


@check("HB224", on=Pair)
def links_in_another_order(pair: Pair, handbook: Handbook) -> Problems:
    """Numbers of services stand in another order than in the source.

    What it does: compares the order of links to services where both sides have the same ones.
    Who is harmed: the person who calls the hotline of another country.
    Example: `Egypt [](service:EG.hotline), Jordan [](service:JO.hotline)` with the two links exchanged.
    Instead: each number beside its own name.
    """
    ours, theirs = (
        [link.target for link in marked(text).links if link.target.startswith(TYPED)]
        for text in (source_markdown(pair), pair.item.text)
    )
    if ours != theirs and sorted(ours) == sorted(theirs):
        wrong = next(target for target, right in zip(theirs, ours, strict=True) if target != right)
        message = f"the services stand in another order than in the source: {_list(ours)}"
        yield place_of(pair, handbook, f"({wrong})"), message, f"put each beside its own name: {' '.join(ours)}"


@check("HB225", on=Pair)
def lost_code(pair: Pair, handbook: Handbook) -> Problems:
    """Text between backticks is not the text of the source.

    What it does: compares what stands between backticks; addresses, codes and numbers have checks of their own.
    Who is harmed: the reader who types what does not work.
    Example: `SAFE` and `SAVE`, a word to send to a number.
    Instead: the text of the source between backticks.
    """
    ours, theirs = (_codes(text, pair, which) for which, text in enumerate((source_markdown(pair), pair.item.text)))
    missing = [code for code in ours if code not in theirs and code not in shown(pair.item.text)]
    added = [code for code in theirs if code not in ours and code not in shown(source_markdown(pair))]
    if missing or not ours:
        yield from _told(pair, handbook, "code", missing, added, "`{}`")


def _codes(markdown: str, pair: Pair, which: int) -> list[str]:
    language = (pair.source_language, pair.language)[which]
    return [code for code in marked(markdown).codes if not things(code, language.code)[0] and not DIGIT.search(code)]


@check("HB226", on=Pair)
def changed_picture(pair: Pair, handbook: Handbook) -> Problems:
    """A picture of the source is missing, or is another one.

    What it does: compares the files of pictures in a text.
    Who is harmed: the reader who sees the wrong drawing, or none.
    Example: `![](figures/a.svg)` and `![](figures/b.svg)`.
    Instead: the picture of the source.
    """
    missing, added = _differ(marked(source_markdown(pair)).images, marked(pair.item.text).images)
    yield from _told(pair, handbook, "picture", missing, added, "({})")


@check("HB227", on=Pair, severity="review")
def typed_reference(pair: Pair, handbook: Handbook) -> Problems:
    """A reference that the build fills in has typed words in the translation.

    What it does: compares references without words, `[](#risk-assessment)`, with those of the translation.
    Who is harmed: the reader, once the section has another title: the typed words do not change with it.
    Example: `[تقييم المخاطر](#risk-assessment)` where the source has `[](#risk-assessment)`.
    Instead: `[](#risk-assessment)`.
    """
    ours, theirs = (marked(text).links for text in (source_markdown(pair), pair.item.text))
    bare = Counter(link.target for link in ours if not link.words)
    bare -= Counter(link.target for link in theirs if not link.words)
    for link in theirs:
        if link.words and bare[link.target] > 0 and not _has_words(ours, link):
            bare[link.target] -= 1
            place = place_of(pair, handbook, f"({link.target})")
            message = f"the source lets the build write the words of `({link.target})`, here stands `{link.words}`"
            yield place, message, f"type [](#…) without words: []({link.target})"


def _has_words(links: list[Link], wanted: Link) -> bool:
    return any(link.words and link.target == wanted.target for link in links)
