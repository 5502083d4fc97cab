"""How an attempt ends that does not succeed: an answer, another attempt, or dead."""

from __future__ import annotations

import pytest

from kernel.runs import worker
from kernel.runs.models import RunQueue
from kernel.runs.tests.probing import ask, carry_out, make_due, row, told


def attempts(cast, run_id, count):
    for _ in range(count):
        make_due(run_id)
        assert worker.work(run_id)
    return row(cast, run_id)


def test_what_breaks_off_waits_for_another_attempt(probe, rung):
    run = carry_out(probe, {"how": "raise"}, "strategy")
    assert (run.status, run.attempts) == ("queued", 1)
    assert told(probe, run.pk) == ["queued", "started", "attempt_failed"]
    waiting = RunQueue.objects.get(pk=run.pk)
    assert waiting.lease_until is None
    assert not worker.work(run.pk)
    assert ("kernel.runs.work", [str(run.pk)]) in rung


def test_after_three_attempts_it_is_dead(probe, rung):
    first = ask(probe, {"how": "raise"}, "strategy")
    run = attempts(probe, first.run_id, 3)
    assert (run.status, run.code, run.attempts) == ("dead", "attempts_exhausted", 3)
    assert run.error == "The work broke off at every attempt."
    assert not RunQueue.objects.filter(pk=run.pk).exists()


def test_a_task_without_a_scope_is_dead_after_its_attempts(probe, rung):
    first = ask(probe, {"how": "scope"}, "strategy")
    run = attempts(probe, first.run_id, 3)
    assert (run.status, run.code) == ("dead", "no_tenant_scope")


def test_a_refusal_is_an_answer(probe):
    run = carry_out(probe, {"how": "conflict"}, "strategy")
    assert (run.status, run.code, run.error) == ("failed", "conflict", "Two rows disagree.")
    assert run.duration_ms is not None


@pytest.mark.parametrize("how", ["unbound", "nul"])
def test_output_that_breaks_its_rules_is_refused(probe, how):
    run = carry_out(probe, {"how": how}, "strategy")
    assert (run.status, run.code) == ("failed", "invalid_output")


def test_rows_are_written_with_the_completion_or_not_at_all(probe, rung):
    from probe.models import ProbeNote

    run = carry_out(probe, {"how": "effects"}, "strategy")
    assert run.status == "queued"
    with probe.scope():
        assert ProbeNote.objects.count() == 0


def test_a_worker_that_lost_its_lease_writes_nothing(probe):
    from probe.models import ProbeNote

    from kernel.runs import completion
    from kernel.runs.execution import Attempt

    run_id = ask(probe, {"amounts": [1]}).run_id
    lease, scope, run = worker.claim(run_id)
    outcome = Attempt(run, scope).execute()
    RunQueue.objects.filter(pk=run_id).update(fence=9)
    with probe.scope():
        from kernel.runs.models import AgentRun

        AgentRun.objects.filter(pk=run_id).update(fence=9)
    for late in (
        lambda: completion.succeed(lease, scope, outcome),
        lambda: completion.cancel(lease, scope),
        lambda: completion.break_off(lease, scope, "agent_error", "late"),
    ):
        with pytest.raises(completion.LeaseLostError):
            late()
    with probe.scope():
        assert ProbeNote.objects.count() == 0
    assert row(probe, run_id).status == "running"


def test_two_workers_never_hold_one_run(transactional_db, probe, rung):
    import threading

    from django.db import connections

    run_id = ask(probe, {"amounts": [1]}).run_id
    taken, gate = [], threading.Barrier(6)

    def go():
        gate.wait()
        try:
            taken.append(worker.claim(run_id))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(claim is not None for claim in taken) == 1
