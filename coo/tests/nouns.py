"""A row of each operations table, for the inherited cases."""

from __future__ import annotations

import datetime as dt

from coo.models import (
    Capacity,
    Metric,
    Process,
    ProcessEvent,
    Recommendation,
    Report,
    Setting,
    Task,
    TaskTransition,
    Workflow,
)
from kernel.core.facts import Fact
from kernel.decisions.proposals import propose

DAY = dt.date(2026, 1, 5)
NINE = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def at(days=0, hours=0):
    """So many days and hours after nine on the first Monday of 2026, in UTC."""
    return NINE + dt.timedelta(days=days, hours=hours)


def step(key, *depends_on, likely=4, **values):
    """A step of a workflow, half an hour at best and twice as long at worst."""
    wanted = {
        "key": key, "name": key.capitalize(), "role": "Clerk",
        "optimistic": likely / 2, "likely": likely, "pessimistic": likely * 2,
        "depends_on": list(depends_on),
    }  # fmt: skip
    return {**wanted, **values}


STEPS = [step("check"), step("pack", "check", likely=2), step("send", "pack", likely=1)]


def workflow(number=1, **values):
    wanted = {"name": f"Workflow {number}", "steps": STEPS}
    return Workflow.objects.create(**{**wanted, **values})


def process(number=1, **values):
    wanted = {"key": f"C-{number}", "subject": f"Case {number}", "started_at": at(number)}
    return Process.objects.create(**{**wanted, **values})


def task(number=1, **values):
    wanted = {"title": f"Task {number}", "opened_at": at(number)}
    return Task.objects.create(**{**wanted, **values})


def transition(number=1, **values):
    """The first change of a new task."""
    made = task(number, **{"title": f"Changed {number}", **values})
    return TaskTransition.objects.get(task=made)


def event(number=1, **values):
    home = values.pop("process", None) or process(number)
    wanted = {"activity": f"Activity {number}", "at": at(number, 1), "resource": "Ada"}
    return ProcessEvent.objects.create(**{**wanted, "process": home, **values})


def capacity(number=1, **values):
    wanted = {"who": f"Person {number}", "hours_week": 40, "starts_on": DAY}
    return Capacity.objects.create(**{**wanted, **values})


def metric(number=1, **values):
    wanted = {"name": "cycle_time", "value": number, "unit": "hours"}
    monday = DAY + dt.timedelta(weeks=number)
    return Metric.objects.create(**{**wanted, "period": monday, **values})


def report(number=1, **values):
    first = DAY + dt.timedelta(weeks=number)
    wanted = {
        "kind": "weekly_ops",
        "title": f"Report {number}",
        "period_start": first,
        "period_end": first + dt.timedelta(days=6),
    }
    return Report.objects.create(**{**wanted, **values})


def setting(number=1, **values):
    """The workspace's one row, whichever number was asked for."""
    return Setting.objects.update_or_create(defaults={"forecast_weeks": number, **values})[0]


def recommendation(number=1, **values):
    """A proposal to raise a task; it rests on one figure."""
    row = task(number)
    waited = Fact(
        "waited", "Waited", number, "days", function="coo.analysis.task_ages", version="1",
        input_hash="0" * 64, formula="now less the time at which it was opened",
    )  # fmt: skip
    made = propose(
        Recommendation,
        kind="stale_task",
        subject=str(row.pk),
        title=f"Raise it {number}",
        rationale="It waited {fact:waited}.",
        severity="low",
        evidence=[waited],
        action_kind="coo.raise_priority",
        action_args={"tasks": [str(row.pk)], "priority": "high"},
    ).recommendation
    Recommendation.objects.filter(pk=made.pk).update(**values)
    return Recommendation.objects.get(pk=made.pk)
