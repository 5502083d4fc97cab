"""The demo company's working time, counted in minutes since its first morning."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = 60
DAY = 8 * HOUR
OPENS = 9
BEYOND = 130


@dataclass(frozen=True, slots=True)
class Office:
    """Mondays to Fridays from nine to five in a time zone; no holidays.

    `now` is the minute at which the last day has ended.
    """

    days: tuple[date, ...]
    zone: ZoneInfo
    now: int

    @classmethod
    def of(cls, first: date, last: date, time_zone: str) -> Office:
        """Knows the days from `first` to `BEYOND` days after `last`."""
        span = (last - first).days + BEYOND
        days = [first + timedelta(days=at) for at in range(span + 1)]
        open_days = tuple(day for day in days if day.weekday() < 5)
        worked = sum(day <= last for day in open_days)
        return cls(open_days, ZoneInfo(time_zone), worked * DAY)

    def at(self, minute: int) -> datetime:
        """The instant (UTC) of a minute; a full day's end is the next morning."""
        day, rest = divmod(minute, DAY)
        opening = datetime.combine(self.days[day], time(OPENS), self.zone)
        return (opening + timedelta(minutes=rest)).astimezone(UTC)

    def minute(self, day: date) -> int:
        """The minute at which a day opens, or the next working day after it."""
        return bisect_left(self.days, day) * DAY
