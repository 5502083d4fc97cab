"""The period that a dashboard shows, and the one that it is compared with."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.core.windows import Window

MONTHS_SHOWN = 12
LONGEST_DAYS = 731
PERIODS = {
    "month": "This month",
    "last_month": "Last month",
    "28": "Last 28 days",
    "91": "Last 91 days",
    "365": "Last 365 days",
}
COMPARISONS = {
    "before": "The period before",
    "year": "The same days a year before",
    "none": "Nothing",
}


@dataclass(frozen=True, slots=True)
class Period:
    """What was chosen, as days. `spark` are twelve periods of that kind, the shown one last."""

    key: str
    comparison: str
    window: Window
    earlier: Window | None
    spark: tuple[Window, ...]
    by_month: bool

    @property
    def so_far(self) -> bool:
        """Whether the month that is shown is not over yet."""
        return self.by_month and self.window.last != _month_end(self.window.last)


def period_of(key: str, comparison: str, today: date, first: str = "", last: str = "") -> Period:
    """The period by its key, or by two days for the key `custom`; unknown ones are this month.

    A month that is not over is compared with the same days of the month before.
    """
    comparison = comparison if comparison in COMPARISONS else "before"
    if key == "custom" and (chosen := _custom(first, last, today)) is not None:
        return _of_days("custom", comparison, chosen)
    if key.isdecimal() and key in PERIODS:
        return _of_days(key, comparison, Window.ending(today, int(key)))
    if key == "last_month":
        end = today.replace(day=1) - timedelta(days=1)
        return _of_month(key, comparison, Window(end.replace(day=1), end))
    return _of_month("month", comparison, Window(today.replace(day=1), today))


def _custom(first: str, last: str, today: date) -> Window | None:
    try:
        chosen = Window(date.fromisoformat(first), min(date.fromisoformat(last), today))
    except ValueError:
        return None
    return chosen if 1 <= chosen.days <= LONGEST_DAYS else None


def _of_days(key: str, comparison: str, window: Window) -> Period:
    spark = [window]
    while len(spark) < MONTHS_SHOWN:
        spark.insert(0, spark[0].preceding(window.days))
    earlier = {"before": spark[-2], "year": _year_before(window), "none": None}[comparison]
    return Period(key, comparison, window, earlier, tuple(spark), by_month=False)


def _of_month(key: str, comparison: str, window: Window) -> Period:
    spark = [window]
    whole = window.last == _month_end(window.last)
    while len(spark) < MONTHS_SHOWN:
        spark.insert(0, _month_before(spark[0], 31 if whole else window.last.day))
    earlier = {"before": spark[-2], "year": _year_before(window), "none": None}[comparison]
    return Period(key, comparison, window, earlier, tuple(spark), by_month=True)


def _month_before(window: Window, day: int) -> Window:
    end = window.first - timedelta(days=1)
    return Window(end.replace(day=1), end.replace(day=min(day, end.day)))


def _year_before(window: Window) -> Window:
    return Window(_same_day(window.first), _same_day(window.last))


def _same_day(day: date) -> date:
    longest = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, longest))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
