"""Cron lines in a workspace's local time, with every local time taken exactly once.

Where the clock is set forward, a local time that does not exist falls on the first moment after
the gap; where it is set back, a local time that comes twice means its first coming.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from celery.schedules import ParseException, crontab_parser

from kernel.errors import KernelUsageError
from kernel.formats.dates import WEEKDAYS

HORIZON_DAYS = 366 * 4
"""29 February on a given weekday aside, every cron line is due within four years."""


@dataclass(frozen=True, slots=True)
class Cron:
    """The five fields of a cron line, each as the set of its numbers; Sunday is 0."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    def falls_on(self, day: dt.date) -> bool:
        """Whether a date is one of the line's.

        As cron has it: where both the day of the month and the weekday are named, either will do.
        """
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return (by_day or by_weekday) if self.either_day else (by_day and by_weekday)


@cache
def parse(line: str) -> Cron:
    """Read ``minute hour day month weekday``; raises KernelUsageError for anything else."""
    fields = line.split()
    if len(fields) != 5:
        raise KernelUsageError(f"cron line {line!r} has {len(fields)} fields instead of 5")
    try:
        minutes, hours, weekdays = (
            crontab_parser(size).parse(fields[place]) for size, place in ((60, 0), (24, 1), (7, 4))
        )
        days = crontab_parser(31, 1).parse(fields[2])
        months = crontab_parser(12, 1).parse(fields[3])
    except (ParseException, ValueError) as error:
        raise KernelUsageError(f"cron line {line!r} cannot be read: {error}") from error
    return Cron(
        tuple(sorted(minutes, reverse=True)),
        tuple(sorted(hours, reverse=True)),
        frozenset(days),
        frozenset(months),
        frozenset(weekdays),
        either_day="*" not in (fields[2], fields[4]),
    )


def moment(local: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment, in UTC, at which a local time without zone comes for the first time."""
    first = local.replace(tzinfo=zone, fold=0)
    found = first.astimezone(dt.UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local:
        return found
    # In a gap, fold 0 reads the offset from before it: that very moment ends up behind the gap,
    # by as much as the local time lies inside it.
    before = local.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    low, high = min(found, before), max(found, before)
    offset = low.astimezone(zone).utcoffset()
    while high - low > dt.timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def last_due(line: str, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    """The last moment (UTC) up to ``now`` at which the line was due; None within four years."""
    cron = parse(line)
    today = now.astimezone(zone).date()
    for back in range(-1, HORIZON_DAYS):
        day = today - dt.timedelta(days=back)
        if (due := _last_on(cron, day, zone, now)) is not None:
            return due
    return None


def next_due(line: str, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    """The first moment (UTC) after ``now`` at which the line is due; None within four years."""
    cron = parse(line)
    today = now.astimezone(zone).date()
    for ahead in range(-1, HORIZON_DAYS):
        day = today + dt.timedelta(days=ahead)
        if not cron.falls_on(day):
            continue
        times = (dt.time(hour, minute) for hour in cron.hours for minute in cron.minutes)
        dues = (moment(dt.datetime.combine(day, time), zone) for time in times)
        if later := [due for due in dues if due > now]:
            return min(later)
    return None


def in_words(line: str) -> str:
    """ "30 6 * * 1" is "Mondays at 06:30"; a line without such words stands as it is."""
    cron, fields = parse(line), line.split()
    if (
        len(cron.minutes) == len(cron.hours) == 1
        and fields[2].isdigit()
        and fields[3:] == ["*"] * 2
    ):
        return f"day {int(fields[2])} of each month at {cron.hours[0]:02d}:{cron.minutes[0]:02d}"
    if len(cron.minutes) != 1 or fields[2:4] != ["*", "*"]:
        return line
    if fields[1] == "*" and fields[4] == "*":
        return f"every hour at :{cron.minutes[0]:02d}"
    if len(cron.hours) != 1:
        return line
    time = f"{cron.hours[0]:02d}:{cron.minutes[0]:02d}"
    if fields[4] == "*":
        return f"every day at {time}"
    days = sorted((day - 1) % 7 for day in cron.weekdays)
    names = [f"{WEEKDAYS[day]}s" for day in days]
    return f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} at {time}"


def _last_on(cron: Cron, day: dt.date, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    if not cron.falls_on(day):
        return None
    for hour in cron.hours:
        for minute in cron.minutes:
            due = moment(dt.datetime.combine(day, dt.time(hour, minute)), zone)
            if due <= now:
                return due
    return None


def on(line: str, zone: ZoneInfo, day: dt.date, now: dt.datetime | None = None) -> dt.datetime:
    """The moment (UTC) of a line on a date: the last one up to ``now``, else the day's first."""
    cron = parse(line)
    if now is not None and (due := _last_on(cron, day, zone, now)) is not None:
        return due
    return moment(dt.datetime.combine(day, dt.time(cron.hours[-1], cron.minutes[-1])), zone)
