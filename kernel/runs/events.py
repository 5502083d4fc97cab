"""What happened to a run, as rows in order."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils import timezone

from kernel.ids import uuid7
from kernel.tenancy.scope import DATABASE, require_scope


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a state that was reached, or a ``step`` with how far it is."""

    event: str
    name: str = ""
    done: int | None = None
    total: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    at: dt.datetime = field(default_factory=timezone.now)


_ADD = """
INSERT INTO agent_run_events (id, tenant_id, workspace_id, created_by_id, run_id, seq, event, name,
                              done, total, detail, at, created_at, updated_at)
SELECT e.id, %(tenant)s, %(workspace)s, %(user)s, %(run)s,
    e.place + coalesce((SELECT max(seq) FROM agent_run_events
                        WHERE tenant_id = %(tenant)s AND run_id = %(run)s), 0),
    e.event, left(e.name, 200), e.done, e.total, e.detail, e.at, now(), now()
FROM jsonb_to_recordset(%(events)s::jsonb) AS e(id uuid, place integer, event text, name text,
    done integer, total integer, detail jsonb, at timestamptz)
"""


def add(run_id: UUID, events: Sequence[Event]) -> None:
    """Append events in one statement: three of them go with every run.

    The caller's transaction holds the run's row, so that their order is one.
    """
    if not events:
        return
    scope = require_scope()
    rows = [
        {
            "id": str(uuid7()),
            "place": place,
            "event": item.event,
            "name": item.name,
            "done": item.done,
            "total": item.total,
            "detail": item.detail,
            "at": item.at.isoformat(),
        }
        for place, item in enumerate(events, 1)
    ]
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            _ADD,
            {
                "tenant": scope.tenant_id,
                "workspace": scope.workspace_id,
                "user": scope.user_id,
                "run": run_id,
                "events": json.dumps(rows),
            },
        )
