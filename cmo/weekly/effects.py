"""What a weekly summary writes: the week's row, and a line for those who read the module."""

from __future__ import annotations

import datetime as dt

from cmo.models import WeeklySummary
from cmo.weekly.contracts import WeeklySummaryOutput
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import address_of, notify
from kernel.runs.drafts import Written, write_draft

MODULE = "ai_cmo"


def write(output: WeeklySummaryOutput, facts: FactBook) -> list[Entity]:
    """The week's summary, once a week; one that a person edited stays as it is."""
    assert output.week_start is not None
    written = write_draft(
        WeeklySummary,
        find={"week_start": output.week_start},
        values={
            "totals": {"figures": [total.model_dump() for total in output.totals]},
            "facts": _kept(output, facts).as_json(),
            "wins": output.wins,
            "problems": output.problems,
            "priorities": output.priorities,
            "narrative": output.narrative,
        },
    )
    if written.outcome == "created":
        _tell(output, facts, written)
    entity = written.entity()
    return [entity] if entity else []


def _kept(output: WeeklySummaryOutput, facts: FactBook) -> FactBook:
    """The figures that the row shows; a run keeps all of them."""
    texts = (*output.wins, *output.problems, *output.priorities, output.narrative, output.summary)
    keys = {key for text in texts for key in references(text)}
    for total in output.totals:
        keys |= {total.now, total.before, total.change}
    book = FactBook()
    for fact in facts:
        if fact.key in keys or fact.key in ("week.first", "week.last"):
            book.add(fact)
    return book


def _tell(output: WeeklySummaryOutput, facts: FactBook, written: Written[WeeklySummary]) -> None:
    week: dt.date | None = output.week_start
    keys = dict.fromkeys(["week.first", "week.last", *references(output.summary)])
    notify(
        NotificationKind.DATA,
        "The week from {fact:week.first} to {fact:week.last}",
        module=MODULE,
        subject=f"weekly-summary:{week}",
        body=output.summary,
        url=address_of(written.row),
        facts=[facts[key].as_json() for key in keys],
    )
