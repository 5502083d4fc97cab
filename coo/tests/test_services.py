"""Moving work, beginning and ending it, and new versions of how it is done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from coo import services
from coo.models import Process, Task, TaskTransition, Workflow
from coo.tests import nouns, work
from coo.tests.nouns import at, step
from kernel.errors import ConflictError
from kernel.resources.violations import ViolationError
from kernel.tenancy.models import Tenant, Workspace
from kernel.tenancy.scope import tenant_scope


@pytest.fixture(autouse=True)
def opened(cast, db):
    with cast.scope():
        Tenant.objects.update(as_of=dt.date(2026, 1, 30))
        yield


def history(task):
    found = TaskTransition.objects.filter(task=task).order_by("position")
    return [(one.to_status, one.actor) for one in found]


def test_a_task_is_moved_with_its_times_and_its_history(cast):
    task = nouns.task()
    moved = services.move_task(task=task, status="doing")
    zone = work.office().zone
    assert moved.started_at.astimezone(zone).date() == dt.date(2026, 1, 30)
    moved = services.move_task(task=task, status="done")
    assert moved.finished_at is not None
    assert history(task) == [(status, str(cast.alice)) for status in ("todo", "doing", "done")]
    with pytest.raises(ConflictError, match="is done already"):
        services.move_task(task=task, status="done")


def test_who_moved_it_is_said_where_nobody_is_signed_in(cast):
    task = nouns.task()
    house = cast.alder

    with tenant_scope(
        house.tenant_id, house.workspace_id, kind="schedule", principal="coo-cron-sla-watch"
    ):
        services.move_task(task=task, status="doing", by="The forklift")
        services.move_task(task=task, status="blocked")
    assert [who for _, who in history(task)][1:] == ["The forklift", ""]


def test_activating_a_version_retires_the_one_before():
    old = nouns.workflow(1, status="active")
    new = nouns.workflow(1, version=2)
    services.activate_workflow(workflow=new)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status) == ("retired", "active")
    with pytest.raises(ConflictError, match="is active already"):
        services.activate_workflow(workflow=new)
    with pytest.raises(ConflictError, match="is not active"):
        services.retire_workflow(workflow=old)
    assert services.retire_workflow(workflow=new).status == "retired"


def test_a_circle_or_nothing_at_all_is_not_activated():
    empty = nouns.workflow(1, steps=[])
    with pytest.raises(ConflictError, match="has no steps"):
        services.activate_workflow(workflow=empty)
    knot = nouns.workflow(2, steps=[step("a", "b"), step("b", "a")])
    with pytest.raises(ValidationError, match="is a circle"):
        services.activate_workflow(workflow=knot)


def test_a_new_version_is_a_draft_of_the_same_steps_and_made_once():
    row = nouns.workflow(1, status="active", sla_hours=24)
    made = services.new_version(workflow=row)
    assert (made.version, made.status, made.steps, made.sla_hours) == (2, "draft", row.steps, 24)
    assert services.new_version(workflow=row) == made
    assert Workflow.objects.count() == 2


def test_a_process_begins_with_a_task_a_step_and_is_due_in_working_hours(cast):
    Workspace.objects.filter(pk=cast.alder.workspace_id).update(timezone="Europe/Berlin")
    row = nouns.workflow(1, status="active", sla_hours=10)
    begun = dt.datetime(2026, 1, 30, 15, tzinfo=dt.UTC)  # a Friday, an hour before closing
    made = services.start_process(workflow=row, subject="Order 7", started_at=begun)
    assert made.key == "Workflow 1 1"
    assert made.due_at == dt.datetime(2026, 2, 3, 9, tzinfo=dt.UTC)
    tasks = Task.objects.filter(process=made).order_by("id")
    assert [(one.step, one.title, one.team, one.estimate_hours) for one in tasks] == [
        ("check", "Check", "Clerk", 4), ("pack", "Pack", "Clerk", 2), ("send", "Send", "Clerk", 1)
    ]  # fmt: skip
    assert TaskTransition.objects.filter(task__process=made, to_status="todo").count() == 3
    assert services.start_process(workflow=row, subject="Order 8").key == "Workflow 1 2"
    with pytest.raises(ViolationError, match="is that case already"):
        services.start_process(workflow=row, subject="Order 9", key=made.key)
    with pytest.raises(ConflictError, match="activate it first"):
        services.start_process(workflow=nouns.workflow(2), subject="Order 10")


def test_a_process_is_done_once_its_tasks_are():
    row = nouns.process()
    task = nouns.task(process=row)
    with pytest.raises(ConflictError, match="one task is open"):
        services.finish_process(process=row)
    services.move_task(task=task, status="done")
    done = services.finish_process(process=row, at=at(9))
    assert (done.status, done.finished_at) == ("done", at(9))
    with pytest.raises(ConflictError, match="is done already"):
        services.finish_process(process=row)


def test_a_process_that_is_given_up_takes_its_open_tasks_with_it():
    row = nouns.process()
    tasks = [nouns.task(number, process=row) for number in (1, 2)]
    services.move_task(task=tasks[0], status="done")
    assert services.cancel_process(process=row).status == "cancelled"
    assert [Task.objects.get(pk=one.pk).status for one in tasks] == ["done", "cancelled"]
    assert Process.objects.get().finished_at is not None
