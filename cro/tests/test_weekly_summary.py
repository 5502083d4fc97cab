"""The weekly summary, run as a schedule: one row a week, its figures, and what stays a person's."""

from __future__ import annotations

import datetime as dt

import pytest

from cro import services
from cro.models import Experiment, StepCount, WeeklySummary
from kernel import run_kernel
from kernel.core.facts import FactBook
from kernel.core.windows import Window
from kernel.decisions.models import Notification
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db
JOB = "cro-cron-weekly-summary"
WEEK = Window(dt.date(2026, 1, 19), dt.date(2026, 1, 25))


def summed(cast, payload=None):
    house = cast.alder
    result = run_kernel(
        "ai_cro", None, house.tenant_id, house.workspace_id, payload or {},
        agent=JOB, actor=Scope(Kind.SCHEDULE, JOB),
    )  # fmt: skip
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def test_the_last_week_that_is_over_becomes_one_row_and_a_word(growing):
    run = summed(growing)
    summed(growing)
    with growing.scope():
        row = WeeklySummary.objects.get()
        assert row.week_start == WEEK.first
        assert Notification.objects.filter(module="ai_cro").count() == 1
        facts = FactBook.from_json(row.facts)
    assert facts["tests.running"].value == 1
    assert facts["tests.people"].value == 7 * 2 * 100
    assert "{fact:tests.running} test ran" in run.output["summary"]
    assert "people in it." in run.output["summary"]


def test_the_way_is_that_of_the_weeks_own_counts(growing):
    summed(growing)
    with growing.scope():
        facts = FactBook.from_json(WeeklySummary.objects.get().facts)
        chosen = StepCount.objects.filter(date__range=(WEEK.first, WEEK.last), segment=None)
        came = sum(one.entered for one in chosen.filter(step="Product page"))
        done = sum(one.advanced for one in chosen.filter(step="Checkout"))
    assert facts["way.now.rate"].value == pytest.approx(done / came)


def test_what_was_decided_in_the_week_is_told_with_its_reason(growing):
    with growing.scope():
        row = Experiment.objects.get()
        services.decide(experiment=row, decision="ship", reason="It held.")
        Experiment.objects.update(decided_on=dt.date(2026, 1, 22))
    run = summed(growing)
    assert run.output["wins"][0] == "“One-page checkout” shipped: It held."


def test_a_week_that_is_not_over_is_asked_back(growing):
    run = summed(growing, {"week": "2026-01-30"})
    assert run.output["needs"]
    with growing.scope():
        assert not WeeklySummary.objects.exists()


def test_what_a_person_wrote_since_is_kept(growing):
    summed(growing)
    with growing.scope():
        row = WeeklySummary.objects.get()
        row.narrative = "We know better."
        row.save()
    summed(growing)
    with growing.scope():
        assert WeeklySummary.objects.get().narrative == "We know better."
