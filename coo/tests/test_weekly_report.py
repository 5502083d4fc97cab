"""The weekly report, run as a schedule: one row a week, its figures, and what stays a person's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from coo.models import Metric, Process, Recommendation, Report, Task
from coo.tests import work
from kernel import run_kernel
from kernel.core.registry import get_module
from kernel.decisions.models import Notification
from kernel.resources.evidence import behind
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.runs.testing import book_of, figures_changed
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db
JOB = "coo-cron-weekly-report"
WEEK = (dt.date(2026, 1, 19), dt.date(2026, 1, 25))


@pytest.fixture
def there(cast, db):
    """Ten weeks of work, and an order with six working hours left."""
    with cast.scope():
        work.stand_still()
        work.past(days=60)
        work.waiting(3)
        work.order("A-7", left=6, subject="Order for the harbour")
    return cast


def reported(cast, payload=None):
    house = cast.alder
    result = run_kernel(
        "ai_coo", None, house.tenant_id, house.workspace_id, payload or {},
        agent=JOB, actor=Scope(Kind.SCHEDULE, JOB),
    )  # fmt: skip
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def only_row(cast):
    with cast.scope():
        return Report.objects.get(kind="weekly_ops")


def test_the_last_week_that_is_over_is_reported_once_and_told_once(there):
    run = reported(there)
    row = only_row(there)
    assert (row.period_start, row.period_end, row.run_id) == (*WEEK, run.pk)
    reported(there)
    assert only_row(there).pk == row.pk
    with there.scope(there.alice):
        (told,) = Notification.objects.filter(kind="data", subject__startswith="weekly-report")
        assert told.url == f"/coo/reports/{row.pk}/"


def test_its_figures_are_those_of_the_rows(there):
    book = book_of(reported(there))
    with there.scope(there.alice):
        done = Task.objects.filter(
            status="done", finished_at__gte="2026-01-19T00:00Z", finished_at__lt="2026-01-26T00:00Z"
        )
        assert book["now.finished"].value == done.count()
        for key in ("now.finished", "earlier.finished", "now.cycle"):
            assert not behind(book[key].rows[0]).changed, key


def test_the_week_is_held_against_what_is_usual(there):
    run = reported(there)
    usual = book_of(run)["usual.finished"]
    assert usual.interval.low <= usual.value <= usual.interval.high
    assert [one["clear"] for one in run.output["totals"] if one["figure"] == "finished"] == [False]


def test_a_promise_at_risk_is_named_with_its_hours(there):
    run = reported(there)
    [said] = [one for one in run.output["problems"] if "harbour" in one]
    assert said.startswith("Order for the harbour has {fact:risk.1.left} left")
    assert book_of(run)["risk.1.left"].value == pytest.approx(6, abs=0.1)
    assert run.output["priorities"]


def test_the_figures_of_the_week_are_kept_once(there):
    reported(there)
    reported(there)
    with there.scope():
        kept = {row.name: row for row in Metric.objects.filter(period=WEEK[0])}
    assert {"throughput", "arrivals", "cycle_time", "in_work", "open_tasks"} <= set(kept)
    assert kept["cycle_time"].unit == "hours"


def test_a_week_whose_pace_breaks_is_told(there):
    with there.scope():
        day = dt.datetime(2026, 1, 21, 10, tzinfo=dt.UTC)
        Task.objects.bulk_create(
            work.made(f"Rush {number}", day, hours=2, team="Desk") for number in range(60)
        )
    run = reported(there)
    assert run.output["wins"][0].startswith("Tasks finished: {fact:now.finished}, more than")


def test_the_first_weeks_of_work_are_reported_without_what_is_usual(cast, db):
    with cast.scope():
        work.stand_still()
        work.past(days=20)
    run = reported(cast)
    assert "Too few weeks are known to tell chance from change." in only_row(cast).narrative
    assert {one["usual"] for one in run.output["totals"]} == {""}
    assert {one["clear"] for one in run.output["totals"]} == {None}


def test_what_a_person_wrote_stays_and_a_final_report_too(there):
    reported(there)
    with there.scope():
        Report.objects.filter(kind="weekly_ops").update(narrative="Ours now.")
    reported(there)
    assert only_row(there).narrative == "Ours now."


def test_one_finished_task_changes_exactly_the_figures_that_count_it(there):
    before = reported(there)
    with there.scope():
        opened = dt.datetime(2026, 1, 20, 10, tzinfo=dt.UTC)
        work.task("Once more", opened, hours=2, team="Desk")
    changed = figures_changed(before, reported(there))
    counted = {"now.finished", "now.opened"}
    assert counted <= set(changed)
    assert all(key in counted or key.startswith(("now.cycle", "usual.")) for key in changed)
    assert changed["now.finished"].after.value - changed["now.finished"].before.value == 1


def test_a_week_that_is_not_over_and_an_empty_workspace_are_asked_about(there, cast):
    [need] = reported(there, {"week": "2026-01-30"}).output["needs"]
    assert need["what"] == "A week that is over"
    with there.scope():
        Task.objects.all().delete()
        Process.objects.all().delete()
    [need] = reported(there).output["needs"]
    assert "import tasks" in need["question"]
    with there.scope():
        assert not Report.objects.exists()


def test_the_report_stands_on_its_screen_and_is_made_final(there):
    reported(there)
    client = Client()
    client.force_login(there.writer(get_module("ai_coo")))
    text = client.get("/coo/reports/").content.decode()
    assert "1 report, 1 of them drafts. All hours are working hours." in text
    assert "Week of operations" in text
    path = f"/coo/reports/{only_row(there).pk}/"
    text = client.get(path).content.decode()
    for words in ("Tasks finished", "The week before", "To be looked at", "Order for the harbour",
                  "Make final"):  # fmt: skip
        assert words in text, words
    drawer = client.get(path, {"evidence": "now.finished"}, headers={"HX-Request": "true"})
    assert "have changed" not in drawer.content.decode()
    assert client.post(f"{path}closing/").status_code == 302
    assert client.post(f"{path}edit/", {"title": "x", "narrative": "y"}).status_code in (409, 422)
    assert "Hours are working hours" in client.get(f"{path}print/").content.decode()
    file = client.get(f"{path}statement/")
    assert file["Content-Disposition"] == 'attachment; filename="weekly-ops-2026-01-25.csv"'
    assert "Tasks finished" in file.content.decode("utf-8-sig")
    assert client.post(f"{path}reopening/").status_code == 302


def test_no_proposal_is_made_by_it(there):
    reported(there)
    with there.scope():
        assert not Recommendation.objects.exists()
