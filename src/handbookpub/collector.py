"""Python's garbage collector, told what kind of program this is."""

from __future__ import annotations

import gc


def rest(freeze: bool = False) -> None:
    """Let the collector pass more rarely over what is there to stay. The trees of a book are a million objects without
    cycles; with the thresholds of Python a third of the time of reading goes into looking at them again and again.
    With `freeze`, what stands now is never looked at again.
    """
    if freeze:
        gc.collect()
        gc.freeze()
    gc.set_threshold(100_000, 20, 20)
