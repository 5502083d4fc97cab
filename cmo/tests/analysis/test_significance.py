"""Tests of change hold their error rate, singly and together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.analysis import ratio_change
from kernel.statistics import holm_adjusted, two_proportion_p
from kernel.statistics.values import AnalysisError, NotEnoughDataError

p_values = st.lists(st.floats(0, 1), max_size=20)


@given(p_values)
def test_a_correction_never_lowers_a_p_value(values: list[float]) -> None:
    adjusted = holm_adjusted(values)
    assert all(p <= a <= 1 for p, a in zip(values, adjusted, strict=True))


@given(p_values, st.randoms())
def test_a_correction_follows_its_p_value_wherever_it_stands(values: list[float], random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    shuffled = holm_adjusted([values[i] for i in order])
    assert shuffled == tuple(holm_adjusted(values)[i] for i in order)


def test_it_refuses_what_is_no_probability() -> None:
    with pytest.raises(AnalysisError):
        holm_adjusted([0.1, 1.2])


def test_it_refuses_to_compare_with_nobody() -> None:
    with pytest.raises(NotEnoughDataError):
        two_proportion_p(1, 10, 0, 0)


def test_what_happens_to_every_channel_is_no_change_of_one() -> None:
    draws = np.random.default_rng(3)
    cost, revenue = draws.lognormal(5, 0.1, 91), draws.lognormal(6, 0.1, 91)
    factor, p = ratio_change(
        (revenue * 1.7, cost), (revenue, cost), (revenue * 3.4, cost), (revenue * 2, cost)
    )
    assert factor.estimate == pytest.approx(1.0)
    assert p == pytest.approx(1.0)


def test_a_change_of_nothing_is_found_no_more_often_than_alpha_says() -> None:
    draws = np.random.default_rng(11)

    def window(days: int) -> tuple[np.ndarray, np.ndarray]:
        cost = draws.lognormal(5, 0.1, days)
        return 2 * cost * draws.lognormal(0, 0.4, days), cost

    found = sum(
        ratio_change(window(91), window(182), window(91), window(182))[1] < 0.05 for _ in range(400)
    )
    assert found / 400 <= 0.08
