"""How far tasks and event logs reach: the days on which something happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models.functions import TruncDate

from coo.models import ProcessEvent, TaskTransition
from kernel.core.workdays import WorkDays
from kernel.screens.reach import ENDED_DAYS, SHOWN_DAYS, SourceReach

PATIENCE = 3
"""So many working days without an event are usual."""


def reaches(today: date, zone: ZoneInfo, days: WorkDays) -> list[SourceReach]:
    """Changes of tasks, and events of cases; a source that is two months silent has ended."""
    return list(_reaches(today, zone, days))


def _reaches(today: date, zone: ZoneInfo, calendar: WorkDays) -> Iterator[SourceReach]:
    first = today - timedelta(days=ENDED_DAYS)
    sources = (
        ("Tasks", "changes of status", TaskTransition.objects.all()),
        ("Event log", "events of cases", ProcessEvent.objects.all()),
    )
    for name, note, rows in sources:
        recent = rows.filter(at__date__gte=first, at__date__lte=today)
        days = set(recent.annotate(day=TruncDate("at", tzinfo=zone)).values_list("day", flat=True))
        if not days:
            continue
        last = min(max(days), today)
        week = (today - timedelta(days=back) for back in range(SHOWN_DAYS))
        lately = frozenset(day for day in week if day in days or not calendar.works(day))
        patience = _patience(today, calendar)
        yield SourceReach(name, note, last, (today - last).days, lately, patience)


def _patience(today: date, calendar: WorkDays) -> int:
    """Calendar days that hold so many working days."""
    day = today
    for _ in range(PATIENCE):
        day = calendar.on_or_before(day - timedelta(days=1))
    return (today - day).days
