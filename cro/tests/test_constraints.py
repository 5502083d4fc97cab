"""What the database holds of the growth tables, whoever writes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cro import services
from cro.models import Experiment, ExperimentMetric, Hypothesis, Metric, MetricDefinition, Variant
from cro.tests import nouns
from kernel.resources.violations import ViolationError, told

DAY = dt.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def opened(cast, db):
    with cast.scope():
        yield


def refused(words):
    """The database refuses what happens inside, by a constraint's name or its trigger's words."""
    return pytest.raises(IntegrityError, match=words)


def unheld(words):
    """What waits for the end of the transaction is asked there, and says how to mend it."""
    return pytest.raises(ViolationError, match=words)


def running(weights=("0.5", "0.5"), control=0, **values):
    """An experiment of these weights that was put to run, whatever its variants are."""
    row = nouns.experiment(9)
    nouns.arms(row, weights, control)
    with told(Experiment):
        Experiment.objects.filter(pk=row.pk).update(status="running", starts_on=DAY, **values)
    return row


def fixed():
    """An experiment with a guardrail whose plan was fixed."""
    row = nouns.experiment(8)
    nouns.arms(row)
    nouns.watched(1, experiment=row)
    return services.start_experiment(experiment=row, starts_on=DAY)


@pytest.mark.parametrize(
    ("weights", "control", "words"),
    [
        ((), 0, "two variants or more, this one has 0"),
        (("1",), 0, "two variants or more, this one has 1"),
        (("0.5", "0.5"), 7, "one control, this one has 0: mark the variant"),
        (("0.5", "0.4"), 0, "sum to 100%, these to 90%: change the weights"),
        (("0.3333333", "0.3333333", "0.33"), 0, "sum to 100%, these to 99.66666%"),
    ],
)
def test_an_experiment_leaves_the_draft_whole(weights, control, words):
    with unheld(words):
        running(weights, control)


def test_thirds_are_whole():
    assert running(("0.3333333", "0.3333333", "0.3333333")).pk


def test_a_new_experiment_is_asked_once_its_variants_are_there():
    with told(Experiment):
        row = nouns.experiment(5, status="running", starts_on=DAY)
        nouns.arms(row)
    with unheld("two variants or more, this one has 0"), told(Experiment):
        nouns.experiment(6, status="running", starts_on=DAY)


def test_a_second_control_is_refused_at_once():
    row = nouns.experiment()
    nouns.arms(row)
    with refused("cro_variants_control"), transaction.atomic():
        nouns.variant(3, experiment=row, is_control=True)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda row: row.variants.exclude(is_control=True).delete(),
        lambda row: row.variants.filter(is_control=True).update(is_control=False),
        lambda row: row.variants.filter(is_control=True).update(weight="0.6"),
        lambda row: nouns.variant(4, experiment=row, weight="0.1"),
    ],
)
def test_a_running_experiment_stays_whole(break_it):
    row = running()
    with unheld("n experiment that is running"), told(Variant):
        break_it(row)


def test_a_running_experiment_goes_with_its_variants():
    row = fixed()
    with told(Experiment), told(Variant), told(ExperimentMetric):
        row.delete()
    assert Variant.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"alpha": "0.1"}, {"power": "0.9"}, {"method": "bayesian"}, {"planned_size": 5},
        {"planned_weeks": 5}, {"minimum_effect": "0.1"}, {"baseline": "0.3"}, {"plan": {}},
        {"starts_on": dt.date(2026, 1, 6)}, {"ends_on": dt.date(2027, 1, 1)},
        {"plan_fixed_at": None},
    ],
)  # fmt: skip
def test_what_was_fixed_before_the_start_stays(change):
    row = fixed()
    words = "what was fixed before the start stays as it is: stop it and make a new one"
    with refused(words), transaction.atomic():
        Experiment.objects.filter(pk=row.pk).update(**change)
    Experiment.objects.filter(pk=row.pk).update(name="Another name", multiple_exposures=3)


def test_the_primary_metric_and_the_segment_were_fixed_too():
    row = fixed()
    for change in ({"metric": nouns.definition(50)}, {"segment": nouns.segment()}):
        with refused("what was fixed before the start"), transaction.atomic():
            Experiment.objects.filter(pk=row.pk).update(**change)


def test_the_variants_and_guardrails_of_a_fixed_plan_stay():
    row = fixed()
    words = "what was fixed before the start"
    for change in ({"weight": "0.4"}, {"key": "z"}, {"is_control": True}):
        with refused(words), transaction.atomic():
            row.variants.filter(key="1").update(**change)
    row.variants.filter(key="1").update(name="One long page")
    with refused(words), transaction.atomic():
        row.experiment_metrics.update(margin="0.5")
    with refused(words), transaction.atomic():
        nouns.watched(2, experiment=row)
    with unheld("What was fixed before the start"), told(ExperimentMetric):
        row.experiment_metrics.all().delete()


def test_an_experiment_that_ran_elsewhere_can_be_corrected():
    row = running()
    with told(Variant):
        row.variants.filter(key="0").update(weight="0.9")
        row.variants.filter(key="1").update(weight="0.1")
    Experiment.objects.filter(pk=row.pk).update(alpha="0.1")


def test_a_fixed_plan_is_a_draft_again_only_before_results_come():
    row = fixed()
    nouns.metric(1, variant=row.variants.first())
    with refused("results have come already"), transaction.atomic():
        Experiment.objects.filter(pk=row.pk).update(status="draft", plan_fixed_at=None)
    Metric.objects.all().delete()
    Experiment.objects.filter(pk=row.pk).update(status="draft", plan_fixed_at=None)


def test_a_draft_is_not_decided_and_a_decided_one_is_no_draft():
    row = nouns.experiment()
    done = {"decision": "ship", "decision_reason": "It won.", "decided_on": DAY}
    days = {"starts_on": DAY, "stopped_on": DAY}
    with refused("a draft has nothing to decide on: start it first"), transaction.atomic():
        Experiment.objects.filter(pk=row.pk).update(status="decided", **done, **days)
    row = running()
    Experiment.objects.filter(pk=row.pk).update(status="decided", stopped_on=DAY, **done)
    with refused("is no draft again: make a new one"), transaction.atomic():
        Experiment.objects.filter(pk=row.pk).update(status="draft")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cro_experiments_alpha", {"alpha": "0"}),
        ("cro_experiments_alpha", {"alpha": "0.5"}),
        ("cro_experiments_power", {"power": "1"}),
        ("cro_experiments_effect", {"minimum_effect": "0"}),
        ("cro_experiments_size", {"planned_size": 0}),
        ("cro_experiments_started", {"status": "running"}),
        ("cro_experiments_days", {"starts_on": DAY, "ends_on": dt.date(2026, 1, 4)}),
        ("cro_experiments_stopped", {"status": "stopped", "starts_on": DAY}),
        ("cro_experiments_plan", {"plan_fixed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
        ("cro_experiments_decided", {"decision": "ship"}),
        ("cro_experiments_deci", {"decision": "maybe"}),
        ("cro_experiments_exposures", {"multiple_exposures": -1}),
    ],
)
def test_an_experiment_says_one_thing(name, change):
    with refused(name), transaction.atomic():
        nouns.experiment(**change)


@pytest.mark.parametrize("weight", ["0", "-0.1", "1.1"])
def test_a_weight_is_a_share(weight):
    with refused("cro_variants_"), transaction.atomic():
        nouns.variant(weight=weight)


def mean(number=1, **values):
    shown = nouns.variant(number)
    kind = values.pop("kind", "mean")
    measured = nouns.definition(200 + number, kind=kind)
    wanted = {"variant": shown, "metric": measured, "conversions": None}
    return nouns.metric(number, **{**wanted, "sum": 10, "sum_squares": 30, **values})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sum_squares": None}, "a mean needs the sum and the sum of squares"),
        ({"sum": None, "sum_squares": None, "conversions": 3}, "leave the conversions out"),
        ({"denominator_sum": 3}, "a mean has no denominator"),
        ({"kind": "ratio"}, "a ratio needs the sum and the sum of squares of its denominator"),
        ({"kind": "proportion"}, "a proportion needs its conversions"),
        ({"kind": "proportion", "conversions": 3}, "leave the sums out"),
        ({"sum": 100, "sum_squares": 99}, "cro_metrics_variance"),
        ({"units": 0}, "cro_metrics_variance"),
        ({"pre_sum": 5}, "cro_metrics_pre_period"),
        (
            {"pre_sum": 100, "pre_sum_squares": 99, "pre_cross_product": 1},
            "cro_metrics_before",
        ),
    ],
)
def test_a_result_has_the_sums_of_its_kind(values, words):
    with refused(words), transaction.atomic():
        mean(**values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"kind": "ratio", "denominator_sum": 9, "denominator_sum_squares": 11,
             "cross_product": 400},
            "cro_metrics_cross_product",
        ),
        (
            {"pre_sum": 10, "pre_sum_squares": 30, "pre_cross_product": 400},
            "cro_metrics_cross_before",
        ),
    ],
)  # fmt: skip
def test_a_cross_product_is_one_that_values_can_have(values, words):
    with refused(words), transaction.atomic():
        mean(**values)
    name = next(name for name in values if "cross" in name)
    assert mean(**{**values, name: 12}).pk


def test_equal_values_have_no_variance_and_that_is_no_fault():
    third = Decimal(1) / 3
    row = mean(units=3, sum=(third * 3).quantize(Decimal("0.00000001")),
               sum_squares=(third**2 * 3).quantize(Decimal("0.00000001")))  # fmt: skip
    assert row.pk


def test_a_result_is_of_a_variant_of_its_experiment():
    one, other = nouns.variant(1), nouns.variant(2)
    with refused("cro_metrics_of_experiment"), transaction.atomic():
        nouns.metric(1, variant=one, experiment=other.experiment)


def test_a_day_of_a_variant_and_metric_stands_once_with_and_without_a_segment():
    row = nouns.metric()
    phones = nouns.segment()
    values = {"variant": row.variant, "metric": row.metric, "date": row.date}
    nouns.metric(1, **values, segment=phones)
    for segment in (None, phones):
        with refused("cro_metrics_day"), transaction.atomic():
            nouns.metric(1, **values, segment=segment)


def test_more_conversions_than_people_are_refused():
    with refused("cro_metrics_conversions"), transaction.atomic():
        nouns.metric(units=3, conversions=4)


def test_a_metric_with_results_keeps_kind_and_currency():
    row = nouns.metric()
    with refused("this metric has results"), transaction.atomic():
        MetricDefinition.objects.filter(pk=row.metric_id).update(kind="mean")
    MetricDefinition.objects.filter(pk=row.metric_id).update(guardrail_margin="0.1")


def test_a_step_has_a_day_once_and_nobody_goes_on_who_has_not_come():
    nouns.step_count(1, step="Cart", segment=None)
    with refused("cro_step_counts_day"), transaction.atomic():
        nouns.step_count(1, step="Cart", segment=None)
    with refused("cro_step_counts_advanced"), transaction.atomic():
        nouns.step_count(2, step="Cart", entered=1, advanced=2)


def test_points_are_one_to_ten_and_make_the_score():
    with refused("cro_hypotheses_impact"), transaction.atomic():
        nouns.hypothesis(impact=11)
    row = nouns.hypothesis(2, impact=8, confidence=6, ease=3)
    assert Hypothesis.objects.get(pk=row.pk).score == Decimal("5.67")


def test_an_experiment_watches_a_metric_once():
    row = nouns.watched()
    with refused("cro_experiment_metrics_once"), transaction.atomic():
        nouns.watched(1, experiment=row.experiment, metric=row.metric)


def test_a_workspace_has_its_settings_once():
    row = nouns.setting()
    row.pk = None
    with refused("cro_settings_one"), transaction.atomic():
        row.save(force_insert=True)
