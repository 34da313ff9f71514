"""Whatever translators and authors do to a chapter, no segment is lost or attached to the wrong source."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.edited import SOURCE, STEMS, edit, outcome, pair, pool
from support.owned import reread

LANGUAGES = ("ar", "fr")
EXAMPLES = 30
MISSED = 0.01
"""Of the segments whose text stands on both sides, how many may have to be attached by hand."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", STEMS)
def test_edits_never_attach_a_segment_to_the_wrong_source(language: str, stem: str) -> None:
    known = pair(language, stem)
    counts = {"segments": 0, "missed": 0}

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.randoms(use_true_random=False), st.integers(1, 6), st.sampled_from([0, 0, 1, 4]))
    def hold(rng: random.Random, times: int, times_source: int) -> None:
        target, source = known.owned(language), known.owned(SOURCE)
        done = edit(target, rng, pool(language, stem), times), edit(source, rng, pool(SOURCE, stem), times_source)
        found, told = outcome(known, source, target)
        assert sorted(s.span for link in found.links for s in link.sources) == [s.span for s in source.pieces]
        placed = [t.span for link in found.links for t in link.targets] + [t.span for t in found.surplus]
        placed += [t.span for _, group in found.orphans for t in group]
        assert sorted(placed) == [t.span for t in target.pieces], "a segment of the translation is lost"
        assert told.wrong == [], done
        counts["segments"] += told.segments
        counts["missed"] += told.missed

    hold()
    rate = counts["missed"] / counts["segments"]
    assert rate <= MISSED, f"{counts['missed']} of {counts['segments']} segments lost their translation"


@pytest.mark.parametrize("language", (SOURCE, *LANGUAGES))
@pytest.mark.parametrize("stem", STEMS)
def test_the_carried_segments_are_those_that_a_reader_finds(language: str, stem: str, tmp_path: Path) -> None:
    for seed in range(2):
        owned = pair(LANGUAGES[0] if language == SOURCE else language, stem).owned(language)
        done = edit(owned, random.Random(f"{language} {stem} {seed}"), pool(language, stem), 12)
        read = reread(owned.text, tmp_path, language)
        carried = [(s.kind, s.section, s.block, s.slot, s.markdown, s.span) for s in owned.pieces]
        assert carried == [(s.kind, s.section, s.block, s.slot, s.markdown, s.span) for s in read], done
