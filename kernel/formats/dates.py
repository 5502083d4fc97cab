"""Days, times and durations in words. The caller gives today and aware times already local."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

WEEKDAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(value: date | None, today: date | None = None, *, weekday: bool = False) -> str:
    """ "31 Jan"; with `weekday` "Sat 31 Jan"; with the year when it is not today's.

    Without `today` the year is always written.
    """
    if value is None:
        return "no date"
    text = f"{value.day} {MONTHS[value.month - 1][:3]}"
    if today is None or value.year != today.year:
        text = f"{text} {value.year}"
    return f"{WEEKDAYS[value.weekday()][:3]} {text}" if weekday else text


def long_day(value: date) -> str:
    """A page's title: "Saturday, 31 January"."""
    return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]}"


def month(value: date, *, long: bool = False) -> str:
    """A month with its year: "Jan 2026", with `long` "January 2026"."""
    name = MONTHS[value.month - 1]
    return f"{name if long else name[:3]} {value.year}"


def day_range(first: date, last: date, today: date | None = None) -> str:
    """ "1 to 29 Dec 2025", "28 Jan to 3 Feb", "28 Dec 2025 to 3 Jan 2026"."""
    if first == last:
        return day(last, today)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month == last.month:
        return f"{first.day} to {day(last, today)}"
    return f"{day(first, first)} to {day(last, today)}"


def clock(value: datetime) -> str:
    """ "09:42", 24 hours."""
    return f"{value:%H:%M}"


def when(value: datetime, now: datetime) -> str:
    """How history names a moment: "09:42" today, "Fri 16:20" this week, else "12 Jan"."""
    days = (now.date() - value.date()).days
    if days == 0:
        return clock(value)
    if 0 < days < 7:
        return f"{WEEKDAYS[value.weekday()][:3]} {clock(value)}"
    return day(value.date(), now.date())


def duration(seconds: float | timedelta | None) -> str:
    """How long something took: "0.1 s", "31 s", "2 min 5 s", "1 h 4 min"."""
    if seconds is None:
        return ""
    total = seconds.total_seconds() if isinstance(seconds, timedelta) else float(seconds)
    if total < 9.95:
        return f"{total:.1f}\u00a0s"
    whole = round(total)
    if whole < 60:
        return f"{whole}\u00a0s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}\u00a0min {rest}\u00a0s" if rest else f"{minutes}\u00a0min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}\u00a0h {minutes}\u00a0min" if minutes else f"{hours}\u00a0h"


def elapsed(seconds: float) -> str:
    """A running clock: "0:07", "12:40", "1:02:05"."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
