"""Intervals keep their promises for every input, not only for the known answers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.analysis import ratio_interval
from kernel.statistics import (
    design_effect,
    difference_interval,
    rate_interval,
    wilson_interval,
)
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError


@st.composite
def proportions(draw: st.DrawFn) -> tuple[int, int]:
    trials = draw(st.integers(1, 10**6))
    return draw(st.integers(0, trials)), trials


daily_counts = st.lists(proportions(), min_size=1, max_size=40)
weeks = st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=28, max_size=70)


@given(proportions(), st.floats(0.5, 0.999))
def test_wilson_lies_within_0_and_1_and_holds_the_rate(
    counts: tuple[int, int], level: float
) -> None:
    interval = wilson_interval(*counts, level)
    assert 0 <= interval.low <= interval.estimate <= interval.high <= 1


@given(proportions())
def test_wilson_of_failures_mirrors_that_of_successes(counts: tuple[int, int]) -> None:
    successes, trials = counts
    one, other = wilson_interval(successes, trials), wilson_interval(trials - successes, trials)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


@given(proportions())
def test_wilson_narrows_with_more_of_the_same(counts: tuple[int, int]) -> None:
    one = wilson_interval(*counts)
    more = wilson_interval(counts[0] * 4, counts[1] * 4)
    assert more.high - more.low < one.high - one.low


@given(proportions(), proportions())
def test_a_difference_turns_round_with_its_sides(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    forth, back = difference_interval(*one, *two), difference_interval(*two, *one)
    assert forth.low == pytest.approx(-back.high, abs=1e-12)
    assert -1 <= forth.low <= forth.estimate <= forth.high <= 1


@given(daily_counts)
def test_the_order_of_days_changes_no_rate(days: list[tuple[int, int]]) -> None:
    one = rate_interval(*zip(*days, strict=True))
    other = rate_interval(*zip(*reversed(days), strict=True))
    assert one.estimate == pytest.approx(other.estimate)
    assert one.low == pytest.approx(other.low)


@given(daily_counts)
def test_days_never_narrow_an_interval_below_that_of_coin_tosses(
    days: list[tuple[int, int]],
) -> None:
    successes, trials = zip(*days, strict=True)
    assert design_effect(successes, trials) >= 1
    clustered = rate_interval(successes, trials)
    tossed = wilson_interval(sum(successes), sum(trials))
    assert clustered.high - clustered.low >= tossed.high - tossed.low - 1e-12


@given(weeks, st.integers(1, 1000))
def test_a_ratio_interval_scales_with_its_unit(pairs: list[tuple[int, int]], factor: int) -> None:
    top, bottom = (np.array(column) for column in zip(*pairs, strict=True))
    one, scaled = ratio_interval(top, bottom), ratio_interval(top * factor, bottom)
    assert scaled.low == pytest.approx(one.low * factor)
    assert scaled.high == pytest.approx(one.high * factor)


@given(weeks)
def test_a_ratio_interval_is_positive_and_turns_over_with_the_ratio(
    pairs: list[tuple[int, int]],
) -> None:
    top, bottom = zip(*pairs, strict=True)
    one, inverse = ratio_interval(top, bottom), ratio_interval(bottom, top)
    assert 0 < one.low <= one.estimate <= one.high
    assert inverse.low == pytest.approx(1 / one.high, rel=1e-9)


@given(weeks, st.integers(0, 6))
def test_the_pattern_of_weekdays_does_not_matter_to_a_ratio(
    pairs: list[tuple[int, int]], shift: int
) -> None:
    whole = pairs[len(pairs) % 7 :]
    top, bottom = (np.array(column).reshape(-1, 7) for column in zip(*whole, strict=True))
    one = ratio_interval(top.ravel(), bottom.ravel())
    turned = ratio_interval(np.roll(top, shift, 1).ravel(), np.roll(bottom, shift, 1).ravel())
    assert turned.high == pytest.approx(one.high)


def test_ratio_intervals_cover_the_true_ratio_as_often_as_they_say() -> None:
    draws = np.random.default_rng(7)
    covered = 0
    for _ in range(400):
        cost = draws.lognormal(5, 0.2, 91)
        level = np.repeat(draws.lognormal(-0.5 * 0.1**2, 0.1, 13), 7)
        revenue = 3 * cost * level * draws.lognormal(-0.5 * 0.3**2, 0.3, 91)
        covered += ratio_interval(revenue, cost).covers(3.0)
    assert 0.92 <= covered / 400 <= 0.98


def test_it_refuses_more_successes_than_trials() -> None:
    with pytest.raises(AnalysisError):
        wilson_interval(12, 10)
    with pytest.raises(AnalysisError):
        design_effect([12], [10])


@pytest.mark.parametrize("value", [math.nan, -1.0, math.inf])
def test_it_refuses_days_that_are_no_counts(value: float) -> None:
    with pytest.raises(AnalysisError):
        ratio_interval([value] * 28, [1.0] * 28)


def test_weeks_without_a_value_do_not_pass_for_evidence() -> None:
    top, bottom = [0] * 35 + list(range(1, 36)), [0] * 35 + [9] * 35
    assert ratio_interval(top, bottom) == ratio_interval(top[35:], bottom[35:])
    with pytest.raises(NotEnoughDataError):
        ratio_interval([0] * 70 + [5] * 7, [0] * 70 + [2] * 7)


def test_an_interval_is_never_made_of_nan() -> None:
    with pytest.raises(AnalysisError):
        Interval(math.nan, 0, 1)


def test_a_refusal_says_what_there_is_and_what_it_takes() -> None:
    with pytest.raises(NotEnoughDataError) as refusal:
        ratio_interval([1] * 20, [1] * 20)
    assert (refusal.value.what, refusal.value.have, refusal.value.need) == ("days", 20, 28)
