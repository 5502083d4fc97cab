"""The hourly watch, from a row to a line on the briefing: once a promise, and again when worse."""

from __future__ import annotations

import pytest
from django.test import Client

from coo.models import Process, Recommendation, Task
from coo.tests import work
from kernel import run_kernel
from kernel.core.cron import cron_values
from kernel.core.registry import get_module
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db(transaction=True)
JOB = "coo-cron-sla-watch"


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        work.stand_still()
        work.decided(sla_warning_hours=8)
        work.order("A-1", left=60, subject="Order of Hotel Lind")
    return cast


@pytest.fixture
def olga(there):
    return there.writer(get_module("ai_coo"))


def watched(cast):
    house = cast.alder
    result = run_kernel(
        "ai_coo", None, house.tenant_id, house.workspace_id, {}, agent=JOB,
        actor=Scope(Kind.SCHEDULE, JOB),
    )  # fmt: skip
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def now_left(cast, hours):
    """The order is due in so many working hours from now."""
    with cast.scope():
        office = work.office()
        due = office.after(work.clock.now(), hours * work.HOUR)
        Process.objects.filter(key="A-1").update(due_at=due)


def told(cast, who):
    with cast.scope(who):
        return list(Notification.objects.filter(module="ai_coo").order_by("created_at"))


def briefing(who):
    client = Client()
    client.force_login(who)
    return client.get("/").content.decode()


def test_the_watch_runs_every_hour():
    minutes, hours, *_ = cron_values(get_module("ai_coo").schedules[JOB].cron)
    assert (len(minutes), len(hours)) == (1, 24)


def test_a_safe_promise_tells_nobody_and_is_no_news(there, olga):
    run = watched(there)
    assert run.output["findings"] == []
    assert told(there, olga) == []
    assert "SLA watch" not in briefing(olga)


def test_a_breach_becomes_a_line_on_the_briefing(there, olga):
    now_left(there, -2)
    found = watched(there).output["findings"]
    assert [one["kind"] for one in found] == ["sla_breached"]
    page = briefing(olga)
    assert "SLA watch: Order of Hotel Lind is past its time by 2 work hours." in page
    assert "Put Order of Hotel Lind first" in page
    (line,) = told(there, olga)
    assert "Order of Hotel Lind" in line.title


def test_a_breach_is_told_of_once_and_not_each_hour(there, olga):
    now_left(there, -2)
    watched(there)
    again = watched(there)
    assert again.output["findings"] == []
    assert "Nothing new" in again.output["summary"]
    assert len(told(there, olga)) == 1
    assert briefing(olga).count("SLA watch: ") == 1
    with there.scope():
        assert Recommendation.objects.count() == 1


def test_a_warning_that_becomes_a_breach_is_told_of_again(there, olga):
    now_left(there, 5)
    assert watched(there).output["findings"][0]["severity"] == "high"
    now_left(there, -1)
    worse = watched(there)
    assert [one["kind"] for one in worse.output["findings"]] == ["sla_breached"]
    assert len(told(there, olga)) == 2
    with there.scope():
        assert Recommendation.objects.get().severity == "critical"


def test_a_promise_made_anew_can_be_broken_anew(there, olga):
    now_left(there, -2)
    watched(there)
    now_left(there, 60)
    assert watched(there).output["findings"] == []
    now_left(there, -1)
    assert len(watched(there).output["findings"]) == 1


def test_a_breach_whose_work_is_first_already_is_told_of_without_a_proposal(there, olga):
    with there.scope():
        Task.objects.update(priority="urgent")
    now_left(there, -2)
    watched(there)
    watched(there)
    (line,) = told(there, olga)
    assert line.url == "/coo/sla/"
    with there.scope():
        assert not Recommendation.objects.exists()


def test_what_was_finished_is_watched_no_more(there, olga):
    now_left(there, -2)
    with there.scope():
        row = Process.objects.get(key="A-1")
        Task.objects.filter(process=row).update(status="done")
        row.status = "done"
        row.save()
    assert watched(there).output["findings"] == []


def test_an_empty_workspace_is_told_what_to_bring(cast, transactional_db):
    assert watched(cast).output["needs"][0]["agent"] == "coo-ops-intake"


def test_a_proposal_goes_once_its_promise_is_kept_or_made_anew(there):
    now_left(there, -2)
    watched(there)
    now_left(there, 60)
    watched(there)
    with there.scope():
        assert Recommendation.objects.get().status == "expired"


def test_a_hundred_promises_that_are_late_are_not_told_of_a_hundred_times(there, olga):
    with there.scope():
        opened, due = work.morning(9), work.morning(1)
        Task.objects.bulk_create(
            work.made(f"Old ticket {number}", opened, due_at=due) for number in range(100)
        )
    run = watched(there)
    assert len(run.output["standing"]) == 100
    assert len(run.output["findings"]) == 11
    assert run.output["findings"][-1]["kind"] == "sla_more"
    assert len(told(there, olga)) == 11
    assert watched(there).output["findings"] == []
    assert len(told(there, olga)) == 11
