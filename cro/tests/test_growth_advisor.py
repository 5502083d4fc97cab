"""The growth advisor from request to rows: the order of tests, what was learnt, who differs."""

from __future__ import annotations

import datetime as dt

import pytest

from cro import services
from cro.models import Experiment, Hypothesis, Metric, Recommendation, Segment, Setting, StepCount
from cro.tests import cast as rows
from kernel.core.registry import get_module
from kernel.decisions.approvals import approve, undo
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran

ENDED = rows.TODAY - dt.timedelta(days=40)


def finished(name, metric, rates, decision="", parts=(), people=200, hypothesis=None):
    """A stopped test of four weeks; `parts` are segments with rates of their own, half of all."""
    row = rows.designed(name, metric, hypothesis=hypothesis)
    rows.started(row, ENDED - dt.timedelta(days=27))
    row.refresh_from_db()
    if parts:
        for segment, own in parts:
            rows.results(row, metric, own, people=people // 2, last=ENDED, segment=segment)
        for one in list(Metric.objects.filter(experiment=row, segment=parts[0][0])):
            other = [
                Metric.objects.get(
                    experiment=row, segment=segment, variant=one.variant, date=one.date
                ).conversions
                for segment, _ in parts
            ]
            Metric.objects.create(
                experiment=row, variant=one.variant, metric=metric, date=one.date,
                units=people // 2 * len(parts), conversions=sum(other),
            )  # fmt: skip
    else:
        rows.results(row, metric, rates, people=people, last=ENDED)
    services.stop_experiment(experiment=row, stopped_on=ENDED)
    row.refresh_from_db()
    if decision:
        services.decide(experiment=row, decision=decision, reason="By its rule.")
    return row


def furnish():
    rows.stand_still()
    named = rows.programme()
    orders = named["metrics"]["Orders"]
    desks = Segment.objects.create(name="Desks", definition="Came with a computer.")
    finished("Larger button", orders, (0.46, 0.50), "ship")
    finished("Other colour", orders, (0.46, 0.46), "hold")
    finished("Longer text", orders, (0.46, 0.42), "rollback")
    finished(
        "Number keys", orders, None, "ship",
        parts=((named["phones"], (0.40, 0.52)), (desks, (0.50, 0.50))),
    )  # fmt: skip
    for title, step, impact in (
        ("Fewer fields", "Checkout", 9),
        ("Shorter page", "Product page", 3),
        ("No step named", "", 8),
    ):
        Hypothesis.objects.create(
            title=title, because="People said so.", we_believe=f"{title.lower()} at once",
            will="raise Orders", step=step, impact=impact, metric=orders,
        )  # fmt: skip
    return named


def furnish_otherwise():
    """Ideas of a business that has finished no test."""
    rows.stand_still()
    rows.traffic(8)
    Hypothesis.objects.create(
        title="Free first issue", because="Readers hesitate.", we_believe="a first issue for free",
        will="bring subscribers", step="Cart",
    )  # fmt: skip


class TestGrowthAdvisor(AgentTests):
    module, mode = "ai_cro", "optimization"
    writes = (Recommendation,)
    refused = {"/since": {"since": "lately"}, "/most": {"most": 99}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def kept(cast, db):
    with cast.scope():
        furnish()
    return cast


def advice(cast, payload=None):
    return ran(cast, "ai_cro", "optimization", payload)


def test_the_idea_that_brings_the_most_for_a_week_of_traffic_comes_first(kept):
    run = advice(kept)
    book = book_of(run)
    listed = [one["title"] for one in run.output["next"]]
    assert listed[0] == "Fewer fields"
    values = [
        book[f"{one['key']}.a_week"].value for one in run.output["next"] if not one["without"]
    ]
    assert values == sorted(values, reverse=True)
    assert next(one for one in run.output["next"] if one["title"] == "No step named")["without"]
    assert "No step named" in [
        one["what"].split("“")[1].rstrip("”")
        for one in run.output["questions"]
        if "“" in one["what"]
    ]


def test_the_win_rate_counts_what_was_decided_on_valid_data(kept):
    with kept.scope():
        row = Experiment.objects.get(name="Other colour")
        services.reopen(experiment=row)
        services.decide(experiment=row, decision="invalid", reason="The split was broken.")
    book = book_of(advice(kept))
    assert book["programme.win_rate"].value == pytest.approx(2 / 3)
    assert book["programme.decided"].value == 4
    assert book["programme.invalid"].value == 1


def test_a_segment_that_differs_is_found_with_both_effects(kept):
    run = advice(kept)
    book = book_of(run)
    [found] = run.output["findings"]
    assert found["subject"] == "segment:Number keys:Phones"
    assert book[f"{found['key']}.inside"].value == pytest.approx(0.3, abs=0.02)
    assert book[f"{found['key']}.outside"].value == pytest.approx(0.0, abs=0.02)
    assert book[f"{found['key']}.p_value"].value < 0.01


def test_the_further_test_is_added_as_an_idea_and_taken_back(kept):
    advice(kept)
    person = kept.writer(get_module("ai_cro"))
    with kept.scope(person):
        row = Recommendation.objects.get(kind="segment")
        approve(row, by=person, action_hash=row.action_hash)
        made = Hypothesis.objects.get(title="Number keys, for Phones alone")
        assert (made.segment.name, made.status) == ("Phones", "idea")
    with kept.scope(person):
        row.refresh_from_db()
        undo(row, by=person)
        assert not Hypothesis.objects.filter(title__startswith="Number keys").exists()


def test_the_next_test_is_queued_by_approval(kept):
    advice(kept)
    person = kept.writer(get_module("ai_cro"))
    with kept.scope(person):
        row = Recommendation.objects.get(kind="next")
        approve(row, by=person, action_hash=row.action_hash)
        assert Hypothesis.objects.get(title="Fewer fields").status == "queued"


def test_a_test_with_an_uneven_split_teaches_nothing(kept):
    before = advice(kept)
    with kept.scope():
        for one in Metric.objects.filter(experiment__name="Number keys", variant__is_control=False):
            Metric.objects.filter(pk=one.pk).update(
                units=one.units * 3 // 4, conversions=one.conversions * 3 // 4
            )
    after = advice(kept)
    assert after.output["findings"] == []
    assert "Number keys" in " ".join(after.output["defaults"])
    gone = figures_changed(before, after)
    assert "test.number-keys.effect" in gone


def test_more_people_at_the_end_are_worth_as_many_more_outcomes(kept):
    before = advice(kept)
    with kept.scope():
        for one in StepCount.objects.all():
            StepCount.objects.filter(pk=one.pk).update(
                entered=2 * one.entered, advanced=2 * one.advanced
            )
    changed = figures_changed(before, advice(kept))
    people = [change.factor for key, change in changed.items() if key.endswith(".people")]
    assert people == pytest.approx([2.0] * len(people))
    assert not [key for key in changed if key.startswith(("programme", "test."))]


def test_advisor_and_designer_count_the_same_people_at_a_step(kept):
    with kept.scope():
        Setting.objects.create(longest_weeks=2, smallest_believable="0.02")
    advised, planned = advice(kept), ran(kept, "ai_cro", "experiments", {"hypothesis": "Fewer fields"})  # fmt: skip
    weekly = book_of(advised)["next.fewer-fields.people"]
    assert weekly.value == pytest.approx(book_of(planned)["weekly"].value)
    assert sum(part.total for part in weekly.rows) > 0
    shown = book_of(advised)["next.fewer-fields.shows"].value
    assert shown == pytest.approx(book_of(planned)["reachable"].value, abs=0.0005)


def test_a_test_that_is_too_short_for_its_effect_is_not_said_to_take_the_longest_time(kept):
    with kept.scope():
        Setting.objects.create(longest_weeks=2, smallest_believable="0.02")
    run = advice(kept)
    text = run.output["summary"]
    assert "shows effects from {fact:next." in text
    assert "weeks, and for each week" not in text
    key = next(fact.key for fact in book_of(run) if fact.key.endswith(".shows"))
    assert book_of(run)[key].value > 0.02
