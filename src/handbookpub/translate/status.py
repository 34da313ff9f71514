"""How far every translation is: counts for each chapter, and for each segment that wants work what changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handbookpub.findings import Finding, visible
from handbookpub.model import Handbook, Place
from handbookpub.translate import records
from handbookpub.translate.align import Link
from handbookpub.translate.baseline import Frames
from handbookpub.translate.book import Translation, translations
from handbookpub.translate.states import CURRENT, STATES, State, is_ahead, recorded, state

MOST = 1000
"""Characters of a comment."""
WIDTH = 20
"""Characters of a bar."""
SIGNS: Mapping[State, str] = {
    "reviewed": "█", "translated": "▓", "unsure": "?", "stale": "▒", "copied": "=", "untranslated": "·",
}  # fmt: skip
Difference = tuple[tuple[str, str], ...]
"""Runs of words: ("same" | "gone" | "new", text)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One source segment and its translation. `was` is the source text it was made from, where that is another."""

    state: State
    link: Link
    ahead: bool
    was: str = ""

    @property
    def now(self) -> str:
        """The source text."""
        return "\n\n".join(segment.markdown for segment in self.link.sources)

    @property
    def text(self) -> str:
        """The translation, or ""."""
        return "\n\n".join(segment.markdown for segment in self.link.targets)

    @property
    def open_comments(self) -> int:
        """How many comments nobody has closed."""
        return sum(comment.open for comment in self.link.row.comments) if self.link.row else 0

    def place(self, path: str) -> Place:
        """Where the translation stands, or else its source."""
        segments = self.link.targets or self.link.sources
        return segments[0].place if segments else Place(path)


@dataclass(frozen=True, slots=True)
class Progress:
    """A chapter in a language, item by item in the order of the source."""

    translation: Translation
    items: tuple[Item, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many segments are in each state."""
        counted = Counter(item.state for item in self.items)
        return {each: counted[each] for each in STATES}

    @property
    def ahead(self) -> int:
        """How many segments of the source went on after the baseline."""
        return sum(item.ahead for item in self.items)


Survey = tuple[list[Progress], Frames, list[Finding]]
"""Chapters of translations, what they are measured by, and what is wrong with the records."""


def survey(handbook: Handbook, codes: Iterable[str] = (), head: bool = False) -> Survey:
    """Every chapter of every translation; with `head` measured by today's source, whatever was frozen."""
    found, findings = translations(handbook, codes)
    frames = Frames(handbook, head)
    damage = frames.damage(dict.fromkeys(each.stem for each in found))
    return [progress(each, frames) for each in found], frames, [*findings, *damage]


def progress(translation: Translation, frames: Frames) -> Progress:
    """The items of one chapter."""
    frame = frames.of(translation.stem, translation.sources)
    items = []
    for link in translation.alignment.links:
        how = state(link, frame)
        was = "\n\n".join(link.row.source) if link.row and how == "stale" else ""
        items.append(Item(how, link, is_ahead(link, frame), was))
    return Progress(translation, tuple(items))


def record(handbook: Handbook, surveyed: Sequence[Progress], frames: Frames) -> int:
    """Write down what was saved since the last time, and say how many records changed. Raises Refused and OSError.

    A damaged record is left for a person to mend.
    """
    changed = 0
    for each in surveyed:
        if each.translation.damaged:
            continue
        frame = frames.of(each.translation.stem, each.translation.sources)
        rows = [row for item in each.items if (row := recorded(item.link, frame))]
        rows += [row for row, _ in each.translation.alignment.orphans]
        before = set(each.translation.rows)
        if tuple(rows) != each.translation.rows:
            changed += len(set(rows) - before)
            records.save(handbook.root, each.translation.language, each.translation.stem, rows)
    return changed


# --- for people ---


def as_text(surveyed: Sequence[Progress], frames: Frames, details: bool = True) -> str:
    """A table with a bar for each chapter, then what wants work, with its place and what changed in the source."""
    lines = [f"baseline {frames.baseline.name} ({frames.baseline.day})" if frames.baseline else "today's source"]
    lines.append("  ".join(f"{SIGNS[each]} {each}" for each in STATES))
    for each in surveyed:
        lines.append(_row(each))
    for each in surveyed if details else ():
        for item in each.items:
            if item.state not in CURRENT or item.open_comments:
                lines += _detail(item, each.translation)
        lines += [f"{segment.place}: translates nothing that is in the source\n  now: {_short(segment.markdown)}"
                  for segment in each.translation.alignment.surplus]  # fmt: skip
    return visible("\n".join(lines) + "\n")


def _row(each: Progress) -> str:
    total = len(each.items) or 1
    bar, done = "", 0
    for how in STATES:
        done += each.counts[how]
        bar += SIGNS[how] * (round(done * WIDTH / total) - len(bar))
    current = sum(each.counts[how] for how in CURRENT)
    counts = ", ".join(f"{n} {how}" for how, n in each.counts.items() if n)
    ahead = f", {each.ahead} ahead" if each.ahead else ""
    return f"{each.translation.path:<40} {bar:<{WIDTH}} {current * 100 // total:>3} %  {counts}{ahead}"


def _detail(item: Item, translation: Translation) -> list[str]:
    lines = [f"{item.place(translation.path)}: {item.state}"]
    if item.state == "stale":
        lines.append(f"  source: {in_line(difference(item.was, item.now))}")
    else:
        lines.append(f"  source: {_short(item.now)}")
    lines += [f"  now:    {_short(item.text)}"] if item.text else []
    if item.link.row:
        lines += [f"  {c.by or 'somebody'}: {_short(c.text, MOST)}" for c in item.link.row.comments if c.open]
    return lines


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def difference(was: str, now: str) -> Difference:
    """What changed between two texts, word by word."""
    before, after = was.split(), now.split()
    runs: list[tuple[str, str]] = []
    for name, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            runs.append(("same", " ".join(before[a:b])))
        else:
            runs += [("gone", " ".join(before[a:b]))] if b > a else []
            runs += [("new", " ".join(after[c:d]))] if d > c else []
    return tuple(runs)


def in_line(runs: Difference, most: int = 12) -> str:
    """A difference on one line: `[-gone-]`, `{+new+}`, and long runs of the same words cut in the middle."""
    shown = {"gone": "[-{}-]", "new": "{{+{}+}}"}
    return " ".join(shown[how].format(text) if how != "same" else _cut(text, most) for how, text in runs)


def _cut(text: str, most: int) -> str:
    words = text.split()
    return text if len(words) <= most else " ".join([*words[: most // 2], "…", *words[-most // 2 :]])


def as_json(surveyed: Sequence[Progress], frames: Frames) -> str:
    """All of it for programs: languages, chapters, counts, and every segment."""
    chapters = [
        {
            "language": each.translation.language,
            "chapter": each.translation.stem,
            "path": each.translation.path,
            "counts": dict(each.counts),
            "ahead": each.ahead,
            "surplus": [str(segment.place) for segment in each.translation.alignment.surplus],
            "segments": [_segment(item, each.translation) for item in each.items],
        }
        for each in surveyed
    ]
    baseline = frames.baseline.name if frames.baseline else None
    return json.dumps({"baseline": baseline, "chapters": chapters}, ensure_ascii=False, indent=1) + "\n"


def _segment(item: Item, translation: Translation) -> dict[str, object]:
    return {
        "state": item.state,
        "kind": item.link.sources[0].kind,
        "source_place": str(item.link.sources[0].place),
        "place": str(item.place(translation.path)),
        "source": item.now,
        "was": item.was,
        "translation": item.text,
        "open_comments": item.open_comments,
    }
