"""The facts of a week: its figures, those of the week before, what is usual, and proposals'."""

from __future__ import annotations

from collections.abc import Iterator

from coo.weekly.week import FIGURES, Week
from kernel.core.computed import counted, fact
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Unit
from kernel.decisions.quoting import quoted_facts

CHART = "coo.analysis.control_chart"
PROMISES = "coo.analysis.sla_at_risk"
NAMED = 3
"""So many promises at risk are named."""


def facts_of(week: Week) -> FactBook:
    """Every figure that a report of the week may speak of."""
    book = FactBook()
    for name, day in (("first", week.window.first), ("last", week.window.last)):
        label = f"{name.capitalize()} day of the week"
        book.add(fact(f"week.{name}", label, day, "date", "By the calendar.", "coo.weekly"))
    for one in [*week.found.book, *_usual(week), *_risky(week)]:
        book.add(one)
    if week.limit is not None:
        book.add(
            fact("limit", "Tasks in work at once", week.limit, "count", "As the settings say.",
                 "coo.weekly")
        )  # fmt: skip
    for name, rows in (("waiting", week.waiting), ("applied", week.applied)):
        for place, row in enumerate(rows, start=1):
            for one in quoted_facts(row, f"{name}.{place}"):
                book.add(one)
    return book


def _usual(week: Week) -> Iterator[Fact]:
    """The mean of the weeks up to this one, with the limits of chance."""
    for figure in FIGURES:
        chart = week.charts.get(figure.name)
        if chart is None:
            continue
        unit: Unit = "hours" if figure.unit == "hours" else "count"
        yield fact(
            fact_key("usual", figure.name), f"Usual {figure.label.lower()}", round(chart.mean, 2),
            unit, "Mean of the weeks up to this one; limits of chance by moving ranges.", CHART,
            interval=(max(chart.lower, 0.0), chart.upper, 0.997),
        )  # fmt: skip


def _risky(week: Week) -> Iterator[Fact]:
    if not week.standing:
        return
    yield fact(
        "risk.count", "Promises at risk now", len(week.risky), "count",
        "Open work whose due time is over, near, or sooner than such work usually takes.", PROMISES,
    )  # fmt: skip
    for place, one in enumerate(week.risky[:NAMED], start=1):
        resource = "coo/processes" if one.is_process else "coo/tasks"
        yield fact(
            f"risk.{place}.left", f"Left for {one.name}", round(abs(one.promise.left_hours), 1),
            "hours", "Working hours between now and when it is due.", PROMISES,
            rows=(counted(resource, {"id__in": str(one.row.pk)}, 1),),
        )  # fmt: skip
