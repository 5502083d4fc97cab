"""Rights are looked up again when a run is worked on."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from kernel.runs import worker
from kernel.runs.models import RunQueue, ScheduleSlot
from kernel.runs.tests.probing import MODULE, ask, carry_out, row, told
from kernel.tenancy import services
from kernel.tenancy.models import TenantModule
from kernel.tenancy.scope import Kind, Scope


def switch_off(cast):
    with cast.scope():
        TenantModule.objects.filter(module_id=MODULE).update(enabled=False)


def test_a_member_who_was_removed_has_the_run_settled(probe):
    run_id = ask(probe, {"amounts": [1]}, actor=probe.bob).run_id
    with probe.scope():
        services.remove_member(probe.bob.pk)
    assert not worker.work(run_id)
    run = row(probe, run_id)
    assert (run.status, run.code) == ("failed", "not_a_member")
    assert told(probe, run_id) == ["queued", "failed"]
    assert not RunQueue.objects.filter(pk=run_id).exists()


def test_a_member_who_may_no_longer_enter_the_workspace_has_the_run_settled(probe):
    run_id = ask(probe, {"amounts": [1]}, actor=probe.bob).run_id
    with probe.scope():
        services.set_roles(probe.bob.pk, ["marketer"], workspaces=[probe.alder.second_id])
    assert not worker.work(run_id)
    assert row(probe, run_id).code == "not_a_member"


def test_a_member_who_lost_the_role_has_an_answer(probe):
    run_id = ask(probe, {"amounts": [1]}, actor=probe.bob).run_id
    with probe.scope():
        services.set_roles(probe.bob.pk, ["finance"])
    assert worker.work(run_id)
    assert row(probe, run_id).code == "role_not_allowed"


def test_a_module_that_was_switched_off_is_an_answer(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    switch_off(probe)
    assert worker.work(run_id)
    run = row(probe, run_id)
    assert (run.status, run.code) == ("failed", "module_not_enabled")


def test_a_schedule_whose_module_was_switched_off_is_settled(probe):
    schedule = Scope(Kind.SCHEDULE, "probe-cron-watch")
    run_id = ask(probe, {}, None, agent="cron-watch", actor=schedule).run_id
    switch_off(probe)
    assert not worker.work(run_id)
    assert row(probe, run_id).code == "module_not_enabled"
    assert ScheduleSlot.objects.count() == 0


def test_rights_are_asked_again_before_anything_is_written(probe, monkeypatch):
    from probe.models import ProbeNote

    def lose(self, ctx, payload, data):
        with probe.scope():
            services.set_roles(probe.bob.pk, ["finance"])
        return original(self, ctx, payload, data)

    from probe.functions.adder import Adder

    original = Adder.facts
    monkeypatch.setattr(Adder, "facts", lose)
    run = carry_out(probe, {"amounts": [1]}, actor=probe.bob)
    assert (run.status, run.code) == ("failed", "role_not_allowed")
    with probe.scope():
        assert ProbeNote.objects.count() == 0


def settle(run_id, status="failed", code="not_a_member", fence=5):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT auth.settle_run(%s, %s::integer, %s, %s)", [run_id, fence, status, code]
        )
        return cursor.fetchone()[0]


def test_settling_does_nothing_while_the_principal_has_rights(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope():
        assert settle(run_id) is False
    assert row(probe, run_id).status == "queued"


def test_settling_is_refused_without_a_signed_context(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with pytest.raises(DatabaseError), transaction.atomic():
        settle(run_id)


def test_settling_another_principals_run_does_nothing(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope(probe.bob):
        assert settle(run_id) is False
    with probe.scope(probe.charlie):
        assert settle(run_id) is False
    assert row(probe, run_id).status == "queued"


@pytest.mark.parametrize(
    ("status", "code"), [("succeeded", "not_a_member"), ("failed", "whatever"), ("running", "x")]
)
def test_settling_only_ends_a_run_as_it_may(probe, status, code):
    run_id = ask(probe, {"amounts": [1]}, actor=probe.bob).run_id
    with probe.scope():
        services.remove_member(probe.bob.pk)
    with pytest.raises(DatabaseError), probe.scope(probe.bob):
        settle(run_id, status, code)


def test_a_run_that_is_not_queued_tells_no_one_where_it_is_at_home(probe):
    run = carry_out(probe, {"amounts": [1]})
    assert worker.home_of(run.pk) is None
