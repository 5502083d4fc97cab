"""Reading experiments with everything that judges them, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from cro import selectors
from cro.analysis.arms import Arm, Kind, Totals
from cro.analysis.comparisons import Role, Rules, Watched
from cro.analysis.guardrails import Better
from cro.analysis.health import course_of
from cro.analysis.judgement import Series
from cro.analysis.planning import Method
from cro.analysis.results import DayTotals
from cro.judging.contracts import MOST_CASES, JudgeInput
from cro.judging.ground import Case, Ground, Line, Measure, Part, Shown
from cro.models import Experiment, ExperimentMetric, Metric, MetricDefinition, Variant
from cro.models.experiment import ExperimentStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.fact_keys import fact_key
from kernel.core.named import named_in
from kernel.tenancy import clock

UNDECIDED = (ExperimentStatus.RUNNING, ExperimentStatus.STOPPED)
ROLES = {"guardrail": 1, "secondary": 2}
COLUMNS = (
    "experiment_id", "metric_id", "variant_id", "date", "units", "conversions", *selectors.SUMS,
)  # fmt: skip


def read(ctx: RunContext, payload: JudgeInput) -> Ground | list[Need]:
    """The experiments to judge; needs where there is none, or none with a result."""
    rows = Experiment.objects.order_by("starts_on", "name")
    if payload.experiment:
        row = rows.filter(name__iexact=payload.experiment).first()
        if row is None:
            return [_unknown(payload.experiment, rows)]
        if row.status == ExperimentStatus.DRAFT:
            return [_not_started(row.name)]
        found = cases([row], ctx.today)
        return Ground(tuple(found), ctx.today, asked=True) if found else [_no_result(row.name)]
    named = named_in(payload.words, rows.exclude(status=ExperimentStatus.DRAFT), str)
    if named and (found := cases(named[:MOST_CASES], ctx.today)):
        return Ground(tuple(found), ctx.today, asked=True)
    waiting = list(rows.filter(status__in=UNDECIDED)[:MOST_CASES])
    if not waiting:
        return [_none_running(rows.filter(status=ExperimentStatus.DRAFT).exists())]
    found = cases(waiting, ctx.today)
    if not found:
        return [_no_result(waiting[0].name)]
    return Ground(
        tuple(found), ctx.today, drafts=len(waiting) - len(found), unnamed=bool(payload.words)
    )


def watched(today: dt.date) -> Ground:
    """What runs or waits for a decision, those without a result left out; maybe nothing."""
    rows = Experiment.objects.filter(status__in=UNDECIDED).order_by("starts_on", "name")
    return Ground(tuple(cases(rows[:MOST_CASES], today)), today)


def cases(rows: Iterable[Experiment], today: dt.date | None = None) -> list[Case]:
    """Each experiment as it is judged, in order; those without a row of their primary metric are
    left out. Rows of segments and of days to come are not counted."""
    chosen = list(rows)
    until = today or clock.today()
    variants = _by_experiment(
        Variant.objects.filter(experiment__in=chosen).order_by("-is_control", "key")
    )
    watched = _by_experiment(
        ExperimentMetric.objects.filter(experiment__in=chosen).select_related("metric")
    )
    stored = _by_experiment(
        Metric.objects.filter(experiment__in=chosen, segment=None, date__lte=until)
        .order_by("date", "metric_id", "variant_id")
        .values_list(*COLUMNS, named=True)
    )
    definitions = {
        one.pk: one
        for one in MetricDefinition.objects.filter(
            pk__in={row.metric_id for row in chosen}
            | {one.metric_id for parts in watched.values() for one in parts}
        )
    }
    setting = selectors.settings()
    parts = _parts(chosen, until)
    keys = _told_apart([row.name for row in chosen])
    found = [
        _case(
            row, key, variants[row.pk], watched[row.pk], stored[row.pk], definitions, setting, until
        )
        for row, key in zip(chosen, keys, strict=True)
    ]
    return [replace(case, parts=parts[case.id]) for case in found if case.primary.days]


def _parts(rows: Sequence[Experiment], until: dt.date) -> dict[UUID, tuple[Part, ...]]:
    """Of each experiment, the people of each segment by arm, as its primary metric counts them."""
    primary = {row.pk: row.metric_id for row in rows}
    sums = (
        Metric.objects.filter(experiment__in=rows, segment__isnull=False, date__lte=until)
        .order_by("segment__name")
        .values_list("experiment_id", "metric_id", "segment_id", "segment__name", "variant__key")
        .annotate(people=Sum("units"), count=Count("pk"))
    )
    found: dict[UUID, dict[UUID, Part]] = {row.pk: {} for row in rows}
    for experiment, metric, segment, name, arm, people, count in sums:
        if metric == primary[experiment]:
            part = found[experiment].setdefault(segment, Part(segment, name, {}, {}))
            cast(dict[str, int], part.people)[arm] = people
            cast(dict[str, int], part.rows)[arm] = count
    return {key: tuple(parts.values()) for key, parts in found.items()}


def _case(
    row: Experiment,
    key: str,
    variants: Sequence[Variant],
    further: Sequence[ExperimentMetric],
    stored: Sequence[Any],
    definitions: Mapping[UUID, MetricDefinition],
    setting: Any,
    today: dt.date,
) -> Case:
    named = {one.pk: one.key for one in variants}
    metrics = [_watched(definitions[row.metric_id], "primary", None)]
    ordered = sorted(further, key=lambda one: (ROLES[one.role], one.metric.name))
    metrics += [
        _watched(one.metric, cast(Role, one.role), one.margin)
        for one in ordered
        if one.metric_id != row.metric_id
    ]
    used = [row.metric_id, *(one.metric_id for one in ordered if one.metric_id != row.metric_id)]
    names = dict(zip(used, metrics, strict=True))
    lines = tuple(
        Line(names[one.metric_id].name, named[one.variant_id], one.date, _totals(one))
        for one in stored
        if one.metric_id in names and one.variant_id in named
    )
    arms = tuple(Arm(one.key, one.is_control, float(one.weight), Totals(0)) for one in variants)
    series = tuple(Series(one, _days(lines, one.name)) for one in metrics)
    return Case(
        id=row.pk,
        name=row.name,
        key=key,
        standing=row.status,
        arms=arms,
        shown={one.key: Shown(one.pk, one.name or one.key) for one in variants},
        measures={
            names[pk].name: Measure(
                pk, names[pk].name, definitions[pk].unit, definitions[pk].currency
            )
            for pk in used
        },
        series=series,
        lines=lines,
        rules=_rules(row, setting),
        course=course_of(
            [(one.day, one.arm, one.totals.units) for one in series[0].days],
            row.starts_on or today,
            row.stopped_on or today,
            running=row.status == ExperimentStatus.RUNNING,
            planned=row.planned_size,
            several=row.multiple_exposures,
        ),
        minimum_effect=float(row.minimum_effect) if row.minimum_effect is not None else None,
        fixed_on=row.plan_fixed_at.date() if row.plan_fixed_at else None,
        rule=str(row.plan.get("rule", "")),
    )


def _rules(row: Experiment, setting: Any) -> Rules:
    """What the plan fixed; of a test without a fixed plan, the workspace's settings."""
    plan = row.plan if row.is_fixed else {}
    return Rules(
        cast(Method, row.method),
        float(row.alpha),
        row.planned_size,
        float(plan.get("chance_to_ship") or setting.chance_to_ship),
        float(plan.get("risk_limit") or setting.risk_limit),
    )


def _watched(definition: MetricDefinition, role: Role, margin: Any) -> Watched:
    accepted = margin if margin is not None else definition.guardrail_margin
    return Watched(
        definition.name,
        cast(Kind, definition.kind),
        cast(Better, definition.better),
        role,
        float(accepted or 0) if role == "guardrail" else 0.0,
    )


def _days(lines: Iterable[Line], metric: str) -> tuple[DayTotals, ...]:
    return tuple(
        DayTotals(line.day, line.arm, line.totals) for line in lines if line.metric == metric
    )


def _totals(row: Any) -> Totals:
    values = {name: getattr(row, name) for name in selectors.SUMS}
    further = {
        name: None if value is None else float(value)
        for name, value in values.items()
        if name != "sum"
    }
    total = row.conversions if row.conversions is not None else row.sum
    return Totals(row.units, float(total or 0), **further)


def _by_experiment(rows: QuerySet[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.experiment_id].append(row)
    return found


def _told_apart(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    keys = []
    for name in names:
        key = fact_key("test", name)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def _unknown(name: str, rows: QuerySet[Experiment]) -> Need:
    known = [row.name for row in rows.exclude(status=ExperimentStatus.DRAFT)[:8]]
    return Need(
        what=f"An experiment called {name}",
        why="No experiment of this workspace has that name.",
        question=f"Which of these shall be judged: {', '.join(known)}?" if known else
        "Will you import its results, or choose another?",
        rows="cro/experiments",
        field="experiment",
    )  # fmt: skip


def _not_started(name: str) -> Need:
    return Need(
        what=f"A start of {name}",
        why="It is a draft: nobody has seen it yet.",
        question="Will you start it on its page?",
        rows="cro/experiments",
    )


def _none_running(drafts: bool) -> Need:
    if drafts:
        return Need(
            what="An experiment that runs",
            why="Every experiment is a draft or decided.",
            question="Will you start one of the drafts?",
            rows="cro/experiments",
        )
    return Need(
        what="An experiment with results",
        why="There is nothing to judge.",
        question="Will you import the results of a test, or plan one?",
        agent="cro-experiment-designer",
    )


def _no_result(name: str) -> Need:
    return Need(
        what=f"Daily results of {name}",
        why="No row says how many people saw which variant, and what they did.",
        question="Will you import them?",
        rows="cro/metrics",
    )
