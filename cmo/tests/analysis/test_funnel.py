"""Leaks are found, dated and sized; steady stages are left in peace."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.analysis import stage_leaks
from cmo.analysis.rows import FunnelRows, Stage
from cmo.tests.analysis.rows import count, day
from kernel.core.windows import Window
from kernel.statistics import change_start, rate_change
from kernel.statistics.values import AnalysisError, NotEnoughDataError

DAYS = 210
NOW = Window(day(DAYS - 28), day(DAYS - 1))
STAGES = tuple(Stage(key, key, "shop", number) for number, key in enumerate("abc"))


def funnel(rates: dict[str, list[float]], seed: int = 1, people: int = 400) -> FunnelRows:
    draws = np.random.default_rng(seed)
    return FunnelRows.of(
        count(number, stage, people, int(draws.binomial(people, rate)))
        for stage, daily in rates.items()
        for number, rate in enumerate(daily)
    )


def flat(rate: float) -> list[float]:
    return [rate] * DAYS


def test_a_leak_is_found_with_its_day_and_its_size() -> None:
    rows = funnel({"a": flat(0.5), "b": [0.4] * 195 + [0.3] * 15, "c": flat(0.6)})
    (leak,), shortfalls = stage_leaks(rows, STAGES, NOW, 182)
    assert leak.stage.key == "b"
    assert abs((leak.since - day(195)).days) <= 1
    assert leak.rates.difference.covers(-0.1)
    assert shortfalls == ()


def test_a_stage_that_improves_is_no_leak() -> None:
    rows = funnel({"a": [0.4] * 180 + [0.6] * 30})
    assert stage_leaks(rows, STAGES[:1], NOW, 182)[0] == ()


def test_steady_funnels_are_not_alarmed() -> None:
    alarms = sum(
        len(stage_leaks(funnel({key: flat(0.4) for key in "abc"}, seed), STAGES, NOW, 182)[0])
        for seed in range(60)
    )
    assert alarms <= 3


def test_days_that_swing_by_more_than_chance_are_no_evidence() -> None:
    draws = np.random.default_rng(9)
    alarms = 0
    for seed in range(40):
        rates = np.clip(draws.normal(0.4, 0.08, DAYS), 0.05, 0.95)
        alarms += len(stage_leaks(funnel({"a": list(rates)}, seed), STAGES[:1], NOW, 182)[0])
    assert alarms <= 2


def test_one_stages_rows_change_no_other_stage() -> None:
    leaking = [0.4] * 185 + [0.25] * 25
    one = stage_leaks(funnel({"a": flat(0.5), "b": leaking}), STAGES[:2], NOW, 182)[0]
    rows = funnel({"a": flat(0.5), "b": leaking})
    kept = rows.where(rows.stage == "b")
    two = stage_leaks(kept, STAGES[:2], NOW, 182)
    assert [leak.rates for leak in one] == [leak.rates for leak in two[0]]
    assert [short.subject for short in two[1]] == ["a"]


def test_without_a_past_the_target_decides() -> None:
    stage = Stage("a", "a", "shop", 1, target_rate=0.5)
    rows = FunnelRows.of(count(DAYS - number, "a", 200, 70) for number in range(1, 29))
    (leak,), _ = stage_leaks(rows, (stage,), NOW, 182)
    assert leak.against_target
    assert leak.rates.difference.estimate == pytest.approx(-0.15)


def test_without_past_or_target_it_says_what_is_missing() -> None:
    rows = FunnelRows.of(count(DAYS - number, "a", 200, 70) for number in range(1, 29))
    leaks, (short,) = stage_leaks(rows, STAGES[:1], NOW, 182)
    assert leaks == ()
    assert (short.subject, short.have, short.need) == ("a", 0, 7)


@given(st.integers(2, 50))
def test_more_people_at_the_same_rates_lose_more_and_are_surer(factor: int) -> None:
    days = [[20, 22, 18, 21, 19, 20, 20], [40] * 7, [30, 31, 29, 30, 30, 31, 29], [40] * 7]
    one = rate_change(*days)
    more = rate_change(*([value * factor for value in column] for column in days))
    assert more.lost.estimate == pytest.approx(one.lost.estimate * factor)
    assert more.p_value <= one.p_value


def test_the_first_day_of_the_leak_follows_the_calendar() -> None:
    early = change_start([8] * 20 + [3] * 10, [10] * 30)
    assert (early, change_start([8] * 10 + [3] * 20, [10] * 30)) == (20, 10)


def test_days_without_people_are_passed_over() -> None:
    assert change_start([8] * 10 + [0] * 3 + [3] * 10, [10] * 10 + [0] * 3 + [10] * 10) == 13


def test_it_refuses_more_leaving_than_came() -> None:
    with pytest.raises(AnalysisError):
        FunnelRows.of([count(1, "a", 10, 11)])
    with pytest.raises(AnalysisError):
        change_start([11] * 20, [10] * 20)


def test_it_refuses_a_handful_of_people() -> None:
    with pytest.raises(NotEnoughDataError):
        rate_change([5] * 8, [10] * 8, [50] * 8, [100] * 8)
