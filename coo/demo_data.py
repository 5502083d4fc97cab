"""The operations rows of the demo companies, put into the tables of one workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils import timezone

from coo import services
from coo.demo import DemoEvent, DemoTask, DemoWorkflow, DemoWorkspace, build
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
from coo.models.report import ReportStatus
from kernel.decisions.proposals import expire_overdue
from kernel.decisions.recommendation import OPEN
from kernel.tenancy.models import Workspace
from kernel.tenancy.rows import WorkspaceRow
from kernel.tenancy.scope import Scope

FIRST_RUNS = ("processes", "delivery", "optimization")
BATCH = 2000

RowT = TypeVar("RowT", bound=WorkspaceRow)


def seed(scope: Scope, seed: int, quiet: bool) -> int:
    """Fill the scope's workspace with the demo's rows in place of those that are there.

    Open proposals about the rows that go expire; what was decided stays on record.

    Answers how many rows were written; none for a workspace that the demo does not have.
    """
    assert scope.workspace_id is not None
    slug = Workspace.objects.get(pk=scope.workspace_id).slug
    found = [one for one in build(seed, quiet).workspaces if one.slug == slug]
    if not found:
        return 0
    _empty()
    return _fill(found[0])


def _empty() -> None:
    Recommendation.objects.filter(status__in=OPEN).update(expires_at=timezone.now())
    expire_overdue(Recommendation)
    Report.objects.filter(status=ReportStatus.FINAL).update(status=ReportStatus.DRAFT)
    for model in (
        ProcessEvent,
        Task,
        Process,
        Workflow,
        Capacity,
        Metric,
        Report,
        Setting,
    ):
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def _fill(data: DemoWorkspace) -> int:
    workflows = {(one.name, one.version): _workflow(one) for one in data.workflows}
    working_by = {one.name: one for one in workflows.values() if one.status == "active"}
    processes = {
        one.key: Process(
            workflow=working_by.get(one.workflow),
            key=one.key,
            subject=one.subject,
            status=one.status,
            started_at=one.started_at,
            due_at=one.due_at,
            finished_at=one.finished_at,
        )
        for one in data.processes
    }
    capacity = [
        Capacity(
            who=one.who,
            kind=one.kind,
            hours_week=one.hours_week,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in data.capacity
    ]
    decided = Setting(
        sla_warning_hours=data.sla_warning_hours,
        wip_limit=data.wip_limit,
        forecast_weeks=data.forecast_weeks,
    )
    return (
        _create(Workflow, list(workflows.values()))
        + _create(Process, list(processes.values()))
        + _tasks(data.tasks, processes)
        + _create(ProcessEvent, [_event(one, processes) for one in data.events])
        + _create(Capacity, capacity)
        + _create(Setting, [decided])
    )


def _workflow(one: DemoWorkflow) -> Workflow:
    steps = [
        {
            "key": step.key,
            "name": step.name,
            "role": step.role,
            "optimistic": step.optimistic,
            "likely": step.likely,
            "pessimistic": step.pessimistic,
            "depends_on": list(step.depends_on),
        }
        for step in one.steps
    ]
    return Workflow(
        name=one.name,
        version=one.version,
        description=one.description,
        steps=steps,
        sla_hours=one.sla_hours,
        status=one.status,
    )


def _tasks(demo: Sequence[DemoTask], processes: Mapping[str, Process]) -> int:
    """The tasks with the history that they bring along."""
    tasks, history = [], []
    for one in demo:
        row = Task(
            process=processes[one.process] if one.process else None,
            step=one.step,
            key=one.key,
            title=one.title,
            status=one.status,
            assignee=one.assignee,
            team=one.team,
            priority=one.priority,
            estimate_hours=one.estimate_hours,
            due_at=one.due_at,
            opened_at=one.opened_at,
            started_at=one.started_at,
            finished_at=one.finished_at,
        )
        tasks.append(row)
        history += [
            TaskTransition(
                task=row,
                position=place,
                from_status=change.from_status,
                to_status=change.to_status,
                at=change.at,
                actor=change.actor,
            )
            for place, change in enumerate(one.transitions, start=1)
        ]
    services.bring_history(tasks, history)
    return len(tasks) + len(history)


def _event(one: DemoEvent, processes: Mapping[str, Process]) -> ProcessEvent:
    said = f"demo {one.process} {one.position}"
    return ProcessEvent(
        process=processes[one.process],
        activity=one.activity,
        resource=one.resource,
        at=one.at,
        lifecycle=one.lifecycle,
        position=one.position,
        source_key=hashlib.sha256(said.encode()).hexdigest(),
    )


def _create(model: type[RowT], rows: Sequence[RowT]) -> int:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
