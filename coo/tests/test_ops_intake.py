"""The operations intake from request to rows: what is there, the steps of a log, what is missing."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from coo.models import Capacity, Process, ProcessEvent, Recommendation, Setting, Task, Workflow
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran
from kernel.tenancy.models import Tenant

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ROAST = ("Weigh beans", "Roast batch", "Taste cup", "Seal bag")
BINDING = ("Cut sheets", "Sew quires", "Glue cover", "Trim book", "Wrap parcel")


def stand_still():
    Tenant.objects.update(as_of=dt.date(2026, 1, 30))


def log(traces, prefix="C", who="", workflow=None, timed=True):
    """A case a trace, each begun a day after the one before; steps an hour long, an hour apart."""
    for number, trace in zip(count(1), traces, strict=False):
        begin = START + (number - 1) * dt.timedelta(days=1)
        case = Process.objects.create(
            key=f"{prefix}-{number}", started_at=begin, workflow=workflow, status="done",
            finished_at=begin + len(trace) * 2 * HOUR,
        )  # fmt: skip
        for place, activity in enumerate(trace):
            at = begin + place * 2 * HOUR
            times = [("complete", at + HOUR)]
            if timed:
                times.insert(0, ("start", at))
            for lifecycle, moment in times:
                ProcessEvent.objects.create(
                    process=case, activity=activity, at=moment, lifecycle=lifecycle, resource=who
                )


def tasks(title, assignees, **values):
    for number, name in enumerate(assignees, start=1):
        Task.objects.create(
            key=f"{title}-{number}", title=f"{title} {number}", assignee=name, opened_at=START,
            **values,
        )  # fmt: skip


def furnish():
    stand_still()
    log([ROAST] * 6, who="Sofia Brun")
    tasks("Clean drum", ("Piet Anders", "Piet Anders", ""))


def furnish_otherwise():
    """Another business: more steps, no tasks, ends only, everybody's hours known."""
    stand_still()
    log([BINDING] * 5, prefix="B", timed=False)
    Setting.objects.create(sla_hours=40)


class TestOpsIntake(AgentTests):
    module, mode = "ai_coo", "setup"
    writes = (Workflow, Recommendation)
    edit = (Workflow, "description", "Ours now.")
    refused = {"/since": {"since": "yesterday"}, "/name": {"name": "x" * 161}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def intake(cast, payload=None):
    return ran(cast, "ai_coo", "setup", payload)


@pytest.fixture
def kept(cast, db):
    with cast.scope():
        furnish()
    return cast


def test_the_steps_of_a_log_become_a_draft_with_their_hours_and_who_does_them(kept):
    run = intake(kept)
    assert [one["name"] for one in run.output["steps"]] == list(ROAST)
    with kept.scope():
        [row] = Workflow.objects.all()
    assert (row.name, row.version, row.status) == ("Weigh beans to Seal bag", 1, "draft")
    assert [step["depends_on"] for step in row.steps] == [
        [], ["weigh-beans"], ["roast-batch"], ["taste-cup"]
    ]  # fmt: skip
    assert {step["likely"] for step in row.steps} == {1}
    assert {step["role"] for step in row.steps} == {"Sofia Brun"}


def test_steps_without_an_order_stand_beside_each_other(cast, db):
    with cast.scope():
        stand_still()
        log([("Ask", "Quote", "Check", "Sign"), ("Ask", "Check", "Quote", "Sign")] * 3)
    run = intake(cast)
    after = {one["name"]: one["after"] for one in run.output["steps"]}
    assert after["Quote"] == after["Check"] == ["ask"]
    assert sorted(after["Sign"]) == ["check", "quote"]


def test_the_draft_is_proposed_for_the_cases_and_approved_and_undone(kept):
    intake(kept)
    with kept.scope(kept.alice):
        row = Recommendation.objects.get(kind="activate_workflow")
        approve(row, by=kept.alice, action_hash=row.action_hash)
        assert Workflow.objects.get().status == "active"
        assert not Process.objects.filter(workflow=None).exists()
    with kept.scope(kept.alice):
        row.refresh_from_db()
        undo(row, by=kept.alice)
        assert Workflow.objects.get().status == "draft"
        assert Process.objects.filter(workflow=None).count() == 6


def test_what_puts_rows_in_order_never_stands_before_a_broken_promise(kept):
    (made,) = intake(kept).output["proposals"]
    assert made["priority"] <= 5


def test_cases_that_come_later_join_the_workflow_in_use(kept):
    intake(kept)
    with kept.scope(kept.alice):
        row = Recommendation.objects.get(kind="activate_workflow")
        approve(row, by=kept.alice, action_hash=row.action_hash)
        log([ROAST] * 2, prefix="L")
    run = intake(kept)
    assert run.output["workflow"] is None
    [proposal] = run.output["proposals"]
    assert proposal["title"] == "Count {fact:cases.free} cases as Weigh beans to Seal bag"
    assert book_of(run)["cases.free"].value == 2


def test_a_log_of_cases_that_have_a_workflow_is_mapped_and_nothing_is_drafted(cast, db):
    with cast.scope():
        stand_still()
        step = {"key": "a", "name": "A", "role": "", "optimistic": 1, "likely": 1,
                "pessimistic": 1, "depends_on": []}  # fmt: skip
        known = Workflow.objects.create(name="Roasting", steps=[step], status="active")
        log([ROAST] * 4, workflow=known)
    run = intake(cast)
    assert (run.output["mapped"], run.output["workflow"]) == ("Roasting", None)
    assert len(run.output["arcs"]) == 3
    assert run.output["proposals"] == []


def test_an_event_log_of_one_event_is_answered(cast, db):
    with cast.scope():
        stand_still()
        log([("Ask",)], timed=False)
    run = intake(cast)
    assert "shows nothing but Ask" in run.output["summary"]
    assert [one["kind"] for one in run.output["findings"]] == ["single", "untimed"]
    assert run.output["workflow"] is None


def test_events_in_the_future_are_a_finding_with_its_rows(kept):
    with kept.scope():
        case = Process.objects.first()
        late = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        ProcessEvent.objects.create(process=case, activity="Seal bag", at=late)
    run = intake(kept)
    [found] = [one for one in run.output["findings"] if one["kind"] == "future"]
    assert found["severity"] == "medium"
    with kept.scope(kept.alice):
        shown = behind(book_of(run)["log.future"].rows[0])
        assert (shown.count, shown.changed) == (1, False)


def test_work_that_the_settings_promise_is_not_called_undated(cast, db):
    with cast.scope():
        stand_still()
        tasks("Clean drum", ("Piet Anders",))
    assert "undated" in [one["kind"] for one in intake(cast).output["findings"]]
    with cast.scope():
        Setting.objects.create(sla_hours=4)
    run = intake(cast)
    assert "undated" not in [one["kind"] for one in run.output["findings"]]
    assert book_of(run)["tasks.undated"].value == 0


def test_a_single_task_is_told_of_as_one(cast, db):
    with cast.scope():
        stand_still()
        tasks("Clean drum", ("",))
    output = intake(cast).output
    said = [output["summary"], *(one["text"] for one in output["findings"])]
    assert said[0].startswith("{fact:tasks.all} task is here, and it is open.")
    assert said[1].startswith("{fact:tasks.unowned} open task belongs to nobody")
    assert said[2].startswith("{fact:tasks.undated} open task has no due time")


def test_who_has_work_and_no_hours_is_asked_about(kept):
    questions = " ".join(one["what"] for one in intake(kept).output["questions"])
    assert "Piet Anders" in questions
    with kept.scope():
        Capacity.objects.create(who="Piet Anders", hours_week=20, starts_on=dt.date(2025, 1, 1))
    questions = " ".join(one["what"] for one in intake(kept).output["questions"])
    assert "Piet Anders" not in questions


def test_older_work_is_left_alone_where_that_is_asked_for(kept):
    run = intake(kept, {"since": "2026-01-08"})
    book = book_of(run)
    assert (book["cases.all"].value, book["tasks.all"].value) == (3, 0)
    with kept.scope(kept.alice):
        assert not behind(book["cases.all"].rows[0]).changed


def test_every_figure_agrees_with_its_rows(kept):
    book = book_of(intake(kept))
    with kept.scope(kept.alice):
        for one in book:
            for rows in one.rows:
                shown = behind(rows)
                assert not shown.changed, one.key
                assert shown.count == (6 if one.key.startswith("lead.") else one.value), one.key


def test_one_task_changes_exactly_the_figures_that_count_it(kept):
    before = intake(kept)
    with kept.scope():
        tasks("Sweep", ("Piet Anders",), estimate_hours=2, due_at=START + 5 * HOUR)
    changed = figures_changed(before, intake(kept))
    moved = {key: one.after.value - one.before.value for key, one in changed.items()}
    assert moved == {"tasks.all": 1, "tasks.open": 1, "tasks.todo": 1}
