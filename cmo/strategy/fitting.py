"""What each paid channel's spend brings: its curve or its refusal, and their figures as facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from cmo.analysis import fit_response
from cmo.analysis.finding import VERSION
from cmo.analysis.response import ResponseCurve
from cmo.analysis.rows import MetricRows
from cmo.figures import interval_of, rows_of, whole
from cmo.models.columns import channel_label
from cmo.strategy.contracts import BASELINE_DAYS, CurvePoints
from kernel.core.facts import Fact, Unit, input_hash
from kernel.core.windows import Window
from kernel.statistics.values import Interval as AnalysisInterval
from kernel.statistics.values import NotEnoughDataError, Shortfall

HISTORY_DAYS = 731
POINTS = 25
BEYOND = 1.25
KEPT = 64
"""Fits that a process keeps; the same days give the same curve, whoever asks."""
NOUNS = {"conversions": "order", "sessions": "session"}
Fit = ResponseCurve | Shortfall


@dataclass(frozen=True)
class Responses:
    """The paid channels' answers to spend, out of the rows of one currency up to `last`.

    `spent` is what each paid channel cost in the present days, in minor units; `outcome` the
    column that spend is to bring.
    """

    metrics: MetricRows
    outcome: str
    currency: str
    last: dt.date
    spent: dict[str, int]
    _fitted: dict[str, Fit] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def history(self) -> Window:
        """The days that curves are fitted to: from the first row on, two years at most."""
        first = self.metrics.date.min().item()
        return Window(max(first, self.last - dt.timedelta(days=HISTORY_DAYS - 1)), self.last)

    def fit(self, channel: str) -> Fit:
        """One channel's curve, or why there is none; fitted once."""
        if channel not in self._fitted:
            self._fitted[channel] = self._fit(channel)
        return self._fitted[channel]

    @property
    def fits(self) -> dict[str, Fit]:
        """Each paid channel's curve, or why there is none."""
        return {name: self.fit(name) for name in self.spent}

    def _fit(self, channel: str) -> Fit:
        window = self.history
        counted = self.metrics.counted()
        own = counted.of_channels([channel])
        free = counted.of_channels(name for name in counted.channels() if name not in self.spent)
        demand = free.daily(self.outcome, window) if free.total(self.outcome) else None
        fit = _once(
            own.daily("cost", window).tobytes(),
            own.daily(self.outcome, window).tobytes(),
            None if demand is None else demand.tobytes(),
            min(BASELINE_DAYS, window.days),
        )
        return fit if isinstance(fit, ResponseCurve) else fit.shortfall(channel)


@lru_cache(maxsize=KEPT)
def _once(
    spend: bytes, outcome: bytes, demand: bytes | None, days: int
) -> ResponseCurve | NotEnoughDataError:
    try:
        return fit_response(
            _series(spend),
            _series(outcome),
            demand=None if demand is None else _series(demand),
            days=days,
        )
    except NotEnoughDataError as refusal:
        return refusal.with_traceback(None)


def _series(raw: bytes) -> NDArray[np.float64]:
    return np.frombuffer(raw, dtype=np.float64)


def points_of(curve: ResponseCurve, planned: float) -> CurvePoints:
    """The curve from nothing to a little beyond what was seen or is planned, a day."""
    end = max(curve.last_seen, curve.spend, planned) * BEYOND
    spends = [end * n / (POINTS - 1) for n in range(POINTS)]
    limits = [curve.interval_at(spend) for spend in spends]
    return CurvePoints(
        spend=[round(spend, 2) for spend in spends],
        outcome=[round(one.estimate, 4) for one in limits],
        low=[round(one.low, 4) for one in limits],
        high=[round(one.high, 4) for one in limits],
        last_seen=round(curve.last_seen, 2),
        now=round(curve.spend, 2),
        planned=round(planned, 2),
    )


def curve_facts(
    found: Responses,
    channel: str,
    curve: ResponseCurve,
    start: str,
    planned: float | None = None,
) -> Iterator[Fact]:
    """How full the channel is, and what its next unit of spend brings now and as planned.

    Keys begin with `start`; `planned` is money a day.
    """
    label = channel_label(channel)
    yield _fitted(
        found, channel, f"{start}.saturation", f"Share of the most it can bring, {label}",
        curve.saturation, "fraction",
        "What the channel brings at present spend, divided by the most that it could bring.",
    )  # fmt: skip
    for part, where, spend in (
        ("marginal", "at the planned spend", planned),
        ("marginal_now", "at present spend", curve.spend),
    ):
        if spend is None:
            continue
        unit: Unit = "ratio"
        limits = curve.marginal_interval(spend)
        name = f"Next unit of spend, {label}, {where}"
        words = f"Revenue that a further unit of spend brings {where}, by the channel’s curve."
        if found.outcome != "revenue":
            noun, limits, unit = NOUNS[found.outcome], _turned(limits), "money"
            name = f"Cost of a further {noun}, {label}, {where}"
            words = f"One {noun} divided by what a further unit of spend brings {where}."
        yield _fitted(found, channel, f"{start}.{part}", name, limits, unit, words)


def _turned(limits: AnalysisInterval) -> AnalysisInterval:
    """What one more costs, from what a unit of money brings more."""
    least = max(limits.low, limits.estimate / 1000)
    return AnalysisInterval(1 / limits.estimate, 1 / limits.high, 1 / least, limits.level)


def _fitted(
    found: Responses,
    channel: str,
    key: str,
    label: str,
    limits: AnalysisInterval,
    unit: Unit,
    formula: str,
) -> Fact:
    window, channels = found.history, (channel,)
    behind = [
        found.metrics.evidence(column, window, channels) for column in ("cost", found.outcome)
    ]
    return Fact(
        key=key,
        label=label,
        value=whole(limits.estimate, unit),
        unit=unit,
        function="cmo.analysis.fit_response",
        version=VERSION,
        input_hash=input_hash(key, *(evidence.digest for evidence in behind)),
        formula=formula,
        rows=tuple(map(rows_of, behind)),
        interval=interval_of(limits),
        period=(window.first, window.last),
        currency=found.currency if unit == "money" else None,
    )
