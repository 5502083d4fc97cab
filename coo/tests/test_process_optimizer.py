"""The process optimizer from request to rows: what it finds, proposes, and leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from coo.mining.reading import ground_of
from coo.models import Process, ProcessEvent, Recommendation, Report, Task
from coo.tests import logs
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

SERVICE = (
    ("call", "Take the call", "Front", 0.25, 0.5, 1, []),
    ("visit", "Visit", "Field", 1, 2, 4, ["call"]),
    ("bill", "Write the bill", "Office", 0.5, 1, 2, ["visit"]),
)


def furnish():
    logs.stand_still()
    row = logs.workflow()
    logs.went_through(row, again=("test",))
    logs.running(row)


def furnish_otherwise():
    """Another business, even waits, nothing done again."""
    logs.stand_still()
    row = logs.workflow("Service call", SERVICE)
    logs.went_through(row, count=45, waits={"visit": 5.0, "bill": 5.0}, seed=9)


class TestProcessOptimizer(AgentTests):
    module, mode = "ai_coo", "processes"
    writes = (Report,)
    edit = (Report, "narrative", "Ours now.")
    refused = {"/months": {"months": 40}, "/until": {"until": "lately"}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def furnished(cast, db):
    with cast.scope():
        furnish()
    return cast


def mined(cast, payload=None):
    return ran(cast, "ai_coo", "processes", payload)


def of_kind(run, kind):
    return [one for one in run.output["findings"] if one["kind"] == kind]


def test_the_step_that_cases_wait_for_is_found_with_its_interval(furnished):
    run = mined(furnished)
    (found,) = of_kind(run, "bottleneck")
    assert found["title"] == "Repair holds Claim up"
    share = book_of(run)["flow.claim.step.repair.share"]
    assert share.interval.low < 20 / (3 + 20 + 3 + 3 + 1) < share.interval.high
    assert run.output["processes"][0]["bottleneck"] == "Repair"


def test_tasks_that_wait_there_now_are_proposed_to_come_first_and_back(furnished):
    mined(furnished)
    with furnished.scope(furnished.alice):
        row = Recommendation.objects.get(kind="bottleneck")
        waiting = Task.objects.get(step="repair")
        assert row.action_args["tasks"] == [str(waiting.pk)]
        approve(row, action_hash=row.action_hash)
        waiting.refresh_from_db()
        assert waiting.priority == "high"
        undo(Recommendation.objects.get(pk=row.pk))
        waiting.refresh_from_db()
        assert waiting.priority == "normal"


def test_what_is_often_done_again_is_a_finding(furnished):
    run = mined(furnished)
    (found,) = of_kind(run, "rework")
    assert found["title"] == "Test is often done again"
    assert book_of(run)["flow.claim.step.test.again_share"].value == pytest.approx(1 / 3)


def test_every_figure_opens_as_many_cases_as_it_counts(furnished):
    book = book_of(mined(furnished))
    with furnished.scope(furnished.alice):
        for key in ("flow.claim.cases", "flow.claim.done", "flow.claim.step.repair.wait"):
            assert book[key].rows
            for rows in book[key].rows:
                shown = behind(rows)
                assert not shown.changed, (key, rows)


def test_cases_without_a_workflow_are_looked_at_together_and_asked_about(furnished):
    with furnished.scope():
        Process.objects.update(workflow=None)
    run = mined(furnished)
    assert [one["workflow"] for one in run.output["processes"]] == [""]
    assert [one["what"] for one in run.output["questions"]] == ["A workflow for every case"]
    with furnished.scope(furnished.alice):
        shown = [behind(rows) for rows in book_of(run)["flow.no-workflow.cases"].rows]
    assert not any(one.changed for one in shown)


def test_a_log_of_one_event_is_answered(cast, db):
    with cast.scope():
        logs.stand_still()
        at = dt.datetime(2026, 1, 20, 10, tzinfo=dt.UTC)
        process = Process.objects.create(key="X", started_at=at)
        ProcessEvent.objects.create(process=process, activity="Register", at=at)
    run = mined(cast)
    (part,) = run.output["processes"]
    assert part["arcs"] == []
    assert len(part["refused"]) == 2
    assert run.output["findings"] == []


def test_a_workflow_that_is_not_there_is_asked_for(furnished):
    (need,) = mined(furnished, {"workflow": "Wedding"}).output["needs"]
    assert need["what"] == "Cases of Wedding"
    assert need["field"] == "workflow"


def test_a_period_without_a_case_is_asked_about(furnished):
    with furnished.scope():
        Process.objects.filter(status="running").delete()
    (need,) = mined(furnished, {"until": "2020-01-01"}).output["needs"]
    assert need["what"] == "Cases in the period"


def test_one_workflow_alone_writes_no_report(furnished):
    run = mined(furnished, {"workflow": "claim"})
    assert [one["workflow"] for one in run.output["processes"]] == ["Claim"]
    assert [one for one in run.entities if one["table"] == "coo_reports"] == []


def test_each_column_of_the_report_holds_one_kind_of_figure(furnished):
    mined(furnished)
    with furnished.scope():
        head, *steps = Report.objects.get(kind="process").body["lines"]
    assert (head["level"], head["facts"]) == ("head", [])
    columns = list(zip(*(line["facts"] for line in steps if line["level"] == "line"), strict=True))
    ends = [{key.rpartition(".")[2] for key in column if key} for column in columns]
    assert ends == [{"count"}, {"hours"}, {"wait"}, {"share"}, {"again"}]


def test_weeks_of_the_chart_begin_as_the_workspaces_do(furnished):
    with furnished.scope():
        for first in (1, 7):
            flow = ground_of(logs.TODAY, 12, logs.hours(), first_weekday=first).flows[0]
            assert {week.first.isoweekday() for week in flow.weeks} == {first}


def test_waiting_that_doubles_doubles_hours_and_leaves_parts_alone(cast, db):
    """Each hour of work and waiting becomes two: parts, counts and ways stay."""
    with cast.scope():
        logs.stand_still()
        row = logs.workflow()
        logs.went_through(row, count=40, days=200, last=60, again=("test",))
    before = mined(cast)
    with cast.scope():
        at_work = logs.hours()
        for process in Process.objects.prefetch_related("events"):
            begin = process.started_at

            def later(at, begin=begin):
                return at_work.after(begin, 2 * at_work.between(begin, at))

            events = list(process.events.all())
            for event in events:
                event.at = later(event.at)
            ProcessEvent.objects.bulk_update(events, ["at"])
            Process.objects.filter(pk=process.pk).update(finished_at=later(process.finished_at))
    after = mined(cast)
    book = book_of(after)
    assert book["flow.claim.done"].value == book_of(before)["flow.claim.done"].value
    faults = unlike(
        before,
        after,
        {"*.days": 1, "*.week.*": 1, "*.hours": 2, "*.again_hours": 2,
         "*.wait": 2, "*.median": 2, "*.careful": 2},
        relative=1e-4,
    )  # fmt: skip
    assert [one for one in faults if ".week." not in one and ".days" not in one] == []


def test_one_more_case_changes_counts_by_one(furnished):
    before = book_of(mined(furnished))
    with furnished.scope():
        row = Process.objects.filter(status="running").get().workflow
        logs.running(row, done=1, key="R-2")
    after = book_of(mined(furnished))
    assert after["flow.claim.cases"].value == before["flow.claim.cases"].value + 1
    key = "flow.claim.step.register.count"
    assert after[key].value == before[key].value + 1
    for part in ("median", "done", "ways", "rework", "step.repair.share"):
        assert after[f"flow.claim.{part}"].value == before[f"flow.claim.{part}"].value
