"""The experiments of the demo company: two years of tests, and planted truths.

`build` gives the same rows for the same seed on every machine.
"""

from __future__ import annotations

from datetime import date, timedelta

from cro.demo import planted, programme
from cro.demo.company import (
    LOUD,
    QUIET,
    SEGMENT_RATES,
    SEGMENTS,
    SETTING,
    STEP_RATES,
    STEPS,
    WORKSPACES,
    WorkspaceProfile,
    metric_definitions,
)
from cro.demo.ideas import IDEAS
from cro.demo.planted import Plan
from cro.demo.shapes import (
    DemoData,
    DemoExperiment,
    DemoExperimentMetric,
    DemoHypothesis,
    DemoMetric,
    DemoMetricDefinition,
    DemoSegment,
    DemoSetting,
    DemoStepCount,
    DemoTenant,
    DemoVariant,
    DemoWorkspace,
    LeakTruth,
    MismatchTruth,
    SegmentTruth,
    Truths,
    WinnerTruth,
)
from cro.demo.traffic import Traffic, draw_traffic
from kernel.statistics.draws import Draws

__all__ = [
    "AS_OF",
    "SEED",
    "DemoData",
    "DemoExperiment",
    "DemoExperimentMetric",
    "DemoHypothesis",
    "DemoMetric",
    "DemoMetricDefinition",
    "DemoSegment",
    "DemoSetting",
    "DemoStepCount",
    "DemoTenant",
    "DemoVariant",
    "DemoWorkspace",
    "LeakTruth",
    "MismatchTruth",
    "SegmentTruth",
    "Truths",
    "WinnerTruth",
    "build",
]

SEED = 20260101
AS_OF = date(2026, 1, 31)
PLAN_STREAM = 49
TRAFFIC_STREAM = 41
PEOPLE_STREAM = 43
DAYS = 731
SEGMENT_DAYS = 182


def build(seed: int = SEED, quiet: bool = False, as_of: date = AS_OF) -> DemoData:
    """One demo tenant: the loud one with planted truths in its first workspace, or the quiet one.

    Two years of days end with `as_of`. The seed moves every draw and every planted truth.
    """
    tenant = QUIET if quiet else LOUD
    dates = tuple(as_of - timedelta(days=DAYS - 1 - at) for at in range(DAYS))
    workspaces = []
    truths = None
    for number, profile in enumerate(WORKSPACES):
        plan = None if quiet or number else planted.drawn_plan(Draws(seed, PLAN_STREAM), DAYS)
        key = (int(quiet), number)
        traffic = draw_traffic(Draws(seed, TRAFFIC_STREAM, *key), profile.size, dates, plan)
        workspace = _workspace(tenant, profile, dates, traffic, plan, (seed, PEOPLE_STREAM, *key))
        workspaces.append(workspace)
        if plan is not None:
            truths = programme.truths(plan, workspace, IDEAS[tenant.slug], _leak(plan, dates))
    return DemoData(tenant, tuple(workspaces), truths)


def _leak(plan: Plan, dates: tuple[date, ...]) -> tuple[date, int]:
    usual = STEP_RATES[plan.leak_step] * SEGMENT_RATES[plan.leak_segment][plan.leak_step]
    return dates[plan.leak_from], usual // 1000


def _workspace(
    tenant: DemoTenant,
    profile: WorkspaceProfile,
    dates: tuple[date, ...],
    traffic: Traffic,
    plan: Plan | None,
    key: tuple[int, ...],
) -> DemoWorkspace:
    ideas = IDEAS[tenant.slug]
    ran = list(programme.courses(ideas, profile.history, dates[-1], plan, tenant is QUIET))
    rows = programme.experiments(key, ran, dates, traffic.entered.sum(axis=2))
    size = next(row.planned_size for row in rows if row.status == "stopped")
    return DemoWorkspace(
        slug=profile.slug,
        name=profile.name,
        currency=profile.currency,
        time_zone=profile.time_zone,
        setting=SETTING,
        segments=SEGMENTS,
        metric_definitions=metric_definitions(profile.currency),
        step_counts=_step_counts(dates, traffic),
        hypotheses=programme.hypotheses(ideas, ran, rows, plan),
        experiments=(*rows, programme.to_come(ideas, plan, size)),
    )


def _step_counts(dates: tuple[date, ...], traffic: Traffic) -> tuple[DemoStepCount, ...]:
    """Everybody on each day, and each segment by itself on the last `SEGMENT_DAYS`."""
    parts: list[tuple[str | None, int, Traffic]] = [
        (None, 0, Traffic(traffic.entered.sum(axis=2), traffic.advanced.sum(axis=2)))
    ]
    for number, segment in enumerate(SEGMENTS):
        own = Traffic(traffic.entered[:, :, number], traffic.advanced[:, :, number])
        parts.append((segment.name, len(dates) - SEGMENT_DAYS, own))
    return tuple(
        DemoStepCount(
            step, position, day, segment,
            int(counts.entered[at, position - 1]), int(counts.advanced[at, position - 1]),
        )
        for segment, first, counts in parts
        for position, step in enumerate(STEPS, start=1)
        for at, day in enumerate(dates)
        if at >= first
    )  # fmt: skip
