"""A week's summary: the proposals that it names, its row, and word of it to those who read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from kernel.core.contracts import AgentInput, Entity
from kernel.core.facts import FactBook, references
from kernel.core.windows import Window
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import address_of, notify
from kernel.decisions.quoting import Proposed, applied_in, proposed
from kernel.decisions.recommendation import Recommendation, waiting_in
from kernel.runs.drafts import write_draft
from kernel.runs.summaries import WeeklySummary

MOST_WAITING = 3
MOST_APPLIED = 3
ENDS = ("week.first", "week.last")
"""The facts of a week's days, which every summary has."""


class WeekInput(AgentInput):
    """Which week is summed up; the last one that is over where none is named."""

    week: dt.date | None = Field(
        default=None,
        title="Week",
        description="Any day of the week to sum up.",
        json_schema_extra={"hint": "Empty means the last week that is over."},
    )


def waiting(model: type[Recommendation]) -> tuple[Proposed, ...]:
    """The proposals that should be decided first."""
    return proposed(waiting_in(model)[:MOST_WAITING])


def applied(model: type[Recommendation], window: Window, zone: str) -> tuple[Proposed, ...]:
    """Proposals that were applied on days of the week, by the workspace's clock."""
    return proposed(applied_in(model, window, zone)[:MOST_APPLIED])


def write_week(
    model: type[WeeklySummary],
    module: str,
    week_start: dt.date,
    totals: Sequence[Mapping[str, Any]],
    texts: Mapping[str, Any],
    summary: str,
    facts: FactBook,
) -> list[Entity]:
    """The week's row, once a week, and a line to those who read the module when it is new.

    `texts` are its wins, problems, priorities and narrative; `totals` name facts by their keys. A
    row that a person edited stays as it is.
    """
    written = write_draft(
        model,
        find={"week_start": week_start},
        values={
            "totals": {"figures": [dict(one) for one in totals]},
            "facts": _kept(totals, texts, summary, facts).as_json(),
            **texts,
        },
    )
    if written.outcome == "created":
        keys = dict.fromkeys([*ENDS, *references(summary)])
        notify(
            NotificationKind.DATA,
            "The week from {fact:week.first} to {fact:week.last}",
            module=module,
            subject=f"weekly-summary:{week_start}",
            body=summary,
            url=address_of(written.row),
            facts=[facts[key].as_json() for key in keys],
        )
    entity = written.entity()
    return [entity] if entity else []


def _kept(
    totals: Sequence[Mapping[str, Any]], texts: Mapping[str, Any], summary: str, facts: FactBook
) -> FactBook:
    """The figures that the row shows; a run keeps all of them."""
    said = [summary]
    for value in texts.values():
        said += [value] if isinstance(value, str) else value
    keys = {key for text in said for key in references(text)} | set(ENDS)
    keys |= {value for one in totals for value in one.values() if isinstance(value, str)}
    book = FactBook()
    for fact in facts:
        if fact.key in keys:
            book.add(fact)
    return book
