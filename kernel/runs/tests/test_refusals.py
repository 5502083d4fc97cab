"""What is refused before a run exists, each with its code and without a row."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel import run_kernel
from kernel.errors import KernelError, KernelUsageError
from kernel.ids import uuid7
from kernel.runs.models import AgentRun, RunQueue
from kernel.runs.tests.probing import MODULE, ask
from kernel.tenancy.scope import Kind, Scope


def refused(cast, *args, **more):
    with pytest.raises(KernelError) as refusal:
        ask(cast, *args, **more)
    with cast.scope():
        assert AgentRun.objects.count() == 0
    assert RunQueue.objects.count() == 0
    return refusal.value


def test_it_refuses_a_caller_that_nobody_knows(probe):
    with pytest.raises(KernelUsageError):
        run_kernel(MODULE, "setup", probe.alder.tenant_id, probe.alder.workspace_id, {})


def test_it_refuses_a_stranger(probe):
    assert refused(probe, {}, actor=probe.charlie).code == "not_a_member"


def test_it_refuses_a_user_that_does_not_exist(probe):
    assert refused(probe, {}, actor=uuid7()).code == "not_a_member"


def test_it_refuses_a_tenant_that_does_not_exist(probe):
    from kernel.tenancy.testing import House

    nowhere = House(uuid4(), uuid4())
    assert refused(probe, {}, house=nowhere).code == "not_a_member"


def test_it_refuses_a_foreign_workspace(probe):
    error = refused(probe, {}, workspace_id=probe.harbor.workspace_id)
    assert (error.code, error.status) == ("workspace_not_found", 404)


def test_it_refuses_a_workspace_that_the_member_may_not_enter(probe):
    assert refused(probe, {}, actor=probe.una).code == "workspace_not_found"


def test_it_refuses_an_unknown_module_and_names_the_known(probe):
    with pytest.raises(KernelError) as refusal:
        run_kernel(
            "ai_ghost", "x", probe.alder.tenant_id, probe.alder.workspace_id, {}, actor=probe.alice
        )
    assert refusal.value.code == "unknown_module"
    assert MODULE in refusal.value.detail


def test_it_refuses_a_module_that_is_not_enabled(probe, without_the_wall):
    from kernel.tenancy.models import TenantModule

    with probe.scope():
        TenantModule.objects.filter(module_id=MODULE).update(enabled=False)
    assert refused(probe, {}).code == "module_not_enabled"


@pytest.mark.parametrize("who", ["fay", "vera"])
def test_it_refuses_the_wrong_role(probe, who):
    error = refused(probe, {}, actor=getattr(probe, who))
    assert (error.code, error.status) == ("role_not_allowed", 403)


def test_it_refuses_an_unknown_mode_and_names_the_known(probe):
    error = refused(probe, {}, "dancing")
    assert (error.code, error.status) == ("unknown_mode", 404)
    assert "setup" in error.detail


def test_it_refuses_an_unknown_function(probe):
    assert refused(probe, {}, None, agent="ghost").code == "unknown_function"


def test_it_refuses_a_function_of_another_mode(probe):
    assert refused(probe, {}, "strategy", agent="adder").code == "unknown_mode"


def test_it_names_every_fault_of_a_payload(probe):
    error = refused(probe, {"amounts": "many", "note": "x" * 200, "extra": 1})
    assert (error.code, error.status) == ("invalid_payload", 422)
    assert {fault["pointer"] for fault in error.errors} == {"/amounts", "/note", "/extra"}


@pytest.mark.parametrize("payload", [{"note": "a\0b"}, {"note": float("nan")}, {"note": {1, 2}}])
def test_it_refuses_a_payload_that_cannot_be_stored(probe, payload):
    assert refused(probe, payload).code == "invalid_payload"


def test_it_refuses_another_tenant_than_the_open_scope_has(probe):
    with probe.scope(), pytest.raises(KernelError) as refusal:
        ask(probe, {}, house=probe.harbor, actor=None)
    assert refusal.value.code == "tenant_mismatch"


def test_it_refuses_an_id_that_is_none(probe):
    with pytest.raises(KernelError) as refusal:
        run_kernel(MODULE, "setup", "1", probe.alder.workspace_id, {}, actor=probe.alice)
    assert refusal.value.code == "invalid_uuid"


def test_it_refuses_a_schedule_whose_module_is_off(probe):
    from kernel.tenancy.models import TenantModule

    with probe.scope():
        TenantModule.objects.filter(module_id=MODULE).update(enabled=False)
    actor = Scope(Kind.SCHEDULE, "probe-cron-watch")
    assert refused(probe, {}, None, agent="cron-watch", actor=actor).code == "module_not_enabled"


def test_a_schedule_may_not_run_another_module(probe):
    actor = Scope(Kind.SCHEDULE, "cmo-cron-metrics-watch")
    assert refused(probe, {}, actor=actor).code == "role_not_allowed"


def test_a_person_starts_no_more_runs_by_hand_than_by_http(probe, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"runs": (2, 60)}
    for _ in range(2):
        ask(probe, {"amounts": [1]})
    with pytest.raises(KernelError) as refusal:
        ask(probe, {"amounts": [1]})
    assert (refusal.value.code, refusal.value.status) == ("rate_limited", 429)
    assert ask(probe, {"amounts": [1]}, actor=probe.bob).status == "queued"
