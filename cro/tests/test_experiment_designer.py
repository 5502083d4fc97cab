"""The experiment designer from request to draft: sizes, refusals, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cro.analysis import sample_size, weeks_needed
from cro.analysis.planning import Design
from cro.designing.words import Wished, wished
from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    MetricDefinition,
    Setting,
    StepCount,
    Variant,
)
from cro.tests import cast as rows
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran


def idea(title="One page to check out", step="Checkout", metric="Orders", **values):
    return Hypothesis.objects.create(
        title=title,
        **{
            "because": "Many leave between address and payment.",
            "we_believe": "one page with every field in sight",
            "will": "let more of them finish",
            "metric": MetricDefinition.objects.get(name=metric),
            "step": step,
            "status": "queued",
            **values,
        },
    )


def furnish():
    rows.stand_still()
    rows.traffic()
    rows.measured()
    rows.decided(smallest_believable=Decimal("0.1"))
    idea()


def furnish_otherwise():
    """Quite another business: a longer way, fewer people, a sequential method."""
    rows.stand_still()
    for day in rows.days(4):
        StepCount.objects.create(
            step="Landing", position=1, date=day, entered=3000 + day.day * 10, advanced=900
        )
        StepCount.objects.create(step="Sign-up", position=2, date=day, entered=900, advanced=280)
    MetricDefinition.objects.create(name="Accounts", kind="proportion", unit="accounts")
    rows.decided(smallest_believable=Decimal("0.08"), method="sequential")
    idea(
        title="Fewer fields", step="Sign-up", metric="Accounts", because="Forms are left half full.",
        we_believe="a form of only an address", will="bring more accounts",
    )  # fmt: skip


class TestExperimentDesigner(AgentTests):
    module, mode = "ai_cro", "experiments"
    writes = (Experiment,)
    edit = (Experiment, "planned_size", 4321)
    refused = {
        "/effect": {"effect": 2},
        "/weeks": {"weeks": 0},
        "/variants": {"variants": 1},
        "/method": {"method": "guess"},
    }

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def design(cast, payload=None):
    return ran(cast, "ai_cro", "experiments", payload)


@pytest.fixture
def ready(cast, db):
    with cast.scope():
        furnish()
    return cast


def test_the_size_is_that_of_the_steps_rate_and_the_weeks_those_of_its_people(ready):
    book = book_of(design(ready))
    with ready.scope():
        row = Experiment.objects.get()
        counts = StepCount.objects.filter(
            step="Checkout", date__gt=rows.TODAY - dt.timedelta(days=28)
        )
        entered = sum(counts.values_list("entered", flat=True))
        advanced = sum(counts.values_list("advanced", flat=True))
    known = sample_size(Design("proportion", advanced / entered), 0.1)
    assert book["size"].value == row.planned_size
    assert row.planned_size == pytest.approx(known.people, abs=1)
    assert book["weekly"].value == pytest.approx(entered / 4)
    assert row.planned_weeks == weeks_needed(known.people, entered / 4)


def test_a_test_of_an_earlier_step_has_the_rate_of_all_later_ones(ready):
    with ready.scope():
        Hypothesis.objects.update(step="Cart")
    book = book_of(design(ready, {"effect": 0.2}))
    assert book["baseline"].value == pytest.approx(0.55 * 0.46, rel=0.02)


def test_the_draft_has_its_variants_and_guards_and_can_be_started(ready):
    design(ready, {"variants": 3, "weeks": 30})
    with ready.scope():
        row = Experiment.objects.get()
        variants = list(Variant.objects.filter(experiment=row).order_by("-is_control", "key"))
        guards = list(ExperimentMetric.objects.filter(experiment=row))
        assert [one.is_control for one in variants] == [True, False, False]
        assert sum(one.weight for one in variants) == 1
        assert {one.metric.name for one in guards} == {"Payment errors", "Revenue"}
        assert rows.started(row, rows.TODAY).plan["stop"].startswith("At ")


def test_too_little_traffic_is_said_first_with_what_it_could_show_and_what_to_do(ready):
    run = design(ready, {"effect": 0.01})
    output = run.output
    assert not output["feasible"]
    assert output["plan"] is None
    assert output["summary"].startswith("The traffic cannot show")
    assert output["instead"]
    assert book_of(run)["reachable"].value > 0.01
    with ready.scope():
        assert not Experiment.objects.exists()


def test_an_effect_that_is_impossible_is_not_planned(ready):
    with ready.scope():
        StepCount.objects.filter(step="Checkout").update(entered=1000, advanced=950)
    run = design(ready, {"effect": 0.2})
    assert not run.output["feasible"]
    assert "size" not in book_of(run)


def test_a_mean_is_planned_from_an_earlier_control_and_asked_for_without_one(ready):
    with ready.scope():
        idea(title="Bundles", step="Cart", metric="Revenue")
    need = design(ready, {"hypothesis": "Bundles"}).output["needs"][0]
    assert need["what"] == "Results of Revenue"
    with ready.scope():
        revenue = MetricDefinition.objects.get(name="Revenue")
        past = rows.designed("Before", revenue, planned_size=2000)
        rows.started(past, rows.TODAY - dt.timedelta(days=13))
        past.refresh_from_db()
        rows.means(past, revenue, (100, 100), spread=80)
    run = design(ready, {"hypothesis": "Bundles"})
    book = book_of(run)
    assert run.output["feasible"]
    assert book["baseline"].value == pytest.approx(100, abs=1)
    known = sample_size(Design("mean", 100.0, 80.0**2), 0.1)
    assert book["size"].value == pytest.approx(known.people, rel=0.02)


def test_an_earlier_test_of_the_same_step_counts_people_once(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        past = rows.designed(
            "Before", orders, planned_size=1000,
            hypothesis=idea(title="Older", status="disproven"),
        )  # fmt: skip
        rows.started(past, rows.TODAY - dt.timedelta(days=27))
        past.refresh_from_db()
        rows.results(past, orders, (0.4, 0.4), people=90)
    book = book_of(design(ready, {"hypothesis": "One page to check out"}))
    assert book["weekly"].value == pytest.approx(90 * 2 * 7)
    assert book["baseline"].value == pytest.approx(0.4, abs=0.01)


def test_a_started_test_is_left_alone(ready):
    design(ready)
    with ready.scope():
        row = rows.started(Experiment.objects.get(), rows.TODAY)
        before = row.planned_size
    run = design(ready, {"hypothesis": "One page to check out", "effect": 0.2})
    assert run.entities == []
    with ready.scope():
        assert Experiment.objects.get().planned_size == before


def test_twice_the_people_take_half_the_weeks_and_the_same_size(ready):
    payload = {"effect": 0.05, "weeks": 52}
    before = design(ready, payload)
    with ready.scope():
        for row in StepCount.objects.all():
            StepCount.objects.filter(pk=row.pk).update(
                entered=row.entered * 2, advanced=row.advanced * 2
            )
    changed = figures_changed(before, design(ready, payload))
    assert changed["weekly"].factor == pytest.approx(2)
    assert "size" not in changed
    assert 0.45 < changed["weeks"].factor < 0.6
    assert set(changed) <= {
        "weekly", "weeks", "reachable", "earlier", "power_reached", "baseline"
    }  # fmt: skip


def test_every_figure_opens_rows_that_add_up(ready):
    book = book_of(design(ready))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert named
    with ready.scope():
        assert [part for part in named.values() if behind(part).changed] == []


def test_the_best_queued_hypothesis_is_taken_and_an_unknown_one_asked_about(ready):
    with ready.scope():
        idea(title="Better", impact=9, confidence=9, ease=9)
        idea(title="Only an idea", impact=10, confidence=10, ease=10, status="idea")
    assert design(ready).output["plan"]["name"] == "Better"
    need = design(ready, {"hypothesis": "Nothing"}).output["needs"][0]
    assert "Better" in need["question"]


def test_a_hypothesis_without_metric_or_step_says_which(ready):
    with ready.scope():
        idea(title="No metric", metric="Orders")
        Hypothesis.objects.filter(title="No metric").update(metric=None)
        idea(title="No step", step="")
    assert "metric" in design(ready, {"hypothesis": "No metric"}).output["needs"][0]["what"]
    need = design(ready, {"hypothesis": "No step"}).output["needs"][0]
    assert "Checkout" in need["question"]


def test_another_test_at_the_step_is_asked_about(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        other = rows.designed("Guest order", orders, hypothesis=idea(title="Guests"))
        rows.started(other, rows.TODAY)
        assert Setting.objects.exists()
    questions = design(ready, {"hypothesis": "One page to check out"}).output["questions"]
    assert any("Guest order" in one["why"] for one in questions)


def test_a_request_that_names_a_hypothesis_plans_that(ready):
    with ready.scope():
        idea(title="Better", impact=9, confidence=9, ease=9)
    run = design(ready, {"words": "How long would one page to check out take?"})
    assert run.output["plan"]["name"] == "One page to check out"


@pytest.mark.parametrize(
    ("words", "effect", "weeks", "method"),
    [
        ("plan it with a 3% lift, sequential, in 6 weeks", 0.03, 6, "sequential"),
        ("design a test for the checkout page with 10% MDE", 0.1, None, ""),
        ("we hope for an uplift of 2.5 %, bayesian please", 0.025, None, "bayesian"),
        ("an effect of 5% or a 7% lift", None, None, ""),
        ("show 10% off on the page", None, None, ""),
        ("anything", None, None, ""),
    ],
)
def test_a_request_names_effect_weeks_and_method_in_words(words, effect, weeks, method):
    assert wished(words) == Wished(effect, weeks, method)


def test_what_the_words_ask_for_goes_before_the_settings(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.traffic()
        rows.measured()
        idea()
    run = ran(cast, "ai_cro", "experiments", {"words": "a 20% lift, sequential, in 6 weeks"})
    plan = run.output["plan"]
    assert (plan["minimum_effect"], plan["method"]) == ("0.2", "sequential")
    assert plan["planned_weeks"] <= 6
    assert not any("settings" in said for said in run.output["defaults"])


def test_a_plan_of_one_week_is_told_in_the_singular(ready):
    run = design(ready, {"effect": 0.6, "weeks": 1})
    text = run.output["summary"]
    assert "{fact:weeks} week of the" in text or "{fact:longest} week" in text
    assert "weeks" not in text.replace("{fact:weeks}", "")
