"""Days that do not fit are named by what was wrong with them; ordinary days are not."""

from typing import Any

import numpy as np
import pytest

from cmo.analysis import daily_anomalies
from cmo.analysis.anomalies import Anomaly
from cmo.analysis.channels import ALL_CHANNELS
from cmo.analysis.rows import MetricRows
from cmo.tests.analysis.rows import day, steady
from kernel.core.windows import Window

DAYS = 182
HISTORY = Window(day(0), day(DAYS - 1))
REPORT = Window(day(DAYS - 91), day(DAYS - 1))
BROKEN = 150


def anomalies(records: list[dict[str, Any]]) -> tuple[Anomaly, ...]:
    return daily_anomalies(MetricRows.of(records), HISTORY, REPORT)[0]


def on(number: int, **factors: float):
    """Multiplies columns of one day."""

    def change(at: int, record: dict[str, Any]) -> dict[str, Any]:
        if at != number:
            return record
        return {**record, **{name: round(record[name] * f) for name, f in factors.items()}}

    return change


def test_steady_days_are_no_anomalies() -> None:
    assert anomalies(steady(DAYS)) == ()


def test_clicks_without_sessions_are_broken_tracking_with_what_is_missing() -> None:
    broken = on(BROKEN, sessions=0.02, conversions=0, revenue=0)
    (found,) = anomalies(steady(DAYS, "search", broken) + steady(DAYS, "social"))
    assert (found.kind, found.channels) == ("broken_tracking", ("search",))
    assert found.window == Window(day(BROKEN), day(BROKEN))
    gaps = {gap.metric: gap for gap in found.gaps}
    assert list(gaps) == ["sessions", "conversions", "revenue"]
    true = steady(DAYS)[BROKEN]["sessions"] - gaps["sessions"].observed
    assert gaps["sessions"].missing.estimate == pytest.approx(true, rel=0.1)


def test_one_break_over_all_channels_is_one_finding() -> None:
    broken = on(BROKEN, sessions=0.02, conversions=0, revenue=0)
    (found,) = anomalies(steady(DAYS, "search", broken) + steady(DAYS, "social", broken))
    assert found.channels == ("search", "social")


def test_a_break_of_three_days_is_one_finding_of_three_days() -> None:
    def broken(at: int, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "sessions": 1, "conversions": 0} if 150 <= at <= 152 else record

    (found,) = anomalies(steady(DAYS, "search", broken))
    assert found.window == Window(day(150), day(152))


def test_spend_without_sales_is_a_spike() -> None:
    (found,) = anomalies(steady(DAYS, "search", on(BROKEN, cost=3)))
    assert found.kind == "spend_spike"
    assert found.gaps[0].missing.estimate < 0


def test_spend_that_sells_is_none() -> None:
    sold = on(BROKEN, cost=2, clicks=2, sessions=2, conversions=2, revenue=2)
    assert anomalies(steady(DAYS, "search", sold)) == ()


def test_traffic_that_stays_away_is_a_drop() -> None:
    away = on(BROKEN, clicks=0.2, sessions=0.2, conversions=0.2, revenue=0.2)
    (found,) = anomalies(steady(DAYS, "search", away))
    assert (found.kind, found.channels) == ("drop", ("search",))


def test_sessions_without_orders_are_a_drop_of_the_whole_shop() -> None:
    (found,) = anomalies(steady(DAYS, "search", on(BROKEN, conversions=0.1, revenue=0.1)))
    assert (found.kind, found.channels) == ("drop", (ALL_CHANNELS,))


def test_tracking_is_judged_by_impressions_where_there_are_no_clicks() -> None:
    def unclicked(at: int, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "clicks": None, "sessions": 2 if at == BROKEN else record["sessions"]}

    (found,) = anomalies(steady(DAYS, "search", unclicked))
    assert found.kind == "broken_tracking"


def test_an_excluded_day_is_no_longer_named() -> None:
    def excluded(at: int, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "sessions": 0, "excluded": True} if at == BROKEN else record

    assert anomalies(steady(DAYS, "search", excluded)) == ()


def test_a_day_without_a_row_is_no_day_of_zero() -> None:
    assert anomalies([row for row in steady(DAYS) if row["date"] != day(BROKEN)]) == ()


def test_days_before_the_report_are_not_reported() -> None:
    assert anomalies(steady(DAYS, "search", on(20, sessions=0.02))) == ()


def test_a_thin_channel_is_not_judged_and_said_so() -> None:
    thin = [{**row, "sessions": 3, "clicks": 4} for row in steady(DAYS)]
    found, shortfalls, _ = daily_anomalies(MetricRows.of(thin), HISTORY, REPORT)
    assert found == ()
    assert ("search", "sessions on a usual day", 3) in [
        (short.subject, short.what, short.have) for short in shortfalls
    ]


def test_two_noisy_years_of_six_channels_raise_hardly_an_alarm() -> None:
    draws = np.random.default_rng(6)
    history = Window(day(0), day(730))
    alarms = 0
    for _ in range(10):
        records = []
        for channel in ("a", "b", "c", "d", "e", "f"):
            clicks = draws.poisson(200 * draws.lognormal(0, 0.12, 731))
            sessions = draws.binomial(clicks, 0.85)
            orders = draws.binomial(sessions, 0.06)
            cost = np.round(clicks * 60 * draws.lognormal(0, 0.08, 731))
            records += [
                {
                    "date": day(at), "channel": channel, "currency": "EUR", "campaign": None,
                    "impressions": None, "clicks": int(clicks[at]), "sessions": int(sessions[at]),
                    "conversions": int(orders[at]), "cost": int(cost[at]),
                    "revenue": int(orders[at] * 4000),
                }
                for at in range(731)
            ]  # fmt: skip
        alarms += len(daily_anomalies(MetricRows.of(records), history, history)[0])
    assert alarms <= 1
