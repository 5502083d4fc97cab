"""What a weekly summary writes: the week's row, and a line for those who read the module."""

from __future__ import annotations

from cro.models import WeeklySummary
from cro.weekly.contracts import WeeklySummaryOutput
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.weeks import write_week

MODULE = "ai_cro"


def write(output: WeeklySummaryOutput, facts: FactBook) -> list[Entity]:
    """The week's summary, once a week; one that a person edited stays as it is."""
    assert output.week_start is not None
    return write_week(
        WeeklySummary,
        MODULE,
        output.week_start,
        [total.model_dump() for total in output.totals],
        output.model_dump(include={"wins", "problems", "priorities", "narrative"}),
        output.summary,
        facts,
    )
