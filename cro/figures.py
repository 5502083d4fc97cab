"""What the analysis computed, as facts: a label, a unit, a formula in words, and the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from cro.analysis.leaks import Loss
from cro.analysis.steps import EVERYBODY, StepRows
from cro.selectors import Measured
from kernel.core.facts import Fact, Interval, Rows, Unit, input_hash
from kernel.core.windows import Window
from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval as AnalysisInterval

VERSION = "1"
STEP_COUNTS = "cro/step-counts"
NO_SEGMENT = "null"
"""How the list of step counts calls the rows of everybody."""

Value = int | float | str | dt.date | None


def fact(
    key: str,
    label: str,
    value: Value | AnalysisInterval,
    unit: Unit,
    formula: str,
    function: str,
    *behind: Fact,
    rows: tuple[Rows, ...] = (),
    period: tuple[dt.date, dt.date] | None = None,
    currency: str | None = None,
) -> Fact:
    """A figure; without rows of its own it has those of the figures `behind` it.

    A value with an interval brings its limits along.
    """
    shown = rows or _together(behind)
    limits = None
    if isinstance(value, AnalysisInterval):
        limits = Interval(value.low, value.high, value.level)
        value = value.estimate
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=function,
        version=VERSION,
        input_hash=input_hash(
            value,
            [(dict(row.filters), row.column, row.total, row.count) for row in shown],
            [one.input_hash for one in behind],
        ),
        formula=formula,
        rows=shown,
        interval=limits,
        period=period,
        currency=currency if unit == "money" else None,
    )


def day_fact(key: str, label: str, day: dt.date | None, formula: str, *behind: Fact) -> Fact:
    """A date as a fact, so that text can say it."""
    return fact(key, label, day, "date", formula, "cro.figures.day_fact", *behind)


def count_fact(
    key: str, label: str, value: float, formula: str, *behind: Fact, rows: tuple[Rows, ...] = ()
) -> Fact:
    """A count as a fact."""
    return fact(
        key, label, value, "count", formula, "cro.figures.count_fact", *behind, rows=rows
    )  # fmt: skip


def step_rows(evidence: Evidence, segments: Mapping[str, UUID]) -> Rows:
    """The list's filter that shows exactly these step counts."""
    filters = {
        "date__gte": evidence.window.first.isoformat(),
        "date__lte": evidence.window.last.isoformat(),
    }
    for column, values in evidence.equals:
        value = values[0]
        if column == "segment":
            value = str(segments[value]) if value != EVERYBODY else NO_SEGMENT
        filters[column] = value
    return Rows(STEP_COUNTS, filters, evidence.column, evidence.total, evidence.count)


def both_columns(
    rows: StepRows, segments: Mapping[str, UUID], window: Window, step: str, segment: str
) -> tuple[Rows, ...]:
    """Who went on and who entered, as two columns of the same rows."""
    return tuple(
        step_rows(rows.evidence(column, window, step, segment), segments)
        for column in ("advanced", "entered")
    )


def loss_facts(
    key: str, loss: Loss, rows: StepRows, segments: Mapping[str, UUID], name: str
) -> list[Fact]:
    """Every figure of a leak or a gap; `name` says which step and segment it is."""
    now = both_columns(rows, segments, loss.now, loss.step, loss.segment)
    period = (loss.now.first, loss.now.last)
    if loss.kind == "leak":
        before = both_columns(rows, segments, loss.before, loss.step, loss.segment)
        other = "Went on before"
        said = "Those who went on before, divided by those who entered."
        function = "cro.analysis.step_leaks"
    else:
        before = both_columns(rows, segments, loss.before, loss.step, EVERYBODY)
        other = "Everybody else goes on"
        said = "The same of everybody, without the segment."
        function = "cro.analysis.segment_gaps"
    rates = loss.rates
    monthly = rates.lost.times(loss.onward * 30 / loss.now.days)
    rate = "kernel.statistics.rate_interval"
    return [
        fact(
            f"{key}.rate_now", f"Goes on now, {name}", rates.now, "fraction",
            "Those who went on, divided by those who entered.", rate, rows=now, period=period,
        ),
        fact(
            f"{key}.rate_before", f"{other}, {name}", rates.before, "fraction", said, rate,
            rows=before, period=(loss.before.first, loss.before.last),
        ),
        fact(
            f"{key}.difference", f"Difference, {name}", rates.difference, "points",
            "The rate now minus the other one.", function, rows=(*now, *before), period=period,
        ),
        fact(
            f"{key}.lost_month", f"Outcomes lost a month, {name}", monthly, "count",
            "People lost at the step, by the share of those who pass it that reach the end, for "
            "thirty days. The later steps are held fixed.",
            function, rows=(*now, *before), period=period,
        ),
        fact(
            f"{key}.share", f"Share of all outcomes at stake, {name}", loss.share, "fraction",
            "The cautious end of what is lost, against all who pass the last step.",
            function, rows=(*now, *before), period=period,
        ),
        fact(
            f"{key}.p_value", f"p-value, {name}", loss.p_value, "fraction",
            "Of no difference, corrected for everything that was asked (Holm).",
            function, rows=(*now, *before), period=period,
        ),
        day_fact(f"{key}.since", f"Since, {name}", loss.since, "Where the rate best parts in two."
                 if loss.kind == "leak" else "The first day looked at."),
    ]  # fmt: skip


def result_rows(measured: Measured) -> Rows:
    """The rows of everybody behind an experiment's primary metric; their people add up."""
    row = measured.experiment
    filters = {
        "experiment": str(row.pk),
        "metric": str(row.metric_id),
        "segment": NO_SEGMENT,
        "date__lte": measured.until.isoformat(),
    }
    return Rows("cro/metrics", filters, "units", measured.units, measured.rows)


def _together(facts: tuple[Fact, ...]) -> tuple[Rows, ...]:
    rows = [row for one in facts for row in one.rows]
    return tuple(row for n, row in enumerate(rows) if row not in rows[:n])
