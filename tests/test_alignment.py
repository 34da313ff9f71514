"""Whatever translators and authors do to a chapter, no segment is lost or attached to the wrong source."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support import owned as edits
from support.owned import Owned, reread

from handbookpub.reading.files import read_text
from handbookpub.translate.align import Alignment, align
from handbookpub.translate.segments import Segment
from handbookpub.translate.states import recorded

BOOK = Path(__file__).parent.parent / "handbook"
STEMS = ("10-principles", "20-first-contact", "30-security", "90-annex-first-contact-form")
OTHER = {"ar": "fr", "fr": "ar"}
ROUNDS = 60


def chapter(language: str, stem: str, folder: Path) -> tuple[str, list[Segment]]:
    text, _ = read_text(BOOK, f"{language}/{stem}.md")
    assert text
    return text, reread(text, folder, language)


def pool(language: str, stem: str, folder: Path) -> list[str]:
    """Paragraphs of other chapters, as texts that translate nothing here."""
    return [
        s.markdown for other in STEMS if other != stem for s in chapter(language, other, folder)[1]
        if s.kind == "paragraph" and "[^" not in s.markdown and len(s.markdown.split()) > 12
    ]  # fmt: skip


def edited(text: str, pieces: list[Segment], language: str, folder: Path, rng: random.Random, extra: list[str],
           times: int) -> tuple[Owned, list[Segment]]:  # fmt: skip
    owned = Owned.of(text, pieces)
    for _ in range(times):
        rng.choice(edits.EDITS)(owned, pieces, rng, extra)
        pieces = reread(owned.text, folder, language)
    return owned, pieces


def faults(found: Alignment, source: Owned, target: Owned) -> tuple[list[str], int]:
    """Attachments that are wrong, and segments that have lost their translation although it stands there."""
    wrong, missed = [], 0
    standing = {owner for owner in target.owners if owner > 0}
    for link in found.links:
        ours = set().union(*(source.whose(piece) for piece in link.sources))
        theirs = set().union(*(target.whose(piece) for piece in link.targets)) if link.targets else set()
        foreign = {owner for owner in theirs - ours if owner > 0}
        if link.sure and (foreign or theirs and not theirs & ours):
            wrong.append(f"{link.sources[0].place} {ours} <- {theirs} {link.targets[0].markdown[:60]}")
        missed += not theirs and bool({o for o in ours if o > 0} & standing)
    return wrong, missed


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("stem", STEMS)
def test_edits_never_attach_a_segment_to_the_wrong_source(language: str, stem: str, tmp_path: Path) -> None:
    source_text, sources = chapter("en", stem, tmp_path)
    target_text, targets = chapter(language, stem, tmp_path)
    rows = [row for link in align(sources, targets, ()).links if (row := recorded(link))]
    assert len(rows) == len(sources)
    spare = {code: pool(code, stem, tmp_path) for code in ("en", language)}
    missed = total = 0
    for seed in range(ROUNDS // len(STEMS)):
        rng = random.Random(f"{language} {stem} {seed}")
        target, new_targets = edited(target_text, targets, language, tmp_path, rng, spare[language], rng.randint(1, 6))
        source, new_sources = edited(source_text, sources, "en", tmp_path, rng, spare["en"], rng.choice([0, 0, 1, 4]))
        found = align(new_sources, new_targets, rows)
        assert sorted(s.span for link in found.links for s in link.sources) == [s.span for s in new_sources]
        placed = [t.span for link in found.links for t in link.targets] + [t.span for t in found.surplus]
        placed += [t.span for _, group in found.orphans for t in group]
        assert sorted(placed) == [t.span for t in new_targets], f"seed {seed}: a segment of the translation is lost"
        wrong, lost = faults(found, source, target)
        assert wrong == [], f"seed {seed}"
        missed, total = missed + lost, total + len(new_sources)
    assert missed <= 0.002 * total, f"{missed} of {total} segments lost their translation"
