"""Event logs as CSV and XES, capacity and workflows from files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from coo.models import Capacity, Process, ProcessEvent, Workflow
from coo.tests import nouns, work
from kernel.errors import KernelError
from kernel.resources.files import lines
from kernel.resources.imports import kind_for, preview, run_import, undo
from kernel.resources.imports.words import sample_rows
from kernel.resources.rights import scope_notation
from kernel.tenancy.models import Workspace

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
LOG = """Case ID,Activity,Timestamp,lifecycle:transition,Resource
C-1,Check,2026-01-30T10:15:00+01:00,start,Ada
C-1,Check,2026-01-30T10:30:00+01:00,complete,Ada
C-1,Send,2026-01-30 15:00,,Ben
C-2,Check,2026-01-30 11:00,complete,
C-1,Pack,2026-01-30 12:00,complete,Ben
"""


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace in Berlin, with nothing in it."""
    with cast.scope():
        Workspace.objects.filter(pk=cast.alder.workspace_id).update(timezone="Europe/Berlin")
        yield


def taken(kind, source, name="rows.csv", **more):
    content = source.encode() if isinstance(source, str) else source
    return run_import(kind_for(f"coo/{kind}"), content, name=name, **more)


def refusals(kind, text):
    return [one.reason for one in preview(kind_for(f"coo/{kind}"), text.encode()).refusals]


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def events(key):
    found = ProcessEvent.objects.filter(process__key=key).order_by("at", "position")
    return [(one.activity, one.lifecycle, one.at) for one in found]


def test_events_are_sorted_and_cases_become_processes():
    batch = taken("event-log", LOG)
    assert (batch.rows_new, batch.rows_refused) == (5, 0)
    assert events("C-1") == [
        ("Check", "start", utc(2026, 1, 30, 9, 15)),
        ("Check", "complete", utc(2026, 1, 30, 9, 30)),
        ("Pack", "complete", utc(2026, 1, 30, 11)),
        ("Send", "complete", utc(2026, 1, 30, 14)),
    ]
    done, runs = Process.objects.order_by("key")
    assert (done.status, done.started_at, done.finished_at) == (
        "done", utc(2026, 1, 30, 9, 15), utc(2026, 1, 30, 14),
    )  # fmt: skip
    assert (runs.status, runs.finished_at) == ("running", None)


def test_what_counts_as_done_is_said_before():
    found = preview(kind_for("coo/event-log"), LOG.encode())
    assert found.cautions[0] == (
        "Cases count as done that end with what nothing ever follows: “Send”."
    )


def test_the_same_log_twice_changes_nothing_and_a_longer_one_goes_on():
    taken("event-log", LOG)
    again = taken("event-log", LOG)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 5)
    longer = taken("event-log", LOG + "C-2,Send,2026-01-31 09:00,complete,Ben\n")
    assert (longer.rows_new, longer.rows_same) == (1, 5)
    second = Process.objects.get(key="C-2")
    assert (second.status, second.finished_at) == ("done", utc(2026, 1, 31, 8))


def test_equal_events_are_as_many_as_the_log_has():
    row = "C-1,Call,2026-01-30 10:00,complete,Ada\n"
    head = LOG.splitlines()[0] + "\n"
    assert taken("event-log", head + row * 3).rows_new == 3
    assert taken("event-log", head + row * 3).rows_same == 3
    assert [one.position for one in ProcessEvent.objects.order_by("position")] == [0, 1, 2]


ONE = "case,activity,time\nC-1,Check,2026-01-30 10:00\n"


def test_one_event_shows_no_flow_and_says_nothing_of_an_end():
    for _ in range(2):
        found = preview(kind_for("coo/event-log"), ONE.encode())
        assert found.cautions == [
            "1 case has one event only, which shows no flow: it counts as running, not as done."
        ]
        taken("event-log", ONE)
        row = Process.objects.get()
        assert (row.status, row.finished_at) == ("running", None)
    taken("event-log", ONE.replace("Check", "Send").replace("10:00", "12:00"))
    row = Process.objects.get()
    assert (row.status, row.started_at, row.finished_at) == (
        "done", utc(2026, 1, 30, 9), utc(2026, 1, 30, 11),
    )  # fmt: skip


def test_cases_of_one_event_stand_beside_those_that_flow():
    found = preview(kind_for("coo/event-log"), (LOG + "C-9,Send,2026-01-30 16:00,,\n").encode())
    assert found.cautions == [
        "Cases count as done that end with what nothing ever follows: “Send”.",
        "2 cases have one event only, which shows no flow: they count as running, not as done.",
    ]


def test_a_case_whose_last_activity_has_only_begun_goes_on():
    text = "case,activity,time,lifecycle\nC-1,Pack,2026-01-30 10:00,start\n"
    taken("event-log", text)
    assert Process.objects.get().status == "running"


def test_what_cannot_be_read_is_refused_with_its_reason():
    said = refusals(
        "event-log",
        "case,activity,time,lifecycle\nC-1,Check,soon,\nC-1,,2026-01-30,\n"
        "C-1,Check,2026-01-30,schedule\n,Check,2026-01-30,\nC-1,Check,1989-12-31,\n"
        "C-1,Check,1066-01-01,\n",
    )
    assert "“soon” is no time" in said[0]
    assert said[1] == "Activity is empty."
    assert "“schedule” is neither start nor complete" in said[2]
    assert said[3] == "Case is empty."
    assert said[4] == "The time lies outside of 1990 to 2100."
    assert "Choose a year from 1900" in said[5]


def test_taking_a_log_back_takes_its_cases():
    taken("event-log", LOG)
    more = taken("event-log", LOG.replace("C-1", "C-3"))
    undo(more.pk)
    assert sorted(Process.objects.values_list("key", flat=True)) == ["C-1", "C-2"]
    assert ProcessEvent.objects.count() == 5


def test_cases_that_tasks_belong_to_stay():
    batch = taken("event-log", LOG)
    nouns.task(1, process=Process.objects.get(key="C-1"))
    with pytest.raises(KernelError) as refusal:
        undo(batch.pk)
    assert "used by tasks" in refusal.value.errors[0]["detail"]


def test_xes_is_read_with_its_zones_and_without_other_transitions():
    content = (SAMPLES / "events.xes").read_bytes()
    found = preview(kind_for("coo/event-log"), content, name="events.xes")
    assert found.form == "XES"
    batch = taken("event-log", content, "events.xes")
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    assert events("C-1001") == [
        ("Check the order", "start", utc(2026, 1, 30, 9, 15)),
        ("Pack", "complete", utc(2026, 1, 30, 10, 40)),
    ]
    assert events("C-1002") == [("Check the order", "complete", utc(2026, 1, 30, 10))]
    assert taken("event-log", content, "events.xes").rows_same == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log/>', "document type"),
        (b'<?xml version="1.0"?><!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "document type"),
        (b'<?xml version="1.0"?><log><trace><event>', "damaged or was cut off"),
        (b'<?xml version="1.0"?><log></log>', "holds no trace"),
        (b'<?xml version="1.0"?>' + b"<a>" * 50, "nests its elements too deeply"),
        (b"<log>&undefined;</log>", "damaged"),
        (b'<?xml version="1.0" encoding="shift_jis"?><log/>', "Save it as UTF-8"),
        (b'<?xml version="1.0" encoding="nothing"?><log/>', "Save it as UTF-8"),
    ],
)
def test_xml_that_is_no_log_is_refused_before_anything_is_expanded(content, words):
    with pytest.raises(KernelError, match=words):
        taken("event-log", content, "log.xes")


def test_a_large_log_is_taken_case_by_case():
    rows = "".join(
        f"C-{n % 500},Step {n // 500},2026-01-{1 + n // 500:02d} 10:{n % 60:02d},complete,\n"
        for n in range(5_000)
    )
    batch = taken("event-log", LOG.splitlines()[0] + "\n" + rows)
    assert batch.rows_new == 5_000
    assert Process.objects.filter(status="done").count() == 500


CAPACITY = """Name,Hours per week,From,To
Ada,40,2026-01-01,2026-02-28
Ada,24,2026-03-01,
Ben,32,2026-01-01,
"""


def test_capacity_is_taken_and_changed_together():
    work.stand_still()
    assert taken("capacity", CAPACITY).rows_new == 3
    assert taken("capacity", CAPACITY).rows_same == 3
    shifted = CAPACITY.replace("2026-02-28", "2026-05-31").replace("2026-03-01", "2026-06-01")
    found = preview(kind_for("coo/capacity"), shifted.encode())
    assert [(one.line, one.reason) for one in found.refusals] == [
        (2, "Ada has 24 hours a week from 1 Mar on already: end this one before 1 Mar, "
            "or leave one of the two out."),
        (3, "Ada has 24 hours a week from 1 Mar on already: end that time on 31 May in "
            "a row of this file, or on the screen of capacity, or begin this one later."),
    ]  # fmt: skip
    assert Capacity.objects.filter(who="Ada").count() == 2
    ended = CAPACITY.replace(
        "Ben,32,2026-01-01,", "Ben,32,2026-01-01,2026-01-31\nBen,8,2026-02-01,"
    )
    assert taken("capacity", ended).rows_changed == 1
    assert "lies before the first" in refusals("capacity", CAPACITY.replace("-02-28", "-01-00") +
                                               "Cora,1,2026-02-01,2026-01-01\n")[-1]  # fmt: skip


def test_times_of_a_file_that_lie_over_each_other_are_named_by_their_lines():
    work.stand_still()
    text = (
        "Name,Hours per week,From,To\nAda,40,2026-01-01,2026-06-30\nBen,8,2026-01-01,\n"
        "Ada,24,2026-03-01,\nAda,10,2025-01-01,2026-01-01\n"
    )
    found = preview(kind_for("coo/capacity"), text.encode())
    assert [(one.line, one.reason) for one in found.refusals] == [
        (4, "Ada has 40 hours a week from 1 Jan to 30 Jun by line 2: end that time on "
            "28 Feb, or begin this one later."),
        (5, "Ada has 40 hours a week from 1 Jan to 30 Jun by line 2: end this one before "
            "1 Jan, or leave one of the two out."),
    ]  # fmt: skip
    assert taken("capacity", text, accept_partial=True).rows_new == 2


STEPS = """Workflow;Version;SLA hours;Step;What is done;Role;Optimistic;Likely;Pessimistic;Depends on
Orders;1;24;check;Check the order;Clerk;0,5;1;4;
Orders;1;24;pick;Pick the goods;Warehouse;1;2;4;
Orders;1;24;send;Send the parcel;Warehouse;0,5;1;2;check, pick
Returns;1;;look;Look at it;Clerk;;3;;
"""


def test_steps_are_gathered_into_workflows():
    batch = taken("workflows", STEPS)
    assert (batch.rows_new, batch.rows_refused) == (2, 0)
    orders = Workflow.objects.get(name="Orders")
    assert (orders.status, orders.sla_hours) == ("draft", 24)
    assert [(step["key"], step["optimistic"], step["depends_on"]) for step in orders.steps] == [
        ("check", 0.5, []), ("pick", 1, []), ("send", 0.5, ["check", "pick"])
    ]  # fmt: skip
    (look,) = Workflow.objects.get(name="Returns").steps
    assert (look["optimistic"], look["likely"], look["pessimistic"]) == (3, 3, 3)
    assert taken("workflows", STEPS).rows_same == 2


def test_a_file_of_steps_is_shown_with_how_many_there_are():
    found = preview(kind_for("coo/workflows"), STEPS.encode())
    _, rows = sample_rows(found, scope_notation())
    assert [row["cells"][-1]["text"] for row in rows] == ["3", "1"]


def test_steps_that_do_not_hold_together_are_named():
    assert "is a circle" in refusals("workflows", STEPS.replace("4;\nOrders;1;24;pick",
                                                                "4;send\nOrders;1;24;pick"))[0]  # fmt: skip
    assert (
        "give optimistic, likely, pessimistic as hours"
        in refusals("workflows", STEPS.replace("0,5;1;4", "soon;1;4"))[0]
    )
    with pytest.raises(KernelError, match="no column for likely"):
        taken("workflows", "Workflow,Step,What is done\nOrders,a,A\n")


def test_a_version_that_was_active_is_not_changed_by_a_file():
    taken("workflows", STEPS)
    Workflow.objects.update(status="active")
    found = preview(kind_for("coo/workflows"), STEPS.replace("Pick the goods", "Pick it").encode())
    assert [(one.line, one.reason) for one in found.refusals] == [
        (2, "A version that was active keeps its steps and its promise: make a new version.")
    ]


@pytest.mark.parametrize(("kind", "rows"), [("event-log", 5), ("capacity", 3), ("workflows", 1)])
def test_the_sample_can_be_imported_as_it_is(kind, rows):
    found = kind_for(f"coo/{kind}").sample_rows()
    text = "".join(lines([list(found[0]), *(list(row.values()) for row in found)]))
    batch = taken(kind, text)
    assert (batch.rows_new, batch.rows_refused) == (rows, 0)


def test_a_file_of_five_thousand_steps_is_one_workflow():
    rows = "".join(
        f"Harvest,,,s{n},Step {n},Farm,1,2,4,{f's{n - 1}' if n else ''}\n" for n in range(5_000)
    )
    head = "Workflow,Version,SLA,Step,What is done,Role,Optimistic,Likely,Pessimistic,Depends on\n"
    assert refusals("workflows", head + rows) == []
    batch = taken("workflows", head + rows)
    assert (batch.rows_new, batch.rows_refused) == (1, 0)
    steps = Workflow.objects.get().steps
    assert len(steps) == 5_000
    assert (steps[-1]["key"], steps[-1]["depends_on"]) == ("s4999", ["s4998"])
    undo(batch.pk)
    assert not Workflow.objects.exists()
    (refused,) = refusals("workflows", head + rows + "Harvest,,,last,The last,Farm,1,2,4,s4999\n")
    assert refused.startswith("5,001 steps are too many: a workflow has at most 5,000.")


def test_each_fault_of_steps_stands_at_its_line():
    text = (
        "Workflow,Promised within,Step,What is done,Likely,After\n"
        "Orders,24,check,Check,1,\n"
        "Returns,,look,Look,1,\n"
        "Orders,,check,Check again,1,\n"
        "Orders,12,send,Send,1,check; pack\n"
    )
    found = preview(kind_for("coo/workflows"), text.encode())
    assert (found.total, found.new, found.refused) == (2, 1, 1)
    assert [(one.line, one.reason) for one in found.refusals] == [
        (4, "Step check is there twice: give each step a key of its own."),
        (5, "Line 2 promises this workflow within 24, this one within 12: write the same in both, "
            "or in one alone."),
        (5, "Step send waits for pack, which is no step of this workflow."),
    ]  # fmt: skip


def test_thousands_of_hours_are_read_by_the_mark_of_the_whole_file():
    head = "Workflow;Step;What is done;Optimistic;Likely;Pessimistic\n"
    taken("workflows", head + "Build;dig;Dig;0,5;1;2\nBuild;raise;Raise;900;1.200;1.500\n")
    assert [step["likely"] for step in Workflow.objects.get().steps] == [1, 1200]
