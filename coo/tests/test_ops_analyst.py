"""The operations analyst from request to rows: times, pace, load, and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from coo.models import Metric, Recommendation, Task
from coo.models.task import OPEN
from coo.tests import work
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran, unlike


def furnish():
    work.stand_still()
    work.decided(wip_limit=3)
    work.past(days=130)
    work.waiting(30)
    for number in range(5):
        work.task(f"Repair lamp {number}", work.morning(3), started_at=work.morning(3),
                  status="doing", team="Desk", assignee="Ada", estimate_hours=20,
                  due_at=work.morning(-8))  # fmt: skip
    work.task("Greet guests", work.morning(1), team="Desk", assignee="Bo", estimate_hours=1)
    work.hours_of("Ada", 20)
    work.hours_of("Bo", 40)
    work.finished_orders()


def furnish_otherwise():
    """Another business: calm, with hours to spare."""
    work.stand_still()
    work.past("Clinic", days=60, a_day=3, title="Read scan")
    work.waiting(2, "Clinic", "Write letter")
    work.hours_of("Ada", 38)


class TestOpsAnalyst(AgentTests):
    module, mode = "ai_coo", "optimization"
    writes = (Metric,)
    refused = {"/weeks": {"weeks": 0}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def furnished(cast, db):
    with cast.scope():
        furnish()
    return cast


def analysed(cast, payload=None):
    return ran(cast, "ai_coo", "optimization", payload)


def test_who_has_more_work_than_hours_is_found_and_the_board_is_full(furnished):
    run = analysed(furnished)
    kinds = [one["kind"] for one in run.output["findings"]]
    assert kinds == ["overload", "wip_limit", "stuck"]
    book = book_of(run)
    assert book["load.ada.hours"].value == pytest.approx(190)
    assert book["load.ada.over"].value == pytest.approx(190 - book["load.ada.capacity"].value)
    assert book["wip.now"].value == 5


def test_how_many_tasks_are_open_is_said_and_counted_as_the_list_has_them(furnished):
    run = analysed(furnished)
    said, book = run.output["summary"], book_of(run)
    assert "{fact:open.now} tasks are open, {fact:wip.now} of them in work now" in said
    with furnished.scope():
        assert book["open.now"].value == Task.objects.filter(status__in=OPEN).count()


def test_rate_times_time_and_the_edges_make_what_is_in_work(furnished):
    book = book_of(analysed(furnished))
    rate, time, gap = (book[f"law.{name}"].value for name in ("rate", "time", "gap"))
    assert book["wip.mean"].value == pytest.approx(rate * time + gap)


def test_every_figure_with_rows_finds_them_again(furnished):
    run = analysed(furnished)
    with furnished.scope(furnished.alice):
        for fact in book_of(run):
            for rows in fact.rows:
                assert not behind(rows).changed, fact.key


def test_work_moves_to_who_is_free_and_back_again(furnished):
    analysed(furnished)
    with furnished.scope(furnished.alice):
        row = Recommendation.objects.get(kind="overload")
        before = Task.objects.filter(assignee="Bo").count()
        row = approve(row, action_hash=row.action_hash)
        moved = Task.objects.filter(assignee="Bo").count() - before
        assert moved > 10
        undo(row)
        assert Task.objects.filter(assignee="Bo").count() == before


def test_more_hours_change_the_load_of_that_person_alone(furnished):
    before = analysed(furnished)
    with furnished.scope():
        work.Capacity.objects.filter(who="Bo").update(hours_week=80)
    changed = figures_changed(before, analysed(furnished), relative=1e-3)
    assert set(changed) == {"load.bo.capacity", "load.bo.free"}
    assert changed["load.bo.capacity"].factor == pytest.approx(2, rel=1e-3)


def test_doubled_estimates_double_the_work_ahead_and_nothing_of_the_past(furnished):
    before = analysed(furnished)
    with furnished.scope():
        for task in Task.objects.filter(finished_at=None):
            task.estimate_hours *= 2
            task.save()
    after = analysed(furnished)
    told = unlike(
        before, after, {"load.*.hours": 2, "load.*.over": 1, "load.*.free": 1}, relative=1e-3
    )
    assert all("load." in line and (".over" in line or ".free" in line) for line in told)


def test_a_task_that_is_finished_earlier_shortens_the_times_and_leaves_the_load(furnished):
    before = analysed(furnished)
    with furnished.scope():
        Task.objects.filter(status="done").update(started_at=None)
    changed = figures_changed(before, analysed(furnished), relative=1e-3)
    assert not [key for key in changed if key.startswith(("load.", "done.", "pace."))]


def test_the_weeks_figures_are_those_of_the_tasks(furnished):
    analysed(furnished)
    with furnished.scope():
        kept = {row.period: row.value for row in Metric.objects.filter(name="throughput")}
        zone = work.office().zone
        days = [
            moment.astimezone(zone).date()
            for moment in Task.objects.filter(status="done").values_list("finished_at", flat=True)
        ]
    assert len(kept) == 11
    for first, value in kept.items():
        last = first + dt.timedelta(days=6)
        assert value == sum(first <= day <= last for day in days)


def test_work_that_slows_down_is_told_and_a_calm_business_is_not(furnished):
    assert "slower" not in [one["kind"] for one in analysed(furnished).output["findings"]]
    with furnished.scope():
        hours, since = work.office(), work.morning(55)
        rows = list(Task.objects.filter(status="done", opened_at__gte=since))
        for row in rows:
            row.started_at = row.opened_at = hours.after(row.started_at, -40 * work.HOUR)
        Task.objects.bulk_update(rows, ["started_at", "opened_at"])
    assert "slower" in [one["kind"] for one in analysed(furnished).output["findings"]]


def test_a_calm_business_has_nothing_grave(cast, db):
    with cast.scope():
        furnish_otherwise()
    run = analysed(cast)
    assert [one for one in run.output["findings"] if one["severity"] != "low"] == []


def test_the_pace_counts_from_the_first_task_that_is_known(cast, db):
    with cast.scope():
        work.stand_still()
        work.past(days=20)
    book = book_of(analysed(cast))
    with cast.scope():
        opened = Task.objects.order_by("opened_at").first().opened_at
        first = opened.astimezone(work.office().zone).date()
    assert str(book["period.first"].value) == first.isoformat()


def test_two_days_of_work_make_no_pace_and_no_time(cast, db):
    with cast.scope():
        work.stand_still()
        at = work.morning(2)
        for number in range(3):
            work.task(f"Ticket {number}", at, started_at=at, finished_at=at, status="done")
    output = analysed(cast).output
    assert (
        "{fact:done.now} were finished since {fact:period.first}, too few days"
        in (output["summary"])
    )
    assert "began and ended in the same moment" in output["summary"]
    assert "No task is open now" in output["summary"]
    assert output["defaults"][0].startswith("Looked at are the days from {fact:period.first}")


def test_blocked_work_is_in_work_and_what_was_put_back_is_not(cast, db):
    with cast.scope():
        work.stand_still()
        work.past(days=20)
        work.task("Wait for parts", work.morning(3), status="blocked")
        work.task("Turn the lamp", work.morning(3), started_at=work.morning(2))
        work.task("Paint the sign", work.morning(3), started_at=work.morning(2), status="doing")
    run = analysed(cast)
    assert book_of(run)["wip.now"].value == 2
    assert book_of(run)["open.now"].value == 3
    with cast.scope(cast.alice):
        for key in ("wip.now", "open.now", "blocked.now"):
            assert not behind(book_of(run)[key].rows[0]).changed, key


def test_promises_kept_are_told_with_those_that_are_open_and_past_their_time(cast, db):
    with cast.scope():
        work.stand_still()
        work.past(days=20)
        work.finished_orders()
        work.task("Call the port", work.morning(5), due_at=work.morning(2))
    run = analysed(cast)
    assert "of finished work" in run.output["summary"]
    assert "{fact:sla.overdue} open promise is past its time." in run.output["summary"]
    with cast.scope(cast.alice):
        assert not behind(book_of(run)["sla.overdue"].rows[0]).changed


def test_a_time_that_counts_from_the_asking_is_called_so(cast, db):
    with cast.scope():
        work.stand_still()
        at = work.morning(30)
        for number in range(5):
            work.task(f"Issue {number}", at, finished_at=work.morning(9 - number), status="done")
    run = analysed(cast)
    assert book_of(run)["cycle.unmarked"].value == 5
    assert any("counts from when it was asked for" in one for one in run.output["defaults"])


def test_that_nobody_has_too_much_is_said_where_hours_are_known(cast, db):
    with cast.scope():
        work.stand_still()
        work.past(days=20)
    assert "Nobody has more work" not in analysed(cast).output["summary"]
    with cast.scope():
        work.hours_of("Ada", 40)
    assert (
        analysed(cast)
        .output["summary"]
        .endswith("Nobody has more work than hours in the weeks ahead.")
    )
