"""What the broker lost or a worker left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kernel.runs import leases, sweeper, worker
from kernel.runs.models import RunQueue
from kernel.runs.tests.probing import ask, row, told
from kernel.tenancy import services


def age(run_id, **seconds):
    """Move times of a queue's row into the past."""
    moment = timezone.now()
    RunQueue.objects.filter(pk=run_id).update(
        **{field: moment - timedelta(seconds=by) for field, by in seconds.items()}
    )


@pytest.fixture
def bells(monkeypatch):
    said = []
    monkeypatch.setattr("kernel.runs.sweeper.ring", said.append)
    return said


def test_a_run_that_waits_long_is_rung_for_again(probe, bells):
    run_id = ask(probe, {"amounts": [1]}).run_id
    assert sweeper.sweep().rung == 0
    age(run_id, available_at=11, rung_at=11)
    assert sweeper.sweep().rung == 1
    assert bells == [run_id]


def test_doorbells_do_not_pile_up(probe, bells):
    run_id = ask(probe, {"amounts": [1]}).run_id
    age(run_id, available_at=100, rung_at=100)
    assert [sweeper.sweep().rung for _ in range(3)] == [1, 0, 0]
    age(run_id, rung_at=61)
    assert sweeper.sweep().rung == 1


def test_a_lost_lease_is_taken_back_and_the_run_succeeds_later(probe, bells):
    run_id = ask(probe, {"amounts": [1]}).run_id
    lease, _, _ = worker.claim(run_id)
    assert sweeper.sweep().taken_back == 0
    age(run_id, lease_until=1)
    assert sweeper.sweep().taken_back == 1
    assert row(probe, run_id).status == "queued"
    assert not leases.beat(lease)
    assert worker.work(run_id)
    run = row(probe, run_id)
    assert (run.status, run.attempts) == ("succeeded", 2)
    assert told(probe, run_id) == [
        "queued",
        "started",
        "lease_lost",
        "started",
        "step",
        "succeeded",
    ]


def test_a_heartbeat_keeps_the_lease(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    lease, _, _ = worker.claim(run_id)
    before = RunQueue.objects.get(pk=run_id).lease_until
    assert leases.beat(lease)
    assert RunQueue.objects.get(pk=run_id).lease_until > before


def test_a_run_whose_workers_always_die_is_dead(probe, bells):
    run_id = ask(probe, {"amounts": [1]}).run_id
    for _ in range(3):
        assert worker.claim(run_id)
        age(run_id, lease_until=1)
        assert sweeper.sweep().taken_back == 1
    run = row(probe, run_id)
    assert (run.status, run.code) == ("dead", "attempts_exhausted")
    assert not RunQueue.objects.filter(pk=run_id).exists()


def test_a_lost_run_without_rights_is_settled(probe, bells):
    run_id = ask(probe, {"amounts": [1]}, actor=probe.bob).run_id
    worker.claim(run_id)
    with probe.scope():
        services.remove_member(probe.bob.pk)
    age(run_id, lease_until=1)
    sweeper.sweep()
    assert row(probe, run_id).code == "not_a_member"


def test_the_sweeper_serves_all_tenants(probe, bells):
    mine = ask(probe, {"amounts": [1]}).run_id
    other = ask(probe, {"amounts": [1]}, house=probe.harbor, actor=probe.charlie).run_id
    for run_id in (mine, other):
        worker.claim(run_id)
        age(run_id, lease_until=1)
    assert sweeper.sweep().taken_back == 2
    with probe.scope(probe.charlie):
        from kernel.runs.models import AgentRun

        assert AgentRun.objects.get(pk=other).status == "queued"
