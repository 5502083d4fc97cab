"""Reads of the outages, inside an open scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cto.models import Outage
from django.db.models import Count, Sum


@dataclass(frozen=True, slots=True)
class Down:
    """A service with its minutes down, over how many days of outage."""

    name: str
    minutes: int
    days: int


def outages(today: date, days: int) -> tuple[date, date, tuple[Down, ...]]:
    """The last days up to today, and the services that were down in them, most first."""
    first = today - timedelta(days=days - 1)
    rows = (
        Outage.objects.filter(day__range=(first, today))
        .order_by()
        .values_list("service")
        .annotate(minutes=Sum("minutes"), days=Count("id"))
        .order_by("-minutes", "service")
    )
    return first, today, tuple(Down(*row) for row in rows)
