"""What people and agents do with work: moving it, beginning and ending it, new versions of it.

Each is one transaction inside the caller's scope.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max

from coo.models import Process, Task, TaskTransition, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import OPEN, TaskStatus
from coo.models.workflow import WorkflowStatus
from coo.models.workflow_steps import check_steps
from kernel.errors import ConflictError
from kernel.resources import changes
from kernel.resources.violations import told
from kernel.tenancy import clock, here
from kernel.tenancy.scope import DATABASE

HOUR = 3600
BATCH = 2000
LONGEST_KEY = 120


@transaction.atomic(using=DATABASE)
def move_task(*, task: Task, status: str, by: str = "") -> Task:
    """Give a task another status; its times and its history follow.

    `by` says who did it where nobody is signed in. Raises ConflictError where it has the status
    already, NotFoundError where it is gone.
    """
    row = changes.one(Task, task.pk, lock=True)
    wanted = TaskStatus(status)
    if row.status == wanted:
        raise ConflictError(f"“{row}” is {wanted.label.lower()} already.")
    before = changes.state(row, ["status"])
    row.status = wanted
    with _acting(by):
        changes.save(row, before)
    return row


@transaction.atomic(using=DATABASE)
def activate_workflow(*, workflow: Workflow) -> Workflow:
    """Work by this version from now on; the one that was active is retired.

    Raises ConflictError where it is active already or has no steps, ValidationError where its
    steps go round in a circle.
    """
    row = changes.one(Workflow, workflow.pk, lock=True)
    if row.status == WorkflowStatus.ACTIVE:
        raise ConflictError(f"{row} is active already.")
    if not row.steps:
        raise ConflictError(f"{row} has no steps: give it one first.")
    check_steps(row.steps)
    active = Workflow.objects.filter(name=row.name, status=WorkflowStatus.ACTIVE)
    for former in active.select_for_update(of=("self",)):
        _set_status(former, WorkflowStatus.RETIRED)
    _set_status(row, WorkflowStatus.ACTIVE)
    return row


@transaction.atomic(using=DATABASE)
def retire_workflow(*, workflow: Workflow) -> Workflow:
    """Begin nothing by this version any more; what runs by it runs on.

    Raises ConflictError where it is not active.
    """
    row = changes.one(Workflow, workflow.pk, lock=True)
    if row.status != WorkflowStatus.ACTIVE:
        raise ConflictError(f"{row} is not active.")
    _set_status(row, WorkflowStatus.RETIRED)
    return row


@transaction.atomic(using=DATABASE)
def withdraw_workflow(*, workflow: Workflow) -> Workflow:
    """Take an activation back: a draft again, whose steps are open.

    Raises ConflictError where it is not active, or where cases follow it by now.
    """
    row = changes.one(Workflow, workflow.pk, lock=True)
    if row.status != WorkflowStatus.ACTIVE:
        raise ConflictError(f"{row} is not active.")
    count = Process.objects.filter(workflow=row).count()
    if count:
        cases = "one case follows" if count == 1 else f"{count} cases follow"
        raise ConflictError(f"{row}: {cases} it by now. Retire it instead.", code="undo_blocked")
    with _setting("coo.activation", "taken back"):
        _set_status(row, WorkflowStatus.DRAFT)
    return row


@transaction.atomic(using=DATABASE)
def new_version(*, workflow: Workflow) -> Workflow:
    """A draft with the same steps under the next number, or the draft that is there already."""
    row = changes.one(Workflow, workflow.pk, lock=True)
    versions = Workflow.objects.filter(name=row.name)
    draft = versions.filter(status=WorkflowStatus.DRAFT).order_by("-version").first()
    if draft is not None:
        return draft
    number = versions.aggregate(highest=Max("version"))["highest"] + 1
    made = Workflow.objects.create(
        name=row.name,
        version=number,
        description=row.description,
        steps=row.steps,
        sla_hours=row.sla_hours,
    )
    changes.created(made)
    return made


@transaction.atomic(using=DATABASE)
def start_process(
    *,
    workflow: Workflow,
    subject: str,
    key: str = "",
    started_at: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
) -> Process:
    """Begin a case with a task for each step of its workflow.

    It is due as the workflow promises, in working hours, where nobody says otherwise. A case
    without a number gets the next one. Raises ConflictError where the workflow is not active,
    ViolationError where another case has that number.
    """
    if workflow.status != WorkflowStatus.ACTIVE:
        raise ConflictError(f"{workflow} is not active: activate it first.")
    begun = started_at or clock.now()
    if due_at is None and workflow.sla_hours is not None:
        due_at = here.workspace().work_hours().after(begun, float(workflow.sla_hours) * HOUR)
    row = Process(
        workflow=workflow,
        key=key or _next_key(workflow),
        subject=subject,
        started_at=begun,
        due_at=due_at,
    )
    with told(Process):
        row.save(force_insert=True)
    changes.created(row)
    tasks = [
        Task(
            process=row,
            step=step["key"],
            title=step["name"],
            team=step.get("role", "")[:120],
            estimate_hours=Decimal(str(step["likely"])).quantize(Decimal("0.01")),
            opened_at=begun,
        )
        for step in workflow.steps
    ]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    return row


@transaction.atomic(using=DATABASE)
def finish_process(*, process: Process, at: dt.datetime | None = None) -> Process:
    """Say that a case is done, now or at a time.

    Raises ConflictError where it does not run, or where tasks of it are still open.
    """
    row = _running(process)
    waiting = Task.objects.filter(process=row, status__in=OPEN).count()
    if waiting:
        open_ones = "one task is" if waiting == 1 else f"{waiting} tasks are"
        raise ConflictError(f"“{row}” is not done: {open_ones} open. Finish or cancel them first.")
    return _end(row, ProcessStatus.DONE, at or clock.now())


@transaction.atomic(using=DATABASE)
def cancel_process(*, process: Process, by: str = "") -> Process:
    """Give a case up, and with it its open tasks. Raises ConflictError where it does not run."""
    row = _running(process)
    tasks = Task.objects.filter(process=row, status__in=OPEN)
    with _acting(by):
        tasks.update(status=TaskStatus.CANCELLED)
    return _end(row, ProcessStatus.CANCELLED, clock.now())


@transaction.atomic(using=DATABASE)
def bring_history(tasks: Sequence[Task], history: Iterable[TaskTransition]) -> None:
    """Store new tasks with the history that they bring along, in place of one from their times.

    Each task's history begins with no status and ends with its own; the database holds that at
    the end of the transaction (`coo_tasks_history_agrees`).
    """
    with _setting("coo.history", "brought"):
        Task.objects.bulk_create(tasks, batch_size=BATCH)
        TaskTransition.objects.bulk_create(history, batch_size=BATCH)


def _running(process: Process) -> Process:
    row = changes.one(Process, process.pk, lock=True)
    if row.status != ProcessStatus.RUNNING:
        raise ConflictError(f"“{row}” is {row.get_status_display().lower()} already.")
    return row


def _end(row: Process, status: ProcessStatus, at: dt.datetime) -> Process:
    before = changes.state(row, ["status", "finished_at"])
    row.status, row.finished_at = status, max(at, row.started_at)
    changes.save(row, before)
    return row


def _set_status(row: Workflow, status: WorkflowStatus) -> None:
    before = changes.state(row, ["status"])
    row.status = status
    changes.save(row, before)


def _next_key(workflow: Workflow) -> str:
    """The workflow's name with the number of its next case."""
    stem = workflow.name[: LONGEST_KEY - 10]
    number = Process.objects.filter(workflow__name=workflow.name).count() + 1
    while Process.objects.filter(key=f"{stem} {number}").exists():
        number += 1
    return f"{stem} {number}"


@contextmanager
def _acting(by: str) -> Iterator[None]:
    """Who changes tasks, for their history, where nobody is signed in."""
    with _setting("coo.actor", by):
        yield


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """A setting of the transaction that triggers read, for the statements inside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [name])
