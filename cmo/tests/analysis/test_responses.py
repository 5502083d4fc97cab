"""Response curves hold what was planted, say how spend carries over, and refuse what none tells."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cmo.analysis import (
    binomial_adstock,
    carried_over,
    channel_responses,
    fit_response,
    geometric_adstock,
    hill_saturation,
    split_budget,
)
from cmo.analysis.channels import ChannelFigures, channel_figures
from cmo.analysis.from_responses import saturated, saturation_findings
from cmo.analysis.rows import MetricRows
from cmo.tests.analysis.rows import day, metric
from kernel.core.windows import Window
from kernel.statistics.draws import Draws
from kernel.statistics.values import NotEnoughDataError

WEEKS = 104
USUAL = 10_000.0


def spends(seed: int, days: int = 7 * WEEKS, spread: int = 350):
    """Budgets set anew each week, in minor units a day."""
    weekly = np.clip(Draws(seed, 1).wobble((days // 7 + 1,), spread), 300, 2000) / 1000
    return USUAL * np.repeat(weekly, 7)[:days]


def outcomes(spend, half: float, adstock, seed: int = 0, noise: int = 0):
    """What the spend brings: carried over, levelled off, times noise in per mille."""
    before = np.full(6, spend[:7].mean())
    reached = carried_over(np.concatenate([before, spend]), adstock)[6:]
    shaky = Draws(seed, 2).wobble(spend.shape, noise) / 1000 if noise else 1.0
    return 90_000 * reached / (reached + half) * shaky


@pytest.mark.parametrize(
    ("decay", "alpha", "adstock"),
    [
        ("geometric", 0.6, geometric_adstock(0.6, 6)),
        ("geometric", 0.0, geometric_adstock(0.0, 6)),
        ("binomial", 0.4, binomial_adstock(0.4, 6)),
        ("binomial", 0.7, binomial_adstock(0.7, 6)),
    ],
)
def test_the_fit_tells_how_spend_carries_over(decay, alpha, adstock) -> None:
    spend = spends(7)
    curve = fit_response(spend, outcomes(spend, 8000, adstock))
    assert (curve.decay, curve.alpha) == (decay, alpha)
    assert curve.half == pytest.approx(8000, rel=0.02)


def test_of_twenty_planted_curves_the_intervals_hold_at_least_sixteen() -> None:
    held = 0
    for seed in range(20):
        spend, half = spends(seed), 2000.0 + 400 * seed
        curve = fit_response(spend, outcomes(spend, half, geometric_adstock(0.3, 6), seed, 120))
        held += curve.saturation.covers(hill_saturation(curve.spend, half))
    assert held >= 16


def test_a_curve_passes_through_the_present_and_its_next_unit_brings_less_and_less() -> None:
    spend = spends(3)
    curve = fit_response(spend, outcomes(spend, 5000, geometric_adstock(0.3, 6), 3, 80))
    assert curve.at(curve.spend) == pytest.approx(curve.outcome)
    margins = [curve.marginal(amount) for amount in (0, 2000, 8000, 20_000, 90_000)]
    assert margins == sorted(margins, reverse=True)
    share = curve.marginal_now.estimate * curve.spend / curve.outcome
    assert share == pytest.approx(1 - curve.saturation.estimate)


def test_spend_that_never_varies_tells_no_curve() -> None:
    spend = np.full(7 * WEEKS, USUAL) * (1 + np.arange(7 * WEEKS) % 3 / 100)
    with pytest.raises(NotEnoughDataError, match="variation of spend"):
        fit_response(spend, outcomes(spend, 8000, geometric_adstock(0, 6)))


def test_a_few_weeks_tell_no_curve() -> None:
    spend = spends(1, days=80)
    with pytest.raises(NotEnoughDataError, match="weeks with spend"):
        fit_response(spend, outcomes(spend, 8000, geometric_adstock(0, 6)))


@cache
def rows(**halves: float) -> MetricRows:
    """Two years of channels with a curve each, and one without spend."""
    records = []
    for number, (name, half) in enumerate(halves.items()):
        spend = spends(number)
        brought = outcomes(spend, half, geometric_adstock(0.3, 6), number, 60)
        records += [
            metric(at, name, cost=round(cost), revenue=round(revenue))
            for at, (cost, revenue) in enumerate(zip(spend, brought, strict=True))
        ]
    free = Draws(99).wobble((7 * WEEKS,), 50)
    records += [
        metric(at, "organic", cost=0, revenue=40 * int(free[at])) for at in range(7 * WEEKS)
    ]
    return MetricRows.of(records)


LAST = day(7 * WEEKS - 1)


def whole_of(found: MetricRows) -> ChannelFigures:
    return channel_figures(found, Window.ending(LAST, 91))[0]


def test_money_goes_from_a_full_channel_to_the_one_where_it_brings_most() -> None:
    found = rows(full=800, roomy=16_000, middling=14_000)
    responses, short = channel_responses(found, LAST)
    assert {one.channel for one in responses} == {"full", "roomy", "middling"}
    assert short == ()
    assert saturated(responses) == {"full"}
    assert {one.demand for one in responses} == {("organic",)}
    (finding,) = saturation_findings(found, responses, whole_of(found))
    curves = {one.channel: one.curve for one in responses}
    assert finding.channels[0] == "full"
    assert curves["full"].marginal_now.high < curves[finding.channels[1]].marginal_now.low
    moved, spent = finding.figure("moved_month").value, finding.figure("spend_month").value
    assert 0 < moved <= math.ceil(0.3 * spent)
    assert finding.impact.low > 0
    names = [figure.name for figure in finding.figures]
    assert names[:4] == ["saturation", "next_unit", "average_unit", "spend_month"]


def test_what_moves_brings_what_both_curves_say() -> None:
    found = rows(full=800, roomy=16_000)
    responses, _ = channel_responses(found, LAST)
    (finding,) = saturation_findings(found, responses, whole_of(found))
    own, other = (one.curve for one in responses)
    a_day = finding.figure("moved_month").value / 30
    gain = other.at(other.spend + a_day) - other.at(other.spend)
    gain += own.at(own.spend - a_day) - own.at(own.spend)
    assert finding.impact.estimate == pytest.approx(30 * gain)


def test_a_full_channel_without_a_better_one_is_told_and_nothing_moves() -> None:
    found = rows(full=800)
    responses, _ = channel_responses(found, LAST)
    (finding,) = saturation_findings(found, responses, whole_of(found))
    assert (finding.channels, finding.impact, finding.severity) == (("full",), None, "low")


def test_channels_with_room_are_no_finding() -> None:
    found = rows(roomy=30_000, middling=12_000)
    responses, _ = channel_responses(found, LAST)
    assert saturation_findings(found, responses, whole_of(found)) == ()


def test_an_excluded_day_is_not_in_the_curve() -> None:
    found = rows(full=800, roomy=16_000)
    wild = found.revenue.copy()
    wild[100] *= 50
    left_out = np.arange(len(found)) == 100
    with_it, _ = channel_responses(replace(found, revenue=wild, excluded=left_out), LAST)
    without, _ = channel_responses(replace(found, excluded=left_out), LAST)
    assert with_it[0].curve == without[0].curve


def test_a_split_over_fitted_curves_has_equal_returns() -> None:
    responses, _ = channel_responses(rows(full=800, roomy=16_000), LAST)
    split = split_budget({one.channel: one.curve for one in responses}, 600_000, days=30)
    assert sum(split.amounts.values()) == 600_000
    assert split.kkt_gap < 1e-3
    assert split.marginal["full"] == pytest.approx(split.marginal["roomy"], rel=1e-3)
