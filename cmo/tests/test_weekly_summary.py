"""The weekly summary, run as a schedule: one row a week, its figures, and what stays a person's."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from django.db.models import F

from cmo.analysis.finding import Horizon
from cmo.analysis.rows import MetricRows
from cmo.models import MetricsSnapshot, WeeklySummary
from cmo.optimization.workbook import Workbook
from cmo.tests import cast as rows
from cmo.weekly.book import facts_of
from cmo.weekly.output import output_of
from cmo.weekly.week import Week
from kernel import run_kernel
from kernel.core.facts import FactBook
from kernel.core.windows import Window
from kernel.decisions.models import Notification
from kernel.resources.evidence import behind
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.runs.testing import unlike
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import Kind, Scope

pytestmark = pytest.mark.django_db
JOB = "cmo-cron-weekly-summary"
WEEK = Window(dt.date(2026, 1, 19), dt.date(2026, 1, 25))


@pytest.fixture
def there(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.marketing()
    return cast


def summed(cast, payload=None):
    house = cast.alder
    result = run_kernel(
        "ai_cmo", None, house.tenant_id, house.workspace_id, payload or {},
        agent=JOB, actor=Scope(Kind.SCHEDULE, JOB),
    )  # fmt: skip
    assert worker.work(result.run_id)
    with cast.scope():
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def change_week(cast, window=WEEK, **updates):
    with cast.scope():
        chosen = MetricsSnapshot.objects.filter(date__range=(window.first, window.last))
        chosen.update(**updates)


def only_row(cast):
    with cast.scope():
        return WeeklySummary.objects.get()


def test_the_last_week_that_is_over_is_summed_up_once_and_told_once(there):
    run = summed(there)
    row = only_row(there)
    assert (row.week_start, row.run_id) == (WEEK.first, run.pk)
    assert row.created_by_id is None
    again = summed(there)
    assert only_row(there).pk == row.pk
    assert [entity["action"] for entity in again.entities] == ["confirmed"]
    with there.scope(there.bob):
        (told,) = Notification.objects.filter(kind="data")
        assert told.url == f"/cmo/weekly-summaries/{row.pk}/"


def test_every_total_adds_up_to_its_rows(there):
    summed(there)
    row = only_row(there)
    book = FactBook.from_json(row.facts)
    with there.scope():
        for total in row.totals["figures"]:
            for key in (total["now"], total["before"]):
                for part in book[key].rows:
                    assert not behind(part).changed, key
        revenue = sum(
            MetricsSnapshot.objects.filter(date__range=(WEEK.first, WEEK.last)).values_list(
                "revenue", flat=True
            )
        )
    assert book["now.eur.revenue"].value == revenue
    assert book["earlier.eur.revenue"].period == (dt.date(2026, 1, 12), dt.date(2026, 1, 18))


def test_a_quiet_week_says_that_no_change_is_clear(there):
    output = summed(there).output
    assert (output["wins"], output["problems"]) == ([], [])
    assert "No figure moved by more than weeks usually do." in output["narrative"]
    assert {total["clear"] for total in output["totals"]} == {False}


def test_half_of_the_revenue_is_a_problem_and_twice_as_much_a_win(there):
    change_week(there, revenue=F("revenue") / 2)
    output = summed(there).output
    assert any(text.startswith("Revenue fell") for text in output["problems"])
    assert not any(text.startswith("Revenue") for text in output["wins"])
    change_week(there, revenue=F("revenue") * 4)
    output = summed(there).output
    assert any(text.startswith("Revenue rose") for text in output["wins"])
    assert not any(text.startswith("Revenue") for text in output["problems"])


def test_a_channel_that_made_most_of_a_change_is_named(there):
    with there.scope():
        search = MetricsSnapshot.objects.filter(
            date__range=(WEEK.first, WEEK.last), channel="paid_search"
        )
        search.update(revenue=F("revenue") / 10)
    (said, *_) = summed(there).output["problems"]
    assert "most of it on Paid search" in said


def test_rows_that_came_late_bring_the_own_draft_up_to_date(there):
    summed(there)
    before = only_row(there)
    change_week(there, revenue=F("revenue") * 3)
    run = summed(there)
    after = only_row(there)
    assert after.pk == before.pk
    assert (after.run_id, after.facts != before.facts) == (run.pk, True)


def test_a_summary_that_a_person_edited_stays_as_it_is(there):
    summed(there)
    with there.scope():
        row = WeeklySummary.objects.get()
        row.narrative = "Ours now."
        row.save()
    change_week(there, revenue=F("revenue") * 3)
    assert summed(there).entities == []
    assert only_row(there).narrative == "Ours now."


def test_the_week_begins_on_the_workspaces_own_day(there):
    with there.scope():
        Workspace.objects.filter(pk=there.alder.workspace_id).update(first_weekday=7)
    summed(there)
    assert only_row(there).week_start == dt.date(2026, 1, 18)


def test_any_day_of_a_week_names_it(there):
    summed(there, {"week": "2026-01-08"})
    assert only_row(there).week_start == dt.date(2026, 1, 5)


def test_a_week_that_is_not_over_and_one_without_rows_need_something_first(there):
    assert summed(there, {"week": "2026-01-31"}).output["needs"][0]["what"] == "A week that is over"
    needs = summed(there, {"week": "2024-01-31"}).output["needs"]
    assert needs
    with there.scope():
        assert not WeeklySummary.objects.exists()


def test_a_source_that_is_late_is_named_and_nothing_is_judged(there):
    with there.scope():
        MetricsSnapshot.objects.filter(channel="display", date__gt=dt.date(2026, 1, 22)).delete()
    output = summed(there).output
    assert any("Display reaches only" in text for text in output["problems"])
    assert "Bring in the missing days of Display." in output["priorities"]
    assert {total["clear"] for total in output["totals"]} == {None}


def test_a_waiting_proposal_is_the_next_priority(there):
    with there.scope():
        MetricsSnapshot.objects.filter(date=dt.date(2026, 1, 22)).update(
            sessions=F("sessions") / 20, conversions=F("conversions") / 20,
            revenue=F("revenue") / 20,
        )  # fmt: skip
    house = there.alder
    result = run_kernel(
        "ai_cmo", "optimization", house.tenant_id, house.workspace_id, {}, actor=there.bob
    )
    assert worker.work(result.run_id)
    output = summed(there).output
    assert any("out of the figures" in text for text in output["priorities"])
    assert any("sessions were counted" in text for text in output["problems"])


def week_of(metrics):
    workbook = Workbook(metrics, _counts(), (), (), Horizon(WEEK.last, anomaly_days=7), ("leak",))
    return Week(WEEK, workbook, "EUR")


def _counts():
    from cmo.analysis.rows import FunnelRows

    return FunnelRows.of(())


def stored():
    made = []
    for day in rows.days():
        for channel, size in (("paid_search", 400), ("display", 200)):
            visits = rows.wave(day, size)
            made.append(
                {
                    "date": day, "channel": channel, "currency": "EUR", "excluded": False,
                    "campaign": None, "impressions": visits * 30, "clicks": visits,
                    "sessions": visits, "conversions": visits // 25, "cost": visits * 60,
                    "revenue": visits * 400,
                }
            )  # fmt: skip
    return MetricRows.of(made)


def test_twice_the_revenue_of_every_day_doubles_what_is_made_of_it_and_leaves_changes_alone():
    metrics = stored()
    before = facts_of(week_of(metrics))
    after = facts_of(week_of(dataclasses.replace(metrics, revenue=metrics.revenue * 2)))
    factors = {"now.*revenue": 2.0, "earlier.*revenue": 2.0, "now.*roas": 2.0,
               "earlier.*roas": 2.0}  # fmt: skip
    assert unlike(before, after, factors) == []
    assert before["change.eur.revenue"].interval is not None


def test_the_order_of_the_rows_changes_nothing():
    metrics = stored()
    shuffled = np.random.default_rng(7).permutation(len(metrics))
    one, other = week_of(metrics), week_of(metrics.where(shuffled))
    assert facts_of(one).as_json() == facts_of(other).as_json()
    assert output_of(one, facts_of(one)) == output_of(other, facts_of(other))
