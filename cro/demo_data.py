"""The growth rows of the demo companies, put into the tables of one workspace."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from cro.demo import DemoExperiment, DemoWorkspace, build
from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    MetricDefinition,
    Recommendation,
    Segment,
    Setting,
    StepCount,
    Variant,
    WeeklySummary,
)
from cro.plans import fixed_plan
from kernel.decisions.proposals import expire_overdue
from kernel.decisions.recommendation import OPEN
from kernel.tenancy.models import Workspace
from kernel.tenancy.rows import WorkspaceRow
from kernel.tenancy.scope import Scope

FIRST_RUNS = ("strategy", "analysis", "optimization")
BATCH = 2000
FIXED_AT = dt.time(16, 30)
"""When on its day a plan was fixed, by the workspace's clock."""

RowT = TypeVar("RowT", bound=WorkspaceRow)


def seed(scope: Scope, seed: int, quiet: bool) -> int:
    """Fill the scope's workspace with the demo's rows in place of those that are there.

    Open proposals about the rows that go expire; what was decided stays on record.

    Answers how many rows were written; none for a workspace that the demo does not have.
    """
    assert scope.workspace_id is not None
    slug = Workspace.objects.get(pk=scope.workspace_id).slug
    found = [one for one in build(seed, quiet).workspaces if one.slug == slug]
    if not found:
        return 0
    _empty()
    return _fill(found[0], scope)


def _empty() -> None:
    Recommendation.objects.filter(status__in=OPEN).update(expires_at=timezone.now())
    expire_overdue(Recommendation)
    for model in (
        Metric,
        ExperimentMetric,
        Variant,
        Experiment,
        Hypothesis,
        StepCount,
        MetricDefinition,
        Segment,
        Setting,
        WeeklySummary,
    ):
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def _fill(data: DemoWorkspace, scope: Scope) -> int:
    segments: dict[str | None, Segment | None] = {
        one.name: Segment(name=one.name, definition=one.definition, traffic_share=one.traffic_share)
        for one in data.segments
    }
    stored = [one for one in segments.values() if one is not None]
    segments[None] = None
    metrics = {
        one.name: MetricDefinition(
            name=one.name,
            kind=one.kind,
            unit=one.unit,
            currency=one.currency,
            better=one.better,
            guardrail_margin=one.guardrail_margin,
        )
        for one in data.metric_definitions
    }
    hypotheses = {
        one.title: Hypothesis(
            title=one.title,
            because=one.because,
            we_believe=one.we_believe,
            will=one.will,
            segment=segments[one.segment],
            metric=metrics[one.metric],
            step=one.step,
            impact=one.impact,
            confidence=one.confidence,
            ease=one.ease,
            status=one.status,
        )
        for one in data.hypotheses
    }
    counts = [
        StepCount(
            step=one.step,
            position=one.position,
            date=one.date,
            segment=segments[one.segment],
            entered=one.entered,
            advanced=one.advanced,
        )
        for one in data.step_counts
    ]
    return (
        _create(Segment, stored)
        + _create(MetricDefinition, list(metrics.values()))
        + _create(StepCount, counts)
        + _create(Hypothesis, list(hypotheses.values()))
        + _create(Setting, [_setting(data)])
        + _experiments(data, scope, segments, metrics, hypotheses)
    )


def _setting(data: DemoWorkspace) -> Setting:
    one = data.setting
    return Setting(
        alpha=one.alpha,
        power=one.power,
        method=one.method,
        longest_weeks=one.longest_weeks,
        smallest_believable=one.smallest_believable,
        chance_to_ship=one.chance_to_ship,
        risk_limit=one.risk_limit,
    )


def _experiments(
    data: DemoWorkspace,
    scope: Scope,
    segments: Mapping[str | None, Segment | None],
    metrics: Mapping[str, MetricDefinition],
    hypotheses: Mapping[str, Hypothesis],
) -> int:
    """Experiments with variants and guardrails, then the plans that were fixed, then results."""
    rows = [
        Experiment(
            hypothesis=hypotheses[one.hypothesis],
            name=one.name,
            status=one.status,
            metric=metrics[one.metric],
            segment=segments[one.segment],
            method=one.method,
            alpha=one.alpha,
            power=one.power,
            baseline=one.baseline,
            minimum_effect=one.minimum_effect,
            planned_size=one.planned_size,
            planned_weeks=one.planned_weeks,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            stopped_on=one.stopped_on,
            multiple_exposures=one.multiple_exposures,
            decision=one.decision,
            decision_reason=one.decision_reason,
            decided_on=one.decided_on,
            decided_by_id=scope.user_id if one.decision else None,
        )
        for one in data.experiments
    ]
    pairs = list(zip(rows, data.experiments, strict=True))
    variants = {
        (row.pk, one.key): Variant(
            experiment=row,
            key=one.key,
            name=one.name,
            is_control=one.is_control,
            weight=one.weight,
        )
        for row, planned in pairs
        for one in planned.variants
    }
    watched = [
        ExperimentMetric(
            experiment=row, metric=metrics[one.metric], role=one.role, margin=one.margin
        )
        for row, planned in pairs
        for one in planned.further
    ]
    written = (
        _create(Experiment, rows)
        + _create(Variant, list(variants.values()))
        + _create(ExperimentMetric, watched)
    )
    _fix(pairs, zoneinfo.ZoneInfo(data.time_zone))
    return written + _create(Metric, list(_results(pairs, segments, metrics, variants)))


def _fix(pairs: Iterable[tuple[Experiment, DemoExperiment]], zone: zoneinfo.ZoneInfo) -> None:
    """Fix the plans; what belongs to one is written before."""
    for row, planned in pairs:
        if planned.fixed_on is None:
            continue
        row.refresh_from_db()
        row.plan = fixed_plan(row)
        row.plan_fixed_at = dt.datetime.combine(planned.fixed_on, FIXED_AT, zone)
        row.save(update_fields=["plan", "plan_fixed_at", "updated_at"])


def _results(
    pairs: Iterable[tuple[Experiment, DemoExperiment]],
    segments: Mapping[str | None, Segment | None],
    metrics: Mapping[str, MetricDefinition],
    variants: Mapping[tuple[UUID, str], Variant],
) -> Iterable[Metric]:
    for row, planned in pairs:
        for one in planned.metrics:
            yield Metric(
                experiment=row,
                variant=variants[row.pk, one.variant],
                metric=metrics[one.metric],
                segment=segments[one.segment],
                date=one.date,
                units=one.units,
                conversions=one.conversions,
                sum=one.sum,
                sum_squares=one.sum_squares,
                denominator_sum=one.denominator_sum,
                denominator_sum_squares=one.denominator_sum_squares,
                cross_product=one.cross_product,
                pre_sum=one.pre_sum,
                pre_sum_squares=one.pre_sum_squares,
                pre_cross_product=one.pre_cross_product,
            )


def _create(model: type[RowT], rows: Sequence[RowT]) -> int:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
