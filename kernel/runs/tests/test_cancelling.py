"""Stopping a run."""

from __future__ import annotations

import pytest

from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.runs import worker
from kernel.runs.cancellation import cancel_run
from kernel.runs.models import AgentRun, RunQueue
from kernel.runs.tests.probing import ask, carry_out, row, told


def test_a_queued_run_ends_at_once(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope():
        assert cancel_run(run_id).status == "cancelled"
    assert not RunQueue.objects.filter(pk=run_id).exists()
    assert not worker.work(run_id)
    assert told(probe, run_id) == ["queued", "cancel_requested", "cancelled"]


def test_asking_twice_is_asking_once(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope():
        cancel_run(run_id)
        assert cancel_run(run_id).status == "cancelled"
    assert told(probe, run_id).count("cancel_requested") == 1


def test_a_finished_run_cannot_be_cancelled(probe):
    run = carry_out(probe, {"amounts": [1]})
    with probe.scope(), pytest.raises(ConflictError) as refusal:
        cancel_run(run.pk)
    assert refusal.value.code == "already_finished"


def test_a_running_run_ends_before_it_writes_anything(probe, monkeypatch):
    from probe.functions.adder import Adder
    from probe.models import ProbeNote

    original = Adder.facts

    def interrupted(self, ctx, payload, data):
        with probe.scope():
            assert cancel_run(ctx.run_id).status == "running"
            assert cancel_run(ctx.run_id).status == "running"
        return original(self, ctx, payload, data)

    monkeypatch.setattr(Adder, "facts", interrupted)
    run = carry_out(probe, {"amounts": [1]})
    assert (run.status, run.code) == ("cancelled", "cancelled")
    with probe.scope():
        assert ProbeNote.objects.count() == 0


def test_a_long_computation_stops_at_its_next_step(probe, monkeypatch):
    from kernel.runs.context import Context

    seen = []
    original = Context.step

    def step(self, name, done=None, total=None):
        seen.append(done)
        if done == 2:
            with probe.scope():
                cancel_run(self.run_id)
        original(self, name, done, total)

    monkeypatch.setattr(Context, "step", step)
    monkeypatch.setattr("kernel.runs.context.FLUSH_SECONDS", 0.0)
    run = carry_out(probe, {"how": "slow", "seconds": 10}, "strategy")
    assert run.status == "cancelled"
    assert len(seen) < 10


def test_another_tenants_run_is_not_found(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope(probe.charlie), pytest.raises(NotFoundError):
        cancel_run(run_id)


def test_who_may_not_write_the_module_may_not_cancel(probe):
    run_id = ask(probe, {"amounts": [1]}).run_id
    with probe.scope(probe.fay), pytest.raises(KernelError) as refusal:
        cancel_run(run_id)
    assert refusal.value.code == "role_not_allowed"
    with probe.scope():
        assert AgentRun.objects.get(pk=run_id).cancel_requested_at is None


def test_a_run_that_was_cancelled_while_its_worker_died_is_not_started_again(probe):
    from datetime import timedelta

    from django.utils import timezone

    from kernel.runs import sweeper

    run_id = ask(probe, {"amounts": [1]}).run_id
    worker.claim(run_id)
    with probe.scope():
        cancel_run(run_id)
    RunQueue.objects.filter(pk=run_id).update(lease_until=timezone.now() - timedelta(seconds=1))
    sweeper.sweep()
    assert row(probe, run_id).status == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_a_model_that_thinks_is_not_waited_for_once_the_run_is_cancelled(
    probe, settings, monkeypatch
):
    import time

    from kernel.gateway import wire
    from kernel.gateway.tests.scripted import scripted_endpoint
    from kernel.runs import context

    monkeypatch.setattr("kernel.runs.doorbell.send", lambda *_, **__: True)
    monkeypatch.setattr(wire, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(context, "FLUSH_SECONDS", 0.0)
    with scripted_endpoint('{"summary": "Late."}', wait=20) as endpoint:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY = endpoint.url, "k"
        settings.AI_GATEWAY_MODEL = "scripted"
        run_id = ask(probe, {"amounts": [1]}).run_id

        def cancel(_endpoint):
            with probe.scope():
                cancel_run(run_id)

        endpoint.when_asked = cancel
        began = time.monotonic()
        worker.work(run_id)
        assert time.monotonic() - began < 10
    assert row(probe, run_id).status == "cancelled"
