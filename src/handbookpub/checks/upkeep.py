"""HB201 to HB206: translations that are missing, stale, copied, or hang in the air."""

from __future__ import annotations

from collections.abc import Iterator

from handbookpub.checks import Problems, check
from handbookpub.model import Handbook
from handbookpub.translate.pairs import Progress
from handbookpub.translate.states import State
from handbookpub.translate.status import Item, difference, in_line


def _items(progress: Progress, *states: State) -> Iterator[Item]:
    """The items in some states; none of a chapter that nobody has begun (HB008 tells of it)."""
    return (item for item in progress.items if item.state in states and not progress.translation.missing)


def _shorten(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


@check("HB201", on=Progress)
def stale(progress: Progress, handbook: Handbook) -> Problems:
    """A paragraph was translated from a source text that has changed since.

    What it does: names the translation and shows what changed in its source.
    Who is harmed: the reader, who follows advice that was withdrawn: the new number, the new warning stands in the
    source alone.
    Example: the source says 72 hours where it said 48 when the translation was made.
    Instead: mend the paragraph and save it. If it still fits: `handbookpub mark ar PLACE translated --by NAME`.
    """
    path = progress.translation.path
    for item in _items(progress, "stale"):
        changed = in_line(difference(item.was, item.now)) if item.was != item.now else "the record is not proven"
        place = item.place(path)
        hint = f"mend it and save, or: handbookpub mark {progress.translation.language} {place} translated --by NAME"
        yield place, f"the source of this text has changed: {changed}", hint


@check("HB202", on=Progress, severity="review")
def untranslated(progress: Progress, handbook: Handbook) -> Problems:
    """A paragraph of the source has no translation.

    What it does: names it at its place in the source.
    Who is harmed: the reader, who never learns what it says.
    Example: a list of seven signs, of which the translation has six.
    Instead: translate it where it belongs in the order of the source.
    """
    for item in _items(progress, "untranslated"):
        first = item.link.sources[0]
        message = f"this {first.kind} has no translation in {progress.translation.path}: {_shorten(item.now)}"
        yield first.place, message, f"translate it in {progress.translation.path}"


@check("HB203", on=Progress)
def copied(progress: Progress, handbook: Handbook) -> Problems:
    """A text is the same as its source, word for word.

    What it does: names texts of more than two words that are equal in both languages.
    Who is harmed: the reader, who meets a paragraph in a language that they may not read.
    Example: a paragraph that was copied to be translated later.
    Instead: translate it. If it is right as it is, such as a name: `handbookpub mark ar PLACE translated --by NAME`.
    """
    path, code = progress.translation.path, progress.translation.language
    for item in _items(progress, "copied"):
        place = item.place(path)
        hint = f"translate it, or: handbookpub mark {code} {place} translated --by NAME"
        yield place, f"this is the text of the source: {_shorten(item.text)}", hint


@check("HB204", on=Progress, severity="review")
def unsure(progress: Progress, handbook: Handbook) -> Problems:
    """A text may translate a paragraph of the source, and nothing but its place says so.

    What it does: names both. Until somebody answers, the paragraph does not count as translated.
    Who is harmed: the reader, if another paragraph stands there.
    Example: a chapter in which the translation has one paragraph less than the source.
    Instead: `handbookpub pair ar PLACE PLACE-IN-THE-SOURCE` if they belong together.
    """
    path, code = progress.translation.path, progress.translation.language
    for item in _items(progress, "unsure"):
        source = item.link.sources[0].place
        place = item.place(path)
        message = f"does this translate {source}, {_shorten(item.now)}?"
        yield place, message, f"if so: handbookpub pair {code} {place} {source}; if not: mend the order"


@check("HB205", on=Progress, severity="review")
def surplus(progress: Progress, handbook: Handbook) -> Problems:
    """A text of a translation translates nothing that is in the source.

    What it does: names it, also where its source was deleted.
    Who is harmed: readers of the other languages, who miss it; or the reader who follows what was withdrawn.
    Example: a paragraph whose source was deleted last month.
    Instead: delete it, write it in the source too, or say what it translates: `handbookpub pair ar PLACE PLACE`.
    """
    code = progress.translation.language
    gone = [segment for _, segments in progress.translation.alignment.orphans for segment in segments]
    for segment in [*progress.translation.alignment.surplus, *gone]:
        why = "the source of this text is gone" if segment in gone else "this text translates nothing of the source"
        hint = f"delete it, or: handbookpub pair {code} {segment.place} {progress.translation.source_path}:LINE"
        yield segment.place, f"{why}: {_shorten(segment.markdown)}", hint


@check("HB206", on=Progress)
def unsealed_record(progress: Progress, handbook: Handbook) -> Problems:
    """A record was changed by hand, so nobody knows what the translation was made from.

    What it does: compares the seal of each record; the translation counts as stale until somebody answers for it.
    Who is harmed: the reader: a record that was moved on to the new source, while neither text was touched, hides a
    stale paragraph for ever.
    Example: `source = [...]` in `records/ar/20-first-contact.toml` replaced by today's text.
    Instead: take the change back, or read both texts and `handbookpub mark ar PLACE translated --by NAME`.
    """
    for row in progress.translation.rows:
        if not row.sealed:
            hint = f"undo it, or: handbookpub mark {progress.translation.language} PLACE translated --by NAME"
            yield row.place, f"this record was changed by hand: {_shorten(' '.join(row.source))}", hint
