"""A second person is needed: who asked finds no way to decide alone, and two are enough."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from kernel.decisions.approvals import approve
from kernel.decisions.tests.making import note, proposal
from kernel.errors import ConflictError
from kernel.runs.context import current_run
from kernel.runs.models import AgentRun
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import tenant_scope


@contextmanager
def run_of(probe, kind, principal):
    """A run of the probe in the scope of its principal."""
    place = (probe.alder.tenant_id, probe.alder.workspace_id)
    with tenant_scope(*place, kind=kind, principal=principal):
        run = AgentRun.objects.create(
            module="ai_probe", agent="probe-adder", kind=kind, principal=str(principal)
        )
        token = current_run.set(run.pk)
        try:
            yield
        finally:
            current_run.reset(token)


@pytest.fixture
def asked(probe):
    """Alice's proposal, in a company where a second person is needed."""
    with probe.scope():
        Tenant.objects.update(second_approval=True)
        target = note(1)
    with run_of(probe, "user", probe.alice.pk):
        proposal(target, 5)
    return target


def test_a_schedule_that_finds_the_same_makes_the_asker_nobody_else(probe, asked):
    with run_of(probe, "schedule", "probe-cron-watch"):
        row = proposal(asked, 5).recommendation
    with probe.scope():
        assert approve(row, action_hash=row.action_hash).status == "approved"
        with pytest.raises(ConflictError):
            approve(row, action_hash=row.action_hash)
    with probe.scope(probe.bob):
        assert approve(row, action_hash=row.action_hash).status == "applied"


def test_two_people_are_enough_although_both_asked(probe, asked):
    with run_of(probe, "user", probe.bob.pk):
        row = proposal(asked, 5).recommendation
    with probe.scope():
        assert approve(row, action_hash=row.action_hash).status == "approved"
    with probe.scope(probe.bob):
        assert approve(row, action_hash=row.action_hash).status == "applied"
