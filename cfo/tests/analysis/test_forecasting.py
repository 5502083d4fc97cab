"""Forecasts on real series: coverage on held-back data, choice, guards, refusals."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfo.analysis import forecast, sarima, simple_smoothing
from cfo.analysis.series import checked_series
from cfo.analysis.values import GapsError, StoppedSeriesError
from cfo.tests.analysis.real_series import airline, real_series
from kernel.statistics.values import AnalysisError, NotEnoughDataError

WIDTH = {1: 30, 4: 40, 12: 60}


def held_back(
    values: tuple[int, ...], season: int
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pasts from across the series, each with what really came after it."""
    horizon = 12 if season == 12 else 6
    last = len(values) - horizon
    ends = sorted({int(end) for end in np.linspace(max(18, last * 0.35), last, 3)})
    return [
        (values[max(0, end - WIDTH[season]) : end], values[end : end + horizon]) for end in ends
    ]


def coverage(pairs: list[tuple[tuple[int, ...], tuple[int, ...], int]]) -> tuple[float, float]:
    counts: Counter[int] = Counter()
    for past, after, season in pairs:
        for point, actual in zip(forecast(past, season, len(after)).points, after, strict=True):
            counts[0] += 1
            counts[80] += point.low80 <= actual <= point.high80
            counts[95] += point.low95 <= actual <= point.high95
    return counts[80] / counts[0], counts[95] / counts[0]


@pytest.mark.seeds
def test_intervals_cover_what_came_after_on_real_series() -> None:
    pairs = [
        (past, after, season)
        for _, season, values in real_series()
        for past, after in held_back(values, season)
    ]
    assert len(pairs) > 50
    at80, at95 = coverage(pairs)
    assert 0.75 <= at80 <= 0.92
    assert 0.90 <= at95 <= 0.99


def test_intervals_cover_what_came_after_on_months_of_a_company() -> None:
    draws = np.random.default_rng(5)
    pairs = []
    for _ in range(40):
        length = int(draws.integers(20, 40))
        drift, step = draws.normal(0, 8), draws.choice([5, 40])
        level = 1000 + np.cumsum(draws.normal(drift, step, length + 6))
        season = draws.normal(0, draws.choice([0, 80]), 12)[np.arange(length + 6) % 12]
        noise = draws.normal(0, draws.choice([20, 60]), length + 6)
        values = tuple(int(value * 100) for value in level + season + noise)
        pairs.append((values[:length], values[length:], 12))
    at80, at95 = coverage(pairs)
    assert 0.72 <= at80 <= 0.92
    assert 0.90 <= at95 <= 1.0


def test_the_airline_year_1960_is_forecast_within_three_percent() -> None:
    values = airline()
    found = forecast(values[:-12], 12, 12)
    misses = [abs(p.value - a) / a for p, a in zip(found.points, values[-12:], strict=True)]
    assert found.method == "sarima"
    assert sum(misses) / 12 < 0.05


def test_the_choice_says_why_and_what_it_beat() -> None:
    found = forecast(airline()[:60], 12, 6)
    measured = [one for one in found.candidates if one.mase is not None]
    assert found.chosen.mase == min(one.mase for one in measured)
    assert found.chosen.beat == sorted(measured, key=lambda one: one.mase)[1].method
    assert all(one.refused for one in found.candidates if one.mase is None)


def test_two_years_of_months_say_which_methods_need_more() -> None:
    found = forecast(airline()[:24], 12, 3)
    refused = {one.method: one.refused for one in found.candidates if one.mase is None}
    assert set(refused) == {"holt_winters", "sarima"}
    assert "needs" in refused["sarima"]


def test_a_short_season_of_zeros_is_no_stop() -> None:
    values = (100, 120, 90, 110, 105, 95, 101, 99, 0, 0)
    assert forecast(values, 12, 2).points[0].low95 >= 0


def test_revenue_is_never_forecast_below_zero_nor_cost_above() -> None:
    falling = tuple(max(0, 1000 - 60 * at + (at * 37) % 50) for at in range(16))
    assert all(point.low95 >= 0 for point in forecast(falling, 12, 12).points)
    costs = tuple(-value for value in falling)
    assert all(point.high95 <= 0 for point in forecast(costs, 12, 12).points)


def test_a_forecast_that_runs_away_is_put_aside() -> None:
    values = tuple(int(1.9**at) for at in range(24))
    for horizon in (12, 36):
        found = forecast(values, 12, horizon)
        assert max(point.value for point in found.points) <= 4 * max(values)


def test_ten_times_the_money_is_ten_times_the_forecast() -> None:
    values = tuple(value * 100 for value in airline()[:30])
    one = forecast(values, 1, 4)
    two = forecast(tuple(value * 10 for value in values), 1, 4)
    assert one.method == two.method
    for a, b in zip(one.points, two.points, strict=True):
        assert b.value == pytest.approx(a.value * 10, rel=1e-3)
        assert b.high95 == pytest.approx(a.high95 * 10, rel=1e-3)


def test_wider_levels_and_later_steps_are_less_sure() -> None:
    points = forecast(airline()[:50], 1, 8).points
    for point in points:
        assert point.low95 <= point.low80 <= point.value <= point.high80 <= point.high95
    assert points[-1].high95 - points[-1].low95 >= points[0].high95 - points[0].low95


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ((), NotEnoughDataError),
        ((5,), NotEnoughDataError),
        ((1, 2, 3, None, 5, 6, 7, 8, 9), GapsError),
        ((1, 2, 3, 4, 5, 6, 7, 8, *([0] * 12)), StoppedSeriesError),
        ((1.5,) * 9, AnalysisError),
        ((10**18,) * 9, AnalysisError),
    ],
)
def test_it_refuses_what_cannot_be_forecast(values, error) -> None:
    with pytest.raises(error):
        forecast(values, 12, 3)


@pytest.mark.parametrize("horizon", [0, 37, -1])
def test_it_refuses_a_horizon_out_of_range(horizon: int) -> None:
    with pytest.raises(AnalysisError):
        forecast(airline(), 12, horizon)


def test_gaps_are_named() -> None:
    with pytest.raises(GapsError) as caught:
        checked_series((1, None, 3, None), 12)
    assert caught.value.missing == (1, 3)


def test_a_year_of_zeros_alone_is_answered_with_zeros() -> None:
    assert {point.value for point in forecast((0,) * 12, 12, 3).points} == {0}


def test_sarima_spread_grows_with_the_horizon() -> None:
    spread = sarima(airline(), 12, 12).spread
    assert spread[-1] > spread[0] > 0


def test_a_constant_series_is_smoothed_to_itself() -> None:
    fit = simple_smoothing([7.0] * 6, 3)
    assert fit.points == pytest.approx([7.0] * 3)
    assert fit.spread == pytest.approx([0.0] * 3, abs=1e-9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(st.integers(-(10**14), 10**14), st.integers(-5, 5), st.just(0), st.just(10**12)),
        max_size=30,
    ),
    st.sampled_from([1, 4, 12]),
    st.integers(1, 14),
)
def test_any_series_is_answered_or_refused_and_never_nan(values, season, horizon) -> None:
    try:
        found = forecast(tuple(values), season, horizon)
    except (AnalysisError, NotEnoughDataError):
        return
    assert len(found.points) == horizon
    for point in found.points:
        assert all(type(part) is int for part in (point.value, point.low95, point.high95))
        assert point.low95 <= point.low80 <= point.value <= point.high80 <= point.high95
    assert found.chosen.mase is None or math.isfinite(found.chosen.mase)
