"""The close of a month, run as its schedule."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.models import Account, Metric, Report, Transaction
from cfo.tests import cast as rows
from kernel import run_kernel
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db(transaction=True)
JOB = "cfo-cron-month-close"


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        rows.stand_still(dt.date(2026, 2, 1))
        rows.ledger()
        rows.decided()
    return cast


def closed(cast, payload=None):
    house = cast.alder
    result = run_kernel(
        "ai_cfo",
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


def told(cast):
    with cast.scope(cast.fay):
        return list(Notification.objects.filter(module="ai_cfo", user=cast.fay))


def test_the_month_that_is_over_is_reported_once(there):
    closed(there)
    closed(there)
    with there.scope():
        kinds = list(Report.objects.order_by("kind").values_list("kind", "period_end"))
        assert kinds == [(kind, dt.date(2026, 1, 31)) for kind in ("board", "cash_flow", "pnl")]
        assert Metric.objects.filter(name="net_result", period="2026-01-01").count() == 1
    assert [one.title for one in told(there)] == ["The reports of January 2026 are drafted"]


def test_a_statement_that_is_missing_is_said_and_nothing_is_reported(there):
    with there.scope():
        main = Account.objects.filter(name="Main")
        main.update(stated_balance=None, stated_on=None)
        lines = Transaction.objects.filter(account__name="Main", date__gt="2026-01-09")
        lines.update(transfer=None)
        lines.delete()
    run = closed(there)
    assert [one["kind"] for one in run.output["findings"]] == ["late_statement"]
    assert run.output["reports"] == []
    with there.scope():
        assert not Report.objects.exists()
    closed(there)
    assert [one.title for one in told(there)] == ["A statement of Main is missing"]


def test_an_account_that_is_usually_silent_for_so_long_holds_nothing_up(there):
    with there.scope():
        Account.objects.filter(name="Reserve").update(stated_balance=None, stated_on=None)
    assert closed(there).output["findings"] == []


def test_a_month_that_is_not_over_is_asked_back(there):
    run = closed(there, {"month": "2026-02-10"})
    assert run.output["needs"][0]["what"] == "A month that is over"
    assert run.output["reports"] == []


def test_a_final_report_stays_as_it_is(there):
    closed(there)
    with there.scope():
        Report.objects.filter(kind="pnl").update(status="final")
        Transaction.objects.filter(counterparty="City Rail").delete()
        before = Report.objects.get(kind="pnl").figures
    closed(there)
    with there.scope():
        row = Report.objects.get(kind="pnl")
        assert (row.status, row.figures) == ("final", before)
