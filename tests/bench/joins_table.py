"""Print, as Markdown, how many pairs of letters an element boundary changes: `python
tests/bench/joins_table.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_extraction import families
from test_joins import PLACES, different, joins, pairs


def main() -> None:
    joined = sum(joins(first, second) for first, second in pairs())
    print(f"Pairs changed by a boundary, of {joined} that join and {len(pairs()) - joined} that do not\n")
    print("| family | place | joined | not joined |\n|---|---|---|---|")
    for family in families():
        for place in PLACES:
            counts = [len(different(family, place, joining)) for joining in (True, False)]
            print(f"| {family} | {place} | {counts[0]} | {counts[1]} |", flush=True)


if __name__ == "__main__":
    main()
