"""Quantities: the numbers, dates, telephone numbers, codes and labels that a text tells, whatever it says them with.

`three days`, `٣ أيام` and `trois jours` are the same figure to the checks between a translation and its source. What
a language says a number with stands in the table `figures` of its row.
"""

from __future__ import annotations
