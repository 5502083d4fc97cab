"""A week's summary: the proposals that it names, its row, and word of it to those who read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from kernel.core.contracts import Entity
from kernel.core.facts import Fact, FactBook, references
from kernel.core.numbers_in_text import REFERENCE
from kernel.core.windows import Window
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import address_of, notify
from kernel.decisions.recommendation import Recommendation, RecommendationStatus, waiting_in
from kernel.runs.drafts import write_draft
from kernel.runs.summaries import WeeklySummary

MOST_WAITING = 3
MOST_APPLIED = 3
ENDS = ("week.first", "week.last")
"""The facts of a week's days, which every summary has."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal's title with its figures."""

    title: str
    facts: FactBook


def waiting(model: type[Recommendation]) -> tuple[Proposed, ...]:
    """The proposals that should be decided first."""
    return _proposed(waiting_in(model)[:MOST_WAITING])


def applied(model: type[Recommendation], window: Window, zone: str) -> tuple[Proposed, ...]:
    """Proposals that were applied on days of the week, by the workspace's clock."""
    local = ZoneInfo(zone)
    start = dt.datetime.combine(window.first, dt.time(), local)
    end = dt.datetime.combine(window.last + dt.timedelta(days=1), dt.time(), local)
    rows = model._default_manager.filter(
        status=RecommendationStatus.APPLIED, decided_at__gte=start, decided_at__lt=end
    )
    return _proposed(rows.order_by("-priority", "id")[:MOST_APPLIED])


def title_of(row: Proposed, prefix: str) -> str:
    """A proposal's title, its references as the week's book has them."""
    keys = {fact.key: key for fact, key in _keyed(row, prefix)}
    return REFERENCE.sub(lambda m: f"{{fact:{keys[m[1]]}}}" if m[1] in keys else m[0], row.title)


def figures_of(row: Proposed, prefix: str) -> list[Fact]:
    """The figures that a proposal's title names, under keys of their own."""
    return [replace(fact, key=key) for fact, key in _keyed(row, prefix)]


def words_of(rows: Iterable[Proposed]) -> list[str]:
    """The words of proposals' titles between their figures, which a summary may quote."""
    parts = (part.strip(" .,") for row in rows for part in REFERENCE.split(row.title)[::2])
    return [part for part in parts if part]


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


def _keyed(row: Proposed, prefix: str) -> list[tuple[Fact, str]]:
    named = dict.fromkeys(REFERENCE.findall(row.title))
    facts = [row.facts[key] for key in named if key in row.facts]
    return [(fact, f"{prefix}.{place}") for place, fact in enumerate(facts, start=1)]


def _proposed(rows: Iterable[Any]) -> tuple[Proposed, ...]:
    return tuple(Proposed(row.title, row.facts) for row in rows)
