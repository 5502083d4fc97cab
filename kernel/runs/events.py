"""What happened to a run, as rows in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from kernel.runs.models import AgentRunEvent


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a state that was reached, or a ``step`` with how far it is."""

    event: str
    name: str = ""
    done: int | None = None
    total: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    at: dt.datetime = field(default_factory=timezone.now)


def add(run_id: UUID, events: Sequence[Event], *, last: int | None = None) -> None:
    """Append events after the ``last``, where the caller knows it.

    The caller's transaction holds the run's row, so that their order is one.
    """
    if not events:
        return
    if last is None:
        last = AgentRunEvent.objects.filter(run_id=run_id).aggregate(last=Max("seq"))["last"] or 0
    AgentRunEvent.objects.bulk_create(
        AgentRunEvent(
            run_id=run_id,
            seq=seq,
            event=item.event,
            name=item.name[:200],
            done=item.done,
            total=item.total,
            detail=item.detail,
            at=item.at,
        )
        for seq, item in enumerate(events, last + 1)
    )
