"""Properties of effects, corrections and decisions, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from cro.analysis import (
    always_valid_effect,
    bayesian_effect,
    benjamini_hochberg,
    cuped,
    decide,
    health_checks,
    judged,
    sample_of,
    sample_ratio,
    settled,
    welch_effect,
)
from cro.analysis.arms import Arm, Totals, checked_arms
from cro.analysis.comparisons import Rules, Watched
from cro.analysis.health import Course, course_of
from cro.analysis.judgement import Judgement, Series
from cro.analysis.refusals import (
    ControlError,
    NegativeVarianceError,
    NoExposureError,
    OneArmError,
    PrePeriodError,
    RefusedError,
    WeightsError,
)
from cro.analysis.results import DayTotals
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import NotEnoughDataError

START = dt.date(2026, 1, 5)
ORDERS = Watched("orders", "proportion", "up", "primary")
HELP = Watched("help", "proportion", "down", "guardrail", 0.2)
ARMS = (Arm("a", True, 0.5, Totals(0)), Arm("b", False, 0.5, Totals(0)))


def arm(key: str, people: int = 100, weight: float = 0.5, **sums: float) -> Arm:
    return Arm(key, key == "a", weight, Totals(people, **sums))


def days(counts: dict[str, tuple[int, int]], number: int = 14) -> tuple[DayTotals, ...]:
    return tuple(
        DayTotals(START + dt.timedelta(days=at), key, Totals(people, float(events)))
        for at in range(number)
        for key, (people, events) in counts.items()
    )


def course(series: Series, planned: int | None = 2000, running: bool = False) -> Course:
    people = [(one.day, one.arm, one.totals.units) for one in series.days]
    until = max(one.day for one in series.days)
    return course_of(people, START, until, running=running, planned=planned)


def judge(counts: dict[str, tuple[int, int]], rules: Rules, number: int = 14) -> Judgement:
    series = Series(ORDERS, days(counts, number))
    return judged(ARMS, [series], rules, course(series, rules.planned))


@pytest.mark.parametrize(
    ("arms", "error"),
    [
        ([arm("a", weight=1.0)], OneArmError),
        ([], OneArmError),
        ([arm("b"), arm("c")], ControlError),
        ([arm("a"), replace(arm("b"), is_control=True)], ControlError),
        ([arm("a"), arm("b", weight=0.4)], WeightsError),
        ([arm("a", weight=1.0), arm("b", weight=0.0)], WeightsError),
        ([arm("a", weight=float("nan")), arm("b")], WeightsError),
        ([arm("a", people=0), arm("b", people=0)], NoExposureError),
    ],
)
def test_arms_that_cannot_be_compared_are_refused_in_words(
    arms: list[Arm], error: type[RefusedError]
) -> None:
    with pytest.raises(error) as refused:
        checked_arms(arms)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value).split(". ")) == 2


def test_weights_may_be_off_by_a_millionth_for_rounding() -> None:
    checked_arms([arm("a", weight=0.3333333), arm("b", weight=0.6666667)])
    with pytest.raises(WeightsError):
        checked_arms([arm("a", weight=0.33333), arm("b", weight=0.66666)])


def test_a_sum_of_squares_below_the_least_is_refused_and_rounding_is_not() -> None:
    assert sample_of("mean", Totals(3, 0.3, 0.03 - 1e-16)).variance == 0.0
    with pytest.raises(NegativeVarianceError):
        sample_of("mean", Totals(3, 0.3, 0.0299))


def test_an_arm_with_nobody_is_a_mismatch_and_no_effect() -> None:
    assert sample_ratio([500, 0], [0.5, 0.5]).mismatch
    with pytest.raises(NoExposureError, match="to b"):
        sample_of("proportion", Totals(0), "b")


def test_a_pre_period_that_one_arm_lacks_is_refused_by_its_name() -> None:
    whole = {"pre_sum": 50.0, "pre_sum_squares": 90.0, "pre_cross_product": 40.0}
    arms = [arm("a", sum=40.0, **whole), arm("b", sum=40.0)]
    with pytest.raises(PrePeriodError, match="b has no sums of the time before"):
        cuped("proportion", arms)


def test_scaling_every_value_scales_the_absolute_effect_and_not_the_relative_one() -> None:
    one = [
        sample_of("mean", Totals(100, 300.0, 1900.0)),
        sample_of("mean", Totals(120, 400.0, 2600.0)),
    ]
    ten = [
        sample_of("mean", Totals(100, 3000.0, 190000.0)),
        sample_of("mean", Totals(120, 4000.0, 260000.0)),
    ]
    for effect in (welch_effect, always_valid_effect):
        small, large = effect(*one), effect(*ten)
        assert large.interval.low == pytest.approx(small.interval.low)
        assert large.p_value == pytest.approx(small.p_value)
    small, large = welch_effect(*one, relative=False), welch_effect(*ten, relative=False)
    assert large.interval.high == pytest.approx(10 * small.interval.high)


def test_the_always_valid_interval_ends_at_zero_where_its_p_value_is_alpha() -> None:
    control = sample_of("proportion", Totals(2000, 400.0))
    for events in range(400, 560, 4):
        effect = always_valid_effect(control, sample_of("proportion", Totals(2000, float(events))))
        assert (effect.p_value < 0.05) == (not effect.interval.covers(0.0))


def test_the_always_valid_interval_is_never_narrower_than_the_fixed_one() -> None:
    for people in (50, 500, 5000, 500_000):
        pair = [sample_of("proportion", Totals(people, people * share)) for share in (0.2, 0.25)]
        fixed, always = welch_effect(*pair).interval, always_valid_effect(*pair).interval
        assert always.high - always.low > fixed.high - fixed.low


def test_chance_and_risk_of_both_sides_fit_together() -> None:
    pair = [sample_of("proportion", Totals(900, 90.0)), sample_of("proportion", Totals(900, 99.0))]
    one, back = (
        bayesian_effect(*pair, relative=False),
        bayesian_effect(*reversed(pair), relative=False),
    )
    assert one.chance + back.chance == pytest.approx(1.0)
    assert one.risk == pytest.approx(back.risk_of_control)
    assert one.risk_of_control - one.risk == pytest.approx(one.interval.estimate)


def test_corrected_p_values_keep_their_order_and_are_never_smaller() -> None:
    p_values = np.random.default_rng(3).uniform(size=30).tolist()
    for correct in (holm_adjusted, benjamini_hochberg):
        corrected = correct(p_values)
        assert all(a >= b for a, b in zip(corrected, p_values, strict=True))
        assert max(corrected) <= 1.0
        order = np.argsort(p_values)
        assert np.all(np.diff(np.array(corrected)[order]) >= 0)
    assert all(
        a >= b for a, b in zip(holm_adjusted(p_values), benjamini_hochberg(p_values), strict=True)
    )


def test_a_value_before_narrows_the_interval_and_leaves_the_effect_where_arms_were_alike() -> None:
    draws = np.random.default_rng(5)
    arms = []
    for key in "ab":
        before = draws.gamma(2, 10, 4000)
        before += 20 - before.mean()
        value = before + draws.normal(5 + (key == "b"), 4, 4000)
        sums = {
            "sum": value.sum(),
            "sum_squares": (value**2).sum(),
            "pre_sum": before.sum(),
            "pre_sum_squares": (before**2).sum(),
            "pre_cross_product": (before * value).sum(),
        }
        arms.append(arm(key, 4000, **sums))
    plain = welch_effect(*(sample_of("mean", one.totals) for one in arms))
    adjusted = cuped("mean", arms)
    narrow = welch_effect(*adjusted.samples)
    assert narrow.interval.estimate == pytest.approx(plain.interval.estimate, rel=1e-9)
    assert narrow.standard_error < 0.6 * plain.standard_error
    assert adjusted.removed > 0.85


def test_a_mismatch_withholds_every_effect_however_large() -> None:
    found = judge({"a": (100, 20), "b": (80, 60)}, Rules("fixed", 0.05, 2000))
    assert not found.sound
    assert found.comparisons == ()
    assert found.decision.outcome == "invalid"


def test_a_mismatch_withholds_effects_under_every_method_and_plan() -> None:
    for method in ("fixed", "sequential", "bayesian"):
        for planned in (None, 100, 10**6):
            found = judge({"a": (100, 20), "b": (80, 60)}, Rules(method, 0.05, planned))  # type: ignore[arg-type]
            assert (found.decision.outcome, found.comparisons) == ("invalid", ())


def test_people_who_came_after_the_planned_reading_change_no_effect() -> None:
    rules = Rules("fixed", 0.05, 1300)
    short = judge({"a": (100, 20), "b": (100, 25)}, rules, 7)
    long = judge({"a": (100, 20), "b": (100, 25)}, rules, 14)
    assert short.comparisons == long.comparisons
    assert (short.late_people, long.late_people) == (0, 1400)


def test_a_fixed_test_before_its_size_is_never_shipped_on_its_effect() -> None:
    found = judge({"a": (100, 10), "b": (100, 60)}, Rules("fixed", 0.05, 10_000))
    assert found.basis == "early"
    assert found.comparisons[0].relative is not None
    assert found.comparisons[0].relative.always_valid
    assert found.decision.outcome == "hold"


def test_harm_ends_a_test_early() -> None:
    found = judge({"a": (100, 60), "b": (100, 10)}, Rules("fixed", 0.05, 10_000))
    assert found.decision.outcome == "rollback"


def test_less_is_better_turns_the_verdict_round() -> None:
    series = Series(replace(ORDERS, better="down"), days({"a": (100, 30), "b": (100, 20)}))
    found = judged(ARMS, [series], Rules("fixed", 0.05, 2000), course(series))
    assert found.comparisons[0].verdict == "improved"
    assert found.decision.outcome == "ship"


def test_a_broken_guardrail_rolls_back_and_an_unclear_one_holds() -> None:
    orders = Series(ORDERS, days({"a": (100, 20), "b": (100, 26)}))
    rules = Rules("fixed", 0.05, 2000)
    outcomes = []
    for events in (10, 12, 20):
        helped = Series(HELP, days({"a": (100, 10), "b": (100, events)}))
        outcomes.append(judged(ARMS, [orders, helped], rules, course(orders)).decision.outcome)
    assert outcomes == ["hold", "hold", "rollback"]


def test_the_last_settled_day_is_the_early_look() -> None:
    series = Series(ORDERS, days({"a": (100, 20), "b": (100, 22)}))
    rules = Rules("fixed", 0.05, 10_000)
    found = judged(ARMS, [series], rules, course(series, 10_000))
    last = settled(ARMS, series, "b", rules)[-1]
    assert last.effect == found.comparisons[0].relative
    assert last.day == START + dt.timedelta(days=13)


def test_days_before_anything_can_be_said_are_left_out_of_the_course() -> None:
    series = Series(ORDERS, days({"a": (50, 4), "b": (50, 4)}))
    known = settled(ARMS, series, "b", Rules("sequential", 0.05))
    assert known[0].day == START + dt.timedelta(days=4)


def test_a_split_too_small_to_test_is_open_and_not_passed() -> None:
    checks = health_checks(
        [arm("a", 3), arm("b", 2)], course_of([(START, "a", 3)], START, START, running=True)
    )
    assert checks[0].state == "open"
    assert decide(checks, (), "early", 0).outcome == "hold"
    with pytest.raises(NotEnoughDataError):
        sample_ratio([3, 2], [0.5, 0.5])


def test_groups_that_differed_before_the_start_fail() -> None:
    def known(key: str, mean: float) -> Arm:
        sums = {
            "sum": 500.0,
            "pre_sum": 1000 * mean,
            "pre_sum_squares": 1000 * (mean**2 + 1),
            "pre_cross_product": 500 * mean,
        }
        return arm(key, 1000, **sums)

    whole = course_of([(START, "a", 1000), (START, "b", 1000)], START, START, running=False)
    states = [
        {one.name: one.state for one in health_checks([known("a", 5.0), known("b", mean)], whole)}
        for mean in (5.0, 5.2)
    ]
    assert [one["before"] for one in states] == ["pass", "fail"]


def test_three_arms_are_each_held_against_the_control_and_the_best_ships() -> None:
    arms = [
        Arm("a", True, 0.4, Totals(0)),
        Arm("b", False, 0.3, Totals(0)),
        Arm("c", False, 0.3, Totals(0)),
    ]
    series = Series(ORDERS, days({"a": (200, 40), "b": (150, 39), "c": (150, 45)}))
    found = judged(arms, [series], Rules("fixed", 0.05, 5000), course(series, 5000))
    assert found.level == pytest.approx(0.975)
    assert [one.verdict for one in found.comparisons] == ["improved", "improved"]
    assert found.decision.arm == "c"
