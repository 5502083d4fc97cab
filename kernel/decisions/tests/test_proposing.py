"""One open row a finding, and quiet after a decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kernel.decisions.approvals import approve, reject, undo
from kernel.decisions.models import DecisionRecord, Notification
from kernel.decisions.proposals import expire_overdue
from kernel.decisions.recommendation import waiting_in
from kernel.decisions.tests.making import fact, note, proposal
from kernel.errors import InvalidPayloadError, KernelError, KernelUsageError
from kernel.runs.context import current_run
from kernel.runs.tests.probing import carry_out


def count():
    from probe.models import ProbeRecommendation

    return ProbeRecommendation.objects.count()


def test_the_same_finding_updates_its_open_row(probe):
    with probe.scope():
        target = note()
        first = proposal(target)
        again = proposal(target, 7, evidence=[fact(12)], priority=9)
        assert (first.outcome, again.outcome) == ("created", "updated")
        assert again.recommendation.pk == first.recommendation.pk
        assert again.recommendation.action_args["total"] == 7
        assert again.recommendation.headline.value == 12
        assert count() == 1
        assert first.entity().action == "created"


def test_another_workspace_has_its_own_row(probe):
    with probe.scope():
        target = note()
        proposal(target)
    with probe.scope(workspace_id=probe.alder.second_id):
        assert proposal(target).outcome == "created"


def test_a_rejected_finding_stays_quiet_until_its_figure_leaves_the_interval(probe):
    with probe.scope():
        target = note()
        row = proposal(target, evidence=[fact(10, 8, 13)]).recommendation
        reject(row)
        for value in (8, 10, 13):
            found = proposal(target, evidence=[fact(value, value - 1, value + 1)])
            assert found.outcome == "quiet"
            assert found.entity() is None
        assert proposal(target, evidence=[fact(14, 11, 17)]).outcome == "created"
        assert count() == 2


def test_without_an_interval_a_tenth_counts_as_unchanged(probe):
    with probe.scope():
        target = note()
        reject(proposal(target, evidence=[fact(100)]).recommendation)
        assert proposal(target, evidence=[fact(109)]).outcome == "quiet"
        assert proposal(target, evidence=[fact(112)]).outcome == "created"


def test_the_latest_decision_counts(probe):
    with probe.scope():
        target = note()
        reject(proposal(target, evidence=[fact(10, 8, 13)]).recommendation)
        reject(proposal(target, evidence=[fact(20, 18, 23)]).recommendation)
        assert proposal(target, evidence=[fact(10, 8, 13)]).outcome == "created"


def test_an_applied_finding_is_quiet_until_its_predicted_day(probe):
    with probe.scope():
        target = note()
        row = proposal(target).recommendation
        approve(row, action_hash=row.action_hash)
        assert proposal(target).outcome == "quiet"
        row.refresh_from_db()
        row.predicted["due"] = "2020-01-01"
        row.save()
        assert proposal(target).outcome == "created"


def test_an_undone_finding_is_quiet_as_a_rejected_one(probe):
    with probe.scope():
        target = note()
        row = proposal(target, evidence=[fact(10, 8, 13)]).recommendation
        undo(approve(row, action_hash=row.action_hash))
        assert proposal(target, evidence=[fact(9, 8, 10)]).outcome == "quiet"
        assert proposal(target, evidence=[fact(40, 38, 42)]).outcome == "created"


def test_an_expired_row_makes_room_for_a_new_one(probe):
    past = timezone.now() - dt.timedelta(minutes=1)
    with probe.scope():
        target = note()
        old = proposal(target, expires_at=past).recommendation
        new = proposal(target)
        assert new.outcome == "created"
        old.refresh_from_db()
        assert old.status == "expired"
        assert DecisionRecord.objects.get().decision == "expired"


def test_what_is_overdue_is_marked_and_not_shown(probe):
    from probe.models import ProbeRecommendation

    past = timezone.now() - dt.timedelta(minutes=1)
    with probe.scope():
        row = proposal(note(), expires_at=past).recommendation
        proposal(note())
        assert row.state == "expired"
        assert waiting_in(ProbeRecommendation).count() == 1
        assert expire_overdue(ProbeRecommendation) == 1
        assert expire_overdue(ProbeRecommendation) == 0


def test_a_reference_without_evidence_is_refused(probe):
    with probe.scope(), pytest.raises(KernelUsageError, match="other"):
        proposal(note(), rationale="It says {fact:other}.")


def test_arguments_that_do_not_fit_the_action_are_refused(probe):
    with probe.scope(), pytest.raises(InvalidPayloadError):
        proposal(note(), total=-1)


def test_an_unknown_action_is_refused(probe):
    with probe.scope(), pytest.raises(KernelError) as refusal:
        proposal(note(), action_kind="probe.explode")
    assert refusal.value.code == "unknown_action"


def test_a_proposal_of_a_run_names_it(probe):
    run = carry_out(probe, {"amounts": [1]})
    with probe.scope():
        token = current_run.set(run.pk)
        try:
            assert proposal(note()).recommendation.run_id == run.pk
        finally:
            current_run.reset(token)


@pytest.mark.parametrize(
    "fault",
    [
        {"effort": 9},
        {"impact": 100, "currency": ""},
        {"status": "approved"},
        {"status": "rejected"},
        {"status": "done"},
        {"severity": "huge"},
    ],
)
def test_the_database_holds_the_shape(probe, fault):
    with pytest.raises(IntegrityError), probe.scope():
        row = proposal(note()).recommendation
        for name, value in fault.items():
            setattr(row, name, value)
        row.save()


def test_high_findings_are_told_to_those_who_may_read_the_module(probe):
    with probe.scope():
        proposal(note(), severity="high")
        proposal(note(), severity="low")
    seen = {}
    for name in ("alice", "bob", "fay", "vera"):
        with probe.scope(getattr(probe, name)):
            seen[name] = list(Notification.objects.values_list("title", flat=True))
    assert seen == {"alice": ["Set the total"], "bob": ["Set the total"], "fay": [], "vera": []}
