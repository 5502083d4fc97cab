"""The board, the promises and the load, as people of each role see and use them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from coo.models import Process, Task, TaskTransition
from coo.promises import due_times, task_due
from coo.tests import work
from kernel.core.registry import get_module
from kernel.runs.testing import ran

BOARD = "/coo/tasks/"


@pytest.fixture
def there(cast, db):
    with cast.scope():
        work.stand_still()
        work.decided(sla_warning_hours=8, wip_limit=1)
        work.past(days=20)
        work.waiting(10)
        for number in range(2):
            work.task(f"Repair lamp {number}", work.morning(3), started_at=work.morning(2),
                      status="doing", team="Floor", assignee="Bo", estimate_hours=90,
                      priority="urgent")  # fmt: skip
        work.order("A-1", left=-3, subject="Order of Hotel Lind")
        work.order("A-2", left=5, subject="Order of Bar Piccolo")
        work.order("A-3", left=70, subject="Order of Campus")
        work.hours_of("Ada", 40)
        work.hours_of("Bo", 20)
    return cast


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def olga(there):
    return signed_in(there.writer(get_module("ai_coo")))


def plain(page):
    assert page.status_code == 200, page.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_the_board_shows_what_is_in_work_and_that_it_is_too_much(olga):
    said = plain(olga.get(BOARD))
    assert "15 tasks open, 2 in work. You allow 1 in work at once" in said
    assert "Repair lamp 0" in said
    assert "Bo, no due time" in said


def test_the_board_knows_what_a_workflow_promises_as_the_promises_screen_does(olga):
    said = plain(olga.get(BOARD))
    first, then = said.index("Pack A-1"), said.index("Pack A-2")
    assert first < then < said.index("Sort parcels")
    assert "past its time" in said[first:then]
    assert "Bo, 3 work hours over" in said[first:then]
    assert "nearly up" in said[then:]


@pytest.mark.parametrize("settings", [None, 900])
def test_due_times_of_many_tasks_are_those_of_each(there, settings):
    with there.scope():
        own, hours = work.decided(sla_hours=settings), work.office()
        free = Process.objects.create(key="F-1", started_at=work.morning(4))
        work.task("In no workflow", work.morning(3), process=free)
        Process.objects.filter(key="A-2").update(due_at=work.morning(-9))
        rows = list(Task.objects.select_related("process__workflow"))
        each = {row.pk: task_due(row, own, hours) for row in rows}
        assert due_times(Task.objects.all(), own, hours) == each


def test_the_board_knows_what_the_settings_promise(olga, there):
    with there.scope():
        work.decided(sla_hours=900)
    assert "no due time" not in plain(olga.get(BOARD)).partition("All tasks")[0]


def test_a_task_is_moved_on_the_board_by_a_button_and_has_a_history(olga, there):
    with there.scope():
        task = Task.objects.get(title="Repair lamp 1")
    page = olga.get(BOARD).content.decode()
    assert f'action="/coo/tasks/{task.pk}/fields/status/"' in page
    answer = olga.post(f"/coo/tasks/{task.pk}/fields/status/", {"status": "done", "next": BOARD})
    assert answer.status_code in (302, 303)
    assert answer["Location"] == BOARD
    with there.scope():
        task.refresh_from_db()
        moves = TaskTransition.objects.filter(task=task).order_by("position")
        assert task.finished_at is not None
        assert [one.to_status for one in moves][-1] == "done"


def test_who_may_only_read_is_offered_no_move(there):
    client = signed_in(there.vera)
    answer = client.get(BOARD)
    assert answer.status_code == 403 or "fields/status" not in answer.content.decode()


def test_the_board_can_be_narrowed_to_a_team_and_other_filters_ask_for_the_list(olga):
    team = plain(olga.get(BOARD, {"team": "Floor"}))
    assert "2 tasks open" in team
    assert "Sort parcels" not in team
    assert 'class="board"' not in olga.get(BOARD, {"status": "todo"}).content.decode()


def test_promises_stand_by_working_time_left_with_the_calendar_beside(olga):
    said = plain(olga.get("/coo/sla/"))
    places = [said.index(name) for name in ("Order of Hotel Lind", "Order of Bar Piccolo")]
    assert places == sorted(places)
    assert re.search(r"3 work hours over .*days by the calendar", said)
    assert re.search(r"5 work hours .*days", said)
    assert "its workflow" in said


def test_a_count_of_promises_opens_their_rows(olga):
    page = plain(olga.get("/coo/sla/", {"evidence": "sla.breached"}))
    assert "Promises broken" in page


def test_finish_dates_stand_once_the_forecaster_has_run(olga, there):
    assert "When open work is finished" not in plain(olga.get("/coo/sla/"))
    ran(there, "ai_coo", "delivery")
    said = plain(olga.get("/coo/sla/"))
    assert "When open work is finished" in said
    assert "All open tasks" in said
    assert "Put Order of Hotel Lind first" in said


def test_a_workspace_without_work_is_told_where_to_begin(cast, db):
    client = signed_in(cast.writer(get_module("ai_coo")))
    assert "Import tasks" in plain(client.get("/coo/sla/"))
    assert client.get(BOARD).status_code == 200
    assert client.get("/coo/capacity/").status_code == 200


def test_work_without_promises_is_told_how_to_promise(cast, db):
    with cast.scope():
        work.stand_still()
        work.waiting(2)
    client = signed_in(cast.writer(get_module("ai_coo")))
    assert "Say what is promised" in plain(client.get("/coo/sla/"))


def test_who_has_too_much_stands_first_beside_their_hours(olga):
    said = plain(olga.get("/coo/capacity/"))
    assert "Bo has" in said
    assert "too much" in said
    assert said.index("Bo ") < said.index("Ada ")


def test_a_promise_moves_with_a_due_date_typed_by_hand(olga, there):
    with there.scope():
        row = Process.objects.get(key="A-1")
        row.due_at = work.office().after(work.clock.now(), 30 * work.HOUR)
        row.save()
    said = plain(olga.get("/coo/sla/"))
    assert "its due date" in said
    assert "over" not in said[said.index("Order of Hotel Lind") :][:60]


def test_a_task_says_where_its_time_went(olga, there):
    with there.scope():
        task = Task.objects.get(title="Repair lamp 0")
    page = plain(olga.get(f"/coo/tasks/{task.pk}/"))
    assert "Where its time went" in page
    assert re.search(r"To do 8 work hours .* Doing \d+", page)


def test_a_due_time_in_a_mistyped_year_takes_no_screen_down(olga, there):
    with there.scope():
        Task.objects.filter(title="Repair lamp 0").update(
            due_at=work.dt.datetime(9999, 6, 1, tzinfo=work.dt.UTC)
        )
    for path in (BOARD, "/coo/sla/", "/coo/capacity/", "/coo/"):
        assert olga.get(path).status_code == 200, path
    assert ran(there, "ai_coo", "delivery").output["summary"]
    assert ran(there, "ai_coo", "optimization").output["summary"]


def test_broken_promises_are_urgent_before_any_agent_has_looked(olga, there):
    said = plain(olga.get("/coo/"))
    assert re.search(r"\d+ promises are at risk, 1 of them broken *\. No agent has looked", said)
    ran(there, "ai_coo", "optimization")
    assert "Nothing urgent waits" not in plain(olga.get("/coo/"))


def test_time_that_is_left_is_written_the_same_on_every_screen(olga):
    board, sla, task = plain(olga.get("/coo/")), plain(olga.get("/coo/sla/")), plain(olga.get("/"))
    for said in (board, sla):
        assert re.search(r"3 work hours over .*5 work hours", said)
        assert re.search(r"Broken.*Nearly up.*In time", said)
    assert "is 3 work hours overdue" in task
