"""Forecasts held against what came since: how many months lay within their bands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cfo import selectors
from cfo.analysis import months
from cfo.forecasting.contracts import Point
from cfo.forecasting.history import History, history
from cfo.models import Forecast
from kernel.formats import Notation
from kernel.tenancy import clock

LOOKED_AT = 120


@dataclass(frozen=True, slots=True)
class Came:
    """A forecast month and what really came; None while the month is not over."""

    point: Point
    actual: int | None

    @property
    def within80(self) -> bool:
        return self.actual is not None and self.point.low80 <= self.actual <= self.point.high80

    @property
    def within95(self) -> bool:
        return self.actual is not None and self.point.low95 <= self.actual <= self.point.high95


def known_until(currency: str) -> dt.date | None:
    """The last day of the last month that the lines of a currency cover whole."""
    today = clock.today()
    last = selectors.last_line(currency)
    if last is None:
        return None
    reached = selectors.reach(currency, last, today)
    return months.last_day(selectors.last_whole_month(reached, today))


def came_since(row: Forecast, past: History) -> list[Came]:
    """Each month of a forecast beside what came of it."""
    category = row.category.name if row.category else ""
    known = past.values(row.series, category)
    return [
        Came(point, known.get(months.number_of(point.period)))
        for point in (Point.model_validate(one) for one in row.points)
    ]


def judged(currency: str, notes: Notation) -> list[dict[str, str]]:
    """How earlier forecasts of the totals did, a line a series; nothing where no month is over."""
    until = known_until(currency)
    if until is None:
        return []
    past = history(currency, until)
    rows = Forecast.objects.filter(currency=currency, category=None, made_on__lte=until)
    by_series: dict[str, list[Came]] = {}
    for row in rows.order_by("-made_on")[:LOOKED_AT]:
        found = [one for one in came_since(row, past) if one.actual is not None]
        by_series.setdefault(row.get_series_display(), []).extend(found)
    return [_line(name, found, notes) for name, found in by_series.items() if found]


def _line(name: str, found: Iterable[Came], notes: Notation) -> dict[str, str]:
    known = list(found)
    return {
        "name": name,
        "months": notes.count(len(known), "month"),
        "within80": notes.percent(sum(one.within80 for one in known) / len(known), 0),
        "within95": notes.percent(sum(one.within95 for one in known) / len(known), 0),
    }
