"""Days that do not fit: broken tracking, spend spikes, collapses of traffic or orders."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.channels import ALL_CHANNELS
from cmo.analysis.outliers import SeasonalFit, seasonal_fit
from cmo.analysis.rows import MetricRows
from kernel.core.windows import Window
from kernel.statistics.outliers import generalized_esd
from kernel.statistics.values import Interval, NotEnoughDataError, Shortfall

AnomalyKind = Literal["broken_tracking", "spend_spike", "drop"]

USUAL_NEEDED = 20
OUTLIERS_SHARE = 20
FELL_BELOW = 0.5
ROSE_ABOVE = 1.5
FOLLOWED = 0.8
DRIVERS = ("clicks", "impressions", "cost")
SITE_METRICS = ("sessions", "conversions", "revenue")


@dataclass(frozen=True, slots=True)
class Gap:
    """What a metric had over the days of an anomaly, and what it usually has on such days.

    `missing` is usual - observed (negative where there was more), with its prediction interval.
    """

    metric: str
    observed: int
    usual: Interval
    missing: Interval


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Consecutive days on which the same thing was wrong with some channels.

    `channels` is (ALL_CHANNELS,) where only the sum of all shows it. The first gap is of the
    metric that gave it away; further gaps say what else was missing.
    """

    kind: AnomalyKind
    channels: tuple[str, ...]
    window: Window
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Flag:
    kind: AnomalyKind
    day: date
    channel: str


def daily_anomalies(
    rows: MetricRows, history: Window, report: Window, alpha: float = 0.01, level: float = 0.95
) -> tuple[tuple[Anomaly, ...], tuple[Shortfall, ...], int]:
    """The anomalous days within `report`, judged against all of `history`.

    Returned with them: the series that were too short or too thin, and how many could be tested.

    `rows` are of one currency; excluded rows are left out. For each channel, sessions for each
    click, clicks, and cost, and for all channels together conversions for each session, are
    cleared of trend and weekdays, and the generalized ESD test names their outliers (impressions
    or cost stand in where a channel has no clicks). Alpha is divided by the number of series, so
    that a clean workspace has an anomaly in its whole history with about that chance. An outlier
    counts only where it also matters:

    * broken_tracking: sessions for each click below half of usual, while clicks went on;
    * drop: clicks below half of usual, or orders for each session below half;
    * spend_spike: cost above 1.5 times usual and revenue not along with it.

    On a day of broken tracking nothing else is named: orders and revenue were not seen.
    """
    kept = rows.within(history).counted()
    series, shortfalls = _fits(kept, history)
    flags = [
        flag
        for flag in _flags(kept, series, history, alpha)
        if report.first <= flag.day <= report.last
    ]
    unseen = {flag.day for flag in flags if flag.kind == "broken_tracking"}
    flags = [one for one in flags if one.kind == "broken_tracking" or one.day not in unseen]
    found = tuple(
        Anomaly(kind, channels, window, _gaps(kept, kind, channels, window, history, level))
        for kind, channels, window in _merged(flags)
    )
    return found, tuple(shortfalls), len(series)


def _fits(
    kept: MetricRows, history: Window
) -> tuple[dict[tuple[str, str], SeasonalFit], list[Shortfall]]:
    series: dict[tuple[str, str], SeasonalFit] = {}
    shortfalls: list[Shortfall] = []
    for channel in kept.channels():
        own = kept.of_channels([channel])
        driver = _driver(own, history)
        if driver is not None:
            _fit(series, shortfalls, own, channel, "sessions", driver, history)
        _fit(series, shortfalls, own, channel, "clicks", None, history)
        _fit(series, shortfalls, own, channel, "cost", None, history)
    _fit(series, shortfalls, kept, ALL_CHANNELS, "conversions", "sessions", history)
    return series, shortfalls


def _flags(
    kept: MetricRows,
    series: dict[tuple[str, str], SeasonalFit],
    history: Window,
    alpha: float,
) -> list[_Flag]:
    return [
        _Flag(kind, history.first + timedelta(days=at), channel)
        for (channel, metric), fit in series.items()
        for at in _outlying(fit, alpha / len(series))
        if (kind := _kind(kept, series, channel, metric, at, history)) is not None
    ]


def _driver(own: MetricRows, history: Window) -> str | None:
    """What the channel's own platform counts, and so goes on when the site's tracking stops."""
    for metric in DRIVERS:
        values = own.daily(metric, history)
        known = values[np.isfinite(values)]
        if known.size and float(np.median(known)) >= USUAL_NEEDED:
            return metric
    return None


def _fit(
    series: dict[tuple[str, str], SeasonalFit],
    shortfalls: list[Shortfall],
    own: MetricRows,
    channel: str,
    metric: str,
    exposure: str | None,
    history: Window,
) -> None:
    values = own.daily(metric, history)
    known = values[np.isfinite(values)]
    if not known.size or float(known.sum()) == 0.0:
        return
    if float(np.median(known)) < USUAL_NEEDED:
        usual = int(np.median(known))
        shortfalls.append(Shortfall(channel, f"{metric} on a usual day", usual, USUAL_NEEDED))
        return
    try:
        below = None if exposure is None else own.daily(exposure, history)
        series[channel, metric] = seasonal_fit(values, below)
    except NotEnoughDataError as error:
        shortfalls.append(error.shortfall(f"{channel} {metric}"))


def _outlying(fit: SeasonalFit, alpha: float) -> tuple[int, ...]:
    at = np.flatnonzero(fit.scored)
    found = generalized_esd(fit.residuals[at], max(1, len(at) // OUTLIERS_SHARE), alpha)
    return tuple(int(at[i]) for i in found.outliers)


def _kind(
    kept: MetricRows,
    series: dict[tuple[str, str], SeasonalFit],
    channel: str,
    metric: str,
    at: int,
    history: Window,
) -> AnomalyKind | None:
    change = math.exp(series[channel, metric].residuals[at])
    if metric == "sessions":
        return "broken_tracking" if change < FELL_BELOW else None
    if metric in ("clicks", "conversions"):
        return "drop" if change < FELL_BELOW else None
    if change <= ROSE_ABOVE:
        return None
    revenue = kept.of_channels([channel]).daily("revenue", history)
    try:
        fit = seasonal_fit(revenue)
    except NotEnoughDataError:
        return "spend_spike"
    followed = bool(fit.scored[at]) and math.exp(fit.residuals[at]) >= FOLLOWED * change
    return None if followed else "spend_spike"


def _merged(flags: list[_Flag]) -> list[tuple[AnomalyKind, tuple[str, ...], Window]]:
    merged = []
    ordered = sorted(flags, key=lambda flag: (flag.kind, flag.channel == ALL_CHANNELS, flag.day))
    for (kind, _), same in groupby(ordered, lambda flag: (flag.kind, flag.channel == ALL_CHANNELS)):
        run: list[_Flag] = []
        for flag in [*same, None]:
            if flag is not None and (not run or (flag.day - run[-1].day).days <= 1):
                run.append(flag)
                continue
            channels = tuple(sorted({one.channel for one in run}))
            merged.append((kind, channels, Window(run[0].day, run[-1].day)))
            run = [] if flag is None else [flag]
    return merged


def _gaps(
    kept: MetricRows,
    kind: AnomalyKind,
    channels: tuple[str, ...],
    window: Window,
    history: Window,
    level: float,
) -> tuple[Gap, ...]:
    everywhere = channels == (ALL_CHANNELS,)
    own = kept if everywhere else kept.of_channels(channels)
    exposure: str | None = None
    metrics: tuple[str, ...] = ("clicks", "conversions", "revenue")
    if kind == "broken_tracking":
        metrics, exposure = SITE_METRICS, _driver(own, history)
    elif kind == "spend_spike":
        metrics = ("cost",)
    elif everywhere:
        metrics, exposure = ("conversions", "revenue"), "sessions"
    gaps = []
    for metric in metrics:
        values = own.daily(metric, history)
        if not np.any(np.isfinite(values)):
            continue
        try:
            fit = seasonal_fit(values, None if exposure is None else own.daily(exposure, history))
        except NotEnoughDataError:
            continue
        gap = _gap(metric, values, fit, window, history, level)
        if gap is not None:
            gaps.append(gap)
    return tuple(gaps)


def _gap(
    metric: str,
    values: NDArray[np.float64],
    fit: SeasonalFit,
    window: Window,
    history: Window,
    level: float,
) -> Gap | None:
    first = (window.first - history.first).days
    days = [at for at in range(first, first + window.days) if fit.scored[at]]
    if not days:
        return None
    each = [fit.usual_between(at, level) for at in days]
    observed = int(values[days].sum())
    usual = Interval(
        sum(one.estimate for one in each),
        sum(one.low for one in each),
        sum(one.high for one in each),
        level,
    )
    missing = Interval(
        usual.estimate - observed, usual.low - observed, usual.high - observed, level
    )
    return Gap(metric, observed, usual, missing)
