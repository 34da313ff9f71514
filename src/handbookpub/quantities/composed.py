"""Numbers in words, put together: `two hundred and five`, `quatre-vingt-dix-sept`, `مئة وخمسة وعشرون`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

TEN, HUNDRED, THOUSAND = 10, 100, 1000
TEENS = range(7, 10)
SCORES = (60, 80)
"""Tens to which French adds eleven to nineteen."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A number while it is read: `done` are its thousands, `current` is what the next scale multiplies."""

    done: int
    current: int

    @property
    def value(self) -> Fraction:
        """The number so far."""
        return Fraction(self.done + self.current)

    def plus(self, value: int, joined: bool, tens_first: bool) -> Sum | None:
        """The number with one more word, None if that word begins another number."""
        if value >= THOUSAND:
            return self._scaled(value, joined)
        grown = self._tens_first(value) if tens_first else self._units_first(value, joined)
        return None if grown is None else Sum(self.done, grown)

    def _scaled(self, value: int, joined: bool) -> Sum | None:
        if joined or not 0 < self.current < value or (self.done and self.done <= value):
            return None
        return Sum(self.done + self.current * value, 0)

    def _tens_first(self, value: int) -> int | None:
        now, last = self.current, self.current % HUNDRED
        if value == HUNDRED:
            return now * HUNDRED if 1 <= now < HUNDRED and now % TEN else HUNDRED if self.done and not now else None
        if value == 0 or value > HUNDRED or (not now and not self.done):
            return None
        if value >= TEN:
            fits = last == 0 or (last in SCORES and value < 2 * TEN)
        else:
            fits = last % TEN == 0 and (last != TEN or value in TEENS)
        return now + value if fits else None

    def _units_first(self, value: int, joined: bool) -> int | None:
        now, last = self.current, self.current % HUNDRED
        if value >= HUNDRED:
            if value == HUNDRED and not joined and 2 < now < TEN:
                return now * HUNDRED
            return value if joined and self.done and not now else None
        if 0 < last < TEN:
            teen, tens = value == TEN and not joined, joined and value >= 2 * TEN
            return now + value if teen or tens else None
        return now + value if value and joined and last == 0 and (now or self.done) else None


def begin(value: int) -> Sum:
    """A number of one word."""
    return Sum(value, 0) if value >= THOUSAND else Sum(0, value)
