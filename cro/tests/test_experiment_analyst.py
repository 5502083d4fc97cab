"""The experiment analyst from request to proposal: what it computes, withholds and refuses."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cro.analysis import welch_effect
from cro.analysis.arms import Totals, sample_of
from cro.models import (
    Experiment,
    ExperimentMetric,
    Metric,
    MetricDefinition,
    Recommendation,
    Segment,
    Variant,
)
from cro.tests import cast as rows
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran

KEY = "test.one-page-checkout"


def furnish(planned_size=5000):
    """A test at its planned size, an improvement."""
    rows.stand_still()
    metrics = rows.measured()
    row = rows.designed(
        "One-page checkout",
        metrics["Orders"],
        guardrails=[metrics["Payment errors"]],
        planned_size=planned_size,
        minimum_effect=Decimal("0.05"),
    )
    rows.started(row, rows.TODAY - dt.timedelta(days=27))
    row.refresh_from_db()
    rows.results(row, metrics["Orders"], (0.46, 0.52))
    rows.results(row, metrics["Payment errors"], (0.10, 0.08))


def furnish_otherwise():
    """Quite another business: other names, another method, other numbers, harm instead of gain."""
    rows.stand_still()
    revenue = MetricDefinition.objects.create(name="Basket", kind="mean", currency="USD")
    complaints = MetricDefinition.objects.create(
        name="Complaints", kind="proportion", better="down", guardrail_margin=Decimal("0.3")
    )
    row = rows.designed(
        "Larger pictures", revenue, guardrails=[complaints], planned_size=2400, planned_weeks=2
    )
    rows.started(row, rows.TODAY - dt.timedelta(days=13))
    row.refresh_from_db()
    rows.means(row, revenue, (900, 700), people=120, spread=300)
    rows.results(row, complaints, (0.1, 0.1), people=120)


class TestExperimentAnalyst(AgentTests):
    module, mode = "ai_cro", "analysis"
    writes = (Recommendation,)
    refused = {"/experiment": {"experiment": "x" * 200}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


def judge(cast, payload=None):
    return ran(cast, "ai_cro", "analysis", payload)


def case(run, name="One-page checkout"):
    return next(one for one in run.output["cases"] if one["name"] == name)


@pytest.fixture
def short(cast, db):
    """A workspace with one test, which is at its planned size."""
    with cast.scope():
        furnish()
    return cast


def test_the_effect_is_that_of_the_stored_sums(short):
    book = book_of(judge(short))
    with short.scope():
        sums = {}
        for row in Metric.objects.filter(metric__name="Orders").select_related("variant"):
            people, orders = sums.get(row.variant.key, (0, 0))
            sums[row.variant.key] = people + row.units, orders + row.conversions
    known = welch_effect(
        *(sample_of("proportion", Totals(n, float(x))) for n, x in (sums["control"], sums["b"]))
    )
    lift = book[f"{KEY}.orders.b.lift"]
    assert lift.value == pytest.approx(known.interval.estimate)
    assert lift.interval.low == pytest.approx(known.interval.low)
    assert book[f"{KEY}.people"].value == sum(people for people, _ in sums.values())


def test_an_improvement_whose_guardrail_holds_is_proposed_to_ship(short):
    run = judge(short)
    assert case(run)["outcome"] == "ship"
    with short.scope():
        row = Recommendation.objects.get()
    assert row.action_kind == "cro.decide_experiment"
    assert row.action_args["decision"] == "ship"
    assert "{fact" not in row.action_args["reason"]


def test_every_figure_opens_rows_that_add_up(short):
    book = book_of(judge(short))
    named = {repr(part): part for fact in book for part in fact.rows}
    assert len(named) >= 8
    with short.scope():
        assert [part for part in named.values() if behind(part).changed] == []


def test_a_mismatch_withholds_every_effect_and_proposes_invalid(short):
    with short.scope():
        Metric.objects.filter(variant__key="b").delete()
        row = Experiment.objects.get()
        for name, rates in (("Orders", 0.60), ("Payment errors", 0.08)):
            metric = MetricDefinition.objects.get(name=name)
            variant = Variant.objects.get(experiment=row, key="b")
            Metric.objects.bulk_create(
                Metric(experiment=row, variant=variant, metric=metric, date=day, units=85,
                       conversions=round(85 * rates))
                for day in rows.days(4)
            )  # fmt: skip
    run = judge(short)
    assert case(run)["outcome"] == "invalid"
    assert case(run)["comparisons"] == []
    keys = [fact.key for fact in book_of(run)]
    assert not [key for key in keys if ".orders." in key or key.endswith(".month")]
    assert "as invalid" in run.output["findings"][0]["title"]
    with short.scope():
        assert Recommendation.objects.get().action_args["decision"] == "invalid"


def test_before_the_planned_size_effects_are_always_valid_and_nothing_is_proposed(growing):
    run = judge(growing)
    assert case(run)["basis"] == "early"
    assert "always" in book_of(run)[f"{KEY}.orders.b.lift"].function
    assert run.output["proposals"] == []
    assert run.output["findings"][0]["title"] == "Let One-page checkout run"


def test_a_broken_guardrail_is_proposed_to_roll_back_before_the_size_is_reached(growing):
    with growing.scope():
        Metric.objects.filter(metric__name="Payment errors", variant__key="b").update(
            conversions=30
        )
    run = judge(growing)
    assert case(run)["outcome"] == "rollback"
    assert run.output["proposals"][0]["action_args"]["decision"] == "rollback"


def test_more_people_of_one_day_change_what_hangs_on_them_and_nothing_else(short):
    before = judge(short)
    with short.scope():
        day = rows.TODAY - dt.timedelta(days=3)
        Metric.objects.filter(metric__name="Payment errors", variant__key="b", date=day).update(
            conversions=20
        )
    changed = figures_changed(before, judge(short))
    assert changed
    assert all(".payment-errors.b." in key for key in changed)


def test_doubling_every_count_keeps_rates_and_narrows_intervals_by_the_root_of_two(cast, db):
    with cast.scope():
        furnish(planned_size=1000)
    before = book_of(judge(cast))
    with cast.scope():
        for row in Metric.objects.all():
            Metric.objects.filter(pk=row.pk).update(
                units=row.units * 2, conversions=row.conversions * 2
            )
    after = book_of(judge(cast))
    key = f"{KEY}.orders.b.lift"
    assert after[key].value == pytest.approx(before[key].value)
    width = [book[key].interval.high - book[key].interval.low for book in (before, after)]
    assert width[0] / width[1] == pytest.approx(2**0.5, rel=1e-3)


def test_people_who_came_after_the_planned_reading_are_not_in_the_effect(cast, db):
    with cast.scope():
        furnish(planned_size=1000)
    before = judge(cast)
    with cast.scope():
        Metric.objects.filter(date=rows.TODAY, variant__key="b").update(conversions=1)
    changed = figures_changed(before, judge(cast))
    assert changed == {}
    assert book_of(before)[f"{KEY}.read_to"].value == rows.TODAY - dt.timedelta(days=21)


def test_an_experiment_is_found_by_its_name_and_an_unknown_one_is_asked_about(short):
    assert judge(short, {"experiment": "one-page checkout"}).output["needs"] == []
    need = judge(short, {"experiment": "Nothing"}).output["needs"][0]
    assert "One-page checkout" in need["question"]


def test_a_draft_and_one_without_results_say_what_is_missing(growing):
    with growing.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        draft = rows.designed("Later", orders)
        rows.started(rows.designed("Empty", orders), rows.TODAY)
        ExperimentMetric.objects.filter(experiment=draft).delete()
    assert "draft" in judge(growing, {"experiment": "Later"}).output["needs"][0]["why"]
    assert "Daily results" in judge(growing, {"experiment": "Empty"}).output["needs"][0]["what"]


def test_a_value_before_is_taken_out_where_every_variant_has_it(cast, db):
    with cast.scope():
        rows.stand_still()
        revenue = rows.measured()["Revenue"]
        row = rows.designed("Cheaper delivery", revenue, planned_size=2000, planned_weeks=2)
        rows.started(row, rows.TODAY - dt.timedelta(days=13))
        row.refresh_from_db()
        rows.means(row, revenue, (100, 104), spread=40, pre=True)
    book = book_of(judge(cast))
    removed = book["test.cheaper-delivery.revenue.b.removed"]
    assert 0.3 < removed.value < 0.4


def test_a_question_that_names_an_experiment_is_about_that(short):
    with short.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        other = rows.designed("Shorter page", orders, planned_size=5000)
        rows.started(other, rows.TODAY - dt.timedelta(days=27))
        other.refresh_from_db()
        rows.results(other, orders, (0.4, 0.4))
    run = judge(short, {"words": "Did the one-page checkout win?"})
    assert [one["name"] for one in run.output["cases"]] == ["One-page checkout"]
    assert len(judge(short, {"words": "Who wins?"}).output["cases"]) == 2


def test_a_broken_split_is_traced_to_the_segment_that_loses_people(short):
    with short.scope():
        row = Experiment.objects.get()
        orders = MetricDefinition.objects.get(name="Orders")
        Metric.objects.filter(variant__key="b").update(units=80, conversions=40)
        for name, people in (("Phones", [60, 40]), ("Computers", [40, 40])):
            segment = Segment.objects.create(name=name)
            rows.results(row, orders, (0.4, 0.4), people=people, segment=segment)
    run = judge(short)
    assert "off most in Phones" in run.output["findings"][0]["text"]
    book = book_of(run)
    assert [book[f"{KEY}.lossy.{arm}"].value for arm in ("control", "b")] == [60 * 28, 40 * 28]
    with short.scope():
        named = [part for fact in book for part in fact.rows]
        assert [part for part in named if behind(part).changed] == []


def test_a_name_that_is_hardly_more_than_a_number_is_told_in_quotation_marks(short):
    with short.scope():
        Experiment.objects.update(name="Q4")
        Variant.objects.filter(is_control=False).update(name="1")
    run = judge(short)
    assert case(run, "Q4")["outcome"] == "ship"
    assert run.output["findings"][0]["title"] == "Ship “1” of “Q4”"


def unplanned(name, metric, rates, last=rows.TODAY, people=200):
    """A test that ran elsewhere, of two weeks."""
    row = rows.designed(name, metric, planned_size=None, planned_weeks=None, method="sequential")
    row = rows.started(row, last - dt.timedelta(days=13))
    rows.results(row, metric, rates, last=last, people=people)
    return row


def test_what_holds_of_each_winner_is_said_once(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        for name in ("Checkout", "Basket", "Search", "Menu"):
            unplanned(name, orders, (0.30, 0.40))
    run = judge(cast)
    texts = [one["text"] for one in run.output["findings"]]
    assert sum("winners usually are" in text for text in texts) == 1
    assert sum("It guards no other metric" in text for text in texts) == 1
    assert any("Nothing is guarded in" in said for said in run.output["defaults"])
    assert "More below may be decided as well." in run.output["summary"]


def test_a_metric_that_counts_nothing_is_told_with_the_people_who_came(cast, db):
    with cast.scope():
        rows.stand_still()
        unplanned("Checkout", rows.measured()["Orders"], (0.3, 0.4))
        Metric.objects.update(conversions=0)
    text = judge(cast).output["findings"][0]["text"]
    assert "{fact:test.checkout.people} people have come to Checkout, and Orders counts nothing" in text  # fmt: skip
    assert "Look whether its event still arrives." in text


def test_a_running_test_whose_rows_ended_says_so_beside_its_proposal(cast, db):
    with cast.scope():
        rows.stand_still()
        unplanned("Checkout", rows.measured()["Orders"], (0.30, 0.40), last=dt.date(2025, 6, 30))
    run = judge(cast)
    assert case(run, "Checkout")["outcome"] == "ship"
    text = run.output["findings"][0]["text"]
    assert "No row of Checkout is newer than {fact:test.checkout.last}" in text


def test_words_that_name_no_experiment_say_so(short):
    run = judge(short, {"words": "what about the number keys?"})
    assert "No experiment is named in these words by its whole name." in run.output["defaults"]
    named = judge(short, {"words": "what about the one-page checkout?"})
    assert not any("by its whole name" in said for said in named.output["defaults"])
