"""What only the whole of a results file tells: it comes in the preview, with its lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cro.judging.reading import cases
from cro.models import Experiment, ExperimentMetric, Metric, MetricDefinition
from cro.tests import cast as rows
from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview, run_import, undo

HEAD = "date,experiment,variant,metric,units,conversions,weight,is control\n"


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace, with nothing in it."""
    with cast.scope():
        rows.stand_still()
        yield cast


def file(*lines, head=HEAD):
    return (head + "".join(f"2026-01-05,Checkout,{line}\n" for line in lines)).encode()


def seen(content, **fixed):
    options = {f"fixed:{name}": value for name, value in fixed.items()}
    return preview(kind_for("cro/experiments"), content, options=options)


def taken(content, **fixed):
    options = {f"fixed:{name}": value for name, value in fixed.items()}
    return run_import(kind_for("cro/experiments"), content, name="results.csv", options=options)


TWO_METRICS = file(
    "control,Orders,100,49,,", "b,Orders,100,51,,",
    "control,Returns,100,9,,", "b,Returns,100,7,,",
)  # fmt: skip


def watched():
    found = ExperimentMetric.objects.order_by("metric__name")
    return list(found.values_list("experiment__name", "metric__name", "role"))


def test_a_second_metric_is_watched_beside_the_first():
    said = seen(TWO_METRICS)
    assert "Secondary metric “Returns of Checkout”" in said.made
    assert any("decided by “Orders”" in one and "“Returns” stands" in one for one in said.cautions)
    taken(TWO_METRICS)
    assert watched() == [("Checkout", "Returns", "secondary")]
    [case] = cases(Experiment.objects.all())
    assert [one.metric.name for one in case.series] == ["Orders", "Returns"]
    assert {one.metric.name for one in case.judgement.comparisons} == {"Orders", "Returns"}


def test_the_same_file_again_adds_no_metric():
    taken(TWO_METRICS)
    again = seen(TWO_METRICS)
    assert (again.same, again.made) == (4, [])
    taken(TWO_METRICS)
    assert len(watched()) == 1


def test_an_undone_import_takes_its_metrics_along():
    taken(file("control,Orders,100,49,,", "b,Orders,100,51,,"))
    batch = taken(TWO_METRICS)
    assert len(watched()) == 1
    undo(batch.pk)
    assert watched() == []
    assert Metric.objects.count() == 2


def test_a_metric_that_comes_later_is_watched_too():
    first = file("control,Orders,100,49,,", "b,Orders,100,51,,")
    taken(first)
    assert any("“Checkout” will show “Returns” too" in one for one in seen(TWO_METRICS).cautions)
    taken(TWO_METRICS)
    assert watched() == [("Checkout", "Returns", "secondary")]


def test_a_fixed_plan_stays_and_the_preview_says_so():
    row = rows.designed("Checkout", rows.measured()["Orders"])
    rows.started(row, dt.date(2026, 1, 5))
    said = seen(TWO_METRICS)
    assert any("keeps the plan that was fixed" in one and "“Returns”" in one
               for one in said.cautions)  # fmt: skip
    taken(TWO_METRICS)
    assert watched() == []
    assert Metric.objects.filter(metric__name="Returns").count() == 2


GROWTHBOOK = (
    '"date","metric","variation","users","totalValue","perUserValue","perUserValueStdDev"\n'
)


@pytest.mark.parametrize(
    "content",
    [
        GROWTHBOOK + "".join(
            f'"2026-01-05","{metric}","{key}",100,{count},{count / 100},{spread}\n'
            for metric, count, spread in (("Orders", 49, 0.4999), ("Revenue", 410, 3.9))
            for key in ("Control", "B")
        ),
        "Variant,Date,Total users,Total purchasers\nA,20260105,100,49\nB,20260105,100,51\n",
    ],
    ids=["GrowthBook", "Analytics, a file a metric"],
)  # fmt: skip
def test_every_layout_brings_more_metrics_than_one(content):
    fixed = {"experiment": "Price"}
    if "Variant" in content:
        taken(content.encode(), metric="Orders", **fixed)
        fixed["metric"] = "Sign-ups"
    taken(content.encode(), **fixed)
    assert len(watched()) == 1
    [case] = cases(Experiment.objects.all())
    assert len(case.judgement.comparisons) == 2


BEFORE = "date,experiment,variant,metric,kind,units,sum,sum squares,pre sum,pre sum squares," \
    "pre cross product\n"  # fmt: skip
BAD = {
    "weights": (
        file("control,Orders,100,49,90%,", "b,Orders,100,51,5%,"), 2,
        "“Checkout” sum to 95% and not to 100%: “control” (line 2) 90%, “b” (line 3) 5%.",
    ),
    "a weight is missing": (
        file("control,Orders,100,49,50%,", "b,Orders,100,51,,"), 3,
        "“b” (line 3) of “Checkout” has no planned share",
    ),
    "two weights of one variant": (
        file("control,Orders,100,49,50%,", "b,Orders,100,51,50%,", "b,Returns,100,5,40%,"), 4,
        "“b” (line 3) has another planned share here",
    ),
    "two controls": (
        file("control,Orders,100,49,,yes", "b,Orders,100,51,,yes"), 3,
        "its control: “control” (line 2) and “b” (line 3). A test has one",
    ),
    "no control": (
        file("control,Orders,100,49,,no", "b,Orders,100,51,,no"), 2,
        "“Checkout” has no control: each of its variants says no. Write yes for the one",
    ),
    "one arm": (
        file("control,Orders,100,49,,"), 2,
        "one variant whose rows can be taken, “control” (line 2), and a test compares two or more",
    ),
    "negative variance": (
        file("control,Revenue,mean,10,30,20,,,", "b,Revenue,mean,10,30,200,,,", head=BEFORE), 2,
        "The sum of squares is too small for the sum: the variance would be below zero",
    ),
    "negative variance before": (
        file("control,Revenue,mean,10,30,200,30,20,90", "b,Revenue,mean,10,30,200,30,200,90",
             head=BEFORE), 2,
        "The sum of squares before the test is too small for the sum",
    ),
    "a time before for one arm": (
        file("control,Revenue,mean,10,30,200,30,200,190", "b,Revenue,mean,10,30,200,,,",
             head=BEFORE), 3,
        "The time before the test is missing here, and line 2 has it: give sum",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_what_cannot_be_judged_is_refused_in_the_preview_with_its_line(fault):
    content, line, words = BAD[fault]
    found = seen(content)
    assert any(one.line == line and words in one.reason for one in found.refusals), found.refusals
    with pytest.raises(KernelError) as refused:
        taken(content)
    assert any(words in error["detail"] for error in refused.value.errors)
    assert not Experiment.objects.exists()


def test_the_other_rows_of_a_refused_experiment_say_where_the_fault_is():
    found = seen(BAD["weights"][0])
    assert found.refusals[1].reason == "“Checkout” is not taken: see line 2."


def test_the_good_experiments_of_a_file_may_be_taken_without_the_bad_one():
    good = file("control,Orders,100,49,,", "b,Orders,100,51,,")
    bad = b"2026-01-05,Banner,control,Orders,100,49,,\n"
    run_import(kind_for("cro/experiments"), good + bad, accept_partial=True)
    assert [row.name for row in Experiment.objects.all()] == ["Checkout"]


def test_of_a_file_that_is_read_in_part_nothing_is_refused_for_what_the_rest_may_hold():
    found = preview(kind_for("cro/experiments"), TWO_METRICS, limit=1)
    assert (found.more, found.new, found.refused) == (True, 1, 0)


def test_a_variant_that_nobody_saw_is_told_with_its_line():
    said = seen(file("control,Orders,100,49,,", "b,Orders,0,0,,")).cautions
    assert any("Nobody was exposed to “b” (line 3)" in one for one in said)


def test_a_control_that_no_name_tells_is_told():
    said = seen(file("red,Orders,100,49,,", "blue,Orders,100,51,,")).cautions
    assert any("No variant is named like a control" in one for one in said)


def test_a_split_that_is_here_stays_and_the_preview_says_so():
    row = rows.designed("Checkout", rows.measured()["Orders"])
    rows.started(row, dt.date(2026, 1, 5))
    content = file("control,Orders,100,49,90%,yes", "b,Orders,100,51,10%,no")
    assert any("keeps its split (“As today” 50%, “Version B” 50%)" in one
               for one in seen(content).cautions)  # fmt: skip
    agreed = file("control,Orders,100,49,50%,yes", "b,Orders,100,51,50%,no")
    assert seen(agreed).cautions == []


def test_a_program_hears_of_every_bad_row():
    body = [{"date": "2026-01-05", "experiment": "Checkout", "variant": "control",
             "metric": "Orders", "units": 100, "conversions": 49}]  # fmt: skip
    with pytest.raises(KernelError) as refused:
        run_import(kind_for("cro/experiments"), body, door="webhook")
    assert refused.value.errors[0]["pointer"].startswith("/rows/1")
    assert "compares two or more" in refused.value.errors[0]["detail"]
    assert not MetricDefinition.objects.exists()


MONEY = "date,experiment,variant,metric,units,sum,sum_squares,currency\n"


def test_amounts_of_two_currencies_are_never_added_up_in_one_metric():
    said = seen(file("control,Revenue,100,1000,30000,EUR", "b,Revenue,100,1000,30000,USD", head=MONEY))  # fmt: skip
    reasons = {one.line: one.reason for one in said.refusals}
    assert "“Revenue” is in EUR, and this row says USD" in reasons[3]
    assert "correct those that are refused" in reasons[2]
    taken(file("control,Revenue,100,1000,30000,EUR", "b,Revenue,100,1000,30000,EUR", head=MONEY))
    later = seen(file("control,Revenue,90,900,27000,USD", head=MONEY))
    assert "“Revenue” is in EUR" in later.refusals[0].reason


def test_a_variant_whose_rows_are_all_refused_is_not_told_to_be_missing():
    said = seen(file("control,Orders,100,149,,", "b,Orders,100,51,,"))
    reasons = {one.line: one.reason for one in said.refusals}
    assert "More conversions than people" in reasons[2]
    assert "one variant whose rows can be taken" in reasons[3]
    assert "correct those that are refused" in reasons[3]


def test_a_file_that_does_not_name_its_metric_is_asked_for_it_and_nothing_else():
    head = "date,experiment,variant,units,conversions\n"
    content = file("control,100,5", "b,100,6", head=head)
    said = seen(content)
    assert [one.option for one in said.questions] == ["fixed:metric"]
    assert not said.refusals
    assert not seen(content, metric="Orders").refusals


def test_results_of_days_to_come_are_told_in_the_preview():
    content = file("control,Orders,100,49,,", "b,Orders,100,51,,").replace(b"2026-01-05", b"2031-01-05")  # fmt: skip
    assert any("2 rows are of days after 31 Jan" in one for one in seen(content).cautions)


def test_a_file_split_by_a_segment_says_that_everybody_is_lacking():
    head = "date,experiment,variant,metric,units,conversions,segment\n"
    said = seen(file("control,Orders,100,49,Phones", "b,Orders,100,51,Phones", head=head))
    assert any("“Checkout” has rows of segments only" in one for one in said.cautions)
    whole = seen(
        file("control,Orders,100,49,", "b,Orders,100,51,", "b,Orders,60,31,Phones", head=head)
    )
    assert not any("segments only" in one for one in whole.cautions)


def test_a_plain_file_with_german_or_french_headings_is_read():
    for head in (
        "Datum;Experiment;Variante;Metrik;Nutzer;Konversionen;Gewicht;Kontrolle\n",
        "Date;Expérience;Variante;Métrique;Utilisateurs;Conversions;Poids;Contrôle\n",
    ):
        rows_of = file("control,Orders,100,49,,", "b,Orders,100,51,,", head="").decode()
        said = seen((head + rows_of.replace(",", ";")).encode())
        assert said.recognised is None
        assert not said.missing
        assert (said.total, said.refused) == (2, 0)


def test_a_report_by_day_of_analytics_tells_that_people_who_come_back_are_counted_again():
    sample = next(one for one in kind_for("cro/experiments").layouts if one.name == "ga4").sample
    by_day = sample.read_text()
    said = seen(by_day.encode(), experiment="Checkout", metric="Orders")
    assert any("counts a person again on each day" in one for one in said.cautions)
    totals = "Experiment variant,Total users,Total purchasers\noriginal,408,187\none-page,414,202\n"
    whole = seen(totals.encode(), experiment="Checkout", metric="Orders", date="2026-01-31", started="2026-01-05")  # fmt: skip
    assert whole.total == 2
    assert not any("counts a person again" in one for one in whole.cautions)


def test_sums_are_read_as_programs_write_them():
    head = "date,experiment,variant,metric,units,sum,sum_squares\n"
    content = file(
        "control,Time,50,50000000000.0,7.5e+19", "b,Time,50,60000000000.000000123,1.08E+20",
        head=head,
    )  # fmt: skip
    assert not seen(content).refusals
    taken(content)
    row = Metric.objects.get(variant__key="b")
    assert (row.sum, row.sum_squares) == (Decimal("60000000000.00000012"), Decimal("1.08E+20"))
    wrong = seen(content.replace(b"7.5e+19", b"7.5e+99"))
    assert [one.line for one in wrong.refusals] == [2]
