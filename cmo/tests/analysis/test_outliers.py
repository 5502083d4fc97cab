"""Trend and weekdays are taken out of a daily series, and a step of its level is not kept."""

import numpy as np
import pytest

from cmo.analysis import seasonal_fit
from kernel.statistics.values import NotEnoughDataError


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
