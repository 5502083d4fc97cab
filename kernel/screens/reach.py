"""How far each source of a module reaches, and which of the last days it has rows of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kernel.formats import Notation
from kernel.screens import charts

SHOWN_DAYS = 7
SETTLED_DAYS = 3
ENDED_DAYS = 60
"""A source without a row for two months has ended and is not late."""


@dataclass(frozen=True, slots=True)
class SourceReach:
    """Through which day a source has rows; `behind` is how many days that is ago.

    `days` are those of the last week that have a row. `patience` is how many days behind are
    usual: a daily source may send yesterday's rows still today.
    """

    name: str
    note: str
    last: date
    behind: int
    days: frozenset[date]
    patience: int = 1

    @property
    def late(self) -> bool:
        return self.behind > self.patience


def first_day(today: date) -> date:
    """The day from which on rows say how far a source reaches."""
    return today - timedelta(days=ENDED_DAYS)


def settled(newest: date | None, today: date) -> date:
    """The day that periods end with: the newest row's, where that is a few days ago.

    Rows of today come tomorrow, so a period that ended today would hold a hole each morning.
    `newest` is the last day up to today that has a row.
    """
    near = newest is not None and newest >= today - timedelta(days=SETTLED_DAYS)
    return newest if newest is not None and near else today


def opening(newest: date | None, today: date) -> date:
    """The day that pages open with: the newest row's where the month has brought none at all.

    A company that has just brought in its past finds it on the dashboard.
    """
    if newest is not None and newest < today.replace(day=1):
        return newest
    return settled(newest, today)


def reaches(
    pairs: Iterable[tuple[str, date]], note: str, today: date, *, patience: int = 1
) -> Iterator[SourceReach]:
    """A reach a source, from pairs of a source's name and a day that has a row of it."""
    days: dict[str, set[date]] = {}
    for source, day in pairs:
        days.setdefault(source, set()).add(day)
    for source, seen in days.items():
        last = max(seen)
        lately = frozenset(day for day in seen if (today - day).days < SHOWN_DAYS)
        yield SourceReach(source, note, last, (today - last).days, lately, patience)


def source_rows(
    sources: Sequence[SourceReach], today: date, notes: Notation
) -> list[dict[str, Any]]:
    """Rows of components/source_reach.html."""
    days = [today - timedelta(days=back) for back in reversed(range(SHOWN_DAYS))]
    rows = []
    for source in sources:
        words = notes.day(source.last)
        if source.late:
            words = f"{words}, {notes.count(source.behind, 'day')} late"
        rows.append(
            {
                "name": source.name,
                "note": source.note,
                "through": words,
                "late": source.late,
                "days": charts.days(["on" if day in source.days else "off" for day in days]),
            }
        )
    return rows
