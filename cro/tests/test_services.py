"""The course of an experiment: started, stopped, decided, reopened, on screen and by the API."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from cro import services
from cro.models import Experiment, MetricDefinition
from cro.tests import cast as rows
from cro.tests import nouns
from kernel.errors import ConflictError

DAY = dt.date(2026, 1, 5)


@pytest.fixture
def inside(cast, db):
    """Alder's Main workspace, standing at the last day of January 2026."""
    with cast.scope():
        rows.stand_still()
        yield cast


@pytest.fixture
def drafted(inside):
    """A draft with a hypothesis, a guardrail and two variants."""
    metrics = rows.measured()
    idea = nouns.hypothesis(status="queued")
    return rows.designed(
        "One-page checkout", metrics["Orders"], hypothesis=idea,
        guardrails=[metrics["Payment errors"]], minimum_effect="0.05",
    )  # fmt: skip


def said(row):
    row.hypothesis.refresh_from_db()
    return row.hypothesis.status


def test_starting_fixes_the_plan(drafted):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    assert (row.status, row.starts_on, row.ends_on) == ("running", DAY, dt.date(2026, 2, 1))
    assert row.is_fixed
    stored = Experiment.objects.get(pk=row.pk)
    plan = stored.plan
    assert plan["metric"]["name"] == "Orders"
    assert plan["guardrails"][0] | {"id": ""} == {
        "id": "", "name": "Payment errors", "kind": "proportion", "better": "down",
        "margin": "0.12000",
    }  # fmt: skip
    assert (plan["method"], plan["alpha"], plan["power"]) == ("fixed", "0.05000", "0.80000")
    assert (plan["size"], plan["weeks"], plan["minimum_effect"]) == (6000, 4, "0.05000")
    assert [one["key"] for one in plan["variants"]] == ["control", "b"]
    assert plan["rule"] == (
        "Ship if the 95% interval is above zero at the planned size and every guardrail holds."
    )
    assert said(row) == "testing"


def test_it_starts_today_where_nothing_else_is_said(drafted):
    assert services.start_experiment(experiment=drafted).starts_on == rows.TODAY


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda row: row.variants.filter(key="b").delete(), "has two variants or more"),
        (lambda row: row.variants.update(is_control=False), "has one control"),
        (lambda row: row.variants.filter(key="b").update(weight="0.4"), "sum to 100%"),
        (lambda row: Experiment.objects.update(planned_size=None), "Plan the size first"),
        (
            lambda row: row.experiment_metrics.update(metric=row.metric),
            "is the primary metric: choose another guardrail",
        ),
        (
            lambda row: nouns.watched(2, experiment=row, margin=None),
            "Say how much “Metric 102” may lose",
        ),
    ],
)
def test_a_plan_that_lacks_something_is_not_started(drafted, spoil, words):
    spoil(drafted)
    with pytest.raises(ConflictError, match=words):
        services.start_experiment(experiment=drafted)
    assert Experiment.objects.get().status == "draft"


def test_a_test_whose_results_came_first_has_no_fixed_plan(drafted):
    shown = drafted.variants.get(key="b")
    nouns.metric(3, variant=shown)
    row = services.start_experiment(experiment=drafted)
    assert (row.status, row.is_fixed, row.plan) == ("running", False, {})
    assert row.starts_on == nouns.DAY + dt.timedelta(days=3)
    assert services.withdraw_experiment(experiment=row).status == "draft"


def test_a_start_is_taken_back_until_results_come(drafted):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    back = services.withdraw_experiment(experiment=row)
    assert (back.status, back.plan, back.plan_fixed_at, said(back)) == ("draft", {}, None, "queued")
    row = services.start_experiment(experiment=back)
    nouns.metric(3, variant=row.variants.first())
    with pytest.raises(ConflictError, match="Results have come already"):
        services.withdraw_experiment(experiment=row)


def test_it_is_stopped_and_runs_on(drafted):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    assert services.stop_experiment(experiment=row).stopped_on == rows.TODAY
    row = services.resume_experiment(experiment=row)
    assert (row.status, row.stopped_on) == ("running", None)
    with pytest.raises(ConflictError, match="stopped before it started"):
        services.stop_experiment(experiment=row, stopped_on=dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("decision", "hypothesis"),
    [("ship", "proven"), ("hold", "idea"), ("rollback", "disproven"), ("invalid", "queued")],
)
def test_a_decision_keeps_its_reason_and_says_something_of_the_hypothesis(
    inside, drafted, decision, hypothesis
):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    row = services.decide(experiment=row, decision=decision, reason=" It is clear. ")
    stored = Experiment.objects.get(pk=row.pk)
    assert (stored.status, stored.decision, stored.decision_reason) == (
        "decided", decision, "It is clear.",
    )  # fmt: skip
    assert (stored.decided_on, stored.stopped_on) == (rows.TODAY, rows.TODAY)
    assert stored.decided_by_id == inside.alice.pk
    assert said(row) == hypothesis
    again = services.reopen(experiment=row)
    assert (again.status, again.decision, again.decided_by_id) == ("stopped", "", None)
    assert said(row) == "testing"


def test_what_does_not_fit_is_refused_with_words(drafted):
    with pytest.raises(ConflictError, match="is draft; that takes one that is running"):
        services.stop_experiment(experiment=drafted)
    row = services.start_experiment(experiment=drafted)
    with pytest.raises(ConflictError, match="Say why"):
        services.decide(experiment=row, decision="ship", reason="  ")
    with pytest.raises(ConflictError, match="Decide on one of: ship, hold, rollback, invalid"):
        services.decide(experiment=row, decision="maybe", reason="So")


class TestDoors:
    """The same by a browser and a program."""

    @pytest.fixture
    def grown(self, growing):
        self.cast = growing
        with growing.scope():
            orders = MetricDefinition.objects.get(name="Orders")
            self.row = rows.designed("Delivery date", orders)
        self.path = f"/cro/experiments/{self.row.pk}/"
        client = Client()
        client.force_login(growing.alice)
        return client

    def now(self):
        with self.cast.scope():
            return Experiment.objects.get(pk=self.row.pk)

    def test_it_goes_its_course_on_screen(self, grown):
        for step, body, status in (
            ("start", {}, "running"),
            ("withdrawal", {}, "draft"),
            ("start", {}, "running"),
            ("stop", {}, "stopped"),
            ("decision", {"decision": "hold", "reason": "No effect.\0"}, "decided"),
            ("reopening", {}, "stopped"),
        ):
            answer = grown.post(f"{self.path}{step}/", body)
            assert (answer.status_code, answer.headers["Location"]) == (302, self.path), step
            assert self.now().status == status, step

    def test_a_refusal_is_a_page_that_says_why(self, grown):
        answer = grown.post(f"{self.path}decision/", {"decision": "ship", "reason": ""})
        assert answer.status_code == 409
        assert "that takes one that is running or stopped" in answer.content.decode()

    def test_it_goes_its_course_by_the_api(self, grown):
        path = f"/api/v1{self.path}"

        def send(step, body):
            return grown.post(f"{path}{step}/", body, content_type="application/json")

        for day in ("9999-12-31", "0001-01-01"):
            assert send("start", {"starts_on": day}).json()["code"] == "validation_failed"
        assert send("start", {"starts_on": "2026-01-10"}).json()["starts_on"] == "2026-01-10"
        assert send("stop", {"stopped_on": "2026-01-20"}).json()["stopped_on"] == "2026-01-20"
        refused = send("decision", {"decision": "ship"})
        assert refused.status_code == 400
        done = send("decision", {"decision": "ship", "reason": "It won."}).json()
        assert (done["status"], done["decision"]) == ("decided", "ship")
        assert send("reopening", {}).json()["status"] == "stopped"
        late = send("start", {})
        assert (late.status_code, late.json()["code"]) == (409, "conflict")


def test_a_test_whose_results_ended_long_ago_ends_on_their_last_day(drafted):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    rows.results(row, row.metric, (0.4, 0.5), last=DAY + dt.timedelta(days=6))
    assert services.stop_experiment(experiment=row).stopped_on == DAY + dt.timedelta(days=6)
    row = services.resume_experiment(experiment=row)
    row = services.decide(experiment=row, decision="hold", reason="It is over.")
    assert row.stopped_on == DAY + dt.timedelta(days=6)


def test_a_test_with_results_of_these_days_ends_today(drafted):
    row = services.start_experiment(experiment=drafted, starts_on=DAY)
    rows.results(row, row.metric, (0.4, 0.5), last=rows.TODAY - dt.timedelta(days=2))
    assert services.stop_experiment(experiment=row).stopped_on == rows.TODAY
