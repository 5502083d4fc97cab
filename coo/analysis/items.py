"""Pieces of work as the analysis takes them: when they were asked for, begun, finished, due."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError

HOUR = 3600.0
DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Item:
    """A task or a case. Times are aware; `due` is when it was promised.

    Raises AnalysisError for times that cannot follow each other.
    """

    key: str
    opened: dt.datetime
    started: dt.datetime | None = None
    finished: dt.datetime | None = None
    due: dt.datetime | None = None

    def __post_init__(self) -> None:
        begun = self.started or self.opened
        if begun < self.opened:
            raise AnalysisError(f"{self.key} was started before it was opened")
        if self.finished is not None and self.finished < begun:
            raise AnalysisError(f"{self.key} was finished before it began")

    @classmethod
    def of(
        cls, key: str, opened: str, started: str = "", finished: str = "", due: str = ""
    ) -> Item:
        """The same from ISO times with an offset; an empty one is none."""
        begun, ended, promised = (_time(one) if one else None for one in (started, finished, due))
        return cls(key, _time(opened), begun, ended, promised)

    @property
    def begun(self) -> dt.datetime:
        """When work on it began; what was never marked as started began when it was opened."""
        return self.started or self.opened

    def cycle_hours(self, hours: WorkHours) -> float:
        """Working hours from the beginning of work to the end. AnalysisError where it is open."""
        return hours.between(self.begun, self._end()) / HOUR

    def lead_hours(self, hours: WorkHours) -> float:
        """Working hours from when it was asked for to the end. AnalysisError where it is open."""
        return hours.between(self.opened, self._end()) / HOUR

    def cycle_days(self) -> float:
        """Calendar days from the beginning of work to the end."""
        return (self._end() - self.begun).total_seconds() / DAY

    def _end(self) -> dt.datetime:
        if self.finished is None:
            raise AnalysisError(f"{self.key} is not finished")
        return self.finished


def finished_in(items: Iterable[Item], first: dt.datetime, last: dt.datetime) -> tuple[Item, ...]:
    """The items that were finished after `first` and up to `last`."""
    return tuple(one for one in items if one.finished and first < one.finished <= last)


def instant(text: str) -> dt.datetime:
    """An aware time from ISO text with an offset."""
    return _time(text)


def nearest_rank(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed.

    The values rise; there is at least one. Source: Hyndman & Fan (1996), definition 1.
    """
    rank = math.ceil(round(share * len(ordered), 9))
    return ordered[max(rank, 1) - 1]


def _time(text: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(text)
    if found.utcoffset() is None:
        raise AnalysisError(f"{text} has no offset from UTC")
    return found
