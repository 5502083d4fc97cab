"""A repeated key gives the first answer, or says that it was used for something else."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from kernel.errors import ConflictError, KernelError
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.runs.tests.probing import ask


def test_the_same_body_gives_the_run_that_was_started_first(probe):
    first = ask(probe, {"amounts": [1, 2]}, idempotency_key="k-1")
    worker.work(first.run_id)
    again = ask(probe, {"amounts": [1, 2]}, idempotency_key="k-1")
    assert again.run_id == first.run_id
    assert again.status == "succeeded"


def test_another_body_is_refused(probe):
    ask(probe, {"amounts": [1]}, idempotency_key="k-1")
    with pytest.raises(ConflictError) as refusal:
        ask(probe, {"amounts": [2]}, idempotency_key="k-1")
    assert refusal.value.code == "idempotency_mismatch"


def test_a_key_is_each_persons_own(probe):
    first = ask(probe, {"amounts": [1]}, idempotency_key="k-1")
    other = ask(probe, {"amounts": [2]}, idempotency_key="k-1", actor=probe.bob)
    assert other.run_id != first.run_id


def test_a_long_key_is_refused(probe):
    with pytest.raises(KernelError) as refusal:
        ask(probe, {}, idempotency_key="k" * 201)
    assert refusal.value.code == "invalid_parameter"


def test_of_parallel_requests_one_starts_the_run(transactional_db, probe, rung):
    found, gate = [], threading.Barrier(6)

    def go():
        gate.wait()
        try:
            found.append(ask(probe, {"amounts": [1]}, idempotency_key="k-1").run_id)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    with probe.scope():
        assert AgentRun.objects.count() == 1
    assert len(rung) == 1
