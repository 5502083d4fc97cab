"""Months as numbers: counting, adding, the day that a month has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kernel.core.windows import Window


def number_of(day: date) -> int:
    """The month of a day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def first_day(number: int) -> date:
    """The first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def last_day(number: int) -> date:
    """The last day of the month with this number."""
    return first_day(number + 1) - timedelta(days=1)


def window(first: int, last: int) -> Window:
    """From the first day of one month to the last day of another."""
    return Window(first_day(first), last_day(last))


def label(number: int) -> str:
    """The month as "2026-01"."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def days_in(number: int) -> int:
    return monthrange(number // 12, number % 12 + 1)[1]


def moved(day: date, months: int, on: int | None = None) -> date:
    """The same day `months` later, or the month's last; `on` is the day of the month meant."""
    number = number_of(day) + months
    return first_day(number).replace(day=min(on or day.day, days_in(number)))


def last_whole(day: date) -> int:
    """The last month that is over on the evening of `day`."""
    number = number_of(day)
    return number if day == last_day(number) else number - 1
