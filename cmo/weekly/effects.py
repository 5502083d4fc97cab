"""What a weekly summary writes: the week's row, and a line for those who read the module."""

from __future__ import annotations

from cmo.models import WeeklySummary
from cmo.weekly.contracts import WeeklySummaryOutput
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.weeks import write_week

MODULE = "ai_cmo"


def write(output: WeeklySummaryOutput, facts: FactBook) -> list[Entity]:
    """The week's summary, once a week; one that a person edited stays as it is."""
    assert output.week_start is not None
    return write_week(
        WeeklySummary,
        MODULE,
        output.week_start,
        [total.model_dump() for total in output.totals],
        {
            "wins": output.wins,
            "problems": output.problems,
            "priorities": output.priorities,
            "narrative": output.narrative,
        },
        output.summary,
        facts,
    )
