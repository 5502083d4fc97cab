"""The delivery forecaster from request to rows: finish dates, promises, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from coo.delivery.proposals import proposals_of
from coo.models import Process, Recommendation, Report, Task
from coo.promises import standings
from coo.tests import work
from kernel.core.workhours import WorkHours
from kernel.decisions.approvals import approve, undo
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran
from kernel.tenancy.models import Workspace


def furnish():
    work.stand_still()
    work.decided(sla_warning_hours=8)
    work.past()
    work.past("Floor", a_day=1, title="Move stock")
    work.waiting()
    work.waiting(4, "Floor", "Count bins")
    work.finished_orders()
    work.order("A-1", left=-3, subject="Order of Hotel Lind")
    work.order("A-2", left=5, subject="Order of Bar Piccolo")
    work.order("A-3", left=70, subject="Order of Campus")


def furnish_otherwise():
    """Another business: one team, no promise."""
    work.stand_still()
    work.past("Clinic", days=30, a_day=3, title="Read scan")
    work.waiting(5, "Clinic", "Write letter")


class TestDeliveryForecaster(AgentTests):
    module, mode = "ai_coo", "delivery"
    writes = (Report,)
    edit = (Report, "narrative", "Ours now.")
    refused = {
        "/history_weeks": {"history_weeks": 1},
        "/by": {"by": "soon"},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def furnished(cast, db):
    with cast.scope():
        furnish()
    return cast


def forecast(cast, payload=None):
    return ran(cast, "ai_coo", "delivery", payload)


def test_promises_come_with_the_least_working_time_first(furnished):
    run = forecast(furnished)
    assert [(one["name"], one["state"]) for one in run.output["risks"]] == [
        ("Order of Hotel Lind", "breached"),
        ("Order of Bar Piccolo", "warning"),
    ]
    book = book_of(run)
    assert book["risk.process.a-1.over"].value == pytest.approx(3, abs=0.1)
    assert book["risk.process.a-2.left"].value == pytest.approx(5, abs=0.1)
    assert [one["severity"] for one in run.output["findings"]] == ["critical", "high"]


def test_the_report_names_each_promise_to_be_looked_at(furnished):
    forecast(furnished)
    with furnished.scope(furnished.alice):
        late, near = Report.objects.get().body["missing"]
    assert late.startswith("Order of Hotel Lind is past its time. It was due ")
    assert near.startswith("Order of Bar Piccolo is nearly out of time. It is due ")


def test_teams_are_forecast_by_their_own_pace(furnished):
    book = book_of(forecast(furnished))
    assert book["team.floor.open"].value == 4
    assert book["team.floor.p50_days"].value == 4
    assert book["team.desk.p50_days"].value == 6
    assert book["all.open"].value == 16


def test_every_figure_with_rows_finds_them_again(furnished):
    run = forecast(furnished)
    with furnished.scope(furnished.alice):
        for fact in book_of(run):
            for rows in fact.rows:
                assert not behind(rows).changed, fact.key


def test_a_wanted_day_gets_its_chance(furnished):
    early, late = (
        book_of(forecast(furnished, {"by": day}))["chance.share"].value
        for day in ("2026-02-02", "2026-02-20")
    )
    assert (early, late) == (0, 1)


def test_one_team_is_asked_for_by_its_name(furnished):
    run = forecast(furnished, {"team": "Floor"})
    assert book_of(run)["all.open"].value == 4
    assert [one["key"] for one in run.output["forecasts"]] == ["all"]
    missing = forecast(furnished, {"team": "Moon"})
    assert missing.output["needs"][0]["what"] == "Tasks of Moon"


def test_a_due_time_that_moves_changes_that_promise_and_nothing_else(furnished):
    before = forecast(furnished)
    with furnished.scope():
        row = Process.objects.get(key="A-2")
        hours = work.office()
        due = hours.after(row.started_at, 80 * work.HOUR)
        Process.objects.filter(pk=row.pk).update(due_at=hours.after(due, 2 * work.HOUR))
    changed = figures_changed(before, forecast(furnished), relative=1e-3)
    keys = {key for key in changed if not key.endswith((".age", ".over", ".over_days"))}
    assert keys <= {f"risk.process.a-2.{part}" for part in ("left", "left_days", "due", "chance")}
    left = changed["risk.process.a-2.left"]
    assert left.after.value - left.before.value == pytest.approx(2, abs=0.05)


def test_more_open_work_moves_the_dates_and_leaves_the_pace(furnished):
    before = book_of(forecast(furnished))
    with furnished.scope():
        work.waiting(16, title="More")
    after = book_of(forecast(furnished))
    assert after["all.done"].value == before["all.done"].value
    assert after["all.open"].value == before["all.open"].value + 16
    assert after["all.p85"].value > before["all.p85"].value


def test_a_promise_at_risk_is_put_first_and_back_again(furnished):
    forecast(furnished)
    with furnished.scope(furnished.alice):
        row = Recommendation.objects.get(subject__contains=str(Process.objects.get(key="A-2").pk))
        task = Task.objects.get(process__key="A-2")
        row = approve(row, action_hash=row.action_hash)
        assert Task.objects.get(pk=task.pk).priority == "urgent"
        undo(row)
        assert Task.objects.get(pk=task.pk).priority == "normal"


def test_without_finished_work_it_says_what_a_date_takes(cast, db):
    with cast.scope():
        work.stand_still()
        work.waiting(3)
    run = forecast(cast)
    assert "p50" not in " ".join(book_of(run).facts)
    assert run.output["forecasts"][0]["refused"]
    assert {one["what"] for one in run.output["questions"]} == {"Due times", "Tasks that are done"}


def test_a_holiday_is_no_day_of_the_pace(furnished):
    before = book_of(forecast(furnished))["past.days"].value
    with furnished.scope():
        row = Workspace.objects.get(pk=furnished.alder.workspace_id)
        row.holidays = [dt.date(2026, 1, 6)]
        row.save()
    assert book_of(forecast(furnished))["past.days"].value == before - 1


def test_work_that_is_called_by_a_number_alone_is_told_of_too(furnished):
    with furnished.scope():
        work.order("4511", left=-1, subject="4511")
        work.order("T-7", left=-2, subject="")
        work.task("42", work.morning(30), started_at=work.morning(29), status="doing", team="7",
                  due_at=work.morning(1), assignee="One")  # fmt: skip
    names = [one["name"] for one in forecast(furnished).output["risks"]]
    assert {"4511", "42"} <= set(names)
    assert ran(furnished, "ai_coo", "optimization").output["summary"]


def test_a_proposal_is_due_on_the_workspaces_own_day(cast, db):
    with cast.scope():
        work.stand_still()
        Workspace.objects.filter(pk=cast.alder.workspace_id).update(timezone="America/Los_Angeles")
        at = dt.datetime(2026, 2, 2, 20, tzinfo=ZoneInfo("America/Los_Angeles"))
        work.task("Call the port", at - dt.timedelta(days=20), due_at=at)
        row = standings(at - dt.timedelta(hours=8), WorkHours.of(zone="America/Los_Angeles"))
        (made,) = proposals_of(row, work.TODAY, at.tzinfo)
    assert made.predicted is not None
    assert made.predicted.due == dt.date(2026, 2, 2)
