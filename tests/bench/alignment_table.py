"""Print, as Markdown, what random edits of chapters and their sources do to the alignment: `python
tests/bench/alignment_table.py [SEQUENCES]` (500 for each language if nothing is said).
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.edited import SOURCE, STEMS, Outcome, edit, outcome, pair, pool

LANGUAGES = ("ar", "fr")


def sequence(language: str, number: int) -> Outcome:
    """One sequence of edits on a chapter of the book: one to six in the translation, none to four in the source."""
    rng, stem = random.Random(f"{language} {number}"), STEMS[number % len(STEMS)]
    known = pair(language, stem)
    target, source = known.owned(language), known.owned(SOURCE)
    done = edit(target, rng, pool(language, stem), rng.randint(1, 6))
    done += ["|", *edit(source, rng, pool(SOURCE, stem), rng.choice([0, 0, 1, 4]))]
    told = outcome(known, source, target)[1]
    for fault in told.wrong:
        print(f"wrong: {language} {number} {stem}: {fault} after {' '.join(done)}", file=sys.stderr)
    return told


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{count} sequences of edits in each language\n")
    print("| language | segments | wrong | unsure | missed | retyped whole, unattached |\n|---|---|---|---|---|---|")
    for language in LANGUAGES:
        told = [sequence(language, number) for number in range(count)]
        total, wrong = sum(each.segments for each in told), sum(len(each.wrong) for each in told)
        counts = [sum(getattr(each, name) for each in told) for name in ("unsure", "missed", "retyped")]
        shares = " | ".join(f"{count} ({count / total:.3%})" for count in counts)
        print(f"| {language} | {total} | {wrong} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
