"""The workflow designer from request to rows: lengths, promises, drafts, and what it refuses."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from coo.designing.ground import PlannedStep
from coo.designing.histories import Plan, histories_of
from coo.designing.lines import LineError, read_line, steps_of
from coo.models import Recommendation, Setting, Workflow
from coo.tests import logs
from kernel.decisions.approvals import approve, undo
from kernel.errors import InvalidPayloadError
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, ran, unlike

WRONG = tuple(
    (key, name, role, 3 * low, 3 * likely, 3 * high, after)
    if key == "repair"
    else (key, name, role, low, likely, high, after)
    for key, name, role, low, likely, high, after in logs.CLAIM
)
SERVICE = (
    ("call", "Take the call", "Front", 0.25, 0.5, 1, []),
    ("visit", "Visit", "Field", 1, 2, 4, ["call"]),
    ("bill", "Write the bill", "Office", 2, 4, 8, ["call"]),
)
LINES = [
    "Register | Desk | 1/2/3",
    "Check papers | Desk | 2/3/6",
    "Weigh | Floor | 1 | after Register",
    "Send | Floor | 1/1/2 | after Check papers, weigh",
]


def furnish():
    """The past is known, and repairs are planned with three times of what they take."""
    logs.stand_still()
    real = logs.workflow(status="retired", sla_hours=30)
    logs.went_through(real)
    logs.workflow(rows=WRONG, version=2, sla_hours=30)


def furnish_otherwise():
    """Another business: nothing is done yet, and nothing promised."""
    logs.stand_still()
    logs.workflow("Service call", SERVICE)


class TestWorkflowDesigner(AgentTests):
    module, mode = "ai_coo", "strategy"
    writes = (Workflow,)
    edit = (Workflow, "description", "Ours now.")
    refused = {
        "/sla_hours": {"sla_hours": 0},
        "/start": {"start": "soon"},
        "/workflow": {"steps": LINES},
        "/steps/1": {"workflow": "X", "steps": ["A | 1", "B | soon"]},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def furnished(cast, db):
    with cast.scope():
        furnish()
    return cast


def designed(cast, payload=None):
    return ran(cast, "ai_coo", "strategy", payload)


def kinds(run):
    return {one["kind"] for one in run.output["findings"]}


def test_estimates_and_a_promise_that_do_not_hold_are_drafted_as_they_were_seen(furnished):
    run = designed(furnished)
    assert kinds(run) == {"late_promise", "estimates"}
    with furnished.scope():
        draft = Workflow.objects.get(status="draft")
        assert (draft.version, draft.run_id) == (3, run.pk)
        repair = next(step for step in draft.steps if step["key"] == "repair")
        assert 3.2 <= repair["optimistic"] <= repair["likely"] <= repair["pessimistic"] <= 4.8
        others = [step for step in draft.steps if step["key"] != "repair"]
        wrong = Workflow.objects.get(version=2)
        assert others == [step for step in wrong.steps if step["key"] != "repair"]
    book = book_of(run)
    assert draft.sla_hours == Decimal(round(book["workflow.claim.new_promise"].value))
    assert book["workflow.claim.kept"].value < 0.85


def test_a_version_is_used_once_it_is_approved_and_can_be_taken_back(furnished):
    designed(furnished)
    with furnished.scope(furnished.alice):
        row = Recommendation.objects.get(kind="workflow_version")
        approve(row, action_hash=row.action_hash)
        assert Workflow.objects.get(status="active").version == 3
        undo(Recommendation.objects.get(pk=row.pk))
        assert Workflow.objects.get(status="active").version == 2


def test_a_draft_of_a_person_is_left_alone_and_said(furnished):
    with furnished.scope():
        logs.workflow(version=3, status="draft")
    run = designed(furnished)
    assert run.output["workflows"][0]["draft"] is None
    assert "A draft of yours stands for Claim" in run.output["summary"]
    assert run.output["proposals"] == []


def test_steps_that_are_written_down_become_a_draft_with_its_critical_path(cast, db):
    run = designed(cast, {"workflow": "Intake", "steps": LINES, "sla_hours": 8})
    (part,) = run.output["workflows"]
    assert part["path"] == ["Register", "Check papers", "Send"]
    book = book_of(run)
    assert book["workflow.intake.mean"].value == pytest.approx(2 + 20 / 6 + 7 / 6)
    assert 0.5 < book["workflow.intake.chance"].value < 1
    with cast.scope():
        row = Workflow.objects.get(name="Intake")
        assert (row.version, row.status, row.sla_hours) == (1, "draft", 8)
        assert row.steps[3]["depends_on"] == ["check-papers", "weigh"]


def test_a_circle_is_refused_by_the_names_of_its_steps(cast, db):
    lines = ["Mix | 1 | after Bake", "Rest | 2 | after Mix", "Bake | 1 | after Rest", "Sell | 1"]
    with pytest.raises(InvalidPayloadError) as refused:
        designed(cast, {"workflow": "Bread", "steps": lines})
    (fault,) = refused.value.errors
    assert fault["pointer"] == "/steps"
    assert "Mix → Rest → Bake → Mix" in fault["detail"]


def test_a_circle_that_is_stored_is_a_finding_and_not_a_failure(cast, db):
    rows = [("a", "Mix", "", 1, 1, 1, ["b"]), ("b", "Rest", "", 1, 1, 1, ["a"])]
    with cast.scope():
        logs.workflow("Bread", rows)
    run = designed(cast)
    (finding,) = run.output["findings"]
    assert (finding["kind"], finding["severity"]) == ("circle", "high")
    assert "Mix → Rest → Mix" in finding["text"]
    assert run.entities == []


def test_a_workflow_of_five_thousand_steps_is_answered(cast, db):
    lines = [f"Step {n} | 1/2/3" for n in range(5000)]
    run = designed(cast, {"workflow": "Long", "steps": lines})
    (part,) = run.output["workflows"]
    assert len(part["path"]) == 60
    assert len(part["draft"]["steps"]) == 5000
    assert book_of(run)["workflow.long.mean"].value == pytest.approx(10_000)


def test_what_the_settings_promise_holds_for_a_workflow_that_promises_nothing(cast, db):
    with cast.scope():
        logs.stand_still()
        row = logs.workflow(sla_hours=None)
        logs.went_through(row, count=30)
    assert any("A promise for Claim" in one["what"] for one in designed(cast).output["questions"])
    with cast.scope():
        Setting.objects.create(sla_hours=30)
    run = designed(cast)
    assert book_of(run)["workflow.claim.promise"].value == 30
    assert "workflow.claim.kept" in book_of(run)
    assert not any("A promise" in one["what"] for one in run.output["questions"])


def test_of_two_chains_that_are_as_long_both_are_told(cast, db):
    twins = (
        ("start", "Start", "Desk", 1, 1, 1, []),
        ("left", "Left", "Desk", 2, 4, 6, ["start"]),
        ("right", "Right", "Desk", 2, 4, 6, ["start"]),
        ("end", "End", "Desk", 1, 1, 1, ["left", "right"]),
    )
    with cast.scope():
        logs.stand_still()
        logs.workflow("Twins", twins, sla_hours=8)
    output = designed(cast).output
    assert "Beside it Right has no slack either." in output["workflows"][0]["text"]
    assert any("make the true chance somewhat smaller" in one for one in output["defaults"])


def test_finish_dates_are_counted_in_working_hours_from_the_day_asked_for(cast, db):
    with cast.scope():
        logs.stand_still()
        logs.workflow("Sure", [("a", "Work", "", 16, 16, 16, [])])
    book = book_of(designed(cast, {"start": "2026-02-06"}))
    assert book["workflow.sure.day"].value == dt.date(2026, 2, 9)
    assert book["workflow.sure.sure_day"].value == dt.date(2026, 2, 9)


def test_activities_that_are_no_step_are_told(furnished):
    with furnished.scope():
        Workflow.objects.filter(version=2).delete()
        row = Workflow.objects.get()
        steps = [step for step in row.steps if step["key"] not in ("test", "send")]
        Workflow.objects.filter(pk=row.pk).delete()
        other = Workflow.objects.create(name="Claim", steps=steps, status="active")
        other.processes.model.objects.update(workflow=other)
    run = designed(furnished)
    (found,) = [one for one in run.output["findings"] if one["kind"] == "strange_steps"]
    assert "Test in" in found["text"]


def test_pasts_that_are_read_at_once_are_those_of_each_alone(furnished, django_assert_num_queries):
    with furnished.scope():
        other = logs.workflow("Refund", sla_hours=30)
        logs.went_through(other, count=30, waits={"check": 8.0}, seed=2, prefix="R-")
        plans = [
            Plan([row], tuple(PlannedStep.of(step) for step in row.steps))
            for row in (Workflow.objects.get(name="Claim", version=1), other)
        ]
        alone = [histories_of([plan], logs.TODAY, logs.hours())[0] for plan in plans]
        hours = logs.hours()
        with django_assert_num_queries(3):
            together = histories_of(plans, logs.TODAY, hours)
    assert together == alone
    assert [len(one.lengths) for one in together] == [60, 30]


def test_every_figure_opens_its_rows(furnished):
    book = book_of(designed(furnished))
    with furnished.scope(furnished.alice):
        for key in ("workflow.claim.mean", "workflow.claim.seen", "workflow.claim.kept"):
            assert book[key].rows
            assert not any(behind(rows).changed for rows in book[key].rows), key


def test_hours_that_double_double_lengths_and_leave_the_chain_alone(cast, db):
    with cast.scope():
        logs.stand_still()
        logs.workflow(sla_hours=12)
    before = designed(cast)
    with cast.scope():
        Workflow.objects.all().delete()
        doubled = [(*row[:3], *(2 * hours for hours in row[3:6]), row[6]) for row in logs.CLAIM]
        logs.workflow(rows=doubled, sla_hours=24)
    after = designed(cast)
    times = {f"workflow.claim.{part}": 2 for part in ("mean", "spread", "sure", "promise")}
    faults = unlike(before, after, {**times, "*.step.*.mean": 2, "*.step.*.slack": 2})
    assert [one for one in faults if "day" not in one.split(" ")[0]] == []


def test_only_a_step_of_the_chain_moves_the_whole(cast, db):
    with cast.scope():
        logs.workflow("Service call", SERVICE, status="draft")
    before = book_of(designed(cast))
    with cast.scope():
        row = Workflow.objects.get()
        row.steps[1] |= {"likely": 2.5}
        row.save()
    after = book_of(designed(cast))
    assert after["workflow.service-call.mean"] == before["workflow.service-call.mean"]
    with cast.scope():
        row.steps[2] |= {"likely": 4.5}
        row.save()
    last = book_of(designed(cast))["workflow.service-call.mean"]
    assert last.value == pytest.approx(before["workflow.service-call.mean"].value + 4 * 0.5 / 6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A | Desk | 1/2/4 | after B, C", ("A", "Desk", (1, 2, 4), ("B", "C"))),
        ("A; 1,5", ("A", "", (1.5, 1.5, 1.5), None)),
        ("A | 2h | after: nothing", ("A", "", (2, 2, 2), ())),
    ],
)
def test_lines_are_read_as_people_write_them(text, found):
    line = read_line(text)
    assert (line.name, line.role, line.hours, line.after) == found


@pytest.mark.parametrize("text", ["A", "| 1", "A | 3/2/1", "A | 1/2", "A | x | y | 1"])
def test_what_is_no_step_is_refused(text):
    with pytest.raises(LineError):
        read_line(text)


def test_names_that_look_alike_get_keys_of_their_own():
    keys = [step["key"] for step in steps_of(["Q&A | 1", "Q A | 1", "Ü | 1"])]
    assert len(set(keys)) == 3
