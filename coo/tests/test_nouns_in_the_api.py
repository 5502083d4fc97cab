"""The inherited cases of endpoints, for the operations tables."""

from __future__ import annotations

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
from coo.tests import nouns
from coo.tests.nouns import step
from kernel.resources.testing import ResourceAPITests


class TestWorkflows(ResourceAPITests):
    model = Workflow
    valid = {"name": "Orders", "steps": nouns.STEPS, "sla_hours": "24.00"}
    changed = {"description": "Since 2026"}
    invalid = {"steps": [step("a", "b"), step("b", "a")]}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.workflow(number, **values)

    def test_what_is_wrong_with_steps_is_said_step_by_step(self):
        for steps, words in (
            ("check", "Send the steps as a list."),
            ([{"key": "a"}], "Step 1: give it a name."),
            ([step("a") | {"color": "red"}], "color is not known; a step has key, name"),
            ([step("a", "b"), step("b", "a")], "a → b → a is a circle"),
            ([step("a", "z")], "Step a waits for z, which is no step"),
            ([step("a", optimistic=True)], "as hours from 0 to 99,999"),
        ):
            answer = self.send(self.bob, "post", self.path, {**self.valid, "steps": steps})
            said = self.refused(answer, 400, "validation_failed")["errors"]
            assert words in " ".join(one["detail"] for one in said), said

    def test_a_version_that_was_active_keeps_its_steps(self):
        row = self.made(status="active")
        answer = self.send(self.bob, "patch", self.row(row), {"steps": [step("a")]})
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert said == (
            "A version that was active keeps its steps and its promise: make a new version."
        )


class TestProcesses(ResourceAPITests):
    model = Process
    valid = {"key": "C-26", "started_at": "2026-01-12T09:30:00Z"}
    changed = {"subject": "Order of Hotel Seeblick"}
    invalid = {"status": "lost"}
    filters = {"status": "running", "open": "true"}

    def make(self, number=1, **values):
        return nouns.process(number, **values)

    def test_its_tasks_and_events_are_served_below_it(self):
        row = self.made()
        with self.cast.scope():
            nouns.task(1, process=row)
            nouns.event(1, process=row)
        for below in ("tasks", "events"):
            assert self.bob.get(f"{self.row(row)}{below}/").json()["count"] == 1


class TestTasks(ResourceAPITests):
    model = Task
    valid = {"title": "Count the beans", "opened_at": "2026-01-12T09:30:00Z"}
    changed = {"priority": "urgent"}
    invalid = {"finished_at": "2026-01-13T09:30:00Z"}
    filters = {"status": "todo", "open": "true"}

    def make(self, number=1, **values):
        return nouns.task(number, **values)

    def test_a_status_alone_is_enough(self):
        row = self.made()
        answer = self.send(self.bob, "patch", self.row(row), {"status": "done"})
        assert answer.json()["finished_at"]
        found = self.bob.get(f"{self.row(row)}transitions/").json()["results"]
        assert [(one["from_status"], one["to_status"]) for one in found] == [
            ("todo", "done"), ("", "todo")
        ]  # fmt: skip
        assert found[0]["actor"] == str(self.writer)

    def test_a_task_is_opened_now_where_nobody_says_when(self):
        made = self.send(self.bob, "post", self.path, {"title": "Count the beans"})
        assert made.status_code == 201
        assert made.json()["opened_at"]


class TestTaskTransitions(ResourceAPITests):
    """Written by the database; programs read them."""

    model = TaskTransition
    filters = {"to_status": "todo"}

    def make(self, number=1, **values):
        return nouns.transition(number, **values)


class TestProcessEvents(ResourceAPITests):
    model = ProcessEvent
    changed = {"resource": "Ben"}
    invalid = {"at": "noon"}
    filters = {"activity": "Activity 1"}

    @property
    def valid(self):
        return {
            "process": self.named(nouns.process), "activity": "Goods counted",
            "at": "2026-01-12T09:30:00Z",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.event(number, **values)


class TestCapacity(ResourceAPITests):
    model = Capacity
    valid = {"who": "Ada", "hours_week": "32.00", "starts_on": "2026-01-01"}
    changed = {"hours_week": "36.00"}
    invalid = {"ends_on": "2025-01-01"}
    filters = {"kind": "person"}

    def make(self, number=1, **values):
        return nouns.capacity(number, **values)


class TestMetrics(ResourceAPITests):
    model = Metric
    filters = {"name": "cycle_time", "unit": "hours"}

    def make(self, number=1, **values):
        return nouns.metric(number, **values)


class TestReports(ResourceAPITests):
    model = Report
    changed = {"title": "Week 3, again"}
    invalid = {"title": ""}
    filters = {"kind": "weekly_ops", "status": "draft"}

    def make(self, number=1, **values):
        return nouns.report(number, **values)

    def test_a_final_report_stays_as_it_is(self):
        row = self.made(status="final")
        answer = self.send(self.bob, "patch", self.row(row), {"title": "Better"})
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert said == "A final report stays as it is: reopen it first."
        self.refused(self.bob.delete(self.row(row)), 409, "conflict")


class TestSettings(ResourceAPITests):
    model = Setting
    single = True
    valid = {"sla_warning_hours": "4.00", "forecast_weeks": 8}
    changed = {"forecast_weeks": 18}
    invalid = {"forecast_weeks": 99}
    filters = {"forecast_weeks": "1"}

    def make(self, number=1, **values):
        return nouns.setting(number, **values)


class TestRecommendations(ResourceAPITests):
    """Written by agents; a program says who follows and until when, and decides elsewhere."""

    model = Recommendation
    changed = {"due_on": "2026-03-02"}
    invalid = {"due_on": "soon"}
    filters = {"status": "pending"}

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
