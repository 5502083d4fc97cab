"""The Processes screen: map, waiting, ways and weeks of one workflow at a time."""

from __future__ import annotations

import datetime as dt

import pytest

from coo.mining.drawing import shown_arcs
from coo.mining.reading import ground_of, logs_of
from coo.models import Process, ProcessEvent
from coo.tests import logs
from coo.tests.test_workflow_screens import operator, shown
from kernel.runs.testing import ran

PATH = "/coo/processes/"
__all__ = ["operator"]


@pytest.fixture
def logged(operator, cast):
    with cast.scope():
        row = logs.workflow()
        logs.went_through(row, again=("test",))
        logs.running(row)
    return operator


def test_without_a_log_an_import_is_offered(operator):
    page = shown(operator, PATH)
    assert "No event log yet" in page
    assert "/imports/new/?kind=coo/event-log" in page


def test_the_map_shows_what_follows_what_and_where_cases_wait(logged):
    page = shown(logged, PATH)
    assert "Claim: 61 cases; they wait longest for Repair." in page
    assert page.count('class="g-box') == 5
    assert page.count("g-box--warn") == 1
    assert "holds cases up" in page
    assert "Register → Check papers → Repair → Test → Test → Send back" in page


def test_a_figure_opens_its_cases_and_keeps_the_choice(logged):
    page = shown(logged, f"{PATH}?months=24")
    assert "months=24&amp;evidence=flow.claim.done" in page
    drawer = shown(logged, f"{PATH}?months=24&evidence=flow.claim.done", HTTP_HX_REQUEST="true")
    assert "Cases done, Claim" in drawer
    assert "Rows have changed" not in drawer


def test_a_shorter_period_counts_fewer_cases(logged):
    assert "of 61 cases" in shown(logged, f"{PATH}?months=12")
    assert "of 61 cases" not in shown(logged, f"{PATH}?months=3")


def test_each_workflow_has_a_map_of_its_own(logged, cast):
    with cast.scope():
        other = logs.workflow("Return", [("a", "Look", "", 1, 1, 1, []),
                                         ("b", "Pay", "", 1, 1, 1, ["a"])])  # fmt: skip
        logs.went_through(other, count=3, prefix="B-", waits={})
    page = shown(logged, f"{PATH}?flow=flow.return")
    assert "Return: 3 cases" in page
    assert "Where cases are held up takes 20 cases that waited; there are 0." in page
    assert "A control chart takes 8 weeks" in page


def test_a_log_of_one_event_has_a_map_of_one_box(operator, cast):
    with cast.scope():
        at = dt.datetime(2026, 1, 20, 10, tzinfo=dt.UTC)
        process = Process.objects.create(key="X", started_at=at)
        ProcessEvent.objects.create(process=process, activity="Register", at=at)
    page = shown(operator, PATH)
    assert page.count('class="g-box') == 1
    assert "No case is done yet." in page


def test_many_events_shorten_the_period_and_say_so(logged, cast):
    with cast.scope():
        found = logs_of(logs.TODAY, 12, logs.hours(), most_events=300)
    assert found.shortened
    assert found.months < 12
    assert 0 < len(found.logs[0].cases) < 61


def test_what_waits_for_a_decision_stands_above_the_map(logged, cast):
    ran(cast, "ai_coo", "processes")
    page = shown(logged, PATH)
    assert "Take what waits for Repair in Claim first" in page


def test_rare_ways_are_left_out_unless_an_activity_has_no_other(logged, cast):
    with cast.scope():
        flow = ground_of(logs.TODAY, 12, logs.hours()).flows[0].flow
    arcs = list(flow.arcs)
    kept = shown_arcs(arcs, cases=10_000)
    ends = {name for arc in arcs for name in (arc.source, arc.target)}
    assert {name for arc in kept for name in (arc.source, arc.target)} == ends
