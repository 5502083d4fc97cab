"""The answer of a weekly summary."""

from __future__ import annotations

from cro.weekly import sentences
from cro.weekly.contracts import Total, WeeklySummaryOutput
from cro.weekly.week import Week
from kernel.core.facts import FactBook

COUNTS = ("running", "people", "started", "decided")


def output_of(week: Week, book: FactBook) -> WeeklySummaryOutput:
    """Totals as keys of facts, and the texts."""
    totals = [Total(figure=name, now=f"tests.{name}") for name in COUNTS]
    for name in ("came", "rate"):
        now, before = week.way.fact("now", name), week.way.fact("earlier", name)
        if now is not None:
            totals.append(Total(figure=name, now=now.key, before=before.key if before else ""))
    return WeeklySummaryOutput(
        summary=sentences.headline(week),
        week_start=week.window.first,
        totals=totals,
        wins=sentences.wins(week),
        problems=sentences.problems(week),
        priorities=sentences.priorities(week),
        narrative=sentences.narrative(week),
    )
