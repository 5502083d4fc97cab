"""The values that every computation here speaks in: intervals, refusals, errors.

No computation returns NaN or infinity. What cannot be computed from the data at hand is
refused with `NotEnoughDataError`, which says what is missing, how much there is and how much it
takes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


class AnalysisError(ValueError):
    """The values handed over cannot be what they are said to be (12 of 10, a negative count)."""


class NotEnoughDataError(Exception):
    """There is too little data for an honest answer.

    `what` names the quantity in plain words, `have` and `need` count it.
    """

    def __init__(self, what: str, have: int, need: int) -> None:
        super().__init__(f"{what}: have {have}, need {need}")
        self.what = what
        self.have = have
        self.need = need

    def shortfall(self, subject: str) -> Shortfall:
        """The same refusal as a value that a result can carry."""
        return Shortfall(subject=subject, what=self.what, have=self.have, need=self.need)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A refusal inside a larger result: `subject` is what it is about."""

    subject: str
    what: str
    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence limits, all in the estimate's own unit."""

    estimate: float
    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if not all(math.isfinite(v) for v in (self.estimate, self.low, self.high)):
            raise AnalysisError("an interval has finite limits")

    def times(self, factor: float) -> Interval:
        """The interval of the estimate multiplied by a known number."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Interval(self.estimate * factor, low, high, self.level)

    def covers(self, value: float) -> bool:
        """Whether `value` lies between the limits, ends included."""
        return self.low <= value <= self.high
