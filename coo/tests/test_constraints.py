"""What the database holds of the operations tables, whoever writes."""

from __future__ import annotations

import datetime as dt
import time
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from coo.models import Capacity, Process, ProcessEvent, Report, Task, TaskTransition, Workflow
from coo.tests import nouns, work
from coo.tests.nouns import at, step
from kernel.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def opened(cast, db):
    with cast.scope():
        yield


def refused(words):
    """The database refuses what happens inside, with these words or by the constraint's name."""
    return pytest.raises(IntegrityError, match=words)


def history(task):
    found = TaskTransition.objects.filter(task=task).order_by("position")
    return [(one.from_status, one.to_status, one.at) for one in found]


def moved(task, status, **values):
    Task.objects.filter(pk=task.pk).update(status=status, **values)
    task.refresh_from_db()


def test_a_new_task_begins_its_history_when_it_was_asked_for(cast):
    task = nouns.task()
    (first,) = TaskTransition.objects.filter(task=task)
    assert (first.from_status, first.to_status, first.at) == ("", "todo", task.opened_at)
    assert (first.actor_user_id, first.actor) == (cast.alice.pk, str(cast.alice))


def test_each_change_of_status_is_written_whatever_door_it_comes_through():
    task = nouns.task()
    task.status = "doing"
    task.save()
    moved(task, "blocked")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE coo_tasks SET status = 'done' WHERE id = %s", [task.pk])
    found = [(one, other) for one, other, _ in history(task)]
    assert found == [("", "todo"), ("todo", "doing"), ("doing", "blocked"), ("blocked", "done")]
    task.refresh_from_db()
    assert history(task)[1][2] == task.started_at
    assert history(task)[-1][2] == task.finished_at


def test_changes_have_ids_in_the_order_of_their_writing():
    done = nouns.task(1, status="done", started_at=at(2), finished_at=at(3))
    ids = list(TaskTransition.objects.order_by("position").values_list("pk", flat=True))
    assert ids == sorted(ids)
    assert {(one.version, one.variant) for one in ids} == {(7, uuid.RFC_4122)}
    assert all(done.pk < one for one in ids)


def test_a_change_that_is_none_is_not_written():
    task = nouns.task()
    moved(task, "todo", title="Another")
    assert len(history(task)) == 1


def test_a_task_with_a_past_has_the_history_that_its_times_tell():
    done = nouns.task(1, status="done", started_at=at(2), finished_at=at(3))
    assert history(done) == [
        ("", "todo", at(1)), ("todo", "doing", at(2)), ("doing", "done", at(3))
    ]  # fmt: skip
    dropped = nouns.task(2, status="cancelled", finished_at=at(4))
    assert history(dropped) == [("", "todo", at(2)), ("todo", "cancelled", at(4))]


def test_times_are_the_tenants():
    Tenant.objects.update(as_of=dt.date(2026, 1, 31))
    task = nouns.task()
    moved(task, "doing")
    moved(task, "done")
    zone = work.office().zone
    days = [at.astimezone(zone).date() for at in (task.started_at, task.finished_at)]
    assert set(days) == {dt.date(2026, 1, 31)}
    assert history(task)[-1][2].astimezone(zone).date() == dt.date(2026, 1, 31)


def test_history_never_runs_backwards():
    task = nouns.task(1, opened_at=at(0), status="doing", started_at=at(9))
    moved(task, "done", started_at=at(1), finished_at=at(2))
    assert [when for _, _, when in history(task)] == [at(0), at(9), at(9)]


@pytest.mark.parametrize("verb", ["UPDATE coo_task_transitions SET actor = ''",
                                  "DELETE FROM coo_task_transitions"])  # fmt: skip
def test_nobody_rewrites_history(verb):
    nouns.task()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(verb)


def test_history_goes_with_its_task():
    task = nouns.task()
    task.delete()
    assert not TaskTransition.objects.exists()


def test_a_history_that_was_brought_has_to_agree_with_its_task():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('coo.history', 'brought', true)")
    nouns.task()
    with refused("the history of .* ends with nothing while its status is todo"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_is_closed_says_when_and_what_is_open_does_not():
    task = nouns.task()
    moved(task, "done")
    assert task.finished_at >= task.opened_at
    moved(task, "doing")
    assert task.finished_at is None
    assert task.started_at is not None
    with refused("set its status to done or cancelled"), transaction.atomic():
        moved(task, "doing", finished_at=at(9))
    with refused("set its status to done or cancelled"), transaction.atomic():
        nouns.task(2, finished_at=at(9))


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("coo_tasks_started", {"started_at": at(0)}),
        ("coo_tasks_finished_after_start", {"started_at": at(5), "finished_at": at(4)}),
        ("coo_tasks_finished_after_opening", {"finished_at": at(0)}),
    ],
)
def test_opened_started_finished_is_the_order_of_time(name, times):
    with refused(name), transaction.atomic():
        nouns.task(1, status="done", **times)


def test_a_number_is_one_tasks_and_no_number_is_anybodys():
    nouns.task(1, key="T-1")
    with refused("coo_tasks_key"), transaction.atomic():
        nouns.task(2, key="T-1")
    nouns.task(3)
    nouns.task(4)


def test_a_process_that_is_done_says_when_and_one_that_runs_does_not():
    row = nouns.process()
    Process.objects.filter(pk=row.pk).update(status="done")
    row.refresh_from_db()
    assert row.finished_at >= row.started_at
    Process.objects.filter(pk=row.pk).update(status="running")
    row.refresh_from_db()
    assert row.finished_at is None
    with refused("set its status to done"), transaction.atomic():
        Process.objects.filter(pk=row.pk).update(finished_at=at(9))
    with refused("coo_processes_times"), transaction.atomic():
        nouns.process(2, status="done", finished_at=at(0))
    nouns.process(3, status="cancelled")


def test_a_case_is_one_process():
    nouns.process(1)
    with refused("coo_processes_key"), transaction.atomic():
        nouns.process(2, key="C-1")


def test_an_event_of_a_source_stands_once():
    row = nouns.event(1, source_key="a" * 64)
    with refused("coo_process_events_once"), transaction.atomic():
        nouns.event(2, process=row.process, source_key="a" * 64)
    nouns.event(3, process=row.process)
    nouns.event(4, process=row.process)


def test_tasks_outlive_their_process_and_events_do_not():
    row = nouns.event()
    task = nouns.task(process=row.process)
    row.process.delete()
    task.refresh_from_db()
    assert task.process_id is None
    assert not ProcessEvent.objects.exists()


def test_the_capacities_of_one_person_do_not_overlap():
    first = nouns.capacity(1, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 3, 31))
    with refused("Person 1 has a capacity from 2026-01-01 to 2026-03-31 already"):
        with transaction.atomic():
            nouns.capacity(1, starts_on=dt.date(2026, 3, 31))
    after = nouns.capacity(1, starts_on=dt.date(2026, 4, 1))
    with refused("end that one before, or begin after it"), transaction.atomic():
        Capacity.objects.filter(pk=first.pk).update(ends_on=None)
    with refused("Person 1 has a capacity from 2026-04-01 on already"), transaction.atomic():
        nouns.capacity(1, starts_on=dt.date(2027, 1, 1))
    Capacity.objects.filter(pk=after.pk).update(ends_on=dt.date(2026, 12, 31))
    nouns.capacity(1, starts_on=dt.date(2027, 1, 1))
    nouns.capacity(1, kind="team")
    nouns.capacity(2)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ({}, "the steps of a workflow are a list"),
        ([step("")], "step 1 has no key"),
        ([step("a", name=" ")], "step 1 has no name"),
        ([step("a"), step("b"), step("a")], "two steps have the key a"),
        ([step("a") | {"likely": None}], "step a needs three estimates"),
        ([step("a", optimistic=3, likely=2)], "step a needs three estimates"),
        ([step("a", optimistic=-1)], "step a needs three estimates"),
        ([step("a"), step("b", depends_on="a")], "step b depends on something that is no list"),
        ([step("a"), step("b", "c")], "step b depends on c, which is no step of this workflow"),
        ([step(str(n)) for n in range(5001)], "at most 5,000 steps"),
    ],
)
def test_steps_have_a_name_of_their_own_three_estimates_and_steps_before_them(steps, words):
    with refused(words), transaction.atomic():
        nouns.workflow(1, steps=steps)


def test_a_workflow_of_the_most_steps_is_taken_at_once():
    chain = [step("0"), *(step(str(n), str(n - 1)) for n in range(1, 5000))]
    started = time.monotonic()
    nouns.workflow(1, steps=chain)
    assert time.monotonic() - started < 3


def test_a_workflow_without_steps_cannot_be_active():
    with refused("without steps cannot be active"), transaction.atomic():
        nouns.workflow(1, steps=[], status="active")
    nouns.workflow(1, steps=[])


def test_one_version_of_a_workflow_is_active():
    nouns.workflow(1, status="active")
    with refused("coo_workflows_version"), transaction.atomic():
        nouns.workflow(1)
    with refused("coo_workflows_active"), transaction.atomic():
        nouns.workflow(1, version=2, status="active")
    nouns.workflow(1, version=2)


@pytest.mark.parametrize(
    "change", [{"steps": [step("a")]}, {"sla_hours": 5}, {"name": "Else"}, {"status": "draft"}]
)
def test_a_version_that_was_active_stays(change):
    row = nouns.workflow(1, status="active")
    with refused("make a new version"), transaction.atomic():
        Workflow.objects.filter(pk=row.pk).update(**change)
    Workflow.objects.filter(pk=row.pk).update(status="retired", description="Until 2026")


def test_a_final_report_stays_until_it_is_reopened():
    row = nouns.report(1, status="final")
    with refused("a final report stays"), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(narrative="Better")
    with refused("a final report stays"), transaction.atomic():
        row.delete()
    Report.objects.filter(pk=row.pk).update(status="draft")
    Report.objects.filter(pk=row.pk).update(narrative="Better")
