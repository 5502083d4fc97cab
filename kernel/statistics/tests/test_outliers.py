"""What stands apart from the rest is named, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.statistics import generalized_esd
from kernel.statistics.values import AnalysisError


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


@given(st.lists(st.integers(-(10**6), 10**6), min_size=15, max_size=60), st.integers(1, 50))
def test_outliers_are_the_same_in_any_unit(values: list[int], factor: int) -> None:
    one = generalized_esd(values, 3)
    other = generalized_esd([value * factor + 1000 for value in values], 3)
    assert one.outliers == other.outliers
