"""The inherited cases of screens, for the operations tables."""

from __future__ import annotations

from coo.models import (
    Capacity,
    Metric,
    Process,
    ProcessEvent,
    Recommendation,
    Report,
    Task,
    TaskTransition,
    Workflow,
)
from coo.tests import nouns
from kernel.resources.testing import ResourceScreenTests

LINES = "check | Check | Clerk | 1 | 2.5 | 4\npack | Pack | Packer | 0.5 | 1 | 2 | check"


class TestWorkflows(ResourceScreenTests):
    model = Workflow
    valid = {"name": "Orders", "version": "2", "sla_hours": "24", "steps": LINES}
    changed = {"name": "Orders by mail"}
    invalid = {"steps": "check | Check | Clerk | 4 | 2 | 1"}
    numbers = "version"
    filters = {"status": "draft", "name": "Workflow 1"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.workflow(number, **values)

    def test_its_steps_are_written_a_line_each(self):
        self.bob.post("/coo/workflows/new/", self.valid)
        with self.cast.scope():
            check, pack = Workflow.objects.get().steps
        assert check == {
            "key": "check", "name": "Check", "role": "Clerk", "optimistic": 1, "likely": 2.5,
            "pessimistic": 4, "depends_on": [],
        }  # fmt: skip
        assert (pack["depends_on"], pack["optimistic"]) == (["check"], 0.5)
        shown = self.bob.get("/coo/workflows/new/").content.decode()
        assert "after (keys with commas)" in shown

    def test_steps_that_go_round_in_a_circle_are_named(self):
        lines = "a | A | | 1 | 1 | 1 | c\nb | B | | 1 | 1 | 1 | a\nc | C | | 1 | 1 | 1 | b"
        answer = self.bob.post("/coo/workflows/new/", {**self.valid, "steps": lines})
        assert answer.status_code == 422
        assert "is a circle: take a dependency out of it" in answer.content.decode()


class TestProcesses(ResourceScreenTests):
    model = Process
    valid = {
        "key": "C-26", "subject": "Order of Hotel Lindenhof", "status": "running",
        "started_at": "2026-01-12T09:30", "due_at": "2026-01-14T17:00",
    }  # fmt: skip
    changed = {"subject": "Order of Hotel Seeblick"}
    invalid = {"status": "done", "finished_at": "2026-01-01T09:00"}
    inline = {"status": "done"}
    filters = {"status": "running", "open": "true"}
    formula_field = "subject"

    def make(self, number=1, **values):
        return nouns.process(number, **values)

    def test_its_page_has_its_tasks_and_its_events(self):
        row = self.made()
        with self.cast.scope():
            nouns.task(1, process=row, title="Call the customer")
            nouns.event(1, process=row, activity="Goods counted")
        page = self.bob.get(self.row(row)).content.decode()
        assert "Call the customer" in page
        assert "Goods counted" in page


class TestTasks(ResourceScreenTests):
    model = Task
    valid = {
        "title": "Count the beans", "status": "todo", "priority": "high", "assignee": "Ada",
        "opened_at": "2026-01-12T09:30", "estimate_hours": "1.5",
    }  # fmt: skip
    changed = {"title": "Weigh the beans"}
    invalid = {"started_at": "2026-01-01T09:00"}
    inline = {"status": "doing", "priority": "urgent"}
    numbers = "estimate_hours"
    filters = {"status": "todo", "status__in": "todo,doing", "open": "true", "priority": "normal"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.task(number, **values)

    def test_its_page_has_its_history(self):
        row = self.made()
        self.bob.post(self.row(row, "fields/status"), {"status": "doing"})
        page = self.bob.get(self.row(row)).content.decode()
        assert "changes of status" in page
        assert str(self.writer) in page

    def test_a_task_that_is_closed_and_opened_again_has_its_times_kept_for_it(self):
        row = self.made()
        for status, closed in (("done", True), ("todo", False)):
            self.bob.post(self.row(row, "fields/status"), {"status": status})
            assert (self.fresh(row).finished_at is not None) is closed


class TestTaskTransitions(ResourceScreenTests):
    """Written by the database; people read them."""

    model = TaskTransition
    filters = {"to_status": "todo", "at__gte": "2026-01-01T00:00"}

    def make(self, number=1, **values):
        return nouns.transition(number, **values)


class TestProcessEvents(ResourceScreenTests):
    model = ProcessEvent
    changed = {"resource": "Ben"}
    invalid = {"activity": " "}
    numbers = "position"
    filters = {"activity": "Activity 1", "lifecycle": "complete"}
    formula_field = "activity"

    @property
    def valid(self):
        return {
            "process": self.named(nouns.process), "activity": "Goods counted",
            "at": "2026-01-12T09:30", "lifecycle": "complete", "position": "0",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.event(number, **values)


class TestCapacity(ResourceScreenTests):
    model = Capacity
    valid = {"who": "Ada", "kind": "person", "hours_week": "32", "starts_on": "2026-01-01"}
    changed = {"hours_week": "36"}
    invalid = {"hours_week": "200"}
    numbers = "hours_week"
    filters = {"kind": "person", "who": "Person 1"}
    formula_field = "who"

    def make(self, number=1, **values):
        return nouns.capacity(number, **values)

    def test_a_time_that_overlaps_names_the_other_one(self):
        self.made(1, who="Ada")
        answer = self.bob.post("/coo/capacity/new/", {**self.valid, "starts_on": "2026-02-01"})
        assert answer.status_code == 422
        said = "Ada has a capacity from 2026-01-05 on already: end that one before, or begin after"
        assert said in answer.content.decode()


class TestMetrics(ResourceScreenTests):
    model = Metric
    numbers = "value"
    filters = {"name": "cycle_time"}

    def make(self, number=1, **values):
        return nouns.metric(number, **values)


class TestReports(ResourceScreenTests):
    model = Report
    valid = {"title": "Week 3", "narrative": "A calm week."}
    changed = {"title": "Week 3, again"}
    invalid = {"title": ""}
    filters = {"kind": "weekly_ops", "status": "draft"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.report(number, **values)


class TestRecommendations(ResourceScreenTests):
    """Written by agents; people decide on them, and say who follows and until when."""

    model = Recommendation
    inline = {"due_on": "2026-03-02"}
    numbers = "priority"
    filters = {"status": "pending"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
