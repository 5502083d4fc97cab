"""A forecast as a drawing: the months before, the bands ahead, the cash floor."""

from __future__ import annotations

import datetime as dt

from cfo.analysis import months
from cfo.forecasting.contracts import Point, SeriesPart
from cfo.forecasting.history import History
from kernel.core.facts import FactBook
from kernel.formats import Notation, month
from kernel.screens import charts

MOMENTS = (("zero.p10", "if months go badly"), ("zero.p50", "as likely as not"))


def fan_of(
    part: SeriesPart, past: History, book: FactBook, notes: Notation, currency: str
) -> charts.Chart:
    """Amounts that are below zero in the lines are drawn upwards, as costs are spoken of."""
    known = past.series(part.series, part.category)
    sign = 1 if part.series == "cash" else _sign(part)

    def money(value: float) -> str:
        return notes.money(round(value), currency)

    def short(value: float) -> str:
        return notes.money_short(round(value), currency)

    ahead = [_ahead(point, sign) for point in part.points]
    periods = [months.first_day(number) for number in past.months]
    return charts.fan(
        [*periods, *(point.period for point in part.points)],
        [None if value is None else sign * value for value in known],
        ahead,
        name=part.label,
        finding=_finding(part, ahead, notes, currency),
        caption=f"{part.label} by month, known and expected",
        show=money,
        axis=short,
        level=_floor(book) if part.series == "cash" else None,
        moments=_moments(part, past, book) if part.series == "cash" else (),
    )


def _sign(part: SeriesPart) -> int:
    return -1 if sum(point.value for point in part.points) < 0 else 1


def _ahead(point: Point, sign: int) -> charts.Ahead:
    low80, high80 = sorted((sign * point.low80, sign * point.high80))
    low95, high95 = sorted((sign * point.low95, sign * point.high95))
    return charts.Ahead(sign * point.value, low80, high80, low95, high95)


def _finding(part: SeriesPart, ahead: list[charts.Ahead], notes: Notation, currency: str) -> str:
    last, when = ahead[-1], month(part.points[-1].period)
    value, low, high = (
        notes.money(round(amount), currency) for amount in (last.value, last.low80, last.high80)
    )
    return f"{part.label} is expected at {value} in {when}; 80% interval {low} to {high}."


def _floor(book: FactBook) -> charts.Level | None:
    floor = book.get("cash.floor")
    if floor is None or not isinstance(floor.value, int):
        return None
    return charts.Level(floor.value, "cash floor" if floor.value else "no cash left")


def _moments(part: SeriesPart, past: History, book: FactBook) -> list[charts.Moment]:
    """The days on which the floor is reached, where they lie within the months drawn."""
    last = months.number_of(part.points[-1].period)
    found = []
    for key, words in MOMENTS:
        fact = book.get(key)
        if fact is None or not isinstance(fact.value, dt.date):
            continue
        number = months.number_of(fact.value)
        if past.last < number <= last:
            at = number - past.months[0] - 1 + fact.value.day / months.days_in(number)
            found.append(charts.Moment(at, words))
    return found
