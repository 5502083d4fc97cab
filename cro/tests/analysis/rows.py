"""The demo's rows as the analysis takes them."""

from __future__ import annotations

from collections.abc import Iterator

from cro.analysis.arms import Arm, Totals
from cro.analysis.comparisons import Rules, Watched
from cro.analysis.differences import Parted
from cro.analysis.health import course_of
from cro.analysis.judgement import Judgement, Series, judged
from cro.analysis.results import DayTotals
from cro.analysis.steps import StepRows
from cro.demo import AS_OF, DemoExperiment, DemoMetric, DemoWorkspace

SUMS = (
    "sum_squares",
    "denominator_sum",
    "denominator_sum_squares",
    "cross_product",
    "pre_sum",
    "pre_sum_squares",
    "pre_cross_product",
)


def steps_of(workspace: DemoWorkspace) -> StepRows:
    """The workspace's step counts."""
    return StepRows.of(
        {name: getattr(one, name) for name in one.__slots__} for one in workspace.step_counts
    )


def totals_of(row: DemoMetric) -> Totals:
    total = row.conversions if row.conversions is not None else row.sum
    return Totals(row.units, float(total or 0), **{name: getattr(row, name) for name in SUMS})


def series_of(experiment: DemoExperiment, workspace: DemoWorkspace) -> Iterator[Series]:
    """The primary metric first, each of everybody."""
    kinds = {one.name: one for one in workspace.metric_definitions}
    named = [(experiment.metric, "primary", None)]
    named += [(one.metric, one.role, one.margin) for one in experiment.further]
    for name, role, margin in named:
        known = kinds[name]
        watched = Watched(name, known.kind, known.better, role, float(margin or 0))
        yield Series(
            watched,
            tuple(
                DayTotals(row.date, row.variant, totals_of(row))
                for row in experiment.metrics
                if row.metric == name and row.segment is None
            ),
        )


def judgement_of(experiment: DemoExperiment, workspace: DemoWorkspace) -> Judgement:
    """What the experiment says by the rules of its plan."""
    arms = [
        Arm(one.key, one.is_control, float(one.weight), Totals(0)) for one in experiment.variants
    ]
    series = list(series_of(experiment, workspace))
    assert experiment.starts_on is not None
    return judged(
        arms,
        series,
        Rules(
            experiment.method,
            float(experiment.alpha),
            experiment.planned_size,
            float(workspace.setting.chance_to_ship),
            float(workspace.setting.risk_limit),
        ),
        course_of(
            [(one.day, one.arm, one.totals.units) for one in series[0].days],
            experiment.starts_on,
            experiment.stopped_on or AS_OF,
            running=experiment.status == "running",
            planned=experiment.planned_size,
            several=experiment.multiple_exposures,
        ),
    )


def parted(experiment: DemoExperiment) -> Parted:
    """The experiment's primary metric, of everybody and of each segment."""

    def arms(segment: str | None) -> tuple[Arm, ...]:
        found = []
        for one in experiment.variants:
            rows = [
                row
                for row in experiment.metrics
                if (row.variant, row.metric, row.segment) == (one.key, experiment.metric, segment)
            ]
            units, converted = (sum(getattr(row, n) for row in rows) for n in
                                ("units", "conversions"))  # fmt: skip
            totals = Totals(units, float(converted))
            found.append(Arm(one.key, one.is_control, float(one.weight), totals))
        return tuple(found)

    names = {row.segment for row in experiment.metrics if row.segment}
    return Parted(experiment.name, "proportion", arms(None), {name: arms(name) for name in names})
