"""Typed actions: shown, done, taken back, and refused where later work stands in the way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from coo.actions import (
    ActivateWorkflow,
    MoveDueDate,
    RaisePriority,
    ReassignTasks,
    SetCapacity,
    SetWipLimit,
)
from coo.models import Capacity, Process, Setting, Task, Workflow
from kernel.core.actions import action_for
from kernel.core.registry import get_module
from kernel.errors import ConflictError

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2026, 1, 30, 12, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)
STEPS = [{"key": "do", "name": "Do", "role": "", "optimistic": 1, "likely": 2, "pessimistic": 3,
          "depends_on": []}]  # fmt: skip


@pytest.fixture
def inside(cast):
    with cast.scope(cast.writer(get_module("ai_coo"))):
        yield cast


def task(**values):
    return Task.objects.create(**{"title": "Pack", "opened_at": FRIDAY, **values})


def workflow(version, status="draft"):
    return Workflow.objects.create(name="Order", version=version, steps=STEPS, status=status)


def test_each_action_is_found_by_its_kind():
    for action in (ActivateWorkflow, MoveDueDate, RaisePriority, ReassignTasks, SetCapacity):
        assert isinstance(action_for(action.kind), action)


def test_a_workflow_takes_the_place_of_the_one_before_and_of_no_other(inside):
    old, new = workflow(1, "active"), workflow(2)
    case = Process.objects.create(key="A-1", started_at=FRIDAY)
    other = Process.objects.create(key="A-2", started_at=FRIDAY, workflow=old)
    args = ActivateWorkflow.Args(name="Order", version=2, processes=(case.pk, other.pk))
    shown = ActivateWorkflow().preview(args)
    assert [(one.label, one.before, one.after) for one in shown.changes] == [
        ("Order, version 2", "Draft", "Active"),
        ("Order, version 1", "Active", "Retired"),
        ("A-1", "none", "Order, version 2"),
    ]
    images = ActivateWorkflow().apply(args)
    assert [one.status for one in Workflow.objects.order_by("version")] == ["retired", "active"]
    assert Process.objects.get(pk=case.pk).workflow == new
    assert Process.objects.get(pk=other.pk).workflow == old
    ActivateWorkflow().undo(args, images)
    assert [one.status for one in Workflow.objects.order_by("version")] == ["active", "draft"]
    assert Process.objects.get(pk=case.pk).workflow is None


def test_a_workflow_that_cases_follow_by_now_is_no_draft_again(inside):
    row = workflow(1)
    args = ActivateWorkflow.Args(name="Order", version=1)
    images = ActivateWorkflow().apply(args)
    begun = Process.objects.create(key="A-1", started_at=FRIDAY, workflow=row)
    with pytest.raises(ConflictError, match="one case follows it by now"):
        ActivateWorkflow().undo(args, images)
    begun.delete()
    ActivateWorkflow().undo(args, images)
    assert Workflow.objects.get().status == "draft"
    Workflow.objects.update(steps=[])


def test_a_retired_version_is_retired_again(inside):
    row = workflow(1, "active")
    Workflow.objects.filter(pk=row.pk).update(status="retired")
    args = ActivateWorkflow.Args(name="Order", version=1)
    ActivateWorkflow().undo(args, ActivateWorkflow().apply(args))
    assert Workflow.objects.get().status == "retired"


def test_a_workflow_in_use_is_not_taken_into_use_again(inside):
    workflow(1, "active")
    args = ActivateWorkflow.Args(name="Order", version=1)
    with pytest.raises(ConflictError, match="in use already"):
        ActivateWorkflow().apply(args)
    with pytest.raises(ConflictError, match="no longer there"):
        ActivateWorkflow().preview(args.model_copy(update={"version": 3}))


def test_a_workflow_in_use_still_takes_cases_that_have_none(inside):
    row = workflow(1, "active")
    case = Process.objects.create(key="A-1", started_at=FRIDAY)
    args = ActivateWorkflow.Args(name="Order", version=1, processes=(case.pk,))
    images = ActivateWorkflow().apply(args)
    assert Process.objects.get().workflow == row
    ActivateWorkflow().undo(args, images)
    assert (Process.objects.get().workflow, Workflow.objects.get().status) == (None, "active")


def test_tasks_go_to_somebody_else_and_back(inside):
    rows = [task(key="T-1", assignee="Mara"), task(key="T-2")]
    args = ReassignTasks.Args(tasks=tuple(row.pk for row in rows), assignee="Jonas")
    shown = ReassignTasks().preview(args)
    assert [(one.label, one.before, one.after) for one in shown.changes] == [
        ("T-1, Pack", "Mara", "Jonas"), ("T-2, Pack", "nobody", "Jonas")
    ]  # fmt: skip
    images = ReassignTasks().apply(args)
    assert set(Task.objects.values_list("assignee", flat=True)) == {"Jonas"}
    ReassignTasks().undo(args, images)
    assert set(Task.objects.values_list("assignee", flat=True)) == {"Mara", ""}


def test_a_closed_task_is_not_given_away(inside):
    row = task(status="done", started_at=FRIDAY, finished_at=FRIDAY)
    with pytest.raises(ConflictError, match="closed by now"):
        ReassignTasks().apply(ReassignTasks.Args(tasks=(row.pk,), assignee="Jonas"))


def test_a_priority_that_was_changed_since_is_not_undone(inside):
    row = task()
    args = RaisePriority.Args(tasks=(row.pk,), priority="urgent")
    images = RaisePriority().apply(args)
    assert Task.objects.get().priority == "urgent"
    Task.objects.update(priority="low")
    with pytest.raises(ConflictError, match="was changed since"):
        RaisePriority().undo(args, images)


def test_a_due_time_is_moved_and_moved_back(inside):
    row = Process.objects.create(key="A-1", started_at=FRIDAY, due_at=FRIDAY)
    args = MoveDueDate.Args(what="process", id=row.pk, due_at=MONDAY)
    [shown] = MoveDueDate().preview(args).changes
    assert "12:00" in shown.before or "13:00" in shown.before
    images = MoveDueDate().apply(args)
    assert Process.objects.get().due_at == MONDAY
    MoveDueDate().undo(args, images)
    assert Process.objects.get().due_at == FRIDAY
    Process.objects.update(status="done", finished_at=MONDAY)
    with pytest.raises(ConflictError, match="gone or closed"):
        MoveDueDate().apply(args)


def test_a_capacity_ends_where_the_next_begins_and_runs_on_when_that_is_undone(inside):
    Capacity.objects.create(who="Mara", hours_week=20, starts_on=dt.date(2025, 1, 1))
    day = dt.date(2026, 2, 2)
    args = SetCapacity.Args(who="Mara", hours_week=Decimal("32.5"), starts_on=day)
    [shown] = SetCapacity().preview(args).changes
    assert (shown.before, shown.after) == ("20 hours", "32.5 hours")
    images = SetCapacity().apply(args)
    ends = Capacity.objects.order_by("starts_on").values_list("hours_week", "ends_on")
    assert list(ends) == [(20, day - dt.timedelta(days=1)), (Decimal("32.5"), None)]
    with pytest.raises(ConflictError, match="there already"):
        SetCapacity().apply(args)
    SetCapacity().undo(args, images)
    assert list(Capacity.objects.values_list("hours_week", "ends_on")) == [(20, None)]


def test_a_limit_is_set_where_nothing_was_decided_and_taken_away_again(inside):
    args = SetWipLimit.Args(limit=5)
    images = SetWipLimit().apply(args)
    assert Setting.objects.get().wip_limit == 5
    SetWipLimit().undo(args, images)
    assert not Setting.objects.exists()


def test_settings_that_say_more_by_now_stay_when_a_limit_is_taken_away(inside):
    args = SetWipLimit.Args(limit=5)
    images = SetWipLimit().apply(args)
    Setting.objects.update(sla_hours=24)
    SetWipLimit().undo(args, images)
    row = Setting.objects.get()
    assert (row.wip_limit, row.sla_hours) == (None, 24)


def test_a_capacity_that_was_ended_since_is_not_taken_away(inside):
    args = SetCapacity.Args(who="Mara", hours_week=Decimal(8), starts_on=dt.date(2026, 2, 2))
    images = SetCapacity().apply(args)
    Capacity.objects.update(ends_on=dt.date(2026, 3, 1))
    with pytest.raises(ConflictError, match="was changed since"):
        SetCapacity().undo(args, images)
