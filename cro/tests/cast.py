"""Rows for tests: a workspace with its traffic, its metrics, and experiments of every standing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cro import services
from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    MetricDefinition,
    Segment,
    Setting,
    StepCount,
    Variant,
)
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import require_scope

TODAY = dt.date(2026, 1, 31)
WEEKS = 12
STEPS = (
    ("Product page", 1, 1200, 0.40),
    ("Cart", 2, 480, 0.55),
    ("Checkout", 3, 264, 0.46),
)


def stand_still(day=TODAY):
    """Set the date of the scope's tenant."""
    Tenant.objects.filter(pk=require_scope().tenant_id).update(as_of=day)


def wave(day, size):
    """A number that moves with the date by a fifth at most, the same every time."""
    return int(size * (1 + ((day.toordinal() * 7919 % 41) - 20) / 100))


def days(weeks=WEEKS, last=TODAY):
    """Whole weeks of days, the last one included."""
    return [last - dt.timedelta(days=back) for back in reversed(range(7 * weeks))]


def traffic(weeks=WEEKS, last=TODAY):
    """Counts of three steps each day, of everybody."""
    rows = []
    for day in days(weeks, last):
        for step, position, entered, rate in STEPS:
            came = wave(day, entered)
            rows.append(
                StepCount(
                    step=step, position=position, date=day, entered=came,
                    advanced=int(came * rate),
                )
            )  # fmt: skip
    return StepCount.objects.bulk_create(rows)


def measured():
    """Definitions by name: orders, revenue, payment errors, items per order."""
    return {
        row.name: row
        for row in MetricDefinition.objects.bulk_create(
            [
                MetricDefinition(name="Orders", kind="proportion", unit="orders"),
                MetricDefinition(
                    name="Revenue", kind="mean", unit="revenue", currency="EUR",
                    guardrail_margin=Decimal("0.05"),
                ),
                MetricDefinition(
                    name="Payment errors", kind="proportion", better="down",
                    guardrail_margin=Decimal("0.12"),
                ),
                MetricDefinition(name="Items per order", kind="ratio", unit="items"),
            ]
        )
    }  # fmt: skip


def decided(**values):
    """The workspace's experiment settings."""
    return Setting.objects.create(**values)


def designed(name, metric, *, weights=("0.5", "0.5"), guardrails=(), **values):
    """A draft with its variants: the control first, then B, C and so on."""
    row = Experiment.objects.create(
        name=name, metric=metric, **{"planned_size": 6000, "planned_weeks": 4, **values}
    )
    for place, weight in enumerate(weights):
        Variant.objects.create(
            experiment=row, key="control" if place == 0 else chr(ord("a") + place),
            name="As today" if place == 0 else f"Version {chr(ord('A') + place)}",
            is_control=place == 0, weight=Decimal(weight),
        )  # fmt: skip
    for guard in guardrails:
        ExperimentMetric.objects.create(experiment=row, metric=guard, role="guardrail")
    return row


def started(row, starts_on):
    """The experiment as it runs from that day, its plan fixed."""
    return services.start_experiment(experiment=row, starts_on=starts_on)


def results(row, metric, rates, *, people=100, first=None, last=TODAY, segment=None):
    """Days of a proportion: `people` a variant and day, of whom these shares did it.

    `rates` and `people` go by the variants in the order of their keys, the control first; `people`
    may be one number for all.
    """
    shown = list(row.variants.order_by("-is_control", "key"))
    each = [people] * len(shown) if isinstance(people, int) else people
    day = first or row.starts_on
    rows = []
    while day <= last:
        for variant, units, rate in zip(shown, each, rates, strict=True):
            rows.append(
                Metric(
                    experiment=row, variant=variant, metric=metric, segment=segment, date=day,
                    units=units, conversions=round(units * rate + (day.toordinal() * 31 % 3 - 1)),
                )
            )  # fmt: skip
        day += dt.timedelta(days=1)
    return Metric.objects.bulk_create(rows)


def means(row, metric, values, *, people=100, spread=40, first=None, last=TODAY, pre=False):
    """Days of a mean: `people` a variant and day with these means and this spread.

    With `pre` the same people's values before, which go along with those in the test by 0.6.
    """
    shown = list(row.variants.order_by("-is_control", "key"))
    day, rows = first or row.starts_on, []
    while day <= last:
        for variant, mean in zip(shown, values, strict=True):
            total = people * mean + (day.toordinal() * 31 % 5 - 2) * spread // 10
            made = Metric(
                experiment=row, variant=variant, metric=metric, date=day, units=people, sum=total,
                sum_squares=Decimal(total) ** 2 / people + people * spread**2,
            )  # fmt: skip
            if pre:
                before = people * 100
                made.pre_sum = before
                made.pre_sum_squares = Decimal(before) ** 2 / people + people * spread**2
                made.pre_cross_product = Decimal(
                    before
                ) * total / people + people * spread**2 * Decimal("0.6")
            rows.append(made)
        day += dt.timedelta(days=1)
    return Metric.objects.bulk_create(rows)


def programme(last=TODAY):
    """Traffic, metrics, segments, hypotheses and a running experiment, by name."""
    traffic(last=last)
    metrics = measured()
    phones = Segment.objects.create(
        name="Phones", definition="Came with a phone.", traffic_share="0.6"
    )
    idea = Hypothesis.objects.create(
        title="One page to check out", because="Many leave between address and payment.",
        we_believe="one page with every field in sight", will="let more of them finish",
        metric=metrics["Orders"], step="Checkout", impact=8, confidence=6, ease=4, status="queued",
    )  # fmt: skip
    row = designed(
        "One-page checkout", metrics["Orders"], hypothesis=idea,
        guardrails=[metrics["Payment errors"]], baseline=Decimal("0.46"),
        minimum_effect=Decimal("0.05"),
    )  # fmt: skip
    started(row, last - dt.timedelta(days=27))
    row.refresh_from_db()
    results(row, metrics["Orders"], (0.46, 0.50), last=last)
    results(row, metrics["Payment errors"], (0.04, 0.04), last=last)
    return {"metrics": metrics, "phones": phones, "idea": idea, "experiment": row}
