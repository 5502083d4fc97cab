"""The daily look at the cash, run as a schedule."""

from __future__ import annotations

import pytest

from cfo.models import Forecast, Setting
from cfo.tests import cast as rows
from kernel import run_kernel
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db(transaction=True)
JOB = "cfo-cron-daily-cash"


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.ledger()
    return cast


def watched(cast):
    house = cast.alder
    result = run_kernel(
        "ai_cfo",
        None,
        house.tenant_id,
        house.workspace_id,
        {},
        agent=JOB,
        actor=Scope(Kind.SCHEDULE, JOB),
    )
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def told(cast):
    with cast.scope(cast.fay):
        return list(Notification.objects.filter(module="ai_cfo"))


def test_cash_that_stays_above_its_floor_tells_nobody(there):
    with there.scope():
        rows.decided(cash_floor=0)
    run = watched(there)
    assert run.output["findings"] == []
    assert told(there) == []
    with there.scope():
        assert Forecast.objects.filter(series="cash", made_on=rows.TODAY).count() == 1


def test_cash_that_falls_below_its_floor_tells_finance_once(there):
    with there.scope():
        rows.decided()
        cash = watched(there)
        end = next(one for one in cash.facts if one["key"] == "cash.end")
        Setting.objects.update(cash_floor=end["interval"]["low"] + 100_000)
    found = watched(there).output["findings"]
    watched(there)
    assert [one["kind"] for one in found] == ["cash_floor"]
    assert len(told(there)) == 1
