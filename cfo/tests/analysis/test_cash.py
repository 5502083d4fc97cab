"""Runway and the day the cash is gone, against the known law of first passage."""

import math
from datetime import date

import numpy as np
import pytest

from cfo.analysis import burn, cash_outlook, forecast, planned_budget, runway
from cfo.analysis.months import moved, number_of
from cfo.analysis.planning import CategoryHistory
from cfo.tests.analysis.real_series import real_series
from kernel.statistics.values import AnalysisError, NotEnoughDataError

DAY = date(2026, 1, 31)
FEBRUARY = number_of(date(2026, 2, 1))


def flows(mean: int, spread: int) -> list[int]:
    return [mean + spread * step for step in (-1, 1, 1, -1, 1, -1, -1, 1, 1, -1, -1, 1)]


def test_the_same_data_give_the_same_answer_and_others_another_seed() -> None:
    one = cash_outlook(10**7, flows(-500_000, 300_000), DAY)
    assert one == cash_outlook(10**7, flows(-500_000, 300_000), DAY)
    assert one.seed != cash_outlook(10**7 + 1, flows(-500_000, 300_000), DAY).seed


def test_the_median_day_is_that_of_first_passage_with_drift() -> None:
    """With many months known the level is sure, and cash is a random walk with drift: the day it
    is gone follows the inverse Gaussian law of mean cash / burn."""
    from scipy.stats import invgauss

    spread, mean, cash = 300_000, -500_000, 6_000_000
    found = cash_outlook(cash, flows(mean, spread), DAY, horizon=60, expected=[mean] * 60)
    level = spread * math.sqrt(12 / 11) / math.sqrt(12)
    shape = cash**2 / (spread**2 * 12 / 11)
    for share, day in ((0.1, found.zero_p10), (0.5, found.zero_p50), (0.9, found.zero_p90)):
        law = invgauss.ppf(share, cash / -mean / shape, scale=shape)
        exact = (day - DAY).days / 30.4375
        unsure = cash / mean**2 * level * 1.4 if share != 0.5 else 0.0
        assert exact == pytest.approx(law, abs=0.8 + unsure)


def test_more_noise_means_a_wider_spread_and_more_cash_a_later_day() -> None:
    calm = cash_outlook(6_000_000, flows(-500_000, 100_000), DAY, horizon=48)
    wild = cash_outlook(6_000_000, flows(-500_000, 400_000), DAY, horizon=48)
    rich = cash_outlook(9_000_000, flows(-500_000, 100_000), DAY, horizon=48)
    assert wild.zero_p10 < calm.zero_p10 <= calm.zero_p50 < rich.zero_p50
    for month in wild.by_month:
        assert month.p10 <= month.p50 <= month.p90


def test_cash_below_the_floor_is_gone_today() -> None:
    found = cash_outlook(5, flows(-500, 3), DAY, floor=10)
    assert found.zero_p10 == found.zero_p90 == DAY


def test_the_share_that_runs_out_is_told_with_what_does_not() -> None:
    found = cash_outlook(2_000_000, flows(0, 300_000), DAY, horizon=12)
    assert 0 < found.share_out < 0.9
    assert found.zero_p90 is None


def test_the_median_of_the_futures_is_covered_by_held_back_months() -> None:
    """P10 to P90 holds four fifths of what really came, over companies drawn at random."""
    draws = np.random.default_rng(11)
    inside = 0
    for _ in range(60):
        history = draws.normal(-500_000, 200_000, 18).astype(int).tolist()
        found = cash_outlook(10**7, history[:12], DAY, horizon=6)
        really = 10**7 + sum(history[12:])
        inside += found.by_month[5].p10 <= really <= found.by_month[5].p90
    assert 40 <= inside <= 56


def test_bands_of_cash_cover_what_came_after_on_real_series() -> None:
    """Real series as balances: their changes are the flows, the last months are held back."""
    counts = np.zeros(3)
    for _, _, values in real_series():
        balance = np.array(values)
        changes = np.diff(balance)
        for end in sorted({*np.linspace(36, len(changes) - 12, 4).astype(int)}):
            if len(changes) < 48:
                break
            past = changes[end - 36 : end].tolist()
            counts += _covered(int(balance[end]), past, balance[end + 1 : end + 13])
    at80, at95 = counts[1:] / counts[0]
    assert counts[0] > 500
    assert 0.75 <= at80 <= 0.9
    assert 0.88 <= at95 <= 0.99


def _covered(cash: int, past: list[int], really: np.ndarray) -> np.ndarray:
    """How many months there were, and how many lay within both bands."""
    found = forecast(past, 12, 12)
    expected = [point.value for point in found.points]
    futures = cash_outlook(cash, past, DAY, 12, -(10**15), expected, found.calibration)
    inside = [
        (1, month.p10 <= actual <= month.p90, month.low95 <= actual <= month.high95)
        for month, actual in zip(futures.by_month, really.tolist(), strict=True)
    ]
    return np.sum(np.array(inside, dtype=int), axis=0)


def test_months_that_follow_each_other_make_the_future_less_sure() -> None:
    waves = [300_000 if at // 6 % 2 else -300_000 for at in range(24)]
    mixed = [waves[at * 7 % 24] for at in range(24)]
    persistent, free = (cash_outlook(10**7, flow, DAY, 12).by_month[-1] for flow in (waves, mixed))
    assert persistent.p90 - persistent.p10 > 1.5 * (free.p90 - free.p10)


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (lambda: cash_outlook(1, [1, 2], DAY), NotEnoughDataError),
        (lambda: cash_outlook(1, [1, 2, 3], DAY, horizon=0), AnalysisError),
        (lambda: cash_outlook(1, [1, 2, 3], DAY, horizon=2, expected=[1]), AnalysisError),
        (lambda: burn([1, 2], [1], 1), AnalysisError),
        (lambda: runway(1, -1, DAY), AnalysisError),
    ],
)
def test_it_refuses_what_has_no_answer(question, error) -> None:
    with pytest.raises(error):
        question()


def test_months_end_where_the_calendar_does() -> None:
    assert moved(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert moved(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert moved(date(2026, 2, 28), 1, on=31) == date(2026, 3, 31)


def budget(cash: int, floor: int):
    wave = [(at * 37) % 17 for at in range(30)]
    history = [
        CategoryHistory("Sales", "revenue", tuple(100_000 + 900 * w for w in wave)),
        CategoryHistory("Goods", "cogs", tuple(-40_000 - 300 * w for w in wave)),
        CategoryHistory("Pay", "payroll", (), planned=(-45_000,) * 6),
        CategoryHistory("Ads", "opex", tuple(-20_000 - 200 * w for w in wave)),
        CategoryHistory("Rent", "opex", (-15_000,) * 30, committed=True),
    ]
    return planned_budget(history, {"Sales": 0.05}, FEBRUARY, 6, cash, floor)


def test_every_scenario_keeps_the_floor_where_cuts_can() -> None:
    plan = budget(200_000, 195_000)
    for one in plan.scenarios:
        assert one.lowest_cash >= plan.floor or one.short_by == plan.floor - one.lowest_cash
        assert one.cash[-1] == 200_000 + sum(line.amount for line in one.lines)
    cuts = {one.category: dict(one.cut) for one in plan.categories}
    assert set(cuts["Rent"].values()) == set(cuts["Pay"].values()) == {0}
    assert cuts["Ads"]["low"] >= cuts["Ads"]["base"] >= cuts["Ads"]["high"]


def test_low_has_less_revenue_than_base_and_high_has_more() -> None:
    revenue = {
        one.scenario: sum(line.amount for line in one.lines if line.kind == "revenue")
        for one in budget(10**9, 0).scenarios
    }
    assert revenue["low"] < revenue["base"] < revenue["high"]


def test_what_cannot_be_mended_is_told() -> None:
    plan = budget(0, 10**7)
    assert all(one.short_by > 0 for one in plan.scenarios)


def test_at_the_floor_a_burn_ends_it_now_and_none_never_does() -> None:
    assert runway(0, 0, DAY).months is None
    assert runway(0, 1, DAY).months == 0.0
    assert runway(-1, 0, DAY).months == 0.0
