"""How much work time lies between two instants, by a workspace's own calendar.

Work is done from `start` to `end` of the local clock on working days. What a day holds is
measured in elapsed time, so a day that begins before a change to or from daylight saving time
and ends after it is an hour shorter or longer, as it is for the people who work through it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from zoneinfo import ZoneInfo

from .workdays import WorkDays

NOTHING = dt.timedelta(0)
LAST_MINUTE = dt.time(23, 59)
MOST_YEARS = 200
FIRST, LAST = dt.datetime(1800, 1, 1, tzinfo=dt.UTC), dt.datetime(2400, 1, 1, tzinfo=dt.UTC)
"""A mistyped year before or after counts as if it were here, so that no screen breaks on it."""


@dataclass(frozen=True, slots=True)
class _Year:
    """One calendar year: when each of its days begins and how long, and work done before it."""

    first: dt.date
    starts: list[dt.datetime]
    lengths: list[dt.timedelta]
    before: list[dt.timedelta]

    @property
    def total(self) -> dt.timedelta:
        return self.before[-1]


@dataclass(frozen=True, slots=True)
class WorkHours:
    """The hours in which a workspace works.

    `start` and `end` are times of the local clock in `zone`; an `end` of 23:59 means midnight,
    so that work around the clock can be written down. Years are worked out when they are first
    asked for, so one object serves thousands of questions.
    """

    days: WorkDays
    start: dt.time
    end: dt.time
    zone: ZoneInfo
    _years: dict[int, _Year] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"work must end after it begins, got {self.start} to {self.end}")

    @classmethod
    def of(
        cls,
        weekdays: Iterable[int] = (1, 2, 3, 4, 5),
        holidays: Iterable[dt.date] = (),
        start: dt.time = dt.time(9),
        end: dt.time = dt.time(17),
        zone: str = "UTC",
    ) -> WorkHours:
        """ISO weekdays, days off, local times and an IANA zone.

        Raises ValueError where `end` is not after `start`, ZoneInfoNotFoundError for a zone
        that is not known.
        """
        return cls(WorkDays.of(weekdays, holidays), start, end, ZoneInfo(zone))

    def between(self, first: dt.datetime, last: dt.datetime) -> float:
        """Working seconds from `first` to `last`; negative where `last` comes first.

        What lies before 1800 or after 2400 is taken for that. Raises ValueError for a time without
        a zone.
        """
        return self._between(_instant(first), _instant(last)).total_seconds()

    def after(self, moment: dt.datetime, seconds: float) -> dt.datetime:
        """The earliest instant by which `seconds` more have been worked, in UTC.

        Where `seconds` is negative, the latest instant from which as many lead up to `moment`.
        Raises ValueError for a time without a zone, and where no such instant comes within 200
        years.
        """
        origin, wanted = _instant(moment), dt.timedelta(seconds=seconds)
        if not wanted:
            return origin
        target = self._done(origin) + wanted
        return self._earliest(origin, target) if wanted > NOTHING else self._latest(origin, target)

    def is_open(self, moment: dt.datetime) -> bool:
        """Whether work is going on at this instant."""
        instant = _instant(moment)
        year, day = self._place(instant)
        return NOTHING <= instant - year.starts[day] < year.lengths[day]

    def usual_day(self) -> float:
        """Seconds of a working day on which the clock does not change."""
        day = dt.date(2001, 1, 1)
        ends = dt.datetime.combine(day, self.end) + self._last_minute()
        return (ends - dt.datetime.combine(day, self.start)).total_seconds()

    def usual_week(self) -> float:
        """Seconds of a week without a day off and without a change of the clock."""
        return self.usual_day() * len(self.days.weekdays)

    def _between(self, first: dt.datetime, last: dt.datetime) -> dt.timedelta:
        one, other = self._year_of(first), self._year_of(last)
        low, high = min(one, other), max(one, other)
        years = sum((self._year(year).total for year in range(low, high)), NOTHING)
        sign = 1 if other >= one else -1
        return self._done(last) - self._done(first) + sign * years

    def _done(self, instant: dt.datetime) -> dt.timedelta:
        """Work from the beginning of the instant's local year to the instant."""
        year, day = self._place(instant)
        spent = min(max(instant - year.starts[day], NOTHING), year.lengths[day])
        return year.before[day] + spent

    def _earliest(self, origin: dt.datetime, target: dt.timedelta) -> dt.datetime:
        """Where the work of years, counted from the origin's, first reaches `target`."""
        first = self._year_of(origin)
        for number in range(first, min(first + MOST_YEARS, dt.MAXYEAR - 1)):
            year = self._year(number)
            if target <= year.total:
                day = bisect_left(year.before, target) - 1
                return year.starts[day] + (target - year.before[day])
            target -= year.total
        raise ValueError(f"no {MOST_YEARS} years hold that much work")

    def _latest(self, origin: dt.datetime, target: dt.timedelta) -> dt.datetime:
        """The last instant at which `target` was done; below zero, it lies in an earlier year."""
        first = self._year_of(origin)
        for number in range(first, max(first - MOST_YEARS, dt.MINYEAR + 1), -1):
            if target >= NOTHING:
                year = self._year(number)
                day = bisect_right(year.before, target) - 1
                return year.starts[day] + (target - year.before[day])
            target += self._year(number - 1).total
        raise ValueError(f"no {MOST_YEARS} years hold that much work")

    def _place(self, instant: dt.datetime) -> tuple[_Year, int]:
        day = instant.astimezone(self.zone).date()
        year = self._year(day.year)
        return year, (day - year.first).days

    def _year_of(self, instant: dt.datetime) -> int:
        return instant.astimezone(self.zone).year

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = self._worked_out(number)
        return self._years[number]

    def _worked_out(self, number: int) -> _Year:
        first = dt.date(number, 1, 1)
        count = (dt.date(number + 1, 1, 1) - first).days
        days = [first + dt.timedelta(days=day) for day in range(count)]
        starts = [self._clock(day, self.start) for day in days]
        lengths = [
            max(self._clock(day, self.end, fold=1) + self._last_minute() - start, NOTHING)
            if self.days.works(day)
            else NOTHING
            for day, start in zip(days, starts, strict=True)
        ]
        return _Year(first, starts, lengths, list(accumulate(lengths, initial=NOTHING)))

    def _clock(self, day: dt.date, time: dt.time, fold: int = 0) -> dt.datetime:
        """An hour that a change of the clock repeats counts wholly: `fold` 1 is its second run."""
        return dt.datetime.combine(day, time.replace(fold=fold), self.zone).astimezone(dt.UTC)

    def _last_minute(self) -> dt.timedelta:
        """What 23:59 still lacks of midnight."""
        return dt.timedelta(minutes=1) if self.end >= LAST_MINUTE else NOTHING


def _instant(moment: dt.datetime) -> dt.datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone: say in which zone it was read off")
    if not FIRST.year < moment.year < LAST.year:
        return FIRST if moment.year <= FIRST.year else LAST
    return moment.astimezone(dt.UTC)
