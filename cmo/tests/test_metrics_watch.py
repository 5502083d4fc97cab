"""The daily watch over metrics, run as a schedule."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F

from cmo.models import MetricsSnapshot, Recommendation
from cmo.tests import cast as rows
from kernel import run_kernel
from kernel.core.facts import FactBook
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db(transaction=True)
JOB = "cmo-cron-metrics-watch"
BROKEN = dt.date(2026, 1, 29)


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.marketing()
    return cast


def watched(cast, payload=None):
    house = cast.alder
    result = run_kernel(
        "ai_cmo",
        None,
        house.tenant_id,
        house.workspace_id,
        payload or {},
        agent=JOB,
        actor=Scope(Kind.SCHEDULE, JOB),
    )
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def break_tracking(cast, day=BROKEN):
    with cast.scope():
        MetricsSnapshot.objects.filter(date=day).update(
            sessions=F("sessions") / 20,
            conversions=F("conversions") / 20,
            revenue=F("revenue") / 20,
        )


def test_quiet_days_write_nothing_and_tell_nobody(there):
    run = watched(there)
    assert run.output["findings"] == []
    assert "Nothing odd" in run.output["summary"]
    assert run.entities == []
    with there.scope(there.bob):
        assert not Notification.objects.exists()


def test_a_day_of_broken_tracking_is_proposed_and_told_once(there):
    break_tracking(there)
    run = watched(there)
    book = FactBook.from_json(run.facts)
    key = run.output["findings"][0]["key"]
    assert book[f"{key}.since"].value == BROKEN
    with there.scope(there.bob):
        row = Recommendation.objects.get()
        assert (row.kind, row.created_by_id) == ("broken_tracking", None)
        told = Notification.objects.filter(kind="data").count()
    assert told == 1
    watched(there)
    with there.scope(there.bob):
        assert Recommendation.objects.count() == 1
        assert Notification.objects.filter(kind="data").count() == 1


def test_a_day_before_the_watched_ones_is_left_to_the_analyst(there):
    break_tracking(there, dt.date(2026, 1, 10))
    assert watched(there).output["findings"] == []
    assert watched(there, {"days": 30}).output["findings"][0]["kind"] == "broken_tracking"


def test_a_schedule_of_another_module_may_not_start_it(there):
    from kernel.errors import KernelError

    house = there.alder
    with pytest.raises(KernelError):
        run_kernel(
            "ai_cmo",
            None,
            house.tenant_id,
            house.workspace_id,
            {},
            agent=JOB,
            actor=Scope(Kind.SCHEDULE, "cfo-cron-daily-cash"),
        )
