"""What growth proposals change: shown before, done, and taken back."""

from __future__ import annotations

import pytest

from cro.actions import AddHypothesis, DecideExperiment, StartExperiment, StopExperiment
from cro.models import Experiment, Hypothesis
from cro.tests import cast as rows
from kernel.errors import ConflictError

pytestmark = pytest.mark.django_db


@pytest.fixture
def scoped(growing):
    with growing.scope():
        yield growing


def running():
    return Experiment.objects.get(name="One-page checkout")


def test_a_decision_is_recorded_with_its_reason_and_undo_lets_it_run_on(scoped):
    action, row = DecideExperiment(), running()
    args = DecideExperiment.Args(experiment=row.pk, decision="ship", reason="It held.")
    assert "“Ship”" in action.preview(args).does
    images = action.apply(args)
    row.refresh_from_db()
    assert (row.status, row.decision, row.decision_reason) == ("decided", "ship", "It held.")
    assert row.hypothesis.status == "proven"
    action.undo(args, images)
    row.refresh_from_db()
    assert (row.status, row.decision, row.stopped_on) == ("running", "", None)
    assert Hypothesis.objects.get(pk=row.hypothesis_id).status == "testing"


def test_a_stop_is_taken_back_unless_somebody_has_decided_since(scoped):
    action, row = StopExperiment(), running()
    args = StopExperiment.Args(experiment=row.pk)
    images = action.apply(args)
    decide = DecideExperiment.Args(experiment=row.pk, decision="hold", reason="Unclear.")
    held = DecideExperiment().apply(decide)
    with pytest.raises(ConflictError, match="changed since"):
        action.undo(args, images)
    DecideExperiment().undo(decide, held)
    action.undo(args, images)
    row.refresh_from_db()
    assert row.status == "running"


def test_a_start_is_not_taken_back_once_results_have_come(scoped):
    metric = running().metric
    row = rows.designed("Shorter form", metric)
    action, args = StartExperiment(), StartExperiment.Args(experiment=row.pk)
    images = action.apply(args)
    action.undo(args, images)
    row.refresh_from_db()
    assert (row.status, row.plan_fixed_at) == ("draft", None)
    images = action.apply(args)
    row.refresh_from_db()
    rows.results(row, metric, (0.4, 0.4))
    with pytest.raises(ConflictError, match="stop it instead"):
        action.undo(args, images)


def all_of(row, leave=("updated_at",)):
    """Every stored value of a row."""
    stored = type(row).objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in stored.items() if name not in leave}


def test_undoing_a_start_gives_the_draft_and_its_idea_back_as_they_were(scoped):
    idea = Hypothesis.objects.create(title="Fewer fields", because="a", we_believe="b", will="c")
    plan = {"stop": "At 6,000 people and whole weeks."}
    row = rows.designed("Shorter form", running().metric, hypothesis=idea, plan=plan)
    known = all_of(row), all_of(idea)
    action, args = StartExperiment(), StartExperiment.Args(experiment=row.pk)
    images = action.apply(args)
    assert all_of(idea)["status"] == "testing"
    action.undo(args, images)
    assert (all_of(row), all_of(idea)) == known


def test_undoing_a_decision_gives_its_idea_the_status_of_before_unless_somebody_set_it(scoped):
    row = running()
    Hypothesis.objects.filter(pk=row.hypothesis_id).update(status="idea")
    known = all_of(row), all_of(row.hypothesis)
    action = DecideExperiment()
    args = DecideExperiment.Args(experiment=row.pk, decision="ship", reason="It held.")
    action.undo(args, action.apply(args))
    assert (all_of(row), all_of(row.hypothesis)) == known
    images = action.apply(args)
    Hypothesis.objects.filter(pk=row.hypothesis_id).update(status="disproven")
    action.undo(args, images)
    assert all_of(row.hypothesis)["status"] == "disproven"


def test_an_idea_that_is_there_already_is_not_added_again(scoped):
    args = AddHypothesis.Args(
        title="One page to check out", because="It was seen.", we_believe="a page", will="help"
    )
    with pytest.raises(ConflictError, match="already"):
        AddHypothesis().apply(args)


def test_what_is_gone_is_said_to_be_gone(scoped):
    row = rows.designed("Soon gone", running().metric)
    args = StartExperiment.Args(experiment=row.pk)
    row.delete()
    with pytest.raises(ConflictError, match="no longer there"):
        StartExperiment().preview(args)
