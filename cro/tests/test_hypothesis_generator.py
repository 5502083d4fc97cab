"""The hypothesis generator from request to rows: leaks, gaps, scores, and what was had before."""

from __future__ import annotations

import datetime as dt

import pytest

from cro.models import Hypothesis, Recommendation, Segment, StepCount
from cro.tests import cast as rows
from cro.tests.test_metric_intake import furnish_otherwise as another_business
from cro.tests.test_metric_intake import parted
from kernel.core.registry import get_module
from kernel.decisions.approvals import approve, undo
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran

LEAKS_FROM = rows.TODAY - dt.timedelta(days=24)


def leaking(step="Checkout", since=LEAKS_FROM, keeps=0.7):
    """From a day on only so many of those who went on do."""
    found = list(StepCount.objects.filter(step=step, date__gte=since))
    for one in found:
        one.advanced = int(one.advanced * keeps)
    StepCount.objects.bulk_update(found, ["advanced"])


def furnish():
    rows.stand_still()
    rows.programme()
    parted()
    leaking()


def furnish_otherwise():
    another_business()
    leaking("Subscribes")


class TestHypothesisGenerator(AgentTests):
    module, mode = "ai_cro", "strategy"
    writes = (Hypothesis,)
    edit = (Hypothesis, "because", "We saw it ourselves.")
    refused = {"/most": {"most": 0}, "/ideas/0": {"ideas": [""]}}

    def furnish(self):
        furnish()

    def furnish_otherwise(self):
        furnish_otherwise()


@pytest.fixture
def kept(cast, db):
    with cast.scope():
        furnish()
    return cast


def ideas(cast, payload=None):
    return ran(cast, "ai_cro", "strategy", payload)


def test_a_leak_is_found_with_its_day_and_becomes_an_idea(kept):
    run = ideas(kept)
    book = book_of(run)
    [leak] = [one for one in run.output["findings"] if one["kind"] == "leak"]
    assert book[f"{leak['key']}.since"].value == LEAKS_FROM
    before, now = (book[f"{leak['key']}.rate_{name}"].value for name in ("before", "now"))
    assert now / before == pytest.approx(0.7, abs=0.02)
    assert leak["severity"] in ("high", "critical")
    with kept.scope():
        row = Hypothesis.objects.get(title="Undo the drop at Checkout")
        assert (row.step, row.status, row.metric.name) == ("Checkout", "idea", "Orders")
        assert not any(char.isdigit() for char in row.because + row.we_believe + row.will)


def test_a_leak_of_some_people_is_said_to_be_theirs(kept):
    with kept.scope():
        phones = Segment.objects.get(name="Phones")
        for one in StepCount.objects.filter(step="Checkout", date__gte=LEAKS_FROM):
            whole = StepCount.objects.get(step="Checkout", date=one.date, segment=None)
            if one.segment_id is None:
                continue
            lost = one.advanced // 2
            StepCount.objects.filter(pk=one.pk).update(advanced=one.advanced - lost)
            StepCount.objects.filter(pk=whole.pk).update(
                advanced=max(whole.advanced - lost, one.advanced - lost)
            )
        assert phones.step_counts.exists()
    run = ideas(kept)
    leaks = [one["subject"] for one in run.output["findings"] if one["kind"] == "leak"]
    assert "leak:Checkout:Phones" in leaks


def test_an_idea_that_somebody_had_is_named_and_not_written_again(kept):
    run = ideas(kept, {"ideas": ["One page to check out (Checkout)", "Fewer pictures (Cart)"]})
    assert [one["like"] for one in run.output["known"]] == ["One page to check out"]
    own = [one for one in run.output["ideas"] if one["ground"] == "own"]
    assert [(one["title"], one["step"]) for one in own] == [("Fewer pictures", "Cart")]
    with kept.scope():
        assert Hypothesis.objects.filter(title__icontains="page").count() == 1


def test_a_score_is_the_mean_of_its_three_parts(kept):
    run = ideas(kept)
    book = book_of(run)
    for one in run.output["ideas"]:
        mean = (one["impact"] + one["confidence"] + one["ease"]) / 3
        assert book[f"idea.{one['key']}.score"].value == pytest.approx(mean, abs=0.005)


def test_a_proposal_queues_the_idea_and_undo_makes_it_an_idea_again(kept):
    ideas(kept)
    person = kept.writer(get_module("ai_cro"))
    with kept.scope(person):
        row = Recommendation.objects.get(kind="leak")
        approve(row, by=person, action_hash=row.action_hash)
        assert Hypothesis.objects.get(title__startswith="Undo").status == "queued"
    with kept.scope(person):
        row.refresh_from_db()
        undo(row, by=person)
        assert Hypothesis.objects.get(title__startswith="Undo").status == "idea"


def test_a_step_that_is_not_counted_is_asked_back(kept):
    run = ideas(kept, {"step": "Payment"})
    assert run.output["needs"][0]["field"] == "step"
    assert run.output["ideas"] == []


def test_without_a_change_there_is_no_leak(cast, db):
    with cast.scope():
        rows.stand_still()
        rows.programme()
    run = ran(cast, "ai_cro", "strategy")
    assert {one["kind"] for one in run.output["findings"]} == {"loss"}
    with cast.scope():
        assert not Recommendation.objects.exists()


def test_a_change_at_another_step_leaves_the_rates_of_a_leak(kept):
    before = ideas(kept)
    with kept.scope():
        for one in StepCount.objects.filter(step="Product page"):
            StepCount.objects.filter(pk=one.pk).update(entered=2 * one.entered)
    changed = figures_changed(before, ideas(kept))
    assert "loss.product-page.all.rate_now" in changed
    assert not [key for key in changed if key.startswith("leak.checkout")]
