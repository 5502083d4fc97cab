"""Approving applies at once, exactly what was shown, and can be taken back."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from kernel.audit.models import AuditEvent
from kernel.decisions.approvals import approve, reject, snooze, undo
from kernel.decisions.models import DecisionRecord, Notification
from kernel.decisions.overview import waiting, waiting_count
from kernel.decisions.recommendation import waiting_in
from kernel.decisions.tests.making import note, proposal
from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.tenancy.access import access
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import Kind, tenant_scope


def refusal_of(call, *args, **more):
    with pytest.raises(KernelError) as refusal:
        call(*args, **more)
    return refusal.value.code, refusal.value.status


def test_approving_applies_at_once(probe):
    with probe.scope():
        target = note(1)
        row = proposal(target, 5).recommendation
        done = approve(row, action_hash=row.action_hash, note=" Good. ")
        target.refresh_from_db()
        assert target.total == 5
        assert (done.status, done.decided_by_id, done.decision_note) == (
            "applied",
            probe.alice.pk,
            "Good.",
        )
        assert done.before == [{"id": str(target.pk), "total": 1}]
        assert done.after == [{"id": str(target.pk), "total": 5}]
        record = DecisionRecord.objects.get()
        assert (record.decision, record.created_by_id) == ("applied", probe.alice.pk)
        assert record.after == done.after
        event = AuditEvent.objects.get(event="recommendation.applied")
        assert event.subject == str(row.pk)


def test_the_preview_shows_what_approving_does(probe):
    with probe.scope():
        row = proposal(note(1), 5).recommendation
        change = row.preview().changes[0]
        assert (change.before, change.after) == (1, 5)


def test_an_approval_is_used_once(probe):
    with probe.scope():
        row = proposal(note()).recommendation
        approve(row, action_hash=row.action_hash)
        assert refusal_of(approve, row, action_hash=row.action_hash) == ("already_decided", 409)


def test_an_approval_binds_the_arguments_that_were_shown(probe):
    with probe.scope():
        target = note(1)
        row = proposal(target, 5).recommendation
        shown = row.action_hash
        proposal(target, 6)
        assert refusal_of(approve, row, action_hash=shown) == ("action_changed", 409)
        target.refresh_from_db()
        assert target.total == 1


def test_arguments_that_were_changed_behind_the_hash_are_refused(probe):
    with probe.scope():
        row = proposal(note(), 5).recommendation
        row.action_args["total"] = 500
        row.save()
        assert refusal_of(approve, row, action_hash=row.action_hash)[0] == "action_changed"


def test_an_expired_proposal_is_gone(probe):
    with probe.scope():
        past = timezone.now() - dt.timedelta(seconds=1)
        row = proposal(note(), expires_at=past).recommendation
        assert refusal_of(approve, row, action_hash=row.action_hash) == ("expired", 410)
        assert refusal_of(reject, row) == ("expired", 410)


def test_another_tenants_proposal_is_not_found(probe):
    with probe.scope():
        row = proposal(note()).recommendation
    with probe.scope(probe.charlie):
        assert refusal_of(approve, row, action_hash=row.action_hash) == ("not_found", 404)
        assert refusal_of(reject, row) == ("not_found", 404)
        assert refusal_of(undo, row) == ("not_found", 404)


@pytest.mark.parametrize("who", ["fay", "vera"])
def test_who_may_not_write_the_module_decides_nothing(probe, who):
    with probe.scope():
        row = proposal(note()).recommendation
    with probe.scope(getattr(probe, who)):
        for call in (reject, undo):
            assert refusal_of(call, row)[0] == "role_not_allowed"
        assert refusal_of(approve, row, action_hash=row.action_hash)[0] == "role_not_allowed"


def test_a_schedule_decides_nothing(probe):
    with probe.scope():
        row = proposal(note()).recommendation
    schedule = tenant_scope(
        probe.alder.tenant_id,
        probe.alder.workspace_id,
        kind=Kind.SCHEDULE,
        principal="probe-cron-watch",
    )
    with schedule:
        assert refusal_of(approve, row, action_hash=row.action_hash)[0] == "permission_denied"


def test_nobody_decides_in_another_persons_name(probe):
    with probe.scope(probe.bob):
        row = proposal(note()).recommendation
        assert refusal_of(reject, row, by=probe.alice)[0] == "permission_denied"


def test_what_the_action_refuses_leaves_everything_as_it_was(probe):
    with probe.scope():
        target = note()
        row = proposal(target).recommendation
        target.delete()
        with pytest.raises(ConflictError), transaction.atomic():
            approve(row, action_hash=row.action_hash)
        row.refresh_from_db()
        assert row.status == "pending"
        assert DecisionRecord.objects.count() == 0


def test_undoing_restores_what_was(probe):
    with probe.scope():
        target = note(1)
        row = proposal(target, 5).recommendation
        row = undo(approve(row, action_hash=row.action_hash), note="Too early.")
        target.refresh_from_db()
        assert (row.status, target.total) == ("undone", 1)
        assert [r.decision for r in DecisionRecord.objects.order_by("id")] == ["applied", "undone"]
        assert refusal_of(undo, row)[0] == "already_decided"


def test_later_work_blocks_an_undo_and_is_listed(probe):
    with probe.scope():
        target = note(1)
        row = proposal(target, 5).recommendation
        row = approve(row, action_hash=row.action_hash)
        target.refresh_from_db()
        target.total = 6
        target.save()
        with pytest.raises(ConflictError) as refusal:
            undo(row)
        assert refusal.value.code == "undo_blocked"
        assert refusal.value.errors[0]["detail"] == "Till"


def test_where_a_second_person_is_needed_the_asker_does_not_apply(probe):
    with probe.scope():
        Tenant.objects.update(second_approval=True)
        target = note(1)
        row = proposal(target, 5).recommendation
        first = approve(row, action_hash=row.action_hash)
        assert (first.status, first.approved_by_id) == ("approved", probe.alice.pk)
        target.refresh_from_db()
        assert target.total == 1
        assert refusal_of(approve, row, action_hash=row.action_hash)[0] == "already_decided"
    with probe.scope(probe.bob):
        done = approve(row, action_hash=row.action_hash)
        assert (done.status, done.decided_by_id) == ("applied", probe.bob.pk)
        target.refresh_from_db()
        assert target.total == 5


def test_another_person_applies_at_once_even_so(probe):
    with probe.scope():
        Tenant.objects.update(second_approval=True)
        row = proposal(note()).recommendation
    with probe.scope(probe.bob):
        assert approve(row, action_hash=row.action_hash).status == "applied"


def test_a_first_approval_falls_with_the_action_that_it_was_for(probe):
    with probe.scope():
        Tenant.objects.update(second_approval=True)
        target = note()
        row = proposal(target, 5).recommendation
        approve(row, action_hash=row.action_hash)
        again = proposal(target, 6).recommendation
        assert (again.status, again.approved_by_id) == ("pending", None)


def test_a_snoozed_proposal_waits(probe):
    from probe.models import ProbeRecommendation

    with probe.scope():
        row = proposal(note()).recommendation
        past = timezone.now() - dt.timedelta(days=1)
        assert refusal_of(snooze, row, until=past)[0] == "invalid_parameter"
        row = snooze(row, until=timezone.now() + dt.timedelta(days=1))
        assert row.state == "snoozed"
        assert waiting_in(ProbeRecommendation).count() == 0
        assert approve(row, action_hash=row.action_hash).status == "applied"


def test_the_asker_is_told_what_another_person_decided(probe):
    with probe.scope():
        row = proposal(note()).recommendation
    with probe.scope(probe.bob):
        reject(row, note="Not now.")
        assert Notification.objects.count() == 0
    with probe.scope():
        told = Notification.objects.get()
        assert (told.title, told.body) == ("Rejected: Set the total", "Not now.")


def test_decisions_are_kept(probe):
    with pytest.raises(DatabaseError, match="permission denied"), probe.scope():
        reject(proposal(note()).recommendation)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM decision_records")


def test_the_overview_holds_what_the_person_may_read(probe, monkeypatch):
    from probe.models import ProbeRecommendation

    monkeypatch.setattr("kernel.decisions.overview.apps.get_models", lambda: [ProbeRecommendation])
    with probe.scope():
        proposal(note(), priority=1)
        top = proposal(note(), priority=2).recommendation
        assert [row.pk for row in waiting(access())][0] == top.pk
        assert waiting_count(access()) == 2
    with probe.scope(probe.fay):
        assert waiting(access()) == []


def test_of_parallel_approvals_one_applies(transactional_db, probe):
    with probe.scope():
        row = proposal(note(1), 5).recommendation
    answers, gate = [], threading.Barrier(5)

    def go():
        gate.wait()
        try:
            with probe.scope():
                answers.append(approve(row, action_hash=row.action_hash).status)
        except NotFoundError:
            raise
        except KernelError as error:
            answers.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["already_decided"] * 4 + ["applied"]
    with probe.scope():
        assert DecisionRecord.objects.count() == 1
