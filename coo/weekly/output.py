"""The answer of a weekly report."""

from __future__ import annotations

from coo.weekly import sentences
from coo.weekly.contracts import Total, WeeklyReportOutput
from coo.weekly.week import FIGURES, Week
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def output_of(week: Week, book: FactBook) -> WeeklyReportOutput:
    """Totals as keys of facts, and the texts."""
    return WeeklyReportOutput(
        summary=sentences.headline(week),
        week_start=week.window.first,
        week_end=week.window.last,
        totals=list(_totals(week, book)),
        wins=sentences.wins(week),
        problems=sentences.problems(week),
        priorities=sentences.priorities(week),
        narrative=sentences.narrative(week),
    )


def _totals(week: Week, book: FactBook) -> list[Total]:
    totals = []
    for figure in FIGURES:
        keys = {
            place: fact_key(prefix, figure.name)
            for place, prefix in (("now", "now"), ("before", "earlier"), ("usual", "usual"))
        }
        if keys["now"] not in book:
            continue
        moved = week.moved(figure.name)
        totals.append(
            Total(
                figure=figure.name,
                label=figure.label,
                now=keys["now"],
                before=keys["before"] if keys["before"] in book else "",
                usual=keys["usual"] if keys["usual"] in book else "",
                clear=None if moved is None else bool(moved),
                metric=figure.metric,
                unit=figure.unit,
            )
        )
    return totals
