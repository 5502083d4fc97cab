"""The facts of an intake: baselines of steps and metrics, shares of segments, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from cro.analysis.steps import EVERYBODY
from cro.figures import both_columns, count_fact, day_fact, fact, result_rows, step_rows
from cro.intake.ground import Gap, Ground, MetricBase, Share, StepBase
from kernel.core.facts import Fact, FactBook, Unit

BASELINE = "cro.analysis.step_baseline"
CONTROL = "cro.analysis.sample_of"


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the run may speak of."""
    book = FactBook()
    for one in _counts(ground):
        book.add(one)
    for base in ground.bases:
        for one in _step(ground, base):
            book.add(one)
    for share in ground.shares:
        for one in _share(ground, share):
            book.add(one)
    for metric in ground.metric_bases:
        for one in _metric(metric):
            book.add(one)
    for gap in ground.gaps:
        book.add(_gap(gap))
    return book


def _counts(ground: Ground) -> Iterator[Fact]:
    steps = ground.steps.rows.steps()
    yield count_fact("counts.steps", "Steps", len(steps), "Steps that have a count.")
    yield count_fact("counts.metrics", "Metrics", len(ground.metrics), "Stored definitions.")
    yield count_fact(
        "counts.new_metrics", "Metrics drafted", len(ground.new_metrics),
        "Named in the request, or a step without a metric of its name.",
    )  # fmt: skip
    yield count_fact(
        "counts.new_segments", "Segments drafted", len(ground.new_segments),
        "Named in the request and not stored yet.",
    )  # fmt: skip
    yield count_fact(
        "counts.tests", "Tests with results", len(ground.measured),
        "Experiments whose primary metric has a row.",
    )  # fmt: skip
    yield fact(
        "period.days", "Days looked at", ground.payload.days, "days", "As asked, or the default.",
        "cro.figures.fact",
    )  # fmt: skip
    if ground.last is not None:
        yield day_fact("period.last", "Newest count", ground.last, "The last day with a count.")
        yield fact(
            "period.late", "Counts behind", ground.late_days, "days",
            "From the newest count to today, where that is more than three days.",
            "cro.figures.fact",
        )  # fmt: skip


def _step(ground: Ground, base: StepBase) -> Iterator[Fact]:
    one, window = base.base, ground.window
    assert window is not None
    rows = both_columns(ground.steps.rows, ground.steps.segments, window, one.step, one.segment)
    name = f"{one.step}, {one.segment}" if one.segment != EVERYBODY else one.step
    period = (window.first, window.last)
    yield fact(
        f"{base.key}.rate", f"Goes on, {name}", one.rate, "fraction",
        "Those who went on, divided by those who entered.", BASELINE, rows=rows, period=period,
    )  # fmt: skip
    yield fact(
        f"{base.key}.weekly", f"People a week, {name}", one.weekly, "count",
        "Those who entered, divided by the days with a count, times seven.", BASELINE,
        rows=rows[1:], period=period,
    )  # fmt: skip


def _share(ground: Ground, share: Share) -> Iterator[Fact]:
    window, rows = ground.window, ground.steps.rows
    assert window is not None
    first = rows.steps()[0]
    behind = tuple(
        step_rows(rows.evidence("entered", window, first, segment), ground.steps.segments)
        for segment in (share.segment.name, EVERYBODY)
    )
    yield fact(
        f"{share.key}.share", f"Share of traffic, {share.segment.name}", share.counted,
        "fraction", "Its people at the first step, divided by everybody's.",
        "cro.analysis.traffic_share", rows=behind, period=(window.first, window.last),
    )  # fmt: skip
    if share.segment.share is not None:
        yield fact(
            f"{share.key}.stored", f"Stored share, {share.segment.name}",
            float(share.segment.share), "fraction", "As the segment says.", "cro.figures.fact",
        )  # fmt: skip


def _metric(base: MetricBase) -> Iterator[Fact]:
    metric, row = base.metric, base.measured.experiment
    units: dict[str, Unit] = {"proportion": "fraction", "mean": "ratio", "ratio": "ratio"}
    unit: Unit = "money" if metric.currency else units[metric.kind]
    value = base.value
    rows = (result_rows(base.measured),)
    formula = {
        "proportion": "People of the control who did it, divided by all of them.",
        "mean": "The sum of the control, divided by its people.",
        "ratio": "One sum of the control, divided by the other.",
    }[metric.kind]
    made = fact(
        f"{base.key}.baseline", f"{metric.name}, control of {row.name}",
        value if unit != "money" else round(value.estimate), unit, formula, CONTROL, rows=rows,
        currency=metric.currency or None,
    )  # fmt: skip
    yield made
    yield count_fact(
        f"{base.key}.people", f"People of the control, {row.name}", base.sample.units,
        "Added up over its days.", made,
    )  # fmt: skip


def _gap(gap: Gap) -> Fact:
    return fact(
        f"{gap.key}.missing", f"Days without a count, {gap.step}", len(gap.missing), "days",
        "Days on which another step has a count and this one has none.", "cro.figures.fact",
    )  # fmt: skip
