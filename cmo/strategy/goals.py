"""The goal as facts: where the metric stands, what is asked, and what last year's season says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from cmo.analysis.finding import VERSION
from cmo.figures import COLUMNS, channel_facts, day_fact, days_fact, rows_of, whole
from cmo.strategy.contracts import DEFAULT_RISE, Metric
from cmo.strategy.ground import Ground
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Unit, input_hash
from kernel.core.windows import Window

YEAR = dt.timedelta(days=364)
KNOWN_DAYS = 0.9


@dataclass(frozen=True, slots=True)
class Goal:
    """A metric that a plan may be measured by; `better` is the direction that is good."""

    label: str
    unit: Unit
    better: str = "up"


GOALS: dict[Metric, Goal] = {
    "revenue": Goal("Revenue", "money"),
    "conversions": Goal("Orders", "count"),
    "roas": Goal("ROAS", "ratio"),
    "cac": Goal("Cost per order", "money", "down"),
    "sessions": Goal("Sessions", "count"),
}


def add_goal(book: FactBook, ground: Ground) -> None:
    """Baseline, target and the distance between them; the channels' own baselines; the season."""
    asked = ground.asked
    for figures in ground.figures:
        for fact in channel_facts(ground.metrics, figures, "base"):
            book.add(fact)
    _add_days(book, ground)
    goal = GOALS[asked.metric]
    own = book[fact_key("base", asked.currency, asked.metric)]
    baseline = book.add(replace(own, key="goal.baseline", label=f"{goal.label}, baseline"))
    target = _target(baseline, ground)
    if target is None:
        return
    book.add(target)
    if isinstance(baseline.value, int | float) and baseline.value:
        rise = target.number / _carried(baseline, ground) - 1
        formula = "The target divided by the baseline over as many days, minus one."
        book.add(plan_fact("goal.rise", "Change asked for", rise, "fraction", formula, baseline))
    _add_season(book, ground)


def plan_fact(
    key: str,
    label: str,
    value: float | int | str | dt.date | None,
    unit: Unit,
    formula: str,
    *behind: Fact,
    function: str = "cmo.strategy.goal",
    currency: str | None = None,
) -> Fact:
    """A figure that follows from others, with the rows of these."""
    rows = [row for fact in behind for row in fact.rows]
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=function,
        version=VERSION,
        input_hash=input_hash(value, *(fact.input_hash for fact in behind)),
        formula=formula,
        rows=tuple(row for n, row in enumerate(rows) if row not in rows[:n]),
        currency=currency,
    )


def _target(baseline: Fact, ground: Ground) -> Fact | None:
    """What was asked for, or a tenth better than the baseline."""
    asked, goal = ground.asked, GOALS[ground.asked.metric]
    label, currency = f"{goal.label}, target", baseline.currency
    if asked.target is not None:
        value = whole(asked.target, goal.unit)
        formula = "Asked for when the plan was made."
        return plan_fact("goal.target", label, value, goal.unit, formula, currency=currency)
    if not isinstance(baseline.value, int | float) or not baseline.value:
        return None
    step = float(DEFAULT_RISE) if goal.better == "up" else -float(DEFAULT_RISE)
    value = whole(_carried(baseline, ground) * (1 + step), goal.unit)
    formula = "The baseline over as many days made a tenth better, since no target was given."
    return plan_fact("goal.target", label, value, goal.unit, formula, baseline, currency=currency)


def _carried(baseline: Fact, ground: Ground) -> float:
    """The baseline over the plan's days; a quotient is the same however long."""
    value = float(baseline.number)
    return value if ground.asked.metric in ("roas", "cac") else ground.over_the_plan(value)


def _add_days(book: FactBook, ground: Ground) -> None:
    asked = ground.asked
    book.add(day_fact("plan.start", "First day of the plan", asked.start))
    book.add(day_fact("plan.end", "Last day of the plan", asked.end))
    book.add(days_fact("plan.days", "Days of the plan", Window(asked.start, asked.end)))
    book.add(day_fact("base.first", "First day of the baseline", ground.window.first))
    book.add(day_fact("base.last", "Last day of the baseline", ground.window.last))
    book.add(days_fact("base.days", "Days of the baseline", ground.window))


def _add_season(book: FactBook, ground: Ground) -> None:
    """What the plan's weeks brought a year ago beside what the baseline's weeks brought then."""
    column = ground.outcome
    then = Window(ground.asked.start - YEAR, ground.asked.end - YEAR)
    before = Window(ground.window.first - YEAR, ground.window.last - YEAR)
    totals = [_total(ground, column, window) for window in (then, before)]
    if None in totals:
        return
    label, unit = COLUMNS[column]
    currency = ground.asked.currency if unit == "money" else None
    made = []
    for key, words, window, total in (
        ("season.then", "the plan’s weeks a year ago", then, totals[0]),
        ("season.before", "the baseline’s weeks a year ago", before, totals[1]),
    ):
        evidence = ground.metrics.evidence(column, window)
        made.append(
            book.add(
                Fact(
                    key=key,
                    label=f"{label}, {words}",
                    value=total,
                    unit=unit,
                    function="cmo.analysis.channel_figures",
                    version=VERSION,
                    input_hash=input_hash(evidence.digest),
                    formula=f"{label} of each day, added up.",
                    rows=(rows_of(evidence),),
                    period=(window.first, window.last),
                    currency=currency,
                )
            )
        )
    if totals[1]:
        change = float(totals[0] or 0) / totals[1] - 1
        formula = "Those weeks a year ago divided by the baseline’s a year ago, minus one."
        book.add(plan_fact("season.change", "Season", change, "fraction", formula, *made))


def _total(ground: Ground, column: str, window: Window) -> int | None:
    rows = ground.metrics.counted().within(window)
    days = len(set(rows.date.tolist()))
    return rows.total(column) if days >= KNOWN_DAYS * window.days else None


def label_of(metric: Metric) -> str:
    """The metric as text says it within a sentence."""
    label = GOALS[metric].label
    return label if label.isupper() else label.lower()
