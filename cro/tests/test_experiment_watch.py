"""The daily look at experiments, run as a schedule."""

from __future__ import annotations

import pytest

from cro.models import Experiment, Metric, MetricDefinition, Recommendation
from cro.tests import cast as rows
from kernel import run_kernel
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db(transaction=True)
JOB = "cro-cron-experiment-watch"


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.programme()
    return cast


def watched(cast):
    house = cast.alder
    result = run_kernel(
        "ai_cro",
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
    with cast.scope():
        return list(Notification.objects.filter(module="ai_cro", user=cast.alice))


def test_an_experiment_that_runs_soundly_tells_nobody(there):
    run = watched(there)
    assert run.output["findings"] == []
    assert run.output["summary"] == "No experiment needs anybody today."
    assert told(there) == []


def test_a_workspace_without_experiments_is_quiet(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
    run = watched(cast)
    assert run.output["needs"] == []
    assert run.output["summary"].startswith("Nothing runs")


def test_a_broken_split_is_told_once_and_proposed_as_invalid(there):
    with there.scope():
        Metric.objects.filter(variant__key="b").update(units=80, conversions=30)
    found = watched(there).output["findings"]
    watched(there)
    assert [one["kind"] for one in found] == ["experiment_invalid"]
    assert [one.severity for one in told(there)] == ["high"]
    with there.scope():
        assert Recommendation.objects.get().action_args["decision"] == "invalid"


def test_a_broken_guardrail_is_told(there):
    with there.scope():
        errors = MetricDefinition.objects.get(name="Payment errors")
        Metric.objects.filter(metric=errors, variant__key="b").update(conversions=30)
    assert [one["kind"] for one in watched(there).output["findings"]] == ["experiment_rollback"]
    assert len(told(there)) == 1


def test_a_reached_size_is_told(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        row = rows.designed("Shorter page", orders, planned_size=5000)
        rows.started(row, rows.days(4)[0])
        row.refresh_from_db()
        rows.results(row, orders, (0.46, 0.46))
    found = watched(cast).output["findings"]
    assert [one["kind"] for one in found] == ["experiment_hold"]
    assert [one.url for one in told(cast)] == [f"/cro/experiments/{row.pk}/"]


def test_results_that_stay_away_are_told(there):
    with there.scope():
        Metric.objects.filter(date__gt=rows.days(1)[1]).delete()
        assert Experiment.objects.get().status == "running"
    found = watched(there).output["findings"]
    assert [one["kind"] for one in found] == ["experiment_late"]
    assert len(told(there)) == 1
