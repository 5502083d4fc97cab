"""Rows for tests: cases that go through a workflow, with the events of each."""

from __future__ import annotations

import datetime as dt
import random

from coo.models import Process, ProcessEvent, Task, Workflow
from kernel.core.workhours import WorkHours
from kernel.tenancy.models import Tenant, Workspace
from kernel.tenancy.scope import require_scope

TODAY = dt.date(2026, 1, 31)
HOUR = 3600.0
CLAIM = (
    ("register", "Register", "Desk", 0.5, 1, 2, []),
    ("check", "Check papers", "Desk", 1, 2, 4, ["register"]),
    ("repair", "Repair", "Workshop", 2, 4, 8, ["check"]),
    ("test", "Test", "Workshop", 1, 1, 3, ["repair"]),
    ("send", "Send back", "Desk", 0.5, 1, 2, ["test"]),
)
WAITS = {"register": 0.0, "check": 3.0, "repair": 20.0, "test": 3.0, "send": 3.0}


def stand_still(day=TODAY):
    """Set the date of the scope's tenant."""
    Tenant.objects.filter(pk=require_scope().tenant_id).update(as_of=day)


def hours() -> WorkHours:
    """When the scope's workspace works."""
    return Workspace.objects.get(pk=require_scope().workspace_id).work_hours()


def steps_of(rows):
    names = ("key", "name", "role", "optimistic", "likely", "pessimistic", "depends_on")
    return [dict(zip(names, row, strict=True)) for row in rows]


def workflow(name="Claim", rows=CLAIM, status="active", version=1, **values):
    """A workflow in the open scope."""
    return Workflow.objects.create(
        name=name, steps=steps_of(rows), status=status, version=version, **values
    )


def went_through(row, count=60, waits=None, seed=1, again=(), days=240, last=16, prefix="C-"):
    """Cases of a workflow, begun one after another up to `last` days ago, each step after the other.

    Waiting is exponential around each step's hours, work near the likely estimate. `again` names
    steps that every third case comes through a second time, right before the next one.
    """
    chance, at_work = random.Random(seed), hours()
    waits = WAITS if waits is None else waits
    for number in range(count):
        back = days - number * days // count + last
        day = TODAY - dt.timedelta(days=back)
        moment = dt.datetime.combine(day, dt.time(8), dt.UTC)
        started, events = at_work.after(moment, 1), []
        moment = started
        path = list(row.steps)
        if number % 3 == 0:
            path = [step for one in path for step in [one] * (2 if one["key"] in again else 1)]
        for step in path:
            mean = waits.get(step["key"], 0.0)
            wait = chance.expovariate(1 / mean) if mean else 0.0
            begin = at_work.after(moment, wait * HOUR) if wait else moment
            moment = at_work.after(begin, step["likely"] * chance.uniform(0.8, 1.2) * HOUR)
            events += [(step["name"], begin, "start"), (step["name"], moment, "complete")]
        _case(row, f"{prefix}{number}", started, moment, events)


def _case(row, key, started, finished, events):
    process = Process.objects.create(
        workflow=row, key=key, subject=f"Case {key}", status="done", started_at=started,
        finished_at=finished,
    )  # fmt: skip
    ProcessEvent.objects.bulk_create(
        ProcessEvent(process=process, activity=name, at=at, lifecycle=lifecycle, position=place)
        for place, (name, at, lifecycle) in enumerate(events)
    )


def running(row, done=2, key="R-1", subject="Case in hand"):
    """A case under way: its first steps are done, a task stands for each of all."""
    at_work = hours()
    started = at_work.after(
        dt.datetime.combine(TODAY - dt.timedelta(days=9), dt.time(8), dt.UTC), 1
    )
    process = Process.objects.create(
        workflow=row, key=key, subject=subject, status="running", started_at=started
    )
    moment, events = started, []
    for place, step in enumerate(row.steps):
        begin, moment = moment, at_work.after(moment, step["likely"] * HOUR)
        closed = place < done
        Task.objects.create(
            process=process, step=step["key"], key=f"{key}-{place}", team=step["role"],
            title=f"{step['name']}: {subject}", status="done" if closed else "todo",
            opened_at=started, started_at=begin if closed else None,
            finished_at=moment if closed else None,
        )  # fmt: skip
        if closed:
            events += [(step["name"], begin, "start"), (step["name"], moment, "complete")]
    ProcessEvent.objects.bulk_create(
        ProcessEvent(process=process, activity=name, at=at, lifecycle=lifecycle, position=place)
        for place, (name, at, lifecycle) in enumerate(events)
    )
    return process
