"""What comes back from translators' tools, laid against the chapter as it stands now.

Three-way: the file that comes back says on which text it was made (`base`). Where that text still stands, the new one
takes its place. Where somebody edited it in the meantime, nothing is touched and both texts are shown (HB231). The
new chapter is read before it is written: if one letter would be lost, or a text would become something else than the
paragraph it is for, that text is left out and named (HB235).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbookpub import languages
from handbookpub.faults import exchange as faults
from handbookpub.findings import Finding
from handbookpub.model import Place
from handbookpub.reading.chapters import parse_chapter
from handbookpub.translate.book import Translation
from handbookpub.translate.exchange import codes
from handbookpub.translate.exchange.codes import CodeError
from handbookpub.translate.exchange.model import Incoming, Returned
from handbookpub.translate.graft import Mismatch, NoPlace, Texts, changed, escaped, missing_runs, paragraphs
from handbookpub.translate.segments import fingerprint, segments
from handbookpub.translate.status import Item, Progress
from handbookpub.translate.units import identified, identified_before

SIDES = {"\u202a": "ltr", "\u202b": "rtl", "\u202d": "ltr", "\u202e": "rtl", "\u2066": "ltr", "\u2067": "rtl"}
EMBEDDED = re.compile("([\u202a\u202b\u202d\u202e])([^\u202a-\u202e]*)\u202c|([\u2066\u2067])([^\u2066-\u2069]*)\u2069")
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
BREAKS = re.compile("[\r\v\f\x85\u2028\u2029]+")
"""Ends of lines and pages that tools type into a text; in a chapter they would cut it in two."""
LONGEST = 50_000
"""Characters of a text that comes back."""
STRAY = "\ufeff"
UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What nobody types: with one of these a chapter could not be read again, or a terminal would obey it."""
WHOLE = re.compile("[\u202a-\u202e\u2066-\u2069]([^\u202a-\u202e\u2066-\u2069]*)[\u202c\u2069]")


@dataclass(frozen=True, slots=True)
class Change:
    """What came back for an item. `old` is the text that stands there now, `new` the one that will; they are equal
    where only its state or a comment came. `late` if the source changed after the file went out.
    """

    item: Item
    unit: Incoming
    old: str
    new: str
    late: bool = False


@dataclass(slots=True)
class Plan:
    """What an import would do to one chapter; `text` is its new file."""

    progress: Progress
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    text: str = ""

    @property
    def texts(self) -> Texts:
        """The new texts by the index of their links."""
        index = {id(item): number for number, item in enumerate(self.progress.items)}
        return {index[id(each.item)]: each.new for each in self.changes if each.new != each.old}


def plan(progress: Progress, returned: Returned, name: str) -> Plan:
    """What a file that came back changes in a chapter; `name` is the file's, for findings."""
    result = Plan(progress, text=progress.translation.text)
    now, before = identified(progress), identified_before(progress)
    for unit in returned.units:
        place = Place(name, int(unit.place) if unit.place.isdecimal() else 1)
        item = now.get(unit.id) or before.get(unit.id)
        if item is None:
            result.findings.append(faults.unknown_unit(place, unit.id, unit.target))
            continue
        if unit.state == "untranslated" and not unit.target.strip():
            at = item.link.sources[0].place
            result.findings += [faults.homeless_comment(at, said.by, said.text) for said in unit.comments if said.open]
            continue
        found = _change(item, unit, place, unit.id not in now)
        if isinstance(found, Finding):
            result.findings.append(found)
        else:
            result.changes.append(found)
    _write(result)
    return result


def _change(item: Item, unit: Incoming, place: Place, late: bool) -> Change | Finding:
    old, new = item.text, _text(item, unit, place, late)
    if isinstance(new, Finding):
        return new
    stands = fingerprint(old) if old else ""
    if fingerprint(new) in (stands, unit.base):  # the tool changed nothing; if somebody else did, that stays
        return Change(item, unit, old, old or new, late)
    if stands != unit.base and old and item.state != "copied":
        return faults.edited_meanwhile(item.link.targets[0].place, old, new)
    return Change(item, unit, old, new, late)


def _text(item: Item, unit: Incoming, place: Place, late: bool) -> str | Finding:
    """The text of a unit, clean unless it is the one that was sent, or what is wrong with it."""
    new = unit.target
    try:
        sent = _decoded(item, unit, late)
        if reason := _no_text(sent):
            return faults.no_place(place, reason, UNTYPED.sub("\ufffd", sent[:LONGEST]))
        new = sent if fingerprint(sent) == unit.base else clean(sent)
        paragraphs(item.link, new)
    except CodeError as error:
        return faults.damaged_codes(place, str(error), new)
    except Mismatch as error:
        return faults.other_paragraphs(place, str(error), new)
    return new


def _no_text(sent: str) -> str:
    """Why nobody can have typed this as the text of a segment, or ""."""
    if len(sent) > LONGEST:
        return f"it has {len(sent)} characters, more than any paragraph"
    found = UNTYPED.search(sent)
    return f"it holds the control character U+{ord(found[0]):04X}" if found else ""


def _decoded(item: Item, unit: Incoming, late: bool) -> str:
    """The Markdown of a unit; damaged codes may still be told by the source that was sent and today's translation."""
    if not unit.fault:
        return unit.target
    source = codes.encode(item.now if not late or not item.link.row else "\n\n".join(item.link.row.source))
    return codes.decode(unit.target, source, codes.encode(item.text, source))


def clean(markdown: str) -> str:
    """A text without the embeddings and isolates that tools add (UAX#9 section 2): around a whole text they go,
    around some words they become a span. A line end that is none of Markdown's becomes a space.
    """
    typed = BREAKS.sub(" ", markdown.replace(STRAY, "")).strip()
    whole = WHOLE.fullmatch(typed)
    text = whole[1] if whole else typed

    def span(found: re.Match[str]) -> str:
        words = found[2] or found[4] or ""
        return f"[{words}]{{.{SIDES[found[1] or found[3]]}}}" if words.strip() else words

    return CONTROLS.sub("", EMBEDDED.sub(span, text))


def _write(result: Plan) -> None:
    """Put the new texts into the chapter's file. If they do not all come back from it as they are, one by one."""
    translation, texts = result.progress.translation, dict(result.texts)
    if not texts:
        return
    if not _refusal(translation, texts):
        result.text = changed(translation, texts)
        return
    good: dict[int, str] = {}
    for index, text in texts.items():
        reason = _refusal(translation, {**good, index: text})
        if reason:
            item = result.progress.items[index]
            result.findings.append(faults.no_place(item.place(translation.path), reason, text))
            result.changes = [each for each in result.changes if each.item is not item]
        else:
            good[index] = text
    result.text = changed(translation, good) if good else translation.text


def _refusal(translation: Translation, texts: Texts) -> str:
    """Why some texts cannot be written, or "". The new file is read as a chapter: it must hold the new texts, all
    that stood there before, and nothing else.
    """
    try:
        text = changed(translation, texts)
    except (NoPlace, Mismatch) as error:
        return str(error)
    chapter, findings = parse_chapter(text, translation.path, languages.load(translation.language))
    stopping = next((finding for finding in findings if finding.stops), None)
    if chapter is None or stopping:
        return stopping.message if stopping else "the chapter could not be read with it"
    read = sorted(segment.fingerprint for segment in segments(chapter, text))
    return "" if read == sorted(_expected(translation, texts)) else "it would become something else than this text"


def _expected(translation: Translation, texts: Mapping[int, str]) -> Iterator[str]:
    """The fingerprints that the new file must have."""
    links = translation.alignment.links
    replaced = {segment.span for index in texts for segment in links[index].targets}
    yield from (segment.fingerprint for segment in translation.targets if segment.span not in replaced)
    for index in {*texts, *(i for run in missing_runs(links, texts) for i in run)}:
        if index in texts:
            places = links[index].targets or links[index].sources
            parts = paragraphs(links[index], texts[index])
            yield from (fingerprint(escaped(place, part)) for place, part in zip(places, parts, strict=True))
        else:
            yield from (segment.fingerprint for segment in links[index].sources)
