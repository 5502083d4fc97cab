"""Over thousands of drawn experiments the error rates are what they are said to be."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import bdtr, ndtr, stdtr

from cro.analysis import (
    always_valid_effect,
    bayesian_effect,
    power_of,
    sample_ratio,
    sample_size,
    smallest_effect,
    welch_effect,
)
from cro.analysis.arms import Sample, Totals, sample_of
from cro.analysis.planning import Design
from cro.analysis.sequential import reach
from cro.analysis.split import LIMIT

RUNS = 2000
DAYS = 56
A_DAY = 60
RATE = 0.2
ALPHA = 0.05
SEED = 20260101
Floats = NDArray[np.float64]


def proportion(conversions: int, people: int) -> Sample:
    return sample_of("proportion", Totals(int(people), float(conversions)))


def within(hits: int, runs: int, chance: float) -> bool:
    """Whether so many hits are in the middle 99.9 % of a binomial of this chance."""
    return bdtr(hits, runs, chance) > 0.0005 and bdtr(hits - 1, runs, chance) < 0.9995


def at_most(hits: int, runs: int, chance: float) -> bool:
    """Whether so few hits are no sign of a larger chance."""
    return bool(bdtr(hits - 1, runs, chance) < 0.999)


class Days:
    """Relative effects of 2,000 experiments, cumulated day by day: effect, squared error."""

    def __init__(self, lift: float = 0.0, seed: int = SEED, mean: bool = False) -> None:
        draws = np.random.default_rng(seed)
        shape = (RUNS, DAYS)
        self.people = np.broadcast_to(A_DAY * np.arange(1, DAYS + 1), shape)
        if mean:
            sums = [self._spending(draws, shape, 1.0), self._spending(draws, shape, 1.0 + lift)]
        else:
            sums = [
                self._orders(draws, shape, RATE),
                self._orders(draws, shape, RATE * (1.0 + lift)),
            ]
        (self.before, first), (self.after, second) = sums
        self.effect = self.after / self.before - 1.0
        self.squared = (second + first * (1.0 + self.effect) ** 2) / (self.people * self.before**2)

    def _orders(
        self, draws: np.random.Generator, shape: tuple[int, int], rate: float
    ) -> tuple[Floats, Floats]:
        mean = draws.binomial(A_DAY, rate, shape).cumsum(axis=1) / self.people
        return mean, mean * (1.0 - mean)

    def _spending(
        self, draws: np.random.Generator, shape: tuple[int, int], scale: float
    ) -> tuple[Floats, Floats]:
        """Nobody's basket is alike: lognormal amounts, summed by day, with their squares."""
        one = np.exp(draws.normal(3.0, 0.8, (*shape, A_DAY)).astype(np.float32)) * scale
        total = one.sum(axis=2, dtype=np.float64).cumsum(axis=1)
        squares = np.square(one).sum(axis=2, dtype=np.float64).cumsum(axis=1)
        mean = total / self.people
        return mean, (squares - total * mean) / (self.people - 1)

    def beyond(self, planned: float) -> NDArray[np.bool_]:
        """On which days the always-valid interval leaves zero out."""
        wide = reach(self.squared, 2 * self.people, ALPHA, planned)
        return np.asarray(np.abs(self.effect) > wide)

    def naive(self) -> NDArray[np.bool_]:
        """On which days Welch's p-value is below alpha."""
        z = np.abs(self.effect) / np.sqrt(self.squared)
        return np.asarray(2.0 * stdtr(2 * self.people - 2, -z) < ALPHA)


@pytest.fixture(scope="module")
def same() -> Days:
    return Days()


@pytest.fixture(scope="module")
def same_spending() -> Days:
    return Days(mean=True, seed=SEED + 1)


@pytest.mark.parametrize("which", ["same", "same_spending"])
def test_a_fixed_test_of_equal_arms_is_wrong_as_often_as_alpha_says(
    which: str, request: pytest.FixtureRequest
) -> None:
    days: Days = request.getfixturevalue(which)
    assert within(int(days.naive()[:, -1].sum()), RUNS, ALPHA)


@pytest.mark.parametrize("which", ["same", "same_spending"])
@pytest.mark.parametrize("planned", [1000, 2 * A_DAY * DAYS, 50_000])
def test_daily_looks_at_the_always_valid_interval_are_wrong_no_more_often(
    which: str, planned: int, request: pytest.FixtureRequest
) -> None:
    days: Days = request.getfixturevalue(which)
    assert at_most(int(days.beyond(planned).any(axis=1).sum()), RUNS, ALPHA)


@pytest.mark.parametrize("which", ["same", "same_spending"])
def test_daily_looks_at_a_fixed_test_are_wrong_far_more_often(
    which: str, request: pytest.FixtureRequest
) -> None:
    days: Days = request.getfixturevalue(which)
    assert days.naive().any(axis=1).mean() > 4 * ALPHA


def test_the_drawn_days_are_what_the_functions_compute(same: Days) -> None:
    for run, day in ((0, 5), (7, 30), (1999, 55)):
        people = int(same.people[run, day])
        arms = [proportion(round(m[run, day] * people), people) for m in (same.before, same.after)]
        fixed = welch_effect(arms[0], arms[1])
        sequential = always_valid_effect(arms[0], arms[1], planned=5000)
        assert fixed.interval.estimate == pytest.approx(same.effect[run, day])
        assert fixed.standard_error == pytest.approx(same.squared[run, day] ** 0.5)
        wide = sequential.interval.high - sequential.interval.estimate
        assert wide == pytest.approx(
            float(reach(same.squared[run, day], 2 * people, ALPHA, 5000.0))
        )


def test_the_always_valid_interval_covers_the_effect_on_all_days_together() -> None:
    days = Days(lift=0.1, seed=SEED + 2)
    wide = reach(days.squared, 2 * days.people, ALPHA, 5000.0)
    missed = (np.abs(days.effect - 0.1) > wide).any(axis=1).sum()
    assert at_most(int(missed), RUNS, ALPHA)


@pytest.mark.parametrize("lift", [0.12, -0.12])
def test_the_planned_size_finds_the_planned_effect_as_often_as_its_power_says(lift: float) -> None:
    design = Design("proportion", RATE)
    size = sample_size(design, lift)
    people = round(size.control)
    draws = np.random.default_rng(SEED + 3)
    before = draws.binomial(people, RATE, RUNS)
    after = draws.binomial(people, RATE * (1 + lift), RUNS)
    found = sum(
        welch_effect(proportion(a, people), proportion(b, people)).p_value < ALPHA
        for a, b in zip(before, after, strict=True)
    )
    assert within(found, RUNS, design.power)


def test_a_sequential_plan_finds_its_effect_at_least_that_often_and_earlier() -> None:
    lift, design = 0.2, Design("proportion", RATE, method="sequential")
    planned = sample_size(design, lift).people
    days = Days(lift=lift, seed=SEED + 4)
    inside = 2 * days.people[0] <= planned
    beyond = days.beyond(planned)[:, inside]
    found = int(beyond.any(axis=1).sum())
    assert found >= RUNS * design.power or within(found, RUNS, design.power)
    first = np.argmax(beyond, axis=1)[beyond.any(axis=1)]
    assert np.median(2 * A_DAY * (first + 1)) < 0.75 * planned


def test_a_bayesian_plan_finds_its_effect_as_often_as_its_power_says() -> None:
    lift, design = 0.12, Design("proportion", RATE, method="bayesian")
    people = round(sample_size(design, lift).control)
    draws = np.random.default_rng(SEED + 5)
    before = draws.binomial(people, RATE, RUNS)
    after = draws.binomial(people, RATE * (1 + lift), RUNS)
    found = sum(
        bayesian_effect(proportion(a, people), proportion(b, people)).chance >= design.chance
        for a, b in zip(before, after, strict=True)
    )
    assert within(found, RUNS, design.power)


def test_a_sound_split_is_called_a_mismatch_as_often_as_its_limit_says() -> None:
    runs = 20_000
    first = np.random.default_rng(SEED + 6).binomial(5000, 0.5, runs)
    assert within(
        sum(sample_ratio([int(n), 5000 - int(n)], [0.5, 0.5]).mismatch for n in first), runs, LIMIT
    )


def test_a_sound_split_looked_at_daily_is_rarely_called_a_mismatch() -> None:
    first = np.random.default_rng(SEED + 7).binomial(2 * A_DAY, 0.5, (RUNS, DAYS)).cumsum(axis=1)
    people = 2 * A_DAY * np.arange(1, DAYS + 1)
    z = np.abs(2 * first - people) / np.sqrt(people)
    assert (2 * ndtr(-z) < LIMIT).any(axis=1).mean() < 15 * LIMIT


def test_the_smallest_effect_of_a_size_has_the_power_of_the_design() -> None:
    for design in (
        Design("proportion", 0.03),
        Design("mean", 40.0, 90.0**2, shares=(0.5, 0.3, 0.2)),
        Design("proportion", 0.3, method="sequential"),
    ):
        effect = smallest_effect(design, 30_000)
        assert power_of(design, effect, 30_000) == pytest.approx(design.power, abs=1e-6)
        assert sample_size(design, effect).people == pytest.approx(30_000, abs=2)
