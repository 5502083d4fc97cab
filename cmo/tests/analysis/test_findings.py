"""The whole analysis: what depends on what, what it says with little data, in which order."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest

from cmo.analysis import analyse
from cmo.analysis.finding import Analysis, Finding, Horizon
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.demo import AS_OF, build
from cmo.tests.analysis.rows import count, day, metric, of_workspace, steady

HORIZON = Horizon(AS_OF)
NOTHING = FunnelRows.of([])


@pytest.fixture(scope="module")
def workspace():
    return of_workspace(build().workspaces[0])


@pytest.fixture(scope="module")
def answer(workspace) -> Analysis:
    return analyse(*workspace, HORIZON)


def finding(answer: Analysis, kind: str) -> Finding:
    return next(one for one in answer.findings if one.kind == kind)


def changed(rows: MetricRows, **columns: Any) -> MetricRows:
    return replace(rows, **columns)


def test_the_order_of_rows_changes_nothing(workspace, answer) -> None:
    metrics, counts, stages = workspace
    backwards = analyse(
        metrics.where(slice(None, None, -1)), counts.where(slice(None, None, -1)), stages, HORIZON
    )
    assert [one.subject for one in backwards.findings] == [one.subject for one in answer.findings]
    assert backwards.channels == answer.channels
    assert backwards.findings == answer.findings


def test_money_in_another_unit_changes_only_money(workspace, answer) -> None:
    metrics, counts, stages = workspace
    tenfold = changed(metrics, cost=metrics.cost * 10, revenue=metrics.revenue * 10)
    other = analyse(tenfold, counts, stages, HORIZON)
    assert [(one.subject, one.severity) for one in other.findings] == [
        (one.subject, one.severity) for one in answer.findings
    ]
    one, two = finding(answer, "leak"), finding(other, "leak")
    assert two.impact.low == pytest.approx(one.impact.low * 10)
    assert two.headline.value == one.headline.value


def test_a_doubled_order_value_doubles_what_the_leak_costs_and_not_the_leak(
    workspace, answer
) -> None:
    metrics, counts, stages = workspace
    other = analyse(changed(metrics, revenue=metrics.revenue * 2), counts, stages, HORIZON)
    one, two = finding(answer, "leak"), finding(other, "leak")
    assert two.impact.estimate == pytest.approx(one.impact.estimate * 2)
    assert two.figure("difference") == one.figure("difference")
    assert two.figure("lost_orders_month").value == one.figure("lost_orders_month").value


def test_excluding_the_broken_day_ends_its_finding_and_mends_conversion(workspace, answer) -> None:
    metrics, counts, stages = workspace
    broken = finding(answer, "broken_tracking").window
    hit = (metrics.date >= broken.first) & (metrics.date <= broken.last)
    mended = analyse(changed(metrics, excluded=metrics.excluded | hit), counts, stages, HORIZON)
    assert "broken_tracking" not in {one.kind for one in mended.findings}
    gone = metrics.where(hit).total("sessions")
    assert mended.channels[0].sessions == answer.channels[0].sessions - gone


def test_a_row_after_the_day_of_the_question_is_not_looked_at(workspace, answer) -> None:
    metrics, counts, stages = workspace
    later = MetricRows.of([metric(0, date=AS_OF + timedelta(days=1), revenue=10**9)])
    columns = {name: [*getattr(metrics, name), *getattr(later, name)] for name in asdict(later)}
    records = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    other = analyse(MetricRows.of(records), counts, stages, HORIZON)
    assert other.channels == answer.channels


def test_every_figure_has_rows_and_they_add_up(workspace, answer) -> None:
    metrics, counts, _ = workspace
    for one in answer.findings:
        for figure in one.figures:
            assert figure.rows, figure.name
            for evidence in figure.rows:
                rows = metrics if evidence.table == "metrics_snapshots" else counts
                kept = rows.within(evidence.window)
                for column, values in evidence.equals:
                    if column != "excluded":
                        kept = kept.where(
                            [value in values for value in getattr(kept, column).tolist()]
                        )
                assert len(kept) == evidence.count
                assert int(getattr(kept, evidence.column).sum()) == evidence.total


def test_a_figure_keeps_its_digest_while_its_rows_stay(workspace, answer) -> None:
    metrics, counts, stages = workspace
    other = analyse(changed(metrics, revenue=metrics.revenue + 1), counts, stages, HORIZON)
    same = finding(other, "leak").figure("difference").rows
    assert same == finding(answer, "leak").figure("difference").rows
    one, two = (finding(a, "broken_tracking").figure("revenue_observed") for a in (answer, other))
    assert one.rows[0].digest != two.rows[0].digest


def test_every_limit_encloses_its_figure(answer) -> None:
    figures = [figure for one in answer.findings for figure in one.figures]
    assert all(f.low <= f.value <= f.high for f in figures if f.low is not None)


def test_without_rows_it_says_what_it_needs() -> None:
    answer = analyse(MetricRows.of([]), NOTHING, (), HORIZON)
    assert not answer.enough
    assert [short.what for short in answer.shortfalls] == ["daily funnel counts", "daily metrics"]


def test_a_week_of_metrics_is_too_little_and_raises_nothing() -> None:
    answer = analyse(MetricRows.of(steady(7)), NOTHING, (), Horizon(day(6)))
    assert not answer.enough
    assert answer.channels[0].cost is not None


def test_currencies_are_answered_each_by_itself() -> None:
    records = steady(120) + [{**row, "currency": "USD"} for row in steady(120, "social")]
    counts = FunnelRows.of(
        count(number, "a", 500, 300 if number < 92 else 200) for number in range(120)
    )
    stages = (Stage("a", "a", "shop", 1),)
    answer = analyse(MetricRows.of(records), counts, stages, Horizon(day(119)))
    assert [one.currency for one in answer.channels if one.channel == "*"] == ["EUR", "USD"]
    assert finding(answer, "leak").impact is None


def test_a_losing_channel_is_named_with_what_it_loses() -> None:
    losing = [{**row, "revenue": row["cost"] // 2} for row in steady(120, "social")]
    answer = analyse(MetricRows.of(steady(120) + losing), NOTHING, (), Horizon(day(119)))
    loss = finding(answer, "channel_loss")
    assert loss.channels == ("social",)
    own = next(one for one in answer.channels if one.channel == "social")
    assert loss.impact.estimate == pytest.approx((own.cost - own.revenue) * 30 / 91)


def test_tracking_that_is_still_broken_is_critical() -> None:
    def broken(at: int, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "sessions": 1, "conversions": 0, "revenue": 0} if at == 119 else record

    answer = analyse(MetricRows.of(steady(120, "search", broken)), NOTHING, (), Horizon(day(119)))
    found = finding(answer, "broken_tracking")
    assert (found.ongoing, found.severity) == (True, "critical")


def test_each_source_says_how_far_it_reaches() -> None:
    records = [row for row in steady(100) if row["date"] != day(50)]
    answer = analyse(MetricRows.of(records), NOTHING, (), Horizon(day(102)))
    (reach,) = answer.reach
    assert (reach.source, reach.last, reach.behind_days) == ("metrics:search", day(99), 3)
    assert reach.missing == (day(50),)
