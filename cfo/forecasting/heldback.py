"""Bands held against months that are known: the last ones are taken away and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from cfo.analysis import cash_outlook, forecast
from cfo.analysis.series import PERIODS_NEEDED
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.contracts import SEASON
from cfo.forecasting.ground import Series
from kernel.statistics.values import AnalysisError, NotEnoughDataError

HELD = 6
NO_FLOOR = -(10**15)


@dataclass(frozen=True, slots=True)
class Held:
    """How many months were held back, and how many of them lay within the 80 % band."""

    months: int
    inside: int


def held_back(series: Series) -> Held | None:
    """A series without its last months, forecast; None where too little is left to forecast."""
    known = series.values[:-HELD]
    if len(known) < PERIODS_NEEDED:
        return None
    try:
        found = forecast(known, SEASON, HELD)
    except (AnalysisError, NotEnoughDataError):
        return None
    inside = [
        point.low80 <= value <= point.high80
        for point, value in zip(found.points, series.values[-HELD:], strict=True)
        if value is not None
    ]
    return Held(len(inside), sum(inside)) if inside else None


def held_back_cash(cash: CashAhead) -> Held | None:
    """The same of cash: how it moved since then, beside the futures as they were drawn then."""
    flows = cash.flows
    known, after = flows[:-HELD], flows[-HELD:]
    if len(known) < PERIODS_NEEDED:
        return None
    try:
        found = forecast(known, SEASON, HELD)
    except (AnalysisError, NotEnoughDataError):
        return None
    futures = cash_outlook(
        0,
        known,
        cash.ground.through,
        HELD,
        NO_FLOOR,
        [point.value for point in found.points],
        found.calibration,
    )
    inside = [
        month.p10 <= moved <= month.p90
        for month, moved in zip(futures.by_month, accumulate(after), strict=True)
    ]
    return Held(len(inside), sum(inside))
