"""Trend and weekdays are taken out, and only what is left can be an outlier."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.analysis import generalized_esd, seasonal_fit
from cmo.analysis.values import AnalysisError, NotEnoughDataError


@given(st.lists(st.integers(-(10**6), 10**6), min_size=15, max_size=60), st.integers(1, 50))
def test_outliers_are_the_same_in_any_unit(values: list[int], factor: int) -> None:
    one = generalized_esd(values, 3)
    other = generalized_esd([value * factor + 1000 for value in values], 3)
    assert one.outliers == other.outliers


def test_equal_values_hold_no_outlier() -> None:
    assert generalized_esd([5.0] * 30, 4).outliers == ()


def test_a_clean_series_is_alarmed_about_as_often_as_alpha_says() -> None:
    draws = np.random.default_rng(2)
    alarms = sum(
        bool(generalized_esd(draws.normal(size=365), 10, 0.05).outliers) for _ in range(400)
    )
    assert alarms / 400 <= 0.08


def test_several_outliers_do_not_hide_each_other() -> None:
    values = np.random.default_rng(4).normal(size=200)
    values[[20, 21, 150]] = [9, 9.5, 10]
    assert generalized_esd(values, 10).outliers == (20, 21, 150)


def test_it_refuses_values_that_are_not_finite() -> None:
    with pytest.raises(AnalysisError):
        generalized_esd([float("nan")] * 20, 2)


def test_growth_and_weekdays_leave_no_residual() -> None:
    days = np.arange(140)
    values = np.exp(days * 0.002) * np.tile([100, 120, 90, 80, 150, 60, 70], 20)
    fit = seasonal_fit(values)
    assert fit.scored.all()
    assert np.abs(fit.residuals[21:-21]).max() < 0.01


def test_a_missing_day_is_not_scored_and_does_not_pass_for_zero() -> None:
    values = np.full(70, 100.0)
    values[30] = np.nan
    fit = seasonal_fit(values)
    assert not fit.scored[30]
    assert fit.residuals[30] == 0
    assert np.isfinite(fit.usual).all()


def test_a_step_is_no_outlier() -> None:
    values = np.concatenate([np.full(60, 100.0), np.full(60, 70.0)])
    assert np.abs(seasonal_fit(values).residuals).max() < 0.05


def test_exposure_explains_what_follows_it() -> None:
    clicks = np.random.default_rng(1).integers(100, 900, 84)
    fit = seasonal_fit(clicks * 3 - 1, clicks)
    assert np.abs(fit.residuals).max() < 1e-9


def test_it_refuses_under_eight_weeks() -> None:
    with pytest.raises(NotEnoughDataError) as refusal:
        seasonal_fit([5.0] * 40)
    assert refusal.value.need == 56
