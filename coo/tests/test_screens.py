"""The operations dashboard and briefing, as people of each role see them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from coo.models import Process, Task
from coo.tests import work
from kernel.core.registry import get_module


@pytest.fixture
def busy(cast, db):
    """Alder with two months of finished tasks, open ones, and an order that is nearly due."""
    with cast.scope():
        work.stand_still()
        work.past()
        work.waiting(4)
        due = work.office().after(work.morning(), 36 * work.HOUR)
        Process.objects.create(
            key="A-7", subject="Order for the harbour", started_at=work.morning(5), due_at=due
        )
        ended = work.office().after(work.morning(3), 4 * work.HOUR)
        for number, late in enumerate((False, False, True)):
            Process.objects.create(
                key=f"D-{number}", started_at=work.morning(6), finished_at=ended, status="done",
                due_at=work.morning(4) if late else work.morning(2),
            )  # fmt: skip
    return cast


@pytest.fixture
def olga(busy):
    client = Client()
    client.force_login(busy.writer(get_module("ai_coo")))
    return client


def drawer(client, key):
    page = client.get("/coo/", {"evidence": key}, headers={"HX-Request": "true"})
    return page.content.decode()


def test_the_dashboard_says_how_work_flows_and_what_is_due_first(olga):
    page = olga.get("/coo/")
    assert page.status_code == 200
    text = page.content.decode()
    for words in ("Operations in January 2026", "Cycle time", "Promises kept", "Due first",
                  "Order for the harbour", "Open work by team", "Open tasks by day"):  # fmt: skip
        assert words in text, words


def test_each_figure_of_the_dashboard_opens_rows_that_agree(olga):
    text = olga.get("/coo/").content.decode()
    keys = set(re.findall(r"evidence=([a-z0-9._-]+)", text))
    assert {"now.finished", "now.cycle", "now.open", "now.kept"} <= keys
    for key in sorted(keys):
        shown = drawer(olga, key)
        assert 'id="evidence-t"' in shown, key
        assert "have changed" not in shown, key


def test_its_figures_are_counted_by_the_workspaces_own_clock(olga, busy):
    with busy.scope():
        done = Task.objects.filter(status="done", finished_at__gte="2026-01-01T00:00Z").count()
    shown = re.search(r"drawer__value\">([^<]+)<", drawer(olga, "now.finished"))[1]
    assert shown == str(done)
    kept = re.search(r"drawer__value\">([^<]+)<", drawer(olga, "now.kept"))[1]
    assert kept.startswith("66.7") or kept == "67%"


def test_another_period_is_compared_with_the_one_before(olga):
    text = olga.get("/coo/", {"period": "28"}).content.decode()
    assert "against" in text
    assert olga.get("/coo/", {"period": "custom", "from": "2020-01-01", "to": "2020-02-01"}
                    ).status_code == 200  # fmt: skip


def test_an_empty_workspace_says_what_to_bring(cast, db):
    client = Client()
    client.force_login(cast.writer(get_module("ai_coo")))
    text = client.get("/coo/").content.decode()
    assert "No work yet" in text
    assert "/imports/new/?kind=coo/event-log" in text


def test_the_briefing_names_what_is_due(olga):
    text = olga.get("/").content.decode()
    assert "Nothing waits for a decision." in text
    assert "/coo/?evidence=now.cycle" in text


def test_a_stranger_sees_nothing_of_it(busy):
    stranger = Client()
    stranger.force_login(busy.charlie)
    assert "Order for the harbour" not in stranger.get("/coo/").content.decode()


def test_a_promise_of_a_task_counts_as_one_of_a_case_does(olga, busy):
    with busy.scope():
        row = Task.objects.filter(status="done", finished_at__gte="2026-01-01T00:00Z").first()
        Task.objects.filter(pk=row.pk).update(due_at=row.finished_at)
    assert re.search(r"drawer__value\">75", drawer(olga, "now.kept"))
    assert "of 4 that were finished" in olga.get("/coo/").content.decode()
    addresses = re.findall(r'href="(/coo/(?:tasks|processes)/\?[^"]+)"', drawer(olga, "now.kept"))
    lists = [
        olga.get(one.replace("&amp;", "&")).content.decode() for one in dict.fromkeys(addresses)
    ]
    found = [int(re.search(r"to \d+ of (\d+)", page)[1]) for page in lists]
    assert sorted(found) == [1, 3]


def test_a_log_without_tasks_is_told_in_whole_sentences(cast, db):
    with cast.scope():
        work.stand_still()
        Process.objects.create(key="A-1", started_at=work.morning(3))
    client = Client()
    client.force_login(cast.writer(get_module("ai_coo")))
    assert "<b>No task was finished.</b>" in client.get("/coo/").content.decode()
