"""Results of experiments from files: the plain layout, GrowthBook, Google Analytics."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from cro import services
from cro.judging.reading import cases
from cro.models import Experiment, Metric, MetricDefinition, Segment, Variant
from cro.tests import cast as rows
from cro.tests import nouns
from kernel.errors import ConflictError
from kernel.resources.files import lines
from kernel.resources.imports import kind_for, preview, run_import, undo

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
HEAD = "date,experiment,variant,metric,kind,units,conversions,sum,sum of squares\n"
TWO = (
    "2026-01-05,Checkout,control,Orders,proportion,100,49,,\n"
    "2026-01-05,Checkout,b,Orders,proportion,100,51,,\n"
)


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace, with nothing in it."""
    with cast.scope():
        rows.stand_still()
        yield cast


def taken(text, **options):
    content = text if isinstance(text, bytes) else text.encode()
    named = {f"fixed:{name}": value for name, value in options.items()}
    return run_import(kind_for("cro/experiments"), content, name="results.csv", options=named)


def refusals(text, **options):
    named = {f"fixed:{name}": value for name, value in options.items()}
    found = preview(kind_for("cro/experiments"), text.encode(), options=named)
    return [refusal.reason for refusal in found.refusals]


def sample(name):
    return (SAMPLES / name).read_bytes()


def test_a_plain_file_makes_what_is_not_here_yet():
    batch = taken(HEAD + TWO)
    assert (batch.rows_new, batch.rows_refused) == (2, 0)
    row = Experiment.objects.get()
    assert (row.name, row.status, row.starts_on) == ("Checkout", "running", dt.date(2026, 1, 5))
    assert (row.metric.name, row.metric.kind, row.is_fixed) == ("Orders", "proportion", False)
    found = row.variants.order_by("key").values_list("key", "is_control", "weight")
    assert list(found) == [("b", False, Decimal("0.5")), ("control", True, Decimal("0.5"))]


def test_a_new_experiment_says_what_was_taken_for_granted():
    said = preview(kind_for("cro/experiments"), (HEAD + TWO).encode()).cautions
    assert len(said) == 2
    for words in ("“Checkout” is new", "“control” is taken as its control", "split equally"):
        assert words in said[0]
    assert "The newest result of “Checkout” is of 5 Jan" in said[1]
    fresh = (HEAD + TWO).replace("2026-01-05", "2026-01-30").encode()
    assert len(preview(kind_for("cro/experiments"), fresh).cautions) == 1


def test_a_file_says_weights_and_control_itself():
    head = HEAD.strip() + ",weight,is control\n"
    text = TWO.replace(",,\n", ",,,90%,no\n", 1).replace("51,,\n", "51,,,10%,yes\n")
    taken(head + text)
    found = Variant.objects.order_by("key").values_list("key", "is_control", "weight")
    assert list(found) == [("b", True, Decimal("0.1")), ("control", False, Decimal("0.9"))]


def test_a_day_that_comes_again_is_updated():
    taken(HEAD + TWO)
    again = taken(HEAD + TWO.replace("100,51", "110,60"))
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 1, 1)
    row = Metric.objects.get(variant__key="b")
    assert (row.units, row.conversions) == (110, 60)


def test_an_import_is_undone_with_all_that_it_made():
    batch = taken(HEAD + TWO)
    undo(batch.pk)
    for model in (Metric, Variant, Experiment, MetricDefinition):
        assert not model.objects.exists(), model
    batch = taken(HEAD + TWO)
    services.decide(experiment=Experiment.objects.get(), decision="hold", reason="No effect.")
    with pytest.raises(ConflictError, match="later work depends on it"):
        undo(batch.pk)


def test_results_go_to_an_experiment_that_is_here():
    metrics = rows.measured()
    row = rows.designed("Checkout", metrics["Orders"])
    rows.started(row, dt.date(2026, 1, 5))
    batch = taken(HEAD + TWO.replace(",b,", ",Version B,"))
    assert batch.rows_new == 2
    assert (Experiment.objects.count(), Variant.objects.count()) == (1, 2)
    said = refusals(HEAD + TWO.replace(",b,", ",c,"))
    assert "has no variant “c”. It has: “b”, “control”" in said[0]


def test_money_is_written_in_euros_and_stored_in_cents():
    head = HEAD.strip() + ",currency,pre sum,pre sum squares,pre cross product\n"
    text = (
        "2026-01-05,Price,control,Revenue,revenue,3407,,1396.87,52377.9767,EUR,10.5,100.25,40.5\n"
        "2026-01-05,Price,b,Revenue,revenue,3461,,2422.70,134698.29,EUR,10.5,100.25,40.5\n"
    )
    taken(head + text)
    metric = MetricDefinition.objects.get()
    assert (metric.kind, metric.currency) == ("mean", "EUR")
    row = Metric.objects.get(variant__key="control")
    assert (row.sum, row.sum_squares) == (Decimal("139687"), Decimal("523779767"))
    assert (row.pre_sum, row.pre_sum_squares, row.pre_cross_product) == (1050, 1002500, 405000)


def test_a_program_sends_minor_units():
    metric = nouns.definition(1, name="Revenue", kind="mean", currency="EUR")
    row = rows.designed("Price", metric)
    body = [
        {"date": "2026-01-05", "experiment": "Price", "variant": key, "metric": "Revenue",
         "units": 10, "sum": 1000, "sum_squares": 200000}
        for key in ("control", "b")
    ]  # fmt: skip
    batch = run_import(kind_for("cro/experiments"), body, door="webhook")
    assert batch.rows_new == 2
    assert row.metrics.get(variant__key="b").sum == 1000


def test_segments_come_along():
    head = HEAD.strip() + ",segment\n"
    taken(head + TWO.replace(",,\n", ",,,\n") + TWO.replace(",,\n", ",,,Phones\n"))
    assert Segment.objects.get().name == "Phones"
    assert Metric.objects.filter(segment=None).count() == 2
    assert Metric.objects.count() == 4


OVER = {"experiment": "Price", "date": "2026-01-25", "started": "2026-01-05"}
REVENUE = "2026-01-05,Price,control,Revenue,mean,10,,10.5,{}\n2026-01-05,Price,b,Revenue,mean,10,,9.5,{}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + REVENUE.format("", ""), "A mean needs the column Sum of squares"),
        (
            HEAD.replace(",sum of squares", "") + REVENUE.replace(",{}", ""),
            "A mean needs the column Sum of squares, which is missing or empty",
        ),
        (HEAD + REVENUE.format("1", "20"), "too small for the sum"),
        (HEAD + TWO.replace("100,51", "50,51"), "More conversions than people"),
        (HEAD + TWO.replace("100,51,,", "100,,,"), "fill the column Conversions"),
        (HEAD + TWO.replace("51,,", "51,3,9"), "leave the column empty"),
        (HEAD + TWO.replace(",proportion,", ",ratio,"), "A ratio needs the column Sum, which"),
        (HEAD + TWO.replace("100,51", "-3,51"), "People are missing or below zero"),
        (HEAD + TWO.replace(",proportion,", ",luck,"), "is none of: proportion, mean, ratio"),
        (HEAD + TWO.replace("2026-01-05", "soon"), "“soon” is no day"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_mend(text, words):
    said = refusals(text)
    assert any(words in one for one in said), said


def test_a_ratio_has_its_denominator_and_the_cross_product():
    head = (
        "date,experiment,variant,metric,kind,n,sum,sum squares,denominator sum,"
        "denominator sum squares,main denominator sum product\n"
    )
    text = "2026-01-05,Cart,{},Items per order,ratio,10,24,70,9,11,25\n"
    taken(head + text.format("control") + text.format("b"))
    row = Metric.objects.first()
    assert (row.denominator_sum, row.denominator_sum_squares, row.cross_product) == (9, 11, 25)


def test_growthbook_gives_sums_of_squares_by_the_standard_deviation():
    batch = taken(sample("growthbook.csv"), experiment="One-page checkout")
    assert batch.recognised == "GrowthBook, experiment results"
    assert (batch.rows_new, batch.rows_refused) == (8, 0)
    kinds = dict(MetricDefinition.objects.values_list("name", "kind"))
    assert kinds == {"Placed an order": "proportion", "Revenue per visitor": "mean"}
    row = Metric.objects.get(variant__key="Control", date="2026-01-05", metric__kind="mean")
    assert (row.units, row.sum) == (3407, Decimal("1396.87"))
    assert abs(row.sum_squares - Decimal("52377.9767")) < Decimal("0.0001")
    other = Metric.objects.get(variant__key="One page", date="2026-01-05", metric__kind="mean")
    assert abs(other.sum_squares - Decimal("134698.29")) < Decimal("0.0001")
    orders = Metric.objects.get(variant__key="One page", date="2026-01-06", conversions__gte=0)
    assert (orders.units, orders.conversions) == (30, 16)
    assert Variant.objects.get(is_control=True).key == "Control"


def totals(metric="Revenue", mean="0.41", spread="3.9"):
    head = '"metric","variation","riskOfChoosing","users","totalValue","perUserValue",'
    return head + '"perUserValueStdDev"\n' + (
        f'"{metric}","Control",0,3407,1396.87,{mean},{spread}\n'
        f'"{metric}","B",0,3461,2422.7,0.7,6.2\n'
    )  # fmt: skip


def test_totals_ask_for_the_day_on_which_the_test_started():
    found = preview(kind_for("cro/experiments"), totals().encode())
    asked = {question.option for question in found.questions}
    assert asked == {"fixed:date", "fixed:started", "fixed:experiment"}
    batch = taken(totals(), **OVER)
    assert batch.rows_new == 2
    options = {f"fixed:{name}": value for name, value in OVER.items()}
    said = preview(kind_for("cro/experiments"), totals().encode(), options=options).cautions
    assert any("totals without days" in note for note in said)


def test_totals_are_judged_by_the_weeks_that_they_are_of():
    taken(totals(), **OVER)
    [case] = cases(Experiment.objects.all())
    found = case.judgement
    assert (found.reading.first, found.reading.weeks) == (dt.date(2026, 1, 5), 3)
    assert next(check.state for check in found.checks if check.name == "weeks") == "pass"
    assert round(case.a_month()) == round((3407 + 3461) / 21 * 30)


def test_weeks_are_counted_to_the_end_of_the_data_and_not_to_today():
    days = [TWO.replace("01-05", f"01-{day:02}") for day in range(5, 13)]
    taken(HEAD + "".join(days))
    [case] = cases(Experiment.objects.all())
    check = next(one for one in case.judgement.checks if one.name == "weeks")
    assert (check.state, check.figure("days"), check.figure("weeks")) == ("open", 8, 1)


def test_a_test_does_not_start_after_its_last_day():
    said = refusals(totals(), **{**OVER, "started": "2026-01-26"})
    assert said == ["The test starts after this day: correct one of both."] * 2


def test_totals_do_not_count_people_twice():
    taken(totals(), **OVER)
    again = taken(totals().replace("2422.7", "2422.70"), **OVER)
    assert again.rows_same == 2
    said = refusals(totals(), **{**OVER, "date": "2026-01-29"})
    assert all("would count the same people again" in one for one in said)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (totals(mean="155.2"), "this is a ratio or a quantile, and the export lacks its"),
        (totals(spread=""), "perUserValueStdDev is empty"),
    ],
)
def test_what_growthbook_does_not_say_is_asked_for(text, words):
    said = refusals(text, **OVER)
    assert any(words in one for one in said), said


def test_analytics_counts_people_by_variant_and_day():
    batch = taken(sample("ga4.csv"), experiment="Checkout", metric="Orders")
    assert batch.recognised == "Google Analytics 4, exploration by variant"
    assert (batch.rows_new, batch.rows_refused) == (4, 0)
    row = Metric.objects.get(variant__key="one-page", date="2026-01-30")
    assert (row.units, row.conversions) == (210, 103)
    assert Variant.objects.get(is_control=True).key == "original"
    [units] = [total for total in batch.totals if total["column"] == "units"]
    assert (units["file"], units["said"]) == (822, 822)


def test_analytics_events_that_count_a_person_twice_are_refused():
    text = sample("ga4.csv").decode().replace("Total purchasers", "Key events")
    said = refusals(text.replace("210,103", "210,230"), experiment="C", metric="O")
    assert any("More conversions than people: count each person once" in one for one in said)


def test_the_sample_can_be_imported_as_it_is():
    found = kind_for("cro/experiments").sample_rows()
    text = "".join(lines([list(found[0]), *(list(row.values()) for row in found)]))
    batch = taken(text)
    assert (batch.rows_new, batch.rows_refused) == (len(found), 0)
