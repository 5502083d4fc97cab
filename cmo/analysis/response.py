"""What a channel's spend brings: a curve that levels off, fitted to its own weeks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.carryover import Numbers, hill_saturation
from cmo.analysis.response_fit import DAYS_IN_WEEK, Weeks, best_fits, resampled_weeks
from kernel.statistics.quantiles import normal_quantile
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

WEEKS_NEEDED = 26
VARIATION_NEEDED = 10
WIDEST = 0.5
DRAWS = 240


@dataclass(frozen=True, slots=True)
class ResponseCurve:
    """What spend a day brings a day once it is steady, at present demand.

    The outcome is `maximum * spend / (spend + half)`: concave, `maximum` when nothing more can be
    had, half of it at `half`. `alpha` is the share of a day's effect that carries over to the
    next. `spend` and `outcome` are the means of the present days; the curve passes through them.
    `first_seen` and `last_seen` are the smallest and largest weekly mean it was fitted to: beyond
    them it is a guess. `saturation` is the share of the maximum at present spend, `marginal_now`
    what the next unit of spend brings. `draws` are (maximum, half) of resampled histories, from
    which every interval comes.
    """

    maximum: float
    half: float
    alpha: float
    spend: float
    outcome: float
    saturation: Interval
    marginal_now: Interval
    first_seen: float
    last_seen: float
    weeks: int
    level: float
    draws: tuple[tuple[float, float], ...]

    def at(self, spend: float) -> float:
        """The outcome a day at this spend a day."""
        return self.maximum * hill_saturation(spend, self.half)

    def marginal(self, spend: float) -> float:
        """What the next unit of spend brings at this spend a day."""
        return self.maximum * self.half / (max(spend, 0.0) + self.half) ** 2

    def spend_at(self, marginal: float) -> float:
        """The spend a day at which the next unit brings that much; 0 where it never does.

        Raises AnalysisError for a return that is not positive.
        """
        if marginal <= 0:
            raise AnalysisError("a marginal return is positive")
        return max(0.0, math.sqrt(self.maximum * self.half / marginal) - self.half)

    def interval_at(self, spend: float) -> Interval:
        """The outcome a day at this spend, with its limits."""
        drawn = [top * hill_saturation(spend, half) for top, half in self.draws]
        return _limits(self.at(spend), drawn, self.level)

    def marginal_interval(self, spend: float) -> Interval:
        """What the next unit brings at this spend, with its limits."""
        drawn = [top * half / (spend + half) ** 2 for top, half in self.draws]
        return _limits(self.marginal(spend), drawn, self.level)

    def change(self, spend: float) -> Interval:
        """How much more (or less) a day comes at this spend than at present, with its limits."""
        drawn = [
            top * (hill_saturation(spend, half) - hill_saturation(self.spend, half))
            for top, half in self.draws
        ]
        return _limits(self.at(spend) - self.at(self.spend), drawn, self.level)


def fit_response(
    spend: Numbers,
    outcome: Numbers,
    *,
    demand: Numbers | None = None,
    days: int = 28,
    level: float = 0.95,
) -> ResponseCurve:
    """The response curve of one channel from its daily spend and its own daily outcome.

    One value a day, consecutive, NaN where it is not known; `outcome` is what the channel itself
    brought (revenue or conversions), so that it brings nothing without spend. `demand` is what
    came without spend on the same days (unpaid channels): it tells strong weeks from well-paid
    ones. `days` before the end are the present.

    Weekly outcome is demand times the saturated, carried-over spend. Its logarithm is regressed on
    a trend, the seasons of a year where two years are known, and the demand series, for each
    carry-over (geometric, a week at most) and half point of a grid; the best is refined by a
    parabola. Intervals come from the same fit to histories whose four-week stretches are drawn
    anew, widened for the terms that the fit used up.

    Raises NotEnoughDataError with fewer than 26 whole weeks of spend and outcome, where spend
    varied by less than 10% beyond trend, season and demand, or where the share of the maximum
    cannot be told within 50 points.
    Sources: Jin et al. (2017), Bayesian Methods for Media Mix Modeling with Carryover and Shape
    Effects; Kunsch (1989), Annals of Statistics 17, 1217-1241, for the block bootstrap.
    """
    x, y = _series(spend), _series(outcome)
    z = None if demand is None else _series(demand)
    if len(x) != len(y) or (z is not None and len(z) != len(x)):
        raise AnalysisError("spend, outcome and demand have a value for each day")
    if days < DAYS_IN_WEEK or days > len(x):
        raise NotEnoughDataError("days", len(x), max(days, WEEKS_NEEDED * DAYS_IN_WEEK))
    weeks = Weeks.of(x, y, z)
    _enough(weeks)
    now = slice(len(x) - days, None)
    present, brought = float(np.nanmean(x[now])), float(np.nanmean(y[now]))
    if not present > 0 or not brought > 0:
        raise NotEnoughDataError("days of present spend with an outcome", 0, days)
    share, alpha, spread = (one[0] for one in best_fits(weeks, np.ones((1, weeks.count))))
    counts = resampled_weeks(weeks.count, DRAWS)
    shares, _, _ = best_fits(weeks, counts)
    shares = np.clip(share + (shares - share) * weeks.widening, 0.005, 0.995)
    levels = np.exp(spread * _bell(DRAWS) / math.sqrt(days / DAYS_IN_WEEK))
    halves = weeks.mean_spend * (1.0 / shares - 1.0)
    half = weeks.mean_spend * (1.0 / share - 1.0)
    reached = present / (present + halves)
    tops = brought * levels / reached
    here = present / (present + half)
    saturation = _limits(here, reached.tolist(), level)
    if saturation.high - saturation.low > WIDEST:
        wanted = weeks.count * ((saturation.high - saturation.low) / WIDEST) ** 2
        raise NotEnoughDataError(
            "weeks of spend that varies as this", weeks.count, math.ceil(wanted)
        )
    top = brought / here
    margins = tops * halves / (present + halves) ** 2
    return ResponseCurve(
        maximum=top,
        half=half,
        alpha=alpha,
        spend=present,
        outcome=brought,
        saturation=saturation,
        marginal_now=_limits(top * half / (present + half) ** 2, margins.tolist(), level),
        first_seen=float(weeks.spend.min()),
        last_seen=float(weeks.spend.max()),
        weeks=weeks.count,
        level=level,
        draws=tuple(zip(tops.tolist(), halves.tolist(), strict=True)),
    )


def _series(values: Numbers) -> NDArray[np.float64]:
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or np.any(series[np.isfinite(series)] < 0) or np.any(np.isinf(series)):
        raise AnalysisError("a series of days holds values that are not negative")
    return series


def _enough(weeks: Weeks) -> None:
    if weeks.count < WEEKS_NEEDED:
        raise NotEnoughDataError("weeks with spend and an outcome", weeks.count, WEEKS_NEEDED)
    varied = round(100 * weeks.own_variation())
    if varied < VARIATION_NEEDED:
        raise NotEnoughDataError("variation of spend of its own, in percent", varied,
                                 VARIATION_NEEDED)  # fmt: skip


def _limits(estimate: float, drawn: list[float], level: float) -> Interval:
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(np.array(drawn, dtype=np.float64), [tail, 1.0 - tail])
    return Interval(estimate, min(float(low), estimate), max(float(high), estimate), level)


def _bell(count: int) -> NDArray[np.float64]:
    """Normal quantiles in a fixed shuffled order: noise of the present level, without a draw."""
    order = (np.arange(count) * 89) % count
    return np.array([normal_quantile((rank + 0.5) / count) for rank in order])
