"""``wait``: following a run without holding anything."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections

from kernel.errors import KernelUsageError
from kernel.runs import worker
from kernel.runs.tests.probing import ask


def test_it_raises_inside_an_open_transaction(probe):
    with probe.scope(), pytest.raises(KernelUsageError):
        ask(probe, {"amounts": [1]}, wait=1)


def test_without_a_worker_it_answers_queued_in_time(transactional_db, probe, rung):
    began = time.monotonic()
    result = ask(probe, {"amounts": [1]}, wait=0.4)
    assert (result.status, result.success) == ("queued", None)
    assert 0.3 < time.monotonic() - began < 5


def test_it_answers_as_soon_as_the_run_ends(transactional_db, probe, rung, monkeypatch):
    def serve(run_id, wait=0):
        def go():
            try:
                worker.work(run_id)
            finally:
                connections.close_all()

        threading.Thread(target=go).start()

    monkeypatch.setattr("kernel.runs.doorbell.ring", serve)
    result = ask(probe, {"amounts": [40, 2]}, wait=20)
    assert (result.status, result.success) == ("succeeded", True)
    assert result.data["facts"][0]["value"] == 42


def test_it_holds_no_connection_between_looks(transactional_db, probe, rung, monkeypatch):
    held = []

    def nap(seconds):
        held.append(connection.connection is not None)

    monkeypatch.setattr("kernel.runs.api.time.sleep", nap)
    ask(probe, {"amounts": [1]}, wait=0.3)
    assert held
    assert not any(held)
