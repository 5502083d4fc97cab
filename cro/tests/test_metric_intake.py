"""The metric intake from request to rows: baselines, drafts, shares, and what is missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cro.models import MetricDefinition, Recommendation, Segment, StepCount
from cro.tests import cast as rows
from kernel.core.registry import get_module
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran


def parted(name="Phones", part=0.6):
    """Counts of a segment: so much of everybody's on each day."""
    segment = Segment.objects.get(name=name)
    StepCount.objects.bulk_create(
        StepCount(
            step=one.step, position=one.position, date=one.date, segment=segment,
            entered=int(one.entered * part), advanced=int(one.advanced * part),
        )
        for one in StepCount.objects.filter(segment=None)
    )  # fmt: skip


def furnish():
    rows.stand_still()
    rows.programme()
    parted()


def furnish_otherwise():
    """A business that counts other steps and measures nothing else yet."""
    rows.stand_still()
    StepCount.objects.bulk_create(
        StepCount(
            step=step, position=place, date=day, entered=rows.wave(day, size),
            advanced=rows.wave(day, size) // 3,
        )
        for day in rows.days(6)
        for place, (step, size) in enumerate((("Reads the paper", 900), ("Subscribes", 300)), 1)
    )  # fmt: skip


class TestMetricIntake(AgentTests):
    module, mode = "ai_cro", "setup"
    writes = (MetricDefinition,)
    edit = (MetricDefinition, "unit", "visitors")
    refused = {
        "/metrics/0": {"metrics": ["Orders"]},
        "/segments/0": {"segments": ["Phones:"]},
        "/days": {"days": 3},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def kept(cast, db):
    with cast.scope():
        furnish()
    return cast


def intake(cast, payload=None):
    return ran(cast, "ai_cro", "setup", payload)


def test_each_step_gets_its_rate_and_its_people_a_week_from_the_rows_behind_them(kept):
    book = book_of(intake(kept))
    with kept.scope():
        last = StepCount.objects.filter(step="Cart", segment=None).order_by("-date")[:28]
        entered = sum(one.entered for one in last)
        advanced = sum(one.advanced for one in last)
        assert book["step.cart.all.rate"].value == pytest.approx(advanced / entered)
        assert book["step.cart.all.weekly"].value == pytest.approx(entered / 4)
        for row in book["step.cart.phones.rate"].rows:
            shown = behind(row)
            assert (shown.count, shown.total) == (row.count, row.total) == (28, row.total)


def test_a_step_without_a_metric_of_its_name_is_drafted_one(kept):
    run = intake(kept)
    drafted = [one["name"] for one in run.output["metrics"] if one["drafted"]]
    assert drafted == ["Product page", "Cart", "Checkout"]
    with kept.scope():
        assert MetricDefinition.objects.get(name="Cart").kind == "proportion"


def test_metrics_and_segments_are_taken_as_they_were_written_down(kept):
    intake(
        kept,
        {
            "metrics": ["Refunds per order: ratio, EUR, lower, 7.5%"],
            "segments": ["Returning: bought here before"],
        },
    )
    with kept.scope():
        refunds = MetricDefinition.objects.get(name="Refunds per order")
        assert (refunds.kind, refunds.currency, refunds.better) == ("ratio", "EUR", "down")
        assert refunds.guardrail_margin == Decimal("0.075")
        assert Segment.objects.get(name="Returning").definition == "bought here before"


def test_the_control_of_the_newest_test_is_where_a_metric_starts_from(kept):
    book = book_of(intake(kept))
    assert book["metric.orders.baseline"].value == pytest.approx(0.46, abs=0.01)
    assert book["metric.orders.people"].value == 2800


def test_a_share_that_is_not_the_counted_one_is_proposed_set_and_taken_back(kept):
    with kept.scope():
        Segment.objects.filter(name="Phones").update(traffic_share=Decimal("0.2"))
    intake(kept)
    person = kept.writer(get_module("ai_cro"))
    with kept.scope(person):
        row = Recommendation.objects.get(kind="shares")
        approve(row, by=person, action_hash=row.action_hash)
        counted = Segment.objects.get(name="Phones").traffic_share
        assert counted == pytest.approx(Decimal("0.6"), abs=Decimal("0.01"))
    with kept.scope(person):
        row.refresh_from_db()
        undo(row, by=person)
        assert Segment.objects.get(name="Phones").traffic_share == Decimal("0.2")


def test_missing_days_and_late_counts_are_said(kept):
    with kept.scope():
        day = rows.TODAY - dt.timedelta(days=9)
        StepCount.objects.filter(step="Cart", date=day).delete()
        StepCount.objects.filter(date__gt=rows.TODAY - dt.timedelta(days=5)).delete()
    run = intake(kept)
    found = {one["kind"] for one in run.output["findings"]}
    assert {"gap", "late"} <= found
    assert book_of(run)["gap.cart.missing"].value == 1
    assert book_of(run)["period.late"].value == 5


def test_twice_as_many_people_change_the_traffic_and_no_rate(kept):
    before = intake(kept)
    with kept.scope():
        for one in StepCount.objects.all():
            one.entered, one.advanced = 2 * one.entered, 2 * one.advanced
            one.save()
    changed = figures_changed(before, intake(kept))
    weekly = {key: change.factor for key, change in changed.items() if key.endswith(".weekly")}
    assert weekly
    assert set(weekly.values()) == {2.0}
    assert not [
        key for key, change in changed.items()
        if key.endswith((".rate", ".share")) and change.factor != 1.0
    ]  # fmt: skip


def test_a_baseline_comes_from_a_test_of_a_week_before_a_newer_one_of_a_day(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        for name, days, rate in (("Long", 14, 0.30), ("Short", 1, 0.50)):
            row = rows.designed(name, orders, planned_size=None, method="sequential")
            row = rows.started(row, rows.TODAY - dt.timedelta(days=days - 1))
            rows.results(row, orders, (rate, rate))
    book = book_of(ran(cast, "ai_cro", "setup"))
    assert book["metric.orders.baseline"].value == pytest.approx(0.30, abs=0.02)
